"""Password validators: how hard a password is to guess, and whether it is in a list of breached ones."""

import hashlib
import logging
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

__all__ = ["BreachedPasswordValidator", "StrengthValidator"]

logger = logging.getLogger(__name__)


class StrengthValidator:
    """Refuse what an attacker with word lists would guess in fewer than 10⁸ tries.

    Estimated by zxcvbn (Wheeler, USENIX Security 2016), which knows 30,000
    common passwords, names, words, dates, keyboard runs and what people do to
    them; the user's own names count as words.
    """

    SCORE = 3
    # What zxcvbn reads; its time grows with the cube of the length.
    LENGTH = 72

    def validate(self, password: str, user: Any = None) -> None:
        words = [settings.NEWSROOM_NAME]
        if user is not None:
            words += [user.get_username(), user.first_name, user.last_name, user.email]
        if zxcvbn(password[: self.LENGTH], user_inputs=[word for word in words if word])["score"] < self.SCORE:
            raise ValidationError(
                _("This password is easy to guess. Add a word or two that have nothing to do with each other."),
                code="password_too_weak",
            )

    def get_help_text(self) -> str:
        return _("Your password must be hard to guess: four unrelated words are better than symbols for letters.")


class BreachedPasswordValidator:
    """Refuse a password that a list of breached ones holds.

    Asks NEWSROOM_BREACHED_PASSWORDS_URL, a service that speaks the range
    protocol of Have I Been Pwned: only the first five digits of the SHA-1 leave
    this server. Off without the setting (Django's own list of common passwords
    always applies). A service that does not answer stops nobody: the password
    is accepted and a line is logged.
    """

    # Seconds.
    PATIENCE = 3

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002
        if settings.NEWSROOM_BREACHED_PASSWORDS_URL and self._is_breached(password):
            raise ValidationError(
                _("This password is in a list of breached passwords, which attackers try first. Choose another one."),
                code="password_breached",
            )

    def get_help_text(self) -> str:
        return _("Your password can’t be one that is known from a breach of another site.")

    def _is_breached(self, password: str) -> bool:
        digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
        beginning, rest = digest[:5], digest[5:]
        # The padding hides from onlookers how many entries there are.
        headers = {"Add-Padding": "true", "User-Agent": "newsroom"}
        request = Request(f"{settings.NEWSROOM_BREACHED_PASSWORDS_URL}/{beginning}", headers=headers)  # noqa: S310
        try:
            with urlopen(request, timeout=self.PATIENCE) as answer:  # noqa: S310
                lines = answer.read(1_000_000).decode("ascii", "replace").splitlines()
        except (OSError, URLError, ValueError) as error:
            logger.warning("A password was not checked against breaches: the service does not answer (%s).", error)
            return False
        found: dict[str, str] = dict(line.strip().upper().partition(":")[::2] for line in lines)
        # Padding comes with a count of zero.
        return found.get(rest, "0") != "0"
