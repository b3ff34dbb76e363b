"""The people who work at the desk, and the rights that each of them holds."""

from collections import defaultdict
from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from languages import validate_language

__all__ = ["Right", "Role", "User"]


class Role(models.TextChoices):
    """What someone may do at the desk; the workflow table says which actions each role has."""

    WRITER = "writer", _("writer")
    TRANSLATOR = "translator", _("translator")
    APPROVER = "approver", _("approver")
    PUBLISHER = "publisher", _("publisher")
    EMERGENCY = "emergency", _("emergency publisher")
    MANAGING_EDITOR = "managing_editor", _("managing editor")
    AUDITOR = "auditor", _("auditor")


class User(AbstractUser):
    """A member of staff. Rights are rows of their own, so that taking one away works at the next request."""

    language = models.CharField(_("language of the desk"), max_length=35, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)

    class Meta(AbstractUser.Meta):
        swappable = "AUTH_USER_MODEL"

    @cached_property
    def rights_held(self) -> dict[str, set[str]]:
        """Role → languages; the empty string stands for every language. Causes a query, once per request."""
        held: dict[str, set[str]] = defaultdict(set)
        if self.is_active and self.pk:
            for role, language in self.rights.values_list("role", "language"):
                held[role].add(language)
        return dict(held)

    def holds(self, role: str, language: str | None = None) -> bool:
        """Whether the user has the role: for this language, or for at least one when None."""
        languages = self.rights_held.get(role, set())
        return bool(languages) and (language is None or "" in languages or language in languages)

    @property
    def is_desk_member(self) -> bool:
        """Whether the user holds any right at all."""
        return bool(self.rights_held)


class Right(models.Model):
    """One role of one user, for one language or (with an empty language) for all."""

    user = models.ForeignKey(User, models.CASCADE, related_name="rights", verbose_name=_("user"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    language = models.CharField(
        _("language"),
        max_length=35,
        blank=True,
        validators=[validate_language],
        help_text=_("Only for translators and approvers. Leave empty for all languages."),
    )

    class Meta:
        verbose_name = _("right")
        verbose_name_plural = _("rights")
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "language"], name="a_user_holds_a_right_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} ({self.language})" if self.language else self.get_role_display()
