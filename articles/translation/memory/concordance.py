"""Concordance: where words stand in the memory, on either side, and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from .models import MemoryUnit, MemoryUnitQuerySet
from .words import WITHOUT_SPACES, fold, keys_of, tokens, words_of

__all__ = ["Passage", "Piece", "concordance", "holding", "language_pairs", "passage"]

# A plain DISTINCT reads every unit.
_PAIRS = """
    WITH RECURSIVE pair AS (
        (SELECT source_language, target_language FROM memory_memoryunit ORDER BY 1, 2 LIMIT 1)
        UNION ALL
        SELECT following.* FROM pair, LATERAL (
            SELECT unit.source_language, unit.target_language FROM memory_memoryunit unit
            WHERE (unit.source_language, unit.target_language) > (pair.source_language, pair.target_language)
            ORDER BY 1, 2 LIMIT 1
        ) following
    )
    SELECT source_language, target_language FROM pair
"""
_IS_WITHOUT_SPACES = re.compile(rf"[{WITHOUT_SPACES}]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, and whether it is what was looked for."""

    text: str
    is_hit: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A unit in which the words stand, both its sides in pieces."""

    unit: MemoryUnit
    source: tuple[Piece, ...]
    target: tuple[Piece, ...]


def concordance(
    phrase: str, source_language: str, target_language: str | None = None, *, limit: int = 50
) -> list[Passage]:
    """Where the words stand together and in that order, in the source or its translation, the newest first.

    Capitals, punctuation and spaces play no part. ``target_language`` None looks
    into every language that there are translations into. Two queries.
    """
    units = holding(MemoryUnit.objects.standing(), phrase, source_language, target_language or "")
    return [passage(unit, phrase) for unit in units.with_origin().order_by("-pk")[:limit]]


def holding(
    units: MemoryUnitQuerySet, phrase: str, source_language: str = "", target_language: str = ""
) -> MemoryUnitQuerySet:
    """Those of the units in which the words stand; of the languages named, or of all. May cause a query."""
    if source_language:
        units = units.filter(source_language=source_language)
    if target_language:
        units = units.filter(target_language=target_language)
    if not tokens(phrase):
        return units
    words = words_of(fold(phrase))
    sides = Q(pk=None)
    for source, target in language_pairs():
        if source_language in ("", source) and target_language in ("", target):
            sides |= Q(words__contains=keys_of(words, source, target, "source"))
            sides |= Q(words__contains=keys_of(words, source, target, "target"))
    pattern = _pattern(phrase, between="[^[:alnum:]]+", start=r"\m", end=r"\M")
    return units.filter(sides).filter(Q(source_text__iregex=pattern) | Q(target_text__iregex=pattern))


def passage(unit: MemoryUnit, phrase: str) -> Passage:
    """The unit with the words marked wherever they stand in it; nothing is marked without words."""
    if not tokens(phrase):
        return Passage(unit, (Piece(unit.source_text, is_hit=False),), (Piece(unit.target_text, is_hit=False),))
    pattern = re.compile(_pattern(phrase, between=r"[\W_]+", start=r"(?<!\w)", end=r"(?!\w)"), re.IGNORECASE)
    return Passage(unit, tuple(_pieces(unit.source_text, pattern)), tuple(_pieces(unit.target_text, pattern)))


def language_pairs() -> list[tuple[str, str]]:
    """The pairs of languages that there are units of. Causes a query, which hops from pair to pair in the index."""
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS)
        return [(source, target) for source, target in cursor.fetchall()]


def _pieces(text: str, pattern: re.Pattern[str]) -> Iterator[Piece]:
    end = 0
    for match in pattern.finditer(text):
        if match.start() > end:
            yield Piece(text[end : match.start()], is_hit=False)
        if match[0]:
            yield Piece(match[0], is_hit=True)
        end = match.end()
    if end < len(text):
        yield Piece(text[end:], is_hit=False)


def _pattern(phrase: str, *, between: str, start: str, end: str) -> str:
    """A regular expression for the words, whole where their script has spaces."""
    words = tokens(phrase)
    start = "" if _IS_WITHOUT_SPACES.match(words[0][0]) else start
    end = "" if _IS_WITHOUT_SPACES.match(words[-1][-1]) else end
    return start + between.join(map(re.escape, words)) + end
