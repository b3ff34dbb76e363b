"""How like each other a remembered source and the text asked for are, and what a reader has to look at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import normalize

from rapidfuzz import fuzz

__all__ = ["SAME", "Likeness", "likeness"]

SAME = 100  # the score of the same text
# What a differing number or name takes off the score, and for how many of them at most.
NUMBER, NAME, MOST = 3, 2, 3

_NUMBER = re.compile(r"\d+(?:[.,:/\u00a0\u202f '’-]?\d+)*")
_WORD = re.compile(r"[^\W\d_]+(?:[-.’'&][^\W\d_]+)*")
_BEGINS_SENTENCE = re.compile(r"(?:\A|[.!?:…؟。]|[\"“«„(])[\s\"“”«»„()–—-]*$")
_GROUPING = re.compile(r"[\u00a0\u202f '’]")


@dataclass(frozen=True, slots=True)
class Likeness:
    """A score from 0 to 100, of which 100 is the same text, and the numbers and names that only one text has."""

    score: int
    numbers: tuple[str, ...]
    names: tuple[str, ...]


def likeness(asked: str, remembered: str) -> Likeness:
    """Compare the two; numbers and names that differ are taken off the share of characters in common."""
    asked, remembered = (" ".join(normalize("NFKC", text).split()) for text in (asked, remembered))
    if asked == remembered:
        return Likeness(SAME, (), ())
    numbers, names = _differing(_numbers, asked, remembered), _differing(_names, asked, remembered)
    score = min(SAME - 1.0, fuzz.ratio(asked, remembered))
    score -= NUMBER * min(MOST, len(numbers)) + NAME * min(MOST, len(names))
    return Likeness(max(0, int(score)), numbers, names)


def _differing(find: Callable[[str], list[str]], asked: str, remembered: str) -> tuple[str, ...]:
    """What one of the texts has more often than the other, that of the text asked for first."""
    here, there = Counter(find(asked)), Counter(find(remembered))
    return (*(here - there), *(there - here))


def _numbers(text: str) -> list[str]:
    return [_GROUPING.sub("", number) for number in _NUMBER.findall(text)]


def _names(text: str) -> list[str]:
    """Words with a capital that no sentence begins with, and those in capitals alone."""
    return [match[0] for match in _WORD.finditer(text) if _is_name(match[0], text[: match.start()])]


def _is_name(word: str, before: str) -> bool:
    if len(word) > 1 and word.isupper():
        return True
    return word[0].isupper() and not _BEGINS_SENTENCE.search(before[-8:])
