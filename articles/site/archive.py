"""The archive of a language: everything that is public, a page at a time."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from articles.models import Edition
from languages import default_language

from .pages import answer, feed_links, not_found, public_page
from .paging import BadCursor, page_of, years_of
from .reading import is_site_language, public_texts, versions_of_all

__all__ = ["archive"]


@public_page
def archive(request: HttpRequest, language: str) -> HttpResponse:
    """Everything in the language by the date of its first release, a page at a time."""
    if not is_site_language(language):
        return not_found(request)
    editions = public_texts(language)
    try:
        page = page_of(editions.select_related("article"), request.GET)
    except BadCursor:
        return not_found(request)
    return answer(
        request,
        "site/archive.html",
        language,
        versions=versions_of_all("archive"),
        original=reverse("site:archive", args=[default_language()]),
        feeds=feed_links("home", language),
        page=page,
        months=[
            (month, list(group))
            for month, group in groupby(page.items, lambda edition: _first_released_on(edition).replace(day=1))
        ],
        years=years_of(editions),
    )


def _first_released_on(edition: Edition) -> date:
    """The day of the first release at the press office."""
    assert edition.first_public_from is not None
    return edition.first_public_from.astimezone(ZoneInfo(settings.NEWSROOM_TIME_ZONE)).date()
