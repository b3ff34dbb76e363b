"""The desk in a real browser, as one of the cast."""

from playwright.sync_api import BrowserContext, Page

from articles.models import Edition
from tests.desk.screens import at_desk, text_url

__all__ = ["body_box", "open_text", "sign_in", "sign_out"]


def sign_in(context: BrowserContext, live_server, name: str) -> None:
    """Give the browser the session of one of the cast."""
    session = at_desk(name).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])


def sign_out(context: BrowserContext) -> None:
    """End the browser's session, as its age or another tab would."""
    context.clear_cookies(name="sessionid")


def open_text(page: Page, live_server, name: str, edition: Edition) -> Page:
    """Open the edition's page as one of the cast."""
    sign_in(page.context, live_server, name)
    page.goto(live_server.url + text_url(edition))
    page.wait_for_selector(".richtext-toolbar")
    return page


def body_box(page: Page):
    """The editor of the body."""
    return page.locator("#id_body-text")
