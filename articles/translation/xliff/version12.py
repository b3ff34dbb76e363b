"""Sheets as XLIFF 1.2: a group for each unit, a trans-unit for each segment.

The inline elements are those of the standard: ``<g>`` around text and ``<x/>``
alone; ``<bpt>``, ``<ept>``, ``<ph>``, ``<bx>``, ``<ex>`` and ``<it>`` are read.
There are no modules in 1.2: terms and earlier translations travel as notes and
``<alt-trans>``, and what the file is about stands in ``original``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _
from lxml import etree

from .errors import XLIFFError
from .inline import Codes, Mark, Place, Token, Tokens, joined
from .reading import child_elements
from .sheet import Segment, Sheet, State, Unit
from .version2 import is_unwritable

__all__ = ["NAMESPACE", "read_sheets", "write_sheets"]

NAMESPACE: Final = "urn:oasis:names:tc:xliff:document:1.2"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"

# What the standard calls the codes (ctype); ours begin with "x-".
CTYPES: Final = {"strong": "bold", "em": "italic", "link": "link", "break": "lb"}
RESTYPES: Final = {"heading": "x-heading", "list": "x-list", "quote": "x-quote", "table": "table", "figure": "x-figure"}
WRITTEN_STATES: Final = {State.TRANSLATED: "translated", State.REVIEWED: "signed-off", State.FINAL: "final"}
READ_STATES: Final = {
    **dict.fromkeys(("new", "needs-translation", "needs-adaptation", "needs-l10n"), State.INITIAL),
    **dict.fromkeys(
        ("translated", "needs-review-translation", "needs-review-adaptation", "needs-review-l10n"), State.TRANSLATED
    ),
    "signed-off": State.REVIEWED,
    "final": State.FINAL,
}


def write_sheets(sheets: Sequence[Sheet]) -> bytes:
    """One XLIFF 1.2 document with a file for each sheet."""
    root = etree.Element(_name("xliff"), {"version": "1.2"}, nsmap={None: NAMESPACE})
    for sheet in sheets:
        _write_file(root, sheet)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _write_file(root: etree._Element, sheet: Sheet) -> None:
    file = etree.SubElement(
        root,
        _name("file"),
        {
            "original": sheet.original,
            "source-language": sheet.source_language,
            "target-language": sheet.target_language,
            "datatype": "html",
            _SPACE: "preserve",
        },
    )
    notes = [*sheet.notes, *(f"{name}: {value}" for name, value in sheet.facts.items())]
    if notes:
        header = etree.SubElement(file, _name("header"))
        for note in notes:
            etree.SubElement(header, _name("note")).text = note
    body = etree.SubElement(file, _name("body"))
    for unit in sheet.units:
        _write_unit(body, unit, sheet.target_language)


def _write_unit(body: etree._Element, unit: Unit, language: str) -> None:
    attributes = {"id": unit.key, "restype": RESTYPES.get(unit.kind, f"x-{unit.kind}")}
    group = etree.SubElement(body, _name("group"), attributes)
    for text in (*unit.notes, *(f"{term.text} → {', '.join(term.translations)}" for term in unit.terms)):
        etree.SubElement(group, _name("note")).text = text
    for segment in unit.segments:
        own = {"id": f"{unit.key}#{segment.id}", "resname": segment.name, _SPACE: "preserve"}
        if unit.is_locked:
            own["translate"] = "no"
        element = etree.SubElement(group, _name("trans-unit"), own)
        _fill(etree.SubElement(element, _name("source")), segment.source, unit.codes)
        if segment.target is not None:
            state = {"state": WRITTEN_STATES[segment.state]} if segment.state in WRITTEN_STATES else {}
            target = etree.SubElement(element, _name("target"), {_LANGUAGE: language, **state})
            _fill(target, segment.target, unit.codes)
        if segment is unit.segments[0]:
            _write_matches(element, unit)


def _write_matches(element: etree._Element, unit: Unit) -> None:
    for match in unit.matches:
        other = etree.SubElement(element, _name("alt-trans"), {"match-quality": f"{match.similarity:.0f}%"})
        etree.SubElement(other, _name("source")).text = _writable(match.source)
        etree.SubElement(other, _name("target")).text = _writable(match.target)


def _writable(text: str) -> str:
    """The text without what XML cannot hold, for which 1.2 has no element."""
    return "".join(character for character in text if not is_unwritable(character))


def _fill(element: etree._Element, tokens: Tokens, codes: Codes) -> None:
    open_ = [element]
    for token in tokens:
        here = open_[-1]
        if isinstance(token, str):
            last = here[-1] if len(here) else None
            if last is None:
                here.text = (here.text or "") + _writable(token)
            else:
                last.tail = (last.tail or "") + _writable(token)
            continue
        if token.place == Place.END:
            open_.pop()
            continue
        code = codes[token.id]
        own = {"id": token.id, "ctype": CTYPES.get(code.kind, f"x-{code.kind}"), "clone": "no"}
        if token.place == Place.ALONE:
            etree.SubElement(here, _name("x"), {**own, "equiv-text": code.start})
        else:
            open_.append(etree.SubElement(here, _name("g"), own))


def read_sheets(root: etree._Element) -> list[Sheet]:
    """The sheets of a document of version 1.2, whichever tool wrote it. Raises `XLIFFError`."""
    namespace = etree.QName(root).namespace
    if root.tag not in ("xliff", _name("xliff")) or root.get("version") not in ("1.1", "1.2"):
        raise XLIFFError(_("This is not XLIFF of version 1.2."))
    return [_Reader(namespace).sheet(file) for file in child_elements(root) if etree.QName(file).localname == "file"]


class _Reader:
    """Reads files with their elements in one namespace, or in none, as old tools wrote them."""

    def __init__(self, namespace: str | None) -> None:
        self._namespace = namespace

    def sheet(self, file: etree._Element) -> Sheet:
        body = next((child for child in child_elements(file) if self._tag(child) == "body"), None)
        if body is None:
            raise XLIFFError(_("There is no <body> in it."))
        units: dict[str, list[Segment]] = {}
        locked: set[str] = set()
        for element in self._trans_units(body):
            key, _number, segment = (element.get("id") or "").rpartition("#")
            units.setdefault(key or segment, []).append(self._segment(element, segment))
            if element.get("translate") == "no":
                locked.add(key or segment)
        return Sheet(
            str(file.get("original") or ""),
            str(file.get("source-language") or ""),
            str(file.get("target-language") or ""),
            [Unit(key, "", segments, is_locked=key in locked) for key, segments in units.items()],
        )

    def _tag(self, element: etree._Element) -> str:
        name = etree.QName(element)
        return name.localname if name.namespace == self._namespace else ""

    def _trans_units(self, parent: etree._Element) -> Iterator[etree._Element]:
        for child in child_elements(parent):
            if self._tag(child) == "trans-unit":
                yield child
            elif self._tag(child) == "group":
                yield from self._trans_units(child)

    def _segment(self, element: etree._Element, identity: str) -> Segment:
        found = {self._tag(child): child for child in reversed(child_elements(element))}
        if "source" not in found:
            raise XLIFFError(_("A segment has no <source>."))
        target = found.get("target")
        return Segment(
            identity,
            joined(self._tokens(found["source"])),
            None if target is None else joined(self._tokens(target)),
            State.UNSAID if target is None else READ_STATES.get(target.get("state") or "", State.UNSAID),
        )

    def _tokens(self, element: etree._Element) -> Iterator[Token]:
        if element.text:
            yield element.text
        for child in child_elements(element):
            yield from self._inline(child)
            if child.tail:
                yield child.tail

    def _inline(self, element: etree._Element) -> Iterable[Token]:
        identity = str(element.get("rid") or element.get("id") or "")
        match self._tag(element):
            case "g":
                return [Mark(Place.START, identity), *self._tokens(element), Mark(Place.END, identity)]
            case "x" | "ph":
                return [Mark(Place.ALONE, str(element.get("id") or ""))]
            case "bpt" | "bx":
                return [Mark(Place.START, identity)]
            case "ept" | "ex":
                return [Mark(Place.END, identity)]
            case "it":
                return [Mark(Place.START if element.get("pos") == "open" else Place.END, identity)]
            case "mrk":
                return self._tokens(element)
        raise XLIFFError(
            _("<%(tag)s> does not belong in a text. Export the file from your tool again.")
            % {"tag": etree.QName(element).localname[:40]}
        )
