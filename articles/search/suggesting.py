"""What else a reader may have meant: words that public texts do hold, and other languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log10
from typing import Any

from django.conf import settings
from django.db import connection
from rapidfuzz.distance import DamerauLevenshtein

from people.models import today

from .meaning import NARROWED, Meaning, mark
from .terms import Term

__all__ = ["MOST_COUNTED", "Asked", "Elsewhere", "corrected", "corrections", "public_elsewhere"]

#: Results in another language are counted up to this.
MOST_COUNTED = 100
# A query is corrected in so many words at most.
MOST_CORRECTED = 3
LIKE = 30

_LIKE = """
    SELECT asked.written, articles_plain(asked.written), alike.word, alike.written, alike.texts
    FROM unnest(%(words)s::text[]) AS asked (written), LATERAL (
        SELECT word, written, texts FROM search_searchword
        WHERE language = %(language)s AND word %% articles_plain(asked.written)
        ORDER BY similarity(word, articles_plain(asked.written)) DESC, texts DESC LIMIT %(like)s
    ) alike
"""

# Whether the word, in this form, stands in one of the newest public texts that hold its stem, or in the name of a
# person or organisation that a public text names. What stands only in other texts is never suggested.
_IS_PUBLIC = """
    SELECT 'word', %(word_{number})s, CASE WHEN EXISTS (
        SELECT FROM (
            SELECT edition.title, found.text
            FROM search_searchrow found JOIN articles_edition edition ON edition.id = found.edition_id
            WHERE found.language = %(language)s AND {is_public}
              AND found.vector @@ search_query(%(language)s, %(word_{number})s, false)
            ORDER BY found.first_public_from DESC, found.edition_id DESC LIMIT 50
        ) newest
        WHERE articles_plain(title || ' ' || text) ~ ('\\m' || %(plain_{number})s || '\\M')
    ) OR EXISTS (
        SELECT FROM people_personname names
        WHERE search_names(names.name || ' ' || names.short_name || ' ' || names.sort_name)
              @@ plainto_tsquery('search_simple', %(plain_{number})s)
          AND EXISTS (SELECT FROM search_searchrow found
                      WHERE found.vector @@ format('''#p%%s%%s''', names.person_id, %(language)s)::tsquery
                        AND {is_public})
    ) OR EXISTS (
        SELECT FROM people_organisationname names
        WHERE search_names(names.name || ' ' || names.acronym) @@ plainto_tsquery('search_simple', %(plain_{number})s)
          AND (names.from_on IS NULL OR names.from_on <= %(today)s)
          AND EXISTS (SELECT FROM search_searchrow found
                      WHERE found.vector @@ format('''#o%%s%%s''', names.organisation_id, %(language)s)::tsquery
                        AND {is_public})
    ) THEN 1 ELSE 0 END
"""
_PUBLIC_NOW = (
    "found.public_from <= statement_timestamp()"
    " AND (found.public_until IS NULL OR found.public_until > statement_timestamp())"
)

_COUNT = """
    SELECT 'language', %(other_{number})s, search_count(
        %(other_{number})s, {query}, %(from)s::timestamptz, %(until)s::timestamptz,
        CASE WHEN %(media)s THEN (statement_timestamp() AT TIME ZONE %(zone)s)::date END, %(most)s
    )
