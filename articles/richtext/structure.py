"""The blocks of a body, put together from whatever nesting they came in."""

from collections.abc import Iterator

from .attributes import address_in, block_attributes, image_of, language_around, language_of, marks_within, number_in
from .inline import Marks, Run, nested, tidy
from .tree import Element, Node, text_of
from .vocabulary import (
    ADDRESS_SCHEMES,
    ALIASES,
    CONTAINERS,
    HEADINGS,
    LIST_TYPES,
    MAX_CELLS,
    MAX_COLUMNS_SPANNED,
    MAX_ROWS_SPANNED,
    SCOPES,
)


class Builder:
    """Collects blocks from one stretch of flow content.

    ``in_block`` is the element that will hold the blocks: None at the top of
    the text, else "li", "td" or "blockquote", which decides what may stand
    there.
    """

    def __init__(self, in_block: str | None) -> None:
        self._in_block = in_block
        self._blocks: list[Element] = []
        self._runs: list[Run] = []
        self._shell = Element("p")

    def blocks(
        self, nodes: list[Node], marks: Marks | None = None, around: dict[str, str] | None = None
    ) -> list[Element]:
        """Return the blocks of the nodes. Every text in them gets the marks, every block the language around it."""
        self._walk(nodes, marks or {}, around or {})
        self._flush()
        return self._blocks

    def _flush(self) -> None:
        """End the block that is being filled, if anything is in it."""
        runs, self._runs = tidy(self._runs), []
        if runs:
            shell = self._shell
            self._add(Element(shell.tag, dict(shell.attributes), nested(runs)))
            shell.attributes.pop("data-block", None)

    def _add(self, block: Element) -> None:
        if self._in_block is not None:
            block.attributes.pop("data-block", None)
        self._blocks.append(block)

    def _walk(self, nodes: list[Node], marks: Marks, around: dict[str, str]) -> None:
        for node in nodes:
            if isinstance(node, str):
                self._runs.append(Run(node, marks))
            elif node.tag == "br":
                self._runs.append(Run(Element("br"), marks))
            elif _is_footnote(node):
                note = nested(tidy(_inline(node.children, {}, in_note=True)))
                if note:
                    self._runs.append(Run(Element("span", {"data-footnote": ""}, note)))
            else:
                self._element(node, marks, around)

    def _element(self, node: Element, marks: Marks, around: dict[str, str]) -> None:
        tag = ALIASES.get(node.tag, node.tag)
        if tag == "p" or tag in HEADINGS:
            self._paragraph(node, tag, marks, around)
        elif tag == "img":
            image = image_of(node)
            if image:
                self._whole(Element("figure", block_attributes(node, around), [image]))
        elif tag == "figure":
            self._figure(node, marks, around)
        elif tag in ("ul", "ol"):
            self._whole(_list(node, tag, marks, around))
        elif tag == "blockquote":
            self._whole(_quote(node, marks, around))
        elif tag == "table" and self._in_block != "td":
            self._whole(_table(node, marks, around))
        elif tag == "dt":
            self._paragraph(node, "p", {**marks, "strong": {}}, around)
        elif tag == "pre":
            self._paragraph(_with_breaks(node), "p", marks, around)
        elif tag in CONTAINERS or tag == "table":
            self._paragraph(node, "p", marks, language_around(node, around))
        else:
            self._walk(node.children, marks_within(node, marks), around)

    def _paragraph(self, node: Element, tag: str, marks: Marks, around: dict[str, str]) -> None:
        self._flush()
        if tag in HEADINGS and self._in_block is not None:
            tag, marks = "p", {**marks, "strong": {}}
        outer, self._shell = self._shell, Element(tag, block_attributes(node, around))
        self._walk(node.children, marks, around)
        self._flush()
        self._shell = outer

    def _whole(self, block: Element | None) -> None:
        self._flush()
        if block is not None:
            self._add(block)

    def _figure(self, node: Element, marks: Marks, around: dict[str, str]) -> None:
        """A figure of one picture; of several, one figure each; of a quote, the quote with its attribution."""
        images = [image for image in map(image_of, _found(node, "img")) if image]
        quotes = _found(node, "blockquote")
        captions = _found(node, "figcaption")
        caption = nested(tidy([run for each in captions for run in [*_inline(each.children, marks), Run(" ")]]))
        rest = _without(node, {"img", "figcaption"} if images else {"figcaption"})
        if len(quotes) == 1 and not images:
            self._whole(_quote(quotes[0], marks, language_around(node, around), id_from=node, attribution=caption))
            rest, caption = _without(node, {"blockquote", "figcaption"}), []
        common = block_attributes(node, around)
        for image in images:
            figure = Element("figure", dict(common), [image])
            common.pop("data-block", None)
            if image is images[-1] and caption:
                figure.children.append(Element("figcaption", {}, caption))
                caption = []
            self._whole(figure)
        self._paragraph(rest, "p", marks, around)
        if caption:
            self._whole(Element("p", common, caption))


