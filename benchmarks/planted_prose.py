"""Errors other than in numbers and dates, planted in a correct translation for the benchmark of the checks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from random import Random

from corpora import CORPUS
from planting import Planter, with_target

from articles.translation.checks import Context, Pair

LONG = 40
"""Characters from which a text left in the source language has to be found."""


def left_untranslated(_random: Random, pair: Pair, _context: Context) -> Pair | None:
    """The source stands where its translation should."""
    if len(pair.source.text) < LONG or pair.source.text == pair.target.text:
        return None
    return replace(pair, target=replace(pair.source, language=pair.target.language))


def in_third_language(_random: Random, pair: Pair, context: Context) -> Pair | None:
    """The same line in a language that is neither of the two; of the parallel lines alone."""
    kind, _, number = pair.key.partition(":")
    if kind != "line":
        return None
    language = next(one for one in ("fr", "de", "en") if one not in (context.source_language, context.target_language))
    text = _lines(language)[int(number) - 1]
    return with_target(pair, text) if len(text) >= LONG else None


@cache
def _lines(language: str) -> list[str]:
    return (CORPUS / "parallel_lines" / f"newstest2019.{language}.txt").read_text().split("\n")


def paragraph_deleted(_random: Random, pair: Pair, _context: Context) -> Pair | None:
    """Nothing stands where the translation should."""
    return replace(pair, target=replace(pair.target, html="", text=""))


_DROPPED = {
    "de": [(r"\bnicht (?!nur|zuletzt|mehr als|weniger)", ""), (r"\bkein(e[nmrs]?)?\b", r"ein\1")],
    "en": [
        (r"\b(is|are|was|were|do|does|did|has|have|had|will|would|can|could|should) not (?!only|just)", r"\1 "),
        (r"\b(is|are|was|were|does|did|has|have|had|would|could|should)n['’]t\b(?! only| just)", r"\1"),
        (r"\bcannot\b", "can"),
    ],
    "fr": [
        (r"\bne (\w+) (?:pas|plus|jamais)\b(?! seulement| que)", r"\1"),
        (r"\bn['’](\w+) (?:pas|plus|jamais)\b(?! seulement| que)", r"\1"),
    ],
    "ru": [(r"\bне (?!только|менее|более|раньше|позднее|меньше|больше)", "")],
}
_ADDED = {
    "de": [(r"\b(ist|sind|war|waren|hat|haben|wird|werden|kann|können|soll|muss)\b", r"\1 nicht")],
    "en": [(r"\b(is|are|was|were|has|have|had|will|would|can|could|should)\b", r"\1 not")],
    "fr": [
        (r"\b(peut|doit|sera|sont|seront|peuvent|doivent|va|vont|fait|font|reste)\b", r"ne \1 pas"),
        (r"\b(est|a|ont|était|étaient|avait|aura)\b(?=\s\w)", r"n’\1 pas"),
    ],
    "ru": [(r"\b(был[аои]?|будет|будут|может|могут|имеет|является|стал[аи]?|сказал[аи]?|хочет)\b", r"не \1")],
}
_EXACT = {
    "de": [(r"\b(?:mehr als|mindestens|etwa|rund|ungefähr|bis zu|fast) (?=\d)", "")],
    "en": [(r"\b(?:more than|at least|about|nearly|almost|up to|around|approximately) (?=[\d$£€])", "")],
    "fr": [(r"\b(?:plus de|au moins|environ|près de|jusqu['’]à|moins de) (?=\d)", "")],
    "ru": [(r"\b(?:более|свыше|не менее|около|примерно|почти) (?=\d)", "")],
}


def reworded(changes: dict[str, list[tuple[str, str]]]) -> Callable[[Random, Pair, Context], Pair | None]:
    """Return what rewrites one place of the translation that a pattern of its language fits."""

    def planted(random: Random, pair: Pair, context: Context) -> Pair | None:
        text = pair.target.text
        places = [
            (match, replacement)
            for pattern, replacement in changes.get(context.target_language, [])
            for match in re.finditer(pattern, text)
        ]
        if not places:
            return None
        match, replacement = random.choice(places)
        return with_target(pair, text[: match.start()] + match.expand(replacement) + text[match.end() :])

    return planted


PLANTERS = [
    Planter("left untranslated", left_untranslated, ("untranslated", "wrong_language"), must_block=True),
    Planter("in a third language", in_third_language, ("untranslated", "wrong_language"), must_block=True),
    Planter("paragraph deleted", paragraph_deleted, ("missing_paragraph",), must_block=True),
    Planter("negation dropped", reworded(_DROPPED), ("negation",)),
    Planter("negation added", reworded(_ADDED), ("negation",)),
    Planter("hedge dropped", reworded(_EXACT), ("hedges",)),
]
