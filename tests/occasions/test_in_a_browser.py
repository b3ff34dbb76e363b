"""Dates and places in a browser: written and confirmed by keyboard, read in every look and both directions."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Happening, Occasion
from tests import desk_cast as cast
from tests.desk.in_browser import sign_in
from tests.occasions.scene import SUMMER, advisory, invitation, moved, soon, written
from tests.site.scene import public_texts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# To look at: a directory that the pictures are put in.
PICTURES = os.environ.get("PICTURES")
WIDE = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 360, "height": 740}}
LOOKS = {"wide": WIDE, "phone": PHONE, "dark": {**WIDE, "color_scheme": "dark"}}
ARABIC = {
    "ar": {
        "venue": "رصيف الملح، الباخرة «تيرنن»",
        "address": "شارع الرصيف 1، بورت أنسل",
        "accreditation": "يُرجى إحضار بطاقة الصحافة.",
    },
    "en": {"venue": "The Salt Quay, aboard the icebreaker Ternen", "address": "1 Quay Street, Port Ansel"},
}
TITLES = {"en": "The icebreaker Ternen opens its decks to the media", "ar": "كاسحة الجليد «تيرنن» تفتح أبوابها للإعلام"}


def look_at(page: Page, name: str) -> None:
    """Read the page with a checker of accessibility, see that it fits, and take its picture."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
    faults = Axe().run(page).response["violations"]
    assert not faults, [(fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in faults]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def an_agenda(language: str) -> None:
    """What is to come in the language: as planned, moved, cancelled and postponed, and what is past."""
    public_texts(6, language=language)
    text = {"language": language, "standfirst": "Before it leaves for the season.", "slug": "decks"}
    facts = {"texts": ARABIC, "accreditation_url": "https://example.org/apply"}
    first = invitation(
        TITLES[language], text=text, **facts, starts_at=soon(days=3), ends_at=soon(days=3, hours=2),
        accreditation_until_at=soon(days=2),
    )  # fmt: skip
    moved(first, starts_at=soon(days=4), ends_at=soon(days=4, hours=2))
    for number, happening in enumerate((Happening.PLANNED, Happening.CANCELLED, Happening.POSTPONED)):
        other = {"language": language, "slug": f"other-{number}"}
        edition = invitation(TITLES[language], text=other, texts=ARABIC, starts_at=soon(days=5 + number))
        if happening != Happening.PLANNED:
            moved(edition, happening=happening)
    past = {"language": language, "slug": "past"}
    invitation(TITLES[language], text=past, texts=ARABIC, starts_at=soon(days=-5))


@pytest.mark.parametrize(
    ("language", "look"), [("en", "wide"), ("en", "phone"), ("en", "dark"), ("ar", "wide"), ("ar", "phone")]
)
def test_the_public_reads_what_takes_place_in_every_look(new_page, live_server, language: str, look: str) -> None:
    an_agenda(language)
    page = new_page(**LOOKS[look], bypass_csp=True)
    for name, path in {
        "home": "", "events": "events/", "decks": "news/decks/", "off": "news/other-1/", "put-off": "news/other-2/",
    }.items():  # fmt: skip
        page.goto(f"{live_server.url}/{language}/{path}")
        look_at(page, f"{name}-{language}-{look}")


def test_a_reader_finds_the_calendar_by_keyboard(new_page, live_server) -> None:
    an_agenda("en")
    page = new_page(**WIDE)
    page.goto(f"{live_server.url}/en/")

    page.get_by_role("link", name="Events", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/events/")
    expect(page.get_by_role("heading", name="Upcoming events")).to_be_visible()
    page.locator(".occasions a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/news/decks/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Add to calendar").click()
    assert download.value.suggested_filename == "event.ics"


def test_a_date_is_written_by_one_and_confirmed_by_another_by_keyboard(new_page, live_server) -> None:
    article = advisory("Come and see")
    url = live_server.url + reverse("admin:articles_article_occasion", args=[article.pk])
    writer = new_page(**WIDE)
    sign_in(writer.context, live_server, "wanda")
    writer.goto(url)
    writer.get_by_label("First day").fill("2031-06-12")
    writer.get_by_label("From", exact=False).first.fill("10:00")
    writer.get_by_label("Place in English").focus()
    writer.keyboard.type("The Salt Quay")
    writer.get_by_role("button", name="Keep at the desk").focus()
    writer.keyboard.press("Enter")
    expect(writer.get_by_text("It waits for a second person to confirm it.")).to_be_visible()

    approver = new_page(**WIDE)
    sign_in(approver.context, live_server, "ada")
    approver.goto(url)
    approver.get_by_role("button", name="Confirm date and place").focus()
    approver.keyboard.press("Enter")
    expect(approver.get_by_text("It becomes public together with the article.", exact=False).first).to_be_visible()

    assert Occasion.objects.confirmed().get().starts_at == SUMMER


@pytest.mark.parametrize("look", list(LOOKS))
def test_the_desks_screen_is_accessible_and_fits(new_page, live_server, look: str) -> None:
    edition = invitation(TITLES["en"], texts=ARABIC, accreditation_until_at=SUMMER - timedelta(days=1))
    written(edition.article, who="pia", starts_at=SUMMER + timedelta(days=7))
    page = new_page(**LOOKS[look], bypass_csp=True)
    sign_in(page.context, live_server, "max")

    page.goto(live_server.url + reverse("admin:articles_article_occasion", args=[edition.article_id]))
    look_at(page, f"desk-occasion-{look}")
    page.goto(live_server.url + reverse("admin:articles_article_change", args=[edition.article_id]))
    expect(page.get_by_role("heading", name="Date and place")).to_be_visible()


def test_an_hour_that_comes_twice_is_asked_for(new_page, live_server) -> None:
    article = cast.draft().article
    article.kind = "media_advisory"
    article.save()
    page = new_page(**PHONE, bypass_csp=True)
    sign_in(page.context, live_server, "wanda")
    page.goto(live_server.url + reverse("admin:articles_article_occasion", args=[article.pk]))
    page.get_by_label("First day").fill("2031-10-26")
    page.get_by_label("From", exact=False).first.fill("02:30")
    page.get_by_role("button", name="Keep at the desk").click()

    expect(page.get_by_role("group", name="Which of the two beginnings")).to_be_visible()
    look_at(page, "desk-occasion-twice")
