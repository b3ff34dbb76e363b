"""Attributes, marks and addresses: what of them is kept, and as what."""

import re
from urllib.parse import urlsplit

from languages import standard_form

from .inline import Marks
from .tree import Element
from .vocabulary import (
    ADDRESS_SCHEMES,
    ALIASES,
    BLOCK_ID,
    DIRECTIONS,
    IMAGE,
    LINK_SCHEMES,
    MENTION,
)

_NOT_IN_ADDRESS = re.compile(r"[\x00-\x20\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_SCHEME = re.compile(r"([^/?#:]*):")
_BLANKS = re.compile(r"\s+")
_HOLDERS = ("ul", "ol", "blockquote", "table")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")


def image_of(node: Element) -> Element | None:
    """Return the image: of one of the newsroom's own its number alone, since what it shows is said in the library."""
    if IMAGE.fullmatch(node.attributes.get("data-image", "")):
        return Element("img", {"data-image": node.attributes["data-image"]})
    source = address_in(node.attributes.get("src", ""), ADDRESS_SCHEMES)
    if source is None:
        return None
    attributes = {"src": source, "alt": " ".join(node.attributes.get("alt", "").split())}
    for name in ("width", "height"):
        size = number_in(node, name, 1, 20_000)
        if size:
            attributes[name] = size
    return Element("img", attributes)


def number_in(node: Element, name: str, least: int, most: int) -> str | None:
    text = node.attributes.get(name, "").strip()
    if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
        return None
    return str(int(text))


def address_in(address: str, schemes: tuple[str, ...]) -> str | None:
    """Return the address as it is stored, or None if it may lead anywhere but to a page, a mailbox or a telephone."""
    address = address.strip()
    address = _NOT_IN_ADDRESS.sub(lambda match: "%20" if match[0] == " " else "", address)
    if not address or address.startswith("\\") or "\\" in address.split("?")[0].split("#")[0]:
        return None
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() not in schemes:
        return None
    if address.startswith("//"):
        address = f"https:{address}"
    address = address.replace("\\", "%5C")
    try:
        urlsplit(address)
    except ValueError:
        return None
    return address


def language_of(node: Element) -> dict[str, str]:
    """Return the valid ones of ``lang`` and ``dir``."""
    attributes = {}
    language = node.attributes.get("lang", "").strip()
    known = standard_form(language) if _LANGUAGE.fullmatch(language) else None
    if known:
        attributes["lang"] = known
    if node.attributes.get("dir", "").strip().lower() in DIRECTIONS:
        attributes["dir"] = node.attributes["dir"].strip().lower()
    return attributes


def language_around(node: Element, around: dict[str, str]) -> dict[str, str]:
    return {**around, **language_of(node)}


def block_attributes(node: Element, around: dict[str, str]) -> dict[str, str]:
    """Return the attributes that every block may have; the language also from a container that is not kept.

    A list, quote or table without an id has that of the first block in it: a
    paragraph that was made a list or a quote is still that paragraph.
    """
    attributes = language_around(node, around)
    inner = node.descendants() if ALIASES.get(node.tag, node.tag) in _HOLDERS else [node]
    for element in inner:
        if BLOCK_ID.fullmatch(element.attributes.get("data-block", "")):
            attributes["data-block"] = element.attributes["data-block"]
            break
    return attributes


def marks_within(node: Element, marks: Marks) -> Marks:
    """Return the marks within an inline element."""
    marks = dict(marks)
    style = f";{_BLANKS.sub('', node.attributes.get('style', '').lower())}"
    tag = ALIASES.get(node.tag, node.tag)
    if tag == "a":
        href = address_in(node.attributes.get("href", ""), LINK_SCHEMES)
        if href is not None:
            marks["a"] = {"href": href}
            marks.pop("mention", None)
    elif tag == "strong":
        # Google Docs wraps everything that it copies in <b style="font-weight:normal">.
        if ";font-weight:normal" not in style and ";font-weight:400" not in style:
            marks["strong"] = {}
    elif tag in ("em", "q", "sub", "sup"):
        if ";font-style:normal" not in style:
            marks[tag] = {}
    elif tag == "span":
        marks |= _styled(style)
        if MENTION.fullmatch(node.attributes.get("data-mention", "")) and "a" not in marks:
            marks["mention"] = {"data-mention": node.attributes["data-mention"]}
    language = language_of(node)
    if language:
        marks["language"] = {**marks.get("language", {}), **language}
    return marks


def _styled(style: str) -> Marks:
    """Return the marks that word processors write as styles."""
    marks: Marks = {}
    if re.search(r";font-weight:(?:bold|[6-9]00)\b", style):
        marks["strong"] = {}
    if ";font-style:italic" in style:
        marks["em"] = {}
    shift = re.search(r";vertical-align:(super|sub)\b", style)
    if shift:
        marks["sup" if shift[1] == "super" else "sub"] = {}
    return marks
