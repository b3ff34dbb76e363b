"""Finding rows: the newest that match, or the best of them, with a count and facets, in one query.

Ranking everything that holds a common word takes longer than a reader waits.
So the newest `NEWEST` matches are ranked, and beside them `TITLED` that have
the words in the title or standfirst; counts and facets end there too, and say
so. How to look is chosen by how common the words are: common ones are met soon
when going back in time, rare ones are found through their index.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple, Self

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection

from people.models import today

from .meaning import Meaning
from .models import SearchRowQuerySet

__all__ = ["NEWEST", "BadPlace", "Facet", "Found", "Place", "compiled_condition", "find"]

#: So many of the newest matches are counted, sorted into facets, and ranked.
NEWEST = 500
TITLED = 200
FACET_LENGTH = 12
#: Of the body, of marks, of the standfirst, of the title.
WEIGHTS = "{0.05, 0.3, 0.5, 1.0}"
# Microseconds: to go past a row when going back in time, to look at its vector, and to fetch a row that the index
# of words has named. `benchmarks/search.py --ways` prints what both ways take; the choice minds little.
PASS = 2.0
LOOK = 12.0
GATHER = 2.5
#: Titles are looked for beside the newest matches where not more than this many hold the words: of commoner
#: words there are enough among the newest.
MOST_TITLED = 8000

_NARROW = "edition_id, first_public_from, kind, topics, people, organisations, places, media_until_on, vector"
_BY_DATE = "ORDER BY first_public_from DESC, edition_id DESC"
_SUBJECTS = {
    "topics": "SELECT id, slug, fallback_language, (SELECT jsonb_object_agg(language, name) FROM articles_topicname"
    " WHERE topic_id = subject.id) AS names FROM articles_topic subject",
    "people": "SELECT id, slug, fallback_language, (SELECT jsonb_object_agg(language, name) FROM people_personname"
    " WHERE person_id = subject.id) AS names FROM people_person subject",
    "places": "SELECT id, slug, fallback_language, (SELECT jsonb_object_agg(language, name) FROM articles_placename"
    " WHERE place_id = subject.id) AS names FROM articles_place subject",
    # The name begun last, of those that have begun.
    "organisations": "SELECT id, slug, fallback_language, (SELECT jsonb_object_agg(language, name) FROM ("
    " SELECT DISTINCT ON (language) language, name FROM people_organisationname"
    " WHERE organisation_id = subject.id AND (from_on IS NULL OR from_on <= %(today)s)"
    " ORDER BY language, from_on DESC NULLS LAST) begun) AS names FROM people_organisation subject",
}


class BadPlace(ValueError):
    """What the address says is no place among results."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place among ranked results, as they were when the first page was asked for.

    Written "2026-11-23T18:00:00.000000Z.83120.4711": the instant, the score in
    millionths, the edition.
    """

    at: datetime
    score: int
    pk: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a place; raises `BadPlace`."""
        found = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)\.(\d{1,9})\.(\d{1,18})", text, re.ASCII)
        try:
            if found:
                return cls(datetime.fromisoformat(found[1]), int(found[2]), int(found[3]))
        except ValueError as error:
            raise BadPlace(text) from error
        raise BadPlace(text)

    def __str__(self) -> str:
        return f"{self.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}.{self.score}.{self.pk}"


class Facet(NamedTuple):
    """A value that results can be narrowed down to; ``names`` by language where it has several."""

    value: str
    times: int
    names: Mapping[str, str]
    fallback_language: str = ""


@dataclass
class Found:
    """A page of what was found. ``count`` ends at `NEWEST`; the facets count the newest that were counted."""

    keys: Sequence[int] = ()
    places: Sequence[tuple[datetime, int]] = ()
    count: int = 0
    is_capped: bool = False
    has_older: bool = False
    facets: Mapping[str, list[Facet]] = field(default_factory=dict)
    at: datetime | None = None


