"""The translation memory in a real browser: phone and wide, light and dark, by keyboard."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from articles.translation.memory.models import MemoryUnit
from tests.desk.in_browser import sign_in
from tests.desk.test_memory import TMX
from tests.translation.memory.units import from_file, remembered

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# To look at: a directory that the pictures are put in.
PICTURES = os.environ.get("PICTURES")
SEEN = [(360, "light"), (360, "dark"), (1280, "dark"), (1600, "light")]


@pytest.fixture
def seen_by(new_page, live_server):
    """A function that opens a page of the desk as one of the cast would see it."""

    def open_page(name: str, address: str, *, width: int = 1280, scheme: str = "light"):
        page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, base_url=live_server.url)
        sign_in(page.context, live_server, name)
        page.goto(address)
        return page

    return open_page


def check(page, name: str) -> None:
    """The page reads well for everyone, and nothing sticks out of it."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}-{page.viewport_size['width']}.png", full_page=True)
    faults = Axe().run(page).response["violations"]
    assert not faults, [(fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in faults]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def work() -> None:
    """Units approved here and from a file, in both directions of writing."""
    remembered(
        (
            "The Secretary General and the foreign ministers of the Coalition met in Washington on 22 March 2017.",
            "Le secrétaire général et les ministres de la coalition se sont réunis à Washington le 22 mars 2017.",
        ),
        ("The ministers agreed to send 1,300 troops.", "Les ministres ont décidé d’envoyer 1 300 soldats."),
    )
    from_file(
        "The Secretary General thanked the ministers.",
        "شكر الأمين العام الوزراء.",
        languages=("en", "ar"),
        name="archives-2009-2016_english-arabic_final(2).tmx",
    )


@pytest.mark.parametrize(("width", "scheme"), SEEN)
def test_the_memory_is_readable(seen_by, width, scheme):
    work()
    page = seen_by(
        "max", reverse("admin:memory_memoryunit_changelist") + "?words=ministers", width=width, scheme=scheme
    )
    assert page.locator("mark").count() == 3
    check(page, f"memory-{scheme}")


@pytest.mark.parametrize(("width", "scheme"), SEEN[1:3])
def test_a_unit_is_readable(seen_by, width, scheme):
    work()
    unit = MemoryUnit.objects.latest("pk")
    page = seen_by("max", reverse("admin:memory_memoryunit_change", args=[unit.pk]), width=width, scheme=scheme)
    check(page, f"memory-unit-{scheme}")
    page.get_by_role("link", name="Forget this translation").click()
    page.wait_for_url("**/delete/", wait_until="load")
    check(page, f"memory-forget-{scheme}")


@pytest.mark.parametrize(("width", "scheme"), SEEN)
def test_taking_a_file_in_is_readable(seen_by, width, scheme):
    work()
    page = seen_by("max", reverse("admin:memory_memoryunit_import"), width=width, scheme=scheme)
    page.get_by_label("TMX file").set_input_files({"name": "old.tmx", "mimeType": "text/xml", "buffer": TMX})
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_text("1 pair is new in the memory").wait_for()
    page.locator("summary", has_text="Forget").first.click()
    check(page, f"memory-import-{scheme}")

    page.get_by_label("TMX file").set_input_files({"name": "x.tmx", "mimeType": "text/xml", "buffer": b"<tmx>"})
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_role("alert").wait_for()
    check(page, f"memory-refused-{scheme}")


def test_the_memory_is_searched_by_keyboard(seen_by):
    work()
    page = seen_by("tariq", reverse("admin:memory_memoryunit_changelist"))
    page.get_by_label("Words that stand together").focus()
    page.keyboard.type("secretary general")
    page.keyboard.press("Enter")
    page.wait_for_url("**words=secretary**")
    assert [mark.inner_text() for mark in page.locator("mark").all()] == ["Secretary General", "Secretary General"]

    page.get_by_label("Translated into").focus()
    page.keyboard.type("ar")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**target=ar**")
    page.get_by_role("link", name="Details").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/change/")
    assert "الأمين العام" in page.locator(".side[lang=ar]").inner_text()
