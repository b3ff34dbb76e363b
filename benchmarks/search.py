"""How long searches take over a large archive, and what the shortcuts of ranking lose: printed, never asserted.

Fills a database of its own, or asks one that was filled; see README.md beside this file.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

from newsroom.wsgi import application  # isort: skip  # noqa: F401 - Django is ready from here on

import made_up_words
from django.db import connection
from django.http import QueryDict
from django.test import Client

from articles.exchange.progress import Progress
from articles.search import finding
from articles.search.counting import count_words
from articles.search.excerpts import results_of
from articles.search.finding import find
from articles.search.meaning import meaning_of
from articles.search.terms import terms_of
from articles.site.narrowing import ArchiveFilter
from articles.site.reading import public_texts
from people.models import Person

LANGUAGE = "en"
SEED = 1


class Asking:
    """Makes queries of each class, by seeded chance."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - seeded chance
        self.words = made_up_words.vocabulary(SEED, 0)

    def word(self, first: int, last: int) -> str:
        """A word of the ranks."""
        return self.words[self.random.randrange(first, last)]

    def common(self) -> str:
        """In a fifth of the texts or more."""
        return f"q={self.word(10, 100)}"

    def middling(self) -> str:
        """In one text of a hundred or so."""
        return f"q={self.word(1_000, 3_000)}"

    def rare(self) -> str:
        """In a few texts."""
        return f"q={self.word(60_000, 190_000)}"

    def two_common(self) -> str:
        return f"q={self.word(10, 100)}+{self.word(10, 100)}"

    def common_and_middling(self) -> str:
        return f"q={self.word(10, 100)}+{self.word(1_000, 3_000)}"

    def two_middling(self) -> str:
        return f"q={self.word(500, 2_000)}+{self.word(500, 2_000)}"

    def phrase(self) -> str:
        """Three words of a text, one after the other."""
        return f'q="{self._piece(3)}"'

    def common_phrase(self) -> str:
        """Two words that stand in many texts, hardly ever in this order."""
        return f'q="{self.word(10, 100)} {self.word(10, 100)}"'

    def name_without_accents(self) -> str:
        """As a reader types "Çavuşoğlu"."""
        return "q=" + self.random.choice(["cavusoglu", "simecka", "lukasik", "gonul", "dvoracek", "koszegi", "mullner"])

    def misspelt(self) -> str:
        """A letter left out, doubled or changed for another."""
        word = self.word(100, 3_000)
        while len(word) < 7:
            word = self.word(100, 3_000)
        place = self.random.randrange(2, len(word) - 1)
        return "q=" + word[:place] + self.random.choice(["", word[place] * 2, "z"]) + word[place + 1 :]

    def excluded(self) -> str:
        return f"q={self.word(10, 100)}+-{self.word(10, 100)}"

    def topic(self) -> str:
        return "topic=harbours"

    def person(self) -> str:
        return f"person={self._person()}"

    def common_and_person(self) -> str:
        return f"q={self.word(10, 100)}&person={self._person()}"

    def common_and_kind(self) -> str:
        return f"q={self.word(10, 100)}&kind=speech"

    def common_in_a_year(self) -> str:
        return f"q={self.word(10, 100)}&from=2012-01-01&until=2012-12-31"

    def middling_by_date(self) -> str:
        return f"q={self.word(1_000, 3_000)}&sort=date"

    def _piece(self, length: int) -> str:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT text FROM search_searchrow WHERE language = %s AND edition_id >= %s"
                " ORDER BY edition_id LIMIT 1",
                [LANGUAGE, self.random.randrange(1, 100_000)],
            )
            words = cursor.fetchone()[0].replace(".", "").replace("\n", " ").split()
        start = self.random.randrange(20, len(words) - length)
        return " ".join(words[start : start + length])

    def _person(self) -> str:
        return Person.objects.order_by("pk")[self.random.randrange(60)].slug


CLASSES = [name for name in vars(Asking) if not name.startswith("_") and name != "word"]


def asked(query: str) -> int:
    """Meaning, results with count and facets, and excerpts; how many there are."""
    data = QueryDict(query)
    filters = ArchiveFilter(data, LANGUAGE)
    meaning = meaning_of(terms_of(data.get("q", "")), LANGUAGE, filters.slugs(), filters.value("kind"))
    filters.chosen = meaning.chosen
    by_relevance = bool(meaning.terms) and data.get("sort") != "date"
    if meaning.finds_nothing:
        return 0
    found = find(filters.qs, meaning, length=20, by_relevance=by_relevance)
    results_of(public_texts(LANGUAGE), found.keys, meaning)
    return found.count


def page(query: str) -> int:
    """The whole page, rendered, with suggestions and other languages."""
    response = Client(SERVER_NAME="localhost").get(f"/{LANGUAGE}/news/?{query}")
    assert response.status_code == 200, response.status_code
    return 0


