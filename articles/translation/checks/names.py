"""Persons and organisations of the lists: named in the source, named rightly in the translation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rapidfuzz.distance import OSA

from articles.translation.inflection import find_term

from .base import Check, Context, Finding, Fix, KnownName, Pair, Place, Text
from .words import INFLECTED_NAMES, Word, base, fold, place, words

__all__ = ["Names", "Spelling", "named"]

#: Letters of a word from which one, and from which two of them may be wrong and the name still be meant.
_ONE_WRONG = 4
_TWO_WRONG = 7
#: How much longer an inflected name may be, and how much shorter its unchanged part.
_ENDING = 3
_VOWELS = frozenset("aeiouyаеёиійоуыьэюяєї")
_LONG_ENDINGS = ("ий", "ый", "ой", "ая", "ія")
_ALPHABETIC = re.compile(r"[\u0041-\u058f\u1e00-\u1fff]")
#: Languages in which a name takes an s and nothing else.
_GENITIVE = frozenset("da de en nb nl nn no sv".split())
#: Words that are names as well, but mostly not.
_MOSTLY_NOT = frozenset("may march august will mark bill rose west north south east".split())


@dataclass(frozen=True, slots=True)
class _Known:
    """A name with its forms on both sides."""

    name: KnownName
    source: tuple[str, ...]
    target: tuple[str, ...]

    @property
    def has_nouns(self) -> bool:
        """Whether it is an organisation, most of whose names are made of common words."""
        return not self.name.reference.startswith("person:")


class Names(Check):
    """Somebody or something named in the source is not named in the translation."""

    name = "names"
    label = gettext_lazy("Names")

    def findings(self, pairs: Sequence[Pair], context: Context) -> Iterator[Finding]:
        """Any form in the record will do, and a surname alone. Another known name in its place is shown."""
        (pair,) = pairs
        if not (pair.source.text and pair.target.text):
            return
        known = [_known(name, context) for name in context.names]
        theirs = {one.name.reference: named(pair.source, one.source, has_nouns=one.has_nouns) for one in known}
        ours = {
            one.name.reference: named(pair.target, (*one.target, *_surnames(one)), has_nouns=one.has_nouns)
            for one in known
        }
        strangers = [
            place
            for one in known
            if len(ours[one.name.reference]) > len(theirs[one.name.reference])
            for place in ours[one.name.reference]
        ]
        for one in known:
            source, target = theirs[one.name.reference], ours[one.name.reference]
            if not (source and one.target):
                continue
            instead = [other for other in strangers if other not in target]
            if target and not (len(target) < len(source) and instead):
                yield from self._foreign_form(pair, one, source)
                continue
            if _misspelt(pair, one, context):
                continue
            sentence = (
                _("“%(name)s” is not named in the translation, but “%(other)s” is. The record has: %(forms)s.")
                if instead
                else _("“%(name)s” is not named in the translation. The record has: %(forms)s.")
            )
            other = instead[0].text if instead else ""
            forms = ", ".join(f"“{form}”" for form in one.target)
            text = sentence % {"name": source[0].text, "other": other, "forms": forms}
            yield Finding(self.name, self.severity, text, pair.key, tuple(source), tuple(instead[:1]))

    def _foreign_form(self, pair: Pair, one: _Known, source: list[Place]) -> Iterator[Finding]:
        """Report “Mr Çavuşoğlu” in a French text, where the record has “M. Çavuşoğlu”."""
        right = {form: _counterpart(form, one) for form in one.source if form not in one.target}
        for form, better in right.items():
            within = [other for other in one.target if form in other]
            for start, end in _exact(pair.target.text, form) if better and not within else ():
                yield Finding(
                    self.name,
                    self.severity,
                    _("“%(form)s” is the form of the source’s language. The record has “%(better)s”.")
                    % {"form": form, "better": better},
                    pair.key,
                    tuple(source[:1]),
                    (place(pair.target, start, end),),
                    (Fix(start, end, better),),
                )


class Spelling(Check):
    """A name that is almost one of the lists: an accent missing, a letter wrong."""

    name = "name_spelling"
    label = gettext_lazy("Spelling of names")

    def findings(self, pairs: Sequence[Pair], context: Context) -> Iterator[Finding]:
        """Only names that the source has; a word that stands in the source as well is not taken for another one."""
        (pair,) = pairs
        if not (pair.source.text and pair.target.text):
            return
        for name in context.names:
            one = _known(name, context)
            source = named(pair.source, one.source, has_nouns=one.has_nouns)
            is_inflected = base(context.target_language) in INFLECTED_NAMES
            for word, right in _misspelt(pair, one, context) if source else ():
                yield Finding(
                    self.name,
                    self.severity,
                    _("“%(word)s” looks like a misspelling of “%(name)s”.") % {"word": word.text, "name": right},
                    pair.key,
                    tuple(source[:1]),
                    (place(pair.target, word.start, word.end),),
                    () if is_inflected and fold(word.text) != fold(right) else (Fix(word.start, word.end, right),),
                )


def _known(name: KnownName, context: Context) -> _Known:
    """Return the name with its forms on both sides; without any in the target language a Latin one stays as it is."""
    source = name.forms.get(context.source_language, ())
    target = name.forms.get(context.target_language, ())
    return _Known(name, tuple(filter(None, source)), tuple(filter(None, target)))


def named(text: Text, forms: Sequence[str], *, has_nouns: bool = False) -> list[Place]:
    """Return where a text has one of the forms, inflected or not; none within a longer one.

    ``has_nouns``: the names are made of common words, as those of organisations are.
    """
    spans: set[tuple[int, int]] = set()
    for form in forms:
        if len(words(form)) > 1 or form.casefold() not in _MOSTLY_NOT:
            spans.update(_spans(text, form, has_nouns=has_nouns))
    return [
        place(text, start, end)
        for start, end in sorted(spans)
        if not any(first <= start and end <= last and (first, last) != (start, end) for first, last in spans)
    ]


def _spans(text: Text, form: str, *, has_nouns: bool = False) -> Iterator[tuple[int, int]]:
    """Yield where a form stands: an acronym as it is written, a name with its accents and perhaps an ending.

    Stemmers of common words cut too much off a name, so that they are asked
    only where it has nouns in it (an organisation's), or letters written onto
    it (Arabic), or no spaces around.
    """
    is_acronym = len(form) > 1 and form.isupper()
    language = base(text.language)
    if has_nouns or is_acronym or language == "ar" or not _ALPHABETIC.match(form):
        found = find_term(text.text, form, text.language, is_case_sensitive=is_acronym)
    else:
        found = list(_inflected(words(text.text), words(form), language)) if _may_stand(form, text.text) else []
    for start, end in found:
        if not form[0].isupper() or not text.text[start].islower():
            yield start, end


def _may_stand(form: str, text: str) -> bool:
    """Tell at once of most names that they stand nowhere in the text."""
    start = max(2, len(form) - _ENDING) if form.isalpha() else 2
    return form[:start] in text or "ё" in form or "ё" in text


def _inflected(have: Sequence[Word], wanted: Sequence[Word], language: str) -> Iterator[tuple[int, int]]:
    for first in range(len(have) - len(wanted) + 1):
        if all(_is_inflection(have[first + at].text, want.text, language) for at, want in enumerate(wanted)):
            yield have[first].start, have[first + len(wanted) - 1].end


@lru_cache(maxsize=50_000)
def _is_inflection(word: str, name: str, language: str) -> bool:
    """Tell whether a word is the name, with an ending where the language gives names one."""
    if word == name:
        return True
    if language in _GENITIVE:
        return word == f"{name}s"
    if language not in INFLECTED_NAMES or len(word) > len(name) + _ENDING or name.isupper():
        return False
    word, name = word.replace("ё", "е"), name.replace("ё", "е")
    stems = [name[:-2] if name.endswith(_LONG_ENDINGS) else name[:-1] if name[-1] in _VOWELS else name]
    if name[-2:-1] in ("е", "о", "e") and name[-1] not in _VOWELS:
        # Павел, Павла.
        stems.append(name[:-2] + name[-1])
    return any(len(stem) > 1 and word.startswith(stem) for stem in stems)


def _surnames(one: _Known) -> tuple[str, ...]:
    """Return the surname of a person: the last word of the full name, which every form ends in."""
    if one.has_nouns:
        return ()
    last = {found[-1].text for form in one.target if (found := words(form))}
    return tuple(last) if len(last) == 1 else ()


def _counterpart(form: str, one: _Known) -> str:
    """Return the form of the target language alone that is built like this one: as long, with the same last word."""
    mine = words(form)
    own = (other for other in one.target if other not in one.source)
    return next(
        (
            other
            for other in own
            if mine and (theirs := words(other)) and theirs[-1].text == mine[-1].text and len(theirs) == len(mine) > 1
        ),
        "",
    )


def _exact(text: str, form: str) -> Iterator[tuple[int, int]]:
    start = text.find(form)
    while start >= 0:
        end = start + len(form)
        if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
            yield start, end
        start = text.find(form, end)


def _misspelt(pair: Pair, one: _Known, context: Context) -> list[tuple[Word, str]]:
    """Return the words of a translation that are almost a word of the name, with what they should be."""
    language = base(pair.target.language)
    right = _spelled(one)
    others = {word.text for word in words(pair.source.text)}
    others.update(word.text for name in context.names for form in name.forms.get(language, ()) for word in words(form))
    have = words(pair.target.text)
    found = {}
    for word in have:
        if word.text[0].islower() or word.text in others or any(_same(word.text, name, language) for name in right):
            continue
        near = next((name for name in right if _is_near(word.text, name, language)), None)
        if near is not None:
            found[word] = near
    for form in one.target if one.has_nouns else ():
        found.update(_one_off(have, words(form), language))
    return list(found.items())


def _spelled(one: _Known) -> list[str]:
    """Return the words of a name that can be misspelt: not a short first name, nor the nouns of an organisation."""
    spelled: dict[str, None] = {}
    for form in one.target:
        parts = [word.text for word in words(form)]
        if len(parts) == 1:
            spelled[parts[0]] = None
        elif not one.has_nouns:
            spelled.update(dict.fromkeys(parts[0 if len(parts[0]) >= _TWO_WRONG else 1 :]))
    return [word for word in spelled if not word.islower()]


def _one_off(have: Sequence[Word], wanted: Sequence[Word], language: str) -> Iterator[tuple[Word, str]]:
    """Yield the one word in which a stretch of the text differs a little from a name of several."""
    for first in range(len(have) - len(wanted) + 1) if len(wanted) > 1 else ():
        some = have[first : first + len(wanted)]
        wrong = [(word, want.text) for word, want in zip(some, wanted, strict=True) if word.text != want.text]
        if len(wrong) == 1 and not _same(wrong[0][0].text, wrong[0][1], language):
            word, name = wrong[0]
            if _is_near(word.text.capitalize(), name.capitalize(), language):
                yield word, name


@lru_cache(maxsize=50_000)
def _same(word: str, name: str, language: str) -> bool:
    return word == name.upper() or _is_inflection(word, name, language) or _is_derived(word, name, language)


def _is_derived(word: str, name: str, language: str) -> bool:
    """Tell whether stemming alone tells the two apart, in words that are no names: "unie" and "unies"."""
    return name.islower() and bool(find_term(word, name, language))


@lru_cache(maxsize=20_000)
def _is_near(word: str, name: str, language: str) -> bool:
    """Tell whether a word is the name without its accents, or with a letter or two wrong."""
    if word.isupper() != name.isupper() or name.islower():
        return False
    forms = {word}
    if language in INFLECTED_NAMES:
        forms |= {word[:-cut] for cut in (1, 2) if len(word) - cut >= _ONE_WRONG}
    elif language in _GENITIVE:
        forms.add(word.removesuffix("s"))
    for form in forms:
        if fold(form) == fold(name):
            return len(name) > 2 and form.casefold() != name.casefold()
        allowed = 2 if len(name) >= _TWO_WRONG else 1 if len(name) >= _ONE_WRONG else 0
        if allowed and OSA.distance(fold(form), fold(name), score_cutoff=allowed) <= allowed:
            return True
    return False
