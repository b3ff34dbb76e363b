"""The main job from end to end, in a browser, each step by a person of their own.

The sample communiqué is pasted in French, translated, approved by others,
scheduled a minute ahead in both languages, and seen to appear in both at once
on the site and in the feeds, with no worker running. Then it is corrected, and
withdrawn.
"""

import json
import re
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import feedparser
import pytest
from django.utils import timezone

from articles.models import Edition
from tests.desk_cast import member
from tests.paths import CORPUS, needs_corpus

pytestmark = [needs_corpus, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a-long-enough-passphrase"
SAMPLE = CORPUS / "seed" / "2017-03-22-coalition-meeting.json"
LANGUAGES = ("fr", "en")


@pytest.fixture
def sample():
    return json.loads(SAMPLE.read_text())["versions"]


@pytest.fixture
def sign_in(new_page, live_server):
    """A function that signs one of the cast in and returns their page."""

    def sign_in(name: str, *, role: str | None = None, language: str = ""):
        user = member(name, role=role, language=language)
        user.set_password(PASSWORD)
        user.save()
        page = new_page()
        page.goto(f"{live_server.url}/desk/")
        page.locator("input[name=login], input[name=username]").fill(user.username)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("#content [type=submit], main [type=submit]").first.click()
        page.wait_for_url("**/desk/")
        return page

    return sign_in


def go(page, live_server, edition_or_path) -> None:
    path = (
        f"/desk/articles/edition/{edition_or_path.pk}/change/"
        if isinstance(edition_or_path, Edition)
        else edition_or_path
    )
    page.goto(live_server.url + path)


def paste(page, label: str, html: str) -> None:
    """Paste into the editor with that name, as the clipboard of a word processor would."""
    page.wait_for_selector(".richtext-toolbar")
    box = page.get_by_role("textbox", name=re.compile(f"^{label}"))
    box.click()
    page.evaluate(
        """([box, html]) => {
            const clipboardData = new DataTransfer()
            clipboardData.setData("text/html", html)
            box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))
        }""",
        [box.element_handle(), html],
    )


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()


def article_path(edition: Edition) -> str:
    return f"/desk/articles/article/{edition.article_id}/change/"


def newest(language: str) -> Edition:
    return Edition.objects.in_language(language).latest("number")


def approve(page, live_server, language: str) -> None:
    go(page, live_server, newest(language))
    page.get_by_role("link", name=re.compile("^Approve")).first.click()
    press(page, "Approve")
    assert newest(language).state == "approved"


def test_the_sample_goes_from_first_word_to_withdrawal(sample, sign_in, new_page, live_server):
    writer = sign_in("wanda")
    go(writer, live_server, "/desk/articles/article/add/?language=fr")
    writer.get_by_label("Source language").select_option("fr")
    writer.get_by_label("Title").fill(sample["fr"]["title"])
    writer.get_by_label("Standfirst").fill(sample["fr"]["standfirst"])
    paste(writer, "Body", sample["fr"]["body_html"])
    press(writer, "Start the draft")
    press(writer, "Save and submit for approval")
    assert newest("fr").state == "submitted"

    translator = sign_in("theo", role="translator", language="en")
    go(translator, live_server, article_path(newest("fr")))
    press(translator, "Translate into English")
    translator.get_by_role("link", name="Edit as one text").click()
    translator.get_by_label("Title").fill(sample["en"]["title"])
    translator.get_by_label("Standfirst").fill(sample["en"]["standfirst"])
    paste(translator, "Body", sample["en"]["body_html"])
    press(translator, "Save and submit for approval")

    approver = sign_in("ada")
    for language in LANGUAGES:
        approve(approver, live_server, language)

    publisher, reader = sign_in("pia"), new_page()
    hour = schedule_in_a_minute(publisher, live_server)
    watch_both_appear_at_once(reader, live_server, hour, sample)

    correct_the_english(writer_of_english=translator, approver=approver, publisher=publisher, live_server=live_server)
    reader.goto(live_server.url + site_path("en"))
    assert "The number of countries was wrong." in reader.locator("main").inner_text()
    assert (
        feed(reader, live_server, "en").entries[0].updated_parsed
        > feed(reader, live_server, "en").entries[0].published_parsed
    )

    withdraw_everything(publisher, live_server)
    for language, notice in (("fr", "Retiré à la demande"), ("en", "Withdrawn at the request")):
        answer = reader.goto(live_server.url + site_path(language))
        assert answer.status == 410
        assert notice in reader.locator("main").inner_text()
        assert "Raqqa" not in reader.content()
        assert feed(reader, live_server, language).entries == []


def site_path(language: str) -> str:
    return f"/{language}/news/{newest(language).slug}/"


def feed(reader, live_server, language: str):
    return feedparser.parse(reader.request.get(f"{live_server.url}/{language}/feed.atom").body())


def schedule_in_a_minute(publisher, live_server) -> datetime:
    """Fill in the release page for the next full minute that is at least twelve seconds away."""
    zone = ZoneInfo("Europe/Brussels")
    hour = (timezone.now() + timedelta(seconds=72)).astimezone(zone).replace(second=0, microsecond=0)
    go(publisher, live_server, article_path(newest("fr")))
    publisher.get_by_role("link", name="Release…").first.click()
    publisher.get_by_label("Day").fill(f"{hour:%Y-%m-%d}")
    publisher.get_by_label(re.compile("^Time:?$")).fill(f"{hour:%H:%M}")
    publisher.get_by_label("Time zone").select_option("Europe/Brussels")
    press(publisher, "Review before release")
    summary = publisher.locator("main, #content").first.inner_text()
    assert "Everyone" in summary
    assert "French" in summary
    assert "English" in summary
    assert f"{hour:%H:%M}" in summary
    press(publisher, "Schedule for everyone")
    assert {edition.public_from for edition in Edition.objects.all()} == {hour}
    return hour


def watch_both_appear_at_once(reader, live_server, hour: datetime, sample) -> None:
    """Ask for pages and feeds until after the hour: nothing before it, both languages from it on."""
    pages = [live_server.url + site_path(language) for language in LANGUAGES]
    seen_before = 0
    while timezone.now() < hour - timedelta(seconds=0.5):
        assert [reader.request.get(page).status for page in pages] == [404, 404]
        assert not any(feed(reader, live_server, language).entries for language in LANGUAGES)
        seen_before += 1
        time.sleep(1)
    assert seen_before
    time.sleep(max(0, (hour - timezone.now()).total_seconds()))

    assert [reader.request.get(page).status for page in pages] == [200, 200]
    for language in LANGUAGES:
        (entry,) = feed(reader, live_server, language).entries
        assert entry.title == sample[language]["title"]
        reader.goto(f"{live_server.url}/{language}/")
        reader.get_by_role("link", name=sample[language]["title"]).first.click()
        assert reader.locator("h1").inner_text() == sample[language]["title"]
        assert reader.locator("html").get_attribute("lang") == language
        assert "Çavuşoğlu" in reader.locator("main").inner_text()


def correct_the_english(*, writer_of_english, approver, publisher, live_server) -> None:
    go(writer_of_english, live_server, newest("en"))
    writer_of_english.get_by_text("Correct or update…").click()
    writer_of_english.get_by_label("Public note").fill("The number of countries was wrong.")
    press(writer_of_english, "Open the correction")
    writer_of_english.get_by_label("Title").fill("NATO takes part in meeting of the coalition against ISIL")
    press(writer_of_english, "Save and submit for approval")
    approve(approver, live_server, "en")
    go(publisher, live_server, article_path(newest("en")))
    publisher.get_by_role("link", name="Release…").first.click()
    publisher.get_by_label("now, as soon as you confirm").check()
    press(publisher, "Review before release")
    press(publisher, "Release to everyone now")
    assert newest("en").number == 2
    assert newest("en").is_public()


def withdraw_everything(publisher, live_server) -> None:
    go(publisher, live_server, article_path(newest("en")))
    publisher.get_by_role("link", name="Withdraw…").first.click()
    publisher.get_by_label("the page is gone (410), with the notice").check()
    publisher.get_by_label(re.compile("^Reason:?$")).fill("The wrong text was sent.")
    publisher.get_by_label("Public notice in French").fill("Retiré à la demande du service de presse.")
    publisher.get_by_label("Public notice in English").fill("Withdrawn at the request of the press office.")
    press(publisher, "Review before withdrawing")
    publisher.locator("button[value=confirm]").click()
    publisher.wait_for_load_state()
    assert not Edition.objects.public().exists()