def find(
    rows: SearchRowQuerySet,
    meaning: Meaning,
    *,
    length: int,
    by_relevance: bool = False,
    before: Any = None,
    after: Any = None,
) -> Found:
    """A page of the rows that match, in one query. Where nothing was asked, all rows do.

    ``rows`` are those that the columns allow; the marks of the meaning only
    lead to them sooner. ``before`` and ``after`` are a
    `Place` by relevance, else anything with ``at`` and ``pk`` in the order of
    the archive.
    """
    try:
        condition, arguments = compiled_condition(rows)
    except EmptyResultSet:
        return Found()
    place = before or after
    parameters: dict[str, Any] = {
        "newest": NEWEST + 1,
        "counted": NEWEST,
        "titled": TITLED,
        "length": length + 1,
        "facet_length": FACET_LENGTH,
        "today": today(),
        "at": place.at if place else None,
        "pk": place.pk if place else 0,
        "score": place.score if place and by_relevance else 0,
        "zone": settings.NEWSROOM_TIME_ZONE,
        "exact": meaning.exact,
        "gathered": meaning.gathered,
        **{f"runs_{number}": list(runs) for number, (runs, _instead) in enumerate(meaning.runs)},
        **{f"instead_{number}": instead for number, (_runs, instead) in enumerate(meaning.runs)},
        **{f"chosen_{name}": list(meaning.chosen.get(name, ())) for name in _SUBJECTS},
        **arguments,
    }
    if by_relevance and place:
        condition += " AND first_public_from <= %(at)s"
    way = _Way(condition, meaning, is_common=is_common(meaning))
    page = _ranked_page(way, before, after) if by_relevance else _dated_page(way, before, after)
    sql = f"WITH {way.tables()}, page AS MATERIALIZED ({page}) SELECT {_ANSWER}"
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        (answer,) = cursor.fetchone()
    return _found(json.loads(answer), length, is_reversed=after is not None)


def compiled_condition(rows: SearchRowQuerySet, prefix: str = "value") -> tuple[str, dict[str, Any]]:
    """The condition of a queryset on the columns of the table, with named arguments. Raises `EmptyResultSet`."""
    compiler = rows.query.get_compiler(connection=connection)
    compiler.pre_sql_setup()
    sql, values = compiler.compile(rows.query.where)
    names = [f"{prefix}_{number}" for number in range(len(values))]
    return sql.replace("%%", "%%%%") % tuple(f"%({name})s" for name in names), dict(zip(names, values, strict=True))


def is_common(meaning: Meaning) -> bool:
    """Whether going back in time meets enough matches sooner than the index gathers all of them."""
    if not meaning.gathered and not meaning.runs:
        return True
    met = min(meaning.rows, (NEWEST + 1) / meaning.share) if meaning.share else meaning.rows
    looked_at = min(meaning.mark_shares, default=1.0) if meaning.exact else 0.0
    return met * (PASS + looked_at * LOOK) < meaning.rows * meaning.share * GATHER


class _Way:
    """How to come by the matches: ``matching`` is a query of them, newest first."""

    def __init__(self, condition: str, meaning: Meaning, *, is_common: bool) -> None:
        self.condition = condition
        self.meaning = meaning
        self.is_common = is_common

    def matching(self, more: str = "", order: str = "DESC") -> str:
        """The rows that match, and ``more``, by date."""
        if not self.is_common:
            source, conditions = "found", "true"
        else:
            # Inside coalesce() the index of words cannot answer.
            matches = "AND coalesce(vector @@ %(exact)s::tsquery, false)" if self.meaning.exact else ""
            source, conditions = "search_searchrow", f"{self.condition} {matches}"
        return (
            f"SELECT {_NARROW} FROM {source} WHERE {conditions} {more}"
            f" ORDER BY first_public_from {order}, edition_id {order}"
        )

    def tables(self) -> str:
        """The tables ``recent`` (the newest matches and one more) and ``counted`` (without the one)."""
        tables = []
        if not self.is_common:
            # Materialised: left to itself, the planner goes back in time after rare words too.
            tables.append(f"found AS MATERIALIZED ({self._found()})")
        tables += [
            f"recent AS MATERIALIZED ({self.matching()} LIMIT %(newest)s)",
            f"counted AS MATERIALIZED (SELECT * FROM recent {_BY_DATE} LIMIT %(counted)s)",
        ]
        if self.meaning.exact and self.meaning.titled <= MOST_TITLED:
            # Materialised for the same reason, and made only if more was found than is counted.
            titled = (
                f"SELECT {_NARROW} FROM search_searchrow WHERE {self.condition}"
                """ AND ts_filter(vector, '{"a","b"}'::"char"[]) @@ %(exact)s::tsquery"""
                " AND (SELECT count(*) FROM recent) > %(counted)s"
            )
            tables += [
                f"titled AS MATERIALIZED ({titled})",
                f"headed AS MATERIALIZED (SELECT * FROM titled {_BY_DATE} LIMIT %(titled)s)",
            ]
        return ", ".join(tables)

    def _found(self) -> str:
        """What the indexes of words and of runs lead to."""
        conditions = [self.condition]
        if self.meaning.gathered:
            conditions.append("vector @@ %(gathered)s::tsquery")
        for number, (_runs, instead) in enumerate(self.meaning.runs):
            run = f"search_runs(vector) @> %(runs_{number})s::integer[]"
            conditions.append(f"({run} OR vector @@ %(instead_{number})s::tsquery)" if instead else run)
        if self.meaning.is_loose:
            # Of what they lead to, some is not in the order of the phrase, or shares a number by chance.
            conditions.append("coalesce(vector @@ %(exact)s::tsquery, false)")
        return f"SELECT {_NARROW} FROM search_searchrow WHERE {' AND '.join(conditions)}"


