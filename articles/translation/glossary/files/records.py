"""Entries on their way in or out, whatever the file; and how they are taken over: all of them, or none.

An entry is known again by its id where the newsroom wrote the file. One from
elsewhere gets an id made of its terms, so that the same file taken over twice
adds nothing. Terms are added and changed, never removed: a file may be a part.
"""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from articles.translation.glossary.models import TERM_LENGTH, Concept, PartOfSpeech, Status, Term
from languages import local_name, standard_form

__all__ = ["ConceptRecord", "Report", "TermRecord", "Unreadable", "all_records", "take_over"]

#: The most bytes of a file, entries in it, and faults that are listed.
MAX_BYTES = 10_000_000
MAX_CONCEPTS = 50_000
MAX_FAULTS = 50
_FOREIGN = uuid.UUID("6f1c0f4e-0d5b-5d0e-9a55-6d3c5a3b8c11")
DOMAIN_LENGTH, NOTE_LENGTH, LONG = 100, 500, 10_000


class Unreadable(ValueError):
    """A file that cannot be taken over, with a sentence for each fault."""

    def __init__(self, *faults: str) -> None:
        super().__init__(" ".join(faults))
        self.faults = list(faults)


@dataclass(slots=True)
class TermRecord:
    """A term as a file has it. Where the file is silent on the status, the first term of a language is preferred."""

    language: str
    text: str
    status: str = ""
    part_of_speech: str = ""
    is_case_sensitive: bool = False
    note: str = ""
    line: int = field(default=0, compare=False)


@dataclass(slots=True)
class ConceptRecord:
    """An entry as a file has it; ``key`` is what the file calls it."""

    key: str
    domain: str = ""
    definition: str = ""
    note: str = ""
    terms: list[TermRecord] = field(default_factory=list)
    line: int = field(default=0, compare=False)

    def uid(self) -> uuid.UUID:
        """Its id: the one in the file if that is one of ours, else one made of its terms."""
        try:
            return uuid.UUID(self.key.removeprefix("c-"))
        except ValueError:
            terms = sorted((term.language, term.text.casefold()) for term in self.terms)
            return uuid.uuid5(_FOREIGN, repr(terms))


@dataclass(frozen=True, slots=True)
class Report:
    """What was taken over: entries that are new, changed, and as they were; terms added and changed."""

    new: int = 0
    changed: int = 0
    same: int = 0
    terms_added: int = 0
    terms_changed: int = 0


def all_records() -> Iterator[ConceptRecord]:
    """Every entry of the glossary, in order. A query per thousand entries, and one more."""
    for concept in Concept.objects.with_terms().order_by("pk").iterator(chunk_size=1000):
        terms = [
            TermRecord(t.language, t.text, t.status, t.part_of_speech, t.is_case_sensitive, t.note)
            for t in concept.terms.all()
        ]
        yield ConceptRecord(f"c-{concept.uid}", concept.domain, _lines(concept.definition), _lines(concept.note), terms)


def take_over(records: Sequence[ConceptRecord], *, is_trial: bool = False) -> Report:
    """Take all of the entries into the glossary and say what changed; with ``is_trial`` only say it.

    Raises `Unreadable`, with every fault by its line, and takes nothing over then.
    """
    faults = [fault for record in records for fault in _faults(record)]
    if len(records) > MAX_CONCEPTS:
        faults = [_("This file has more than %(limit)s entries. Split it.") % {"limit": MAX_CONCEPTS}]
    if faults:
        raise Unreadable(*_listed(faults))
    with transaction.atomic(), connection.cursor() as cursor:
        # Two files at once would each see the glossary without the other.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('glossary.take_over'))")
        plan = _Plan([record.uid() for record in records])
        for record in records:
            plan.add(record)
        if plan.faults:
            raise Unreadable(*_listed(plan.faults))
        if not is_trial:
            plan.carry_out()
    return plan.report()


class _Plan:
    """What a file would make of the glossary, worked out before anything is written. Two queries when made."""

    def __init__(self, uids: list[uuid.UUID]) -> None:
        self.known = {concept.uid: concept for concept in Concept.objects.select_for_update().filter(uid__in=uids)}
        # Id of the entry → language and text → term.
        self.terms: dict[uuid.UUID, dict[tuple[str, str], Term]] = defaultdict(dict)
        for term in Term.objects.filter(concept__uid__in=uids).select_related("concept"):
            self.terms[term.concept.uid][term.language, term.text.casefold()] = term
        self.concepts: dict[uuid.UUID, Concept] = {}
        self.rows: dict[int, Term] = {}
        self.touched: set[uuid.UUID] = set()
        self.seen: set[uuid.UUID] = set()
        self.faults: list[str] = []

    def add(self, record: ConceptRecord) -> None:
        """Note what this entry changes."""
        uid = record.uid()
        self.seen.add(uid)
        concept = self.known.get(uid)
        values = {"domain": record.domain, "definition": record.definition, "note": record.note}
        if concept is None:
            concept = self.known[uid] = self.concepts[uid] = Concept(uid=uid, **values)
        elif any(_lines(getattr(concept, name)) != value for name, value in values.items()):
            self.concepts[uid] = concept
            for name, value in values.items():
                setattr(concept, name, value)
        for term in record.terms:
            row = _row(term, concept, self.terms[uid])
            if row is not None:
                self.rows[id(row)] = row
                self.touched.add(uid)
        if clash := _clash(self.terms[uid].values(), record):
            self.faults.append(clash)

    def report(self) -> Report:
        """The numbers of it; also once it has been carried out."""
        new = len(self.new_concepts)
        changed = len((self.concepts.keys() | self.touched) - {concept.uid for concept in self.new_concepts})
        added = len(self.new_rows)
        return Report(new, changed, len(self.seen) - new - changed, added, len(self.rows) - added)

    @cached_property
    def new_concepts(self) -> list[Concept]:
        return [concept for concept in self.concepts.values() if concept._state.adding]

    @cached_property
    def new_rows(self) -> list[Term]:
        return [row for row in self.rows.values() if row._state.adding]

    def carry_out(self) -> None:
        """Write it: a few queries for what is new, one for each entry or term that is changed."""
        old_concepts = [concept for concept in self.concepts.values() if not concept._state.adding]
        old_rows = [row for row in self.rows.values() if not row._state.adding]
        Concept.objects.bulk_create(self.new_concepts, batch_size=1000)
        for concept in old_concepts:
            concept.save()
        # A term that gives up its preference goes before the one that takes it.
        for row in sorted(old_rows, key=lambda row: row.status == Status.PREFERRED):
            row.save()
        Term.objects.bulk_create(self.new_rows, batch_size=1000)


