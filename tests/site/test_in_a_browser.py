"""The site in a browser: light and dark, wide and narrow, in both directions, read by a checker of accessibility."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles import publication
from articles.models import Contact, Outcome, Place, Topic, TopicName
from tests import desk_cast as cast
from tests.factories import appoint, make_organisation, make_person, make_position
from tests.site.scene import WINTER, public_texts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# To look at: a directory that the pictures are put in.
PICTURES = os.environ.get("PICTURES")
WIDE = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 360, "height": 740}}
LOOKS = {"wide": WIDE, "phone": PHONE, "dark": {**WIDE, "color_scheme": "dark"}}
PATHS = [
    "/{language}/",
    "/{language}/news/",
    "/{language}/news/hello/",
    "/{language}/news/hello/updates/",
    "/{language}/news/hello/updates/2/",
    "/{language}/news/withdrawn/",
    "/{language}/news/nothing/",
    "/{language}/people/anne-ek/",
    "/{language}/organisations/the-council/",
    "/{language}/topics/ice/",
]
BODY = """<h2>More</h2><p>Text <a href="https://example.org/">and a link</a>.<span data-footnote="">A note.</span></p>
<blockquote><p>Quoted.</p><footer>Anne Ek</footer></blockquote><ul><li><p>One</p></li></ul>
<table><thead><tr><th>A rather long head</th><th>Another long head</th><th>A third long head</th></tr></thead>
<tbody><tr><td>1</td><td>2</td><td>3</td></tr></tbody></table>"""


def a_whole_site(language: str) -> None:
    """Something to show on each page, in the language."""
    public_texts(22, language=language)
    edition = cast.public(cast.draft("Hello", language=language, standfirst="In short", body=BODY, slug="hello"))
    council, person = make_organisation("The Council", acronym="TC"), make_person("Anne Ek")
    appoint(person, make_position("President", council), "2015-01-01")
    appoint(person, make_position("Judge", council), "2010-01-01", "2014-01-01")
    topic = Topic.objects.create(slug="ice")
    TopicName.objects.create(topic=topic, language="fr", name="Glaces")
    edition.article.people.add(person)
    edition.article.organisations.add(council, make_organisation("The Registry", parent=council))
    edition.article.topics.add(topic)
    edition.article.related.add(cast.imported("Other", language=language, public_from=WINTER).article)
    edition.article.contacts.add(Contact.objects.create(name="Per Ask", email="per@example.org", languages=["en"]))
    edition.article.official_number = "PR (2026) 1"
    edition.article.place = Place.objects.create(slug="brussels")
    edition.article.save()
    cast.public(cast.correction(edition))
    gone = cast.imported("Withdrawn", language=language, public_from=WINTER, slug="withdrawn")
    publication.withdraw(
        gone.article, cast.member("pia"), outcome=Outcome.GONE, notices={language: "It was wrong."}, reason="A hoax."
    )


@pytest.mark.parametrize(
    ("language", "look"),
    [("en", "wide"), ("en", "phone"), ("en", "dark"), ("ar", "wide"), ("ar", "phone"), ("he", "dark")],
)
def test_pages_are_accessible_and_fit_the_screen(new_page, live_server, language: str, look: str) -> None:
    a_whole_site(language)
    page = new_page(**LOOKS[look], bypass_csp=True)
    for path in PATHS:
        page.goto(live_server.url + path.format(language=language))
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_the_content_is_reached_by_keyboard_past_the_menus(page, live_server) -> None:
    cast.public(cast.draft("Hello"))
    page.goto(f"{live_server.url}/en/news/hello/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_link_and_citation_are_copied_and_the_reader_is_told(new_page, live_server) -> None:
    cast.public(cast.draft("Hello"))
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{live_server.url}/en/news/hello/")

    page.get_by_role("button", name="Copy the citation").click()
    expect(page.get_by_role("status")).to_have_text("The citation is copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#citation").inner_text()

    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("status")).to_have_text("The link is copied.")
    assert page.evaluate("navigator.clipboard.readText()").endswith("/en/news/hello/")


def test_a_page_is_read_without_scripts(new_page, live_server) -> None:
    cast.public(cast.draft("Hello"))
    page = new_page(java_script_enabled=False)
    page.goto(f"{live_server.url}/en/news/hello/")
    assert page.locator("h1").inner_text() == "Hello"
    assert page.locator("#citation").is_visible()
    assert not page.locator("main").get_by_role("button").count()


@pytest.mark.parametrize("look", list(LOOKS))
@pytest.mark.parametrize(("language", "title"), [("fr", "Bonjour"), ("ar", "مرحبا")])
def test_a_translation_that_is_behind_says_so_in_every_look(new_page, live_server, language, title, look) -> None:
    english = cast.public(cast.draft("Hello"))
    cast.public(cast.translation(english, language=language, title=title, slug="hello"))
    cast.public(cast.correction(english))
    page = new_page(**LOOKS[look], bypass_csp=True)

    page.goto(f"{live_server.url}/{language}/news/hello/")

    assert page.locator(".behind a").get_attribute("href") == "/en/news/hello/"
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"behind-{language}-{look}.png")
    faults = Axe().run(page).response["violations"]
    assert not faults, [(fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in faults]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
