"""What every test can have: the test database as our triggers need it, and a browser."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator

import pytest
from django.core.servers.basehttp import WSGIRequestHandler
from django.core.signals import request_finished, request_started
from django.db import connection
from django.test import override_settings

from articles.site import files
from look import current

# Debian's names first, and the one without windows before all: the others draw a window that nobody sees.
# Playwright's own browsers are not used.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_configure(config: pytest.Config) -> None:
    """Hold the local database in the first process: it then stops before the command ends, not a moment after."""
    if not os.environ.get("DATABASE_URL") and not config.option.collectonly:
        from newsroom import local_database

        try:
            local_database.ensure_running()
        except local_database.LocalDatabaseError as error:
            raise pytest.UsageError(str(error)) from error


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What fails in a browser is tried a second time, and the end of the run says so: see docs/decisions."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database lets TransactionTestCase empty the append-only tables, and does not wait for the disk."""
    with django_db_blocker.unblock():
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER DATABASE {name} SET newsroom.allow_truncate = 'on'")
            cursor.execute(f"ALTER DATABASE {name} SET synchronous_commit = 'off'")
        # The setting is for connections made from now on.
        connection.close()


@pytest.fixture(scope="session", autouse=True)
def prompt_live_server():
    """The live server sends what it has at once; held back until acknowledged, each answer would take 40 ms more."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WSGIRequestHandler, "disable_nagle_algorithm", True)
        yield


class InFlight:
    """The requests that the live server, in threads of its own, has begun to answer and not finished."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = threading.Condition()

    def _change(self, by: int) -> None:
        # What tests ask themselves needs no waiting for.
        if threading.current_thread() is not threading.main_thread():
            with self._changed:
                self._count += by
                self._changed.notify_all()

    def begun(self, **_kwargs: object) -> None:
        self._change(1)

    def finished(self, **_kwargs: object) -> None:
        self._change(-1)

    def wait(self, seconds: float = 10) -> None:
        """Until there are none, so that none uses the database while it is emptied for the next test."""
        with self._changed:
            self._changed.wait_for(lambda: self._count <= 0, seconds)


@pytest.fixture(scope="session")
def in_flight() -> Iterator[InFlight]:
    """What the live server is still busy with."""
    counted = InFlight()
    request_started.connect(counted.begun)
    request_finished.connect(counted.finished)
    yield counted
    request_started.disconnect(counted.begun)
    request_finished.disconnect(counted.finished)


@pytest.fixture(scope="session", autouse=True)
def media_directory(tmp_path_factory):
    """Uploaded files go to a directory of this run."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture(autouse=True)
def look_of_the_settings(monkeypatch):
    """The look of the site is that of the settings, and known already, so that no page reads it on the way."""
    monkeypatch.setattr(current.kept, "look", current.CurrentLook())
    monkeypatch.setattr(current.kept, "holds_until", float("inf"))


@pytest.fixture(autouse=True)
def questions_put_together_anew():
    """Which files are public is asked as the test has it, and not as one before it had patched it."""
    files.which_are_public.cache_clear()
    yield
    files.which_are_public.cache_clear()


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium; skips the test where there is none, fails it in CI."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path:
        return path
    reason = "no Chromium found: install Debian's chromium-headless-shell, or set CHROMIUM to the path of one"
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser(chromium: str):
    """One browser for the whole run."""
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # Its sandbox does not work for root.
    arguments = [*CHROMIUM_ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser, in_flight) -> Iterator[Callable]:
    """A function that opens a page in a context of its own (a person of their own, with their own cookies).

    The test fails if any of the pages broke the Content-Security-Policy or
    threw an error. Keyword arguments are those of ``browser.new_context``.
    """
    faults: list[str] = []
    contexts = []

    def open_page(**options):
        context = browser.new_context(**options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda m: faults.append(m.text) if "Content Security Policy" in m.text else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    in_flight.wait()
    assert not faults


@pytest.fixture
def page(new_page):
    """A page of one person. Use with ``live_server``: ``page.goto(live_server.url + "/en/")``."""
    return new_page()