def _row(record: TermRecord, concept: Concept, there: dict[tuple[str, str], Term]) -> Term | None:
    """The row of the term as it is to be, new or changed, noted among those there; None if it is so already."""
    key = record.language, record.text.casefold()
    row = there.get(key)
    values = {
        "text": record.text,
        "status": record.status,
        "part_of_speech": record.part_of_speech,
        "is_case_sensitive": record.is_case_sensitive,
        "note": record.note,
    }
    if row is None:
        row = there[key] = Term(concept=concept, language=record.language)
    elif all(getattr(row, name) == value for name, value in values.items()):
        return None
    for name, value in values.items():
        setattr(row, name, value)
    return row


def _clash(terms: Iterable[Term], record: ConceptRecord) -> str:
    """The sentence about two preferred terms of one language, or the empty text."""
    preferred: dict[tuple[str, str], Term] = {}
    for term in terms:
        if term.status != Status.PREFERRED:
            continue
        other = preferred.setdefault((term.language, term.part_of_speech), term)
        if other is not term:
            return _at(record.line) + _("“%(one)s” and “%(other)s” are both preferred in %(language)s.") % {
                "one": other.text,
                "other": term.text,
                "language": local_name(term.language),
            }
    return ""


def _faults(record: ConceptRecord) -> Iterator[str]:
    """What is wrong with a record by itself. Mends what can only be meant in one way: spaces, codes in capitals."""
    if not record.terms:
        yield _at(record.line) + _("This entry has no term.")
    record.domain = " ".join(record.domain.split())
    record.definition, record.note = _lines(record.definition).strip(), _lines(record.note).strip()
    if len(record.domain) > DOMAIN_LENGTH:
        yield _at(record.line) + _("The domain has more than %(limit)s characters.") % {"limit": DOMAIN_LENGTH}
    if max(len(record.definition), len(record.note)) > LONG:
        yield _at(record.line) + _("The definition or the note has more than %(limit)s characters.") % {"limit": LONG}
    seen: set[tuple[str, str]] = set()
    preferred: set[tuple[str, str]] = set()
    for term in record.terms:
        term.text = " ".join(term.text.split())
        term.language = standard_form(term.language.strip().replace("_", "-")) or term.language
        yield from (_at(term.line) + fault for fault in _faults_of_term(term))
        if not term.status:
            place = term.language, term.part_of_speech
            term.status = Status.ADMITTED if place in preferred else Status.PREFERRED
        if term.status == Status.PREFERRED:
            preferred.add((term.language, term.part_of_speech))
        key = term.language, term.text.casefold()
        if key in seen:
            yield _at(term.line) + _("“%(term)s” stands twice in this entry in %(language)s.") % {
                "term": term.text[:50],
                "language": term.language,
            }
        seen.add(key)


def _faults_of_term(term: TermRecord) -> Iterator[str]:
    if standard_form(term.language) is None:
        yield _("“%(language)s” is not a language code. Write it as in “fr” or “pt-BR”.") % {
            "language": term.language[:50]
        }
    if not re.search(r"\w", term.text):
        yield _("The term is missing.")
    if len(term.text) > TERM_LENGTH:
        yield _("The term has more than %(limit)s characters.") % {"limit": TERM_LENGTH}
    if len(term.note) > NOTE_LENGTH:
        yield _("The note on the term has more than %(limit)s characters.") % {"limit": NOTE_LENGTH}
    if term.status not in ("", *Status.values):
        yield _("“%(status)s” is no status. Write preferred, admitted or forbidden.") % {"status": term.status[:50]}
    if term.part_of_speech not in ("", *PartOfSpeech.values):
        yield _("“%(part)s” is no part of speech. Write noun, verb, adjective, adverb or other.") % {
            "part": term.part_of_speech[:50]
        }
    if "\x00" in term.text + term.note:
        yield _("The term holds a character that no text may have.")


def _lines(text: str) -> str:
    """The text with its lines parted as files part them; a browser parts them otherwise."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _at(line: int) -> str:
    return _("Line %(line)d: ") % {"line": line} if line else ""


def _listed(faults: list[str]) -> list[str]:
    if len(faults) <= MAX_FAULTS:
        return faults
    return [*faults[:MAX_FAULTS], _("… and %(count)d more.") % {"count": len(faults) - MAX_FAULTS}]
