"""Writing fixes into a paragraph's HTML: the text changes, its markup and ids do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.richtext.tree import Node, read, write

from .base import Fix

__all__ = ["apply_fixes"]

_LINES = frozenset(("p", "li", "tr", "footer", "caption", "figcaption", "table", "ul", "ol"))


@dataclass(slots=True)
class _Letter:
    """One character of the plain text, and where the HTML has it; None where the text was only laid out so."""

    character: str
    holder: list[Node] | None = None
    child: int = 0
    place: int = 0


def apply_fixes(html: str, fixes: Iterable[Fix]) -> str:
    """Return the sanitised HTML with the fixes made, which count in characters of its plain text.

    The plain text is that of the block; of several, each on a line of its own,
    as the pairs of a translation have it. A fix is left out if it overlaps an earlier one, reaches
    beyond the text, or would change what the markup alone lays out: a line
    break, the bracket of a note, the end of a cell.
    """
    nodes = read(html)
    letters = _text(nodes)
    changes: dict[tuple[int, int], tuple[list[Node], int, list[tuple[int, int, str]]]] = {}
    end_of_last = -1
    for fix in sorted(fixes, key=lambda fix: (fix.start, fix.end)):
        if fix.start < end_of_last or fix.end > len(letters) or fix.start > fix.end:
            continue
        spans = _spans(letters, fix)
        if not spans:
            continue
        end_of_last = fix.end
        for number, (holder, child, start, end) in enumerate(spans):
            _holder, _child, made = changes.setdefault((id(holder), child), (holder, child, []))
            made.append((start, end, fix.replacement if number == 0 else ""))
    for holder, child, made in changes.values():
        text = holder[child]
        assert isinstance(text, str)
        for start, end, replacement in reversed(made):
            text = text[:start] + replacement + text[end:]
        holder[child] = text
    return write(nodes)


def _spans(letters: Sequence[_Letter], fix: Fix) -> list[tuple[list[Node], int, int, int]]:
    """Return the stretches (holder, child, start, end) of the text nodes that a fix changes; none if it cannot be."""
    if fix.start == fix.end:
        return _insertion(letters, fix.start)
    spans: list[tuple[list[Node], int, int, int]] = []
    for letter in letters[fix.start : fix.end]:
        if letter.holder is None:
            return []
        last = spans[-1] if spans else None
        if last and last[0] is letter.holder and last[1] == letter.child and last[3] == letter.place:
            spans[-1] = (*last[:3], letter.place + 1)
        else:
            spans.append((letter.holder, letter.child, letter.place, letter.place + 1))
    return spans


def _insertion(letters: Sequence[_Letter], at: int) -> list[tuple[list[Node], int, int, int]]:
    """Return where to insert: after the character before, so that a mark that begins here stays as it was."""
    if at and (before := letters[at - 1]).holder is not None:
        return [(before.holder, before.child, before.place + 1, before.place + 1)]
    if at < len(letters) and (after := letters[at]).holder is not None:
        return [(after.holder, after.child, after.place, after.place)]
    return []


def _text(nodes: list[Node]) -> list[_Letter]:
    """Return the plain text of a title, or of blocks line by line, each character with its origin."""
    if any(isinstance(node, str) for node in nodes):
        return _stripped(_text_of(nodes))
    letters: list[_Letter] = []
    for number in range(len(nodes)):
        letters += [_Letter("\n")] if number else []
        letters += _stripped(_text_of(nodes, number, number + 1))
    return letters


def _text_of(nodes: list[Node], start: int = 0, end: int | None = None) -> list[_Letter]:
    """The twin of `articles.richtext.tree.text_of`; a test holds the two together."""
    letters: list[_Letter] = []
    for number in range(start, len(nodes) if end is None else end):
        letters += _of_node(nodes, number)
    return list(_single_breaks(letters))


def _of_node(nodes: list[Node], number: int) -> Iterator[_Letter]:
    node = nodes[number]
    if isinstance(node, str):
        yield from (_Letter(character, nodes, number, place) for place, character in enumerate(node))
        return
    inner = _text_of(node.children)
    if node.tag == "br":
        yield _Letter("\n")
    elif "data-footnote" in node.attributes:
        yield from (_Letter(" "), _Letter("["), *inner, _Letter("]"))
    elif node.tag in _LINES:
        yield from (_Letter("\n"), *_stripped(inner, "\n"), _Letter("\n"))
    elif node.tag in ("td", "th"):
        on_one_line = [_Letter(" ") if letter.character == "\n" else letter for letter in inner]
        yield from (*_stripped(on_one_line), _Letter("\t"))
    else:
        yield from inner


def _single_breaks(letters: list[_Letter]) -> Iterator[_Letter]:
    yield from letters[:1]
    for before, letter in pairwise(letters):
        if (before.character, letter.character) != ("\n", "\n"):
            yield letter


def _stripped(letters: list[_Letter], characters: str | None = None) -> list[_Letter]:
    text = "".join(letter.character for letter in letters)
    start = len(text) - len(text.lstrip(characters))
    return letters[start : start + len(text.strip(characters))]
