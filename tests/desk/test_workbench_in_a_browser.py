"""The workbench in a browser: by keyboard alone, with what was typed safe, and the cursor where it was."""

import pytest
from playwright.sync_api import Page, expect

from articles.models import Edition, Event, WorkingCopy
from articles.translation.memory.models import MemoryUnit
from articles.translation.units import SourceState, Status
from articles.workflow import perform
from tests.desk.at_workbench import FIRST, FRENCH, SECOND, THIRD, body, change, english, french, opened, units, url
from tests.desk.in_browser import sign_in, sign_out
from tests.desk_cast import draft, member
from tests.translation.memory.units import from_file

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE = {"viewport": {"width": 1440, "height": 900}}


@pytest.fixture
def bench(new_page, live_server):
    """A function that opens the workbench as Tariq, without a mouse, and returns the page."""

    def enter(edition: Edition) -> Page:
        page = new_page(base_url=live_server.url, **WIDE)
        sign_in(page.context, live_server, "tariq")
        page.goto(url(edition))
        page.wait_for_selector("body.wb-js")
        return page

    return enter


def row_in_focus(page: Page) -> str:
    return page.evaluate("document.activeElement.closest('.wb-row')?.dataset.name ?? ''")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def saved(page: Page) -> None:
    expect(page.locator("#wb-said")).to_contain_text("Saved at the desk")


def test_a_text_is_translated_and_saved_without_a_mouse(bench):
    edition = opened()
    page = bench(edition)

    press(page, "Alt+ArrowDown")
    page.keyboard.type("Sur le lac")
    for text in FRENCH:
        press(page, "Control+Enter")
        page.keyboard.type(text)
    press(page, "Control+s")
    saved(page)

    assert [unit.status for unit in units(edition).values()] == [Status.DONE] * 4
    assert units(edition)["b"].target[0].text == FRENCH[1]
    assert row_in_focus(page) == "body:cccccccc"
    expect(page.locator("#wb-counted")).to_contain_text("4 of 4 paragraphs")


def test_the_cursor_is_in_the_next_row_before_another_letter_can_be_typed(bench):
    page = bench(opened())
    press(page, "Alt+ArrowDown", "Alt+ArrowDown")

    at_once = page.evaluate("""() => {
        const key = new KeyboardEvent("keydown", { key: "ArrowDown", altKey: true, bubbles: true, cancelable: true })
        document.activeElement.dispatchEvent(key)
        return document.activeElement.closest(".wb-row").dataset.name
    }""")

    assert at_once == "body:bbbbbbbb"


def test_the_source_that_moved_is_confirmed_paragraph_by_paragraph(bench):
    source = english()
    edition = french(source)
    change(source, body=body(FIRST + " Indeed.", SECOND, THIRD + " Truly."))
    page = bench(edition)

    press(page, "Alt+ArrowDown", "Alt+ArrowDown")
    assert row_in_focus(page) == "body:aaaaaaaa"
    press(page, "Control+Enter")
    expect(page.locator("#row-body\\:aaaaaaaa .wb-confirm")).to_have_count(0)
    page.wait_for_function("document.activeElement.closest('.wb-row')?.dataset.name === 'body:cccccccc'")
    press(page, "Control+Enter")
    expect(page.locator(".wb-confirm")).to_have_count(0)

    assert {unit.source_state for unit in units(edition).values()} == {SourceState.UNCHANGED}
    assert Event.objects.filter(action="confirm_paragraph").count() == 2


def test_a_suggestion_is_taken_by_its_number_and_known_as_such(bench):
    from_file(SECOND, FRENCH[1])
    assert MemoryUnit.objects.count() == 1
    edition = opened()
    page = bench(edition)

    press(page, "Alt+ArrowDown", "Alt+ArrowDown", "Alt+ArrowDown")
    page.wait_for_selector(".wb-row.is-active [data-take]")
    press(page, "Alt+1", "Control+s")
    saved(page)

    assert (units(edition)["b"].target[0].text, units(edition)["b"].origin) == (FRENCH[1], "memory")


def test_a_wrong_number_shows_while_it_is_typed(bench):
    page = bench(opened(draft("On the lake", body=body("He sent 13,000 troops to the lake."))))

    press(page, "Alt+ArrowDown", "Alt+ArrowDown")
    page.keyboard.type("Il a envoyé 1 300 soldats au lac.")

    expect(page.locator(".wb-row.is-active .wb-finding.blocks")).to_contain_text("13,000")
    assert page.evaluate("CSS.highlights.get('wb-fault').size") >= 2


def test_what_the_whole_text_shows_follows_the_typing_with_one_request(bench):
    page = bench(french())
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/check-all/") else None)
    section = page.locator(".wb-document")
    expect(section).to_be_hidden()

    press(page, "Alt+ArrowDown", "Alt+ArrowDown")
    top = page.locator(".wb-row.is-active").bounding_box()["y"]
    page.keyboard.type(" C'est l'été, n'est-ce pas, et d'autres l'ont dit.", delay=20)
    expect(section).to_contain_text("apostrophe", timeout=8000)

    assert len(asked) == 1
    assert row_in_focus(page) == "body:aaaaaaaa"
    assert abs(page.locator(".wb-row.is-active").bounding_box()["y"] - top) < 2
    page.keyboard.press("Control+a")
    page.keyboard.type("Le premier paragraphe.")
    expect(section).to_be_hidden(timeout=8000)
    assert len(asked) == 2


