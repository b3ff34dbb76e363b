"""Feeding the memory with translations that were imported, whose paragraphs have to be aligned first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from articles.models import Approval, Article, Edition
from articles.querysets import EditionQuerySet
from articles.richtext import Block, split_blocks
from articles.translation.alignment import align

from .feeding import remember

__all__ = ["imported_translations", "remember_imported"]

# Unbreakable spaces are part of a text.
_SPACES = re.compile(r"[ \t\r\n]+")


def imported_translations(article: Article | None = None) -> EditionQuerySet:
    """The public translations that were imported, with what they translate; of one article, or of all."""
    editions = Edition.objects.public().filter(approval=Approval.IMPORT, translates__isnull=False)
    if article is not None:
        editions = editions.filter(article=article)
    return editions.select_related("article", "translates").order_by("pk")


def remember_imported(article: Article) -> int:
    """Remember the public translations of an article that was imported, aligned; return how many pairs are new.

    Imported texts know nothing of each other's paragraphs. Only those that the
    alignment holds for one paragraph and its translation are remembered.
    """
    return sum(remember(edition, _aligned(edition)) for edition in imported_translations(article))


def _aligned(edition: Edition) -> Iterator[tuple[Block, Block]]:
    source_edition = edition.translates
    assert source_edition is not None
    for part in ("title", "standfirst"):
        yield _block(source_edition, part), _block(edition, part)
    source, target = split_blocks(source_edition.body), split_blocks(edition.body)
    for alignment in align(source, target):
        if len(alignment.source) == len(alignment.target) == 1:
            yield source[alignment.source[0]], target[alignment.target[0]]


def _block(edition: Edition, part: str) -> Block:
    """The title or the standfirst, as a paragraph of its own kind."""
    text = _SPACES.sub(" ", getattr(edition, part)).strip()
    return Block("", part, escape(text, quote=False), text)
