"""Between the HTML of a paragraph and runs of text with codes in them, as every version of XLIFF has them.

A paragraph (a list, a table …) is taken apart into stretches of running text,
one for each list item, cell, caption, attribution and picture's description.
What holds them together stays behind; what stands inside them becomes codes.
Putting the same stretches together again gives exactly the same HTML.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.richtext.tree import Element, Node, read, write
from articles.richtext.vocabulary import HEADINGS, VOID

from .errors import UnitFault

__all__ = [
    "Code",
    "Codes",
    "Mark",
    "Place",
    "Stretch",
    "Token",
    "Tokens",
    "joined",
    "lost_or_doubled",
    "put_together",
    "take_apart",
    "words_of",
]

#: The most codes that may be open at once: each end within them opens the others anew.
MAX_OPEN = 40

_RUNNING = ("p", *HEADINGS, "footer", "caption", "figcaption")
_NAMES = {"footer": "attribution", "caption": "caption", "figcaption": "caption"}


class Place(StrEnum):
    """Which end of a code a mark is."""

    START = "start"
    END = "end"
    ALONE = "alone"


class Mark(NamedTuple):
    """Where a code starts, ends, or stands alone."""

    place: Place
    id: str


type Token = str | Mark
type Tokens = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """One inline element: what it is ("strong", "link", "mention" …) and how the HTML writes it."""

    id: str
    tag: str
    attributes: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> str:
        """What the code is, in the words of the vocabulary."""
        names = dict(self.attributes)
        if self.tag == "a":
            return "link"
        if self.tag == "span":
            return "footnote" if "data-footnote" in names else "mention" if "data-mention" in names else "language"
        return "break" if self.tag == "br" else self.tag

    @property
    def start(self) -> str:
        """The start tag."""
        return write([Element(self.tag, dict(self.attributes))]).removesuffix(f"</{self.tag}>")

    @property
    def end(self) -> str:
        """The end tag; empty for an element that has none."""
        return "" if self.tag in VOID else f"</{self.tag}>"

    @property
    def may_be_dropped(self) -> bool:
        """Whether a translation may do without it: formatting, but nothing that a reader follows or looks up."""
        return self.kind not in ("link", "mention", "footnote")

    def is_like(self, other: Code) -> bool:
        """Whether both are the same element, whatever their ids."""
        return (self.tag, self.attributes) == (other.tag, other.attributes)


type Codes = Mapping[str, Code]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of running text: its name ("text", "description", "caption", "attribution"), its text and codes."""

    name: str
    tokens: Tokens


@dataclass(slots=True)
class _Numbering:
    """Gives each code of a paragraph its number, in the order of the text."""

    codes: dict[str, Code] = field(default_factory=dict)

    def code(self, element: Element) -> Code:
        code = Code(str(len(self.codes) + 1), element.tag, tuple(element.attributes.items()))
        self.codes[code.id] = code
        return code


class _Slot(NamedTuple):
    """Where a stretch stands: all that is in an element, or its ``alt``."""

    name: str
    element: Element


def take_apart(html: str) -> tuple[list[Stretch], dict[str, Code]]:
    """The stretches of running text of sanitised blocks, and the codes in them by id, numbered from 1."""
    numbering = _Numbering()
    stretches = [Stretch(slot.name, joined(_tokens(_content(slot), numbering))) for slot in _slots(read(html))]
    return stretches, numbering.codes


def put_together(html: str, stretches: Sequence[Tokens], codes: Codes) -> str:
    """The blocks with other text in their places: as many stretches as `take_apart` found.

    Raises `UnitFault` where the codes do not make whole elements.
    """
    nodes = read(html)
    for slot, tokens in zip(list(_slots(nodes)), stretches, strict=True):
        if slot.name == "description":
            if any(isinstance(token, Mark) for token in tokens):
                raise UnitFault(_("A picture’s description holds formatting. It takes words alone."))
            slot.element.attributes["alt"] = words_of(tokens)
        else:
            slot.element.children = _nodes(tokens, codes)
    return write(nodes)


def joined(tokens: Iterable[Token]) -> Tokens:
    """The tokens with neighbouring texts made one, and without empty ones."""
    result: list[Token] = []
    for is_text, run in groupby(tokens, key=lambda token: isinstance(token, str)):
        if not is_text:
            result += run
        elif text := "".join(map(str, run)):
            result.append(text)
    return tuple(result)


