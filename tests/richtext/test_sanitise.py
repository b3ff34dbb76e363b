"""Any HTML becomes the body's vocabulary, in one form, with nothing that acts and no text lost."""

import json
import re
import time
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings

from articles.richtext import RichTextError, sanitise
from articles.richtext.vocabulary import ATTRIBUTES, LINK_SCHEMES, MAX_LENGTH
from tests.paths import CORPUS, needs_corpus

from .hostile import around, hostile_texts
from .markup import elements, ids, visible_text
from .strategies import tangles


def without_ids(html: str) -> str:
    return re.sub(r' data-block="[a-z2-7]{8}"', "", html)


def assert_harmless(html: str) -> None:
    for tag, attributes in elements(html):
        assert tag in ATTRIBUTES, html
        assert set(attributes) <= set(ATTRIBUTES[tag]), html
        for name in ("href", "src", "cite"):
            address = attributes.get(name, "")
            assert not re.search(r"[\x00-\x20\\]", address), html
            assert urlsplit(address).scheme in ("", *LINK_SCHEMES), html


@given(tangles)
@settings(max_examples=400, deadline=None)
def test_sanitising_twice_is_sanitising_once(html: str) -> None:
    once = str(sanitise(html))
    assert str(sanitise(once)) == once


@given(tangles)
@settings(max_examples=400, deadline=None)
def test_any_tangle_comes_out_harmless_with_distinct_ids(html: str) -> None:
    clean = sanitise(html)
    assert_harmless(clean)
    assert len(ids(clean)) == len(set(ids(clean)))


@needs_corpus
def test_no_hostile_text_of_the_corpus_survives() -> None:
    texts = hostile_texts()
    assert len(texts) > 500
    for text in texts:
        for variant in around(text):
            clean = str(sanitise(variant))
            assert_harmless(clean)
            assert str(sanitise(clean)) == clean


@needs_corpus
def test_no_visible_text_of_a_real_release_is_lost() -> None:
    seen = 0
    for folder in ("releases", "releases_single_language", "seed"):
        for path in sorted((CORPUS / folder).glob("*.json")):
            for language, version in json.loads(path.read_text())["versions"].items():
                body = version["body_html"] or ""
                clean = str(sanitise(body))
                assert visible_text(clean) == visible_text(body), f"{path.name} {language}"
                assert str(sanitise(clean)) == clean, f"{path.name} {language}"
                seen += 1
    assert seen > 300


@needs_corpus
def test_no_visible_text_of_a_paste_from_word_is_lost() -> None:
    for path in sorted((CORPUS / "paste_html").rglob("model*.html")):
        body = path.read_text()
        assert visible_text(sanitise(body)) == visible_text(body), path


