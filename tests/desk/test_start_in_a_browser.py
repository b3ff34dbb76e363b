"""What is typed on the first page of an article is not lost before its draft is started."""

import pytest
from django.conf import settings
from django.urls import reverse

from articles.models import Edition, KindRule
from tests.desk.screens import at_desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def start_page(page, live_server):
    cookie = at_desk("wanda").cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])

    def open_page():
        page.goto(live_server.url + reverse("admin:articles_article_add"))
        page.wait_for_selector(".richtext-toolbar")
        return page

    return open_page


def type_a_text(page) -> None:
    page.get_by_label("Title").fill("Half a title")
    page.locator("#id_body-text").click()
    page.keyboard.type("Half a body")
    page.wait_for_function("document.getElementById('id_body').value.includes('Half a body')")


def test_a_closed_tab_loses_nothing(start_page):
    type_a_text(start_page())

    page = start_page()

    assert page.get_by_label("Title").input_value() == "Half a title"
    assert page.locator("#id_body-text").inner_text().strip() == "Half a body"
    assert page.get_by_text("its draft was not started").is_visible()


def test_what_was_kept_may_be_discarded(start_page):
    type_a_text(start_page())
    page = start_page()

    page.get_by_role("button", name="Discard it").click()

    assert start_page().get_by_label("Title").input_value() == ""


def test_a_started_draft_is_not_offered_again(start_page):
    page = start_page()
    type_a_text(page)
    page.get_by_role("button", name="Start the draft").click()
    page.wait_for_selector("#autosave", state="attached")
    assert Edition.objects.get().title == "Half a title"

    assert start_page().get_by_label("Title").input_value() == ""


def test_the_kind_ticks_its_languages_until_somebody_ticks_by_hand(start_page, settings):
    settings.NEWSROOM_REQUIRED_LANGUAGES = ["en", "fr"]
    KindRule.objects.create(kind="speech", required_languages=["en"])
    KindRule.objects.create(kind="news", required_languages=["en", "fr", "ar"])
    page = start_page()

    def ticked() -> list[str]:
        return [box.get_attribute("value") for box in page.locator("input[name=required_languages]:checked").all()]

    assert ticked() == ["en", "fr"]
    page.get_by_label("Kind").select_option("speech")
    assert ticked() == ["en"]
    page.get_by_label("French").check()
    page.get_by_label("Kind").select_option("news")
    assert ticked() == ["en", "fr"]
