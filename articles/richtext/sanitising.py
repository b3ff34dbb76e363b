"""From any HTML, however hostile or untidy, to the vocabulary of a body."""

import re
import secrets
from collections import Counter

import nh3

from .structure import Builder
from .tree import TOO_DEEP, Element, RichTextError, depth, read, write
from .vocabulary import ALIASES, ATTRIBUTES, CONTAINERS, LINK_SCHEMES, MAX_DEPTH, MAX_LENGTH, UNSEEN

_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_GLOBAL = {"lang", "dir", "style", "data-block", "data-mention", "data-footnote"}

#: The first pass: a real HTML5 parser takes the markup apart as a browser
#: would and leaves nothing but elements that the second pass knows.
_cleaner = nh3.Cleaner(
    tags=set(ATTRIBUTES) | set(ALIASES) | CONTAINERS,
    clean_content_tags=set(UNSEEN),
    attributes={
        "*": _GLOBAL,
        **{tag: set(names) - _GLOBAL for tag, names in ATTRIBUTES.items() if set(names) - _GLOBAL},
    },
    url_schemes=set(LINK_SCHEMES),
    link_rel=None,
    strip_comments=True,
)

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_START_OR_END = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_ENDLESS = """
    area base br col embed hr img input link meta source track wbr
    p li dt dd tr td th thead tbody tfoot option colgroup
"""
_END_OPTIONAL = frozenset(_ENDLESS.split())
#: More elements open at once than any real page has; above it the time that
#: the HTML5 algorithm takes grows with the square.
_MOST_OPEN = 1000


#: More of these in one stretch of text no one writes; the time that nh3 takes
#: grows with the square of their number.
_MOST_REFERENCES = 20_000


class SanitisedHTML(str):
    """HTML that `sanitise` has returned, so that doing it again costs nothing."""

    __slots__ = ()


def sanitise(html: str) -> str:
    """Return the HTML in the vocabulary's one canonical form; nothing that could act is left in it.

    Every top-level block has an id that no other one in the text has, in
    ``data-block``: one that was there is kept, a missing, malformed or repeated
    one is replaced. What the vocabulary lacks is turned into its nearest
    relative or taken away around its text; the text that a reader sees stays.
    Sanitising what was sanitised changes nothing.

    Raises `RichTextError` (a ``ValueError``) for text that is too long or too
    deeply nested.
    """
    if type(html) is SanitisedHTML:
        return html
    return written(with_ids(parse(html)))


def written(blocks: list[Element]) -> SanitisedHTML:
    """Return the HTML of canonical blocks. Raise `RichTextError` if it is more than could be read again."""
    html = write(blocks)
    _refuse_length(html)
    if blocks and max(map(depth, blocks)) > MAX_DEPTH:
        raise RichTextError(TOO_DEEP)
    return SanitisedHTML(html)


def parse(html: str) -> list[Element]:
    """Return the top-level blocks in canonical form, with the ids that they came with, even repeated ones."""
    _refuse_length(html)
    html = _UNWRITABLE.sub("", html)
    _refuse_depth(html)
    _refuse_references(html)
    return Builder(in_block=None).blocks(read(_cleaner.clean(html)))


def with_ids(blocks: list[Element]) -> list[Element]:
    """Return the blocks, each with an id of its own: the first one that claims an id has it."""
    taken = {block.attributes.get("data-block", "") for block in blocks}
    seen: set[str] = set()
    for block in blocks:
        identity = block.attributes.get("data-block", "")
        if not identity or identity in seen:
            identity = new_id(taken)
            block.attributes["data-block"] = identity
        seen.add(identity)
    return blocks


def new_id(taken: set[str]) -> str:
    """Return a random block id that is not among those taken, and add it to them."""
    while True:
        identity = "".join(secrets.choice(_LETTERS) for _ in range(8))
        if identity not in taken:
            taken.add(identity)
            return identity


def _refuse_length(html: str) -> None:
    if len(html) > MAX_LENGTH:
        raise RichTextError(
            f"This text has {len(html):,} characters of HTML; at most {MAX_LENGTH:,} can be kept. Split it in two."
        )


def _refuse_depth(html: str) -> None:
    open_elements: Counter[str] = Counter()
    total = 0
    for end, name in _START_OR_END.findall(html):
        tag = name.lower()
        if tag in _END_OPTIONAL:
            continue
        if not end:
            open_elements[tag] += 1
            total += 1
            if total > _MOST_OPEN:
                raise RichTextError("This text has too many elements one inside the other. Paste it as plain text.")
        elif open_elements[tag]:
            open_elements[tag] -= 1
            total -= 1


def _refuse_references(html: str) -> None:
    for stretch in html.split("<"):
        if stretch.count("&") + stretch.count("\N{NO-BREAK SPACE}") > _MOST_REFERENCES:
            raise RichTextError(
                f"One stretch of this text has more than {_MOST_REFERENCES:,} ampersands or no-break spaces."
                " Replace them."
            )
