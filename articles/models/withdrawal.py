"""Withdrawals: the end of a public period, with a reason and a public notice."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.querysets import WithdrawalNoticeQuerySet
from languages import validate_language

from .article import Article
from .edition import Edition
from .triggers import append_only, not_emptied


class Outcome(models.TextChoices):
    """What the address of a withdrawn text answers."""

    NOTICE = "notice", _("the page stays, with a dated notice in place of the text")
    GONE = "gone", _("the page is gone (410), with the notice")
    MOVED = "moved", _("the address leads to another article (301)")


class Withdrawal(models.Model):
    """One decision to end the public period of an article's editions."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="withdrawals", verbose_name=_("article"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    moved_to = models.ForeignKey(
        Article,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="withdrawals_moved_here",
        verbose_name=_("moved to"),
    )
    reason = models.TextField(_("reason"), help_text=_("For the desk; the public reads the notices."))
    withdrawn_at = models.DateTimeField(_("withdrawn at"))
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="withdrawals", verbose_name=_("withdrawn by")
    )

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ["-withdrawn_at"]
        triggers = [append_only, not_emptied]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=Outcome.MOVED, moved_to__isnull=False)
                | ~Q(outcome=Outcome.MOVED) & Q(moved_to=None),
                name="a_withdrawal_that_moves_says_where_to",
            ),
            models.CheckConstraint(
                condition=Q(moved_to=None) | ~Q(moved_to=models.F("article")),
                name="an_article_does_not_move_to_itself",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_withdrawal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} ({self.withdrawn_at:%Y-%m-%d})"


class WithdrawalNotice(models.Model):
    """What the public reads, in one language, at the address of the edition whose public period ended."""

    withdrawal = models.ForeignKey(Withdrawal, models.PROTECT, related_name="notices", verbose_name=_("withdrawal"))
    edition = models.OneToOneField(Edition, models.PROTECT, related_name="withdrawal_notice", verbose_name=_("edition"))
    language = models.CharField(_("language"), max_length=35, validators=[validate_language])
    notice = models.TextField(_("notice"))

    objects = WithdrawalNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice of withdrawal")
        verbose_name_plural = _("notices of withdrawal")
        triggers = [append_only, not_emptied]
        constraints = [
            models.CheckConstraint(condition=~Q(notice=""), name="a_notice_of_withdrawal_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.notice
