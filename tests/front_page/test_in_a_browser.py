"""The front page at the desk, in a browser: by keyboard, wide and narrow, light and dark."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from articles.front_page import lead_of, lead_with
from tests.desk.in_browser import sign_in
from tests.desk_cast import member
from tests.site.scene import public_texts, with_language

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# To look at: a directory that the pictures are put in.
PICTURES = os.environ.get("PICTURES")
WIDE = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 360, "height": 740}}
LOOKS = {"wide": WIDE, "phone": PHONE, "dark": {**WIDE, "color_scheme": "dark"}}


def test_a_lead_is_picked_by_keyboard_alone(new_page, live_server) -> None:
    old, _new = public_texts(2)
    page = new_page(**WIDE)
    sign_in(page.context, live_server, "pia")
    page.goto(live_server.url + reverse("admin:front_page"))

    page.get_by_role("searchbox").focus()
    page.keyboard.type("text 1")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=text+1*")
    expect(page.locator(".offered li")).to_have_count(1)
    page.get_by_role("button", name="Let it lead Text 1").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("“Text 1” leads in English now.")).to_be_visible()
    assert lead_of("en") == old


@pytest.mark.parametrize("look", list(LOOKS))
def test_the_screen_is_accessible_and_fits(new_page, live_server, look: str) -> None:
    texts = public_texts(3)
    arabic = with_language(texts[0], "ar", "نص طويل بعض الشيء عن المضائق الشمالية")
    lead_with(arabic, member("pia"))
    lead_with(texts[0], member("max"))
    page = new_page(**LOOKS[look], bypass_csp=True)
    sign_in(page.context, live_server, "pia")

    page.goto(live_server.url + reverse("admin:front_page") + "?language=ar")

    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"front-page-{look}.png", full_page=True)
    faults = Axe().run(page).response["violations"]
    assert not faults, [(fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in faults]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