def test_merging_keeps_the_cursor_in_its_row(bench):
    edition = french()
    page = bench(edition)

    press(page, "Alt+ArrowDown", "Alt+ArrowDown", "Alt+j")
    expect(page.locator(".wb-row")).to_have_count(3)
    assert row_in_focus(page) == "body:aaaaaaaa"
    press(page, "Control+s")
    saved(page)

    assert len(units(edition)["a"].source) == 2


def test_what_is_typed_reaches_the_working_copy_and_the_next_visit(bench):
    edition = french()
    page = bench(edition)

    press(page, "Alt+ArrowDown", "Alt+ArrowDown")
    page.keyboard.type(" Et plus encore.")
    expect(page.locator(".autosave-state")).to_contain_text("only you see this", timeout=8000)

    assert "Et plus encore" in WorkingCopy.objects.get().text["body"]
    page.reload()
    expect(page.locator("#row-body\\:aaaaaaaa .wb-shown")).to_contain_text("Et plus encore.")


def test_what_is_merged_added_and_left_out_is_there_after_the_page_was_closed(bench):
    edition = french()
    page = bench(edition)

    press(page, "Alt+ArrowDown", "Alt+ArrowDown", "Alt+j")
    expect(page.locator(".wb-row")).to_have_count(3)
    page.keyboard.type(" Ensemble.")
    expect(page.locator(".autosave-state")).to_contain_text("only you see this", timeout=8000)
    press(page, "Alt+ArrowDown")
    page.locator("button[value='leave-out body:cccccccc']").click()
    expect(page.locator(".wb-row.is-dropped")).to_have_count(1)
    page.reload()

    expect(page.locator(".wb-row")).to_have_count(3)
    expect(page.locator("#row-body\\:aaaaaaaa .wb-shown")).to_have_text(f"{FRENCH[0]} {FRENCH[1]} Ensemble.")
    expect(page.locator(".wb-row.is-dropped")).to_have_count(1)
    assert {unit.status for unit in units(edition).values()} == {Status.DONE}


def test_letters_typed_while_the_desk_answers_stay(bench):
    edition = french()
    page = bench(edition)
    page.route("**/translate/", lambda route: (page.wait_for_timeout(400), route.continue_()))

    press(page, "Alt+ArrowDown", "Control+s")
    page.keyboard.type(" bleu")
    saved(page)

    expect(page.locator("[name=text-title]")).to_have_value("Sur le lac bleu")
    expect(page.locator(".autosave-state")).to_contain_text("only you see this", timeout=8000)
    assert WorkingCopy.objects.get().text["title"] == "Sur le lac bleu"


def test_a_session_that_ended_loses_nothing(bench):
    page = bench(french())

    press(page, "Alt+ArrowDown")
    page.keyboard.type(" bleu")
    sign_out(page.context)
    press(page, "Control+s")

    expect(page.locator(".autosave-state")).to_contain_text("session has ended")
    assert page.input_value("[name=text-title]").endswith("bleu")


def test_someone_elses_save_is_shown_beside_what_was_typed(bench):
    edition = french()
    page = bench(edition)
    perform(Edition.objects.get(pk=edition.pk), "save", member("max"), title="Titre de Max")

    press(page, "Alt+ArrowDown")
    page.keyboard.type(" bleu")
    press(page, "Control+s")

    expect(page.locator("#conflict-heading")).to_be_visible()
    expect(page.locator("#merge_form")).to_contain_text("Titre de Max")


def test_the_filter_and_the_help_are_reached_by_keyboard(bench):
    page = bench(french(None, FRENCH[0]))

    page.get_by_role("button", name="To do").focus()
    press(page, "Enter")
    expect(page.locator(".wb-row:visible")).to_have_count(2)
    press(page, "?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    press(page, "Escape")
    expect(page.get_by_role("button", name="To do")).to_be_focused()


def test_the_preview_stands_beside_the_page_and_covers_nothing_of_it(bench):
    page = bench(french())

    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview")).to_be_visible()
    page.get_by_role("button", name="Preview").click(timeout=3000)

    expect(page.locator("#preview")).to_be_hidden()


def test_without_scripts_the_rows_are_fields_of_a_form(new_page, live_server):
    edition = opened()
    page = new_page(base_url=live_server.url, java_script_enabled=False)
    sign_in(page.context, live_server, "tariq")
    page.goto(url(edition))

    page.fill("[name='text-title']", "Sur le lac")
    page.fill("[name='text-body:aaaaaaaa']", f"<p>{FRENCH[0]}</p>")
    page.locator(".wb-tools button[value=stay]").click()

    assert units(edition)["a"].target[0].text == FRENCH[0]
