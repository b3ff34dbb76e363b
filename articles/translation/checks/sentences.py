"""The sentences of two paragraphs that are each other's translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .base import Pair, Place

__all__ = ["counterparts"]

_BREAK = re.compile(r"(?<=[^\s.].)[.!?…؟。！？]+[\"”“»’)\]\u00a0\u202f]*\s+(?=[\W_]*[^\W\da-zà-ÿа-яё])|\s*[\n\t]+\s*")
#: How much shorter one of two counterparts may be, before the sentences are taken to be cut otherwise.
_SHORTEST = 0.4


def counterparts(pair: Pair) -> Iterator[tuple[Place, Place]]:
    """Yield sentence and translation where both sides have as many, of like lengths; else both texts as a whole."""
    source, target = _sentences(pair.source.text), _sentences(pair.target.text)
    if len(source) == len(target) and all(_are_alike(*both) for both in zip(source, target, strict=True)):
        yield from zip(source, target, strict=True)
    else:
        yield (
            Place(0, len(pair.source.text), pair.source.text),
            Place(0, len(pair.target.text), pair.target.text),
        )


def _are_alike(source: Place, target: Place) -> bool:
    lengths = sorted((len(source.text), len(target.text)))
    return lengths[0] + 10 >= _SHORTEST * lengths[1]


@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[Place, ...]:
    ends = [*(match.end() for match in _BREAK.finditer(text)), len(text)]
    starts = [0, *ends[:-1]]
    return tuple(Place(a, b, text[a:b]) for a, b in zip(starts, ends, strict=True) if text[a:b].strip())
