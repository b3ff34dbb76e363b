"""How many steps the desk's tasks take: clicks, fields typed and page loads, counted in a browser and printed.

Run on a demo newsroom of its own; see README.md beside this file. Each task
starts on a page of the desk that is open already, logged in, and is done as a
user would do it. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

from newsroom.wsgi import application  # isort: skip

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from articles import drafting, publication
from articles.models import Article, Change, Edition
from articles.workflow import perform
from people.models import Person
from staff.models import User

BODY = "<p>The service opened the centre on Monday. It watches the strait by day and by night.</p>"
NUMBER = count(1)


class Steps:
    """A page of one member of staff, which counts what is done on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = self.fields = self.loads = 0
        page.on("load", self._loaded)

    def _loaded(self, _page: Page) -> None:
        self.loads += 1

    @property
    def taken(self) -> int:
        """Clicks, fields and loads so far."""
        return self.clicks + self.fields + self.loads

    def click(self, target: Locator) -> None:
        """Click where it is; follow the link or wait for the answer, if there is one."""
        target.click()
        self.clicks += 1
        self.page.wait_for_timeout(300)
        self.page.wait_for_load_state("load")

    def fill(self, target: Locator, text: str) -> None:
        """Type into one field."""
        target.click()
        if target.get_attribute("contenteditable"):
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(text)
        else:
            target.fill(text)
        self.fields += 1

    def button(self, name: str) -> Locator:
        """The button, link or summary that says so."""
        page = self.page
        found = page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name))
        return found.or_(page.locator("summary", has_text=name)).locator("visible=true").first


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the table: Wagtail's figure and our limit, in steps."""

    name: str
    wagtail: str
    limit: int | str
    count: Callable[[Desk], int | str]


class Desk:
    """The running desk, and the texts that a task starts from."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address

    @contextmanager
    def steps(self, name: str, path: str) -> Iterator[Steps]:
        """A member of staff at a page that is open already."""
        client = Client()
        client.force_login(User.objects.get(username=name))
        cookie = settings.SESSION_COOKIE_NAME
        context = self.browser.new_context(viewport={"width": 1280, "height": 900}, locale="en")
        context.set_default_timeout(8000)
        context.add_cookies([{"name": cookie, "value": client.cookies[cookie].value, "url": self.address}])
        page = context.new_page()
        page.goto(self.address + path)
        page.wait_for_load_state("networkidle")
        try:
            yield Steps(page)
        except Exception:
            if pictures := os.environ.get("PICTURES"):
                page.screenshot(path=f"{pictures}/steps-{name}.png", full_page=True)
            raise
        finally:
            context.close()


def user(name: str) -> User:
    """A member of the demo's staff, with their rights as they are now."""
    return User.objects.get(username=name)


def submitted(required: list[str], title: str = "") -> Edition:
    """A text by Wren, submitted."""
    writer = user("wren")
    title = title or f"The centre opens ({next(NUMBER)}, {timezone.now():%H:%M:%S})"
    edition = drafting.start_article(
        writer, source_language="en", required_languages=required, title=title, standfirst="By night too.", body=BODY
    )
    return perform(edition, "submit", writer)


def approved_in_both() -> list[Edition]:
    """An article approved in English and French."""
    english = perform(submitted(["en", "fr"]), "approve", user("agnes"))
    translator = user("fleur")
    french = drafting.open_edition(english.article, "fr", translator)
    french = perform(french, "save", translator, revision=french.revision, title=f"{english.title} en", body=BODY)
    return [english, perform(perform(french, "submit", translator), "approve", user("agnes"))]


def public_in_both() -> list[Edition]:
    """The same, public."""
    editions = approved_in_both()
    publication.release(editions, user("pascal"))
    return editions


def write_and_submit(desk: Desk) -> int:
    """From My desk: a new release with one person, submitted."""
    person = next(p for p in Person.objects.with_names() if p.name_in("en"))
    with desk.steps("wren", reverse("admin:index")) as steps:
        page = steps.page
        steps.click(steps.button("New release"))
        steps.fill(page.locator("#id_title"), f"A release of {timezone.now():%H:%M:%S}")
        steps.fill(page.locator("#id_standfirst"), "By night too.")
        steps.fill(page.locator("#id_body-text"), f"The centre opened on Monday, said {person.name_in('en')}.")
        steps.click(page.locator("form.edit .submit-row button").first)
        page.wait_for_selector("#edition_form")
        steps.click(page.locator("#panel [data-do^=add]").first)
        steps.click(page.locator("#edition_form button[value=submit]").or_(steps.button("Submit for approval")).first)
        page.wait_for_selector(".badge.is-submitted")
        return steps.taken


