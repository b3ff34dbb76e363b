"""The public HTML of a body."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .blocks import read_mention
from .sanitising import parse
from .tree import Element, Node, Written, text_of, write

#: Answers with the address of a mentioned "person" or "organisation", or None if it has no public page.
type MentionURL = Callable[[str, int], str | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """An image of the library as a page shows it, in HTML: the image, its caption, and its credit and rights.

    The caption of the text itself goes before that of the library.
    """

    picture: SafeString
    caption: SafeString
    credit: SafeString


#: Answers with what is shown of the image of that number, or None if it may not be shown (any more).
type FigureOf = Callable[[int], Figure | None]


def render(
    html: str,
    *,
    mention_url: MentionURL | None = None,
    figure_of: FigureOf | None = None,
    note_prefix: str = "note",
) -> SafeString:
    """Return the body as HTML for the public: without block ids, footnotes numbered and gathered at the end.

    A mention is a link where ``mention_url(kind, pk)`` returns an address,
    else plain text. A figure of the media library is there where
    ``figure_of(pk)`` says how it is shown, else left out with its caption. Give
    each of several bodies on one page its own ``note_prefix``: the ids of its
    notes start with it. Labels are in the active language.

    The text is sanitised again, so that even what reached the database by
    another way is harmless here.
    """
    renderer = _Renderer(mention_url, figure_of, note_prefix)
    nodes = renderer.nodes(list(parse(html)))
    return mark_safe(write([*nodes, *renderer.endnotes()]))  # noqa: S308 - written by us from the vocabulary alone


class _Renderer:
    def __init__(self, mention_url: MentionURL | None, figure_of: FigureOf | None, note_prefix: str) -> None:
        self._mention_url = mention_url
        self._figure_of = figure_of
        self._prefix = note_prefix
        self._notes: list[list[Node]] = []

    def nodes(self, nodes: list[Node]) -> list[Node]:
        """Return the nodes as the public sees them."""
        return [made for node in nodes for made in ([node] if isinstance(node, str) else self._element(node))]

    def endnotes(self) -> list[Node]:
        """Return the section with the notes that were met, if any were."""
        if not self._notes:
            return []
        items: list[Node] = []
        for number, note in enumerate(self._notes, start=1):
            label = _("Back to the text at note %(number)d") % {"number": number}
            back = Element(
                "a", {"href": f"#{self._prefix}-{number}-ref", "role": "doc-backlink", "aria-label": label}, ["↩"]
            )
            items.append(Element("li", {"id": f"{self._prefix}-{number}"}, [*note, " ", back]))
        notes = {"class": "notes", "role": "doc-endnotes", "aria-label": _("Notes")}
        return [Element("section", notes, [Element("ol", {}, items)])]

    def _element(self, node: Element) -> list[Node]:
        if "data-footnote" in node.attributes:
            return [self._footnote(node)]
        if "data-mention" in node.attributes:
            return self._mention(node)
        attributes = {name: value for name, value in node.attributes.items() if name != "data-block"}
        element = Element(node.tag, attributes, [])
        if node.tag in ("li", "td", "th"):
            element.children = self.nodes(_tight(node.children))
            return [element]
        if node.tag == "blockquote":
            return [self._quote(node, element)]
        if node.tag == "figure" and (number := _number_in(node)):
            return self._library_figure(node, element, number)
        if node.tag == "img":
            attributes |= {"loading": "lazy", "decoding": "async"}
        element.children = self.nodes(node.children)
        if node.tag == "table":
            return [_scrolling(element)]
        return [element]

    def _footnote(self, node: Element) -> Element:
        # The number is taken first: notes count in the order of the text.
        self._notes.append([])
        number = len(self._notes)
        self._notes[number - 1] = self.nodes(node.children)
        link = {
            "href": f"#{self._prefix}-{number}",
            "id": f"{self._prefix}-{number}-ref",
            "role": "doc-noteref",
            "aria-label": _("Note %(number)d") % {"number": number},
        }
        return Element("sup", {}, [Element("a", link, [str(number)])])

    def _mention(self, node: Element) -> list[Node]:
        children = self.nodes(node.children)
        address = self._mention_url(*read_mention(node.attributes["data-mention"])) if self._mention_url else None
        return [Element("a", {"href": address}, children)] if address else children

    def _library_figure(self, node: Element, element: Element, number: int) -> list[Node]:
        figure = self._figure_of(number) if self._figure_of else None
        if figure is None:
            return []
        element.attributes["class"] = "picture"
        element.children = [Written(figure.picture)]
        own = [child for caption in node.elements() if caption.tag == "figcaption" for child in caption.children]
        words = self.nodes(own) if own else [Written(figure.caption)] if figure.caption else []
        credit: list[Node] = [*([" "] if words else []), Written(figure.credit)] if figure.credit else []
        if words or credit:
            element.children.append(Element("figcaption", {}, [*words, *credit]))
        return [element]

    def _quote(self, node: Element, element: Element) -> Element:
        """An attribution stands outside the quote: it is not among the words quoted."""
        footers = [child for child in node.elements() if child.tag == "footer"]
        element.children = self.nodes([child for child in node.children if child not in footers])
        if not footers:
            return element
        caption = Element("figcaption", {}, self.nodes(footers[0].children))
        return Element("figure", {"class": "quote"}, [element, caption])


def _number_in(figure: Element) -> int | None:
    """Return the number of the library's image in the figure, None of one that shows another address."""
    number = next((child.attributes.get("data-image") for child in figure.elements() if child.tag == "img"), None)
    return int(number) if number else None


def _tight(children: list[Node]) -> list[Node]:
    """Return the content of an item or a cell, without ``<p>`` around what is its only paragraph."""
    first = children[0] if children else None
    rest = children[1:]
    if (
        isinstance(first, Element)
        and first.tag == "p"
        and not first.attributes
        and all(isinstance(child, Element) and child.tag in ("ul", "ol") for child in rest)
    ):
        return [*first.children, *rest]
    return children


def _scrolling(table: Element) -> Element:
    """Return the table with scopes on its header cells, in a box that scrolls where the screen is narrow."""
    for section in table.elements():
        for row in section.elements():
            for cell in row.elements():
                if cell.tag == "th":
                    cell.attributes.setdefault("scope", "col" if section.tag == "thead" else "row")
    label = next((text_of(child.children) for child in table.elements() if child.tag == "caption"), _("Table"))
    return Element("div", {"class": "table-scroll", "role": "region", "aria-label": label, "tabindex": "0"}, [table])
