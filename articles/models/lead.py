"""Leads: which article the home page of a language starts with."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from articles.querysets import LeadQuerySet
from languages import validate_language

from .article import Article
from .triggers import append_only, not_emptied

__all__ = ["Lead"]


class Lead(models.Model):
    """Somebody's pick of what the home page of a language starts with; the last one counts.

    ``article`` is None where somebody let the newest text lead again. What is
    shown is the article's public text in the language, so that a correction of
    it leads on; where there is none, the newest text leads.
    """

    language = models.CharField(_("language"), max_length=35, validators=[validate_language])
    article = models.ForeignKey(Article, models.PROTECT, null=True, related_name="leads", verbose_name=_("article"))
    until_at = models.DateTimeField(_("until"), null=True)
    picked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="leads", verbose_name=_("picked by")
    )
    picked_at = models.DateTimeField(_("picked at"), db_default=Now())

    objects = LeadQuerySet.as_manager()

    class Meta:
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
        ordering = ["-pk"]
        triggers = [append_only, not_emptied]
        indexes = [models.Index(fields=["language", "-id"], name="lead_of_a_language")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(article__isnull=False), name="only_a_pick_has_an_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.picked_at:%Y-%m-%d %H:%M}"
