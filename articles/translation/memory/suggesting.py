"""Suggestions: what was approved before for the same text or for one much like it. A person decides on each.

Fuzzy look-up asks an inverted index for every unit that holds one of the text's
rarest words, and ranks what comes back with Levenshtein's distance without
substitutions (rapidfuzz). docs/decisions/the-memory-asks-for-rare-words.md says
what was rejected.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import OperationalError, connection, transaction
from django.db.models import F
from rapidfuzz import fuzz, process

from articles.richtext import Passage, compare_words

from .frequencies import frequencies
from .likeness import SAME, likeness
from .models import MemoryUnit
from .storing import LONGEST
from .words import fold, keys_of, length_keys, text_key, words_of

if TYPE_CHECKING:
    from staff.models import User

__all__ = ["Suggestion", "bounded", "suggest"]

# What is not approved here comes after what is, be it as like.
FROM_A_FILE = 5
# How many units the words asked for may stand in together, and how many words that is at least and at most.
MOST_UNITS, FEWEST_WORDS, MOST_WORDS = 20_000, 8, 30
# How many words a group has of which one must stand in the unit: of rare words, and where there are common ones.
RARE_GROUP, COMMON_GROUP = 4, 2
# Characters below which a text is looked up by its length too.
TITLE = 100
# Milliseconds after which a look-up goes without what is only like the text.
PATIENCE = 150
NEWEST = F("approved_at").desc(nulls_last=True)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A remembered translation: its score from 0 to 100, and the numbers and names to look at.

    100 is the same text (``is_same``), approved here. ``numbers`` and ``names`` are those that
    only one of the two sources has.
    """

    score: int
    unit: MemoryUnit
    asked: str
    is_same: bool
    numbers: tuple[str, ...]
    names: tuple[str, ...]

    def difference(self) -> Passage:
        """The remembered source beside the text asked for: "removed" stands only there, "added" only here."""
        return compare_words(self.unit.source_text, self.asked)

    @property
    def dated_on(self) -> date | None:
        """The article's date, else the approval's; None where a file does not say."""
        return self.unit.latest()

    @property
    def approver(self) -> User | None:
        """Who approved it; None of an imported text or a file."""
        return self.unit.approver

    @property
    def origin(self) -> str:
        """The title of the text that it stands in, or the name of the file."""
        return self.unit.origin()


def suggest(
    text: str, source_language: str, target_language: str, *, limit: int = 5, at_least: float = 0.7
) -> list[Suggestion]:
    """The remembered translations of the text or of one like it, the best first, the newest first among equals.

    ``at_least`` is the share of characters in common, from 0 to 1, before differing
    numbers and names are taken off the score. What is like the text is looked for
    only where nothing is the same, and left out where that takes too long. One
    query, or five and a savepoint.
    """
    folded = fold(text)
    if not folded or len(text) > LONGEST:
        return []
    units = MemoryUnit.objects.standing().of_pair(source_language, target_language)
    alike = units.filter(source_key=text_key(folded)).with_origin().order_by(NEWEST)[: 4 * limit]
    suggestions = [_suggestion(unit, text) for unit in alike]
    if not any(suggestion.is_same for suggestion in suggestions):
        like = _like(text, folded, source_language, target_language, limit=4 * limit, at_least=at_least)
        like -= {suggestion.unit.pk for suggestion in suggestions}
        suggestions += [_suggestion(unit, text) for unit in units.filter(pk__in=like).with_origin()]
    suggestions.sort(key=lambda each: (-each.score, -_instant(each.unit), -each.unit.pk))
    return suggestions[:limit]


def _suggestion(unit: MemoryUnit, text: str) -> Suggestion:
    found = likeness(text, unit.source_text)
    score = found.score if unit.is_approved_here else max(0, found.score - FROM_A_FILE)
    return Suggestion(score, unit, text, found.score == SAME, found.numbers, found.names)


def _instant(unit: MemoryUnit) -> float:
    return unit.approved_at.timestamp() if unit.approved_at else 0.0


def _like(
    text: str, folded: str, source_language: str, target_language: str, *, limit: int, at_least: float
) -> set[int]:
    """The keys of the units most like the text; none where that takes too long."""
    keys = keys_of(words_of(folded), source_language, target_language, "source")
    lengths = _lengths(len(text), at_least)
    try:
        with bounded(PATIENCE), connection.cursor() as cursor:
            groups = _groups(frequencies(keys))
            if len(text) < TITLE:
                # Few words of a title are common in paragraphs, but its length is not.
                groups.append(length_keys(*lengths, source_language, target_language))
            cursor.execute(
                f"""
                SELECT id, source_text FROM memory_memoryunit
                WHERE {" AND ".join(["words && %s::bigint[]"] * len(groups))}
                    AND length(source_text) BETWEEN %s AND %s
                """,  # noqa: S608 - placeholders alone
                [*groups, *lengths],
            )
            sources = dict(cursor.fetchall())
    except OperationalError as error:
        logger.warning("The translation memory was too slow, and gave only what is the same text: %s", error)
        return set()
    best = process.extract(text, sources, scorer=fuzz.ratio, score_cutoff=100 * at_least, limit=limit)
    return {key for _source, _score, key in best}


def _lengths(length: int, at_least: float) -> tuple[int, int]:
    """The shortest and the longest text of which so large a share can be in common with one of the length."""
    share = max(at_least, 0.1) / (2 - at_least)
    return int(length * share), int(length / share) + 1


def _groups(counts: dict[int, int]) -> list[list[int]]:
    """The rarest of the words in groups: a unit that is like the text has one of each group.

    A single group is safe but brings thousands of units, of which the database
    has to fetch each; two keep a few, and lose one only where every word of a
    group was replaced. Of common words it takes more groups, and smaller ones.
    """
    chosen: list[int] = []
    units = 0
    for key, count in sorted(counts.items(), key=lambda item: item[1])[:MOST_WORDS]:
        if units + count > MOST_UNITS and len(chosen) >= FEWEST_WORDS:
            break
        units += count
        chosen.append(key)
    wanted = min(2, len(chosen) // RARE_GROUP) if units <= MOST_UNITS else len(chosen) // COMMON_GROUP
    number = max(1, wanted)
    return [chosen[first::number] for first in range(number)]


@contextmanager
def bounded(milliseconds: int) -> Iterator[None]:
    """Read within the time, by the index, and leave the connection as it was; nothing written here is kept.

    Raises `OperationalError` where a statement takes longer.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT set_config('statement_timeout', %s, true), set_config('jit', 'off', true),
                    set_config('enable_seqscan', 'off', true)
                """,
                [str(milliseconds)],
            )
        yield
        # The settings hold until the end of the transaction, unless it is rolled back to here.
        transaction.set_rollback(True)
