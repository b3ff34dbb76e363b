"""My desk, the board and the comparison in a real browser: phone and wide, light and dark, by keyboard."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse

from tests import desk_cast as cast
from tests.desk.screens import at_desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# To look at: a directory that the pictures are put in.
PICTURES = os.environ.get("PICTURES")


@pytest.fixture
def seen_by(new_page, live_server):
    """A function that opens a page of the desk as one of the cast would see it."""

    def open_page(name: str, address: str, *, width: int = 1280, scheme: str = "light"):
        page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, base_url=live_server.url)
        session = at_desk(name).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page.goto(address)
        return page

    return open_page


def check(page, name: str) -> None:
    """The page reads well for everyone, and nothing sticks out of it."""
    if PICTURES:
        width = page.viewport_size["width"]
        page.screenshot(path=Path(PICTURES) / f"board-{name}-{width}.png", full_page=True)
    faults = Axe().run(page).response["violations"]
    assert not faults, [(fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in faults]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def work() -> None:
    """Something in every queue, with a title in Arabic."""
    english = cast.public(cast.draft("Ministers meet in Brussels", required=["en", "fr", "ar"]))
    cast.public(cast.translation(english, title="Les ministres se réunissent à Bruxelles"))
    cast.correction(english)
    cast.draft("Vessel traffic centre opens", required=["en", "fr", "ar"])
    cast.submitted(cast.draft("مركز حركة السفن", language="ar"))
    cast.approved(cast.draft("Annual report", required=["en", "fr"]))
    cast.scheduled(cast.draft("Winter conference"))
    cast.released_in_emergency(cast.draft("Storm warning"))
    cast.perform(cast.submitted(cast.draft("Ice bulletin")), "return", cast.member("ada"), reason="Which day?")


SEEN = [(360, "light"), (360, "dark"), (1280, "dark"), (1600, "light")]


@pytest.mark.parametrize(("width", "scheme"), SEEN)
def test_my_desk_is_readable(seen_by, width, scheme):
    work()
    page = seen_by("max", reverse("admin:index"), width=width, scheme=scheme)
    page.locator(".everything summary").click()
    check(page, f"my-desk-{scheme}")


def test_the_hour_is_counted_down(seen_by):
    cast.scheduled()
    page = seen_by("otto", reverse("admin:index"))
    first = page.locator("[data-countdown]").inner_text()
    page.wait_for_timeout(2100)
    assert page.locator("[data-countdown]").inner_text() != first


@pytest.mark.parametrize(("width", "scheme"), SEEN)
def test_the_board_is_readable(seen_by, width, scheme):
    work()
    page = seen_by("max", reverse("admin:board"), width=width, scheme=scheme)
    check(page, f"board-{scheme}")


def test_the_board_is_worked_by_keyboard(seen_by):
    work()
    page = seen_by("max", reverse("admin:board"))
    page.get_by_label("Words of a title").focus()
    page.keyboard.type("annual")
    page.keyboard.press("Enter")
    page.wait_for_url("**text=annual**")
    assert page.locator(".matrix tbody tr").count() == 1
    assert "Annual report" in page.locator(".matrix tbody tr").inner_text()


def changed() -> str:
    """The address of a comparison with something of each kind in it, in a language from the right."""
    body = (
        "<h2>خلفية الاجتماع</h2><p>اجتمع الوزراء في مقر المنظمة يوم الاثنين.</p>"
        '<p>اقرأ <a href="https://a.example/">الخطة الكاملة للمؤتمر</a> هنا.</p><p>سطر يبقى كما هو دائما.</p>'
    )
    edition = cast.draft("اجتماع الوزراء", language="ar", body=body)
    new = body.replace("الاثنين", "<strong>الثلاثاء</strong>").replace("a.example", "b.example")
    cast.perform(edition, "save", cast.member("wanda"), title="اجتماع وزراء الخارجية", body=new + "<p>فقرة جديدة.</p>")
    return reverse("admin:articles_article_compare", args=[edition.article_id, "ar"])


@pytest.mark.parametrize("view", ["", "side", "only"])
@pytest.mark.parametrize(("width", "scheme"), SEEN)
def test_the_comparison_is_readable(seen_by, width, scheme, view):
    query = {"": "", "side": "?view=side", "only": "?only=1"}[view]
    page = seen_by("otto", changed() + query, width=width, scheme=scheme)
    check(page, f"compare-{view or 'inline'}-{scheme}")


def test_points_are_chosen_by_keyboard(seen_by):
    page = seen_by("otto", changed())
    page.get_by_label("Before", exact=True).focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**before=**after=**")
