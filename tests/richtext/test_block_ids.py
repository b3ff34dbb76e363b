"""Blocks are known again after editing, reordering, splitting, merging and pasting."""

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.richtext import keep_block_ids, plain_text, sanitise, split_blocks

from .markup import ids
from .strategies import paragraphs, tangles

A = "The Secretary General met the ministers of foreign affairs on Wednesday."
B = "The coalition reaffirmed its common purpose and thanked its partners."
C = "A press conference follows at noon in the great hall of the ministry."
OLD = f'<p data-block="aaaaaaaa">{A}</p><p data-block="bbbbbbbb">{B}</p><p data-block="cccccccc">{C}</p>'


def body(texts: list[str]) -> str:
    return sanitise("".join(f"<p>{text}</p>" for text in texts))


def test_an_edited_block_keeps_the_id_that_it_carries() -> None:
    assert ids(keep_block_ids(OLD.replace(B, "Quite another text."), OLD)) == ["aaaaaaaa", "bbbbbbbb", "cccccccc"]


def test_blocks_that_lost_their_ids_are_known_by_their_text() -> None:
    assert ids(keep_block_ids(f"<p>{C}</p><p>{A}</p><p>{B}</p>", OLD)) == ["cccccccc", "aaaaaaaa", "bbbbbbbb"]


def test_an_edited_block_without_id_is_known_by_likeness() -> None:
    edited = (
        f"<p>{A}</p><p>Something new, of which nothing was said.</p><p>{B.replace('thanked', 'praised')}</p><p>{C}</p>"
    )
    kept = ids(keep_block_ids(edited, OLD))
    assert (kept[0], *kept[2:]) == ("aaaaaaaa", "bbbbbbbb", "cccccccc")
    assert kept[1] not in ("aaaaaaaa", "bbbbbbbb", "cccccccc")


def test_of_a_split_block_the_larger_part_keeps_the_id() -> None:
    split = f'<p data-block="aaaaaaaa">{A[:20]}</p><p data-block="aaaaaaaa">{A[20:]}</p>'
    kept = ids(keep_block_ids(split, OLD))
    assert kept[1] == "aaaaaaaa"
    assert kept[0] not in ids(OLD)


def test_of_equal_parts_the_first_keeps_the_id() -> None:
    pasted = f'<p data-block="aaaaaaaa">{A}</p><p data-block="bbbbbbbb">{B}</p><p data-block="aaaaaaaa">{A}</p>'
    kept = ids(keep_block_ids(pasted, OLD))
    assert kept[:2] == ["aaaaaaaa", "bbbbbbbb"]
    assert kept[2] not in ids(OLD)


def test_a_split_block_that_lost_its_id_is_known_by_one_part() -> None:
    kept = ids(keep_block_ids(f"<p>{A[:30]}</p><p>{A[30:]}</p><p>{B}</p>", OLD))
    assert kept.count("aaaaaaaa") == 1
    assert kept[2] == "bbbbbbbb"


def test_a_merged_block_keeps_the_id_of_the_first() -> None:
    merged = f'<p data-block="aaaaaaaa">{A} {B}</p><p data-block="cccccccc">{C}</p>'
    assert ids(keep_block_ids(merged, OLD)) == ["aaaaaaaa", "cccccccc"]


def test_a_copy_pasted_above_the_original_takes_nothing_from_it() -> None:
    pasted = f'<p data-block="aaaaaaaa">Only a few words</p>{OLD}'
    kept = ids(keep_block_ids(pasted, OLD))
    assert kept[1:] == ["aaaaaaaa", "bbbbbbbb", "cccccccc"]


def test_a_paragraph_turned_into_a_quote_is_the_same_block() -> None:
    assert ids(keep_block_ids(f"<blockquote><p>{B}</p></blockquote>", OLD)) == ["bbbbbbbb"]


def test_a_first_text_keeps_the_ids_of_the_source_that_it_was_copied_from() -> None:
    assert ids(keep_block_ids(OLD, "")) == ["aaaaaaaa", "bbbbbbbb", "cccccccc"]


@given(paragraphs, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_reordering_keeps_every_id(texts: list[str], random: object) -> None:
    old = body(texts)
    blocks = split_blocks(old)
    shuffled = sorted(blocks, key=lambda block: hash((block.text, str(random))))
    without = "".join(f"<p>{block.html.split('>', 1)[1]}" for block in shuffled)
    assert ids(keep_block_ids(without, old)) == [block.id for block in shuffled]


@given(tangles, tangles)
@settings(max_examples=200, deadline=None)
def test_ids_stay_distinct_and_the_text_stays_whatever_comes(new: str, old: str) -> None:
    old = sanitise(old)
    kept = keep_block_ids(new, old)
    assert len(set(ids(kept))) == len(ids(kept))
    assert plain_text(kept) == plain_text(new)
    assert str(sanitise(str(kept))) == kept
    assert keep_block_ids(str(kept), str(kept)) == kept
    assert keep_block_ids(str(kept), old) == kept


@given(paragraphs, st.integers(min_value=0))
@settings(max_examples=100, deadline=None)
def test_pasting_a_paragraph_disturbs_no_other(texts: list[str], place: int) -> None:
    old = body(texts)
    blocks = [block.html for block in split_blocks(old)]
    blocks.insert(place % (len(blocks) + 1), "<p>0123456789 0123456789</p>")
    assert set(ids(old)) < set(ids(keep_block_ids("".join(blocks), old)))


def test_a_block_says_its_id_kind_html_and_text() -> None:
    block = split_blocks('<h2 data-block="aaaaaaaa">A &amp; <em>b</em></h2>')[0]
    assert (block.id, block.kind, block.text) == ("aaaaaaaa", "heading", "A & b")
    assert block.html == '<h2 data-block="aaaaaaaa">A &amp; <em>b</em></h2>'
