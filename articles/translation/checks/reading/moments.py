"""Dates and hours: how they are written, and what they may mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from .items import Item, Kind
from .tables import Language

__all__ = ["moments"]

NUMERIC_DATE = re.compile(
    r"(?<![\d.,/-])(?:(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})"
    r"|(?P<a>\d{1,2})(?P<t>[-/.])(?P<b>\d{1,2})(?P=t)(?P<c>\d{4}|\d{2}))(?![\d/-]|[.,]\d)"
)
EAST_ASIAN_DATE = re.compile(r"(?:(?P<y>\d{4})\s?[年년]\s?)?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일號号]")
CLOCK = re.compile(r"(?<![\d:.,/-])(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?![\d:]|[.,]\d)")
DAY = 24 * 60
ELEVENTH_OF_SEPTEMBER = re.compile(r"(?<![\d/])9/11(?![\d/])")


def moments(text: str, language: Language) -> list[Item]:
    """Return the dates and hours of a text in lower case and plain digits, none within another, in any order."""
    found: list[Item] = []
    taken: list[tuple[int, int]] = []
    for item in (*_dates(text, language), *_hours(text, language), *_named_days(text, language)):
        if not any(start < item.end and item.start < end for start, end in taken):
            found.append(item)
            taken.append((item.start, item.end))
    return found


def _dates(text: str, language: Language) -> Iterator[Item]:
    for pattern in _date_patterns(language):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            month = language.months[groups["month"].rstrip(".")]
            day = int(groups["d"]) if groups.get("d") else None
            year = int(groups["y"]) if groups.get("y") else None
            if day is None or 1 <= day <= 31:
                yield _date(match, {(day, month, year)})
    for match in NUMERIC_DATE.finditer(text):
        yield from _numeric(match, language)
    for match in EAST_ASIAN_DATE.finditer(text):
        year = int(match["y"]) if match["y"] else None
        yield _date(match, {(int(match["d"]), int(match["m"]), year)}, named=False)


def _named_days(text: str, language: Language) -> Iterator[Item]:
    """Read what may be a date and needs none for a counterpart: Christmas Eve, 9/11."""
    for match in ELEVENTH_OF_SEPTEMBER.finditer(text):
        yield Item(Kind.DATE, *match.span(), frozenset({(11, 9, None)}), is_sure=False, is_digits=True)
    for pattern, day in language.holidays.items():
        for match in _compiled(rf"\b{pattern}\b").finditer(text):
            yield Item(Kind.DATE, *match.span(), frozenset({(*day, None)}), is_sure=False)


@cache
def _date_patterns(language: Language) -> list[re.Pattern[str]]:
    return list(_make_patterns(language)) if language.months else []


def _make_patterns(language: Language) -> Iterator[re.Pattern[str]]:
    names = "|".join(re.escape(name) for name in sorted(language.months, key=len, reverse=True))
    month = rf"(?P<month>{names})\b\.?"
    ordinal = rf"(?:{language.ordinal})?" if language.ordinal else ""
    year = r"(?P<y>(?:1[0-9]|20|21)\d\d)(?![\d]|[.,]\d)"
    after = r"(?:\s?г\.|\s(?:года?|році|року)\b)?"
    day = rf"(?<![\d.,:/])(?<!\d[-–])(?P<d>\d{{1,2}})\s?{ordinal}\.?"
    ranged_day = rf"(?<=\d[-–])(?P<d>\d{{1,2}}){ordinal}\.?"
    for its_day in (day, ranged_day):
        yield re.compile(rf"{its_day}[\s-]{language.of}{month}(?:,?\s{language.of}{year})?{after}")
    if language.is_month_first:
        yield re.compile(rf"\b{month}\s(?:the\s)?(?P<d>\d{{1,2}}){ordinal}\b(?!\s?[:%]|[.,]\d)(?:,?\s{year})?")
    yield re.compile(rf"\b{month},?\s{language.of}{year}")


def _numeric(match: re.Match[str], language: Language) -> Iterator[Item]:
    if match["y"]:
        candidates = {(int(match["d"]), int(match["m"]), int(match["y"]))}
    else:
        one, other, year = int(match["a"]), int(match["b"]), int(match["c"])
        if year < 100 and (match["t"] == "-" or (match["t"] == "." and len(match["a"] + match["b"]) < 4)):
            return
        years = {year} if year > 99 else {1900 + year, 2000 + year}
        candidates = {(one, other, y) for y in years}
        if language.is_month_first:
            candidates |= {(other, one, y) for y in years}
    valid: set[tuple[int | None, int, int | None]] = {
        (d, m, y) for d, m, y in candidates if 1 <= m <= 12 and 1 <= d <= 31 and 1000 <= y < 2200
    }
    if valid:
        yield _date(match, valid, named=False)


def _date(match: re.Match[str], candidates: set[tuple[int | None, int, int | None]], *, named: bool = True) -> Item:
    start, end = match.span()
    values: frozenset[object] = frozenset(candidates)
    parts = []
    days = {day for day, _month, _year in candidates if day is not None}
    years = {year for _day, _month, year in candidates if year is not None}
    where = match.span("d") if named and days else (start, end)
    if days:
        parts.append(_part(Kind.NUMBER, where, {Decimal(day) for day in days}, Kind.DATE))
    where = match.span("month") if named else (start, end)
    parts.append(_part(Kind.MONTH, where, {month for _d, month, _y in candidates}, Kind.DATE))
    if years:
        where = match.span("y") if named else (start, end)
        parts.append(_part(Kind.NUMBER, where, {Decimal(year) for year in years}, Kind.DATE))
    return Item(Kind.DATE, start, end, values, is_digits=True, parts=tuple(parts))


def _part(kind: Kind, where: tuple[int, int], values: set[Decimal] | set[int], whole: Kind) -> Item:
    return Item(kind, *where, frozenset(values), is_digits=kind == Kind.NUMBER, belongs_to=whole)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\d.,:/\w])(?:{pattern})" if not pattern.startswith(r"\b") else pattern)


def _hours(text: str, language: Language) -> Iterator[Item]:
    for pattern in language.hours:
        for match in _compiled(pattern).finditer(text):
            yield from _hour(match, language)
    for match in CLOCK.finditer(text):
        yield from _hour(match, language)
    for name, minutes in language.named_hours.items():
        for match in _compiled(rf"\b{name}\b").finditer(text):
            yield Item(Kind.HOUR, *match.span(), frozenset(minutes), is_sure=False)


def _hour(match: re.Match[str], language: Language) -> Iterator[Item]:
    groups = match.groupdict()
    hour, minute = int(groups["h"]), int(groups.get("m") or 0)
    if hour > 24 or minute > 59:
        return
    of_clock = (hour * 60 + minute) % DAY
    afternoon = ((hour % 12 + 12) * 60 + minute) % DAY
    morning = ((hour % 12) * 60 + minute) % DAY
    also: set[int] = set()
    if groups.get("pm"):
        values = {afternoon}
    elif groups.get("am"):
        values = {morning}
    else:
        is_either = hour <= 12 and (not language.afternoon or re.search(language.afternoon, match.string))
        values, also = {of_clock}, {afternoon} if is_either else set()
    number = Item(
        Kind.NUMBER,
        *match.span("h"),
        frozenset({Decimal(hour)}),
        frozenset(Decimal(value // 60) for value in values | also) | {Decimal(hour - 12 if hour > 12 else hour)},
        is_digits=True,
        unit="h",
        belongs_to=Kind.HOUR,
    )
    parts = [number]
    if groups.get("m"):
        minutes = Item(
            Kind.NUMBER,
            *match.span("m"),
            frozenset({Decimal(minute)}),
            is_sure=minute != 0,
            is_digits=True,
            belongs_to=Kind.HOUR,
        )
        parts.append(minutes)
    yield Item(
        Kind.HOUR, *match.span(), frozenset(values), frozenset(also - values), is_digits=True, parts=tuple(parts)
    )
