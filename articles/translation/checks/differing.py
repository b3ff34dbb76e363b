"""What two texts say differently in numbers, dates and hours: one comparison that several checks report on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from articles.translation.checks.reading import Item, Kind, is_read, read
from articles.translation.checks.reading.units import are_converted, same_unit

__all__ = ["Difference", "Topic", "differences", "matched"]

Topic = Kind
"""A difference is about what its items are, or were part of."""

TOTALITY = Decimal(100)
SCALES = {Decimal(1000) ** power for power in range(-5, 6) if power}
LEAST_UNREAD = 32
"""Below it a number may stand in words, in a language whose words cannot be read."""
MYRIADS = re.compile("[万萬億亿兆만억조천百千]")


@dataclass(frozen=True, slots=True)
class Difference:
    """Something of the one text without a counterpart in the other; both where one stands in the other's place."""

    kind: Kind
    source: Item | None
    target: Item | None

    @property
    def is_of_scale(self) -> bool:
        """Tell whether the two differ by thousands or millions alone."""
        if not self.source or not self.target or self.kind != Kind.NUMBER:
            return False
        return any(
            isinstance(one, Decimal) and isinstance(other, Decimal) and one and other and one / other in SCALES
            for one in self.source.values
            for other in self.target.values
        ) and (self.source.scale != self.target.scale)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs, and the numbers that found each other."""

    differences: tuple[Difference, ...]
    matches: tuple[tuple[Item, Item], ...]


def differences(source: str, source_language: str, target: str, target_language: str) -> tuple[Difference, ...]:
    """Return what differs, in the order of the source and then of the target."""
    return compared(source, source_language, target, target_language).differences


def matched(source: str, source_language: str, target: str, target_language: str) -> tuple[tuple[Item, Item], ...]:
    """Return the numbers that are each other's counterparts."""
    return compared(source, source_language, target, target_language).matches


@lru_cache(maxsize=256)
def compared(source: str, source_language: str, target: str, target_language: str) -> Comparison:
    """Compare two texts once for all checks."""
    one, other = read(source, source_language), read(target, target_language)
    if not is_read(source_language) or not is_read(target_language):
        one, other = _plain(one, target), _plain(other, source)
    return _Matching(one, other).result()


def _plain(items: Iterable[Item], other_text: str) -> tuple[Item, ...]:
    """Keep what digits alone can tell: no small number, and none that another script's words may have scaled."""
    has_myriads = bool(MYRIADS.search(other_text))
    return tuple(
        item
        if item.is_digits
        and item.kind == Kind.NUMBER
        and item.scale == 1
        and all(
            isinstance(value, Decimal) and value >= LEAST_UNREAD and not (has_myriads and value >= 1000 and value % 10)
            for value in item.values
        )
        else item.doubting()
        for part in items
        for item in (part.parts or (part,))
        if item.kind == Kind.NUMBER
    )


