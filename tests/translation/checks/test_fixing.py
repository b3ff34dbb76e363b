"""A fix changes the words it counts, and neither the markup around them nor the ids."""

import re

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from articles.richtext import plain_text, sanitise, split_blocks
from articles.translation.checks import Fix
from articles.translation.checks.fixing import apply_fixes
from tests.richtext.strategies import tangles

PARAGRAPH = '<p data-block="aaaaaaaa">L\'OTAN <strong>agit</strong> ; <a href="https://example.org/?a=b">voir</a> !</p>'


def lines(html: str) -> str:
    """The text as the pairs of a translation have it."""
    return "\n".join(block.text for block in split_blocks(html))


def markup(html: str) -> list[str]:
    return re.findall(r"<[^>]*>", html)


def test_several_fixes_are_made_at_once() -> None:
    text = plain_text(PARAGRAPH)
    fixes = [
        Fix(1, 2, "’"),
        Fix(text.index(" ;"), text.index(";"), "\u202f"),
        Fix(text.index(" !"), text.index("!"), "\u202f"),
    ]
    fixed = apply_fixes(PARAGRAPH, fixes)
    assert plain_text(fixed) == "L’OTAN agit\u202f; voir\u202f!"
    assert markup(fixed) == markup(PARAGRAPH)


def test_a_fix_across_a_mark_writes_at_its_first_character() -> None:
    html = '<p data-block="aaaaaaaa">the <em>the</em> day</p>'
    assert apply_fixes(html, [Fix(3, 7, "")]) == '<p data-block="aaaaaaaa">the<em></em> day</p>'


def test_an_insertion_stays_outside_the_mark_that_begins_there() -> None:
    html = '<p data-block="aaaaaaaa">fin<strong>!</strong></p>'
    assert apply_fixes(html, [Fix(3, 3, "\u202f")]) == '<p data-block="aaaaaaaa">fin\u202f<strong>!</strong></p>'


def test_a_title_is_fixed_as_a_body_is() -> None:
    assert apply_fixes("A &amp; B ; C", [Fix(5, 6, "\u202f")]) == "A &amp; B\u202f; C"


def test_a_second_block_counts_from_the_start_of_the_first() -> None:
    html = '<p data-block="aaaaaaaa">un</p><p data-block="bbbbbbbb">deux</p>'
    assert apply_fixes(html, [Fix(3, 7, "trois")]) == html.replace("deux", "trois")


def test_of_two_that_overlap_the_earlier_one_is_made() -> None:
    html = '<p data-block="aaaaaaaa">abcd</p>'
    assert apply_fixes(html, [Fix(0, 2, "x"), Fix(1, 3, "y")]) == '<p data-block="aaaaaaaa">xcd</p>'


def test_a_fix_of_what_the_markup_lays_out_is_left_out() -> None:
    html = '<p data-block="aaaaaaaa">ab<br>cd</p>'
    assert apply_fixes(html, [Fix(2, 3, " "), Fix(90, 91, "x")]) == html


@given(tangles, st.data())
@settings(max_examples=400, deadline=None)
def test_whatever_the_markup_only_the_text_counted_changes(tangle: str, data: st.DataObject) -> None:
    html = sanitise(tangle)
    text = lines(html)
    letters = [place for place, character in enumerate(text) if character.isalnum()]
    assume(letters)
    chosen = data.draw(st.lists(st.sampled_from(letters), unique=True))
    fixed = apply_fixes(html, [Fix(place, place + 1, "Ж") for place in chosen])
    assert markup(fixed) == markup(html)
    assert lines(fixed) == "".join("Ж" if place in chosen else letter for place, letter in enumerate(text))
