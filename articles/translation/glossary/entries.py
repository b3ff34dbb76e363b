"""What the newsroom calls things in two languages, read at once: the glossary's terms, persons, organisations, titles.

Persons and organisations are not copied into the glossary; they are read where
they are kept. A regional language falls back to the one it is a form of
("fr-CA" → "fr"), concept by concept and name by name, and to no other: a name
in English is no French one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import F

from articles.translation.checks import KnownName, KnownTerm, Office, TermStatus
from articles.translation.inflection import find_term
from people.models import Appointment, AppointmentTitle, OrganisationName, PersonName, PositionTitle

from .models import Term

__all__ = ["Entries", "Entry", "Match", "Target", "known_names", "known_terms", "load", "load_terms", "matches"]

PREFERENCE = {TermStatus.PREFERRED: 0, TermStatus.ADMITTED: 1, TermStatus.FORBIDDEN: 2}


@dataclass(frozen=True, slots=True)
class Target:
    """How something may, should or must not be called in the target language."""

    text: str
    status: TermStatus = TermStatus.PREFERRED


@dataclass(frozen=True, slots=True)
class Entry:
    """One form in the source language, with what the same thing is called in the target language.

    ``kind`` is "term", "title", "person" or "organisation"; ``reference`` names the
    record: "concept:5", "position:3", "person:12", "organisation:7". ``text`` is
    empty where a concept has terms in the target language alone.
    """

    kind: str
    reference: str
    text: str
    targets: tuple[Target, ...]
    status: TermStatus = TermStatus.PREFERRED
    is_case_sensitive: bool = False
    part_of_speech: str = ""
    definition: str = ""
    note: str = ""

    @property
    def forbids(self) -> bool:
        """Whether some form is not to be used in the target language."""
        return any(target.status == TermStatus.FORBIDDEN for target in self.targets)

    def places(self, text: str, language: str) -> list[tuple[int, int]]:
        """Where the form stands in the text. A name begins with a capital there, in the scripts that have them."""
        if not self.text:
            return []
        found = find_term(text, self.text, language, is_case_sensitive=self.is_case_sensitive)
        if self.kind in ("person", "organisation") and self.text[0].isupper():
            return [(start, end) for start, end in found if text[start] == text[start].upper()]
        return found


@dataclass(frozen=True, slots=True)
class Match:
    """A place ``text[start:end]`` of a source text, and what is known there; two readings are two ``entries``."""

    start: int
    end: int
    text: str
    entries: tuple[Entry, ...]

    @property
    def targets(self) -> tuple[Target, ...]:
        """What to write there, the preferred form first, and what not; each form once."""
        every = {target.text: target for entry in self.entries for target in entry.targets}
        return tuple(sorted(every.values(), key=lambda target: PREFERENCE[target.status]))


@dataclass(frozen=True, slots=True)
class Entries:
    """Everything that is known between two languages, read once for as many texts as one likes."""

    source_language: str
    target_language: str
    entries: tuple[Entry, ...]
    names: tuple[KnownName, ...] = field(default=())

    def matches(self, text: str) -> list[Match]:
        """The places in the plain text, in order and none within another: the longest wins. Causes no query."""
        found: dict[tuple[int, int], list[Entry]] = defaultdict(list)
        for entry in self.entries:
            if any(target.status != TermStatus.FORBIDDEN for target in entry.targets):
                for place in entry.places(text, self.source_language):
                    found[place].append(entry)
        kept: list[Match] = []
        last = 0
        for start, end in sorted(_longest(found)):
            if start >= last:
                kept.append(Match(start, end, text[start:end], tuple(found[start, end])))
                last = end
        return kept

    def terms(self, text: str | None = None) -> list[KnownTerm]:
        """The terms and titles as the checks read them: all, or those that the source text may be held to."""
        return [
            KnownTerm(
                entry.text,
                entry.status,
                tuple((target.text, target.status) for target in entry.targets),
                entry.part_of_speech,
                entry.note,
                entry.is_case_sensitive,
            )
            for entry in self.entries
            if entry.kind in ("term", "title")
            and (text is None or entry.forbids or entry.places(text, self.source_language))
        ]


def load(source_language: str, target_language: str, *, with_offices: bool = False) -> Entries:
    """Read the glossary between two languages. Five queries, and one more for the offices of persons."""
    names = _Names(source_language, target_language)
    entries = (
        *load_terms(source_language, target_language),
        *_titles(source_language, target_language),
        *names.entries(),
    )
    return Entries(source_language, target_language, entries, tuple(names.known(with_offices=with_offices)))


def matches(text: str, source_language: str, target_language: str) -> list[Match]:
    """`Entries.matches` of one text; for several, `load` once. Causes five queries."""
    return load(source_language, target_language).matches(text)


def known_terms(source_language: str, target_language: str, text: str | None = None) -> list[KnownTerm]:
    """The terms of the glossary and the titles of positions, for the checks. Causes three queries.

    With a plain ``text`` of the source, those that stand in it, and those that
    forbid a term in the target language: it may stand there all the same. A
    concept that has no term in the source language comes with an empty
    ``text``; one without any term in the target language does not come.
    """
    entries = (*load_terms(source_language, target_language), *_titles(source_language, target_language))
    return Entries(source_language, target_language, entries).terms(text)


def known_names(source_language: str, target_language: str, text: str | None = None) -> list[KnownName]:
    """Persons with their offices, and organisations, for the checks. Causes five queries at the most.

    With a plain ``text`` of the source, those that are named in it.
    """
    return list(_Names(source_language, target_language).known(text, with_offices=True))


def _longest(places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The places that do not lie within a longer one, nor overlap one that is longer."""
    taken: list[tuple[int, int]] = []
    for start, end in sorted(places, key=lambda place: (place[0] - place[1], place[0])):
        if not any(start < other_end and other_start < end for other_start, other_end in taken):
            taken.append((start, end))
            yield start, end


