"""Names that no list holds, lost between two languages of one script."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rapidfuzz.distance import OSA

from .base import Check, Context, Finding, Pair, Text
from .words import Word, base, fold, place, words

__all__ = ["OtherNames"]

#: Words before which a name of a person stands, by language.
_TITLES = {
    "de": "Herr|Herrn|Frau|Dr|Prof|Präsident|Präsidentin|Kanzler|Kanzlerin|Minister|Ministerin|General|Botschafter",
    "en": "Mr|Mrs|Ms|Dr|Prof|Sir|Lord|President|Minister|Chancellor|Secretary|General|Senator|Ambassador|Judge"
    "|Professor|Captain|Colonel|Commissioner",
    "es": "Sr|Sra|Dr|Dra|presidente|presidenta|ministro|ministra|general|embajador",
    "fr": "M|MM|Mme|Mmes|Dr|Pr|président|présidente|ministre|général|sénateur|sénatrice|ambassadeur"
    "|chancelier|chancelière",
    "it": "Sig|dott|presidente|ministro|generale|ambasciatore",
}
#: Letters that two words may have in common at the start and be the same name in two languages: Alexander, Alexandre.
_COMMON = 4
_LATIN = re.compile(r"[\u0041-\u024f\u1e00-\u1eff]")


class OtherNames(Check):
    """A person's name after a title, or a word with a capital within, that the translation does not have."""

    name = "other_names"
    label = gettext_lazy("Other names")

    def findings(self, pairs: Sequence[Pair], context: Context) -> Iterator[Finding]:
        """Few, but sure: countries, days and what the lists hold are left to others, and so is a name that is alike."""
        (pair,) = pairs
        if not (_is_latin(pair.source) and _is_latin(pair.target)):
            return
        forms = [form for name in context.names for form in name.forms.get(pair.source.language, ())]
        known = {word.text for form in forms for word in words(form)}
        have = {fold(word.text) for word in words(pair.target.text)}
        reported = set()
        for word in _names(pair.source):
            if word.text in known or word.text in reported or _has_alike(fold(word.text), have):
                continue
            if fold(word.text) in _places(base(context.source_language)):
                continue
            reported.add(word.text)
            yield Finding(
                self.name,
                self.severity,
                _("The name “%(name)s” is not in the translation.") % {"name": word.text},
                pair.key,
                (place(pair.source, word.start, word.end),),
            )


def _is_latin(text: Text) -> bool:
    letters = [character for character in text.text if character.isalpha()]
    return bool(letters) and sum(1 for letter in letters if _LATIN.match(letter)) > len(letters) / 2


def _names(text: Text) -> Iterator[Word]:
    """Yield the words that are surely names: the last one of those after a title, and those like McMaster or GitHub."""
    language = base(text.language)
    found = words(text.text)
    titles = _TITLES.get(language)
    for number, word in enumerate(found):
        if len(word.text) > 3 and re.search(r"[a-zà-ÿ][A-ZÀ-Þ]", word.text):
            yield word
        elif titles and re.fullmatch(titles, word.text):
            last = _last_of_name(text.text, found, number)
            if last is not None:
                yield last


def _last_of_name(text: str, found: Sequence[Word], title: int) -> Word | None:
    """Return the last of up to three words with capitals that follow a title with nothing but a space between."""
    last = None
    for before, word in zip(found[title:], found[title + 1 : title + 4], strict=False):
        if not re.fullmatch(r"\.?[ \u00a0\u202f]", text[before.end : word.start]) or not word.text.istitle():
            break
        last = word
    if last is None or len(last.text) < _COMMON or text[last.end : last.end + 1] in ("-", "‐"):
        return None
    return last


def _has_alike(name: str, have: set[str]) -> bool:
    return name in have or any(
        word[:_COMMON] == name[:_COMMON] or OSA.distance(word, name, score_cutoff=2) <= 2 for word in have
    )


@lru_cache(maxsize=32)
def _places(language: str) -> frozenset[str]:
    """Return the words of the names of countries, languages, months and days, which other languages have otherwise."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return frozenset()
    names = [
        *locale.territories.values(),
        *locale.languages.values(),
        *locale.months["format"]["wide"].values(),
        *locale.days["format"]["wide"].values(),
    ]
    return frozenset(fold(word.text) for name in names for word in words(name))
