"""What is read in a text: a number, a date, an hour, a month or a day of the week, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

__all__ = ["Item", "Kind"]


class Kind(StrEnum):
    """What an item is."""

    NUMBER = "number"
    MONTH = "month"
    WEEKDAY = "weekday"
    DATE = "date"
    HOUR = "hour"


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """The characters [start, end) of a text, and every value that they may have.

    ``values`` are numbers, 1–12 for a month, 1–7 for a weekday, ``(day, month)``
    or ``(day, month, year)`` for a date, minutes after midnight for an hour.
    ``also`` are values that it has in some surroundings ("the 90s" is 90, and
    1990). Where ``is_sure`` is false it may be a counterpart but needs none:
    "both", "first", "a". An article is a 1 only beside a unit ("une heure").
    ``unit`` is a code of the table of units; ``scale`` the
    power of ten that a word gave it. ``parts`` are a date's or an hour's own
    numbers.
    """

    kind: Kind
    start: int
    end: int
    values: frozenset[object]
    also: frozenset[object] = frozenset()
    is_sure: bool = True
    is_digits: bool = False
    is_article: bool = False
    unit: str = ""
    scale: Decimal = Decimal(1)
    parts: tuple[Item, ...] = ()
    belongs_to: Kind | None = None

    def doubting(self) -> Item:
        """Return the item as one that needs no counterpart."""
        return replace(self, is_sure=False)
