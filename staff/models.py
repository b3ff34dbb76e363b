"""The people who work at the desk, and the rights that each of them holds."""

from collections import defaultdict
from functools import cached_property
from typing import ClassVar

import pgtrigger
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from languages import validate_language

__all__ = ["FailedSignIns", "Right", "Role", "User"]


class Role(models.TextChoices):
    """What someone may do at the desk; the workflow table says which actions each role has."""

    WRITER = "writer", _("writer")
    TRANSLATOR = "translator", _("translator")
    APPROVER = "approver", _("approver")
    PUBLISHER = "publisher", _("publisher")
    EMERGENCY = "emergency", _("emergency publisher")
    MANAGING_EDITOR = "managing_editor", _("managing editor")
    AUDITOR = "auditor", _("auditor")


class MemberManager(UserManager["User"]):
    """Django's own; addresses are kept in lower case, so that each is found however it is typed."""

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        return super().normalize_email(email).lower()


class User(AbstractUser):
    """A member of staff. Rights are rows of their own, so that taking one away works at the next request."""

    language = models.CharField(_("language of the desk"), max_length=35, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    # Part of what a session is checked against at every request. The database
    # raises it, and so ends the sessions, when something is taken from the user.
    session_generation = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[MemberManager] = MemberManager()

    class Meta(AbstractUser.Meta):
        swappable = "AUTH_USER_MODEL"
        constraints = [
            models.UniqueConstraint(Lower("username"), name="a_user_name_in_any_case_belongs_to_one_user"),
            models.UniqueConstraint(
                fields=["email"],
                condition=~models.Q(email=""),
                name="an_email_address_belongs_to_one_user",
                violation_error_message=_("Another user has this email address."),
            ),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="an_email_address_is_in_lower_case",
                violation_error_message=_("Write the email address in lower case."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="sessions_end_with_access",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func="""
                -- A row written by someone who read it earlier brings no ended session back.
                NEW.session_generation := greatest(NEW.session_generation, OLD.session_generation);
                IF (OLD.is_active AND NOT NEW.is_active) OR (OLD.is_staff AND NOT NEW.is_staff)
                    OR (OLD.is_superuser AND NOT NEW.is_superuser) THEN
                    NEW.session_generation := OLD.session_generation + 1;
                END IF;
                RETURN NEW;
                """,
            )
        ]

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django's hook for both the current and the earlier secret keys."""
        value = f"{self.session_generation}:{self.password}"
        return salted_hmac("staff.models.User.session", value, secret=secret, algorithm="sha256").hexdigest()

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
        triggers = [
            pgtrigger.Trigger(
                name="sessions_end_with_a_right",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.After,
                func="""
                IF TG_OP = 'DELETE' OR OLD IS DISTINCT FROM NEW THEN
                    UPDATE staff_user SET session_generation = session_generation + 1 WHERE id = OLD.user_id;
                END IF;
                RETURN NULL;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} ({self.language})" if self.language else self.get_role_display()


class FailedSignIns(models.Model):
    """How often a password or code was wrong for one account, whichever addresses it came from.

    Read and written by `staff.lockout` alone.
    """

    # "user:12", or a keyed hash of a name that no user has: people type passwords into that field.
    account = models.CharField(max_length=80, unique=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