def approve_and_release(desk: Desk) -> int:
    """From My desk, as another user than the writer: read, sign, release."""
    edition = submitted(["en"])
    with desk.steps("margit", reverse("admin:index")) as steps:
        page = steps.page
        link = page.locator(f'a[href="{reverse("admin:articles_edition_approve", args=[edition.pk])}"]')
        if not link.count():
            page.goto(desk.address + reverse("admin:articles_edition_change", args=[edition.pk]))
            steps.loads = 0
        steps.click(link.first)
        steps.click(steps.button("Approve and release now"))
        steps.click(steps.button("Approve, and release to everyone now"))
        page.get_by_text("Approved and released").wait_for()
        return steps.taken


def schedule_both(desk: Desk) -> int:
    """From My desk: English and French for one instant, the zone in the confirmation."""
    english, _french = approved_in_both()
    at = timezone.localtime() + timedelta(days=1)
    with desk.steps("pascal", reverse("admin:articles_article_change", args=[english.article_id])) as steps:
        page = steps.page
        steps.click(page.locator(f'a[href*="?article={english.article_id}"]').first)
        steps.fill(page.locator("#id_day"), f"{at:%Y-%m-%d}")
        steps.fill(page.locator("#id_time"), f"{at:%H:%M}")
        steps.click(page.locator('button[value="review"]'))
        assert settings.NEWSROOM_TIME_ZONE in page.locator(".confirm").inner_text()
        steps.click(page.locator('button[value="confirm"]'))
        page.wait_for_selector(".messagelist")
        return steps.taken


def correct(desk: Desk) -> int:
    """From the public text: its correction with a note, submitted to whoever approves it."""
    english, _french = public_in_both()
    with desk.steps("wren", reverse("admin:articles_edition_change", args=[english.pk])) as steps:
        page = steps.page
        steps.click(steps.button("Correct or update"))
        steps.fill(page.locator("#note-correct"), "The centre opened on Tuesday.")
        steps.click(steps.button("Open the correction"))
        page.wait_for_selector("#edition_form")
        steps.fill(page.locator("#id_body-text"), "The service opened the centre on Tuesday.")
        steps.click(page.locator("#edition_form button[value=submit]"))
        page.wait_for_selector(".badge.is-submitted")
        return steps.taken


def lacking_french(desk: Desk) -> int:
    """From the board: everything without French."""
    board = reverse("admin:board")
    with desk.steps("margit", board) as steps:
        steps.click(steps.page.locator('a[href*="lacks=fr"]').first)
        return steps.taken


def what_changed(desk: Desk) -> int:
    """From the article: what changed in a text since its first edition."""
    english, _french = public_in_both()
    writer = user("wren")
    second = publication.correct(english, writer, change=Change.CORRECTION, public_note="Tuesday.")
    perform(second, "save", writer, revision=second.revision, body=BODY.replace("Monday", "<b>Tuesday</b>"))
    with desk.steps("margit", reverse("admin:articles_article_change", args=[english.article_id])) as steps:
        steps.click(steps.page.locator('main a[href*="/compare/"], #content a[href*="/compare/"]').first)
        steps.page.locator("ins").first.wait_for()
        return steps.taken


def withdraw(desk: Desk) -> int:
    """From the article: withdrawn in all languages, with a public notice in each."""
    english, _french = public_in_both()
    with desk.steps("pascal", reverse("admin:articles_article_change", args=[english.article_id])) as steps:
        page = steps.page
        steps.click(page.locator('a[href$="/withdraw/"]'))
        steps.fill(page.locator("#id_reason"), "It was never held.")
        steps.click(page.locator('button[value="review"]'))
        steps.click(page.locator('button[value="confirm"]'))
        page.wait_for_selector(".messagelist")
    assert not Article.objects.get(pk=english.article_id).editions.public().exists()
    return steps.taken


