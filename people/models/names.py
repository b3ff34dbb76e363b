"""What everything with names in several languages has in common."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from languages import default_language, direction, fallbacks, validate_language

__all__ = ["LanguageField", "LocalText", "Named", "choose_language"]


class LocalText(NamedTuple):
    """A text and the language that it is in, which need not be the one that was asked for."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text

    @property
    def direction(self) -> str:
        """The value of the ``dir`` attribute: "ltr" or "rtl"."""
        return direction(self.language)


def choose_language(available: Iterable[str], language: str, declared: str | None = None) -> str | None:
    """Return the language to show instead of the one asked for, or None if nothing is available.

    The first of `languages.fallbacks` that is available; failing that any, the
    first by alphabet, so that the answer does not depend on the order of rows.
    """
    codes = set(available)
    for code in fallbacks(language, declared):
        if code in codes:
            return code
    return min(codes, default=None)


class LanguageField(models.CharField):
    """A BCP 47 code that CLDR knows."""

    default_validators = [validate_language]

    def __init__(self, *args: object, **kwargs: object) -> None:
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
