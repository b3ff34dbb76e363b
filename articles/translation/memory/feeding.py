"""Feeding the memory with the paragraphs of a translation that was approved."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from articles.models import Edition, State
from articles.richtext import Block

from .models import MemoryUnit
from .storing import Remembered, inner, store

__all__ = ["remember"]

# What can be suggested for one another: a single paragraph each.
KINDS = frozenset({"title", "standfirst", "paragraph", "heading"})


def remember(edition: Edition, pairs: Iterable[tuple[Block, Block]]) -> int:
    """Remember the paragraphs of an approved translation beside those they translate; return how many are new.

    What the edition had given before and no longer says is forgotten, so that
    an approval given anew leaves nothing of the one that was voided. Pairs that
    are no single paragraphs of words are left out. Raises `ValueError` for an
    edition that nobody approved, or that translates nothing.
    """
    if edition.state != State.APPROVED or edition.approved_at is None or edition.translates is None:
        raise ValueError("Only an approved translation is remembered.")
    units = [
        Remembered(
            source_language=edition.translates.language,
            target_language=edition.language,
            source_html=inner(source),
            source_text=source.text,
            target_html=inner(target),
            target_text=target.text,
            edition_id=edition.pk,
            dated_on=edition.article.dated_on,
            approved_at=edition.approved_at,
            approver_id=edition.approved_by_id,
        )
        for source, target in pairs
        if source.kind in KINDS and target.kind in KINDS
    ]
    with transaction.atomic():
        earlier = MemoryUnit.objects.filter(edition=edition)
        earlier.exclude(pair_hash__in=[unit.pair_hash() for unit in units]).delete()
        return store(units)
