"""Searching as a reader does: in three languages, on a phone and a desktop, with keys alone."""

import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles.models import Topic, TopicName
from tests import desk_cast as cast
from tests.factories import make_organisation, make_person
from tests.site.scene import WINTER

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# To look at: a directory that the pictures are put in.
PICTURES = os.environ.get("PICTURES")
LOOKS = {"wide": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
TITLES = {
    "en": "The minister meets Stoltenberg",
    "fr": "Le ministre rencontre Stoltenberg",
    "ar": "الوزير يلتقي ستولتنبرغ",
}
# A name with a letter wrong, and what the page offers instead.
MISSPELT = {
    "en": ("stoltenburg", "stoltenberg"),
    "fr": ("stoltenburg", "stoltenberg"),
    "ar": ("ستولتنبرخ", "ستولتنبرغ"),
}


def an_archive(language: str) -> None:
    person = make_person("Jens Stoltenberg", ar="ينس ستولتنبرغ")
    topic = Topic.objects.create(slug="ice")
    TopicName.objects.create(topic=topic, language="en", name="Ice")
    TopicName.objects.create(topic=topic, language="ar", name="الجليد")
    council = make_organisation("The Council", acronym="TC")
    for number in range(3):
        for code in ("en", language):
            edition = cast.imported(f"{TITLES[code]} {number}", language=code, public_from=WINTER, body="<p>…</p>")
            edition.article.people.add(person)
            if number:
                edition.article.topics.add(topic)
                edition.article.organisations.add(council)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("language", TITLES)
def test_a_misspelt_name_is_put_right_and_narrowed_down(new_page, live_server, language: str, look: str) -> None:
    an_archive(language)
    page = new_page(viewport=LOOKS[look], bypass_csp=True)
    typed, better = MISSPELT[language]
    page.goto(f"{live_server.url}/{language}/news/")
    page.locator("#q").fill(typed)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"\?q="))
    _judge(page, f"misspelt-{language}-{look}")
    page.locator(".better a").click()
    expect(page.locator("mark").first).to_be_visible()
    assert page.locator("#q").input_value() == better
    _judge(page, f"found-{language}-{look}")
    facet = page.locator(".facets a[href*='topic=ice']")
    facet.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"topic=ice"))
    expect(page.locator(".item")).to_have_count(4 if language == "en" else 2)
    _judge(page, f"narrowed-{language}-{look}")
    chosen = page.locator(".chosen a").first
    chosen.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "topic" not in url)
    expect(page.locator(".item")).to_have_count(6 if language == "en" else 3)


def test_what_makes_no_sense_is_said_beside_its_field(new_page, live_server) -> None:
    an_archive("fr")
    page = new_page(viewport=LOOKS["phone"], bypass_csp=True)
    page.goto(f"{live_server.url}/en/news/?from=yesterday&kind=nonsense&q=minister")
    expect(page.locator(".error")).to_have_count(2)
    _judge(page, "refused-en-phone")


def _judge(page, name: str) -> None:
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
