"""Texts out: the file of a translation, several files as a ZIP, and how many words there are to translate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from articles.models import Edition
from articles.translation.counting import count_words
from articles.translation.xliff import Sheet, Unit, words_of, write_file, zipped

from .knowledge import with_knowledge
from .paragraphs import Paragraph, paragraphs

__all__ = ["WordCount", "files_of", "original_of", "sheet_of", "source_of", "word_count", "words_to_translate"]


@dataclass(frozen=True, slots=True)
class WordCount:
    """Words of the source: all, those without a translation, those that changed since theirs, and those that stand."""

    total: int
    new: int
    changed: int
    done: int


def word_count(paragraphs: Iterable[Paragraph]) -> WordCount:
    """The words that a translation is to be made of."""
    counts = {"new": 0, "changed": 0, "done": 0}
    for paragraph in paragraphs:
        if paragraph.unit is not None:
            is_settled = paragraph.is_done or paragraph.unit.is_locked
            what = "done" if is_settled else "changed" if paragraph.target else "new"
            counts[what] += _words(paragraph.unit)
    return WordCount(sum(counts.values()), **counts)


def _words(unit: Unit) -> int:
    return sum(count_words(words_of(segment.source)) for segment in unit.segments)


def words_to_translate(edition: Edition) -> WordCount:
    """The word count of a translation. Up to six queries."""
    return word_count(paragraphs(edition, source_of(edition)))


def source_of(edition: Edition) -> Edition:
    """The newest text that the edition is to follow; it must be a translation. Up to two queries."""
    source = edition.source_edition()
    assert source is not None
    return source


def original_of(edition: Edition, source: Edition) -> str:
    """What the file is made of, as it comes back: both texts with their revisions."""
    return f"article/{edition.article_id}/source/{source.pk}.{source.revision}/target/{edition.pk}.{edition.revision}"


def sheet_of(edition: Edition, *, note: str = "") -> Sheet:
    """The translation as it travels. ``note`` is for whoever translates."""
    source = source_of(edition)
    found = paragraphs(edition, source)
    count = word_count(found)
    facts = {
        "newsroom": settings.NEWSROOM_NAME,
        "article": str(edition.article_id),
        "date": f"{edition.article.date_shown():%Y-%m-%d}",
        "words": str(count.total),
        "words-to-translate": str(count.new + count.changed),
    }
    units = with_knowledge([paragraph.unit for paragraph in found if paragraph.unit is not None], source, edition)
    if known := [unit for unit in units if any(match.similarity == 100 for match in unit.matches)]:
        facts["words-in-memory"] = str(sum(_words(unit) for unit in known))
    return Sheet(
        original_of(edition, source),
        source.language,
        edition.language,
        units,
        (note,) if note else (),
        facts,
    )


def files_of(editions: Iterable[Edition], version: str, *, note: str = "") -> tuple[str, bytes]:
    """One XLIFF file, or a ZIP of several: its name and its bytes. All are translations."""
    files: dict[str, bytes] = {}
    for edition in editions:
        sheet = sheet_of(edition, note=note)
        name = f"{edition.article_id}-{sheet.source_language}-{sheet.target_language}.xlf"
        files[name] = write_file(sheet, version)
    if len(files) == 1:
        return next(iter(files.items()))
    return "translations.zip", zipped(files)
