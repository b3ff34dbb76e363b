"""A text goes to an agency and comes back, in a real browser: at the desk and on the agency's own page."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from articles.models import Edition
from articles.translation.agencies.models import Order
from articles.translation.agencies.taking import take_upload
from tests.desk.in_browser import sign_in
from tests.desk_cast import member
from tests.translation.agencies.agency import file_for, order, saved, to_translate, translated

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# To look at: a directory that the pictures are put in.
PICTURES = os.environ.get("PICTURES")
LOOKS = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 360, "height": 740}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
}


def check(page, name: str) -> None:
    """The page reads well for everyone, and nothing sticks out of it."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
    faults = Axe().run(page).response["violations"]
    assert not faults, [(fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in faults]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def upload(page, file: str) -> None:
    """Deliver the file through the page's form."""
    page.locator("input[type=file]").set_input_files(
        {"name": "back.xlf", "mimeType": "application/xliff+xml", "buffer": file.encode()}
    )


def delivered(edition: Edition) -> Order:
    """An order with a delivery of which not everything was taken, and one that was refused."""
    placed, _token = order(edition)
    client_file = translated(file_for(edition)).replace("ONE", "")
    for data in (client_file, "<x/>"):
        reports = take_upload(data.encode(), [edition], member("max"), agency="Verba")
        placed.deliveries.create(file_name="back.xlf", digest="0" * 64, report=[each.as_json() for each in reports])
    return placed


@pytest.mark.parametrize("look", LOOKS)
def test_the_desks_pages_are_readable(new_page, live_server, look):
    edition = to_translate(title="Ministers meet in Vilnius")
    delivered(edition)
    page = new_page(**LOOKS[look], bypass_csp=True, base_url=live_server.url)
    sign_in(page.context, live_server, "max")

    page.goto(reverse("admin:articles_article_agencies", args=[edition.article_id]))
    page.locator("details").first.locator("summary").click()
    check(page, f"orders-{look}")
    page.goto(reverse("admin:articles_edition_xliff", args=[edition.pk]))
    upload(page, "<x/>")
    page.get_by_role("button", name="Take into the draft").click()
    page.get_by_text("Nothing of it was taken.").wait_for()
    check(page, f"xliff-{look}")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_agencys_pages_are_readable(new_page, live_server, look, language):
    placed, token = order(to_translate(title="Ministers meet in Vilnius"), note="Keep the tone.\nThank you.")
    page = new_page(**LOOKS[look], locale=language, bypass_csp=True, base_url=live_server.url)
    page.goto("/agency/")
    check(page, f"enter-{language}-{look}")

    page.goto(f"/agency/#{token}")
    page.wait_for_url(f"**/agency/{placed.pk}/")
    upload(page, translated(file_for(placed.editions.get())).replace("ONE", ""))
    page.locator("main form button").click()
    page.locator(".delivery").wait_for()
    check(page, f"order-{language}-{look}")


def test_an_order_is_placed_and_delivered_by_keyboard(new_page, live_server):
    edition = to_translate()
    desk = new_page(base_url=live_server.url)
    sign_in(desk.context, live_server, "max")
    desk.goto(reverse("admin:articles_article_agencies", args=[edition.article_id]))
    desk.get_by_label("French").focus()
    desk.keyboard.press("Space")
    desk.get_by_label("Agency", exact=False).first.focus()
    desk.keyboard.type("Verba")
    desk.locator("input[type=date]").fill("2099-01-01")
    desk.get_by_role("button", name="Place the order").focus()
    desk.keyboard.press("Enter")
    link = desk.locator("#link").input_value()

    agency = new_page(base_url=live_server.url)
    agency.goto("/agency/#" + link.rpartition("#")[2])
    agency.wait_for_url("**/agency/*/")
    assert "#" not in agency.url
    with agency.expect_download() as download:
        agency.get_by_role("link", name="Download").focus()
        agency.keyboard.press("Enter")
    upload(agency, translated(Path(download.value.path()).read_text()))
    agency.get_by_role("button", name="Upload").focus()
    agency.keyboard.press("Enter")
    agency.get_by_text("6 paragraphs were taken").wait_for()

    edition.refresh_from_db()
    assert edition.title == "A TITLE"


def test_without_scripts_the_code_is_pasted(new_page, live_server):
    placed, token = order(to_translate())
    page = new_page(java_script_enabled=False, base_url=live_server.url)
    page.goto(f"/agency/#{token}")

    page.get_by_label("Code").fill(token)
    page.get_by_role("button", name="Open").click()

    assert f"/agency/{placed.pk}/" in page.url


def test_a_source_that_moved_is_shown_with_its_words(new_page, live_server):
    edition = to_translate()
    placed, token = order(edition)
    file = translated(file_for(edition))
    saved(edition.translates, title="Another title")
    page = new_page(base_url=live_server.url)
    page.goto(f"/agency/#{token}")
    page.wait_for_url(f"**/agency/{placed.pk}/")

    upload(page, file)
    page.get_by_role("button", name="Upload").click()

    assert page.locator(".moved ins").inner_text() == "Another"
