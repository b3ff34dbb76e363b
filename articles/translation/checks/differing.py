"""What two texts say differently in numbers, dates and hours: one comparison that several checks report on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from articles.translation.checks.likeness import (
    alike,
    converted,
    equal,
    is_word,
    is_year,
    same_day,
    same_day_of_year,
    same_kind,
    sums,
    topic,
)
from articles.translation.checks.reading import Item, Kind, is_read, language_of, read
from articles.translation.checks.reading.units import (
    COMPOUND,
    are_of_one_kind,
    are_roughly_converted,
    same_unit,
)

__all__ = ["Difference", "Topic", "differences", "matched"]

Topic = Kind
"""A difference is about what its items are, or were part of."""

TOTALITY = Decimal(100)
PAIR = frozenset({Decimal(2)})
ONE_AND_TWO = frozenset({Decimal(1), Decimal(2)})
SCALES = {Decimal(1000) ** power for power in range(-5, 6) if power}
LEAST_UNREAD = 32
"""Below it a number may stand in words, in a language whose words cannot be read."""
MYRIADS = re.compile("[万萬億亿兆만억조천百千]")
JOINT = re.compile(r"[^\d.;:!?()]{1,8}")
"""What stands between the two numbers of 5 ft 10 in."""
NAMED = (Kind.MONTH, Kind.WEEKDAY)
BRACKET = re.compile(r"[^()\d]{0,30}\([^()\d]{0,12}")
"""What stands between a measure and the same in another unit."""
NAME_BEFORE = re.compile(r"(?:[^\W\d_][-‑]?|\b[A-ZÀ-ÞА-Я][\w/.’'-]*[\s\u00a0])$")
STEM_BEFORE = re.compile(r"(?<![\w.,-])[^\W\d_][\w/.-]*[-‑/]$")
"""What a code hangs on: the IA- of IA-64."""
WORD_BEFORE = re.compile(r"([^\W\d_][\w/.-]*)[\s\u00a0]$")
TITLE = re.compile(r"[„“\"«‹][A-ZÀ-ÞА-Я][^„“”\"«»‹›]{2,60}[^„“”\"«»‹›.,!?…][“”\"»›](?![\w])")
"""What is quoted without the point of a sentence: the name of a book, a film."""
BARE_PERCENT = re.compile(r"(?:^|[^\d\s])[\s\u00a0\u202f]*%")


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
        has_myriads = bool(MYRIADS.search(source) or MYRIADS.search(target))
        one, other = _plain(one, has_myriads), _plain(other, has_myriads)
    both = language_of(source_language), language_of(target_language)
    if any(language.has_dual for language in both):
        one, other = _without_one_and_two(one), _without_one_and_two(other)
    if not all(language.has_words for language in both):
        one, other = _without_long_words(one), _without_long_words(other)
    return _Matching((source, target), one, other).result()


def _without_one_and_two(items: Iterable[Item]) -> tuple[Item, ...]:
    """Let "one" and "two" in words go where the other language may say them by the form of the noun."""
    return tuple(
        item.doubting() if item.kind == Kind.NUMBER and not item.is_digits and item.values <= ONE_AND_TWO else item
        for item in items
    )


def _plain(items: Iterable[Item], has_myriads: bool) -> tuple[Item, ...]:
    """Keep what digits alone can tell: no small number, and none that words may have multiplied.

    Where ten thousands are counted (1万3000), of large numbers only what looks like a year.
    """
    return tuple(
        item if _is_plain(item, has_myriads) else _without_scale(item)
        for part in items
        for item in (part.parts or (part,))
        if item.kind == Kind.NUMBER
    )


def _without_long_words(items: Iterable[Item]) -> tuple[Item, ...]:
    """Let numbers past ten in words go where the other language's words for them are not read."""
    return tuple(
        item.doubting()
        if item.kind == Kind.NUMBER and not item.is_digits and max(map(_worth, item.values)) > 10
        else item
        for item in items
    )


def _worth(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)


def _is_plain(item: Item, has_myriads: bool) -> bool:
    if not item.is_digits or item.scale != 1:
        return False
    least, most = (1000, 2199) if has_myriads else (LEAST_UNREAD, float("inf"))
    return all(isinstance(value, Decimal) and least <= value <= most for value in item.values)


def _without_scale(item: Item) -> Item:
    """Return the item as one that needs no counterpart, and may be its digits' worth: 150 of "150 million"."""
    digits = {value / item.scale for value in item.values if isinstance(value, Decimal)}
    return replace(item, is_sure=False, also=item.also | digits)


