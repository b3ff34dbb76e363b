"""The editor in a real browser: what is stored survives it, and everyone can work with it."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from articles.richtext import sanitise
from tests.paths import CORPUS, needs_corpus

from . import urls
from .hostile import around, hostile_texts
from .markup import ids

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.richtext.urls"), pytest.mark.django_db(transaction=True)]

EVERYTHING = """
<h2>A heading</h2>
<p>Some <b>strong</b> and <q>quoted</q> words<span data-footnote>A note with <a href="https://a.org/">a link</a></span>
by <span data-mention="person:12">M. Stoltenberg</span> of <span data-mention="organisation:7">NATO</span>,
<i lang="la">sine die</i>,<br>H<sub>2</sub>O and m<sup>2</sup>.</p>
<ul><li>one<ul><li>two</li></ul></li><li>three</li></ul><ol start="4" type="a"><li>four</li></ol>
<blockquote cite="https://a.org/"><p>Quoted</p><footer>M. X, <i>of</i> Y</footer></blockquote>
<table><caption>Figures</caption><tr><th scope="col">a</th><th>b</th></tr><tr><td rowspan="2">1</td><td>2</td></tr>
<tr><td>3</td></tr></table>
<figure><img src="/static/admin/img/icon-yes.svg" alt="Yes" width="20" height="20">
<figcaption>A <i>tick</i></figcaption></figure><p lang="ar" dir="rtl">مرحبا</p>
"""
TEXT = '<p data-block="aaaaaaaa">First of all.</p><p data-block="bbbbbbbb">Second thing.</p>'


@pytest.fixture
def texts(monkeypatch):
    """The texts that the page opens and saves, by language."""
    texts: dict[str, str] = {}
    monkeypatch.setattr(urls, "TEXTS", texts)
    return texts


@pytest.fixture
def opened(page, live_server, texts):
    """A function that opens the editor on a text and returns the page."""

    def open_text(html="", language="en"):
        texts[language] = sanitise(html)
        page.goto(f"{live_server.url}/{language}/")
        page.wait_for_selector(".richtext-toolbar")
        return page

    return open_text


def text_box(page):
    return page.get_by_role("textbox", name="Body of the article")


def save(page):
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector(".richtext-toolbar")


def through_the_editor(page, html):
    """Return the HTML as the editor writes it after reading it."""
    script = """html => {
        const { editor } = document.querySelector(".richtext-text")
        editor.commands.setContent(html)
        return editor.getHTML()
    }"""
    return str(sanitise(page.evaluate(script, html)))


def press(page, *keys):
    """Press the keys no faster than the editor hears of the cursor's moves."""
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(50)


def answer(page, values):
    """Fill in the dialog by the beginnings of its labels, and leave it."""
    for label, value in values.items():
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="Done").click()
    page.wait_for_selector(".richtext-text:focus")


def paste(page, html):
    script = """([box, html]) => {
        const clipboardData = new DataTransfer()
        clipboardData.setData("text/html", html)
        box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))
    }"""
    page.evaluate(script, [text_box(page).element_handle(), html])


def test_a_text_of_every_element_is_the_same_after_opening_and_saving(opened, texts):
    page = opened(EVERYTHING)
    before = texts["en"]
    assert through_the_editor(page, before) == before
    text_box(page).press("ControlOrMeta+End")
    page.keyboard.type("!")
    page.keyboard.press("Backspace")
    save(page)
    assert texts["en"] == before


@needs_corpus
def test_every_real_release_is_the_same_after_opening_and_saving(opened):
    page = opened()
    for path in sorted(CORPUS.glob("releases*/*.json")):
        for language, version in json.loads(path.read_text())["versions"].items():
            # Pictures from elsewhere are not loaded: the policy forbids it, and reports it.
            body = str(
                sanitise(re.sub(r'src="[^"]*"', 'src="/static/admin/img/icon-yes.svg"', version["body_html"] or ""))
            )
            assert not body or through_the_editor(page, body) == body, f"{path.name} {language}"


@needs_corpus
def test_a_browser_reads_sanitised_hostile_texts_as_they_are_written(opened):
    page = opened()
    texts = [str(sanitise(variant)) for text in hostile_texts() for variant in around(text)]
    # An inert document, so that nothing is fetched; its parser is the browser's.
    script = """texts => texts.filter(text => {
        const { body } = new DOMParser().parseFromString(text, "text/html")
        return body.innerHTML !== text
    })"""
    assert page.evaluate(script, [text for text in texts if text]) == []


def test_a_paragraph_split_in_two_keeps_its_id_on_one_part(opened, texts):
    page = opened(TEXT)
    text_box(page).get_by_text("First of all.").click()
    press(page, "Home", *["ArrowRight"] * len("First"), "Enter")
    page.keyboard.type("And")
    save(page)
    kept = ids(texts["en"])
    assert len(kept) == 3
    assert kept[2] == "bbbbbbbb"
    assert "aaaaaaaa" in kept[:2]


def test_paragraphs_joined_keep_the_id_of_the_first(opened, texts):
    page = opened(TEXT)
    text_box(page).get_by_text("Second thing.").click()
    press(page, "Home", "Backspace")
    save(page)
    assert texts["en"] == '<p data-block="aaaaaaaa">First of all.Second thing.</p>'


