"""The public pages under load: requests a second and how long they wait, printed, never asserted.

Starts the site as it is run in production (gunicorn, two workers, no page cache) on a port of this machine, and asks
for one page after another from several connections at once. Run on a database that holds an archive; see README.md
beside this file. `--map` prints the addresses alone, by name, for another driver; `--serve` serves until interrupted.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any
from urllib.parse import quote, urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import newsroom.wsgi  # isort: skip  # noqa: F401 - sets Django up

from django.db.models import Count
from django.urls import reverse

from articles.models import Edition
from articles.querysets import organisations_in_public, people_in_public

ROOT = Path(__file__).resolve().parent.parent
LANGUAGE, OTHER = "en", "fr"
COMMON, RARE = "minister", "lighthouse"
WORKERS = 2


def addresses() -> dict[str, list[str]]:
    """Name → paths to ask for in turn. The names are those of a press room that others measure too."""
    public = Edition.objects.public().in_language(LANGUAGE)
    newest, oldest = public.newest_first().first(), public.order_by("first_public_from", "pk").first()
    if newest is None or oldest is None or oldest.first_public_from is None or newest.first_public_from is None:
        sys.exit(f"Nothing is public in “{LANGUAGE}”. Run seed_archive first.")
    deep = oldest.first_public_from + (newest.first_public_from - oldest.first_public_from) / 50
    other = Edition.objects.public().in_language(OTHER).newest_first().first()
    slugs = list(public.newest_first().values_list("slug", flat=True)[:2000])
    archive, feed = reverse("site:archive", args=[LANGUAGE]), reverse("site:home-feed", args=[LANGUAGE, "rss"])
    people = people_in_public().annotate(articles_about=Count("articles")).order_by("-articles_about", "pk")
    organisations = organisations_in_public().annotate(articles_about=Count("articles"))
    person, organisation = people[20], organisations.order_by("-articles_about", "pk")[5]

    def article(language: str, slug: str) -> str:
        return reverse("site:article", args=[language, slug])

    def narrowed(**query: Any) -> list[str]:
        return [f"{archive}?{urlencode(query)}"]

    return {
        "home": [reverse("site:home", args=[LANGUAGE])],
        "article": [article(LANGUAGE, slugs[len(slugs) // 10])],
        "article_fr": [article(OTHER, other.slug)] if other else [],
        "article_mix": [article(LANGUAGE, slug) for slug in random.sample(slugs, min(200, len(slugs)))],
        "archive_first": [archive],
        "archive_deep": narrowed(before=f"{deep:%Y-%m-%d}"),
        "archive_person": narrowed(person=person.slug),
        "archive_organisation": narrowed(organisation=organisation.slug),
        "archive_year": narrowed(**{"from": "2020-01-01", "until": "2020-12-31"}),
        "search_common": narrowed(q=COMMON),
        "search_rare": narrowed(q=RARE),
        "person": [reverse("site:person", args=[LANGUAGE, person.slug])],
        "organisation": [reverse("site:organisation", args=[LANGUAGE, organisation.slug])],
        "feed": [feed],
        "feed_conditional": [feed],
    }


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(port: int) -> subprocess.Popen[bytes]:
    """The site behind gunicorn, ready to answer."""
    command = [sys.executable, "-m", "gunicorn", "newsroom.wsgi", "-w", str(WORKERS), "-b", f"127.0.0.1:{port}"]
    server = subprocess.Popen([*command, "--log-level", "warning"], cwd=ROOT)
    for _try in range(100):
        try:
            ask(port, "/robots.txt", {})
        except OSError:
            time.sleep(0.1)
        else:
            return server
    server.kill()
    sys.exit("The server does not answer.")


def ask(port: int, path: str, headers: dict[str, str]) -> tuple[int, int, dict[str, str]]:
    """One request on a connection of its own: status, octets of the body, headers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", quote(path, safe="/?&=%+-._~"), headers={"Accept-Encoding": "gzip", **headers})
        answer = connection.getresponse()
        return answer.status, len(answer.read()), dict(answer.getheaders())
    finally:
        connection.close()


def press(port: int, paths: list[str], seconds: float, connections: int, headers: dict[str, str]) -> tuple[Any, ...]:
    """Ask from several connections for a while: status, size in octets, requests a second, seconds of each."""
    turns = count()
    until = perf_counter() + seconds

    def client(_number: int) -> list[float]:
        taken = []
        while perf_counter() < until:
            start = perf_counter()
            ask(port, paths[next(turns) % len(paths)], headers)
            taken.append(perf_counter() - start)
        return taken

    status, size, _headers = ask(port, paths[0], headers)
    start = perf_counter()
    with ThreadPoolExecutor(connections) as pool:
        taken = [seconds for those in pool.map(client, range(connections)) for seconds in those]
    return status, size, len(taken) / (perf_counter() - start), taken


def main() -> None:
    """Print a table, or the map of addresses."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5, help="how long each page is asked for (5 unless given)")
    parser.add_argument("--connections", type=int, default=8, help="how many ask at once (8 unless given)")
    parser.add_argument("--only", default="", help="only pages whose name holds this text")
    parser.add_argument("--map", action="store_true", help="print the addresses by name, as JSON, and stop")
    parser.add_argument("--serve", type=int, metavar="PORT", help="serve on this port until interrupted")
    options = parser.parse_args()
    random.seed(1)
    pages = addresses()
    if options.map:
        plain = {name: paths[0] if len(paths) == 1 else paths for name, paths in pages.items() if paths}
        print(json.dumps({**plain, "feed_conditional": {"path": plain["feed"], "conditional": True}}, indent=1))
        return
    port = options.serve or free_port()
    server = serve(port)
    try:
        if options.serve:
            print(f"http://127.0.0.1:{port}/", flush=True)
            server.wait()
            return
        print(f"{Edition.objects.count()} editions; {options.connections} connections, {WORKERS} workers\n")
        print(f"{'':22}{'status':>6} {'a second':>9} {'median ms':>10} {'p95 ms':>8} {'kB':>7}")
        for name, paths in pages.items():
            if options.only not in name or not paths:
                continue
            headers = {}
            if name.endswith("_conditional"):
                said = ask(port, paths[0], {})[2]
                headers = {"If-None-Match": said.get("ETag", ""), "If-Modified-Since": said.get("Last-Modified", "")}
            status, size, rate, taken = press(port, paths, options.seconds, options.connections, headers)
            slow = quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]
            waits = f"{median(taken) * 1000:>10.1f} {slow * 1000:>8.1f}"
            print(f"{name:22}{status:>6} {rate:>9.0f} {waits} {size / 1000:>7.1f}", flush=True)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(10)


if __name__ == "__main__":
    main()
