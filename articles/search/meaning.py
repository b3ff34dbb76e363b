"""From what a reader asks for to what the database is asked: words of a language, whom they name, what is marked."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any

from django.db import connection

from people.models import today

from .terms import Term, runs_of

__all__ = ["NARROWED", "Meaning", "Subject", "mark", "meaning_of"]

#: Of how many persons, organisations and places a query may speak: those that most of its words name.
MOST_SUBJECTS = 30
#: Columns of subjects, and the letter of their marks in the vectors.
NARROWED = {"topics": "t", "people": "p", "organisations": "o", "places": "w"}

Subject = tuple[str, int]

# Terms are numbered from 1; runs of terms, which may be a name or a term of the glossary together, follow them.
_MEANING = """
    WITH term AS (
        SELECT
            number, written, is_phrase, articles_plain(written) AS plain, number <= %(terms)s AS is_term,
            search_query(%(language)s, written, is_phrase)::text AS exact,
            search_query(%(language)s, written, false)::text AS loose,
            CASE WHEN is_phrase AND number <= %(terms)s AND NOT search_is_unspaced(%(language)s)
                THEN search_runs(search_vector(%(language)s, written)) END AS runs,
            CASE WHEN is_phrase THEN phraseto_tsquery('search_simple', search_plain(written))
                ELSE plainto_tsquery('search_simple', search_plain(written)) END AS name
        FROM unnest(%(texts)s::text[], %(are_phrases)s::boolean[]) WITH ORDINALITY AS terms (written, is_phrase, number)
    ),
    person AS (
        SELECT DISTINCT term.number, names.person_id AS id, term.plain = articles_plain(names.name) AS is_whole
        FROM term JOIN people_personname names
        ON search_names(names.name || ' ' || names.short_name || ' ' || names.sort_name) @@ term.name
    ),
    organisation AS (
        SELECT DISTINCT term.number, names.organisation_id AS id,
            term.plain IN (articles_plain(names.name), articles_plain(names.acronym)) AS is_whole
        FROM term JOIN people_organisationname names ON search_names(names.name || ' ' || names.acronym) @@ term.name
        WHERE names.from_on IS NULL OR names.from_on <= %(today)s
    ),
    place AS (
        SELECT DISTINCT term.number, names.place_id AS id, term.plain = articles_plain(names.name) AS is_whole
        FROM term JOIN articles_placename names ON search_names(names.name) @@ term.name
    ),
    named AS (
        SELECT person.number, person.is_whole, names.name AS text
        FROM person JOIN people_personname names ON names.person_id = person.id AND names.language = ANY (%(near)s)
        UNION
        SELECT organisation.number, organisation.is_whole, written.text
        FROM organisation
        JOIN people_organisationname names
            ON names.organisation_id = organisation.id AND names.language = ANY (%(near)s),
        LATERAL unnest(ARRAY[names.name, names.acronym]) AS written (text)
        WHERE written.text <> '' AND (names.from_on IS NULL OR names.from_on <= %(today)s)
        UNION
        SELECT place.number, place.is_whole, names.name
        FROM place JOIN articles_placename names ON names.place_id = place.id AND names.language = ANY (%(near)s)
        UNION
        SELECT term.number, true, other.text
        FROM term
        JOIN glossary_term known ON articles_plain(known.text) = term.plain
            AND (NOT known.is_case_sensitive OR known.text = term.written OR term.exact <> '')
        JOIN glossary_term other ON other.concept_id = known.concept_id AND other.language = ANY (%(near)s)
    ),
    subject AS (
        SELECT number, 'p' AS letter, id FROM person
        UNION SELECT number, 'o', id FROM organisation
        UNION SELECT number, 'w', id FROM place
    ),
    chosen AS (
        SELECT 't' AS letter, id FROM articles_topic WHERE slug = %(topics)s
        UNION ALL SELECT 'p', id FROM people_person WHERE slug = %(people)s
        UNION ALL SELECT 'o', id FROM people_organisation WHERE slug = %(organisations)s
        UNION ALL SELECT 'w', id FROM articles_place WHERE slug = %(places)s
    )
    SELECT jsonb_build_object(
        'terms', (SELECT coalesce(jsonb_agg(jsonb_build_object(
            'exact', exact, 'loose', loose,
            'share', (SELECT min(coalesce(share, 0)) FROM regexp_matches(loose, '''([^'']*)''', 'g') AS found
                      LEFT JOIN search_wordshare ON lexeme = found[1]),
            'title_share', (SELECT min(coalesce(share, 0)) FROM regexp_matches(loose, '''([^'']*)''', 'g') AS found
                            LEFT JOIN search_wordshare ON lexeme = '^' || found[1]),
            'runs', runs,
            'run_share', (SELECT min(coalesce(share, 0)) FROM unnest(runs) AS run
                          LEFT JOIN search_wordshare ON lexeme = '~' || run),
            'subjects', CASE WHEN is_term THEN (
                SELECT jsonb_agg(jsonb_build_array(letter, id, coalesce(share, 0)))
                FROM (SELECT * FROM subject WHERE subject.number = term.number LIMIT 600) subjects
                LEFT JOIN search_wordshare ON lexeme = '#' || letter || id || %(language)s
            ) END,
            'names', (SELECT jsonb_agg(text ORDER BY is_whole DESC, text)
                      FROM (SELECT * FROM named WHERE named.number = term.number
                            ORDER BY is_whole DESC, text LIMIT 12) names),
            'others', (SELECT jsonb_agg(jsonb_build_array(search_query(%(language)s, text, true)::text,
                                                          search_query(%(language)s, text, false)::text) ORDER BY text)
                       FROM (SELECT DISTINCT text FROM named
                             WHERE named.number = term.number AND is_whole AND articles_plain(text) <> term.plain
                             ORDER BY text LIMIT 8) others)
        ) ORDER BY number), '[]') FROM term),
        'chosen', (SELECT coalesce(jsonb_agg(jsonb_build_array(letter, id, coalesce(share, 0))), '[]')
                   FROM chosen LEFT JOIN search_wordshare ON lexeme = '#' || letter || id || %(language)s),
        'kind', (SELECT share FROM search_wordshare WHERE lexeme = '#k' || %(kind)s || %(language)s),
        'rows', (SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = 'search_searchrow'::regclass),
        'share', (SELECT share FROM search_wordshare WHERE lexeme = '#l' || %(language)s)
    )::text
