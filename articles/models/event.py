"""Events: the append-only record of every change of state or text."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from articles.querysets import EventQuerySet

from .article import Article
from .edition import Edition
from .triggers import append_only, not_emptied


class Event(models.Model):
    """Who did what to an article, when and why.

    Events of editions are written by the database's own trigger, so that no
    change goes unrecorded; ``user`` is None and ``action`` “change” where
    something other than the desk did it. ``text`` holds the text as it stood
    after a change of it, as {title, standfirst, body, notes_to_editors,
    slug, change, public_note}, and is None where the text did not change.
    ``details`` holds `Article.description` after a change of what an article's
    languages share.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="events", verbose_name=_("article"))
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="events", verbose_name=_("edition"))
    language = models.CharField(_("language"), max_length=35, blank=True)
    number = models.PositiveIntegerField(_("number of the edition"), default=0)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    happened_at = models.DateTimeField(_("when"), db_default=Now())
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="events", verbose_name=_("who")
    )
    action = models.CharField(_("what"), max_length=40)
    reason = models.TextField(_("why"), blank=True)
    from_state = models.CharField(_("state before"), max_length=10, blank=True)
    to_state = models.CharField(_("state after"), max_length=10, blank=True)
    text = models.JSONField(_("text"), null=True)
    details = models.JSONField(_("details"), null=True)
    text_hash = models.CharField(_("hash of the text"), max_length=64, blank=True)
    public_from = models.DateTimeField(_("public from"), null=True)
    public_until = models.DateTimeField(_("public until"), null=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-happened_at", "-pk"]
        triggers = [append_only, not_emptied]
        indexes = [models.Index(fields=["article", "language", "number"], name="event_of_edition")]

    def __str__(self) -> str:
        return f"{self.action} ({self.happened_at:%Y-%m-%d %H:%M})"