def _found(node: Element, tag: str) -> list[Element]:
    return [element for element in node.descendants() if element.tag == tag]


def _without(node: Element, tags: set[str]) -> Element:
    """Return the element without those of the tags in it."""
    kept: list[Node] = []
    for child in node.children:
        if isinstance(child, str):
            kept.append(child)
        elif child.tag not in tags:
            kept.append(_without(child, tags))
    return Element(node.tag, node.attributes, kept)


def _with_breaks(node: Element) -> Element:
    """Return preformatted text with its line ends as hard breaks."""
    children: list[Node] = []
    for child in node.children:
        if isinstance(child, Element):
            children.append(_with_breaks(child))
            continue
        for number, line in enumerate(child.split("\n")):
            children += [Element("br"), line] if number else [line]
    return Element(node.tag, node.attributes, children)


def _inline(nodes: list[Node], marks: Marks, *, in_note: bool = False) -> list[Run]:
    """Return the text of the nodes where no block may stand; blocks are parted by a space."""
    runs: list[Run] = []
    for node in nodes:
        if isinstance(node, str):
            runs.append(Run(node, marks))
        elif node.tag == "br":
            runs.append(Run(Element("br"), marks))
        elif _is_footnote(node) and not in_note:
            note = nested(tidy(_inline(node.children, {}, in_note=True)))
            if note:
                runs.append(Run(Element("span", {"data-footnote": ""}, note)))
        elif _is_block(node):
            runs += [Run(" "), *_inline(node.children, marks, in_note=in_note), Run(" ")]
        else:
            runs += _inline(node.children, marks_within(node, marks), in_note=in_note)
    return runs


def _is_footnote(node: Element) -> bool:
    return node.tag == "span" and "data-footnote" in node.attributes


def _is_block(node: Element) -> bool:
    tag = ALIASES.get(node.tag, node.tag)
    return tag in CONTAINERS or tag in ("p", *HEADINGS, "ul", "ol", "blockquote", "table", "figure")


def _list(node: Element, tag: str, marks: Marks, around: dict[str, str]) -> Element | None:
    items: list[Node] = []
    loose: list[Node] = []

    def gather(nodes: list[Node], attributes: dict[str, str]) -> None:
        blocks = Builder("li").blocks(nodes, marks)
        if blocks:
            items.append(Element("li", attributes, list(blocks)))

    for child in [*node.children, Element("li")]:
        if isinstance(child, Element) and child.tag == "li":
            gather(loose, {})
            loose = []
            gather(child.children, language_of(child))
        elif isinstance(child, Element) and ALIASES.get(child.tag, child.tag) in ("ul", "ol") and items and not loose:
            # A list directly in a list, as Word and old pages write a sublist.
            inner = _list(child, ALIASES.get(child.tag, child.tag), marks, {})
            last = items[-1]
            if inner and isinstance(last, Element):
                inner.attributes.pop("data-block", None)
                last.children.append(inner)
        elif isinstance(child, Element) or child.strip():
            loose.append(child)
    if not items:
        return None
    attributes = block_attributes(node, around)
    if tag == "ol":
        start = number_in(node, "start", 2, 999_999)
        if start:
            attributes["start"] = start
        if node.attributes.get("type") in LIST_TYPES:
            attributes["type"] = node.attributes["type"]
    return Element(tag, attributes, items)


def _quote(
    node: Element,
    marks: Marks,
    around: dict[str, str],
    *,
    id_from: Element | None = None,
    attribution: list[Node] | None = None,
) -> Element | None:
    body = list(node.children)
    said_by: list[Run] = []
    while body and (_is_attribution(body[-1]) or _is_blank(body[-1])):
        last = body.pop()
        if isinstance(last, Element):
            said_by = [*_inline(_without_cite(last).children, marks), Run(" "), *said_by]
    blocks = Builder("blockquote").blocks(body, marks)
    attribution = nested(tidy(said_by)) or attribution
    if not blocks:
        blocks, attribution = ([Element("p", {}, attribution)] if attribution else []), None
    if not blocks:
        return None
    attributes = block_attributes(id_from if id_from and "data-block" in id_from.attributes else node, around)
    attributes |= language_of(node)
    cite = address_in(node.attributes.get("cite", ""), ADDRESS_SCHEMES)
    if cite:
        attributes["cite"] = cite
    children: list[Node] = list(blocks)
    if attribution:
        children.append(Element("footer", {}, attribution))
    return Element("blockquote", attributes, children)


def _is_attribution(node: Node) -> bool:
    """Whether this says whose words the quote holds: a footer, ``<cite>``, a paragraph of nothing but ``<cite>``."""
    if isinstance(node, str):
        return False
    if node.tag == "p":
        shown = [child for child in node.children if isinstance(child, Element) or child.strip()]
        return len(shown) == 1 and isinstance(shown[0], Element) and shown[0].tag == "cite"
    return node.tag in ("footer", "cite")


