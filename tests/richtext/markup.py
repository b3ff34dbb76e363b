"""What the tests ask of HTML, with a parser that is not the sanitiser's own."""

from lxml import html

_PARTED = """
    p h1 h2 h3 h4 h5 h6 div li td th tr dt dd br hr pre blockquote ul ol table caption figure figcaption footer
"""


def visible_text(markup: str) -> str:
    """Return the text that a reader sees, every stretch of white space as one space."""
    tree = html.fragment_fromstring(markup or " ", create_parent="div")
    for comment in tree.xpath("//comment()"):
        comment.text = ""
    for element in tree.iter(*_PARTED.split()):
        element.tail = f" {element.tail or ''}"
        element.text = f" {element.text or ''}"
    return " ".join("".join(tree.itertext(with_tail=True)).replace("<!---->", "").split())


def elements(markup: str) -> list[tuple[str, dict[str, str]]]:
    """Return the tag and the attributes of every element."""
    tree = html.fragment_fromstring(markup or " ", create_parent="div")
    return [(str(element.tag), dict(element.attrib)) for element in tree.iterdescendants()]


def ids(markup: str) -> list[str]:
    """Return the block ids in order."""
    return [attributes["data-block"] for _tag, attributes in elements(markup) if "data-block" in attributes]