def test_a_paste_from_a_word_processor_becomes_headings_lists_and_links(opened, texts):
    page = opened()
    text_box(page).click()
    paste(
        page,
        '<html><head><style>p{color:red}</style></head><body><h1 style="color:red">Title</h1>'
        '<p class="MsoNormal">A <b style="mso-bidi-font-weight:normal">strong</b> <a href="https://a.org/">link</a>'
        '<o:p></o:p></p><ul type="disc"><li class="MsoNormal">one</li><li>two</li></ul></body></html>',
    )
    save(page)
    assert re.sub(' data-block="[^"]*"', "", texts["en"]) == (
        '<h2>Title</h2><p>A <strong>strong</strong> <a href="https://a.org/">link</a></p>'
        "<ul><li><p>one</p></li><li><p>two</p></li></ul>"
    )


def test_what_is_pasted_twice_has_two_ids(opened, texts):
    page = opened(TEXT)
    text_box(page).get_by_text("Second thing.").click()
    press(page, "End", "Enter")
    paste(page, TEXT)
    save(page)
    kept = ids(texts["en"])
    assert kept[:2] == ["aaaaaaaa", "bbbbbbbb"]
    assert len(set(kept)) == len(kept) == 4


def test_tab_leaves_the_text_even_from_a_list_and_a_table(opened):
    page = opened("<ul><li>one</li><li>two</li></ul><table><tr><td>cell</td><td>other</td></tr></table>")
    for text in ("two", "cell"):
        text_box(page).get_by_text(text).click()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "save"


def test_the_toolbar_is_one_stop_and_works_by_keyboard(opened, texts):
    page = opened(TEXT)
    text_box(page).press("ControlOrMeta+a")
    page.keyboard.press("Alt+F10")
    page.keyboard.press("Home")
    for _button in range(6):
        page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.name") == "bold"
    page.keyboard.press("Enter")
    save(page)
    assert texts["en"].count("<strong>") == 2
    assert page.locator('.richtext-toolbar [tabindex="0"]').count() == 1


def test_links_mentions_and_footnotes_are_asked_for_in_dialogs(opened, texts):
    page = opened('<p data-block="aaaaaaaa">Words</p>')
    text_box(page).press("ControlOrMeta+End")
    page.keyboard.type(" ")
    page.get_by_role("button", name="Link", exact=True).click()
    page.get_by_label("Address").fill("javascript:alert(1)")
    page.get_by_label("Text of the link").fill("here")
    page.keyboard.press("Enter")
    assert page.get_by_role("dialog").is_visible()
    answer(page, {"Address": "https://example.org/a?b=c"})
    page.keyboard.type(" by ")
    page.get_by_role("button", name="Mention of a person").click()
    answer(page, {"Their number": "12", "Name as it stands": "M. Stoltenberg"})
    page.get_by_role("button", name="Footnote").click()
    answer(page, {"Text of the footnote": "See https://example.org/b."})
    page.keyboard.type(" more")
    save(page)
    assert texts["en"] == (
        '<p data-block="aaaaaaaa">Words <a href="https://example.org/a?b=c">here</a> by '
        '<span data-mention="person:12">M. Stoltenberg</span>'
        '<span data-footnote="">See <a href="https://example.org/b">https://example.org/b</a>.</span> more</p>'
    )


def test_a_footnote_is_changed_in_its_dialog(opened, texts):
    page = opened('<p data-block="aaaaaaaa">Words<span data-footnote="">A note</span></p>')
    page.locator(".richtext-footnote").dblclick()
    answer(page, {"Text of the footnote": "Another note"})
    save(page)
    assert texts["en"] == '<p data-block="aaaaaaaa">Words<span data-footnote="">Another note</span></p>'


def test_a_quote_gets_its_attribution_and_the_text_goes_on_after_it(opened, texts):
    page = opened('<p data-block="aaaaaaaa">We will.</p>')
    text_box(page).get_by_text("We will.").click()
    page.get_by_role("button", name="Quote", exact=True).click()
    page.get_by_role("button", name="Attribution of the quote").click()
    page.keyboard.type("The minister")
    page.keyboard.press("Enter")
    page.keyboard.type("Afterwards")
    save(page)
    assert re.sub(' data-block="(?!aaaaaaaa)[^"]*"', "", texts["en"]) == (
        '<blockquote data-block="aaaaaaaa"><p>We will.</p><footer>The minister</footer></blockquote><p>Afterwards</p>'
    )


def test_the_stock_admin_shows_it_under_the_strict_policy(page, live_server, admin_user, client):
    client.force_login(admin_user)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.goto(f"{live_server.url}/admin/articles/edition/add/")
    box = page.get_by_role("textbox", name="Body")
    box.click()
    page.keyboard.type("Some words")
    assert page.locator("textarea[name=body]").input_value() == "<p>Some words</p>"
    assert box.evaluate("box => getComputedStyle(box).whiteSpace") == "break-spaces"


def test_arabic_is_written_from_the_right(opened):
    page = opened('<p data-block="aaaaaaaa">مرحبا</p>', language="ar")
    box = text_box(page)
    assert (box.get_attribute("lang"), box.get_attribute("dir")) == ("ar", "rtl")
    assert box.evaluate("box => getComputedStyle(box).direction") == "rtl"


def test_axe_finds_nothing_wrong(opened):
    page = opened(EVERYTHING)
    text_box(page).get_by_text("three").click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.get_by_role("button", name="Link", exact=True).click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_without_scripts_the_html_can_be_edited(new_page, live_server, texts):
    texts["en"] = TEXT
    page = new_page(java_script_enabled=False)
    page.goto(f"{live_server.url}/en/")
    box = page.get_by_label("Body of the article")
    assert box.input_value() == TEXT
    box.fill(TEXT.replace("Second", "Other"))
    page.get_by_role("button", name="Save").click()
    assert texts["en"] == TEXT.replace("Second", "Other")
