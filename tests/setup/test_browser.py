"""The browser of the tests sees what a person's would, and a broken policy fails the test."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_log_in_page_opens_in_a_browser(page, live_server):
    page.goto(f"{live_server.url}/desk/")
    assert page.locator("form input[type=password]").is_visible()


def test_a_page_runs_no_inline_script(browser, live_server):
    page = browser.new_page()
    page.goto(f"{live_server.url}/desk/")
    page.evaluate("document.body.setAttribute('onclick', 'document.title = \"ran\"')")
    page.click("body")
    assert page.title() != "ran"
    page.close()
