"""When two items of two texts are one: the same day, the same number, the same measure in another unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from .reading import Item, Kind
from .reading.units import TEMPERATURES, are_converted, same_unit

__all__ = [
    "alike",
    "converted",
    "equal",
    "is_word",
    "is_year",
    "same_day",
    "same_day_of_year",
    "same_kind",
    "sums",
    "topic",
]


def sums(one: Item, other: Item, size: Decimal) -> Iterator[Decimal]:
    """What a measure in two units comes to in the first: 5 ft 10 in are 5.83 ft."""
    for value in one.values:
        for rest in other.values:
            if isinstance(value, Decimal) and isinstance(rest, Decimal):
                yield value + rest / size


def is_word(item: Item) -> bool:
    """Tell whether it is a number in words."""
    return item.kind == Kind.NUMBER and not item.is_digits


def is_year(item: Item) -> bool:
    """Tell whether it is too large for a day."""
    return any(isinstance(value, Decimal) and value > 31 for value in item.values)


def topic(item: Item) -> Kind:
    """Return what a difference in it is about: the date or hour that it is part of, or itself."""
    if item.belongs_to is not None:
        return item.belongs_to
    return Kind.DATE if item.kind in (Kind.MONTH, Kind.WEEKDAY) else item.kind


def same_kind(one: Item, other: Item) -> bool:
    """Tell whether the one can be the other at all. An article is a figure 1 beside the same unit alone."""
    if one.kind != other.kind:
        return False
    if (one.is_article and other.is_digits) or (other.is_article and one.is_digits):
        return bool(one.unit and one.unit == other.unit)
    return not (one.belongs_to == other.belongs_to == Kind.HOUR and one.unit == other.unit == "h")


def equal(one: Item, other: Item) -> bool:
    """Tell whether they have a value in common."""
    return bool(one.values & other.values)


def alike(one: Item, other: Item) -> bool:
    """Tell whether they have one in common that either has in some surroundings."""
    return bool(one.values & other.also or one.also & other.values or one.also & other.also)


def same_day(one: object, other: object) -> bool:
    """Compare (day, month, year), where a day or year that is not written fits only one that is not."""
    return one == other


def same_day_of_year(one: object, other: object) -> bool:
    """Compare two dates without their years."""
    return isinstance(one, tuple) and isinstance(other, tuple) and one[:2] == other[:2]


def converted(one: Item, other: Item) -> bool:
    """Tell whether the two are one measure in two units."""
    if one.kind != Kind.NUMBER or other.kind != Kind.NUMBER or one is other:
        return False
    if {one.unit, other.unit} & TEMPERATURES and not (one.unit and other.unit):
        one, other = replace(one, unit=one.unit or "°"), replace(other, unit=other.unit or "°")
    if not one.unit or not other.unit:
        return False
    if same_unit(one.unit, other.unit) and not one.unit.startswith("°"):
        return False
    return any(
        isinstance(its, Decimal) and isinstance(theirs, Decimal) and are_converted(its, one.unit, theirs, other.unit)
        for its in one.values
        for theirs in other.values
    )
