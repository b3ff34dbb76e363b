"""Writing to the memory: each pair of texts once, under its newest approval."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import connection

from articles.richtext import Block

from .words import fold, keys_of, length_keys, text_key, words_of

__all__ = ["LONGEST", "Remembered", "inner", "store"]

#: A paragraph longer than this (characters) is not looked up again, and not remembered.
LONGEST = 10_000
BATCH = 500

_AROUND = re.compile(r"\A<(?P<tag>p|h[2-4])\b[^>]*>(?P<inner>.*)</(?P=tag)>\Z", re.DOTALL)

# An older approval, or a file, never takes the place of what is there.
_UPSERT = """
    INSERT INTO memory_memoryunit (
        source_language, target_language, source_html, source_text, target_html, target_text,
        words, source_key, pair_hash, edition_id, file_name, dated_on, approved_at, approver_id
    ) VALUES (%s, %s, %s, %s, %s, %s, %s::bigint[], %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (pair_hash) DO UPDATE SET
        source_html = excluded.source_html, target_html = excluded.target_html, edition_id = excluded.edition_id,
        file_name = excluded.file_name, dated_on = excluded.dated_on, approved_at = excluded.approved_at,
        approver_id = excluded.approver_id
    WHERE excluded.approved_at > coalesce(memory_memoryunit.approved_at, '-infinity')
"""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A pair of texts to be remembered, and where it comes from: an edition, or a file.

    The HTML is what stands inside the paragraph.
    """

    source_language: str
    target_language: str
    source_html: str
    source_text: str
    target_html: str
    target_text: str
    edition_id: int | None = None
    file_name: str = ""
    dated_on: date | None = None
    approved_at: datetime | None = None
    approver_id: int | None = None

    @property
    def is_worth_it(self) -> bool:
        """Whether both sides have words, and not too many."""
        return (
            len(self.source_text) <= LONGEST
            and len(self.target_text) <= LONGEST
            and any(map(str.isalpha, self.source_text))
            and any(map(str.isalpha, self.target_text))
        )

    def pair_hash(self) -> UUID:
        """What is equal where the languages and the texts are."""
        parts = (self.source_language, self.target_language, self.source_text, self.target_text)
        return UUID(bytes=blake2b("\x1f".join(parts).encode(), digest_size=16).digest())

    def row(self) -> tuple[Any, ...]:
        """The values of `_UPSERT`."""
        source, target = fold(self.source_text), fold(self.target_text)
        pair = (self.source_language, self.target_language)
        words = [
            *keys_of(words_of(source), *pair, "source"),
            *keys_of(words_of(target), *pair, "target"),
            *length_keys(len(self.source_text), len(self.source_text), *pair),
        ]
        return (
            *(self.source_language, self.target_language),
            *(self.source_html, self.source_text, self.target_html, self.target_text),
            *(words, text_key(source), self.pair_hash()),
            *(self.edition_id, self.file_name, self.dated_on, self.approved_at, self.approver_id),
        )


def store(units: Iterable[Remembered]) -> int:
    """Remember the units that are worth it, and return how many are new or newly approved; a query for 500."""
    written = 0
    with connection.cursor() as cursor:
        for batch in batched((unit for unit in units if unit.is_worth_it), BATCH):
            # In one order, so that two who store the same pairs wait for each other instead of for ever.
            rows = [unit.row() for unit in sorted(batch, key=Remembered.pair_hash)]
            cursor.executemany(_UPSERT, rows)
            written += max(cursor.rowcount, 0)
    return written


def inner(block: Block) -> str:
    """What stands inside the paragraph, without its id."""
    match = _AROUND.match(block.html)
    return match["inner"] if match else block.html
