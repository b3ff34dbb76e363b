"""XML from strangers: what it may be, and how large, deep and wordy, before anything is made of it.

A file is refused before the parser sees it if it is too large or declares a
document type, which is where entities come from; XLIFF has none. The parser
resolves no entity, opens no address and stops at 256 levels.
"""

from __future__ import annotations

import codecs
import re

from django.utils.translation import gettext as _
from lxml import etree

from .errors import XLIFFError

__all__ = ["MAX_BYTES", "MAX_ELEMENTS", "child_elements", "parse_xml"]

#: The most bytes that one XLIFF file may have; a text of the newsroom has at most a million characters.
MAX_BYTES = 10_000_000
#: The most tags, comments and the like in one file.
MAX_ELEMENTS = 200_000
#: The deepest nesting of elements.
MAX_DEPTH = 60

_MARKS = (
    (codecs.BOM_UTF32_LE, None),
    (codecs.BOM_UTF32_BE, None),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(r"""<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ENCODINGS = {"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin-1", "windows-1252"}
_DECLARATION = re.compile(r"\s*<\?xml\s.*?\?>", re.DOTALL)
_BEFORE_ROOT = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)


def parse_xml(data: bytes) -> etree._Element:
    """The root element, without comments and processing instructions. Raises `XLIFFError` with a sentence."""
    if len(data) > MAX_BYTES:
        raise XLIFFError(
            _("This file is larger than %(limit)s million bytes. Send each text in a file of its own.")
            % {"limit": MAX_BYTES // 1_000_000}
        )
    text = _decoded(data)
    start = _BEFORE_ROOT.match(text)
    assert start is not None
    if text[start.end() :].lstrip()[:9].upper() == "<!DOCTYPE":
        raise XLIFFError(_("This file declares a document type (DOCTYPE), which XLIFF does not have. Remove it."))
    if text.count("<") > 2 * MAX_ELEMENTS:
        raise XLIFFError(_("This file has more elements than any text of ours. Send each text in a file of its own."))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(_DECLARATION.sub("", text, count=1).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise XLIFFError(
            _("This file is not well-formed XML (%(fault)s). Export it from your tool again.")
            % {"fault": _fault(error)}
        ) from error
    except UnicodeEncodeError as error:
        raise XLIFFError(_("This file holds characters that no text may have. Export it again.")) from error
    _refuse_depth(root)
    return root


def child_elements(element: etree._Element) -> list[etree._Element]:
    """The elements directly in it; what is left of entities that were not resolved is refused."""
    found = []
    for child in element:
        if not isinstance(child.tag, str):
            raise XLIFFError(_("This file uses entities, which XLIFF does not have. Export it again without them."))
        found.append(child)
    return found


def _decoded(data: bytes) -> str:
    encoding: str | None = "utf-8"
    marked = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), None)
    if marked:
        encoding = marked[1]
    elif data[:4] in (b"<\x00?\x00", b"\x00<\x00?") or data[:2] in (b"<\x00", b"\x00<"):
        encoding = "utf-16-le" if data[0] else "utf-16-be"
    elif declared := _DECLARED.match(data[:200].decode("ascii", "replace")):
        encoding = declared[1].lower()
        if encoding not in _ENCODINGS:
            encoding = None
    if encoding is None:
        raise XLIFFError(_("This file is in an encoding that we do not read. Save it as UTF-8."))
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise XLIFFError(
            _("This file is not in the encoding that it declares (%(encoding)s). Save it as UTF-8.")
            % {"encoding": encoding}
        ) from error


def _fault(error: etree.XMLSyntaxError) -> str:
    """The parser's complaint, in short."""
    return re.sub(r"\s+", " ", str(error.msg or ""))[:120]


def _refuse_depth(root: etree._Element) -> None:
    depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise XLIFFError(
                _("This file is nested more than %(limit)s levels deep. Export it again.") % {"limit": MAX_DEPTH}
            )
