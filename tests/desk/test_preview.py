"""The preview is the public page itself, of texts that the public cannot see yet."""

import re
from datetime import UTC, datetime

import lxml.html
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.drafting import describe, keep_working_copy
from articles.models import Edition
from people.models import Person
from tests.desk.in_browser import open_text, sign_in
from tests.desk.screens import at_desk, sentences
from tests.desk_cast import approved, correction, draft, member, public, scheduled, submitted, translation

pytestmark = pytest.mark.django_db


def preview_url(edition: Edition) -> str:
    return reverse("admin:articles_edition_preview_page", args=[edition.pk])


def without_addresses(html: str) -> str:
    """The page without what depends on its own address, and without the script, which does not run at the desk."""
    html = re.sub(r'<script type="module" src="[^"]*"></script>\n', "", html)
    return re.sub(r'(rel="canonical" href|property="og:url" content)="[^"]*"', "", html)


def test_the_preview_of_a_public_text_is_the_public_page_to_the_letter(client):
    edition = public(draft("A title", standfirst="A standfirst", body="<p>Words</p><ul><li>one</li></ul>"))
    describe(edition.article, member("max"), people=[Person.objects.create_named({"en": "M. Someone"})])

    shown = sentences(at_desk("otto").get(preview_url(edition)))

    answer = client.get(reverse("site:article", args=["en", edition.slug]))
    assert without_addresses(shown) == without_addresses(sentences(answer))


def test_a_text_that_is_not_public_shows_as_it_will():
    edition = draft("Not yet", standfirst="Soon", body="<h2>Heading</h2><p>Words</p>")

    page = sentences(at_desk("ada").get(preview_url(edition)))

    assert "<h1>Not yet</h1>" in page
    assert "<h2>Heading</h2>" in page
    assert "data-block" not in page


def dates(html: str) -> str:
    return " ".join(lxml.html.fromstring(html).xpath("//*[@class='dates']")[0].text_content().split())


@pytest.mark.parametrize("standing", [draft, submitted, approved])
def test_a_text_that_waits_says_that_it_is_not_released_and_gives_no_date(standing):
    edition = draft("Not yet")
    html = sentences(at_desk("ada").get(preview_url(edition if standing is draft else standing(edition))))

    assert dates(html) == "Not released yet"
    assert "datePublished" not in html
    assert "published_time" not in html


def test_a_scheduled_text_says_its_hour():
    edition = scheduled(draft("Not yet"), at=datetime(2100, 1, 15, 9, 30, tzinfo=UTC))

    html = sentences(at_desk("ada").get(preview_url(edition)))

    assert dates(html) == "Not released yet: to be released 15 January 2100, 10:30 CET"


def test_a_correction_that_waits_keeps_the_date_of_the_first_release_and_says_that_it_waits():
    first = public()

    html = sentences(at_desk("ada").get(preview_url(correction(first))))

    assert dates(html).startswith("Not released yet Released ")
    assert "not released yet" in lxml.html.fromstring(html).xpath("//*[@class='note-head']")[0].text_content()


def test_it_is_in_the_language_of_the_text_whatever_that_of_the_desk():
    french = translation(draft(), title="Un titre")

    page = sentences(at_desk("otto", language="en").get(preview_url(french)))

    assert '<html lang="fr" dir="ltr">' in page
    assert "Toutes les actualités" in page


def test_a_correction_shows_its_note_before_it_is_released():
    first = public()
    second = correction(first, note="A figure was wrong.")

    page = sentences(at_desk("wanda").get(preview_url(second)))

    assert "A figure was wrong." in page
    assert first.first_public_from.strftime("%Y-%m-%d") in page


def test_unsaved_text_shows_to_its_writer_alone():
    edition = draft("As saved")
    keep_working_copy(edition, member("wanda"), revision=edition.revision, title="As typed")

    assert "As typed" in sentences(at_desk("wanda").get(preview_url(edition)))
    assert "As typed" not in sentences(at_desk("max").get(preview_url(edition)))
    assert "As typed" not in sentences(at_desk("wanda").get(preview_url(edition) + "?text=saved"))


def test_posted_text_is_shown_clean_and_changes_nothing():
    edition = draft("As saved")

    answer = at_desk("wanda").post(
        preview_url(edition), {"title": "<b>Typed</b>", "body": "<p onclick=x>Hi<script>alert(1)</script></p>"}
    )

    page = sentences(answer)
    assert "&lt;b&gt;Typed&lt;/b&gt;" in page
    assert "alert(1)" not in page
    assert "onclick" not in page
    edition.refresh_from_db()
    assert edition.title == "As saved"


@pytest.mark.parametrize("name", ["otto", "tariq", "ada", "pia"])
def test_only_who_may_write_posts_text_to_be_shown(name):
    assert at_desk(name).post(preview_url(draft("Zanzibar")), {"title": "x"}).status_code == 403


def test_it_is_never_kept_by_a_browser_and_framed_by_the_desk_alone():
    answer = at_desk("otto").get(preview_url(draft()))

    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "script-src 'none'" in policy


def test_the_public_page_itself_still_lets_nobody_frame_it(client):
    edition = public()

    answer = client.get(reverse("site:article", args=["en", edition.slug]))

    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_the_preview_at_full_size_leads_to_every_language():
    edition = draft()
    french = translation(edition)

    page = sentences(at_desk("ada").get(reverse("admin:articles_edition_preview", args=[edition.pk])))

    assert reverse("admin:articles_edition_preview", args=[french.pk]) in page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_beside_the_text_it_follows_what_is_typed_in_light_and_dark(page, live_server):
    page.set_viewport_size({"width": 1400, "height": 900})
    edition = draft("As saved")
    open_text(page, live_server, "wanda", edition)
    page.get_by_role("button", name="Preview").click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="As saved")).to_be_visible()

    page.get_by_label("Title").fill("As typed")
    expect(frame.get_by_role("heading", name="As typed")).to_be_visible(timeout=10_000)

    colour = "document.body && getComputedStyle(document.body).backgroundColor"
    light = page.frame(name="preview-frame").evaluate(colour)
    page.get_by_label("Dark").check()
    assert page.frame(name="preview-frame").evaluate(colour) != light
    page.get_by_label("Desktop").check()
    assert page.frame(name="preview-frame").evaluate("innerWidth") == 1280


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_at_full_size_without_scripts_too(new_page, live_server):
    edition = draft("As saved")
    page = new_page(java_script_enabled=False)
    sign_in(page.context, live_server, "otto")
    page.goto(live_server.url + reverse("admin:articles_edition_preview", args=[edition.pk]))

    expect(page.frame_locator("iframe").get_by_role("heading", name="As saved")).to_be_visible()