class Clocks:
    """Milliseconds by the wall, and those that this process and its database session were on a processor.

    On a machine that does something else too, the second say what the first would be on a quiet one.
    """

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone()
        # Linux alone has it, and a database elsewhere is out of sight.
        self.schedule = Path(f"/proc/{pid}/schedstat")
        self.has_schedule = self.schedule.exists()

    def now(self) -> tuple[float, float]:
        on_processor = int(self.schedule.read_text().split()[0]) / 1e6 if self.has_schedule else 0.0
        return perf_counter() * 1000, process_time() * 1000 + on_processor

    def time(self, ask: Callable[[str], int], query: str) -> tuple[float, float, int]:
        """What a query takes by both clocks, and its count."""
        wall, processor = self.now()
        count = ask(query)
        later = self.now()
        return later[0] - wall, later[1] - processor, count


def timed(ask: Callable[[str], int], queries: list[str]) -> tuple[str, list[int]]:
    """The figures of the queries, each asked once before; and how many each found."""
    clocks = Clocks()
    taken = []
    for query in queries:
        ask(query)
        taken.append(clocks.time(ask, query))
    walls, processors, counts = zip(*taken, strict=True)
    said = " ".join(f"{median(each):5.0f} {quantiles(each, n=20)[-1]:4.0f}" for each in (walls, processors))
    return said, list(counts)


def figures(requests: int, only: str) -> Iterator[str]:
    yield f"{'milliseconds':22}   p50  p95, on processors | the whole page          | found (median)"
    for name in CLASSES:
        if only not in name:
            continue
        asking = Asking(7)
        queries = [getattr(asking, name)() for _number in range(requests)]
        found, counts = timed(asked, queries)
        whole, _counts = timed(page, queries)
        yield f"{name.replace('_', ' '):22} {found} | {whole} | {median(counts):.0f}"


# What the search would do if it ranked everything.
_ALL = """
    SELECT edition_id, (ts_rank(%(weights)s, vector, %(query)s::tsquery, 1) * 1000000)::bigint AS score
    FROM search_searchrow
    WHERE language = %(language)s AND vector @@ %(query)s::tsquery AND public_until IS NULL
    ORDER BY score DESC, edition_id DESC LIMIT 20
"""


def kept(requests: int) -> Iterator[str]:
    """How much of the score of the best twenty, had everything been ranked, the best twenty shown have."""
    yield "share of the full ranking's score that the first page keeps (and of its texts)"
    for name in ("common", "two_common", "middling", "common_and_middling"):
        asking = Asking(11)
        shares, same = [], []
        for _number in range(requests):
            meaning = meaning_of(terms_of(QueryDict(getattr(asking, name)())["q"]), LANGUAGE)
            rows = ArchiveFilter(QueryDict(), LANGUAGE).qs
            found = find(rows, meaning, length=20, by_relevance=True)
            with connection.cursor() as cursor:
                cursor.execute(_ALL, {"weights": finding.WEIGHTS, "query": meaning.exact, "language": LANGUAGE})
                best = cursor.fetchall()
            whole = sum(score for _pk, score in best)
            if whole:
                shares.append(sum(score for _at, score in found.places) / whole)
                same.append(len({pk for pk, _score in best} & set(found.keys)) / len(best))
        yield f"{name.replace('_', ' '):22} {median(shares):.2f}, worst {min(shares):.2f} ({median(same):.2f})"


def ways(requests: int) -> Iterator[str]:
    """What both ways to the results take for words of every rank, and which one is chosen."""
    yield "rank of the word, share of the texts: ms back in time | ms by the index of words | chosen"
    asking = Asking(5)
    chosen = finding.is_common
    for rank in (10, 30, 100, 200, 400, 700, 1_000, 2_000, 5_000, 20_000):
        words = [asking.word(rank, rank + rank // 2 + 1) for _number in range(requests)]
        taken: dict[bool, list[float]] = {True: [], False: []}
        for word in words:
            meaning = meaning_of(terms_of(word), LANGUAGE)
            rows = ArchiveFilter(QueryDict(), LANGUAGE).qs
            for is_common in (True, False):
                finding.is_common = lambda _meaning, way=is_common: way  # type: ignore[misc]
                find(rows, meaning, length=20)
                start = perf_counter()
                find(rows, meaning, length=20)
                taken[is_common].append((perf_counter() - start) * 1000)
            finding.is_common = chosen
        yield (
            f"{rank:6} {meaning.share:7.2%}: {median(taken[True]):6.0f} | {median(taken[False]):6.0f}"
            f" | {'back in time' if chosen(meaning) else 'index'}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fill", type=int, metavar="N", help="fill the database up to so many articles, and stop")
    parser.add_argument("--requests", type=int, default=40, metavar="N", help="of each class (40)")
    parser.add_argument("--only", default="", metavar="WORD", help="the classes with the word in their name")
    parser.add_argument("--ways", action="store_true", help="compare the ways to the results instead")
    parser.add_argument("--kept", action="store_true", help="compare with the ranking of everything instead")
    arguments = parser.parse_args()
    if arguments.fill:
        with Progress("Filling the archive", arguments.fill, sys.stderr) as progress:
            made_up_words.fill(arguments.fill, SEED, progress.advance)
        count_words()
        return
    if arguments.ways:
        lines = ways(min(arguments.requests, 5))
    elif arguments.kept:
        lines = kept(min(arguments.requests, 10))
    else:
        lines = figures(arguments.requests, arguments.only)
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    main()
