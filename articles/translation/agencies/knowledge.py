"""What the newsroom knows that helps whoever translates: terms, and translations of something like it.

Only what may leave the house goes along: terms that stand in the text itself,
and earlier translations that are public.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from articles.models import Edition
from articles.translation.checks import TermStatus
from articles.translation.glossary.entries import Entries, load
from articles.translation.memory.models import MemoryUnit
from articles.translation.memory.suggesting import Suggestion, suggest
from articles.translation.xliff import Match, State, Term, Unit, words_of

__all__ = ["with_knowledge"]

#: How many earlier translations go along with one paragraph, and with how many paragraphs.
MOST_MATCHES, MOST_ASKED = 3, 150


def with_knowledge(units: Sequence[Unit], source: Edition, target: Edition) -> list[Unit]:
    """The units with terms and matches. A few queries, and up to seven for each paragraph that is to be translated."""
    entries = load(source.language, target.language)
    has_memory = MemoryUnit.objects.for_everyone().of_pair(source.language, target.language).exists()
    asked = [unit for unit in units if has_memory and _is_to_translate(unit)][:MOST_ASKED]
    found = {unit.key: suggest(_text(unit), source.language, target.language, limit=MOST_MATCHES) for unit in asked}
    keys = [suggestion.unit.pk for suggestions in found.values() for suggestion in suggestions]
    public = set(MemoryUnit.objects.for_everyone().filter(pk__in=keys).values_list("pk", flat=True))
    return [
        replace(unit, terms=_terms(unit, entries), matches=tuple(_matches(found.get(unit.key, ()), public)))
        for unit in units
    ]


def _is_to_translate(unit: Unit) -> bool:
    return not unit.is_locked and len(unit.segments) == 1 and unit.segments[0].state == State.UNSAID


def _text(unit: Unit) -> str:
    return " ".join(words_of(segment.source) for segment in unit.segments)


def _terms(unit: Unit, entries: Entries) -> tuple[Term, ...]:
    terms = {}
    for match in entries.matches(_text(unit)):
        wanted = tuple(target.text for target in match.targets if target.status != TermStatus.FORBIDDEN)
        terms[match.text] = Term(match.text, wanted, match.entries[0].definition)
    return tuple(term for term in terms.values() if term.translations)


def _matches(suggestions: Iterable[Suggestion], public: set[int]) -> Iterable[Match]:
    for suggestion in suggestions:
        if suggestion.unit.pk in public:
            unit = suggestion.unit
            yield Match(unit.source_text, unit.target_text, float(suggestion.score), suggestion.origin)
