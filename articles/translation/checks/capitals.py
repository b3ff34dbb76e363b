"""Capitals that a language does not write: “22 Mars”, “le Secrétaire Général”; and those it does: “22 march”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import gettext_lazy, ngettext_lazy

from .base import Context, Pair
from .typography import Fault, Typography
from .words import base, is_sentence_start

__all__ = ["Capitals"]

#: Offices written small before a name and alone; French alone, where English capitals tempt.
_OFFICES = {
    "fr": "secrétaires? général(?:e|es)?|secrétaires généraux(?: adjoints)?|premi(?:er|ère)s? ministres?|ministres?"
    "|ambassad(?:eur|rice)s?|haute?s? représentant(?:e|s|es)?|direct(?:eur|rice)s? général(?:e|es)?|commissaires?"
    "|chanceli(?:er|ère)s?|porte-parole|(?:vice-)?président(?:e|s|es)?|généra(?:l|ux)|conseill(?:er|ère)s?"
    "|délégué(?:e|s|es)?|sénat(?:eur|rice)s?|député(?:e|s|es)?",
}


class Capitals(Typography):
    """Names of months and days, and in French titles of office, in the wrong case."""

    name = "capitals"
    label = gettext_lazy("Capitals")
    sentence = ngettext_lazy(
        "%(count)d word has a capital too many or too few: “%(example)s”.",
        "%(count)d words have a capital too many or too few, as in “%(example)s”.",
        "count",
    )

    def faults(self, pair: Pair, context: Context) -> Iterator[Fault]:
        """What begins a sentence is left alone, a month without a number beside it, and what may be part of a name."""
        language = base(context.target_language)
        text = pair.target.text
        months, days = _names(language)
        for names, needs_number in ((months, True), (days, False)):
            for match in _pattern(names).finditer(text) if names else ():
                name = names.get(match[0].casefold())
                if name is None or match[0] == name or match[0].isupper():
                    continue
                if needs_number and not _has_number(text, match.start(), match.end()):
                    continue
                if name.islower() and not self._is_within(text, match.start(), match.end()):
                    continue
                yield match.start(), match.end(), name
        if language in _OFFICES:
            yield from self._offices(text, language)

    def _is_within(self, text: str, start: int, end: int) -> bool:
        """Whether the word stands in running text, so that its capital has no other reason."""
        before, after = text[:start].rstrip(), text[end:].lstrip()
        last = before.split()[-1] if before else ""
        next_word = after.split()[0] if after else ""
        in_name = next_word[:1].isupper() and not next_word.isupper()
        return bool(last) and not is_sentence_start(text, start) and not last[:1].isupper() and not in_name

    def _offices(self, text: str, language: str) -> Iterator[Fault]:
        for match in _titles(language).finditer(text):
            if match[1] != match[1].lower() and not match[1].isupper():
                yield match.start(1), match.end(1), match[1].lower()


def _has_number(text: str, start: int, end: int) -> bool:
    return bool(re.search(r"(?:\d|1er|1ère|\d\.)\s$", text[:start]) or re.match(r"\s\d{4}\b", text[end:]))


@lru_cache(maxsize=32)
def _names(language: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the months and days as CLDR writes them within a sentence, by their small letters."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return {}, {}
    months = locale.months["format"]["wide"].values()
    days = locale.days["format"]["wide"].values()
    if not any(character.isalpha() and character.lower() != character.upper() for name in days for character in name):
        return {}, {}
    return {name.casefold(): name for name in months}, {name.casefold(): name for name in days}


def _pattern(names: dict[str, str]) -> re.Pattern[str]:
    return _compiled("|".join(map(re.escape, sorted(names))))


@lru_cache(maxsize=64)
def _compiled(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.IGNORECASE)


@lru_cache(maxsize=8)
def _titles(language: str) -> re.Pattern[str]:
    """Titles after an article or the like in small letters, where no name of an institution follows."""
    return re.compile(
        r"(?:(?<![\w-])(?:le|la|les|du|des|au|aux|un|une|ce|son|sa|par|comme|ancien|ancienne)\s|(?<!\w)[ld]['’])"
        rf"((?i:{_OFFICES[language]}))(?![\w-])"
    )
