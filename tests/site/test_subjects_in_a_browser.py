"""Persons, organisations and topics in a browser: their pages and the lists by name, in every look, and by keyboard."""

import os
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles.media.keeping import add_image
from articles.models import Portrait, Topic, TopicName
from people.models import OrganisationName, Succession
from tests.factories import appoint, make_organisation, make_person, make_position
from tests.media.pictures import upload
from tests.site.scene import public_texts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# To look at: a directory that the pictures are put in.
PICTURES = os.environ.get("PICTURES")
WIDE = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 320, "height": 740}}
LOOKS = {"wide": WIDE, "phone": PHONE, "dark": {**WIDE, "color_scheme": "dark"}}
PATHS = ["people/", "people/anne-ek/", "organisations/", "organisations/the-council/", "topics/", "topics/ice/"]
NAMES = ["Bo Ask", "Åsa Berg", "Carla Díaz", "Jens Stoltenberg", "Javier Solana", "Øyvind Zachariassen", "Willy Claes"]
ARABIC = ["إبراهيم الأمين", "أحمد بدر", "ينس ستولتنبرغ", "خافيير سولانا"]


def many_subjects(language: str) -> None:
    """A person with a portrait, a past and a biography; an organisation with a history; others to list beside them."""
    council = make_organisation("The Council", acronym="TC", until_on=date(2015, 5, 1))
    for code, name in (("en", "The Assembly of Northern Regions"), ("ar", "مجلس الأقاليم الشمالية")):
        names = OrganisationName.objects.filter(organisation=council)
        names.create(organisation=council, language=code, name=name, acronym="ANR", from_on=date(2015, 5, 1))
    older, part = make_organisation("The League"), make_organisation("The Registry", parent=council)
    Succession.objects.create(predecessor=older, successor=council, from_on=date(2001, 2, 3))
    person = make_person("Anne Ek", ar="آن إيك")
    person.biographies.create(language="en", text="Born in the north.\n\nStudied law.")
    appoint(person, make_position("President", council, ar="الرئيسة"), "2015-01-01")
    appoint(person, make_position("Judge", council), "2010-01-01", "2014-01-01")
    Portrait.objects.create(person=person, image=add_image(upload(), credit="Per Ask"))
    topic = Topic.objects.create(slug="ice")
    TopicName.objects.create(topic=topic, language="en", name="Ice")
    others = [make_person(name) for name in NAMES] + [make_person(name, language="ar") for name in ARABIC]
    for other in others:
        for row in other.names.all():
            first, _space, last = row.name.rpartition(" ")
            row.sort_name = f"{last}{'، ' if row.language == 'ar' else ', '}{first}"
            row.save()
    for edition in public_texts(3, language=language):
        edition.article.people.add(person, *others)
        edition.article.organisations.add(council, older, part)
        edition.article.topics.add(topic)


@pytest.mark.parametrize(
    ("language", "look"), [("en", "wide"), ("en", "phone"), ("en", "dark"), ("ar", "wide"), ("ar", "phone")]
)
def test_pages_are_accessible_and_fit_the_screen(new_page, live_server, language: str, look: str) -> None:
    many_subjects(language)
    page = new_page(**LOOKS[look], bypass_csp=True)
    for path in PATHS:
        page.goto(f"{live_server.url}/{language}/{path}")
        if PICTURES:
            name = f"{path.strip('/').replace('/', '-')}-{language}-{look}.png"
            page.screenshot(path=Path(PICTURES) / name, full_page=True)
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_person_is_found_by_keyboard_from_the_menu(page, live_server) -> None:
    many_subjects("en")
    page.goto(f"{live_server.url}/en/")
    page.get_by_role("link", name="People", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/people/")
    page.get_by_role("navigation", name="Letters").get_by_role("link", name="S", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/#letter-*")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Solana, Javier")
