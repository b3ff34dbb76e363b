"""Words by their beginning: which number, month or unit they are made of."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from .tables import Language

__all__ = ["compiled", "month_of", "stems", "unit_of"]


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(maxsize=4096)
def stems(language: Language, word: str) -> tuple[float, ...]:
    """Return the values of the longest beginning that fits the word."""
    fitting = [
        (match.end(), values)
        for stem, values in language.loose_stems.items()
        if (match := compiled(stem).match(word)) and (match.end() > 2 or match.end() == len(word))
    ]
    return max(fitting)[1] if fitting else ()


def month_of(language: Language, stem: str) -> int | None:
    """Return the month whose name begins so."""
    return next((number for name, number in language.months.items() if name.startswith(stem)), None)


@lru_cache(maxsize=4096)
def unit_of(word: str, language: Language) -> str:
    return next((code for pattern, code in language.units.items() if compiled(pattern).fullmatch(word)), "")
