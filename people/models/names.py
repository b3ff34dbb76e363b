"""What everything with names in several languages has in common."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from languages import default_language, validate_language
from people.names import choose_language

__all__ = ["LanguageField", "Named"]


class LanguageField(models.CharField):
    """A BCP 47 code that CLDR knows."""

    default_validators = [validate_language]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 35)
        super().__init__(*args, **kwargs)


class Named(models.Model):
    """Something with texts per language, which declares the language that the others fall back to."""

    fallback_language = LanguageField(
        _("fallback language"),
        default=default_language,
        help_text=_("Shown where a name is not recorded in the reader’s language."),
    )

    class Meta:
        abstract = True

    def choose(self, available: Iterable[str], language: str) -> str | None:
        """`choose_language` with the fallback declared here."""
        return choose_language(available, language, self.fallback_language)
