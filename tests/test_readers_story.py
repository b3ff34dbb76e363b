"""A reader's way through the demo newsroom, in a browser: in English, French and Arabic, on a phone and a desktop.

From the home page to a release of 2017 by way of a person, a search with a name
misspelt, a correction read and compared, a withdrawn page met, a page printed.
"""

import os
from pathlib import Path
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from articles.exchange import demo
from articles.models import Edition, WithdrawalNotice
from languages import direction

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# To look at: a directory that the pictures are put in.
PICTURES = os.environ.get("PICTURES")
SIZES = [{"width": 390, "height": 780}, {"width": 1280, "height": 900}]


class Reader(NamedTuple):
    """What someone who reads in a language knows and types."""

    person: str
    misspelt: str
    spelt: str


READERS = {
    "en": Reader("Matthieu Kérouault", "Kerouolt", "Kérouault"),
    "fr": Reader("Matthieu Kérouault", "Kerouolt", "Kérouault"),
    "ar": Reader("ماتيو كيروو", "سولهاوخ", "سولهاوغ"),
}


@pytest.fixture
def newsroom(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    demo.load()


def look(page: Page, language: str, name: str) -> None:
    """The page is in its language, fits its screen, and nothing of it is out of anyone's reach."""
    if PICTURES:
        width = page.evaluate("innerWidth")
        page.screenshot(path=Path(PICTURES) / f"{name}-{language}-{width}.png", full_page=True)
    html = page.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == (language, direction(language))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    faults = Axe().run(page).response["violations"]
    assert not faults, [(fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in faults]


def follow(page: Page, link) -> None:
    address = link.get_attribute("href")
    link.click()
    page.wait_for_url(lambda url: url.split("//", 1)[1].partition("/")[2] in address or address in url)


def of_demo(import_id: str, language: str) -> Edition:
    return Edition.objects.get(article__import_id=f"demo:{import_id}", language=language, public_until=None)


@pytest.mark.parametrize("language", sorted(READERS))
def test_a_reader_finds_what_was_said_and_what_was_taken_back(newsroom, new_page, live_server, language: str) -> None:
    for size in SIZES:
        page = new_page(base_url=live_server.url, viewport=size, bypass_csp=True)
        read(page, language, READERS[language])
        page.close()


def read(page: Page, language: str, reader: Reader) -> None:
    """Read as someone does who begins at the home page."""
    page.goto(f"/{language}/")
    look(page, language, "1-home")
    statement = of_demo("calluna", language)
    follow(page, page.locator("main").get_by_role("link", name=statement.title).first)
    expect(page.locator("h1")).to_have_text(statement.title)
    look(page, language, "2-article")

    follow(page, page.locator("main").get_by_role("link", name=reader.person, exact=True).last)
    look(page, language, "3-person")
    of_2017 = of_demo("vessel-traffic-centre", language)
    follow(page, page.get_by_role("link", name=of_2017.title))
    expect(page.locator("h1")).to_have_text(of_2017.title)
    expect(page.locator("time[datetime^='2017-05-16']").first).to_be_visible()
    look(page, language, "4-article-of-2017")

    page.goto(f"/{language}/news/")
    look(page, language, "5-archive")
    page.locator("main input[name=q]").fill(reader.misspelt)
    page.locator("main input[name=q]").press("Enter")
    page.wait_for_url("**q=**")
    look(page, language, "6-misspelt")
    better = page.locator(".better a")
    expect(better).to_have_text(reader.spelt, ignore_case=True)
    better.click()
    expect(page.locator(".better")).to_have_count(0)
    expect(page.locator("main mark").first).to_be_visible()
    look(page, language, "7-found")

    corrected = of_demo("traffic-2024", language)
    page.goto(f"/{language}/news/{corrected.slug}/")
    expect(page.get_by_text(corrected.public_note)).to_be_visible()
    look(page, language, "8-corrected")
    follow(page, page.locator("main a[href$='/updates/']").first)
    look(page, language, "9-updates")
    follow(page, page.locator("ol.updates a[href*='/updates/']").first)
    expect(page.locator("main ins").first).to_be_visible()
    expect(page.locator("main del").first).to_be_visible()
    look(page, language, "9-what-changed")

    notice = WithdrawalNotice.objects.filter(language=language, edition__article__import_id="demo:exercise").first()
    if notice is not None:
        answer = page.goto(f"/{language}/news/{notice.edition.slug}/")
        assert answer.ok
        expect(page.get_by_text(notice.notice)).to_be_visible()
        assert notice.edition.title not in page.content()
        look(page, language, "10-withdrawn")

    page.goto(f"/{language}/news/{of_2017.slug}/")
    page.emulate_media(media="print")
    expect(page.locator("nav").first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    printed = page.pdf()
    assert printed.startswith(b"%PDF")
    if PICTURES:
        (Path(PICTURES) / f"11-printed-{language}.pdf").write_bytes(printed)
