"""The one definition of what a body may hold.

The sanitiser, the editor, the importers and the interfaces read it here, so
that what one of them lets through the others know. The names are those of the
stored HTML:

==================  =========================================================
paragraph           ``<p>``
headings            ``<h2>`` ``<h3>`` ``<h4>`` (``h1`` is the page's own)
lists               ``<ul>`` ``<ol start type>`` of ``<li>``, nested at will
quote               ``<blockquote cite>``, attribution last in ``<footer>``
table               ``<table>`` of ``<caption>`` ``<thead>`` ``<tbody>``
figure              ``<figure>`` of one ``<img>`` and a ``<figcaption>``; an image
                    of the newsroom's own is ``<img data-image="12">``
inline              ``<a href>`` ``<q>`` ``<strong>`` ``<em>`` ``<sub>`` ``<sup>``
hard break          ``<br>``
footnote            ``<span data-footnote="">`` with the text of the note
mention             ``<span data-mention="person:12">``, ``organisation:7``
other language      ``<span lang dir>``; ``lang`` and ``dir`` also on blocks
==================  =========================================================

List items, cells and quotes hold blocks (``<li><p>…</p></li>``), as the
editor's own document does, so that a text which was only opened and saved is
the same text.
"""

import re
from typing import Final

#: The most characters of HTML that one body may have.
MAX_LENGTH: Final = 1_000_000
#: The deepest nesting of elements that one body may have.
MAX_DEPTH: Final = 100

HEADINGS: Final = ("h2", "h3", "h4")
BLOCKS: Final = ("p", *HEADINGS, "ul", "ol", "blockquote", "table", "figure")

#: The kind of every block, as translation, comments and diffs name it.
KINDS: Final = {
    "p": "paragraph",
    **dict.fromkeys(HEADINGS, "heading"),
    "ul": "list",
    "ol": "list",
    "blockquote": "quote",
    "table": "table",
    "figure": "figure",
}

#: What may wrap a run of text, outermost first: the order in which the editor
#: writes them too. "language" and "mention" are both written as ``<span>``.
MARKS: Final = ("language", "a", "mention", "q", "strong", "em", "sub", "sup")

#: The attributes of each element in the order in which they are written.
ATTRIBUTES: Final = {
    **dict.fromkeys(("p", *HEADINGS, "ul", "figure", "table"), ("data-block", "lang", "dir")),
    "ol": ("data-block", "start", "type", "lang", "dir"),
    "blockquote": ("data-block", "cite", "lang", "dir"),
    "li": ("lang", "dir"),
    "td": ("colspan", "rowspan", "lang", "dir"),
    "th": ("scope", "colspan", "rowspan", "lang", "dir"),
    "img": ("data-image", "src", "alt", "width", "height"),
    "a": ("href",),
    "span": ("data-footnote", "data-mention", "lang", "dir"),
    **dict.fromkeys(
        ("footer", "caption", "thead", "tbody", "tr", "figcaption", "br", "q", "strong", "em", "sub", "sup"), ()
    ),
}
#: Elements without content and without an end tag.
VOID: Final = frozenset({"br", "img"})

LINK_SCHEMES: Final = ("http", "https", "mailto", "tel")
ADDRESS_SCHEMES: Final = ("http", "https")
MENTIONED: Final = ("person", "organisation")
SCOPES: Final = ("row", "col", "rowgroup", "colgroup")
DIRECTIONS: Final = ("ltr", "rtl", "auto")
LIST_TYPES: Final = ("a", "A", "i", "I")
MAX_COLUMNS_SPANNED: Final = 100
MAX_ROWS_SPANNED: Final = 1000
#: The largest table whose rows are made equally long.
MAX_CELLS: Final = 20_000

MENTION: Final = re.compile(rf"({'|'.join(MENTIONED)}):([1-9][0-9]{{0,17}})")
#: The number of an image in the media library.
IMAGE: Final = re.compile(r"[1-9][0-9]{0,17}")
BLOCK_ID: Final = re.compile(r"[a-z2-7]{8}")

#: What other elements are taken for.
ALIASES: Final = {
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
    "b": "strong",
    "i": "em",
    "cite": "em",
    "dfn": "em",
    "var": "em",
    "dir": "ul",
    "menu": "ul",
}
#: Elements that part one block from the next but are not kept themselves: the
#: parts of a page, and those of the vocabulary where they mean nothing.
_PAGE_PARTS = """
    address article aside body center dd details dialog div dl dt fieldset form header hgroup hr legend main nav
    option pre search section summary
"""
_STRAY_PARTS = "li footer caption thead tbody tfoot tr td th figcaption"
CONTAINERS: Final = frozenset([*_PAGE_PARTS.split(), *_STRAY_PARTS.split()])
#: Elements of which nothing is shown to a reader, so that nothing of them is kept.
UNSEEN: Final = frozenset(("iframe", "noembed", "noframes", "script", "style", "svg", "template", "title", "xml"))


def editor_vocabulary() -> dict[str, object]:
    """Return what the editor's modules have to know of the vocabulary, ready for JSON."""
    return {
        "headings": [int(tag[1:]) for tag in HEADINGS],
        "linkSchemes": list(LINK_SCHEMES),
        "mention": f"^(?:{MENTION.pattern})$",
        "image": f"^(?:{IMAGE.pattern})$",
        "scopes": list(SCOPES),
        "directions": list(DIRECTIONS),
        "listTypes": list(LIST_TYPES),
    }