@pytest.mark.parametrize(
    ("given_html", "expected"),
    [
        ("", ""),
        ("  <p> </p><p>&nbsp;</p><p><br></p><ul><li></li></ul>", ""),
        ("stray <b>text</b>", "<p>stray <strong>text</strong></p>"),
        ("one<div>two</div>three", "<p>one</p><p>two</p><p>three</p>"),
        ("<h1>a</h1><h5>b</h5><h3>c</h3>", "<h2>a</h2><h4>b</h4><h3>c</h3>"),
        ("<p>a <i>b</i> <u>c</u> <strike>d</strike></p>", "<p>a <em>b</em> c d</p>"),
        ("<p><b>a</b><strong>b</strong></p>", "<p><strong>ab</strong></p>"),
        ("<p><em><strong>a</strong></em></p>", "<p><strong><em>a</em></strong></p>"),
        ("<p>a \n  b<br> c <br></p>", "<p>a b<br>c</p>"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>"),
        ('<ol start="4" type="a"><li>a</li></ol>', '<ol start="4" type="a"><li><p>a</p></li></ol>'),
        (
            '<blockquote cite="https://a.org/">x<footer>M. <cite>Y</cite></footer></blockquote>',
            '<blockquote cite="https://a.org/"><p>x</p><footer>M. Y</footer></blockquote>',
        ),
        (
            "<figure><blockquote>x</blockquote><figcaption>Y</figcaption></figure>",
            "<blockquote><p>x</p><footer>Y</footer></blockquote>",
        ),
        ('<p>a<img src="/b.png">c</p>', '<p>a</p><figure><img src="/b.png" alt=""></figure><p>c</p>'),
        (
            '<figure><img src="/b.png" alt="B"><figcaption>A <i>b</i></figcaption></figure>',
            '<figure><img src="/b.png" alt="B"><figcaption>A <em>b</em></figcaption></figure>',
        ),
        (
            "<table><tr><th>a</th><td colspan=2>b</td></tr></table>",
            '<table><tbody><tr><th><p>a</p></th><td colspan="2"><p>b</p></td></tr></tbody></table>',
        ),
        (
            "<table><tr><th>a</th></tr><tr><td>b</td><td></td></tr></table>",
            "<table><thead><tr><th><p>a</p></th><th></th></tr></thead><tbody><tr><td><p>b</p></td><td></td></tr></tbody></table>",
        ),
        ('<p>a<span data-footnote="x">b</span></p>', '<p>a<span data-footnote="">b</span></p>'),
        ('<p><span data-mention="person:12">A</span></p>', '<p><span data-mention="person:12">A</span></p>'),
        ('<p><span data-mention="script:12">A</span></p>', "<p>A</p>"),
        ('<div lang="fr"><p>a</p></div>', '<p lang="fr">a</p>'),
        ('<p>a <i lang="la">b</i></p>', '<p>a <span lang="la"><em>b</em></span></p>'),
        ('<p><a href="tel:+3227074111">a</a> <a href="mailto:a@b.org">b</a></p>', None),
        ('<p><a href="//a.org/">a</a></p>', '<p><a href="https://a.org/">a</a></p>'),
        ('<p><a href=" java\tscript:alert(1)">a</a></p>', "<p>a</p>"),
        ('<p><a href="data:text/html,x">a</a><img src="data:image/png;base64,AAAA"></p>', "<p>a</p>"),
        ("<p>a<script>b</script><style>c</style><!-- d --></p>", "<p>a</p>"),
        ('<p>&lt;b&gt; &amp; "c"</p>', None),
        ("<pre>a\nb</pre>", "<p>a<br>b</p>"),
        ("<p>a\x00\x07\ud800b</p>", "<p>ab</p>"),
    ],
)
def test_every_element_has_its_one_form(given_html: str, expected: str | None) -> None:
    assert without_ids(sanitise(given_html)) == (given_html if expected is None else expected)


def test_a_wrapper_of_google_docs_makes_nothing_bold() -> None:
    pasted = (
        '<b style="font-weight:normal;" id="docs-internal-guid-1"><p>a <span style="font-weight:700">b</span></p></b>'
    )
    assert without_ids(sanitise(pasted)) == "<p>a <strong>b</strong></p>"


def test_a_style_of_word_for_other_scripts_changes_nothing() -> None:
    assert without_ids(sanitise('<p><b style="mso-bidi-font-weight:normal">a</b></p>')) == "<p><strong>a</strong></p>"


def test_a_block_keeps_its_id_and_others_get_one() -> None:
    clean = sanitise('<p data-block="aaaaaaaa">a</p><p>b</p><p data-block="1">c</p><p data-block="aaaaaaaa">d</p>')
    assert ids(clean)[0] == "aaaaaaaa"
    assert len(set(ids(clean))) == 4
    assert all(re.fullmatch("[a-z2-7]{8}", each) for each in ids(clean))


def test_only_top_level_blocks_have_ids_if_need_be_that_of_their_first_part() -> None:
    clean = sanitise('<ul><li data-block="aaaaaaaa"><p data-block="bbbbbbbb">a</p></li></ul>')
    assert ids(clean) == ["aaaaaaaa"]
    assert clean.startswith('<ul data-block="aaaaaaaa"><li><p>')


@pytest.mark.parametrize(
    "html",
    [
        "<p>" * 3 + "a" * MAX_LENGTH,
        "<div>" * 10_000,
        "<b><i>" * 5_000 + "a",
        "<ul><li>" * 200 + "a",
        "<blockquote>" * 500 + "a" + "</blockquote>" * 500,
        "<div></span>" * 80_000,
        "&" * 500_000,
        "<p>a&nbsp;" + "b\xa0" * 100_000,
        "<li>a" * 60_000,
        "<blockquote>" * 99 + "<ul><li><table><tr><td>a",
    ],
)
def test_what_is_too_large_or_too_deep_is_refused_with_a_sentence(html: str) -> None:
    started = time.monotonic()
    with pytest.raises(RichTextError, match=r"\.$"):
        sanitise(html)
    assert time.monotonic() - started < 5


def test_a_table_of_absurd_spans_is_read_without_them() -> None:
    clean = sanitise("<table>" + "<tr><td colspan=100 rowspan=1000>a" * 5_000)
    assert "span" not in clean
    assert str(sanitise(str(clean))) == clean


def test_the_largest_text_is_done_in_seconds() -> None:
    started = time.monotonic()
    clean = sanitise("<p>A word and <b>another</b>.</p>" * (MAX_LENGTH // 70))
    assert time.monotonic() - started < 20
    assert len(ids(clean)) == MAX_LENGTH // 70
