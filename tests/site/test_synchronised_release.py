"""Three languages become public at one instant: 100 readers who poll through it never see a part of them."""

import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import quote

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import WSGIServer
from django.db import connections
from django.test.testcases import QuietWSGIRequestHandler
from django.utils import timezone

from articles import publication
from articles.models import Edition
from tests.desk_cast import approved, draft, member, translation

pytestmark = pytest.mark.django_db(transaction=True)

READERS = 100
# Seconds from the decision to the instant, and from there to the end of the polling.
UNTIL, AFTER = 2.0, 1.5
PAGES = {"en": "/en/news/together/", "fr": "/fr/news/ensemble/", "ar": f"/ar/news/{quote('معا')}/"}
FEEDS = {language: f"/{language}/feed.atom" for language in PAGES}
SWITCHER = re.compile(r'<nav class="languages".*?</nav>', re.DOTALL)
LISTED = re.compile(r'(?:hreflang|aria-current="true" lang)="(\w+)"')


class Look(NamedTuple):
    """One answer that a reader got: which languages of the article it shows, between two instants of the clock."""

    path: str
    started: float
    ended: float
    shown: frozenset[str]


class PooledServer(WSGIServer):
    """A server of few workers, as in production, before which many readers wait."""

    request_queue_size = 2 * READERS

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), QuietWSGIRequestHandler)
        self.set_app(WSGIHandler())
        self.workers = ThreadPoolExecutor(6)

    def process_request(self, request, client_address) -> None:
        self.workers.submit(self._answer, request, client_address)

    def _answer(self, request, client_address) -> None:
        try:
            self.finish_request(request, client_address)
        finally:
            self.shutdown_request(request)
            connections.close_all()


@pytest.fixture
def port(settings) -> Iterator[int]:
    """The port of the site, served to many at once."""
    settings.ALLOWED_HOSTS = ["*"]
    server = PooledServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.workers.shutdown()
    server.server_close()


def three_languages() -> list[Edition]:
    english = approved(draft("Together", required=list(PAGES)))
    french = approved(translation(english, title="Ensemble"))
    return [english, french, approved(translation(english, language="ar", title="معا"))]


def look(port: int, path: str) -> Look:
    """Read the page, or the feed, as somebody whom no cache serves."""
    started = time.time()
    reader = HTTPConnection("127.0.0.1", port, timeout=30)
    reader.request("GET", path)
    answer = reader.getresponse()
    text = answer.read().decode()
    reader.close()
    ended = time.time()
    if path in FEEDS.values():
        return Look(path, started, ended, frozenset(PAGES if "/news/" in text.partition("<entry>")[2] else ()))
    if answer.status == 404:
        return Look(path, started, ended, frozenset())
    assert answer.status == 200, answer.status
    return Look(path, started, ended, frozenset(LISTED.findall(SWITCHER.search(text)[0])))


def poll(port: int, until: float) -> list[Look]:
    """What 100 readers see, each going round all the addresses from another one on."""
    addresses = [*PAGES.values(), *FEEDS.values()]
    looks: list[Look] = []

    def read(number: int) -> None:
        while time.time() < until:
            looks.append(look(port, addresses[number % len(addresses)]))
            number += 1

    with ThreadPoolExecutor(READERS) as readers:
        list(readers.map(read, range(READERS)))
    return looks


def test_nobody_ever_sees_a_part_of_what_is_released_together(port):
    editions = three_languages()
    instant = timezone.now() + timedelta(seconds=UNTIL)
    publication.release(editions, member("pia"), at=instant)
    at = instant.timestamp()

    looks = poll(port, at + AFTER)

    # One answer speaks of all languages or of none.
    assert {each.shown for each in looks} == {frozenset(), frozenset(PAGES)}
    # And all answers tell the same of any moment: nothing before the instant, everything from it on.
    assert not [each for each in looks if each.shown and each.ended < at]
    assert not [each for each in looks if not each.shown and each.started >= at]
    first_seen = min(each.ended for each in looks if each.shown)
    assert not [each for each in looks if not each.shown and each.started > first_seen]
    for path in (*PAGES.values(), *FEEDS.values()):
        assert {bool(each.shown) for each in looks if each.path == path} == {True, False}, path