def tab_to(page: Page, selector: str) -> int:
    """Press Tab until the focus is there; how many times."""
    for pressed in range(200):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return pressed
        page.keyboard.press("Tab")
    raise LookupError(f"the focus never came to {selector}")


def keys_to_submit(desk: Desk) -> int:
    """From My desk, by keyboard alone: a new release submitted; the keys beyond the text."""
    with desk.steps("wren", reverse("admin:index")) as steps:
        page = steps.page
        keys = tab_to(page, f'a[href="{reverse("admin:articles_article_add")}"]') + 1
        page.keyboard.press("Enter")
        page.wait_for_selector("#id_body-text")
        for selector, text in (
            ("#id_title", f"By keyboard, {timezone.now():%H:%M:%S}"),
            ("#id_body-text", "It opened."),
        ):
            keys += tab_to(page, selector)
            page.keyboard.type(text)
        keys += tab_to(page, "form.edit .submit-row button") + 1
        page.keyboard.press("Enter")
        page.wait_for_selector("#edition_form")
        page.wait_for_load_state("networkidle")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(".badge.is-submitted")
        return keys + 2


def edit_page(desk: Desk) -> str:
    """The page on which a text is edited, opened cold: requests, kB, queries, faults found by axe, policy broken."""
    edition = perform(submitted(["en"]), "return", user("agnes"), reason="To be measured.")
    path = reverse("admin:articles_edition_change", args=[edition.pk])
    client = Client(headers={"host": "localhost"})
    client.force_login(user("wren"))
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    with desk.steps("wren", reverse("admin:articles_topic_changelist")) as steps:
        page = desk.browser.new_context(storage_state=steps.page.context.storage_state()).new_page()
        broken: list[str] = []
        sizes: list[int] = []
        page.on("console", lambda said: broken.append(said.text) if "Content Security Policy" in said.text else None)
        page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
        page.goto(desk.address + path)
        page.wait_for_load_state("networkidle")
        faults = Axe().run(page).response["violations"]
        page.context.close()
    figures = (len(sizes), sum(sizes) // 1000, len(queries), len(faults), len(broken))
    return ", ".join(map(str, figures))


TASKS = [
    Task("write a release (title, standfirst, body, one person) and submit it", "16", 10, write_and_submit),
    Task("approve and release as another user, having seen what is signed", "5, unseen", 5, approve_and_release),
    Task("schedule English and French for one instant, with the zone shown", "25, two acts", 8, schedule_both),
    Task("correct a public release with a dated public note", "7, in the body", 7, correct),
    Task("all releases that lack French", "impossible", 2, lacking_french),
    Task("what changed in a text since a given edition", "16, partly", 3, what_changed),
    Task("withdraw with a public notice, all languages", "no notice", 7, withdraw),
    Task("edit page: requests, kB, queries, axe, CSP", "42,967,46,2,7", "30,500,15,0,0", edit_page),
    Task("submit without a mouse (keys beyond the text)", "137, a trap", 40, keys_to_submit),
]


class Quiet(WSGIRequestHandler):
    """Says nothing of the requests."""

    def log_message(self, *_arguments: Any) -> None:
        pass


@contextmanager
def served() -> Iterator[str]:
    """The newsroom on a free port, in this process; its address."""
    with ThreadedWSGIServer(("127.0.0.1", 0), Quiet) as server:
        server.set_app(application)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
        connections.close_all()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="a word of the tasks to count")
    chosen = [task for task in TASKS if parser.parse_args().only in task.name]
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    if path is None:
        sys.exit("No Chromium found: install Debian's chromium, or set CHROMIUM to the path of one.")
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    arguments = ["--disable-gpu", "--no-first-run", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    print(f"{'task':72}{'Wagtail 8':>14}{'limit':>15}  ours")
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        for task in chosen:
            print(
                f"{task.name:72}{task.wagtail:>14}{task.limit:>15}  {_counted(task, Desk(browser, address))}",
                flush=True,
            )
        browser.close()


def _counted(task: Task, desk: Desk) -> str:
    try:
        steps = task.count(desk)
    except Exception as error:  # noqa: BLE001 - one task that cannot be done leaves the others to count
        return f"not done: {str(error).splitlines()[0][:90]}"
    is_over = isinstance(steps, int) and isinstance(task.limit, int) and steps > task.limit
    return f"{steps} !" if is_over else str(steps)


if __name__ == "__main__":
    main()
