"""Sitemaps (https://www.sitemaps.org/protocol.html), with each page's versions in other languages, and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.models import Edition, Topic
from articles.querysets import languages_in_public, months_in_public, organisations_in_public, people_in_public
from languages import newsroom_languages

from .pages import Version, absolute, not_found, public_page
from .reading import is_site_language, public_texts

__all__ = ["index", "month", "pages", "robots"]


class Place(NamedTuple):
    """One address of a sitemap: full, with its versions where it has several, and when it last changed."""

    url: str
    versions: list[Version]
    changed_at: datetime | None = None


def _write(request: HttpRequest, template: str, **context: object) -> HttpResponse:
    response = render(request, template, context, content_type="application/xml; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@csrf_exempt
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The sitemaps of every language: one of its lasting pages, and one for each month in which a text appeared."""
    public = languages_in_public()
    rows = months_in_public(public)
    codes = dict.fromkeys([*newsroom_languages(), *public])
    paths = [reverse("site:sitemap-pages", args=[code]) for code in codes]
    paths += [reverse("site:sitemap-month", args=[code, at.year, at.month]) for code, at in rows]
    return _write(request, "site/sitemap_index.xml", urls=[absolute(request, path) for path in paths])


@public_page
def month(request: HttpRequest, language: str, year: int, month: int) -> HttpResponse:
    """The texts first released in the month (UTC); not found where there are none."""
    try:
        begin = datetime(year, month, 1, tzinfo=UTC)
        end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
    except (ValueError, OverflowError):
        return not_found(request)
    editions = list(
        public_texts(language).filter(first_public_from__gte=begin, first_public_from__lt=end).newest_first()
    )
    if not editions:
        return not_found(request)
    versions = _versions(edition.article_id for edition in editions)
    places = [
        Place(
            absolute(request, reverse("site:article", args=[language, edition.slug])),
            _absolute_versions(request, versions[edition.article_id]),
            edition.public_from,
        )
        for edition in editions
        # Gone since the list was read.
        if edition.article_id in versions
    ]
    return _write(request, "site/sitemap.xml", places=places)


def _versions(articles: Iterable[int]) -> dict[int, list[Version]]:
    found: dict[int, list[Version]] = {}
    rows = Edition.objects.public().filter(article__in=set(articles)).order_by("language")
    for article, language, slug in rows.values_list("article", "language", "slug"):
        found.setdefault(article, []).append(Version(language, reverse("site:article", args=[language, slug])))
    return found


def _absolute_versions(request: HttpRequest, versions: list[Version]) -> list[Version]:
    return [Version(version.language, absolute(request, version.url)) for version in versions]


@public_page
def pages(request: HttpRequest, language: str) -> HttpResponse:
    """The lasting pages: home, archive, events, and those of persons, organisations and topics with texts."""
    if not is_site_language(language):
        return not_found(request)
    paths = [reverse(f"site:{name}", args=[language]) for name in ("home", "archive", "events")]
    for name, subjects in (
        ("person", people_in_public(language=language)),
        ("organisation", organisations_in_public(language=language)),
        ("topic", Topic.objects.public(language=language)),
    ):
        slugs = subjects.order_by("slug").values_list("slug", flat=True)
        paths += [reverse(f"site:{name}", args=[language, slug]) for slug in slugs]
    return _write(request, "site/sitemap.xml", places=[Place(absolute(request, path), []) for path in paths])


@csrf_exempt
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Robots may read everything that is public; the desk is not."""
    lines = ["User-agent: *", "Disallow: /desk/", "", f"Sitemap: {absolute(request, reverse('site:sitemap'))}", ""]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response