"""

Elsewhere = Mapping[str, int]


def corrections(meaning: Meaning) -> dict[str, tuple[str, str]]:
    """Word as typed → what it was perhaps to be (as written, without accents). Causes a query if there are words.

    Nearest by edits, commoner words before rarer ones; nothing for a word that
    is as common as anything like it. Ask `public_elsewhere` before showing any.
    """
    words = {word for term in meaning.terms if not term.is_excluded for word in term.text.split() if _is_worth_it(word)}
    if not words:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_LIKE, {"words": sorted(words), "language": meaning.language, "like": LIKE})
        rows = cursor.fetchall()
    alike: dict[str, list[tuple[str, str, str, int]]] = {}
    for typed, *row in rows:
        alike.setdefault(typed, []).append((row[0], row[1], row[2], row[3]))
    best = {typed: found for typed, candidates in alike.items() if (found := _best(candidates))}
    return dict(list(best.items())[:MOST_CORRECTED])


def _is_worth_it(word: str) -> bool:
    return word.isalpha() and 4 <= len(word) <= 40


def _best(candidates: Sequence[tuple[str, str, str, int]]) -> tuple[str, str] | None:
    known = next((texts for plain, word, _written, texts in candidates if word == plain), 0)
    best: tuple[float, str, str] | None = None
    for plain, word, written, texts in candidates:
        limit = 1 if len(plain) < 5 else 2 if len(plain) < 9 else 3
        distance = DamerauLevenshtein.distance(plain, word, score_cutoff=limit)
        if word == plain or distance > limit or texts < 10 * known:
            continue
        # Few mistype the first letter; of two words as near, the one met more often was meant.
        score = distance + 0.5 * (word[0] != plain[0]) - 0.4 * min(log10(texts), 4)
        if best is None or (score, word) < best[:2]:
            best = (score, word, written)
    return (best[2], best[1]) if best else None


@dataclass(frozen=True)
class Asked:
    """What is asked of the columns beside subjects: aware instants, and whether there must be media."""

    kind: str = ""
    released_from: datetime | None = None
    released_until: datetime | None = None
    has_media: bool = False


def public_elsewhere(
    meaning: Meaning, asked: Asked, others: Sequence[str], wanted: Mapping[str, tuple[str, str]]
) -> tuple[Elsewhere, dict[str, str]]:
    """How many results each of the other languages has, and those of the wanted words that the public may be told.

    Counts end at `MOST_COUNTED`. Causes a query if there is anything to ask.
    """
    parts: list[str] = []
    parameters: dict[str, Any] = {
        "language": meaning.language,
        "today": today(),
        "most": MOST_COUNTED,
        "from": asked.released_from,
        "until": asked.released_until,
        "zone": settings.NEWSROOM_TIME_ZONE,
        "media": asked.has_media,
    }
    for number, (written, plain) in enumerate(wanted.values()):
        parts.append(_IS_PUBLIC.format(number=number, is_public=_PUBLIC_NOW))
        parameters |= {f"word_{number}": written, f"plain_{number}": plain}
    for number, language in enumerate(others):
        query, more = _query(meaning, asked, language, f"other_{number}")
        parts.append(_COUNT.format(number=number, query=query))
        parameters |= more
    if not parts:
        return {}, {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        rows = cursor.fetchall()
    counts = {key: count for what, key, count in rows if what == "language" and count}
    public = {key for what, key, count in rows if what == "word" and count}
    return counts, {typed: written for typed, (written, _plain) in wanted.items() if written in public}


def _query(meaning: Meaning, asked: Asked, language: str, prefix: str) -> tuple[str, dict[str, Any]]:
    """What finds in another language what the meaning finds in its own, and the arguments."""
    parameters: dict[str, Any] = {prefix: language}
    marks = [
        " | ".join(mark(NARROWED[name], pk, language) for pk in keys) or "'#'" for name, keys in meaning.chosen.items()
    ]
    if asked.kind:
        marks.append(mark("k", asked.kind, language))
    parameters[f"{prefix}_marks"] = " & ".join(f"({each})" for each in [*marks, mark("l", "", language)])
    queries = [f"%({prefix}_marks)s::tsquery"]
    for number, (term, subjects) in enumerate(zip(meaning.terms, meaning.subjects, strict=True)):
        name = f"{prefix}_term_{number}"
        parameters |= {
            name: term.text,
            f"{name}_subjects": " | ".join(mark(letter, pk, language) for letter, pk in sorted(subjects)),
            f"{name}_phrase": term.is_phrase,
        }
        words = f"search_query(%({prefix})s, %({name})s, %({name}_phrase)s)"
        queries.append(f"{'!!' * term.is_excluded}({words} || %({name}_subjects)s::tsquery)")
    return " && ".join(queries), parameters


def corrected(terms: Sequence[Term], words: Mapping[str, str]) -> str:
    """The query with the words put right."""
    return " ".join(
        str(Term(" ".join(words.get(word, word) for word in term.text.split()), term.is_phrase, term.is_excluded))
        for term in terms
    )
