"""Waivers: faults of a translation that someone answered for by name."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from .edition import Edition
from .triggers import append_only, not_emptied


class Waiver(models.Model):
    """Someone's word, with a reason, that one fault which a check found is none.

    ``fingerprint`` says which fault at which words: another number in the same
    paragraph is another fault. A waiver holds for the later editions of the
    article in that language too, where the same words stand.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="waivers", verbose_name=_("edition"))
    check_name = models.CharField(_("check"), max_length=40)
    fingerprint = models.CharField(_("fingerprint of the fault"), max_length=64)
    sentence = models.TextField(_("what the check said"))
    reason = models.TextField(_("why it is no fault"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="waivers", verbose_name=_("who"))
    waived_at = models.DateTimeField(_("when"), db_default=Now())

    class Meta:
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        ordering = ["-waived_at", "-pk"]
        triggers = [append_only, not_emptied]
        indexes = [models.Index(fields=["edition", "fingerprint"], name="waiver_of_a_fault")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_waiver_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.check_name} ({self.edition})"
