"""What was left in the source language, or is in another one than it should be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lingua import IsoCode639_1, Language, LanguageDetector, LanguageDetectorBuilder

from languages import language_name

from .base import Check, Context, Finding, Pair, Place, Severity, Text
from .words import base, words

__all__ = ["Untranslated", "UntranslatedSentence", "WrongLanguage"]

#: Letters of the translation's own words below which nobody can tell their language.
FEWEST_LETTERS = 18
#: Characters after which more of them say nothing new.
ENOUGH = 400
#: How sure the detector has to be of another language, and how unlikely the right one has to be, from 0 to 1.
SURE = 0.6
UNLIKELY = 0.1
IMPOSSIBLE = 0.01
#: The share of letters in words that the source does not have, below which the translation is the source.
OWN = 0.15
#: Fewest ordinary words without which there is nothing to translate.
FEWEST_WORDS = 2
#: Words in another alphabet from which on they are no mere name.
MOST_NAMES = 5
#: Letters of a sentence that stands in the translation as in the source, from which on it is reported.
LONG_SENTENCE = 40

_ADDRESS = re.compile(r"[@/_=\\]|\w\.\w")
_SENTENCE = re.compile(r"[^\n.!?…]+(?:[.!?…]+(?!\s|$)[^\n.!?…]*)*")
_CYRILLIC = frozenset("be bg ru uk".split())
_LATIN_WORD = re.compile(r"(?![A-Z]+\b)[A-Za-zÀ-ɏ]{3,}")
_CYRILLIC_WORD = re.compile(r"[Ѐ-ӿ]{3,}")
_CELL_OF_ONE_WORD = re.compile(r"(?:^|(?<=[\t\n]))[^\sA-ZÀ-ÞА-Я]+(?=[\t\n]|$)")
_QUOTES = frozenset('"“”„«»‘‹›')
_NO_WORDS = re.compile(r"[\W\d_]+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
#: Written alike, so that a short text of one may be taken for the other.
_ALIKE = frozenset(
    map(frozenset, zip("nb nn no no no id bs bs hr cs".split(), "da da da nb nn ms hr sr sr sk".split(), strict=True))
)


class Untranslated(Check):
    """The source's words stand in the translation, or its language does."""

    name = "untranslated"
    label = gettext_lazy("Left untranslated")
    severity = Severity.BLOCK

    def findings(self, pairs: Sequence[Pair], context: Context) -> Iterator[Finding]:
        """Names, numbers, addresses and codes are the same in both languages without fault."""
        (pair,) = pairs
        if not _is_to_translate(pair, context):
            return
        if _is_source(pair, context) or detected(pair, context) == base(context.source_language):
            yield Finding(
                self.name,
                self.severity,
                _("This paragraph is still in %(language)s.") % {"language": language_name(context.source_language)},
                pair.key,
                (_all_of(pair.source),),
                (_all_of(pair.target),),
            )


class WrongLanguage(Check):
    """The translation is in a language that is neither the source's nor its own."""

    name = "wrong_language"
    label = gettext_lazy("Wrong language")
    severity = Severity.BLOCK

    def findings(self, pairs: Sequence[Pair], context: Context) -> Iterator[Finding]:
        """Only languages of the newsroom are told apart; the fewer, the surer."""
        (pair,) = pairs
        if not _is_to_translate(pair, context):
            return
        found = detected(pair, context)
        if found and found not in (base(context.source_language), base(context.target_language)):
            yield Finding(
                self.name,
                self.severity,
                _("This paragraph is in %(found)s, not in %(expected)s.")
                % {"found": language_name(found), "expected": language_name(context.target_language)},
                pair.key,
                (_all_of(pair.source),),
                (_all_of(pair.target),),
            )


class UntranslatedSentence(Check):
    """One sentence of a translated paragraph stands as it does in the source."""

    name = "untranslated_sentence"
    label = gettext_lazy("Sentence left untranslated")

    def findings(self, pairs: Sequence[Pair], context: Context) -> Iterator[Finding]:
        """What stands in quotation marks may be quoted in its own language."""
        (pair,) = pairs
        if not _is_to_translate(pair, context) or _is_source(pair, context):
            return
        source = _bare(pair.source.text)
        for match in _SENTENCE.finditer(pair.target.text):
            sentence = _bare(match[0])
            if (
                len(sentence) >= LONG_SENTENCE
                and sentence in source
                and not set(match[0]) & _QUOTES
                and _ordinary_words(_running(match[0], ())) >= 2 * FEWEST_WORDS
            ):
                yield Finding(
                    self.name,
                    self.severity,
                    _("“%(sentence)s” is not translated.") % {"sentence": match[0].strip()},
                    pair.key,
                    (),
                    (Place(match.start(), match.end(), match[0]),),
                )


def detected(pair: Pair, context: Context) -> str | None:
    """Return the language that the translation is surely in, if that is not its own; None if all may be well.

    It is asked of the words that the source does not have, so that a name, a
    title or a quotation that stands in both says nothing. None also for a
    target language that the detector does not know.
    """
    target = base(context.target_language)
    if _known(target) is None:
        return None
    return _detected(_own_text(pair, context), target, _codes(context))


