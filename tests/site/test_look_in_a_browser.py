"""The look in a browser: on the narrowest screen and at 400 %, by keyboard, in ink, and how long its lines are."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import desk_cast as cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SENTENCE = "The ministers met on Tuesday and spoke of ice, of ports and of the pilots who lead ships through them. "
BODY = f"<p>{SENTENCE * 8}</p><table><tbody><tr><td>41 000</td><td>{'x' * 90}</td></tr></tbody></table>"
# 1280 pixels at a zoom of 400 % are as narrow as the narrowest screen.
NARROWEST = {"viewport": {"width": 320, "height": 256}}
PATHS = ("/{language}/", "/{language}/news/", "/{language}/news/hello/", "/{language}/events/", "/{language}/nothing/")


@pytest.mark.parametrize("language", ["en", "fr", "ar", "uk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_the_narrowest_screen(new_page, live_server, language: str, scheme: str) -> None:
    cast.public(cast.draft("Hello", language=language, standfirst="In short", body=BODY, slug="hello"))
    page = new_page(**NARROWEST, color_scheme=scheme, bypass_csp=True)
    for path in PATHS:
        page.goto(live_server.url + path.format(language=language))
        faults = Axe().run(page).response["violations"]
        assert not faults, [(fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in faults]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


@pytest.mark.parametrize("width", [1280, 3840])
def test_a_line_has_sixty_to_seventy_five_letters(new_page, live_server, width: int) -> None:
    cast.public(cast.draft("Hello", body=BODY, slug="hello"))
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(f"{live_server.url}/en/news/hello/")

    height = "p => p.getBoundingClientRect().height / parseFloat(getComputedStyle(p).lineHeight)"
    lines = round(page.locator(".body p").first.evaluate(height))

    assert 60 <= len(SENTENCE * 8) / lines <= 75


def test_the_keyboard_goes_through_the_head_in_its_order(page, live_server) -> None:
    cast.public(cast.draft("Hello", slug="hello"))
    page.goto(f"{live_server.url}/en/news/hello/")

    places = []
    for _step in range(9):
        page.keyboard.press("Tab")
        places.append(page.evaluate("(document.activeElement.closest('.skip, .brand, nav, form') || {}).className"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    # The text is in one language, so that there is no other to choose.
    assert list(dict.fromkeys(places)) == ["skip", "brand", "menu", "masthead-search"]


def test_on_paper_there_is_the_text_and_no_menu(page, live_server) -> None:
    cast.public(cast.draft("Hello", slug="hello", body='<p>See <a href="https://example.org/">there</a>.</p>'))
    page.goto(f"{live_server.url}/en/news/hello/")
    page.emulate_media(media="print", color_scheme="dark")

    assert not page.locator(".menu, .masthead-search, .languages, .skip").locator("visible=true").count()
    assert page.locator(".brand").is_visible()
    link = page.get_by_role("link", name="there")
    assert link.evaluate("a => getComputedStyle(a, '::after').content") == '" (https://example.org/)"'
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_arabic_is_neither_slanted_nor_spaced(page, live_server) -> None:
    cast.public(cast.draft("مرحبا", language="ar", slug="hello", body="<p>نص <em>مهم</em></p>"))
    page.goto(f"{live_server.url}/ar/news/hello/")

    styles = "e => [getComputedStyle(e).fontStyle, getComputedStyle(e).letterSpacing]"
    assert page.locator(".body em").evaluate(styles) == ["normal", "normal"]
    assert page.locator("h1").evaluate(styles) == ["normal", "normal"]
