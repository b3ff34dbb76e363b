"""What a language's table holds, and which table a language has."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

__all__ = ["Language", "expand", "is_read", "language_of"]

TABLES = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "ru": "russian",
    "uk": "ukrainian",
}

Loose = dict[str, tuple[float, ...]]


@dataclass(frozen=True, eq=False)
class Language:
    """How one language writes numbers, dates and hours. All words are lower case, "ё" as "е".

    ``numbers`` are the words that add up (two, twenty), ``scales`` those that
    multiply (hundred, million). ``loose`` are words that may stand for a number
    but need no counterpart, ``loose_stems`` the beginnings of such words as
    regular expressions. ``joins`` may stand inside one number (twenty *and* one),
    ``half`` is a regular expression for "and a half". ``spelt`` reads a word that
    is a whole number (German, Italian): (value, whether it surely is one).
    """

    decimal: str = "."
    thousands: str = ","
    numbers: dict[str, int] = field(default_factory=dict)
    scales: dict[str, int] = field(default_factory=dict)
    abbreviated_scales: dict[str, int] = field(default_factory=dict)
    loose: Loose = field(default_factory=dict)
    loose_stems: Loose = field(default_factory=dict)
    joins: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    hardly_one: frozenset[str] = frozenset()
    """Words that are a 1 beside a unit alone, as the articles are: "another year"."""
    half: str = ""
    spelt: Callable[[str], tuple[int, bool] | None] | None = None
    both_before: str = ""
    """What makes "two" a "both", as a regular expression: "les deux"."""
    is_vigesimal: bool = False
    has_dual: bool = False
    """Whether "one" and "two" may be said by the form of the noun alone."""
    months: dict[str, int] = field(default_factory=dict)
    month_stems: str = ""
    """Beginnings of words made of a month (Oktoberanfang), as a regular expression with a group for the month."""
    doubtful_months: frozenset[str] = frozenset()
    before_month: str = ""
    weekdays: dict[str, int] = field(default_factory=dict)
    has_capital_months: bool = False
    doubtful_weekdays: frozenset[str] = frozenset()
    of: str = ""
    is_month_first: bool = False
    ordinal: str = ""
    decade: str = ""
    decade_before: str = ""
    ranges: str = ""
    hours: tuple[str, ...] = ()
    """Regular expressions with the groups ``h`` and, as the case may be, ``m``, ``am``, ``pm``."""
    afternoon: str = ""
    """Words that make 3.30 the afternoon's, as a regular expression; empty where 3.30 is either (English)."""
    named_hours: dict[str, tuple[int, ...]] = field(default_factory=dict)
    holidays: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Regular expression → (day, month)."""
    fractions: dict[str, int] = field(default_factory=dict)
    """Words for a third, a quarter: what they divide by."""
    unit_endings: dict[str, str] = field(default_factory=dict)
    """What a number in words may end with (dreißigjährig) → code of the unit."""
    square: str = ""
    """What makes a length an area, as a regular expression."""
    units: dict[str, str] = field(default_factory=dict)
    """Regular expression for a whole word → code of the unit."""

    @property
    def has_words(self) -> bool:
        """Tell whether numbers in words are read, not digits alone."""
        return bool(self.numbers or self.spelt)


def expand(values: dict[str, int]) -> dict[str, int]:
    """Return "one two": 1 as "one": 1, "two": 1."""
    return {word: value for words, value in values.items() for word in words.split()}


def is_read(language: str) -> bool:
    """Tell whether there is a table for the language: without one only its digits are read."""
    return re.split("[-_]", language)[0] in TABLES


@cache
def language_of(language: str) -> Language:
    """Return the table of a BCP 47 language; an empty one if there is none."""
    name = TABLES.get(re.split("[-_]", language)[0])
    if name is None:
        return Language(decimal="", thousands="")
    table = import_module(f"{__package__}.{name}").TABLE
    assert isinstance(table, Language)
    return table
