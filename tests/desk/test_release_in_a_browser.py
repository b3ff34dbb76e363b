"""Approving, releasing, correcting and withdrawing in a real browser: in every look, and as people do them."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from articles.models import Edition, Release
from articles.translation.readiness import report_on, waive
from articles.workflow import perform
from tests.desk.screens import at_desk, release_url, text_url
from tests.desk_cast import approved, correction, draft, member, public, scheduled, submitted, translation
from tests.factories import make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# To look at: a directory that the pictures are put in.
PICTURES = os.environ.get("PICTURES")
LOOKS = [(360, "light"), (360, "dark"), (1600, "light"), (1600, "dark")]


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


def bilingual(title: str) -> list[Edition]:
    english = approved(draft(title, required=["en", "fr"], standfirst="In Brussels, on Monday."))
    return [english, approved(translation(english, title=f"{title}, en français"))]


def to_approve() -> str:
    edition = correction(public(draft("Ministers meet in Brussels", standfirst="In Brussels, on Monday.")))
    edition = perform(edition, "submit", member("wanda"))
    return reverse("admin:articles_edition_approve", args=[edition.pk])


def voided() -> str:
    edition = perform(approved(draft("Ministers meet in Brussels")), "reopen", member("wanda"))
    edition = perform(edition, "save", member("wanda"), revision=edition.revision, title="Ministers meet again")
    return text_url(edition)


def to_release() -> str:
    first, second = bilingual("Ministers meet"), bilingual("Vessel traffic centre opens")
    bilingual("Annual report")
    lacking = approved(draft("مركز حركة السفن", language="ar", required=["ar", "fr"]))
    return release_url(first[0].article, second[0].article, lacking.article)


def with_findings(*, is_stale: bool = True) -> Edition:
    """A submitted translation with one waived number and one that is wrong, stale as well."""
    sailors, ships = "<p>There were 13,000 sailors.</p>", "<p>They came on 28 ships.</p>"
    english = draft("The fleet", body=sailors + ships, required=["en", "fr"])
    body = "<p>Il y avait 1 300 marins.</p><p>Ils sont venus sur 28 navires.</p>"
    french = translation(english, title="La flotte", body=body)
    waive(french, report_on(french).blocking[0].fingerprint(), member("tariq"), reason="The ministry confirmed it.")
    french = submitted(french)
    if is_stale:
        perform(english, "save", member("wanda"), body=sailors + ships.replace("28", "29"))
    return french


def found() -> str:
    return reverse("admin:articles_edition_approve", args=[with_findings().pk])


def found_at_release() -> str:
    french = perform(with_findings(is_stale=False), "approve", member("ada"))
    assert french.translates is not None
    perform(french.translates, "save", member("wanda"), title="The whole fleet")
    return release_url(french.article)


def correctable() -> Edition:
    english = public(draft("Ministers meet in Brussels", required=["en"]))
    public(translation(english))
    english.article.people.add(make_person("Ingrid Vale"))
    return english


SCREENS = {
    "approve": to_approve,
    "found": found,
    "found-at-release": found_at_release,
    "voided": voided,
    "bundle": to_release,
    "decision": lambda: reverse("admin:articles_release_change", args=[scheduled().release_id]),
    "releases": lambda: (scheduled(), public(), reverse("admin:articles_release_changelist"))[2],
    "correct": lambda: reverse("admin:articles_edition_correct", args=[correctable().pk]),
    "withdraw": lambda: reverse("admin:articles_article_withdraw", args=[correctable().article_id]),
}


def check(page, name: str) -> None:
    """The page reads well for everyone, and nothing sticks out of it."""
    page.evaluate("document.querySelectorAll('main details').forEach((each) => each.open = true)")
    if PICTURES:
        scheme = "dark" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"
        width = page.viewport_size["width"]
        page.screenshot(path=Path(PICTURES) / f"release-{name}-{scheme}-{width}.png", full_page=True)
    faults = Axe().run(page).response["violations"]
    assert not faults, [(fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in faults]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("screen", list(SCREENS))
def test_every_screen_is_accessible_and_fits_in_every_look(seen_by, screen):
    address = SCREENS[screen]()
    for width, scheme in LOOKS:
        check(seen_by("max", address, width=width, scheme=scheme), screen)


def fill_hour(page, at) -> None:
    page.fill("#id_day", f"{at:%Y-%m-%d}")
    page.fill("#id_time", f"{at:%H:%M}")


def test_a_bundle_of_two_articles_in_two_languages_is_scheduled_and_moved(seen_by):
    texts = bilingual("First") + bilingual("Second")
    articles = [texts[0].article, texts[2].article]
    page = seen_by("pia", release_url(articles[0]))

    page.get_by_text("Add another article that is ready").click()
    page.get_by_role("link", name="Second").click()
    tomorrow = timezone.localtime() + timedelta(days=1)
    fill_hour(page, tomorrow)
    assert "Asia/Tokyo" in page.locator(".clocks-then").inner_text()
    page.get_by_role("button", name="Review before release").click()
    assert "4 texts of 2 articles, in English and French" in page.locator(".confirm h2").inner_text()
    check(page, "confirm")
    page.get_by_role("button", name="Schedule for everyone").click()

    later = tomorrow + timedelta(days=1)
    fill_hour(page, later)
    page.locator("form.edit button.default").click()
    page.get_by_text("The hour is changed for all texts of this release").wait_for()

    decision = Release.objects.get()
    moved = set(decision.editions.values_list("public_from", "state", "approved_by__username"))
    assert moved == {(decision.public_from, "approved", "ada")}
    assert decision.public_from.replace(second=0, microsecond=0) > timezone.now() + timedelta(days=1, hours=22)


def test_an_approval_is_voided_by_an_edit_and_everyone_is_told(seen_by):
    edition = submitted()
    ada = seen_by("ada", reverse("admin:articles_edition_approve", args=[edition.pk]))
    ada.get_by_role("button", name="Approve", exact=True).click()
    ada.locator(".badge.is-approved").first.wait_for()

    wanda = seen_by("wanda", text_url(edition))
    wanda.locator("summary", has_text=re.compile("Reopen")).click()
    wanda.locator("details[open] button", has_text="Reopen").click()
    wanda.fill("#id_title", "Another title")
    wanda.locator("#edition_form button[value=stay]").click()
    wanda.locator(".messagelist").wait_for()

    for name, address in [("ada", reverse("admin:index")), ("pia", text_url(edition)), ("pia", reverse("admin:index"))]:
        told = seen_by(name, address).locator(".voided").inner_text()
        assert "ada’s approval of" in told
        assert "was voided by wanda’s edit at" in told
    edition.refresh_from_db()
    assert edition.state == "draft"


def test_one_person_approves_and_releases_without_a_mouse(seen_by):
    edition = perform(draft("Ministers meet"), "submit", member("wanda"))
    page = seen_by("max", reverse("admin:articles_edition_approve", args=[edition.pk]))

    tab_to(page, "Approve and release now…")
    page.keyboard.press("Enter")
    assert "Everyone will be able to read one text, in English" in page.locator(".confirm").inner_text()
    tab_to(page, "Approve, and release to everyone now")
    page.keyboard.press("Enter")
    page.get_by_text("Approved and released.").wait_for()

    edition.refresh_from_db()
    assert edition.is_public()


def tab_to(page, words: str, limit: int = 60) -> None:
    """Press Tab until what has the focus says so."""
    for _step in range(limit):
        if page.evaluate("document.activeElement.textContent.trim()") == words:
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the focus never came to “{words}”")


def test_an_approver_waives_what_holds_a_text_back_by_keyboard(seen_by):
    page = seen_by("ada", found())
    assert page.locator(".faults .is-blocking").count() == 1

    page.get_by_text("Waive…").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Only one ship more.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.wait_for_selector(".faults .is-waived >> text=Only one ship more.")
    assert page.locator(".faults .is-blocking").count() == 0
    page.get_by_role("button", name="Approve", exact=True).click()
    page.wait_for_selector("text=Approved. It is not public until a publisher releases it.")