def _is_blank(node: Node) -> bool:
    return isinstance(node, str) and not node.strip()


def _without_cite(node: Element) -> Element:
    """Return an attribution without the italics that ``<cite>`` would otherwise become."""
    children: list[Node] = []
    for child in node.children:
        if isinstance(child, Element) and child.tag == "cite":
            children += child.children
        else:
            children.append(child)
    return Element(node.tag, node.attributes, children)


def _table(node: Element, marks: Marks, around: dict[str, str]) -> Element | None:
    titles = [
        run for each in node.elements() if each.tag == "caption" for run in [*_inline(each.children, {}), Run(" ")]
    ]
    caption = text_of(nested(tidy(titles))).replace("\n", " ")
    rows: list[Element] = []
    for row, in_head in _rows(node):
        cells: list[Node] = [_cell(cell, marks, in_head) for cell in row.elements() if cell.tag in ("td", "th")]
        if cells:
            rows.append(Element("tr", {}, cells))
    if not any(isinstance(cell, Element) and cell.children for row in rows for cell in row.children):
        return Element("p", block_attributes(node, around), [caption]) if caption else None
    _complete(rows)
    head = _head_rows(rows)
    children: list[Node] = [Element("caption", {}, [caption])] if caption else []
    if head:
        children.append(Element("thead", {}, list(rows[:head])))
    children.append(Element("tbody", {}, list(rows[head:])))
    return Element("table", block_attributes(node, around), children)


def _rows(table: Element) -> list[tuple[Element, bool]]:
    """Return the table's own rows, each with whether it stands in the head; those of the foot come last."""
    parts: dict[str, list[tuple[Element, bool]]] = {"thead": [], "tbody": [], "tfoot": []}
    for child in table.elements():
        if child.tag == "tr":
            parts["tbody"].append((child, False))
        elif child.tag in parts:
            parts[child.tag] += [(row, child.tag == "thead") for row in child.elements() if row.tag == "tr"]
    return parts["thead"] + parts["tbody"] + parts["tfoot"]


def _cell(node: Element, marks: Marks, in_head: bool) -> Element:
    attributes = language_of(node)
    for name, most in (("colspan", MAX_COLUMNS_SPANNED), ("rowspan", MAX_ROWS_SPANNED)):
        span = number_in(node, name, 2, most)
        if span:
            attributes[name] = span
    tag = "th" if in_head else node.tag
    if tag == "th" and node.attributes.get("scope", "").lower() in SCOPES:
        attributes["scope"] = node.attributes["scope"].lower()
    return Element(tag, attributes, list(Builder("td").blocks(node.children, marks)))


def _complete(rows: list[Element]) -> None:
    """Give every row as many columns as the widest one has, as the editor does, and end row spans with the table.

    Spans that add up to an absurd table are taken away; a table too large is
    left as it is.
    """
    if sum(_span(cell, "colspan") * _high(cell, number, rows) for number, cell in _cells(rows)) > MAX_CELLS:
        for _number, cell in _cells(rows):
            cell.attributes.pop("colspan", None)
            cell.attributes.pop("rowspan", None)
        if sum(1 for _each in _cells(rows)) > MAX_CELLS:
            return
    taken: list[set[int]] = [set() for _row in rows]
    for number, row in enumerate(rows):
        column = 0
        for cell in row.elements():
            while column in taken[number]:
                column += 1
            wide, high = _span(cell, "colspan"), _high(cell, number, rows)
            if high == 1:
                cell.attributes.pop("rowspan", None)
            else:
                cell.attributes["rowspan"] = str(high)
            for reached in taken[number : number + high]:
                reached.update(range(column, column + wide))
            column += wide
    width = max(map(len, taken))
    if width * len(rows) > MAX_CELLS:
        return
    for row, columns in zip(rows, taken, strict=True):
        tag = list(row.elements())[-1].tag
        row.children += [Element(tag) for _missing in range(width - len(columns))]


def _cells(rows: list[Element]) -> Iterator[tuple[int, Element]]:
    """Yield every cell with the number of its row."""
    return ((number, cell) for number, row in enumerate(rows) for cell in row.elements())


def _span(cell: Element, name: str) -> int:
    return int(cell.attributes.get(name, 1))


def _high(cell: Element, number: int, rows: list[Element]) -> int:
    return min(_span(cell, "rowspan"), len(rows) - number)


def _head_rows(rows: list[Element]) -> int:
    """Return how many rows are the table's head: those at the top that hold only header cells.

    At least one row is body, and no cell reaches from the head into it.
    """
    head = reach = 0
    for number, row in enumerate(rows[:-1]):
        cells = list(row.elements())
        if any(cell.tag != "th" for cell in cells):
            break
        reach = max(reach, *(number + int(cell.attributes.get("rowspan", 1)) for cell in cells))
        if reach <= number + 1:
            head = number + 1
    return head