def _chain(language: str) -> list[str]:
    """The language and what it is a form of, the closest first: "zh-Hant-TW", "zh-Hant", "zh"."""
    parts = language.split("-")
    return ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]


def _closest[V](by_language: Mapping[str, V], language: str) -> V | None:
    return next((by_language[code] for code in _chain(language) if code in by_language), None)


def load_terms(source_language: str, target_language: str) -> Iterator[Entry]:
    """The terms of the glossary between two languages, concept by concept. Causes a query."""
    terms: dict[int, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    languages = [*_chain(source_language), *_chain(target_language)]
    for term in Term.objects.filter(language__in=languages).select_related("concept").order_by("concept", "pk"):
        terms[term.concept_id][term.language].append(term)
    for concept_id, by_language in terms.items():
        targets = tuple(
            Target(term.text, TermStatus(term.status))
            for term in sorted(
                _closest(by_language, target_language) or (), key=lambda term: PREFERENCE[TermStatus(term.status)]
            )
        )
        if not targets:
            continue
        sources = _closest(by_language, source_language)
        if not sources:
            yield Entry("term", f"concept:{concept_id}", "", targets)
            continue
        for term in sources:
            yield Entry(
                "term",
                f"concept:{concept_id}",
                term.text,
                targets,
                TermStatus(term.status),
                term.is_case_sensitive,
                term.part_of_speech,
                term.concept.definition,
                term.note or term.concept.note,
            )


def _titles(source_language: str, target_language: str) -> Iterator[Entry]:
    """Titles of positions. What one holder is called ("haute représentante") goes as an admitted form."""
    chains = [*_chain(source_language), *_chain(target_language)]
    of_position: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = PositionTitle.objects.filter(language__in=chains).values_list("position_id", "language", "title")
    of_holders = AppointmentTitle.objects.filter(language__in=chains).order_by("pk")
    for position, language, title in [
        *rows.order_by("position"),
        *of_holders.values_list("appointment__position_id", "language", "title"),
    ]:
        if title not in of_position[position][language]:
            of_position[position][language].append(title)
    # Two organisations may each have a Secretary General; either title is right then.
    targets: dict[str, dict[str, TermStatus]] = defaultdict(dict)
    reference: dict[str, str] = {}
    for position, titles in of_position.items():
        into = _closest(titles, target_language) or []
        for source in _closest(titles, source_language) or []:
            reference.setdefault(source, f"position:{position}")
            for number, title in enumerate(into):
                status = TermStatus.ADMITTED if number else TermStatus.PREFERRED
                if targets[source].get(title) != TermStatus.PREFERRED:
                    targets[source][title] = status
    for source, forms in targets.items():
        ordered = sorted(forms.items(), key=lambda form: PREFERENCE[form[1]])
        yield Entry("title", reference[source], source, tuple(Target(*form) for form in ordered), part_of_speech="noun")


class _Names:
    """The names of persons and organisations in two languages. Causes two queries when made."""

    def __init__(self, source_language: str, target_language: str) -> None:
        self.languages = (source_language, target_language)
        chains = [*_chain(source_language), *_chain(target_language)]
        # Reference → language → the forms by kind: full and short name, or name and acronym of each period.
        self.rows: dict[str, dict[str, list[tuple[str, str, str]]]] = defaultdict(lambda: defaultdict(list))
        persons = PersonName.objects.filter(language__in=chains).order_by("person")
        for pk, language, name, short, sorted_as in persons.values_list(
            "person_id", "language", "name", "short_name", "sort_name"
        ):
            surname = sorted_as.partition(",")[0].strip() if "," in sorted_as else ""
            self.rows[f"person:{pk}"][language].append((name, short, surname))
        organisations = OrganisationName.objects.filter(language__in=chains).order_by(
            "organisation", F("from_on").desc(nulls_last=True), "pk"
        )
        for pk, language, name, acronym in organisations.values_list("organisation_id", "language", "name", "acronym"):
            self.rows[f"organisation:{pk}"][language].append((name, acronym, ""))

    def entries(self) -> Iterator[Entry]:
        """Each form in the source language with its counterpart in the target language."""
        surnames = self._shared_surnames()
        for reference, by_language in self.rows.items():
            kind = reference.partition(":")[0]
            source, target = (_closest(by_language, language) or [] for language in self.languages)
            if not target:
                continue
            for number, row in enumerate(source):
                into = target[min(number, len(target) - 1)]
                for place, form in enumerate(row):
                    if form and not (place == 2 and form in surnames) and form not in row[:place]:
                        is_acronym = kind == "organisation" and place == 1
                        targets = (Target(into[place] or into[0]),)
                        yield Entry(kind, reference, form, targets, is_case_sensitive=is_acronym)

    def known(self, text: str | None = None, *, with_offices: bool = False) -> Iterator[KnownName]:
        """The names as the checks read them; with a text of the source, those in it. Offices cost three queries."""
        wanted = self.rows
        if text is not None:
            named = {entry.reference for entry in self._forms() if entry.places(text, self.languages[0])}
            wanted = {reference: rows for reference, rows in self.rows.items() if reference in named}
        persons = [int(reference.partition(":")[2]) for reference in wanted if reference.startswith("person:")]
        offices = _offices(persons, self.languages) if with_offices and persons else {}
        for reference, by_language in wanted.items():
            forms = {}
            for language in self.languages:
                if rows := _closest(by_language, language):
                    forms[language] = tuple(dict.fromkeys(form for row in rows for form in row if form))
            yield KnownName(reference, forms, tuple(offices.get(reference, ())))

    def _forms(self) -> Iterator[Entry]:
        """Each form in the source language, whether or not it has a counterpart."""
        for reference, by_language in self.rows.items():
            kind = reference.partition(":")[0]
            for row in _closest(by_language, self.languages[0]) or []:
                for place, form in enumerate(row):
                    if form:
                        is_acronym = kind == "organisation" and place == 1
                        yield Entry(kind, reference, form, (), is_case_sensitive=is_acronym)

    def _shared_surnames(self) -> set[str]:
        """Surnames that two persons bear: they say of nobody who it is."""
        owners: dict[str, set[str]] = defaultdict(set)
        for reference, by_language in self.rows.items():
            for row in _closest(by_language, self.languages[0]) or []:
                owners[row[2]].add(reference)
        return {surname for surname, references in owners.items() if len(references) > 1}


def _offices(persons: Sequence[int], languages: tuple[str, str]) -> dict[str, list[Office]]:
    """The offices of each person by reference. Causes three queries."""
    offices: dict[str, list[Office]] = defaultdict(list)
    appointments = Appointment.objects.filter(person__in=persons).select_related("position")
    for appointment in appointments.prefetch_related("titles", "position__titles"):
        own: dict[str, list[str]] = defaultdict(list)
        rows: list[AppointmentTitle | PositionTitle] = [*appointment.titles.all(), *appointment.position.titles.all()]
        for row in rows:
            if row.title not in own[row.language]:
                own[row.language].append(row.title)
        titles = {language: tuple(_closest(own, language) or ()) for language in languages}
        offices[f"person:{appointment.person_id}"].append(
            Office(
                {language: forms for language, forms in titles.items() if forms},
                appointment.from_on,
                appointment.until_on,
            )
        )
    return offices