def words_of(tokens: Tokens) -> str:
    """The text alone."""
    return "".join(token for token in tokens if isinstance(token, str))


def _slots(nodes: Iterable[Node]) -> Iterator[_Slot]:
    for node in nodes:
        if isinstance(node, str):
            continue
        if node.tag == "img":
            if node.attributes.get("alt"):
                yield _Slot("description", node)
        elif node.tag in _RUNNING:
            yield _Slot(_NAMES.get(node.tag, "text"), node)
        else:
            yield from _slots(node.children)


def _content(slot: _Slot) -> list[Node]:
    return [slot.element.attributes["alt"]] if slot.name == "description" else slot.element.children


def _tokens(nodes: Iterable[Node], numbering: _Numbering) -> Iterator[Token]:
    for node in nodes:
        if isinstance(node, str):
            yield node
            continue
        code = numbering.code(node)
        if node.tag in VOID:
            yield Mark(Place.ALONE, code.id)
            continue
        yield Mark(Place.START, code.id)
        yield from _tokens(node.children, numbering)
        yield Mark(Place.END, code.id)


def _nodes(tokens: Tokens, codes: Codes) -> list[Node]:
    """The elements that the codes make. Where two overlap, the inner one is closed and opened again."""
    top = Element("")
    open_: list[tuple[str, Element]] = [("", top)]
    for token in tokens:
        here = open_[-1][1].children
        if isinstance(token, str):
            here.append(token)
            continue
        code = codes.get(token.id)
        if code is None:
            raise UnitFault(_("There is a code “%(id)s” in it that the source does not have.") % {"id": token.id[:40]})
        if (token.place == Place.ALONE) != (code.tag in VOID):
            raise UnitFault(_("The code “%(id)s” is no longer what it was in the source.") % {"id": token.id[:40]})
        if token.place == Place.END:
            _close(token.id, open_)
            continue
        element = Element(code.tag, dict(code.attributes))
        here.append(element)
        if token.place == Place.START:
            open_.append((token.id, element))
            if len(open_) > MAX_OPEN:
                raise UnitFault(_("Too many codes start in it before any ends."))
    if len(open_) > 1:
        raise UnitFault(_("The code “%(id)s” starts and does not end.") % {"id": open_[-1][0][:40]})
    return top.children


def _close(identity: str, open_: list[tuple[str, Element]]) -> None:
    place = next((place for place in range(len(open_) - 1, 0, -1) if open_[place][0] == identity), None)
    if place is None:
        raise UnitFault(_("The code “%(id)s” ends and did not start.") % {"id": identity[:40]})
    inner = [(each, Element(element.tag, deepcopy(element.attributes))) for each, element in open_[place + 1 :]]
    del open_[place:]
    for each, element in inner:
        open_[-1][1].children.append(element)
        open_.append((each, element))


def lost_or_doubled(source: Iterable[Tokens], target: Iterable[Tokens], codes: Codes) -> str:
    """A sentence that says which codes of the source the target lost, or has twice; empty where none."""
    there = Counter(_opened(source))
    here = Counter(_opened(target))
    lost = [codes[each] for each in there if not here[each] and not codes[each].may_be_dropped]
    if lost:
        return _("What the source has is missing: %(codes)s.") % {"codes": ", ".join(map(_named, lost))}
    if any(count > 1 for count in here.values()):
        twice = [codes[each] for each, count in here.items() if count > 1 and each in codes]
        return _("What the source has once is there twice: %(codes)s.") % {"codes": ", ".join(map(_named, twice))}
    return ""


def _opened(texts: Iterable[Tokens]) -> Iterator[str]:
    for tokens in texts:
        yield from (token.id for token in tokens if isinstance(token, Mark) and token.place != Place.END)


def _named(code: Code) -> str:
    values = dict(code.attributes)
    what = {
        "link": _("the link to %(value)s") % {"value": values.get("href", "")},
        "mention": _("the mention of %(value)s") % {"value": values.get("data-mention", "")},
        "footnote": _("a footnote"),
    }
    return what.get(code.kind, code.start)
