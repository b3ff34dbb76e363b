"""Texts out: the file of a translation, several files as a ZIP, and how many words there are to translate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings

from articles.models import Edition
from articles.translation.xliff import Sheet, words_of, write_file, zipped

from .paragraphs import Paragraph, paragraphs, source_of

__all__ = ["WordCount", "count_words", "files_of", "original_of", "sheet_of", "words_in"]

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+(?:['’.,\-‑][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class WordCount:
    """Words of the source: all, those without a translation, those that changed since theirs, and those that stand."""

    total: int
    new: int
    changed: int
    done: int


def words_in(text: str) -> int:
    """How many words the text has; in Chinese, Japanese and Korean every character is one."""
    return len(_WORD.findall(text))


def count_words(edition: Edition, found: Sequence[Paragraph] | None = None) -> WordCount:
    """The words that a translation is to be made of; ``found`` are its paragraphs, where they are at hand."""
    counts = {"new": 0, "changed": 0, "done": 0}
    for paragraph in paragraphs(edition) if found is None else found:
        if paragraph.unit is not None:
            is_settled = paragraph.is_done or paragraph.unit.is_locked
            what = "done" if is_settled else "changed" if paragraph.target else "new"
            counts[what] += sum(words_in(words_of(segment.source)) for segment in paragraph.unit.segments)
    return WordCount(sum(counts.values()), **counts)


def original_of(edition: Edition, source: Edition) -> str:
    """What the file is made of, as it comes back: both texts with their revisions."""
    return f"article/{edition.article_id}/source/{source.pk}.{source.revision}/target/{edition.pk}.{edition.revision}"


def sheet_of(edition: Edition, *, note: str = "") -> Sheet:
    """The translation as it travels. ``note`` is for whoever translates."""
    source = source_of(edition)
    found = paragraphs(edition)
    count = count_words(edition, found)
    facts = {
        "newsroom": settings.NEWSROOM_NAME,
        "article": str(edition.article_id),
        "date": f"{edition.article.date_shown():%Y-%m-%d}",
        "words": str(count.total),
        "words-to-translate": str(count.new + count.changed),
    }
    return Sheet(
        original_of(edition, source),
        source.language,
        edition.language,
        [paragraph.unit for paragraph in found if paragraph.unit is not None],
        (note,) if note else (),
        facts,
    )


def files_of(editions: Iterable[Edition], version: str, *, note: str = "") -> tuple[str, bytes]:
    """One XLIFF file, or a ZIP of several: its name and its bytes. All are translations."""
    files = {_file_name(edition): write_file(sheet_of(edition, note=note), version) for edition in editions}
    if len(files) == 1:
        return next(iter(files.items()))
    return "translations.zip", zipped(files)


def _file_name(edition: Edition) -> str:
    assert edition.translates is not None
    return f"{edition.article_id}-{edition.translates.language}-{edition.language}.xlf"
