"""The glossary as TBX: TermBase eXchange, ISO 30042.

Written as TBX-Basic of the edition of 2019 in DCA style. Read in DCA and DCT
style, and in the form of 2008 (``martif``), by what the elements are called:
dialects put the same few data categories into other wrappers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from lxml import etree

from .records import MAX_BYTES, ConceptRecord, TermRecord, Unreadable

__all__ = ["read_tbx", "write_tbx"]

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
STATUSES = {
    "preferred": "preferredTerm-admn-sts",
    "admitted": "admittedTerm-admn-sts",
    "forbidden": "deprecatedTerm-admn-sts",
}
# Every value that says so, in either edition, by its beginning.
READ_STATUSES = {"preferred": "preferred", "admitted": "admitted", "deprecated": "forbidden", "superseded": "forbidden"}
PARTS = {"noun", "verb", "adjective", "adverb", "other"}
ENTRIES, LANGUAGES, TERMS = {"conceptEntry", "termEntry"}, {"langSec", "langSet"}, {"termSec", "tig", "ntig"}
TYPED = {"descrip", "termNote", "admin"}
SHORT = {"acronym", "initialism"}
MAX_DEPTH = 60


def write_tbx(records: Iterable[ConceptRecord], *, title: str, language: str) -> Iterator[str]:
    """The parts of the file; ``language`` is that of the newsroom, for what has none of its own."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<tbx type="TBX-Basic" style="dca" xml:lang="{language}" xmlns="{NAMESPACE}">\n'
        "<tbxHeader><fileDesc>"
        f"<titleStmt><title>{_text(title)}</title></titleStmt>"
        f"<sourceDesc><p>{_text(title)}</p></sourceDesc>"
        "</fileDesc></tbxHeader>\n<text><body>\n"
    )
    for record in records:
        yield _written(record)
    yield "</body></text>\n</tbx>\n"


def read_tbx(data: bytes) -> list[ConceptRecord]:
    """The entries, in order; what TBX can say and the glossary cannot is left out. Raises `Unreadable`."""
    root = _parsed(data)
    if etree.QName(root).localname not in ("tbx", "martif"):
        raise Unreadable(_("This is no TBX file: it begins with something else than “tbx” or “martif”."))
    return [_entry(element) for element in root.iter(etree.Element) if _name(element) in ENTRIES]


def _text(text: str) -> str:
    for sign, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(sign, written)
    # What XML 1.0 has no way to write.
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)


def _written(record: ConceptRecord) -> str:
    parts = [f'<conceptEntry id="{_text(record.key)}">']
    if record.domain:
        parts.append(f'<descrip type="subjectField">{_text(record.domain)}</descrip>')
    if record.definition:
        parts.append(f'<descrip type="definition">{_text(record.definition)}</descrip>')
    if record.note:
        parts.append(f"<note>{_text(record.note)}</note>")
    for language in dict.fromkeys(term.language for term in record.terms):
        parts.append(f'<langSec xml:lang="{language}">')
        parts += [_written_term(term) for term in record.terms if term.language == language]
        parts.append("</langSec>")
    return "".join([*parts, "</conceptEntry>\n"])


def _written_term(term: TermRecord) -> str:
    parts = [f"<termSec><term>{_text(term.text)}</term>"]
    if term.part_of_speech:
        parts.append(f'<termNote type="partOfSpeech">{term.part_of_speech}</termNote>')
    parts.append(f'<termNote type="administrativeStatus">{STATUSES[term.status]}</termNote>')
    if term.is_case_sensitive:
        # Where capitals count, it is an acronym or written like one; TBX has no closer word.
        parts.append('<termNote type="termType">acronym</termNote>')
    if term.note:
        parts.append(f"<note>{_text(term.note)}</note>")
    return "".join([*parts, "</termSec>"])


def _parsed(data: bytes) -> etree._Element:
    if len(data) > MAX_BYTES:
        raise Unreadable(
            _("This file is larger than %(limit)s million bytes. Split it.") % {"limit": MAX_BYTES // 1_000_000}
        )
    # The edition of 2008 names a document type; none may define anything. Looked for in any width of letters.
    narrow = data.replace(b"\0", b"").upper()
    if b"<!ENTITY" in narrow or re.search(rb"<!DOCTYPE[^>]*\[", narrow):
        raise Unreadable(_("This file defines entities, which no glossary needs. Export it again without them."))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        fault = " ".join(str(getattr(error, "msg", "") or error).split())[:120]
        raise Unreadable(
            _("This file is not well-formed XML (%(fault)s). Export it again.") % {"fault": fault}
        ) from error
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH or not isinstance(element.tag, str):
            raise Unreadable(_("This file is built as no glossary is. Export it again."))
    return root


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _category(element: etree._Element) -> str:
    """The data category: the type in DCA style, the element's own name in DCT style."""
    name = _name(element)
    return element.get("type", "") if name in TYPED else name


def _content(element: etree._Element) -> str:
    return "\n".join(" ".join(line.split()) for line in "".join(element.itertext()).strip().splitlines())


def _above(element: etree._Element) -> etree._Element:
    """The section that something is said of, outside the groups that wrap it."""
    parent = element.getparent()
    while parent is not None and _name(parent) not in ENTRIES | LANGUAGES | TERMS:
        parent = parent.getparent()
    assert parent is not None
    return parent


def _entry(entry: etree._Element) -> ConceptRecord:
    record = ConceptRecord(entry.get("id", ""), line=_line(entry))
    terms: dict[etree._Element, TermRecord] = {}
    for element in entry.iter(etree.Element):
        name = _name(element)
        if name in TERMS:
            language = next((above for above in element.iterancestors() if _name(above) in LANGUAGES), None)
            code = language.get(LANG, language.get("lang", "")) if language is not None else ""
            terms[element] = TermRecord(code, "", line=_line(element))
            record.terms.append(terms[element])
        elif element is not entry and name not in LANGUAGES and (content := _content(element)):
            section = _above(element)
            if section in terms:
                _say_of_term(terms[section], _category(element), content)
            else:
                _say_of_entry(record, _category(element), content)
    return record


def _say_of_entry(record: ConceptRecord, category: str, content: str) -> None:
    match category:
        case "subjectField":
            record.domain = record.domain or content
        case "definition":
            record.definition = record.definition or content
        case "note":
            record.note = record.note or content


def _say_of_term(term: TermRecord, category: str, content: str) -> None:
    match category:
        case "term":
            term.text = content
        case "partOfSpeech":
            part = content.lower()
            # "properNoun" and other finer ones of some dialects.
            term.part_of_speech = part if part in PARTS else "noun" if part.endswith("noun") else "other"
        case "administrativeStatus" | "normativeAuthorization":
            term.status = next((ours for theirs, ours in READ_STATUSES.items() if content.startswith(theirs)), "")
        case "termType":
            term.is_case_sensitive = content in SHORT
        case "note":
            term.note = term.note or content


def _line(element: etree._Element) -> int:
    return int(element.sourceline or 0)
