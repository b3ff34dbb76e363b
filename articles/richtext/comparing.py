"""What changed between two bodies: by paragraph, by word, and in formatting, links and mentions."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import chain, groupby

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .blocks import Block, match_blocks, split_blocks
from .sanitising import parse
from .tree import Element, Node, escape
from .vocabulary import IMAGE, KINDS

#: Beyond this many words a block is not compared word by word: its old form
#: and its new one are shown whole.
MOST_WORDS = 4000

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\d+(?:[.,\u00a0\u202f ]\d+)*|\w+|\s+|[^\w\s]")
_LINES = {"p", "h2", "h3", "h4", "li", "tr", "footer", "caption", "figcaption", "img"}
_CELLS = {"td", "th"}


class PassageKind(StrEnum):
    """What became of a block."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


class PieceKind(StrEnum):
    """What became of a run of words inside a block."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    REFORMATTED = "reformatted"


@dataclass(frozen=True, slots=True)
class Mark:
    """What wraps a run of words: its tag ("strong", "a", "mention" …) and, for links and the like, its value."""

    name: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, a run of white space or a punctuation mark, with the marks around it; outermost first."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words to which the same happened; ``marks_before`` differ from those of the words if reformatted."""

    kind: PieceKind
    words: tuple[Word, ...]
    marks_before: tuple[Mark, ...] = ()

    @property
    def text(self) -> str:
        """The words, joined."""
        return "".join(word.text for word in self.words)

    @property
    def html(self) -> SafeString:
        """The words as ``<ins>``, ``<del>``, ``<mark>`` or plain, with their own formatting inside."""
        inner = mark_safe("".join(map(_word_html, self.words)))  # noqa: S308 - escaped word by word
        match self.kind:
            case PieceKind.ADDED:
                return format_html("<ins>{}</ins>", inner)
            case PieceKind.REMOVED:
                return format_html("<del>{}</del>", inner)
            case PieceKind.REFORMATTED:
                return format_html("<mark>{}</mark>", inner)
        return inner

    @property
    def formatting(self) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
        """The marks that a reformatted run lost, and those that it gained."""
        now = self.words[0].marks if self.words else ()
        return (
            tuple(mark for mark in self.marks_before if mark not in now),
            tuple(mark for mark in now if mark not in self.marks_before),
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """One block before and after: None where it was not there yet, or is no longer."""

    kind: PassageKind
    before: Block | None
    after: Block | None
    is_moved: bool = False
    pieces: tuple[Piece, ...] = field(default=())

    @property
    def is_changed(self) -> bool:
        """Whether anything happened to the block, be it only that it moved."""
        return self.kind != PassageKind.SAME or self.is_moved

    @property
    def html(self) -> SafeString:
        """The block with what was added and removed marked in it, lines parted by ``<br>``."""
        return mark_safe("".join(piece.html for piece in self.pieces).replace("\n", "<br>"))  # noqa: S308 - the pieces are escaped

    @property
    def reformatted(self) -> list[Piece]:
        """The runs of words whose formatting, link or mention changed while the words stayed."""
        return [piece for piece in self.pieces if piece.kind == PieceKind.REFORMATTED]


def compare(before: str, after: str) -> list[Passage]:
    """Return the passages of two bodies in the order of the new one; removed blocks stand where they stood.

    Blocks are the same by their id, else by what they say. A block whose place
    among the others changed is moved.
    """
    old, new = split_blocks(before), split_blocks(after)
    pairs = match_blocks(before, after)
    moved = _moved(pairs)
    partner = {second: first for first, second in pairs}
    removed = _removed_after(len(old), pairs)
    passages = [_removed_passage(old[number]) for number in removed.get(-1, ())]
    for number, block in enumerate(new):
        if number not in partner:
            passages.append(_added_passage(block))
        else:
            first = partner[number]
            passages.append(_pair_passage(old[first], block, is_moved=first in moved))
            passages.extend(_removed_passage(old[gone]) for gone in removed.get(first, ()))
    return passages


def compare_words(before: str, after: str) -> Passage:
    """Compare two plain texts, such as titles, word by word."""
    old, new = (tuple(Word(text) for text in _WORD.findall(text)) for text in (before, after))
    kind = PassageKind.SAME if before == after else PassageKind.CHANGED
    return Passage(kind, None, None, pieces=tuple(_pieces(old, new)))


def _moved(pairs: Iterable[tuple[int, int]]) -> set[int]:
    """The old numbers of the blocks outside the longest run of pairs that kept its order."""
    in_new_order = [first for first, _second in sorted(pairs, key=lambda pair: pair[1])]
    tails: list[int] = []
    last: list[int] = []
    previous: dict[int, int] = {}
    for first in in_new_order:
        place = bisect_left(tails, first)
        previous[first] = last[place - 1] if place else -1
        tails[place : place + 1] = [first]
        last[place : place + 1] = [first]
    kept = set()
    step = last[-1] if last else -1
    while step != -1:
        kept.add(step)
        step = previous[step]
    return set(in_new_order) - kept


def _removed_after(count: int, pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    """The removed old blocks by the old block that they followed; -1 for those at the start."""
    kept = {first for first, _second in pairs}
    removed: dict[int, list[int]] = {}
    anchor = -1
    for number in range(count):
        if number in kept:
            anchor = number
        else:
            removed.setdefault(anchor, []).append(number)
    return removed


def _removed_passage(block: Block) -> Passage:
    words = tuple(_words_of(block))
    return Passage(PassageKind.REMOVED, block, None, pieces=(Piece(PieceKind.REMOVED, words),))


def _added_passage(block: Block) -> Passage:
    words = tuple(_words_of(block))
    return Passage(PassageKind.ADDED, None, block, pieces=(Piece(PieceKind.ADDED, words),))


def _pair_passage(before: Block, after: Block, *, is_moved: bool) -> Passage:
    old, new = tuple(_words_of(before)), tuple(_words_of(after))
    if old == new and _shape(before) == _shape(after):
        return Passage(PassageKind.SAME, before, after, is_moved, (Piece(PieceKind.SAME, new),))
    if max(len(old), len(new)) > MOST_WORDS:
        whole = (Piece(PieceKind.REMOVED, old), Piece(PieceKind.ADDED, new))
        return Passage(PassageKind.CHANGED, before, after, is_moved, whole)
    return Passage(PassageKind.CHANGED, before, after, is_moved, tuple(_pieces(old, new)))


def _shape(block: Block) -> str:
    """The block's elements and attributes without its text and id: a heading made a paragraph is a change too."""
    return re.sub(r">[^<]*", ">", re.sub(r' data-block="[^"]*"', "", block.html))


def _pieces(old: Sequence[Word], new: Sequence[Word]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, [word.text for word in old], [word.text for word in new], autojunk=False)
    for operation, start, end, new_start, new_end in matcher.get_opcodes():
        if operation == "equal":
            yield from _reformatted(old[start:end], new[new_start:new_end])
        else:
            if start < end:
                yield Piece(PieceKind.REMOVED, tuple(old[start:end]))
            if new_start < new_end:
                yield Piece(PieceKind.ADDED, tuple(new[new_start:new_end]))


def _reformatted(old: Sequence[Word], new: Sequence[Word]) -> Iterator[Piece]:
    """Runs of equal words, split by whether and how their marks changed."""
    for (before, after), run in groupby(
        zip(old, new, strict=True), key=lambda pair: (pair[0].marks, pair[1].marks) if pair[0] != pair[1] else ((), ())
    ):
        words = tuple(word for _old, word in run)
        if before == after:
            yield Piece(PieceKind.SAME, words)
        else:
            yield Piece(PieceKind.REFORMATTED, words, before)


def _words_of(block: Block) -> Iterator[Word]:
    return _trimmed(chain.from_iterable(_words_in(node, ()) for node in parse(block.html)))


def _trimmed(words: Iterable[Word]) -> Iterator[Word]:
    """The words without line breaks at the start and the end and without empty lines."""
    is_line_open = False
    break_due = False
    for word in words:
        if word.text == "\n":
            break_due = is_line_open
            continue
        if break_due:
            yield Word("\n")
            break_due = False
        is_line_open = True
        yield word


def _words_in(node: Node, marks: tuple[Mark, ...]) -> Iterator[Word]:
    if isinstance(node, str):
        yield from (Word(" " if text.isspace() and "\n" in text else text, marks) for text in _WORD.findall(node))
        return
    if node.tag == "br":
        yield Word("\n")
    elif node.tag in _LINES:
        yield Word("\n")
        if node.tag == "li":
            yield Word("• ")
        if node.tag == "img":
            yield Word("🖼", (Mark("img", node.attributes.get("src") or node.attributes.get("data-image", "")),))
            yield from (Word(text, marks) for text in _WORD.findall(" " + node.attributes.get("alt", "")))
        yield from chain.from_iterable(_words_in(child, marks) for child in node.children)
        yield Word("\n")
    elif node.tag in _CELLS:
        # The paragraphs in a cell begin no lines of their own: a row of the table is one.
        yield from _trimmed(chain.from_iterable(_words_in(child, marks) for child in node.children))
        yield Word(" | ")
    else:
        inner = (*marks, mark) if (mark := _mark(node)) else marks
        if mark and mark.name == "footnote":
            yield Word(" [", inner)
        yield from chain.from_iterable(_words_in(child, inner) for child in node.children)
        if mark and mark.name == "footnote":
            yield Word("]", inner)


def _mark(element: Element) -> Mark | None:
    attributes = element.attributes
    if element.tag == "a":
        return Mark("a", attributes.get("href", ""))
    if "data-mention" in attributes:
        return Mark("mention", attributes["data-mention"])
    if "data-footnote" in attributes:
        return Mark("footnote")
    if element.tag == "span":
        return Mark("language", attributes.get("lang", ""))
    return Mark(element.tag) if element.tag not in KINDS and element.tag not in ("thead", "tbody") else None


def _word_html(word: Word) -> str:
    html = escape(word.text)
    for mark in reversed(word.marks):
        if mark.name in ("q", "strong", "em", "sub", "sup"):
            html = f"<{mark.name}>{html}</{mark.name}>"
        elif mark.name == "img" and IMAGE.fullmatch(mark.value):
            html = f'<span class="compared-img" data-image="{mark.value}">{html}</span>'
        elif mark.name in ("a", "mention", "footnote", "language", "img"):
            html = f'<span class="compared-{mark.name}">{html}</span>'
    return html