def _dated_page(way: _Way, before: Any, after: Any) -> str:
    order = "ASC" if after else "DESC"
    if before or after:
        sign = "<" if before else ">"
        past = f"AND first_public_from {sign}= %(at)s AND (first_public_from, edition_id) {sign} (%(at)s, %(pk)s)"
        rows = f"{way.matching(past, order)} LIMIT %(length)s"
    else:
        rows = f"SELECT * FROM recent {_BY_DATE} LIMIT %(length)s"
    numbered = f"row_number() OVER (ORDER BY first_public_from {order}, edition_id {order})"
    return f"SELECT edition_id, first_public_from, 0 AS score, {numbered} AS number FROM ({rows}) rows"


def _ranked_page(way: _Way, before: Any, after: Any) -> str:
    order = "ASC" if after else "DESC"
    past = ""
    if before or after:
        past = f"WHERE (score, edition_id) {'<' if before else '>'} (%(score)s, %(pk)s)"
    candidates = "SELECT * FROM counted"
    if way.meaning.titled <= MOST_TITLED:
        candidates += " UNION ALL SELECT * FROM headed WHERE edition_id NOT IN (SELECT edition_id FROM counted)"
    return (
        "SELECT edition_id, first_public_from, score,"
        f" row_number() OVER (ORDER BY score {order}, edition_id {order}) AS number"
        " FROM (SELECT edition_id, first_public_from,"
        f" (ts_rank('{WEIGHTS}', vector, %(exact)s::tsquery, 1) * 1000000)::bigint AS score"
        f" FROM ({candidates}) candidates) scored"
        f" {past} ORDER BY score {order}, edition_id {order} LIMIT %(length)s"
    )


def _facet(name: str) -> str:
    """The subjects that the counted rows name most often, the chosen one among them, with their names."""
    return f"""
        (SELECT coalesce(jsonb_agg(to_jsonb(named) ORDER BY named.count DESC, named.slug), '[]') FROM (
            SELECT often.count, subject.* FROM (
                SELECT value, count(*) AS count FROM counted, unnest({name}) AS value GROUP BY value
                ORDER BY value = ANY (%(chosen_{name})s::bigint[]) DESC,
                    count DESC, value
                LIMIT %(facet_length)s
            ) often
            JOIN ({_SUBJECTS[name]}) subject ON subject.id = often.value
        ) named)
    """


_ANSWER = f"""
    jsonb_build_object(
        'at', statement_timestamp(),
        'count', (SELECT count(*) FROM recent),
        'page', (SELECT coalesce(jsonb_agg(jsonb_build_array(edition_id, first_public_from, score)
                 ORDER BY number), '[]') FROM page),
        'kinds', (SELECT coalesce(jsonb_agg(jsonb_build_object('slug', kind, 'count', count)
                  ORDER BY count DESC, kind), '[]') FROM (SELECT kind, count(*) FROM counted GROUP BY kind) kinds),
        'media', (SELECT count(*) FROM counted
                  WHERE media_until_on > (statement_timestamp() AT TIME ZONE %(zone)s)::date),
        'topics', {_facet("topics")},
        'people', {_facet("people")},
        'organisations', {_facet("organisations")},
        'places', {_facet("places")}
    )
"""


def _found(answer: dict[str, Any], length: int, *, is_reversed: bool) -> Found:
    page = answer["page"][:length]
    if is_reversed:
        page.reverse()
    facets = {
        name: [
            Facet(each["slug"], each["count"], each.get("names") or {}, each.get("fallback_language", ""))
            for each in answer[name]
        ]
        for name in ("kinds", *_SUBJECTS)
    }
    return Found(
        keys=[pk for pk, _at, _score in page],
        places=[(datetime.fromisoformat(at), score) for _pk, at, score in page],
        count=min(answer["count"], NEWEST),
        is_capped=answer["count"] > NEWEST,
        has_older=len(answer["page"]) > length,
        facets={**facets, "media": [Facet("yes", answer["media"], {})] if answer["media"] else []},
        at=datetime.fromisoformat(answer["at"]),
    )