def _codes(context: Context) -> frozenset[str]:
    return frozenset(map(base, (*context.languages, context.source_language, context.target_language)))


@lru_cache(maxsize=256)
def _detected(text: str, target: str, codes: frozenset[str]) -> str | None:
    """Return the language that a text surely is in, if that is not the one it should be in."""
    detector = _detector(codes)
    fewest = FEWEST_LETTERS * (0.3 if _UNSPACED.search(text) else 1)
    if detector is None or len(_NO_WORDS.sub("", text)) < fewest:
        return None
    values = {value.language: value.value for value in detector.compute_language_confidence_values(text[:ENOUGH])}
    best = max(values, key=lambda language: values[language])
    found = _code(best)
    own = values.get(_language(target), 0.0)
    is_other = own < IMPOSSIBLE or (own < UNLIKELY and values[best] > SURE)
    return found if is_other and found != target and frozenset((found, target)) not in _ALIKE else None


def _is_to_translate(pair: Pair, context: Context) -> bool:
    return bool(
        pair.source.text and pair.target.text and base(context.source_language) != base(context.target_language)
    )


def _is_source(pair: Pair, context: Context) -> bool:
    """Tell whether the translation is made of the source's words, unless those were in the target language already."""
    running = _running_text(pair.target, context)
    if _is_in_other_script(running, context):
        return True
    letters = len(_NO_WORDS.sub("", running))
    own = _own_text(pair, context)
    if not letters or len(_NO_WORDS.sub("", own)) > OWN * letters or not _has_ordinary_words(running, besides=own):
        return False
    source = base(context.source_language)
    return _known(source) is None or _detected(running, source, _codes(context)) != base(context.target_language)


def _is_in_other_script(running: str, context: Context) -> bool:
    """Tell whether a text of several words, a heading in capitals too, has none in the letters of its language."""
    if base(context.target_language) not in _CYRILLIC or "-latn" in context.target_language.lower():
        return False
    return not _CYRILLIC_WORD.search(running) and len(_LATIN_WORD.findall(running)) >= MOST_NAMES


def _all_of(text: Text) -> Place:
    return Place(0, len(text.text), text.text)


@lru_cache(maxsize=256)
def _bare(text: str) -> str:
    return _NO_WORDS.sub(" ", text.casefold()).strip()


def _own_text(pair: Pair, context: Context) -> str:
    """Return the words of the translation that the source does not have; of a script without spaces, all of it."""
    running = _running_text(pair.target, context)
    if _UNSPACED.search(running):
        return "" if _bare(running) == _bare(_running_text(pair.source, context)) else running
    theirs = {word.text.casefold() for word in words(pair.source.text)}
    return " ".join(word.text for word in words(running) if word.text.casefold() not in theirs)


def _running_text(text: Text, context: Context) -> str:
    """Return the text without addresses and without the names that the lists hold."""
    forms = {form for name in context.names for forms in name.forms.values() for form in forms if form in text.text}
    return _running(text.text, tuple(sorted(forms, key=len, reverse=True)))


@lru_cache(maxsize=256)
def _running(text: str, names: tuple[str, ...]) -> str:
    for name in names:
        text = text.replace(name, " ")
    if "\t" in text:
        text = _CELL_OF_ONE_WORD.sub(" ", text)
    return " ".join(word for word in text.split() if not _ADDRESS.search(word))


def _has_ordinary_words(running: str, besides: str) -> bool:
    """Tell whether there is something to translate: small words in an alphabet with capitals, else any letters.

    The words of ``besides`` are translated already.
    """
    if _UNSPACED.search(running):
        return len(_NO_WORDS.sub("", running)) >= 2 * FEWEST_WORDS
    ordinary = _ordinary_words(running) - _ordinary_words(besides)
    return ordinary >= FEWEST_WORDS or (ordinary == 1 and len(words(running)) >= 4)


def _ordinary_words(text: str) -> int:
    ordinary = [word.text for word in words(text) if len(word.text) > 1 and word.text.isalpha()]
    if any(map(str.isupper, text)):
        ordinary = [word for word in ordinary if word.islower()]
    return len(ordinary)


@lru_cache(maxsize=64)
def _detector(codes: Collection[str]) -> LanguageDetector | None:
    """Return a detector of these languages; None where it would know fewer than two of them.

    One is made at its first use and kept, some 20 MB for a newsroom's eight
    languages; what they share is loaded once. The plain mode was not slower
    than the one of low accuracy.
    """
    known = [language for language in map(_known, sorted(codes)) if language is not None]
    return LanguageDetectorBuilder.from_languages(*known).build() if len(known) > 1 else None


@lru_cache(maxsize=256)
def _known(code: str) -> Language | None:
    """Return lingua's language of a code, or None if it has none; both kinds of Norwegian are one to us."""
    name = {"no": "NB"}.get(code, code.upper())
    iso = getattr(IsoCode639_1, name, None)
    return Language.from_iso_code_639_1(iso) if iso is not None else None


def _language(code: str) -> Language:
    language = _known(code)
    assert language is not None
    return language


def _code(language: Language) -> str:
    return str(language.iso_code_639_1.name).lower()
