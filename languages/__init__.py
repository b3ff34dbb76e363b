"""BCP 47 language codes: which exist, their names, direction and fallbacks.

Content may be in any language that CLDR knows; ``NEWSROOM_LANGUAGES`` are the
ones that the press office works in. Codes are written as BCP 47 writes them
("fr", "pt-BR", "zh-Hant").
"""

from functools import cache

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

__all__ = [
    "default_language",
    "desk_language",
    "direction",
    "fallbacks",
    "interface_language",
    "is_language",
    "language_name",
    "local_name",
    "newsroom_languages",
    "standard_form",
    "validate_language",
]


@cache
def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError, TypeError):
        return None


@cache
def standard_form(language: str) -> str | None:
    """Return the code as BCP 47 writes it ("PT-br" → "pt-BR"), or None if no such language is known."""
    locale = _locale(language)
    if locale is None:
        return None
    return "-".join(filter(None, (locale.language, locale.script, locale.territory)))


def is_language(language: str) -> bool:
    """Whether the code is known to CLDR and written as BCP 47 writes it."""
    return standard_form(language) == language


def validate_language(language: str) -> None:
    """Raise ``ValidationError`` unless `is_language` holds."""
    if not is_language(language):
        raise ValidationError(
            _("“%(language)s” is not a language code. Write it as in “fr” or “pt-BR”."),
            code="language",
            params={"language": language},
        )


def newsroom_languages() -> list[str]:
    """The languages that the press office works in, the default one first."""
    return list(settings.NEWSROOM_LANGUAGES)


def default_language() -> str:
    """The language that others fall back to."""
    return newsroom_languages()[0]


def direction(language: str) -> str:
    """The value of the ``dir`` attribute: "ltr" or "rtl"."""
    locale = _locale(language)
    return "rtl" if locale and locale.text_direction == "rtl" else "ltr"


def language_name(language: str, in_language: str | None = None) -> str:
    """The language's name in another language, or in itself when that is None; the code where CLDR has none."""
    locale = _locale(language)
    if locale is None:
        return language
    return locale.get_display_name(in_language and in_language.replace("-", "_")) or language


def local_name(language: str) -> str:
    """The language's name in the language of the interface, for labels and messages."""
    return language_name(language, get_language() or settings.LANGUAGE_CODE)


def fallbacks(language: str, declared: str | None = None) -> list[str]:
    """Languages to try in turn: the language, its parents ("pt-BR" → "pt"), the declared one, the newsroom's."""
    parts = language.split("-")
    chain = ["-".join(parts[:n]) for n in range(len(parts), 0, -1)]
    if declared:
        chain.append(declared)
    return list(dict.fromkeys([*chain, *newsroom_languages()]))


def desk_language(*wanted: str) -> str:
    """The catalogue in which to show the desk to someone who wants these languages, the first one most."""
    codes = (code for language in wanted for code in (language, language.partition("-")[0]))
    return next((code for code in codes if code in settings.DESK_LANGUAGES), settings.LANGUAGE_CODE)


def interface_language(language: str) -> str:
    """The catalogue in which to show labels around text in this language."""
    translated = [code for code, _name in settings.LANGUAGES]
    return next((code for code in fallbacks(language) if code in translated), settings.LANGUAGE_CODE)
