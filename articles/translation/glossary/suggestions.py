"""Terms that might belong into the glossary, because the same correction is made again and again.

`learn` reads new events off the record: each is compared with the text before,
and words that took the place of others are kept with the paragraph of the
source. The worker does so every hour, `manage.py suggest_terms` at once; a
save waits for neither. `suggestions` then counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import transaction
from django.db.models import Count, Exists, OuterRef

from articles.models import Event
from articles.richtext import Passage, PieceKind, compare, compare_words
from articles.translation.inflection import stem_of, words_of
from articles.translation.units import UnitView, units_of

from .models import TERM_LENGTH, Correction, Dismissal, Progress, Status, Term

__all__ = ["Suggestion", "dismiss", "learn", "suggestions"]

#: In how many articles the same correction has to be made before it is suggested.
TIMES = 3
MOST_WORDS = 4
MOST_SHOWN = 100
# Most languages have their articles and prepositions among the words of so many letters.
SHORT = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """In ``articles`` articles ``before`` was replaced by ``after``, each time in the translation of ``term``."""

    source_language: str
    target_language: str
    key: str
    term: str
    before: str
    after: str
    articles: int


def suggestions(times: int = TIMES) -> list[Suggestion]:
    """Corrections made in that many articles at least, the most frequent first, at most a hundred. Two queries.

    Not those that were dismissed, that the glossary has already, or whose
    source paragraphs have no word in common that could be the term.
    """
    fields = ("source_language", "target_language", "key")
    dismissed = Dismissal.objects.filter(**{name: OuterRef(name) for name in fields})
    groups = (
        Correction.objects.filter(~Exists(dismissed))
        .values(*fields)
        .annotate(
            articles=Count("article", distinct=True),
            befores=ArrayAgg("before"),
            afters=ArrayAgg("after"),
            sources=ArrayAgg("source", distinct=True),
        )
        .filter(articles__gte=times)
        .order_by("-articles", *fields)
    )
    found: list[Suggestion] = []
    settled = _settled()
    for group in groups.iterator():
        language = group["target_language"]
        before, after = (_most_frequent(group[name]) for name in ("befores", "afters"))
        term = _common_term(group["sources"], group["source_language"])
        if term and (language, _stems(before, language), _stems(after, language)) not in settled:
            found.append(
                Suggestion(group["source_language"], language, group["key"], term, before, after, group["articles"])
            )
        if len(found) == MOST_SHOWN:
            break
    return found


def dismiss(source_language: str, target_language: str, key: str) -> None:
    """Never suggest this again."""
    Dismissal.objects.get_or_create(source_language=source_language, target_language=target_language, key=key)


def learn(at_most: int = 5000) -> int:
    """Read the corrections out of the events since the last time; return how many events were looked at.

    Two at a time would count an event twice, so that one waits for the other.
    """
    with transaction.atomic():
        Progress.objects.get_or_create(pk=1)
        progress = Progress.objects.select_for_update().get(pk=1)
        events = (
            Event.objects.filter(pk__gt=progress.last_event, text__isnull=False, edition__isnull=False)
            .exclude(user=None)
            .select_related("edition__article", "edition__translates")
            .order_by("pk")[:at_most]
        )
        seen = 0
        for event in events:
            Correction.objects.bulk_create(_corrections(event))
            progress.last_event = event.pk
            seen += 1
        progress.save()
    return seen


def _corrections(event: Event) -> Iterator[Correction]:
    """What was replaced in this save of a translation, each pair of words once."""
    edition = event.edition
    assert edition is not None
    assert event.text is not None
    before = (
        Event.objects.filter(edition=edition, pk__lt=event.pk, text__isnull=False)
        .order_by("-pk")
        .values_list("text", flat=True)
        .first()
    )
    source = edition.source_edition() if before else None
    if before is None or source is None:
        return
    noted: set[str] = set()
    units: list[UnitView] | None = None
    for key, passage in _passages(before, event.text):
        for old, new in _replaced(passage, edition.language):
            group = f"{_stems(old, edition.language)} → {_stems(new, edition.language)}"
            if group in noted or len(group) > 2 * TERM_LENGTH:
                continue
            units = units_of(edition) if units is None else units
            paragraph = _source_of(units, key)
            if paragraph:
                noted.add(group)
                yield Correction(
                    event=event,
                    article=edition.article,
                    source_language=source.language,
                    target_language=edition.language,
                    key=group,
                    before=old,
                    after=new,
                    source=paragraph,
                )


def _passages(before: dict[str, str], after: dict[str, str]) -> Iterator[tuple[str, Passage]]:
    """Each passage that changed, with the id of its block."""
    for part in ("title", "standfirst"):
        if before.get(part, "") != after.get(part, ""):
            yield part, compare_words(before.get(part, ""), after.get(part, ""))
    for part in ("body", "notes_to_editors"):
        if before.get(part, "") != after.get(part, ""):
            for passage in compare(before.get(part, ""), after.get(part, "")):
                if passage.before and passage.after and passage.is_changed:
                    yield passage.after.id, passage


def _source_of(units: Iterable[UnitView], key: str) -> str:
    """The source of the unit that the block belongs to; the empty text where there is none."""
    for unit in units:
        if any(block.id == key for block in unit.target):
            return "\n".join(block.text for block in unit.source or unit.made_from)
    return ""


def _replaced(passage: Passage, language: str) -> Iterator[tuple[str, str]]:
    """Runs of a few words that took the place of others; what is only inflected otherwise is none."""
    for old, new in _runs(passage):
        before, after = (_trimmed(text, language) for text in (old, new))
        while len(before) > 1 and len(after) > 1 and len(before[0]) <= SHORT and len(after[0]) <= SHORT:
            before, after = before[1:], after[1:]
        if not (0 < len(before) <= MOST_WORDS and 0 < len(after) <= MOST_WORDS):
            continue
        one, other = " ".join(before), " ".join(after)
        if any(character.isdigit() for character in one + other) or max(len(one), len(other)) > TERM_LENGTH:
            continue
        if _stems(one, language) != _stems(other, language):
            yield one, other


def _runs(passage: Passage) -> Iterator[tuple[str, str]]:
    """What was removed and what was put in its place; across a space that stayed, it is one run."""
    runs: list[list[str]] = []
    is_open = False
    pieces = [piece for piece in passage.pieces if piece.kind != PieceKind.REFORMATTED]
    for number, piece in enumerate(pieces):
        match piece.kind:
            case PieceKind.REMOVED:
                if not is_open:
                    runs.append(["", ""])
                is_open = True
                runs[-1][0] += piece.text
            case PieceKind.ADDED if is_open:
                runs[-1][1] += piece.text
            case PieceKind.SAME if is_open and piece.text == " " and number + 1 < len(pieces):
                runs[-1] = [f"{text} " for text in runs[-1]]
            case _:
                is_open = False
    return ((old, new) for old, new in runs if old.strip() and new.strip())


def _trimmed(text: str, language: str) -> list[str]:
    """The words of a run; none where a full stop or the like lies between two of them."""
    words = words_of(text, language)
    if any(text[one.end : other.start].strip(" -‑’'") for one, other in pairwise(words)):
        return []
    return [word.text for word in words]


@lru_cache(maxsize=4096)
def _stems(text: str, language: str) -> str:
    return " ".join(stem_of(word.text, language) for word in words_of(text, language))


def _most_frequent(texts: Sequence[str]) -> str:
    """The form that was written most often; of equals the shortest, and the first by alphabet."""
    counted = Counter(texts)
    return min(counted, key=lambda text: (-counted[text], len(text), text))


def _common_term(paragraphs: Sequence[str], language: str) -> str:
    """The longest run of words, however inflected, that all paragraphs have: the term that was translated.

    As the first paragraph has it; the empty text where nothing but short words is common.
    """
    common: set[tuple[str, ...]] | None = None
    forms: dict[tuple[str, ...], str] = {}
    for paragraph in sorted(paragraphs):
        runs = dict(_word_runs(paragraph, language))
        for stems, form in runs.items():
            forms.setdefault(stems, form)
        common = set(runs) if common is None else common & set(runs)
    best = max(common or (), key=lambda stems: (len(stems), len(forms[stems]), forms[stems]), default=())
    return forms.get(best, "")


def _word_runs(text: str, language: str) -> Iterator[tuple[tuple[str, ...], str]]:
    words = words_of(text, language)
    for start, first in enumerate(words):
        for end in range(start + 1, min(start + MOST_WORDS, len(words)) + 1):
            run = words[start:end]
            last = run[-1]
            if any(text[one.end : other.start].strip(" -‑’'") for one, other in pairwise(run)):
                break
            if any(len(word.text) <= SHORT and not word.text.isupper() for word in (first, last)):
                continue
            form = text[first.start : last.end]
            if not any(character.isdigit() for character in form):
                yield tuple(stem_of(word.text, language) for word in run), form


def _settled() -> set[tuple[str, str, str]]:
    """Language, forbidden term and other term of each entry, by their stems. Causes a query."""
    forbidden = Term.objects.filter(status=Status.FORBIDDEN)
    others = Term.objects.filter(concept=OuterRef("concept"), language=OuterRef("language")).exclude(
        status=Status.FORBIDDEN
    )
    rows = forbidden.filter(Exists(others)).values_list("language", "text", "concept__terms__text")
    return {(language, _stems(text, language), _stems(other, language)) for language, text, other in rows}
