"""What the public may know of an article, a person, an organisation or a topic beyond the text itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple, cast

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Change, Edition, Topic, WithdrawalNotice
from articles.querysets import (
    EditionQuerySet,
    is_public_at,
    languages_about,
    languages_in_public,
)
from languages import newsroom_languages
from people.models import Organisation, Person, today

from .lagging import Ahead, Follower, ahead_of
from .pages import Version

__all__ = [
    "Chronicle",
    "Note",
    "Subject",
    "chronicles",
    "day_of_offices",
    "is_site_language",
    "public_texts",
    "versions_about",
    "versions_of_all",
]

Subject = Person | Organisation | Topic


def public_texts(language: str) -> EditionQuerySet:
    """The public editions of a language."""
    return Edition.objects.public().in_language(language)


def is_site_language(language: str) -> bool:
    """Whether the site has pages in the language: the newsroom works in it, or a text in it is public.

    Causes a query for languages that the newsroom does not work in.
    """
    return language in newsroom_languages() or public_texts(language).exists()


class PastEdition(Follower):
    """What a chronicle is made from: an edition that has been public, with what the query says of it."""

    pk: int
    article_id: int
    slug: str
    public_note: str
    needs_public_note: bool


PAST = (
    *("article_id", "language", "number", "slug", "change", "public_note", "public_from"),
    *("touches_translations", "words_hash", "translated_hash"),
)


class Note(NamedTuple):
    """What the public is told of a correction or an update; ``text`` may be empty in imported texts.

    ``at`` is None where it is not released yet, in the desk's preview.
    """

    change: Change
    text: str
    at: datetime | None


@dataclass
class Chronicle:
    """The public history of an edition's text: its notes, the newest first, when it was last more than
    touched up (aware UTC), and the slugs of the article's public editions by language.

    ``texts`` are the editions that its language has had in public since it was
    last withdrawn, the first one first. ``ahead`` names, for the languages that
    are behind, the text whose correction they do not show yet.
    """

    updated_at: datetime
    notes: list[Note] = field(default_factory=list)
    slugs: dict[str, str] = field(default_factory=dict)
    texts: list[PastEdition] = field(default_factory=list)
    ahead: dict[str, Ahead] = field(default_factory=dict)

    def versions(self, name: str = "article") -> list[Version]:
        """The pages of the article in every language; ``name`` is that of their addresses."""
        return [
            Version(code, reverse(f"site:{name}", args=[code, slug]), is_behind=code in self.ahead)
            for code, slug in self.slugs.items()
        ]


def chronicles(editions: Iterable[Edition]) -> dict[int, Chronicle]:
    """The chronicle of each public edition, by its pk. Causes one query for any number of them.

    Corrections stay on record when a later edition replaces the one that made
    them; what was said of a text before it was withdrawn goes with it.
    """
    by_article: dict[int, list[PastEdition]] = {}
    wanted = list(editions)
    for past in _past_editions({edition.article_id for edition in wanted}):
        by_article.setdefault(past.article_id, []).append(past)
    return {edition.pk: _chronicle(edition, by_article.get(edition.article_id, [])) for edition in wanted}


def _past_editions(articles: set[int]) -> Iterable[PastEdition]:
    past = (
        Edition.objects.has_been_public()
        .filter(article__in=articles)
        .annotate(
            is_public_now=ExpressionWrapper(is_public_at(), output_field=BooleanField()),
            was_withdrawn=Exists(WithdrawalNotice.objects.filter(edition=OuterRef("pk"))),
            source_language=F("translates__language"),
            source_number=F("translates__number"),
        )
        .only(*PAST)
        .order_by("article", "language", "number")
    )
    return cast("Iterable[PastEdition]", past)


def _chronicle(edition: Edition, past: list[PastEdition]) -> Chronicle:
    # What has no hour yet, in the desk's preview, was never updated.
    chronicle = Chronicle(updated_at=edition.first_public_from or edition.public_from or timezone.now())
    for earlier in past:
        if earlier.is_public_now:
            chronicle.slugs[earlier.language] = earlier.slug
            _note_ahead(chronicle, earlier.language, ahead_of(earlier, past))
        if earlier.language != edition.language or earlier.number > edition.number:
            continue
        if earlier.was_withdrawn:
            chronicle.notes.clear()
            chronicle.texts.clear()
            continue
        chronicle.texts.append(earlier)
        if earlier.change != Change.MINOR:
            chronicle.updated_at = max(chronicle.updated_at, earlier.public_from)
        if earlier.needs_public_note:
            chronicle.notes.insert(0, Note(Change(earlier.change), earlier.public_note, earlier.public_from))
    if not any(earlier.pk == edition.pk for earlier in past):
        # What is not public yet, in the desk's preview.
        _note_ahead(chronicle, edition.language, ahead_of(_as_follower(edition), past))
    return chronicle


def _as_follower(edition: Edition) -> Follower:
    """An edition with what the query would say of it. May cause a query."""
    source = edition.translates
    said = {
        "source_language": source.language if source else None,
        "source_number": source.number if source else None,
    }
    for name, value in said.items():
        setattr(edition, name, value)
    return cast("Follower", edition)


def _note_ahead(chronicle: Chronicle, language: str, ahead: Ahead | None) -> None:
    if ahead is not None:
        chronicle.ahead[language] = ahead
    else:
        chronicle.ahead.pop(language, None)


def day_of_offices(article: Article) -> date:
    """The date as of which an article shows offices; none that is still to come."""
    return min(article.date_shown(), today())


def versions_of_all(name: str) -> list[Version]:
    """The versions of a page that every language of the site has. Causes a query."""
    codes = {*newsroom_languages(), *languages_in_public()}
    return [Version(code, reverse(f"site:{name}", args=[code])) for code in codes]


def versions_about(subject: Subject, name: str) -> list[Version]:
    """The pages about the subject: in the newsroom's languages, and in those of the public texts about it.

    Empty where nothing public names it. ``name`` is that of the page's address. Causes a query.
    """
    found = languages_about(subject)
    if not found:
        return []
    codes = dict.fromkeys([*newsroom_languages(), *found])
    return [Version(code, reverse(f"site:{name}", args=[code, subject.slug])) for code in codes]
