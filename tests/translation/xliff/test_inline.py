"""Paragraphs taken apart into text and codes, and put together again."""

import pytest
from hypothesis import given

from articles.richtext import sanitise, split_blocks
from articles.translation.xliff import Mark, Place, UnitFault, lost_or_doubled, put_together, take_apart, words_of
from tests.richtext.strategies import tangles
from tests.translation.xliff.sheets import EVERYTHING


def again(html: str) -> str:
    stretches, codes = take_apart(html)
    return put_together(html, [stretch.tokens for stretch in stretches], codes)


@pytest.mark.parametrize("block", split_blocks(sanitise(EVERYTHING)), ids=lambda block: block.kind)
def test_every_kind_of_block_comes_back_as_it_was(block):
    assert again(block.html) == block.html


@given(tangles)
def test_whatever_the_sanitiser_lets_through_comes_back_as_it_was(html):
    html = sanitise(html)

    assert again(html) == html


def test_a_list_is_a_stretch_for_each_item():
    stretches, _codes = take_apart("<ul><li><p>One</p><ul><li><p>Two</p></li></ul></li><li><p>Three</p></li></ul>")

    assert [words_of(stretch.tokens) for stretch in stretches] == ["One", "Two", "Three"]


def test_a_description_and_a_caption_are_named():
    stretches, _codes = take_apart('<figure><img src="/a.png" alt="A"><figcaption>B</figcaption></figure>')

    assert [(stretch.name, stretch.tokens) for stretch in stretches] == [("description", ("A",)), ("caption", ("B",))]


def test_overlapping_codes_are_closed_and_opened_again():
    html = "<p><strong>a</strong><em>b</em></p>"
    _stretches, codes = take_apart(html)
    tokens = (
        Mark(Place.START, "1"), "a", Mark(Place.START, "2"), "b", Mark(Place.END, "1"), "c", Mark(Place.END, "2"),
    )  # fmt: skip

    assert put_together(html, [tokens], codes) == "<p><strong>a<em>b</em></strong><em>c</em></p>"


@pytest.mark.parametrize(
    ("tokens", "said"),
    [
        ((Mark(Place.START, "9"), "a", Mark(Place.END, "9")), "does not have"),
        ((Mark(Place.START, "1"), "a"), "does not end"),
        (("a", Mark(Place.END, "1")), "did not start"),
        ((Mark(Place.ALONE, "1"), "a"), "no longer"),
    ],
)
def test_codes_that_make_no_element_are_refused(tokens, said):
    html = "<p><strong>a</strong></p>"

    with pytest.raises(UnitFault, match=said):
        put_together(html, [tokens], take_apart(html)[1])


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<p><a href="/x/">a</a></p>', "the link to /x/"),
        ('<p><span data-mention="person:1">a</span></p>', "the mention of person:1"),
        ('<p>a<span data-footnote="">b</span></p>', "a footnote"),
    ],
)
def test_a_link_a_mention_and_a_footnote_may_not_be_lost(html, said):
    stretches, codes = take_apart(html)

    assert said in lost_or_doubled([stretch.tokens for stretch in stretches], [("a",)], codes)


def test_formatting_may_be_lost_but_not_doubled():
    stretches, codes = take_apart("<p><strong>a</strong></p>")
    source = [stretch.tokens for stretch in stretches]

    assert lost_or_doubled(source, [("a",)], codes) == ""
    assert "twice" in lost_or_doubled(source, [source[0] + source[0]], codes)
