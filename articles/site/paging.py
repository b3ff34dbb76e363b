"""Pages of a list that stay in place while items arrive at its top (keyset pagination)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists
from django.http import QueryDict

from articles.models import Edition
from articles.querysets import EditionQuerySet
from people.models import today

__all__ = ["PAGE_LENGTH", "BadCursor", "Cursor", "Page", "Year", "first_released_on", "midnight", "page_of", "years_of"]

PAGE_LENGTH = 20


class BadCursor(ValueError):
    """What the address says is no place in the list."""


class Cursor(NamedTuple):
    """A place in a list by first release: between items, or at one.

    Written "2026-11-23T18:00:00.000000Z.4711" for an item, or "2026-11-23" for
    the beginning of that day at the press office.
    """

    at: datetime
    pk: int = 0

    @classmethod
    def of(cls, edition: Edition) -> Self:
        """The place of the edition."""
        assert edition.first_public_from is not None
        return cls(edition.first_public_from, edition.pk)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a cursor; raises `BadCursor`."""
        try:
            if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
                return cls(midnight(date.fromisoformat(text)))
            if found := re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)\.(\d{1,18})", text, re.ASCII):
                return cls(datetime.fromisoformat(found[1]), int(found[2]))
        except (ValueError, OverflowError) as error:
            raise BadCursor(text) from error
        raise BadCursor(text)

    def __str__(self) -> str:
        local = self.at.astimezone(ZoneInfo(settings.NEWSROOM_TIME_ZONE))
        if not self.pk and local.time() == time():
            return local.date().isoformat()
        return f"{self.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}.{self.pk}"


def first_released_on(edition: Edition) -> date:
    """The day of the first release at the press office."""
    assert edition.first_public_from is not None
    return edition.first_public_from.astimezone(ZoneInfo(settings.NEWSROOM_TIME_ZONE)).date()


def midnight(day: date) -> datetime:
    """The beginning of the day at the press office, in UTC."""
    return datetime.combine(day, time(), ZoneInfo(settings.NEWSROOM_TIME_ZONE)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a list; ``older`` and ``newer`` are the queries of the pages beside it, empty at an end."""

    items: Sequence[Edition]
    older: str = ""
    newer: str = ""

    @property
    def is_first(self) -> bool:
        """Whether it starts with the newest item."""
        return not self.newer


def page_of(editions: EditionQuerySet, query: QueryDict, length: int = PAGE_LENGTH) -> Page:
    """The page that the query asks for with ``before`` or ``after``, by default the first.

    Raises `BadCursor`. Causes one query, and a second one where a page "after"
    has reached the top, which is then shown from its beginning.
    """
    if after := query.get("after"):
        found = list(editions.newer_than(*Cursor.parse(after)).oldest_first()[: length + 1])
        if len(found) > length:
            items = found[:length][::-1]
            return Page(items, older=f"?before={Cursor.of(items[-1])}", newer=f"?after={Cursor.of(items[0])}")
        return page_of(editions, QueryDict(), length)
    before = Cursor.parse(text) if (text := query.get("before")) else None
    found = list((editions.older_than(*before) if before else editions).newest_first()[: length + 1])
    items = found[:length]
    return Page(
        items,
        older=f"?before={Cursor.of(items[-1])}" if len(found) > length else "",
        newer=f"?after={Cursor.of(items[0]) if items else before}" if before else "",
    )


@dataclass(frozen=True, slots=True)
class Year:
    """A year, or a month given by its first day, in which texts were first released; ``cursor`` is where it ends."""

    first: date
    cursor: Cursor
    months: Sequence[Year] = ()


def years_of(editions: EditionQuerySet, shown: int | None = None) -> list[Year]:
    """The years at the press office in which any of the public texts was first released, the last one first;
    the one that is shown with its months. Causes two queries, whose cost grows with the years and not the texts.
    """
    first = editions.oldest_first().first()
    if first is None or first.first_public_from is None:
        return []
    beginning = first.first_public_from.astimezone(ZoneInfo(settings.NEWSROOM_TIME_ZONE)).year
    years = [date(year, 1, 1) for year in range(today().year, beginning - 1, -1)]
    months = [date(shown, month, 1) for month in range(12, 0, -1)] if shown else []
    periods = {f"year_{day.year}": (day, date(day.year + 1, 1, 1)) for day in years}
    periods |= {f"month_{day.month}": (day, (day + timedelta(days=31)).replace(day=1)) for day in months}
    # Asked of one row, so that each period is a look into the index.
    found: Any = editions.filter(pk=first.pk).values(
        **{
            name: Exists(editions.filter(first_public_from__gte=midnight(begin), first_public_from__lt=midnight(end)))
            for name, (begin, end) in periods.items()
        }
    )
    has_texts: dict[str, Any] = next(iter(found), {})
    parts = {name: Year(day, Cursor(midnight(end))) for name, (day, end) in periods.items() if has_texts.get(name)}
    of_shown = [part for name, part in parts.items() if name.startswith("month")]
    return [
        replace(part, months=of_shown) if part.first.year == shown else part
        for name, part in parts.items()
        if name.startswith("year")
    ]
