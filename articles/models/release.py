"""Releases: the acts that make a set of editions public at one instant."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.querysets import ReleaseQuerySet


class Release(models.Model):
    """One decision to make its editions public at one instant, now or later.

    ``public_from`` is the same in the release and in each of its editions;
    `articles.publication` moves them together. None means called off.
    """

    public_from = models.DateTimeField(_("instant"), null=True)
    time_zone = models.CharField(_("time zone in which the hour was stated"), max_length=64)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="releases", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), auto_now_add=True)
    announced_at = models.DateTimeField(_("announced at"), null=True, editable=False)
    override_reason = models.TextField(_("reason for releasing without a required language"), blank=True)
    emergency_reason = models.TextField(_("reason for the emergency"), blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-decided_at"]
        indexes = [models.Index(fields=["public_from"], name="release_instants")]

    def __str__(self) -> str:
        return f"{self.public_from:%Y-%m-%d %H:%M} UTC" if self.public_from else str(_("called off"))