class _Matching:
    """Who is whose counterpart: exact ones first, then by other meanings, then by conversion."""

    def __init__(self, one: tuple[Item, ...], other: tuple[Item, ...]) -> None:
        self.everything = (one, other)
        self.open = ([*one], [*other])
        self.matches: list[tuple[Item, Item]] = []

    def result(self) -> Comparison:
        self._pair(self._same_moment)
        self._split()
        self._pair(lambda one, other: _same_kind(one, other) and one.unit == other.unit and _equal(one, other))
        self._pair(lambda one, other: _same_kind(one, other) and _equal(one, other))
        self._pair(lambda one, other: _same_kind(one, other) and _alike(one, other))
        self._pair(_converted)
        self._forgive()
        return Comparison(tuple(self._differences()), tuple(self.matches))

    def _pair(self, fits: Callable[[Item, Item], bool]) -> None:
        """Take out every pair that fits, sure ones with sure ones first, near ones before far ones."""
        for wants_sure in (True, False):
            left = [item for item in self.open[0] if item.is_sure or not wants_sure]
            for item in left:
                found = next((o for o in self.open[1] if (o.is_sure or not wants_sure) and fits(item, o)), None)
                if found is not None:
                    self.open[0].remove(item)
                    self.open[1].remove(found)
                    self.matches.append((item, found))

    def _same_moment(self, one: Item, other: Item) -> bool:
        if one.kind == other.kind == Kind.HOUR:
            return bool(one.values & (other.values | other.also) or one.also & other.values)
        if one.kind == other.kind == Kind.DATE:
            return any(_same_day(its, theirs) for its in one.values for theirs in other.values)
        return False

    def _split(self) -> None:
        """Let dates and hours without a counterpart be matched by their parts."""
        for items in self.open:
            items[:] = [part for item in items for part in (item.parts or (item,))]

    def _forgive(self) -> None:
        """Let go what needs no counterpart, and what has one that is in use already."""
        for side, items in enumerate(self.open):
            others = self.everything[1 - side]
            parts = [part for other in others for part in (other, *other.parts)]
            weekdays = any(other.kind == Kind.WEEKDAY for other in others)
            items[:] = [
                item
                for item in items
                if item.is_sure
                and not any(self._is_said_again(item, part) or _converted(item, part) for part in parts)
                and not (item.unit == "%" and TOTALITY in item.values)
                and not (weekdays and item.belongs_to == Kind.DATE and self._may_be_weekday(side))
            ]

    def _is_said_again(self, item: Item, part: Item) -> bool:
        """Tell whether the other text says the same, if only once."""
        return _same_kind(item, part) and _equal(item, part)

    def _may_be_weekday(self, side: int) -> bool:
        """Tell whether the other text has a weekday more, which a date may stand for."""
        return any(item.kind == Kind.WEEKDAY for item in self.open[1 - side])

    def _differences(self) -> Iterator[Difference]:
        left = [*self.open[1]]
        for item in self.open[0]:
            partner = min(
                (other for other in left if _topic(other) == _topic(item) and other.kind == item.kind),
                key=lambda other: (
                    other.unit != item.unit,
                    other.is_digits != item.is_digits,
                    abs(other.start - item.start),
                ),
                default=None,
            )
            if item.kind == Kind.WEEKDAY and partner is None:
                continue
            if partner is not None:
                left.remove(partner)
            yield Difference(_topic(item), item, partner)
        for item in left:
            if item.kind != Kind.WEEKDAY:
                yield Difference(_topic(item), None, item)


def _distance(item: Item, other: Item) -> tuple[bool, bool, int]:
    """Order what may stand in an item's place: of the same unit, written as it is, near it."""
    return other.unit != item.unit, other.is_digits != item.is_digits, abs(other.start - item.start)


def _topic(item: Item) -> Kind:
    if item.belongs_to is not None:
        return item.belongs_to
    return Kind.DATE if item.kind in (Kind.MONTH, Kind.WEEKDAY) else item.kind


def _same_kind(one: Item, other: Item) -> bool:
    if one.kind != other.kind:
        return False
    return not (one.belongs_to == other.belongs_to == Kind.HOUR and one.unit == other.unit == "h")


def _equal(one: Item, other: Item) -> bool:
    return bool(one.values & other.values)


def _alike(one: Item, other: Item) -> bool:
    return bool(one.values & other.also or one.also & other.values or one.also & other.also)


def _same_day(one: object, other: object) -> bool:
    """Compare (day, month, year), where a day or year that is not written fits only one that is not."""
    return one == other


def _converted(one: Item, other: Item) -> bool:
    if not one.unit or not other.unit or one.kind != Kind.NUMBER or other.kind != Kind.NUMBER:
        return False
    if same_unit(one.unit, other.unit) and not one.unit.startswith("°"):
        return False
    return any(
        isinstance(its, Decimal) and isinstance(theirs, Decimal) and are_converted(its, one.unit, theirs, other.unit)
        for its in one.values
        for theirs in other.values
    )
