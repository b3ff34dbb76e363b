"""Elements as the sanitiser and the renderer handle them, and how they are written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from .vocabulary import ATTRIBUTES, MAX_DEPTH, VOID

TOO_DEEP = f"This text is nested more than {MAX_DEPTH} levels deep. Paste it as plain text."


class RichTextError(ValueError):
    """A body that cannot be taken, with a sentence that says why."""


class Written(str):
    """HTML that another renderer has written, to be taken as it is. Nothing that was read is ever made one."""

    __slots__ = ()


@dataclass(slots=True)
class Element:
    """One HTML element."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Element | str]" = field(default_factory=list)

    def elements(self) -> "Iterator[Element]":
        """Yield the children that are elements."""
        return (child for child in self.children if isinstance(child, Element))

    def descendants(self) -> "Iterator[Element]":
        """Yield this element and all elements in it, in the order of the text."""
        yield self
        for child in self.elements():
            yield from child.descendants()


type Node = Element | str


class _Reader(HTMLParser):
    """Reads well-formed HTML, such as nh3 writes, into elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag in VOID or tag == "hr":
            return
        self._open.append(element)
        if len(self._open) > MAX_DEPTH + 1:
            raise RichTextError(TOO_DEEP)

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def read(html: str) -> list[Node]:
    """Return the nodes of well-formed HTML. Raise `RichTextError` if it is nested too deeply."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root.children


def depth(element: Element) -> int:
    """Return how many elements stand one inside the other, this one included."""
    return 1 + max(map(depth, element.elements()), default=0)


def escape(text: str) -> str:
    """Return the text as HTML writes it, the same in content and in attributes."""
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("\N{NO-BREAK SPACE}", "&nbsp;")
    )


def write(nodes: Iterable[Node]) -> str:
    """Return the HTML of the nodes, attributes in the order of the vocabulary."""
    parts: list[str] = []
    for node in nodes:
        if isinstance(node, Written):
            parts.append(node)
            continue
        if isinstance(node, str):
            parts.append(escape(node).replace("&quot;", '"'))
            continue
        order = ATTRIBUTES.get(node.tag, ())
        names = sorted(node.attributes, key=lambda name: order.index(name) if name in order else len(order))
        attributes = "".join(f' {name}="{escape(node.attributes[name])}"' for name in names)
        parts.append(f"<{node.tag}{attributes}>")
        if node.tag not in VOID:
            parts.append(write(node.children))
            parts.append(f"</{node.tag}>")
    return "".join(parts)


def text_of(nodes: Iterable[Node]) -> str:
    """Return the text of the nodes, hard breaks as newlines, blocks on lines of their own."""
    parts: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(node)
        elif node.tag == "br":
            parts.append("\n")
        elif "data-footnote" in node.attributes:
            parts.append(f" [{text_of(node.children)}]")
        elif node.tag in ("p", "li", "tr", "footer", "caption", "figcaption", "table", "ul", "ol"):
            parts.append(f"\n{text_of(node.children).strip(chr(10))}\n")
        elif node.tag in ("td", "th"):
            parts.append(f"{' '.join(text_of(node.children).split(chr(10))).strip()}\t")
        else:
            parts.append(text_of(node.children))
    text = "".join(parts)
    while "\n\n" in text:
        text = text.replace("\n\n", "\n")
    return text
