"""Where an article stands in each language, at a glance."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from articles.models import Article, Edition, Standing
from languages import newsroom_languages

__all__ = ["Badge", "LanguageRow", "badges", "language_rows", "with_badges"]

CURRENT = {
    Standing.DRAFT,
    Standing.SUBMITTED,
    Standing.APPROVED,
    Standing.SCHEDULED,
    Standing.PUBLIC,
}


@dataclass(frozen=True, slots=True)
class Badge:
    """One edition that matters now; ``edition`` is None where a required language has no text."""

    language: str
    edition: Edition | None = None
    standing: Standing | None = None
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """What an article has in one language; ``badges`` is empty where there is no text."""

    language: str
    is_source: bool
    is_required: bool
    badges: list[Badge]


def with_badges(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Prefetch, without the texts, what `badges`, `language_rows` and `Article.title_at_desk` read."""
    editions = Edition.objects.kept().with_standing().with_staleness().defer("standfirst", "body", "public_note")
    return articles.prefetch_related(Prefetch("editions", editions.order_by("number")))


def language_rows(article: Article) -> list[LanguageRow]:
    """The article's languages: the source, the required, others with a text, others of the newsroom.

    The article must come from `with_badges`; no query then.
    """
    editions = list(article.editions.all())
    codes = [article.source_language, *article.required_languages, *(edition.language for edition in editions)]
    return [
        LanguageRow(
            language=code,
            is_source=code == article.source_language,
            is_required=code in article.required_languages,
            badges=_badges_of([edition for edition in editions if edition.language == code]),
        )
        for code in dict.fromkeys([*codes, *newsroom_languages()])
    ]


def badges(article: Article) -> list[Badge]:
    """The badges of every language with a text, and one without edition for each required language that has none."""
    return [
        badge
        for row in language_rows(article)
        for badge in row.badges or ([Badge(row.language)] if row.is_required else [])
    ]


def _badges_of(editions: list[Edition]) -> list[Badge]:
    """Those that are public or at the desk; the newest alone where none is."""
    stood = [(edition, edition.standing()) for edition in editions]
    shown = [pair for pair in stood if pair[1] in CURRENT] or stood[-1:]
    return [
        Badge(
            edition.language, edition, standing, edition is editions[-1] and getattr(edition, "has_stale_source", False)
        )
        for edition, standing in shown
    ]
