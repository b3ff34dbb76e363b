"""What a machine sent back, made harmless and fitted into the place that it is for."""

from __future__ import annotations

from collections.abc import Sequence

from articles.richtext import Block, RichTextError, sanitise
from articles.richtext.sanitising import parse
from articles.richtext.tree import Element, Node, escape, read, text_of, write
from articles.richtext.vocabulary import KINDS

__all__ = ["sent", "tame"]

# Parts of an edition that are text alone.
TEXT_KINDS = frozenset({"title", "standfirst"})
# What a translation may only have as often, and with the values, that its source has it.
BOUND = {"a": ("href",), "blockquote": ("cite",), "img": ("data-image", "src")}


def sent(block: Block) -> str:
    """The HTML that a machine is given: without the block's id, which it has no use for."""
    if block.kind in TEXT_KINDS:
        return block.html
    nodes = read(block.html)
    for node in nodes:
        if isinstance(node, Element):
            node.attributes.pop("data-block", None)
    return write(nodes)


def tame(html: str, block: Block) -> str | None:
    """The HTML of the translated block, sanitised and with the id of its source; None where nothing is of use.

    A link, a mention, a note or a picture that the source has not is taken away
    around its text. Where the machine made another kind of block of it, a
    paragraph or a heading keeps the words alone.
    """
    if len(html) > 10 * len(block.html) + 2000:
        return None
    try:
        blocks = parse(html)
        words = " ".join(text_of(blocks).split())
        if not words and block.text.strip():
            return None
        if block.kind in TEXT_KINDS:
            return escape(words)
        return _fitted(blocks, words, block)
    except (RichTextError, RecursionError):
        return None


def _fitted(blocks: list[Element], words: str, block: Block) -> str | None:
    (source,) = parse(block.html)
    if len(blocks) == 1 and KINDS[blocks[0].tag] == block.kind:
        (made,) = blocks
        made.tag = source.tag if block.kind == "heading" else made.tag
        made.children = _bound(made.children, list(source.descendants()))
        if "cite" in made.attributes and made.attributes.get("cite") != source.attributes.get("cite"):
            del made.attributes["cite"]
    elif block.kind in ("paragraph", "heading"):
        made = Element(source.tag, {}, [words])
    else:
        return None
    # The language is that of the edition; what a part of it is in, the source does not know.
    for name in ("lang", "dir"):
        made.attributes.pop(name, None)
    made.attributes["data-block"] = block.id
    return str(sanitise(write([made])))


def _bound(nodes: Sequence[Node], source: list[Element]) -> list[Node]:
    """The nodes without what is bound to the source and not in it; the words stay."""
    kept: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            kept.append(node)
            continue
        node.children = _bound(node.children, source)
        if _is_in(node, source):
            kept.append(node)
        else:
            kept.extend(node.children)
    return kept


def _is_in(node: Element, source: list[Element]) -> bool:
    names = BOUND.get(node.tag)
    if names is not None:
        return any(
            other.tag == node.tag and all(other.attributes.get(name) == node.attributes.get(name) for name in names)
            for other in source
        )
    for name in ("data-mention", "data-footnote"):
        if name in node.attributes:
            return any(other.attributes.get(name) == node.attributes[name] for other in source)
    return True
