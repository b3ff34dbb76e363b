"""What changed between two bodies."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.richtext import PassageKind, PieceKind, compare, compare_words, keep_block_ids, plain_text, sanitise
from tests.paths import CORPUS, needs_corpus

FIRST = "<p>Ministers met in Brussels on <strong>Wednesday</strong>.</p>"
SECOND = "<p>They discussed <a href='https://example.org/plan'>the plan</a> for two hours.</p>"
THIRD = "<p>They will meet again in the month of May.</p>"
BODY = sanitise(FIRST + SECOND + THIRD)


def edited(*replacements: tuple[str, str]) -> str:
    html = BODY
    for old, new in replacements:
        assert old in html
        html = html.replace(old, new)
    return keep_block_ids(html, BODY)


def kinds(passages) -> list[str]:
    return [str(passage.kind) + (" moved" if passage.is_moved else "") for passage in passages]


def pieces(passage, kind: PieceKind) -> list[str]:
    return [piece.text for piece in passage.pieces if piece.kind == kind]


def test_the_same_text_has_no_change():
    assert not any(passage.is_changed for passage in compare(BODY, BODY))


def test_a_changed_word_is_found_in_its_paragraph():
    _same, changed, _same = compare(BODY, edited(("two hours", "three hours")))

    assert changed.kind == PassageKind.CHANGED
    assert (pieces(changed, PieceKind.REMOVED), pieces(changed, PieceKind.ADDED)) == (["two"], ["three"])


def test_a_number_counts_as_one_word():
    changed = compare_words("13 000 soldiers", "1 300 soldiers")

    assert (pieces(changed, PieceKind.REMOVED), pieces(changed, PieceKind.ADDED)) == (["13 000"], ["1 300"])


def test_a_changed_link_is_a_change_though_no_word_is():
    changed = compare(BODY, edited(("example.org/plan", "example.org/other")))[1]

    (run,) = changed.reformatted
    ((lost,), (gained,)) = run.formatting
    assert (run.text, lost.value, gained.value) == (
        "the plan",
        "https://example.org/plan",
        "https://example.org/other",
    )


def test_a_lost_bold_is_a_change():
    changed = compare(BODY, edited(("<strong>Wednesday</strong>", "Wednesday")))[0]

    assert [mark.name for mark in changed.reformatted[0].formatting[0]] == ["strong"]


def test_a_paragraph_made_a_heading_is_a_change():
    changed = compare(sanitise("<p>Next steps</p>"), sanitise("<h2>Next steps</h2>"))

    assert all(passage.is_changed for passage in changed)


def test_added_and_removed_paragraphs_stand_in_their_places():
    passages = compare(BODY, keep_block_ids(FIRST + "<p>Something wholly unlike it: 400 ships.</p>" + THIRD, BODY))

    assert kinds(passages) in (["same", "removed", "added", "same"], ["same", "added", "removed", "same"])


def test_a_paragraph_moved_is_moved_and_nothing_else():
    passages = compare(BODY, keep_block_ids(THIRD + FIRST + SECOND, BODY))

    assert kinds(passages) == ["same moved", "same", "same"]


def test_items_of_a_list_and_cells_of_a_table_are_told_apart():
    before = sanitise("<ul><li>One</li><li>Two<ul><li>Deep</li></ul></li></ul>")
    after = keep_block_ids(before.replace("Two", "Three"), before)

    (changed,) = compare(before, after)
    assert pieces(changed, PieceKind.ADDED) == ["Three"]
    assert "<br>" in changed.html


def test_what_is_shown_is_escaped():
    assert "<script" not in compare_words("a", "<script>alert(1)</script>").html


def test_without_common_ids_paragraphs_are_known_by_what_they_say():
    assert kinds(compare(BODY, sanitise(FIRST + SECOND + THIRD))) == ["same"] * 3


paragraphs = st.lists(
    st.lists(st.sampled_from("ships sail north at dawn with 13,000 men and no wind".split()), min_size=1).map(" ".join),
    max_size=6,
)


@given(paragraphs, paragraphs)
def test_what_is_same_and_added_is_the_new_text_and_what_is_same_and_removed_the_old(before, after):
    old, new = (sanitise("".join(f"<p>{text}</p>" for text in texts)) for texts in (before, after))

    passages = compare(old, new)

    def text_of(*wanted: PieceKind) -> list[str]:
        texts = ("".join(p.text for p in passage.pieces if p.kind in wanted) for passage in passages)
        return sorted(filter(None, (text.strip() for text in texts)))

    shown = (PieceKind.SAME, PieceKind.REFORMATTED)
    assert text_of(*shown, PieceKind.ADDED) == sorted(plain_text(new).split("\n\n")) or not plain_text(new)
    assert text_of(*shown, PieceKind.REMOVED) == sorted(plain_text(old).split("\n\n")) or not plain_text(old)


@needs_corpus
@pytest.mark.parametrize("history", ["debian-20120301-history", "debian-20120425-history"])
def test_every_revision_of_a_real_release_compares_with_the_next(history):
    events = json.loads((CORPUS / "histories" / f"{history}.json").read_text())["events"]
    source = [event["body_html"] for event in events if event["is_source"]]

    assert len(source) > 1
    for old, new in pairwise(source):
        before = sanitise(old)
        after = keep_block_ids(new, before)
        assert any(passage.is_changed for passage in compare(before, after)) == (before != after)


def test_the_cells_of_a_row_stand_in_one_line():
    table = "<table><tbody><tr><th><p>Tankers</p></th><td><p>{}</p></td></tr></tbody></table>"
    (passage,) = compare(table.format("6,402"), table.format("6,204"))
    assert [line.count("|") for line in passage.html.split("<br>")] == [2]