"""


def mark(letter: str, value: object, language: str) -> str:
    """The lexeme, quoted, that stands in the vectors of texts in the language whose columns say so."""
    return f"'#{letter}{value}{language}'"


@dataclass(frozen=True)
class Meaning:
    """Queries as text, for ``::tsquery``, and what they mean; all empty where nothing was asked.

    ``gathered`` asks for the words, those of phrases anywhere, and for what the
    results are narrowed down to: the index answers it alone, and finds more than
    ``exact`` where it ``is_loose``. ``runs`` are asked beside it: numbers of words
    that follow one another, and a query for what does instead. ``shares`` are of
    the ``rows`` in the language that hold each term, ``mark_shares`` each mark, as
    last counted; 0 for what is rare or not known. ``titled`` is about how many
    titles and standfirsts hold the terms.
    """

    language: str
    terms: Sequence[Term] = ()
    subjects: Sequence[frozenset[Subject]] = ()
    exact: str = ""
    gathered: str = ""
    is_loose: bool = False
    runs: Sequence[tuple[Sequence[int], str]] = ()
    highlighted: str = ""
    #: Column → keys of the subject to narrow down to; empty where there is no such subject.
    chosen: Mapping[str, Sequence[int]] = field(default_factory=dict)
    shares: Sequence[float] = ()
    mark_shares: Sequence[float] = ()
    titled: float = 0
    rows: float = 0
    names: Sequence[str] = ()

    @property
    def finds_nothing(self) -> bool:
        """Whether words were given that are all too common to be looked for."""
        return bool(self.terms) and not self.exact

    @property
    def share(self) -> float:
        """About which share of the rows in the language match.

        Words go together, so that the commoner ones count less the more there are of them.
        """
        share = 1.0
        for number, each in enumerate(sorted([*self.shares, *self.mark_shares])):
            share *= each ** (0.5**number)
        return share


@dataclass(frozen=True)
class _Reading:
    """What the database says of a term, or of a run of terms."""

    exact: str
    loose: str
    runs: Sequence[int]
    share: float
    title_share: float
    subjects: Mapping[Subject, float]
    names: Sequence[str]
    others: Sequence[tuple[str, str]]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> _Reading:
        return cls(
            exact=row["exact"],
            loose=row["loose"],
            runs=row["runs"] or (),
            share=(row["run_share"] if row["runs"] else row["share"]) or 0.0,
            title_share=row["title_share"] or 0.0,
            subjects={(letter, pk): share for letter, pk, share in row["subjects"] or ()},
            names=row["names"] or (),
            others=[(exact, loose) for exact, loose in row["others"] or () if exact],
        )


def meaning_of(
    terms: Sequence[Term], language: str, narrowed: Mapping[str, str] | None = None, kind: str = ""
) -> Meaning:
    """What the terms mean in the language, and the slugs of ``narrowed`` (by column).

    Causes a query if there is anything to ask.
    """
    slugs = {name: (narrowed or {}).get(name, "") for name in NARROWED}
    if not terms and not kind and not any(slugs.values()):
        return Meaning(language)
    runs = runs_of(terms)
    texts = [*(term.text for term in terms), *(" ".join(term.text for term in terms[run]) for run in runs)]
    answer = _asked(
        {
            "language": language,
            "near": list(dict.fromkeys([language, language.partition("-")[0]])),
            "terms": len(terms),
            "texts": texts,
            "are_phrases": [*(term.is_phrase for term in terms), *(True for _run in runs)],
            "today": today(),
            "kind": kind,
            **slugs,
        }
    )
    readings = [_Reading.of(row) for row in answer["terms"]]
    # Estimates are of the rows in all languages.
    scale = 1 / (answer["share"] or 1.0)
    marks = [mark(letter, pk, language) for letter, pk, _share in answer["chosen"]]
    shares = [share * scale for _letter, _pk, share in answer["chosen"]]
    if kind:
        marks.append(mark("k", kind, language))
        shares.append((answer["kind"] or 0.0) * scale)
    words = _Words(language, terms, readings[: len(terms)], dict(zip(runs, readings[len(terms) :], strict=True)))
    return Meaning(
        language=language,
        terms=terms,
        subjects=words.subjects,
        exact=" & ".join(words.exact),
        gathered=" & ".join([*words.gathered, *marks]),
        is_loose=words.gathered != words.exact,
        runs=words.runs,
        highlighted=" | ".join(words.highlighted),
        chosen={
            name: [pk for each, pk, _share in answer["chosen"] if each == letter]
            for name, letter in NARROWED.items()
            if slugs[name]
        },
        shares=[min(share * scale, 1.0) for share in words.shares],
        mark_shares=shares,
        # The shares of titles are of the rows in all languages, too.
        titled=prod(words.title_shares) * answer["rows"] if words.title_shares else 0.0,
        rows=answer["rows"] / scale,
        names=list(dict.fromkeys(words.names))[:12],
    )


def _asked(parameters: Mapping[str, Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(_MEANING, parameters)
        return json.loads(cursor.fetchone()[0])


class _Words:
    """The queries of the terms, one beside the other."""

    def __init__(
        self,
        language: str,
        terms: Sequence[Term],
        readings: Sequence[_Reading],
        runs: Mapping[slice, _Reading],
    ) -> None:
        self.language = language
        self.subjects = _subjects(terms, readings)
        self.exact: list[str] = []
        self.gathered: list[str] = []
        self.runs: list[tuple[Sequence[int], str]] = []
        self.highlighted: list[str] = []
        self.shares: list[float] = []
        self.title_shares: list[float] = []
        self.names: list[str] = []
        starts = _known_runs(runs)
        number = 0
        while number < len(terms):
            run = starts.get(number, slice(number, number + 1))
            known = runs.get(run)
            parts = [
                part
                for term, reading, subjects in zip(terms[run], readings[run], self.subjects[run], strict=True)
                if (part := self._part(term, reading, subjects))
            ]
            if parts:
                self._add(terms[number], parts, known.others if known else ())
                self._lead(terms[number], readings[number])
            self.names += known.names if known else ()
            number = run.stop

    def _part(self, term: Term, reading: _Reading, subjects: frozenset[Subject]) -> tuple[str, str] | None:
        """The queries of a term, exact and loose; None where it is too common."""
        if not reading.exact and not reading.others and not (subjects and term.text.isupper()):
            return None
        marks = self._marks(subjects)
        others = reading.others
        if not term.is_excluded:
            self.highlighted += [f"({each})" for each in (reading.exact, *(exact for exact, _loose in others)) if each]
            self.names += reading.names
            self.title_shares.append(reading.title_share)
            self.shares.append(reading.share + sum(reading.subjects[subject] for subject in subjects))
        exact = _any([reading.exact, *(each for each, _loose in others)], marks)
        # What is excluded is excluded as it was written.
        loose = exact if term.is_excluded else _any([reading.loose, *(each for _exact, each in others)], marks)
        return exact, loose

    def _add(self, term: Term, parts: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]]) -> None:
        negation = "!" * term.is_excluded
        for queries, which in ((self.exact, 0), (self.gathered, 1)):
            together = " & ".join(f"({part[which]})" for part in parts)
            queries.append(f"{negation}({_any([together, *(other[which] for other in others)], ())})")
        self.highlighted += [f"({exact})" for exact, _loose in others]

    def _lead(self, term: Term, reading: _Reading) -> None:
        """Let the index of runs lead to a phrase, in the place of its words."""
        if reading.runs and not term.is_excluded:
            self.gathered.pop()
            instead = _any([loose for _exact, loose in reading.others], self._marks(reading.subjects))
            self.runs.append((reading.runs, instead))

    def _marks(self, subjects: Iterable[Subject]) -> list[str]:
        return [mark(letter, pk, self.language) for letter, pk in sorted(subjects)]


def _known_runs(runs: Mapping[slice, _Reading]) -> dict[int, slice]:
    """The longest runs that are a name or a term of the glossary, by where they start; none overlaps another."""
    taken: set[int] = set()
    starts = {}
    for run in sorted(runs, key=lambda run: (run.start - run.stop, run.start)):
        if runs[run].others and taken.isdisjoint(range(run.start, run.stop)):
            taken.update(range(run.start, run.stop))
            starts[run.start] = run
    return starts


def _any(queries: Sequence[str], marks: Sequence[str]) -> str:
    return " | ".join([*(f"({query})" for query in dict.fromkeys(queries) if query), *marks])


def _subjects(terms: Sequence[Term], readings: Sequence[_Reading]) -> list[frozenset[Subject]]:
    """Whom each term names: of more than can be asked for, those whom most of the terms name."""
    times = Counter(subject for reading in readings for subject in reading.subjects)
    kept = {subject for subject, _count in sorted(times.items(), key=lambda item: (-item[1], item[0]))[:MOST_SUBJECTS]}
    # Whom an excluded term names must not go missing: all of them are excluded.
    return [
        frozenset(reading.subjects if term.is_excluded else reading.subjects.keys() & kept)
        for term, reading in zip(terms, readings, strict=True)
    ]
