"""The desk in a browser: light and dark, wide and narrow, by keyboard, and read by a checker of accessibility."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse

from articles.media.keeping import add_image
from articles.models import Edition, Image
from tests.desk.at_workbench import FRENCH, SECOND, THIRD, body, change, french
from tests.desk.at_workbench import url as workbench_url
from tests.desk.screens import at_desk, open_url, release_url, text_url
from tests.desk_cast import approved, draft, public, released_in_emergency, scheduled, submitted, translation
from tests.factories import make_person
from tests.media.pictures import upload

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 360, "height": 740}}
DARK = {"color_scheme": "dark"}
LOOKS = [WIDE, PHONE, WIDE | DARK, PHONE | DARK]


@pytest.fixture
def desk(new_page, live_server):
    """A function that opens the desk as one of the cast and returns the page, with ``goto`` to an address on it."""

    def enter(name: str, **options):
        session = at_desk(name).cookies[settings.SESSION_COOKIE_NAME].value
        page = new_page(base_url=live_server.url, **options)
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        return page

    return enter


def arabic() -> Edition:
    return translation(draft("Source"), language="ar", title="عنوان")


def moved() -> Edition:
    """A translation with a wrong number, whose source has changed since in another paragraph."""
    english = draft("On the lake", body=body("He sent 13,000 troops to the lake.", SECOND, THIRD))
    edition = french(english, "Il a envoyé 1 300 soldats au lac.", FRENCH[1])
    change(english, body=body("He sent 13,000 troops to the lake.", SECOND + " Truly.", THIRD))
    return edition


def kept_image() -> Image:
    return add_image(upload(), credit="Per Ask", rights_until_on="2020-01-01")


def article_url(edition: Edition) -> str:
    edition.article.people.add(make_person())
    return reverse("admin:articles_article_change", args=[edition.article_id])


SCREENS = {
    "the first page": lambda: reverse("admin:index"),
    "the list": lambda: (translation(approved(draft())), reverse("admin:articles_article_changelist"))[1],
    "an article": lambda: article_url(approved()),
    "a new release": lambda: reverse("admin:articles_article_add"),
    "a draft": lambda: text_url(draft()),
    "a draft in Arabic": lambda: text_url(arabic()),
    "a submitted text": lambda: text_url(submitted()),
    "a public text": lambda: text_url(public()),
    "the workbench": lambda: workbench_url(moved()),
    "the workbench from right to left": lambda: workbench_url(arabic()),
    "the workbench, to be read": lambda: workbench_url(submitted(translation(draft()))),
    "the release page": lambda: release_url(approved(draft(required=["en", "fr"])).article),
    "a scheduled release": lambda: reverse("admin:articles_release_change", args=[scheduled().release_id]),
    "a withdrawal": lambda: reverse("admin:articles_article_withdraw", args=[public().article_id]),
    "a correction": lambda: reverse("admin:articles_edition_correct", args=[public().pk]),
    "the emergency queue": lambda: (released_in_emergency(), reverse("admin:articles_edition_queue"))[1],
    "the history": lambda: reverse("admin:articles_edition_history", args=[submitted().pk]),
    "a new topic": lambda: reverse("admin:articles_topic_add"),
    "a new image": lambda: reverse("admin:articles_image_add"),
    "the media library": lambda: (kept_image(), reverse("admin:articles_image_changelist"))[1],
    "an image": lambda: reverse("admin:articles_image_change", args=[kept_image().pk]),
    "uploading images": lambda: reverse("admin:articles_image_upload"),
    "the events": lambda: (submitted(), reverse("admin:articles_event_changelist"))[1],
}


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize("screen", list(SCREENS))
def test_every_screen_is_accessible_and_fits_in_every_look(desk, screen):
    url = SCREENS[screen]()
    for options in LOOKS:
        page = desk("max", **options)
        assert page.goto(url).status == 200

        found = Axe().run(page).response["violations"]
        assert [(fault["id"], fault["nodes"][0]["target"]) for fault in found] == []
        wider_than_the_window = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wider_than_the_window)


def tab_to(page, selector: str, limit: int = 60) -> None:
    """Press Tab until the focus is there."""
    for _step in range(limit):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the focus never came to {selector}")


def test_a_release_is_written_and_submitted_without_a_mouse(desk):
    page = desk("wanda", **WIDE)
    page.goto(reverse("admin:articles_article_add"))
    tab_to(page, "#id_title")
    page.keyboard.type("Ministers meet")
    tab_to(page, "#id_standfirst")
    page.keyboard.type("In Brussels.")
    tab_to(page, ".field-body [contenteditable]")
    page.keyboard.type("They met.")
    tab_to(page, "form.edit .submit-row button")
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile("edition"))
    tab_to(page, "#edition_form button[value=submit]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".badge.is-submitted")

    edition = Edition.objects.get()
    assert (edition.title, edition.state) == ("Ministers meet", "submitted")
    assert "They met." in edition.body


def test_a_text_is_returned_and_approved_without_a_mouse(desk):
    edition = submitted()
    page = desk("ada", **WIDE)
    page.goto(text_url(edition))
    tab_to(page, "details.step > summary")
    page.keyboard.press("Enter")
    tab_to(page, "#reason-return")
    page.keyboard.type("Not yet.")
    tab_to(page, "details[open] form button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".badge.is-draft")

    submitted(edition)
    page.goto(reverse("admin:articles_edition_approve", args=[edition.pk]))
    tab_to(page, "form.step button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".badge.is-approved")


def test_people_are_chosen_without_a_mouse(desk):
    edition = draft()
    person = make_person("Ingrid Vale")
    page = desk("wanda", **WIDE)
    page.goto(reverse("admin:articles_article_change", args=[edition.article_id]))
    tab_to(page, ".field-people .select2-search__field")
    page.keyboard.type("vale")
    page.wait_for_selector(".select2-results__option >> text=Ingrid Vale")
    page.keyboard.press("Enter")
    tab_to(page, ".submit-row button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist")

    assert list(edition.article.people.all()) == [person]


def test_the_fields_turn_with_the_language_that_is_chosen(desk):
    page = desk("wanda", **WIDE)
    page.goto(reverse("admin:articles_article_add"))

    page.select_option("#id_source_language", "ar")

    for selector in ("#id_title", ".field-body [contenteditable]"):
        assert page.get_attribute(selector, "dir") == "rtl"
        assert page.get_attribute(selector, "lang") == "ar"


def test_a_text_is_translated_by_pressing_one_button(desk):
    article = draft(required=["en", "fr"]).article
    page = desk("tariq", **WIDE)
    page.goto(reverse("admin:articles_article_change", args=[article.pk]))

    page.click(f"form[action='{open_url(article, 'fr')}'] button")

    page.wait_for_selector("#edition_form")
    assert page.get_attribute("[name=text-title]", "lang") == "fr"


def test_the_focal_point_is_moved_by_the_arrow_keys(desk):
    page = desk("wanda", **WIDE)
    page.goto(reverse("admin:articles_image_change", args=[kept_image().pk]))
    tab_to(page, ".focus-mark")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("ArrowDown")

    assert (page.input_value("#id_focus_x"), page.input_value("#id_focus_y")) == ("40", "51")
