"""The media library and the editor's chooser in a browser."""

import json
import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.media.attaching import attach
from articles.media.keeping import add_image
from articles.models import Attachment, Edition, Image
from articles.richtext import images
from tests.desk.in_browser import body_box, open_text, sign_in
from tests.desk_cast import draft, imported, public
from tests.media.pictures import picture, upload
from tests.site.scene import WINTER

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# To look at: a directory that the pictures are put in.
PICTURES = os.environ.get("PICTURES")
LOOKS = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 320, "height": 640}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
}


def look_at(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def faults(page: Page) -> list:
    return [(fault["id"], fault["nodes"][0]["html"]) for fault in Axe().run(page).response["violations"]]


def sent(name: str, content: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


@pytest.fixture
def uploads(page, live_server) -> Page:
    sign_in(page.context, live_server, "wanda")
    page.goto(live_server.url + reverse("admin:articles_image_upload"))
    return page


def test_of_many_images_sent_one_is_refused_with_its_sentence_and_the_others_are_kept(uploads):
    several = [sent("one.jpg", picture()), sent("two.jpg", b"<svg/>"), sent("three.jpg", picture(size=(90, 60)))]

    uploads.get_by_label("Images").set_input_files(several)
    uploads.get_by_role("button", name="Upload").click()

    rows = uploads.locator(".uploads li")
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_contain_text("This is not a JPEG, PNG, WebP, AVIF or GIF image.", timeout=60_000)
    expect(rows.nth(2)).to_contain_text("Kept", timeout=60_000)
    expect(rows.nth(0).get_by_role("link", name="one.jpg")).to_be_visible()
    expect(uploads.get_by_role("progressbar")).to_have_count(0)
    expect(uploads.get_by_role("button", name="Upload")).to_be_enabled()
    assert sorted(Image.objects.values_list("filename", flat=True)) == ["one.jpg", "three.jpg"]
    look_at(uploads, "uploads")
    rows.nth(2).get_by_role("link").click()
    uploads.wait_for_url("**/change/")


def test_each_shows_how_far_it_has_come(uploads):
    """The answer is held back, so that the page is seen while it waits."""
    waiting: list = []
    uploads.route(
        "**/upload/", lambda route: waiting.append(route) if route.request.method == "POST" else route.continue_()
    )

    uploads.get_by_label("Images").set_input_files([sent("one.jpg", picture()), sent("two.jpg", picture())])
    uploads.get_by_role("button", name="Upload").click()

    expect(uploads.get_by_role("progressbar", name="one.jpg")).to_be_visible()
    expect(uploads.locator(".uploads li").nth(1)).to_contain_text("Sending…")
    expect(uploads.get_by_role("button", name="Upload")).to_be_disabled()
    assert not faults(uploads)
    waiting.pop().fulfill(status=201, body=json.dumps({"results": [{"name": "one.jpg", "url": "/x/", "reason": ""}]}))
    expect(uploads.get_by_role("link", name="one.jpg")).to_be_visible()
    uploads.wait_for_function("document.querySelectorAll('.uploads progress').length === 1")
    while not waiting:
        uploads.wait_for_timeout(50)
    waiting.pop().abort()
    expect(uploads.locator(".uploads li").nth(1)).to_contain_text("The connection failed. Send it again.")


@pytest.fixture
def ship() -> Image:
    ship = add_image(upload(picture(size=(300, 200))), credit="Per Ask")
    ship.texts.create(language="en", alt="A ship", caption="A ship in port")
    bridge = add_image(upload(picture(size=(300, 200))), credit="Jo Berg")
    bridge.texts.create(language="fr", alt="Un pont")
    return ship


def save(page: Page) -> None:
    page.keyboard.press("Control+s")
    expect(page.get_by_text("was saved").or_(page.get_by_text("Saved")).first).to_be_visible()


def opened(page: Page, live_server, edition: Edition) -> Page:
    open_text(page, live_server, "wanda", edition)
    body_box(page).click()
    page.keyboard.press("Control+End")
    return page


def button(page: Page):
    return page.get_by_role("toolbar").first.get_by_role("button", name="Image of the media library")


def test_a_writer_puts_an_image_of_the_library_into_the_text_by_keyboard(page, live_server, ship):
    edition = draft("Hello", body="<p>Some words.</p>")
    opened(page, live_server, edition)

    button(page).focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Image of the media library")
    expect(dialog.get_by_role("radio")).to_have_count(2)
    expect(dialog.get_by_text("not described: English")).to_have_count(1)
    page.keyboard.type("port")
    expect(dialog.get_by_role("radio")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    dialog.get_by_label("Caption in this text").fill("The Aurora")
    page.keyboard.press("Enter")

    shown = body_box(page).locator("figure img")
    expect(shown).to_be_visible()
    page.wait_for_function("[...document.querySelectorAll('figure img')].every(image => image.naturalWidth)")
    look_at(page, "figure-in-the-editor")
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).first.click()
    edition.refresh_from_db()
    assert images(edition.body) == [ship.pk]
    assert f'<img data-image="{ship.pk}"><figcaption>The Aurora</figcaption>' in edition.body


def test_another_image_takes_its_place_and_the_caption_stays(page, live_server, ship):
    other = Image.objects.exclude(pk=ship.pk).get()
    text = f'<p>Words.</p><figure><img data-image="{ship.pk}"><figcaption>The <em>Aurora</em></figcaption></figure>'
    edition = draft("Hello", body=text)
    opened(page, live_server, edition)

    body_box(page).locator("figcaption").click()
    button(page).click()
    dialog = page.get_by_role("dialog", name="Image of the media library")
    expect(dialog.get_by_role("radio", name="A ship")).to_be_checked()
    dialog.locator("li", has_text="Jo Berg").get_by_role("radio").check()
    dialog.get_by_role("button", name="Done").click()

    expect(dialog).to_have_count(0)
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).first.click()
    edition.refresh_from_db()
    assert f'<img data-image="{other.pk}"><figcaption>The <em>Aurora</em></figcaption>' in edition.body
    assert edition.body.count("<figure") == 1


@pytest.mark.parametrize("look", list(LOOKS))
def test_the_chooser_is_accessible_and_fits(new_page, live_server, ship, look):
    page = opened(new_page(**LOOKS[look], bypass_csp=True), live_server, draft("Hello"))
    button(page).click()
    expect(page.get_by_role("radio")).to_have_count(2)
    page.wait_for_function("[...document.querySelectorAll('.richtext-images img')].every(image => image.complete)")

    look_at(page, f"chooser-{look}")
    assert not faults(page)
    assert page.evaluate("document.querySelector('dialog').getBoundingClientRect().right <= innerWidth")


PAGES = {
    "wide": ("en", {"viewport": {"width": 1280, "height": 900}}),
    "phone": ("en", {"viewport": {"width": 320, "height": 640}}),
    "arabic": ("ar", {"viewport": {"width": 1280, "height": 900}}),
    "arabic-phone-dark": ("ar", {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}),
    "print": ("en", {"viewport": {"width": 720, "height": 900}}),
}
WORDS = {"en": ("A ship", "A container ship at the quay, seen from the ferry"), "ar": ("سفينة", "سفينة حاويات راسية")}
LONG = "Passages_of_ships_by_type_and_by_month_in_both_straits_2023_and_2024"


@pytest.fixture
def addresses() -> dict[str, str]:
    """The address in each language of a text with all that there is to see."""
    photographs = [
        add_image(
            upload(picture(size=size)), credit="Per Ask / NSSO", rights="Free for news, not for advertising", focus_x=20
        )
        for size in ((1500, 900), (600, 900), (1600, 500), (300, 200))
    ]
    for photograph in photographs:
        for language, (alt, caption) in WORDS.items():
            photograph.texts.create(language=language, alt=alt, caption=caption)
    text = f'<p>{"Some words. " * 30}</p><figure><img data-image="{{}}"></figure><p>{"More words. " * 20}</p>'
    edition = public(draft("Hello", standfirst="What there is to see.", body=text.format(photographs[1].pk)))
    edition.article.lead_image = photographs[0]
    edition.article.save()
    for place, photograph in enumerate(photographs):
        edition.article.gallery.create(image=photograph, position=place)
    for language, title in (("", "All tables"), ("en", LONG), ("ar", "جميع الجداول")):
        document = attach(Attachment(article=edition.article, language=language), upload(b"a;b\n1;2\n", "tables.csv"))
        document.texts.create(language=language or "en", title=title)
    in_notes = text.format(photographs[3].pk)
    arabic = imported(
        "مرحبا", language="ar", public_from=WINTER, article=edition.article, notes_to_editors=in_notes, slug="marhaba"
    )
    return {"en": f"/en/news/{edition.slug}/", "ar": f"/ar/news/{arabic.slug}/"}


@pytest.mark.parametrize("look", list(PAGES))
def test_a_page_with_figure_gallery_and_documents_fits_and_is_accessible(new_page, live_server, addresses, look):
    language, options = PAGES[look]
    page = new_page(**options, bypass_csp=True)
    if look == "print":
        page.emulate_media(media="print")
    page.goto(live_server.url + addresses[language])
    for image in page.locator("main img").all():
        image.scroll_into_view_if_needed()
    page.wait_for_function("[...document.querySelectorAll('main img')].every(image => image.naturalWidth)")

    look_at(page, f"page-{look}")
    assert not faults(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shape = "image => image.clientWidth / image.clientHeight * image.naturalHeight / image.naturalWidth"
    shapes = page.locator("main .picture img").evaluate_all(f"images => images.map({shape})")
    assert all(abs(shape - 1) < 0.03 for shape in shapes), "an image is drawn out of its shape"
    assert page.locator(".gallery figure").count() == 4
    assert page.locator(".attachments li").count() == 3


def test_the_home_page_shows_the_crop_that_was_made(new_page, live_server, addresses):
    page = new_page(viewport={"width": 1280, "height": 900})
    page.goto(live_server.url + "/en/")
    shown = page.locator(".lead img")
    expect(shown).to_have_js_property("complete", True)
    width, height = shown.evaluate("image => [image.naturalWidth, image.naturalHeight]")
    assert abs(width / height - 1.5) < 0.02
    look_at(page, "home")
