"""XLIFF 2.0 and 2.1 documents: the whole core of the standard, and every module and extension carried along.

Both versions have the namespace of 2.0; 2.1 says so in ``version`` alone.
Elements of modules and extensions are kept as they came. White space between
the elements of the structure means nothing and is not kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _
from lxml import etree

from .errors import XLIFFError
from .reading import child_elements

__all__ = [
    "NAMESPACE",
    "Content",
    "Data",
    "Document",
    "File",
    "Group",
    "Inline",
    "Note",
    "Part",
    "Unit",
    "read_document",
    "write_document",
]

NAMESPACE: Final = "urn:oasis:names:tc:xliff:document:2.0"
VERSIONS: Final = ("2.0", "2.1")
_INLINE = frozenset({"cp", "ph", "pc", "sc", "ec", "mrk", "sm", "em"})

# Attributes by their names as lxml has them: "{namespace}name" where there is one.
type Attributes = dict[str, str]
type Inlines = "list[str | Inline]"


@dataclass(slots=True)
class Inline:
    """An inline element: a code, an annotation or a character that XML cannot hold; ``tag`` as in the standard."""

    tag: str
    attributes: Attributes = field(default_factory=dict)
    children: Inlines = field(default_factory=list)


@dataclass(slots=True)
class Content:
    """What is in a ``<source>`` or ``<target>``."""

    children: Inlines = field(default_factory=list)
    attributes: Attributes = field(default_factory=dict)


@dataclass(slots=True)
class Part:
    """A segment, or the ignorable text between two."""

    source: Content
    target: Content | None = None
    attributes: Attributes = field(default_factory=dict)
    is_ignorable: bool = False


@dataclass(slots=True)
class Note:
    """A note to those who work on the file."""

    text: str
    attributes: Attributes = field(default_factory=dict)


@dataclass(slots=True)
class Data:
    """What the original format has in the place of a code."""

    children: Inlines
    attributes: Attributes = field(default_factory=dict)


@dataclass(slots=True)
class Unit:
    """A unit: segments in order, with the original data of the codes in them."""

    attributes: Attributes
    parts: list[Part]
    data: list[Data] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    modules: list[etree._Element] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """Units and groups that belong together."""

    attributes: Attributes
    children: list[Group | Unit]
    notes: list[Note] = field(default_factory=list)
    modules: list[etree._Element] = field(default_factory=list)

    def units(self) -> Iterator[Unit]:
        """All units in it, in order."""
        for child in self.children:
            if isinstance(child, Unit):
                yield child
            else:
                yield from child.units()


@dataclass(slots=True)
class File(Group):
    """What one original document became."""

    skeleton: etree._Element | None = None


@dataclass(slots=True)
class Document:
    """A whole XLIFF document. ``namespaces`` are the prefixes that its root declares."""

    attributes: Attributes
    files: list[File]
    namespaces: dict[str | None, str] = field(default_factory=dict)


def read_document(root: etree._Element) -> Document:
    """Read a document of version 2.0 or 2.1. Raises `XLIFFError`."""
    if root.tag != _name("xliff") or root.get("version") not in VERSIONS:
        raise XLIFFError(_("This is not XLIFF of version 2.0 or 2.1."))
    files = []
    for child in child_elements(root):
        _expect(child, "file")
        members, notes, modules, skeleton = _holder(child)
        files.append(File(_attributes(child), members, notes, modules, skeleton))
    if not files:
        raise XLIFFError(_("There is no <file> in it."))
    return Document(_attributes(root), files, dict(root.nsmap))


def write_document(document: Document) -> bytes:
    """Write the document as UTF-8."""
    root = etree.Element(_name("xliff"), document.attributes, nsmap={**document.namespaces, None: NAMESPACE})
    for file in document.files:
        _write_holder(root, "file", file, file.skeleton)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _tag(element: etree._Element) -> str:
    """The name of an element of the core; empty for one of a module or an extension."""
    name = etree.QName(element)
    return name.localname if name.namespace == NAMESPACE else ""


def _attributes(element: etree._Element) -> Attributes:
    return {str(name): str(value) for name, value in element.attrib.items()}


def _expect(element: etree._Element, *tags: str) -> str:
    tag = _tag(element)
    if tag not in tags:
        parent = element.getparent()
        raise XLIFFError(
            _("<%(tag)s> does not belong in <%(parent)s>. Export the file from your tool again.")
            % {
                "tag": etree.QName(element).localname[:40],
                "parent": etree.QName(parent).localname[:40] if parent is not None else "",
            }
        )
    return tag


def _kept(element: etree._Element) -> etree._Element:
    """A copy of an element that is not ours to understand."""
    copy = deepcopy(element)
    copy.tail = None
    return copy


def _holder(
    element: etree._Element,
) -> tuple[list[Group | Unit], list[Note], list[etree._Element], etree._Element | None]:
    members: list[Group | Unit] = []
    notes: list[Note] = []
    modules: list[etree._Element] = []
    skeleton = None
    for child in child_elements(element):
        if not _tag(child):
            modules.append(_kept(child))
            continue
        match _expect(child, "skeleton", "notes", "group", "unit"):
            case "skeleton":
                skeleton = _kept(child)
            case "notes":
                notes = _notes(child)
            case "group":
                inner, inner_notes, inner_modules, _none = _holder(child)
                members.append(Group(_attributes(child), inner, inner_notes, inner_modules))
            case "unit":
                members.append(_unit(child))
    return members, notes, modules, skeleton


def _unit(element: etree._Element) -> Unit:
    unit = Unit(_attributes(element), [])
    for child in child_elements(element):
        if not _tag(child):
            unit.modules.append(_kept(child))
            continue
        match tag := _expect(child, "notes", "originalData", "segment", "ignorable"):
            case "notes":
                unit.notes = _notes(child)
            case "originalData":
                unit.data = [Data(_inlines(each), _attributes(each)) for each in child_elements(child)]
            case _:
                unit.parts.append(_part(child, is_ignorable=tag == "ignorable"))
    return unit


def _part(element: etree._Element, *, is_ignorable: bool) -> Part:
    found: dict[str, Content] = {}
    for child in child_elements(element):
        tag = _expect(child, "source", "target")
        if tag in found:
            raise XLIFFError(_("A segment has two elements <%(tag)s>.") % {"tag": tag})
        found[tag] = Content(_inlines(child), _attributes(child))
    if "source" not in found:
        raise XLIFFError(_("A segment has no <source>."))
    return Part(found["source"], found.get("target"), _attributes(element), is_ignorable)


def _notes(element: etree._Element) -> list[Note]:
    return [Note("".join(map(str, note.itertext())), _attributes(note)) for note in child_elements(element)]


def _inlines(element: etree._Element) -> Inlines:
    children: Inlines = [element.text] if element.text else []
    for child in child_elements(element):
        tag = _expect(child, *_INLINE)
        children.append(Inline(tag, _attributes(child), _inlines(child)))
        if child.tail:
            children.append(child.tail)
    return children


def _write_holder(parent: etree._Element, tag: str, group: Group, skeleton: etree._Element | None = None) -> None:
    element = etree.SubElement(parent, _name(tag), group.attributes)
    if skeleton is not None:
        element.append(deepcopy(skeleton))
    element.extend(map(deepcopy, group.modules))
    _write_notes(element, group.notes)
    for child in group.children:
        if isinstance(child, Unit):
            _write_unit(element, child)
        else:
            _write_holder(element, "group", child)


def _write_unit(parent: etree._Element, unit: Unit) -> None:
    element = etree.SubElement(parent, _name("unit"), unit.attributes)
    element.extend(map(deepcopy, unit.modules))
    _write_notes(element, unit.notes)
    if unit.data:
        original = etree.SubElement(element, _name("originalData"))
        for data in unit.data:
            fill(etree.SubElement(original, _name("data"), data.attributes), data.children)
    for part in unit.parts:
        inner = etree.SubElement(element, _name("ignorable" if part.is_ignorable else "segment"), part.attributes)
        fill(etree.SubElement(inner, _name("source"), part.source.attributes), part.source.children)
        if part.target is not None:
            fill(etree.SubElement(inner, _name("target"), part.target.attributes), part.target.children)


def _write_notes(parent: etree._Element, notes: Sequence[Note]) -> None:
    if notes:
        holder = etree.SubElement(parent, _name("notes"))
        for note in notes:
            etree.SubElement(holder, _name("note"), note.attributes).text = note.text


def fill(element: etree._Element, children: Inlines) -> None:
    """Write text and inline elements into the element."""
    last: etree._Element | None = None
    for child in children:
        if isinstance(child, Inline):
            last = etree.SubElement(element, _name(child.tag), child.attributes)
            fill(last, child.children)
        elif last is None:
            element.text = (element.text or "") + child
        else:
            last.tail = (last.tail or "") + child
