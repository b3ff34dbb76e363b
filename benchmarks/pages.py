"""How long the public pages and feeds take, and how many queries: printed, never asserted.

Run on a database that holds an archive; see README.md beside this file.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

from newsroom.wsgi import application  # isort: skip

from django.conf import settings
from django.db import connection
from django.test import RequestFactory
from django.urls import reverse

from articles.models import Edition, Topic
from articles.querysets import organisations_in_public, people_in_public

LANGUAGE = "en"


class Database:
    """Counts queries, and the seconds that the database took for them."""

    def __init__(self) -> None:
        self.queries = 0
        self.seconds = 0.0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        start = perf_counter()
        try:
            return execute(*arguments)
        finally:
            self.queries += 1
            self.seconds += perf_counter() - start

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Count what happens in this block alone."""
        self.queries, self.seconds = 0, 0.0
        with connection.execute_wrapper(self):
            yield


def paths() -> dict[str, list[str]]:
    """Page → addresses to ask for in turn."""
    public = Edition.objects.public().in_language(LANGUAGE)
    oldest, newest = public.order_by("first_public_from").first(), public.newest_first().first()
    if oldest is None or newest is None or oldest.first_public_from is None or newest.first_public_from is None:
        sys.exit(f"Nothing is public in “{LANGUAGE}”. Run seed_archive first.")
    deep = oldest.first_public_from + (newest.first_public_from - oldest.first_public_from) / 20

    def page(name: str, *arguments: Any) -> str:
        return reverse(f"site:{name}", args=[LANGUAGE, *arguments])

    slugs = list(public.values_list("slug", flat=True))
    person, organisation = people_in_public()[0], organisations_in_public()[0]
    topic = Topic.objects.public()[0]
    found = {
        "home": [page("home")],
        "list, newest": [page("archive")],
        "list, after 95 %": [f"{page('archive')}?before={deep:%Y-%m-%d}"],
        "article": [page("article", slug) for slug in random.sample(slugs, min(500, len(slugs)))],
        "person": [page("person", person.slug)],
        "person, after 95 %": [f"{page('person', person.slug)}?before={deep:%Y-%m-%d}"],
        "organisation": [page("organisation", organisation.slug)],
        "topic": [page("topic", topic.slug)],
        "topic, after 95 %": [f"{page('topic', topic.slug)}?before={deep:%Y-%m-%d}"],
        "persons by name": [page("people")],
        "organisations, from M": [f"{page('organisations')}?from=M"],
        "nothing there": [page("article", "there-is-no-such-address")],
        "sitemap": [reverse("site:sitemap")],
        "sitemap of a month": [page("sitemap-month", deep.year, deep.month)],
    }
    for suffix in ("rss", "atom", "json"):
        found[f"feed.{suffix}"] = [page("home-feed", suffix)]
    found["feed.atom of a topic"] = [page("topic-feed", topic.slug, "atom")]
    found["feed.atom of a person"] = [page("person-feed", person.slug, "atom")]
    return found


def ask(path: str) -> tuple[str, int]:
    """Send one request through the WSGI handler, as a server does; return the status and the length of the body."""
    host = next((name for name in settings.ALLOWED_HOSTS if "*" not in name and not name.startswith(".")), "localhost")
    environ = RequestFactory(headers={"host": host}).get(path, secure=True).environ
    statuses: list[str] = []
    response = application(environ, lambda status, _headers, *_rest: statuses.append(status))
    try:
        length = sum(len(part) for part in response)
    finally:
        response.close()
    return statuses[0].split()[0], length


def measure(addresses: list[str], requests: int) -> str:
    """One line of figures."""
    database = Database()
    seconds, in_database, queries = [], [], 0
    status, length = ask(addresses[0])
    if status.startswith("5"):
        sys.exit(f"{addresses[0]} fails: see above. Has collectstatic been run?")
    for number in range(requests):
        with database.watched():
            start = perf_counter()
            status, length = ask(addresses[number % len(addresses)])
            seconds.append(perf_counter() - start)
        in_database.append(database.seconds)
        queries = max(queries, database.queries)
    slow = quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]
    return (
        f"{status:>6} {queries:>8} {median(seconds) * 1000:>10.1f} {slow * 1000:>10.1f}"
        f" {median(in_database) * 1000:>12.1f} {length / 1000:>8.1f}"
    )


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=100, help="how many of each page (100 unless given)")
    parser.add_argument("--only", default="", help="only pages whose name holds this text")
    options = parser.parse_args()
    random.seed(1)
    logging.getLogger("django.request").setLevel(logging.ERROR)
    pages = paths()
    print(f"{Edition.objects.count()} editions; {options.requests} requests of each page\n")
    print(f"{'':24}{'status':>6} {'queries':>8} {'median ms':>10} {'p95 ms':>10} {'database ms':>12} {'kB':>8}")
    for name, addresses in pages.items():
        if options.only in name:
            print(f"{name:24}{measure(addresses, options.requests)}", flush=True)


if __name__ == "__main__":
    main()