class _Matching:
    """Who is whose counterpart: exact ones first, then by other meanings, then by conversion."""

    def __init__(self, texts: tuple[str, str], one: tuple[Item, ...], other: tuple[Item, ...]) -> None:
        self.texts = texts
        self.everything = (one, other)
        self.open = ([*one], [*other])
        self.matches: list[tuple[Item, Item]] = []

    def result(self) -> Comparison:
        self._pair(self._same_moment)
        self._split()
        self._join()
        self._pair_loose()
        self._pair(lambda one, other: same_kind(one, other) and one.unit == other.unit and equal(one, other))
        self._pair(lambda one, other: same_kind(one, other) and equal(one, other))
        self._pair(lambda one, other: same_kind(one, other) and alike(one, other))
        self._pair(converted)
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

    def _pair_loose(self) -> None:
        """Let "half" be "die Hälfte" before a plain "two" can be it."""
        for item in [item for item in self.open[0] if not item.is_sure and not item.is_article]:
            found = next(
                (
                    o
                    for o in self.open[1]
                    if not o.is_sure and not o.is_article and same_kind(item, o) and equal(item, o)
                ),
                None,
            )
            if found is not None:
                self.open[0].remove(item)
                self.open[1].remove(found)

    def _same_moment(self, one: Item, other: Item) -> bool:
        if one.kind == other.kind == Kind.HOUR:
            return bool(one.values & (other.values | other.also) or one.also & other.values)
        if one.kind == other.kind == Kind.DATE:
            return any(same_day(its, theirs) for its in one.values for theirs in other.values)
        return False

    def _split(self) -> None:
        """Let dates and hours without a counterpart be matched by their parts."""
        for items in self.open:
            items[:] = [part for item in items for part in (item.parts or (item,))]

    def _join(self) -> None:
        """Take out a measure in two units, 5 ft 10 in, with the same in one, if it does not stand there so too."""
        for side, items in enumerate(self.open):
            for one, other in pairwise([*items]):
                size = COMPOUND.get((one.unit, other.unit))
                if size is None or not JOINT.fullmatch(self.texts[side], one.end, max(one.end, other.start)):
                    continue
                whole = replace(one, values=frozenset(sums(one, other, size)))
                found = next((item for item in self.open[1 - side] if converted(whole, item)), None)
                if found is not None and not any(item.unit == other.unit for item in self.open[1 - side]):
                    self.open[1 - side].remove(found)
                    items[:] = [item for item in items if item not in (one, other)]

    def _forgive(self) -> None:
        """Let go what needs no counterpart, and what has one that is in use already."""
        for items in self.open:
            items[:] = [item for item in items if item.is_sure]
        repeated = [{item for item in items if self._is_said_again(item, side)} for side, items in enumerate(self.open)]
        # Two that are both said elsewhere: one of them stands in the other's place.
        both = all(any(item.is_digits for item in items) for items in repeated)
        swapped = {item for items in self.open for item in items if self._has_rival(item)}
        once_too_few = {item for item in repeated[0] if item.is_digits and not self._may_be_left_out(item)}
        left = [
            [
                item
                for item in items
                if not (
                    item in repeated[side]
                    and not (both and item.is_digits)
                    and item not in once_too_few
                    and item not in swapped
                )
                and not (item.unit == "%" and TOTALITY in item.values and not BARE_PERCENT.search(self.texts[1 - side]))
                and not (self._is_convertible(item, side) and item not in swapped)
                and not self._is_headed(item, side)
                and not (item.belongs_to == Kind.DATE and self._may_be_weekday(item, side))
                and not (self._is_given_again(item, side) and item not in swapped)
                and not (side == 1 and is_word(item) and item.values == PAIR and item not in swapped)
                and not self._is_written_alike(item, side)
                and not (self._is_in_title(item, side) and item not in swapped)
            ]
            for side, items in enumerate(self.open)
        ]
        self.open = (left[0], left[1])

    def _parts(self, side: int) -> list[Item]:
        return [part for item in self.everything[side] for part in (item, *item.parts)]

    def _is_said_again(self, item: Item, side: int) -> bool:
        """Tell whether the other text says the same, if less often."""
        return any(same_kind(item, part) and equal(item, part) for part in self._parts(1 - side))

    def _has_rival(self, item: Item) -> bool:
        """Tell whether its like is open on either side, so that one stands in the other's place.

        That is so of two months, two days of the week, two numbers in words, two measures in one unit.
        """

        def is_like(other: Item) -> bool:
            are_words = is_word(item) and is_word(other)
            are_measures = item.unit not in ("", "%") and same_unit(item.unit, other.unit)
            return other.kind == item.kind and (item.kind in NAMED or are_words or are_measures)

        return all(any(is_like(other) for other in items) for items in self.open)

    def _may_be_left_out(self, item: Item) -> bool:
        """Tell whether it may go with a name, or with a date, that need not be said as often: Debian 7, ITSG-33."""
        if item.belongs_to == Kind.DATE:
            return is_year(item) or self._is_of_repeated_date(item)
        same = [part for part in self._parts(0) if same_kind(item, part) and equal(item, part)]
        if any(self._has_bare_stem(part) for part in same):
            return False
        return item.belongs_to is not None or bool(NAME_BEFORE.search(self._before(item, 0)))

    def _is_of_repeated_date(self, day: Item) -> bool:
        """Tell whether the other text says the whole date, if less often."""
        date = next((item for item in self.everything[0] if day in item.parts), None)
        if date is None:
            return any(other.kind == Kind.MONTH for other in self.open[0])
        said = [value for item in self.everything[1] if item.kind == Kind.DATE for value in item.values]
        return any(same_day_of_year(its, theirs) for its in date.values for theirs in said)

    def _has_bare_stem(self, item: Item) -> bool:
        """Tell whether the translation has what a code hangs on, and not its number: "IA-" for IA-64."""
        stem = STEM_BEFORE.search(self._before(item, 0))
        if stem is None:
            return False
        bare = re.compile(rf"(?<![\w-]){re.escape(stem.group())}(?![\w/])")
        return bool(bare.search(self.texts[1])) and not bare.search(self.texts[0])

    def _before(self, item: Item, side: int) -> str:
        return self.texts[side][max(0, item.start - 30) : item.start]

    def _is_convertible(self, item: Item, side: int) -> bool:
        """Tell whether it is a measure that either text gives in another unit too."""
        return any(converted(item, part) for part in (*self._parts(1 - side), *self._parts(side)))

    def _is_headed(self, item: Item, side: int) -> bool:
        """Tell whether it heads a version that was found, and has its name: "Debian 7: 7.3 released", "Debian 7.3"."""
        name = WORD_BEFORE.search(self._before(item, side))
        if not item.is_digits or name is None:
            return False
        heads = tuple(f"{value}." for value in item.values)
        return any(
            any(str(value).startswith(heads) for value in pair[side].values)
            and self.texts[1 - side][: pair[1 - side].start].rstrip().endswith(name[1])
            for pair in self.matches
        )

    def _is_written_alike(self, item: Item, side: int) -> bool:
        """Tell whether the word stands in the other text as it is: a name, left in its language."""
        if item.is_digits or item.kind != Kind.NUMBER:
            return False
        word = re.escape(self.texts[side][item.start : item.end])
        return bool(re.search(rf"(?<!\w){word}(?!\w)", self.texts[1 - side]))

    def _is_in_title(self, item: Item, side: int) -> bool:
        """Tell whether the word stands in a title, which may go by another one in the other language."""
        return is_word(item) and any(
            title.start() < item.start and item.end < title.end() for title in TITLE.finditer(self.texts[side])
        )

    def _may_be_weekday(self, item: Item, side: int) -> bool:
        """Tell whether the other text has a weekday more, and no other date, which this date may stand for."""
        others = self.open[1 - side]
        is_weekday = any(other.kind == Kind.WEEKDAY for other in others)
        return is_weekday and not any(other.belongs_to == Kind.DATE and other.kind == item.kind for other in others)

    def _is_given_again(self, item: Item, side: int) -> bool:
        """Tell whether it is what stands before it in another unit or currency, in brackets: "6 metres (18 feet)"."""
        before = [other for other in self.everything[side] if other.end < item.start]
        if not before or not item.unit or not BRACKET.fullmatch(self.texts[side], before[-1].end, item.start):
            return False
        if same_unit(before[-1].unit, item.unit) or not are_of_one_kind(before[-1].unit, item.unit):
            return False
        return any(
            isinstance(one, Decimal)
            and isinstance(other, Decimal)
            and are_roughly_converted(one, before[-1].unit, other, item.unit)
            for one in before[-1].values
            for other in item.values
        )

    def _differences(self) -> Iterator[Difference]:
        left = [*self.open[1]]
        for item in self.open[0]:
            partner = min(
                (other for other in left if topic(other) == topic(item) and other.kind == item.kind),
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
            yield Difference(topic(item), item, partner)
        for item in left:
            if item.kind != Kind.WEEKDAY:
                yield Difference(topic(item), None, item)
