"""The translator's job from end to end, in a browser: the sample communiqué from French into English.

Suggestions from the memory, a glossary hit, a planted “1,300”, the source
corrected meanwhile, its paragraphs confirmed one by one, a file for an agency
out and in again, and both languages released at one instant.
"""

import json
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles import drafting, publication
from articles.models import Edition, Event
from articles.richtext import split_blocks
from articles.translation.glossary.models import Concept, Term
from articles.translation.units import SourceState, units_of
from articles.workflow import perform
from staff.models import Role
from tests.desk.in_browser import sign_in
from tests.desk_cast import member
from tests.paths import CORPUS, needs_corpus
from tests.translation.memory.units import from_file

pytestmark = [needs_corpus, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAMPLE = CORPUS / "seed" / "2017-03-22-coalition-meeting.json"
TEXT = ["title", "standfirst"]


@pytest.fixture
def sample():
    return json.loads(SAMPLE.read_text())["versions"]


@pytest.fixture
def texts(sample):
    """The English paragraphs in the order of the rows."""
    return [
        *(sample["en"][name] for name in TEXT),
        *(block.text for block in split_blocks(sample["en"]["body_html"])),
    ]


@pytest.fixture
def french(sample) -> Edition:
    return drafting.start_article(
        member("wanda"),
        source_language="fr",
        required_languages=["fr", "en"],
        body=sample["fr"]["body_html"],
        **{name: sample["fr"][name] for name in TEXT},
    )


def newest(language: str) -> Edition:
    return Edition.objects.in_language(language).latest("number")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def saved(page: Page) -> None:
    expect(page.locator("#wb-said")).to_contain_text("Saved at the desk")


def test_the_sample_is_translated_kept_up_to_date_and_released(french, sample, texts, new_page, live_server, tmp_path):
    theo = member("theo", role=Role.TRANSLATOR, language="en")
    concept = Concept.objects.create(definition="The alliance.")
    for language, term in (("fr", "OTAN"), ("en", "NATO")):
        Term.objects.create(concept=concept, language=language, text=term, status="preferred")
    last = split_blocks(sample["fr"]["body_html"])[-1].text
    from_file(last, texts[-1], languages=("fr", "en"))
    english = drafting.open_edition(french.article, "en", theo, translates=french)

    page = new_page(base_url=live_server.url, viewport={"width": 1440, "height": 900})
    sign_in(page.context, live_server, "theo")
    page.goto(reverse("admin:articles_edition_translate", args=[english.pk]))
    page.wait_for_selector("body.wb-js")
    type_everything(page, texts)
    saved(page)

    # The planted number holds the text back, and is mended.
    page.get_by_role("button", name="Save and submit for approval").click()
    expect(page.locator(".wb-finding.blocks").first).to_contain_text("13")
    assert newest("en").state == "draft"
    replace_number(page, english)

    # The source is corrected meanwhile; the paragraph is confirmed as it is.
    body = french.body.replace("En marge de la réunion", "En marge de cette réunion")
    perform(french, "save", member("wanda"), body=body)
    page.reload()
    page.wait_for_selector("body.wb-js")
    expect(page.locator(".wb-confirm")).to_have_count(1)
    page.locator(".wb-row", has=page.locator(".wb-confirm")).get_by_role("button", name="Still right as it is").click()
    expect(page.locator(".wb-confirm")).to_have_count(0)
    assert Event.objects.filter(action="confirm_paragraph", user=theo).count() == 1
    assert not newest("en").is_stale()

    round_trip(page, english, tmp_path)
    assert {unit.source_state for unit in units_of(newest("en"))} == {SourceState.UNCHANGED}

    for language in ("fr", "en"):
        edition = perform(newest(language), "submit", member("max"))
        perform(edition, "approve", member("ada"), text_hash=edition.text_hash)
    publication.release([newest("fr"), newest("en")], member("pia"))
    assert newest("fr").public_from == newest("en").public_from
    assert page.goto(f"/en/news/{newest('en').slug}/").status == 200
    expect(page.locator("main")).to_contain_text("More than 13,000 troops")


def type_everything(page: Page, texts: list[str]) -> None:
    """Type each paragraph, the number wrong; take the last one, which the memory knows."""
    press(page, "Alt+ArrowDown")
    for text in texts[:-1]:
        page.keyboard.insert_text(text.replace("13,000", "1,300"))
        press(page, "Control+Enter")
    page.wait_for_selector(".wb-row.is-active [data-take]")
    press(page, "Alt+1", "Control+s")


def replace_number(page: Page, english: Edition) -> None:
    row = page.locator(".wb-row", has_text="13 000")
    page.goto(reverse("admin:articles_edition_translate", args=[english.pk]))
    page.wait_for_selector("body.wb-js")
    row.locator(".wb-shown, .ProseMirror").first.click()
    expect(page.locator(".wb-row.is-active")).to_contain_text("NATO")
    press(page, "Control+a")
    right = next(unit.target[0].text for unit in units_of(newest("en")) if "1,300" in unit.target_html)
    page.keyboard.insert_text(right.replace("1,300", "13,000"))
    expect(page.locator(".wb-row.is-active .wb-finding.blocks")).to_have_count(0)
    press(page, "Control+s")
    saved(page)


def round_trip(page: Page, english: Edition, folder: Path) -> None:
    """Take the file out, change a word in it as an agency would, and take it in."""
    page.goto(reverse("admin:articles_edition_xliff", args=[english.pk]))
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").first.click()
    file = folder / "from-the-agency.xlf"
    download.value.save_as(file)
    content = file.read_text(encoding="utf-8")
    assert "More than 13,000 troops" in content
    file.write_text(content.replace("Mr Stoltenberg met", "Mr Stoltenberg also met"), encoding="utf-8")
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Take into the draft").click()
    page.wait_for_load_state()
    assert "Mr Stoltenberg also met" in newest("en").body
