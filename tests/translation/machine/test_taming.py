"""What a machine sends back is a stranger's: it is made harmless and fitted into its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.richtext import Block, sanitise, split_blocks
from articles.translation.machine.taming import sent, tame


def block(html: str) -> Block:
    (made,) = split_blocks(sanitise(html))
    return made


PARAGRAPH = block('<p data-block="abcdefgh">Read <a href="https://example.org/a">this</a>.</p>')
TITLE = Block("title", "title", "Two &amp; two", "Two & two")


def test_the_machine_is_given_no_id():
    assert sent(PARAGRAPH) == '<p>Read <a href="https://example.org/a">this</a>.</p>'
    assert sent(TITLE) == "Two &amp; two"


def test_the_block_keeps_the_id_of_its_source_whatever_id_comes_back():
    answer = '<p data-block="zzzzzzzz">Lisez <a href="https://example.org/a">ceci</a>.</p>'

    assert tame(answer, PARAGRAPH) == answer.replace("zzzzzzzz", "abcdefgh")


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("<p>Lisez<script>alert(1)</script> ceci</p>", "<p>Lisez ceci</p>"),
        ('<p onclick="x()">Lisez</p>', "<p>Lisez</p>"),
        ('<p>Lisez <a href="https://evil.example/">ceci</a></p>', "<p>Lisez ceci</p>"),
        ('<p>Lisez <a href="javascript:x()">ceci</a></p>', "<p>Lisez ceci</p>"),
        ('<p>Lisez <span data-mention="person:1">M. Nul</span></p>', "<p>Lisez M. Nul</p>"),
        ('<p lang="ar" dir="rtl">Lisez</p>', "<p>Lisez</p>"),
        ("<h2>Lisez</h2><p>ceci</p>", "<p>Lisez ceci</p>"),
        ("Lisez <b>ceci</b>", "<p>Lisez <strong>ceci</strong></p>"),
        ("<table><tr><td>Lisez</td></tr></table>", "<p>Lisez</p>"),
    ],
)
def test_nothing_comes_in_that_the_source_has_not(answer, kept):
    assert tame(answer, PARAGRAPH) == kept.replace("<p>", '<p data-block="abcdefgh">')


@pytest.mark.parametrize("answer", ["", " ", "<p></p>", "<script>alert(1)</script>", "x" * 100_000, "<p>" * 5000 + "x"])
def test_what_is_of_no_use_is_nothing(answer):
    assert tame(answer, PARAGRAPH) is None


def test_a_title_is_text_alone_on_one_line():
    assert tame("<h1>Deux\n<em>&amp;</em> deux</h1><script>x</script>", TITLE) == "Deux &amp; deux"


def test_a_mention_and_a_note_of_the_source_stay():
    source = block('<p>Said <span data-mention="person:7">Ms Vale</span><span data-footnote="">In 2017.</span>.</p>')
    answer = sent(source).replace("Said", "A dit").replace("Ms Vale", "Mme Vale")

    kept = tame(answer, source)

    assert 'data-mention="person:7">Mme Vale<' in kept
    assert "data-footnote" in kept


def test_a_figure_shows_no_other_picture():
    source = block('<figure><img src="/a.png" alt="A ship"><figcaption>A ship</figcaption></figure>')
    answer = '<figure><img src="https://evil.example/b.png" alt="Un navire"><figcaption>Un navire</figcaption></figure>'

    assert "evil" not in (tame(answer, source) or "")


def test_a_list_that_comes_back_as_something_else_is_of_no_use():
    assert tame("<p>Un, deux</p>", block("<ul><li>One</li><li>Two</li></ul>")) is None


@given(st.text(alphabet="<>/=\"' abpi&;\x00\u202eéscript", max_size=200))
def test_whatever_comes_back_is_canonical_or_nothing(answer):
    kept = tame(answer, PARAGRAPH)

    assert kept is None or (sanitise(kept) == kept and [b.id for b in split_blocks(kept)] == ["abcdefgh"])
