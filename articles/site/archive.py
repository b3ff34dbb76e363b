"""The archive: everything in a language by date, or what a search finds, narrowed down as the address says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from articles.search.excerpts import Result, results_of
from articles.search.finding import BadPlace, Found, Place, find
from articles.search.meaning import Meaning, meaning_of
from articles.search.suggesting import MOST_COUNTED, corrected, corrections, public_elsewhere
from articles.search.terms import Term, cleaned, terms_of
from languages import default_language

from .narrowing import ArchiveFilter, address, facets_of, narrowed_to
from .pages import Version, answer, feed_links, not_found, public_page
from .paging import PAGE_LENGTH, BadCursor, Cursor, first_released_on, years_of
from .reading import is_site_language, public_texts, versions_of_all

__all__ = ["archive"]

# With fewer results than this, a word may have been misspelt.
FEW = 5
LANGUAGES_ASKED = 8


@dataclass(frozen=True)
class Search:
    """What is asked for: the words, what they mean, and what is asked of the columns."""

    typed: str
    terms: Sequence[Term]
    meaning: Meaning
    filters: ArchiveFilter
    by_relevance: bool

    @property
    def is_narrowed(self) -> bool:
        """Whether any column is asked anything of."""
        return self.filters.is_narrowed

    @property
    def is_anything(self) -> bool:
        """Whether anything is asked for at all."""
        return bool(self.typed) or self.is_narrowed


@dataclass(frozen=True)
class PageOfResults:
    """A stretch of results; ``older`` and ``newer`` are the queries of the pages beside it, empty at an end."""

    found: Found
    results: list[Result]
    older: str = ""
    newer: str = ""

    @property
    def is_first(self) -> bool:
        """Whether it starts with the first result."""
        return not self.newer


@public_page
def archive(request: HttpRequest, language: str) -> HttpResponse:
    """Everything in the language by the date of its first release, or what was searched for, a page at a time."""
    if not is_site_language(language):
        return not_found(request)
    search = _search_of(request.GET, language)
    try:
        page = _page_of(search, request.GET, language)
    except (BadCursor, BadPlace):
        return not_found(request)
    versions = versions_of_all("archive")
    return answer(
        request,
        "site/archive.html",
        language,
        versions=versions,
        original=reverse("site:archive", args=[default_language()]),
        feeds=feed_links("home", language),
        search=search,
        page=page,
        months=[] if search.by_relevance else _by_month(page.results),
        facets=facets_of(search.filters, request.GET, page.found, language),
        chosen=narrowed_to(search.filters, request.GET, page.found, language),
        years=[] if search.is_anything else years_of(public_texts(language), _year_of(page.results)),
        whole=address(QueryDict(), q=search.typed),
        by_date=address(request.GET, sort="date"),
        by_relevance=address(request.GET, sort=""),
        **_instead(search, page, versions, request.GET, language),
    )


def _search_of(query: QueryDict, language: str) -> Search:
    """Causes a query where anything is asked for."""
    typed = cleaned(query.get("q", ""))
    terms = terms_of(typed)
    filters = ArchiveFilter(query, language)
    meaning = meaning_of(terms, language, filters.slugs(), filters.value("kind"))
    filters.chosen = meaning.chosen
    return Search(
        typed=typed,
        terms=terms,
        meaning=meaning,
        filters=filters,
        by_relevance=any(not term.is_excluded for term in terms) and query.get("sort") != "date",
    )


def _page_of(search: Search, query: QueryDict, language: str) -> PageOfResults:
    """The page that the query asks for. Raises `BadCursor` or `BadPlace`. Causes two queries.

    One more where a page "after" has reached the top, which is then shown from its beginning.
    """
    parse = Place.parse if search.by_relevance else Cursor.parse
    before, after = (parse(text) if (text := query.get(name)) else None for name in ("before", "after"))
    if search.meaning.finds_nothing:
        return PageOfResults(Found(), [])
    arguments: dict[str, Any] = {"length": PAGE_LENGTH, "by_relevance": search.by_relevance}
    rows = search.filters.qs
    found = find(rows, search.meaning, before=None if after else before, after=after, **arguments)
    if after and not found.has_older:
        before = after = None
        found = find(rows, search.meaning, **arguments)
    results = results_of(public_texts(language), found.keys, search.meaning)
    return PageOfResults(found, results, *_beside(search, found, query, before, after))


def _beside(
    search: Search, found: Found, query: QueryDict, before: Place | Cursor | None, after: Place | Cursor | None
) -> tuple[str, str]:
    """The queries of the pages with what is older, and what is newer."""
    place = after or before
    # Ranked results stay as they were when the first page was asked for.
    at = place.at if place and search.by_relevance else found.at

    def beside(number: int) -> str:
        (released, score), pk = found.places[number], found.keys[number]
        return str(Place(at, score, pk) if search.by_relevance and at else Cursor(released, pk))

    older = newer = ""
    if found.keys and (after or found.has_older):
        older = address(query, before=beside(-1))
    if place:
        newer = address(query, after=beside(0) if found.keys else str(before))
    return older, newer


def _year_of(results: list[Result]) -> int | None:
    """The year that the page is in, whose months are shown."""
    return first_released_on(results[0].edition).year if results else None


def _by_month(results: list[Result]) -> list[tuple[date, list[Result]]]:
    """The results by the month of their first release."""
    return [
        (month, list(group))
        for month, group in groupby(results, lambda result: first_released_on(result.edition).replace(day=1))
    ]


def _instead(
    search: Search, page: PageOfResults, versions: list[Version], query: QueryDict, language: str
) -> dict[str, Any]:
    """What to offer beside the results: words put right, and other languages. Causes up to two queries."""
    if not search.is_anything or search.meaning.finds_nothing or not page.is_first:
        return {}
    wanted = corrections(search.meaning) if page.found.count < FEW else {}
    others = [version.language for version in versions if version.language != language][:LANGUAGES_ASKED]
    counts, words = public_elsewhere(search.meaning, search.filters.asked(), others, wanted)
    better = corrected(search.terms, words) if words else ""
    return {
        "better": better,
        "better_url": address(query, q=better),
        "elsewhere": [
            (other, counts[other], reverse("site:archive", args=[other]) + address(query))
            for other in others
            if other in counts
        ],
        "most_counted": MOST_COUNTED,
    }
