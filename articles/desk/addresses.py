"""Every address of the public site that changes with a text: pages, lists, feeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from articles.models import Article, Edition

__all__ = ["Changing", "changing_addresses"]

FEEDS = ["rss", "atom", "json"]


@dataclass(frozen=True, slots=True)
class Changing:
    """What changes in one language: ``pages`` by their paths, and the feeds, which follow the lists."""

    language: str
    pages: list[str]
    feeds: list[str]

    @property
    def count(self) -> int:
        """How many there are besides the text itself."""
        return len(self.pages) + len(self.feeds) - 1


def changing_addresses(article: Article, editions: Iterable[Edition]) -> list[Changing]:
    """What changes when the editions, all of the article, appear, are replaced or go.

    The texts themselves, the same text in other languages (whose menu of
    languages changes), home, archive, the pages of the article's persons,
    organisations and topics, the feeds of each, and the sitemaps; the events
    and their calendars where the article invites to one. Five queries.
    """
    touched = list(editions)
    slugs = [
        [(name, subject.slug) for subject in subjects.all()]
        for name, subjects in (
            ("person", article.people),
            ("organisation", article.organisations),
            ("topic", article.topics),
        )
    ]
    subjects = [pair for pairs in slugs for pair in pairs]
    languages = dict.fromkeys(edition.language for edition in touched)
    invites = article.occasions.confirmed().exists()
    others = article.editions.public().exclude(language__in=languages).order_by("language")
    return [
        *(
            _of_language(language, [e for e in touched if e.language == language], subjects, invites=invites)
            for language in languages
        ),
        *(Changing(other.language, [_text(other)], []) for other in others),
    ]


def _of_language(language: str, editions: list[Edition], subjects: list[tuple[str, str]], *, invites: bool) -> Changing:
    pages = [
        *dict.fromkeys(_text(edition) for edition in editions if edition.slug),
        reverse("site:home", args=[language]),
        reverse("site:archive", args=[language]),
        *(reverse(f"site:{name}", args=[language, slug]) for name, slug in subjects),
        *([reverse("site:events", args=[language])] if invites else []),
        *_sitemaps(language, editions),
    ]
    feeds = [
        *(reverse("site:home-feed", args=[language, suffix]) for suffix in FEEDS),
        *(reverse(f"site:{name}-feed", args=[language, slug, suffix]) for name, slug in subjects for suffix in FEEDS),
    ]
    if invites:
        slugs = dict.fromkeys(edition.slug for edition in editions if edition.slug)
        feeds += [reverse("site:event", args=[language, slug]) for slug in slugs]
        feeds.append(reverse("site:calendar", args=[language]))
    return Changing(language, pages, feeds)


def _text(edition: Edition) -> str:
    return reverse("site:article", args=[edition.language, edition.slug])


def _sitemaps(language: str, editions: list[Edition]) -> Iterator[str]:
    for first in dict.fromkeys(edition.first_public_from for edition in editions):
        if first is not None:
            yield reverse("site:sitemap-month", args=[language, first.year, first.month])
