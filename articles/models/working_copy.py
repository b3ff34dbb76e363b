"""Working copies: what someone has typed and not saved yet, for their eyes alone."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .edition import Edition


class WorkingCopy(models.Model):
    """One person's unsaved text of an edition. Nothing of it reaches the edition until that person saves it.

    ``revision`` is that of the edition when the person opened it, ``text`` the
    parts of the text as they stand in the form. ``rows`` says which paragraphs of
    the source each paragraph renders, where a translation is written beside it;
    it is empty where the text was typed as one.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="working_copies", verbose_name=_("edition"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="working_copies", verbose_name=_("user")
    )
    revision = models.PositiveIntegerField(_("revision it started from"))
    text = models.JSONField(_("text"))
    rows = models.JSONField(_("rows of the workbench"), default=list, blank=True)
    saved_at = models.DateTimeField(_("saved at"), auto_now=True)

    class Meta:
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")
        constraints = [
            models.UniqueConstraint(fields=["edition", "user"], name="a_person_has_one_working_copy_of_an_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.edition} – {self.user}"

    @property
    def is_behind(self) -> bool:
        """Whether somebody saved the edition after this copy was started from it."""
        return self.revision != self.edition.revision
