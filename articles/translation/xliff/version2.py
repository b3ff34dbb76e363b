"""Sheets as XLIFF 2.1, with the standard's modules for metadata, glossary and translation candidates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from lxml import etree

from languages import direction

from .core import (
    NAMESPACE,
    Content,
    Data,
    Document,
    File,
    Inline,
    Inlines,
    Note,
    Part,
    fill,
    read_document,
    write_document,
)
from .core import Unit as CoreUnit
from .inline import Code, Codes, Mark, Place, Token, Tokens, joined
from .sheet import Segment, Sheet, State, Unit

__all__ = ["read_sheets", "write_sheets"]

METADATA: Final = "urn:oasis:names:tc:xliff:metadata:2.0"
GLOSSARY: Final = "urn:oasis:names:tc:xliff:glossary:2.0"
MATCHES: Final = "urn:oasis:names:tc:xliff:matches:2.0"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

# What the standard calls each code: type and subType; the prefix of our own names is "nr".
TYPES: Final = {
    "strong": ("fmt", "xlf:b"),
    "em": ("fmt", "xlf:i"),
    "sub": ("fmt", "nr:sub"),
    "sup": ("fmt", "nr:sup"),
    "q": ("quote", "nr:q"),
    "link": ("link", "nr:link"),
    "mention": ("other", "nr:mention"),
    "footnote": ("other", "nr:footnote"),
    "language": ("other", "nr:language"),
    "break": ("fmt", "xlf:lb"),
}


def write_sheets(sheets: Sequence[Sheet]) -> bytes:
    """One XLIFF 2.1 document with a file for each sheet. All are of the same two languages."""
    first = sheets[0]
    attributes = {"version": "2.1", "srcLang": first.source_language, "trgLang": first.target_language}
    files = [_file(sheet, number) for number, sheet in enumerate(sheets, 1)]
    return write_document(Document(attributes, files))


def _file(sheet: Sheet, number: int) -> File:
    attributes = {
        "id": f"f{number}",
        "original": sheet.original,
        "srcDir": direction(sheet.source_language),
        "trgDir": direction(sheet.target_language),
        _SPACE: "preserve",
    }
    notes = [Note(text, {"id": f"n{place}"}) for place, text in enumerate(sheet.notes, 1)]
    modules = [_metadata(sheet.facts)] if sheet.facts else []
    return File(attributes, [_unit(unit) for unit in sheet.units], notes, modules)


def _unit(unit: Unit) -> CoreUnit:
    attributes = {
        "id": unit.key.replace(":", "."),
        "name": unit.key,
        "type": f"nr:{unit.kind}",
        "canResegment": _yes(unit.may_be_resegmented),
        "translate": _yes(not unit.is_locked),
    }
    references, data = _original_data(unit.codes)
    parts = []
    for segment in unit.segments:
        own = {"id": segment.id} | ({"state": segment.state.value} if segment.state else {})
        target = None if segment.target is None else Content(_inlines(segment.target, unit.codes, references))
        parts.append(Part(Content(_inlines(segment.source, unit.codes, references)), target, own))
    notes = [Note(text, {"id": f"n{place}"}) for place, text in enumerate(unit.notes, 1)]
    modules = [*_matches(unit), *_glossary(unit)]
    return CoreUnit(attributes, parts, data, notes, modules)


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"


def _original_data(codes: Codes) -> tuple[dict[str, str], list[Data]]:
    """The HTML of the codes, each text once: HTML → id of the data."""
    texts = dict.fromkeys(text for code in codes.values() for text in (code.start, code.end) if text)
    references = {text: f"d{number}" for number, text in enumerate(texts, 1)}
    return references, [Data([text], {"id": identity}) for text, identity in references.items()]


def _inlines(tokens: Tokens, codes: Codes, references: Mapping[str, str]) -> Inlines:
    top: Inlines = []
    levels = [top]
    for token in tokens:
        if isinstance(token, str):
            levels[-1] += _characters(token)
        elif token.place == Place.END:
            levels.pop()
        else:
            inline = _code(codes[token.id], references)
            levels[-1].append(inline)
            if token.place == Place.START:
                levels.append(inline.children)
    return top


def _characters(text: str) -> Iterator[str | Inline]:
    """The text, with characters that XML cannot hold as ``<cp>``."""
    start = 0
    for place, character in enumerate(text):
        if is_unwritable(character):
            if start < place:
                yield text[start:place]
            yield Inline("cp", {"hex": f"{ord(character):04X}"})
            start = place + 1
    if start < len(text):
        yield text[start:]


def is_unwritable(character: str) -> bool:
    """Whether XML 1.0 cannot hold the character."""
    return (
        (character < " " and character not in "\t\n\r")
        or "\ud800" <= character <= "\udfff"
        or character in "\ufffe\uffff"
    )


def _code(code: Code, references: Mapping[str, str]) -> Inline:
    type_, subtype = TYPES[code.kind]
    attributes = {
        "id": code.id,
        "type": type_,
        "subType": subtype,
        "canCopy": "no",
        "canDelete": _yes(code.may_be_dropped),
    }
    if not code.end:
        return Inline("ph", {**attributes, "dataRef": references[code.start]})
    return Inline("pc", {**attributes, "dataRefStart": references[code.start], "dataRefEnd": references[code.end]})


def _metadata(facts: Mapping[str, str]) -> etree._Element:
    metadata = etree.Element(f"{{{METADATA}}}metadata", nsmap={"mda": METADATA})
    group = etree.SubElement(metadata, f"{{{METADATA}}}metaGroup", category="newsroom")
    for name, value in facts.items():
        etree.SubElement(group, f"{{{METADATA}}}meta", type=name).text = value
    return metadata


def _glossary(unit: Unit) -> Iterator[etree._Element]:
    if not unit.terms:
        return
    glossary = etree.Element(f"{{{GLOSSARY}}}glossary", nsmap={"gls": GLOSSARY})
    for term in unit.terms:
        entry = etree.SubElement(glossary, f"{{{GLOSSARY}}}glossEntry")
        etree.SubElement(entry, f"{{{GLOSSARY}}}term").text = term.text
        for translation in term.translations:
            etree.SubElement(entry, f"{{{GLOSSARY}}}translation").text = translation
        if term.definition:
            etree.SubElement(entry, f"{{{GLOSSARY}}}definition").text = term.definition
    yield glossary


def _matches(unit: Unit) -> Iterator[etree._Element]:
    if not unit.matches:
        return
    matches = etree.Element(f"{{{MATCHES}}}matches", nsmap={"mtc": MATCHES})
    for match in unit.matches:
        element = etree.SubElement(
            matches,
            f"{{{MATCHES}}}match",
            {"ref": f"#{unit.segments[0].id}", "similarity": f"{match.similarity:.1f}", "type": "tm"}
            | ({"origin": match.origin} if match.origin else {}),
        )
        for tag, text in (("source", match.source), ("target", match.target)):
            fill(etree.SubElement(element, f"{{{NAMESPACE}}}{tag}"), list(_characters(text)))
    yield matches


def read_sheets(root: etree._Element) -> list[Sheet]:
    """The sheets of a document of version 2.0 or 2.1, whichever tool wrote it. Raises `XLIFFError`."""
    document = read_document(root)
    languages = document.attributes.get("srcLang", ""), document.attributes.get("trgLang", "")
    return [
        Sheet(file.attributes.get("original", ""), *languages, [_read_unit(unit) for unit in file.units()])
        for file in document.files
    ]


def _read_unit(unit: CoreUnit) -> Unit:
    parts = [
        Segment(
            part.attributes.get("id", ""),
            joined(_tokens(part.source.children)),
            target,
            _state(part),
            "ignorable" if part.is_ignorable else "text",
        )
        for part, target in zip(unit.parts, _targets(unit.parts), strict=True)
    ]
    key = unit.attributes.get("name") or unit.attributes.get("id", "").replace(".", ":")
    return Unit(key, "", parts, is_locked=unit.attributes.get("translate") == "no")


def _state(part: Part) -> State:
    if part.is_ignorable:
        return State.UNSAID
    return State(said) if (said := part.attributes.get("state", "")) in set(State) else State.UNSAID


def _targets(parts: Sequence[Part]) -> list[Tokens | None]:
    """The translations in the order in which they are to be read (``order``; without it, where they stand)."""
    places = []
    for place, part in enumerate(parts, 1):
        order = part.target.attributes.get("order", "") if part.target is not None else ""
        places.append(int(order) if order.isdecimal() and len(order) < 6 else place)
    targets = [_read_target(part) for part in parts]
    return [target for _place, target in sorted(zip(places, targets, strict=True), key=lambda pair: pair[0])]


def _read_target(part: Part) -> Tokens | None:
    if part.target is not None:
        return joined(_tokens(part.target.children))
    return joined(_tokens(part.source.children)) if part.is_ignorable else None


def _tokens(children: Iterable[str | Inline]) -> Iterator[Token]:
    for child in children:
        if isinstance(child, str):
            yield child
            continue
        attributes = child.attributes
        match child.tag:
            case "cp":
                yield _character(attributes.get("hex", ""))
            case "ph":
                yield Mark(Place.ALONE, attributes.get("id", ""))
            case "pc":
                yield Mark(Place.START, attributes.get("id", ""))
                yield from _tokens(child.children)
                yield Mark(Place.END, attributes.get("id", ""))
            case "sc":
                yield Mark(Place.START, attributes.get("id", ""))
            case "ec":
                yield Mark(Place.END, attributes.get("startRef") or attributes.get("id", ""))
            case "mrk":
                # Annotations of the tool, which say nothing of the text.
                yield from _tokens(child.children)


def _character(code: str) -> str:
    """The character that ``<cp>`` names; nothing for one that no text can have."""
    if not re.fullmatch(r"[0-9A-Fa-f]{1,6}", code) or int(code, 16) > 0x10FFFF or 0xD800 <= int(code, 16) <= 0xDFFF:
        return ""
    return chr(int(code, 16))
