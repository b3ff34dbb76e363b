"""How far translations have come, for a page that lists many of them."""

from __future__ import annotations

from collections.abc import Iterable

from articles.models import Article, Edition, Standing
from articles.translation.units import progress, units_of

from .badges import Badge, language_rows

__all__ = ["has_work", "note_progress", "with_progress"]


def note_progress(editions: Iterable[Edition]) -> None:
    """Give each that translates another one ``far``, its `Progress`, and ``source``, the text it is held against.

    Three queries whatever their number, none for none; the texts are read only here. The
    source is that of `Edition.source_edition`.
    """
    editions = list(editions)
    if not editions:
        return
    whole = Edition.objects.filter(pk__in=[edition.pk for edition in editions]).select_related("article", "translates")
    found = {edition.pk: edition for edition in whole.prefetch_related("units")}
    newest = Edition.objects.kept().filter(
        article__in={edition.article_id for edition in found.values()},
        language__in={_source_language(edition) for edition in found.values()},
    )
    sources = {
        (source.article_id, source.language): source
        for source in newest.order_by("article_id", "language", "-number").distinct("article_id", "language")
    }
    for edition in editions:
        text = found.get(edition.pk)
        if text is None or _source_language(text) == text.language:
            continue
        source = sources.get((text.article_id, _source_language(text)))
        if source is not None:
            edition.far, edition.source = progress(units_of(text, source)), source  # type: ignore[attr-defined]


def _source_language(edition: Edition) -> str:
    return edition.translates.language if edition.translates else edition.article.source_language


def with_progress(articles: Iterable[Article]) -> list[Article]:
    """The articles, from `with_badges`; each translation being written or stale knows how far it has come."""
    listed = list(articles)
    note_progress(
        badge.edition
        for article in listed
        for row in language_rows(article)
        for badge in row.badges
        if badge.edition is not None and has_work(badge) and not row.is_source
    )
    return listed


def has_work(badge: Badge) -> bool:
    """Whether a translator may have to do something about it."""
    return badge.standing == Standing.DRAFT or badge.is_stale
