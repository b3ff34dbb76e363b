"""Take the pictures of docs/screenshots/ from a fresh demo newsroom.

    python3 manage.py demo --reset                     # in one terminal
    .venv/bin/python docs/screenshots.py [ADDRESS]     # in another; ADDRESS is http://localhost:8000

Nothing is released, approved or saved on the way: it can run again and again.
Wants Chromium, as the browser tests do. `PICTURES` names each picture, what it
shows and to whom.
"""

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parent / "screenshots"
DESKTOP, SHALLOW = {"width": 1280, "height": 860}, {"width": 1280, "height": 620}
PHONE = {"width": 390, "height": 780}
# A4, less the margins that the style sheet gives it.
PAPER = {"width": 660, "height": 960}
# Bytes of a picture, and the colours to which it is reduced until it has no more of them.
LARGEST, COLOURS = 240_000, (256, 128, 64, 32)
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Picture:
    """One picture: who looks (None is the public), how to get there, and how the browser is set."""

    name: str
    who: str | None
    show: Callable[[Page], object]
    options: dict[str, Any] = field(default_factory=dict)


def at(path: str) -> Callable[[Page], object]:
    return lambda page: page.goto(path)


def article(language: str, title: str) -> Callable[[Page], object]:
    def show(page: Page) -> None:
        page.goto(f"/{language}/")
        page.get_by_role("link", name=title).first.click()

    return show


def text(title: str, language: str) -> Callable[[Page], object]:
    """The text in the language, found on the board."""

    def show(page: Page) -> None:
        page.goto(f"/desk/board/?text={title}")
        page.locator("td", has_text=language).locator("a.badge").last.click()
        page.wait_for_load_state("networkidle")

    return show


def preview(page: Page) -> None:
    text("icebreaker", "English")(page)
    page.get_by_role("button", name="Preview", exact=True).click()
    page.wait_for_timeout(1500)
    page.locator("#preview-toggle").evaluate("button => button.scrollIntoView()")


def workbench(page: Page) -> None:
    text("rest periods", "Arabic")(page)
    page.locator(".to-workbench a").click()
    page.locator(".wb-shown").first.click()
    page.wait_for_timeout(1000)


def to_approve(page: Page) -> None:
    page.goto("/desk/")
    page.locator("#approve a.what-waits").first.click()
    page.wait_for_timeout(1000)


def comparison(page: Page) -> None:
    page.goto("/desk/board/?text=ships without ice class")
    page.locator("tbody th a").first.click()
    page.locator("a[href*='/compare/en/']").click()
    page.get_by_role("link", name="Only changes").click()
    page.get_by_role("link", name="Side by side").click()


def bundle(page: Page) -> None:
    page.goto("/desk/")
    page.locator("#release a.what-waits").first.click()
    page.locator("[name=day]").fill("2027-03-01")
    page.locator("[name=time]").fill("09:30")
    page.wait_for_timeout(500)


def review(page: Page) -> None:
    bundle(page)
    page.get_by_role("button", name="Review before release").click()


def withdrawal(page: Page) -> None:
    page.goto("/desk/board/?text=Calluna")
    page.locator("tbody th a").first.click()
    page.get_by_role("link", name="Withdraw…").click()


def search(page: Page) -> None:
    page.goto("/en/news/?q=Kerouolt")


def corrected(page: Page) -> None:
    search_for(page, '"ships passed the Northern Straits"')


def what_changed(page: Page) -> None:
    corrected(page)
    page.get_by_role("link", name="See all updates").click()
    page.locator("ol.updates a[href*='/updates/']").first.click()


def search_for(page: Page, words: str) -> None:
    """The first text of the archive with these words in its title."""
    page.goto(f"/en/news/?q={words}")
    page.locator("main h2 a, main h3 a").first.click()


def printed(page: Page) -> None:
    article("en", "Statement by the Secretary General")(page)
    page.emulate_media(media="print")


PICTURES = [
    Picture("home", None, at("/en/")),
    Picture("home-arabic", None, at("/ar/")),
    Picture("home-french-phone", None, at("/fr/"), {"viewport": PHONE}),
    Picture("people", None, at("/en/people/")),
    Picture("person", None, at("/en/people/matthieu-kerouault/")),
    Picture("archive", None, at("/en/news/?q=ships")),
    Picture("search-misspelt", None, search, {"viewport": SHALLOW}),
    Picture("correction", None, corrected),
    Picture("what-changed", None, what_changed),
    Picture("withdrawn", None, at("/en/news/exercise-open-water-journalists-may-sail-along/"), {"viewport": SHALLOW}),
    Picture("events", None, at("/en/events/")),
    Picture("print", None, printed, {"viewport": PAPER}),
    Picture("front-page", "margit", at("/desk/front-page/")),
    Picture("article", None, article("en", "Statement by the Secretary General")),
    Picture("article-dark", None, article("fr", "Déclaration du secrétaire"), {"color_scheme": "dark"}),
    Picture("article-arabic-phone", None, article("ar", "بيان الأمين العام"), {"viewport": PHONE}),
    Picture("sign-in", None, at("/desk/"), {"viewport": SHALLOW}),
    Picture("my-desk", "margit", at("/desk/")),
    Picture("board", "margit", at("/desk/board/")),
    Picture("text", "wren", text("icebreaker", "English")),
    Picture("preview", "wren", preview),
    Picture("translation", "margit", workbench),
    Picture("compare", "agnes", comparison, {"viewport": SHALLOW}),
    Picture("approve", "agnes", to_approve),
    Picture("release", "margit", bundle),
    Picture("release-review", "margit", review, {"viewport": SHALLOW}),
    Picture("withdraw", "margit", withdrawal),
]


def main(address: str, names: list[str]) -> None:
    """Take the pictures of these names, or all."""
    FOLDER.mkdir(exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        sessions: dict[str, Any] = {}
        for picture in PICTURES:
            if names and picture.name not in names:
                continue
            with opened(browser, address, picture, sessions) as page:
                picture.show(page)
                page.wait_for_load_state("networkidle")
                size = save(picture.name, page.screenshot(animations="disabled"))
                print(f"{picture.name}.png  {size // 1000} kB")
        browser.close()


@contextmanager
def opened(browser: Browser, address: str, picture: Picture, sessions: dict[str, Any]) -> Iterator[Page]:
    """A page of the one who looks; everyone signs in once."""
    options = {"base_url": address, "viewport": DESKTOP, "color_scheme": "light", "locale": "en-GB", **picture.options}
    context = browser.new_context(**options, storage_state=sessions.get(picture.who or ""))
    context.set_default_timeout(15_000)
    page = context.new_page()
    if picture.who and picture.who not in sessions:
        page.goto("/desk/")
        page.fill("[name=login]", picture.who)
        page.fill("[name=password]", f"{picture.who}-demo")
        page.click("#login-form [type=submit]")
        page.wait_for_url("**/desk/")
        sessions[picture.who] = context.storage_state()
    yield page
    context.close()


def save(name: str, shot: bytes) -> int:
    """Write the picture with as many colours as `LARGEST` allows; return its size in bytes."""
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    target = FOLDER / f"{name}.png"
    for colours in COLOURS:
        image.quantize(colours, dither=Image.Dither.NONE).save(target, optimize=True)
        if target.stat().st_size <= LARGEST:
            break
    return target.stat().st_size


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000", sys.argv[2:])
