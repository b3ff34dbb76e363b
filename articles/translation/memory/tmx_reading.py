"""Reading TMX 1.4 (LISA OSCAR): translation memories as other tools write them.

A file is read unit by unit, so that its size plays no part, and nothing in it is
trusted: no entity is declared, nothing is fetched, and what is too large, too
deep or too long is refused with a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html import escape
from itertools import permutations
from typing import IO, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from lxml import etree

from articles.richtext import RichTextError, sanitise, split_blocks
from languages import newsroom_languages, standard_form

from .storing import LONGEST, Remembered, inner, store

__all__ = ["MAX_BYTES", "Imported", "MalformedTMX", "Unit", "Variant", "import_tmx", "language_of", "read_units"]

MAX_BYTES = 100 * 1024 * 1024
MAX_DEPTH = 32
MAX_ELEMENTS = 10_000  # in one unit, or in the header
CHUNK = 64 * 1024  # bytes
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
ANY_LANGUAGE = "*all*"
# What holds the code of another program instead of words. "hi" alone is around words.
CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})
# Why a unit, or one of its languages, is left out.
NOT_TWO = gettext_noop("has no two languages that are known")
NO_SOURCE = gettext_noop("has no text in its source language")
NO_WORDS = gettext_noop("has no words on one side")
TOO_LONG = gettext_noop("is longer than 10,000 characters")

# Unbreakable spaces are part of a text; these are how it was written down.
_SPACES = re.compile(r"[ \t\r\n]+")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)T")


class MalformedTMX(ValueError):
    """A file that is not taken; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A unit in one language: the code as our texts have it, what stands inside the paragraph, and its text."""

    language: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A translation unit: the language that the others were made from ("": any), its date, and every language."""

    source_language: str
    dated_on: date | None
    variants: tuple[Variant, ...]


@dataclass(slots=True)
class Imported:
    """What became of a file: pairs read, those of them that are new, and why what was left out was (msgid → count)."""

    pairs: int = 0
    new: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def known(self) -> int:
        """How many pairs were there already, or stood in the file twice."""
        return self.pairs - self.new

    def reasons(self) -> list[tuple[str, int]]:
        """Why units were left out, in the language of the reader, and how many for each."""
        return [(_(reason), number) for reason, number in self.left_out.items()]


def import_tmx(file: IO[bytes], name: str) -> Imported:
    """Remember what a file holds, all of it or nothing; the units carry its name and are approved by nobody here.

    What was approved here before stays as it is. Raises `MalformedTMX`.
    """
    result = Imported()
    with transaction.atomic():
        result.new = store(_pairs(file, _UNPRINTABLE.sub("", name)[-255:] or "TMX", result))
    return result


def language_of(code: str) -> str | None:
    """The language as our texts have it: "EN-us" is "en" where the newsroom writes no "en-US"; None if unknown."""
    standard = standard_form(code.strip().replace("_", "-"))
    if standard is None:
        return None
    parts = standard.split("-")
    parents = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((parent for parent in parents if parent in newsroom_languages()), standard)


def _pairs(file: IO[bytes], name: str, result: Imported) -> Iterator[Remembered]:
    """Each source with each of its translations; where any language may be the source, each with each other."""
    for unit in read_units(file):
        if len({variant.language for variant in unit.variants}) < 2:
            result.left_out[NOT_TWO] += 1
            continue
        pairs = [
            (source, target)
            for source, target in permutations(unit.variants, 2)
            if source.language != target.language and unit.source_language in ("", source.language)
        ]
        if not pairs:
            result.left_out[NO_SOURCE] += 1
        for source, target in pairs:
            pair = Remembered(
                *(source.language, target.language, source.html, source.text, target.html, target.text),
                file_name=name,
                dated_on=unit.dated_on,
            )
            if pair.is_worth_it:
                result.pairs += 1
                yield pair
            else:
                is_long = max(len(source.text), len(target.text)) > LONGEST
                result.left_out[TOO_LONG if is_long else NO_WORDS] += 1


def read_units(file: IO[bytes]) -> Iterator[Unit]:
    """The units of a TMX file one by one. Raises `MalformedTMX`, also after some of them."""
    parser = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    reader = _Reader()
    size = 0
    try:
        while chunk := file.read(CHUNK):
            size += len(chunk)
            if size > MAX_BYTES:
                raise MalformedTMX(
                    _("The file is larger than %(size)d MB. Divide it first.") % {"size": MAX_BYTES // 1024 // 1024}
                )
            parser.feed(chunk)
            yield from reader.units(parser.read_events())
        parser.close()
    except etree.XMLSyntaxError as error:
        raise MalformedTMX(_sentence(error)) from error
    if not reader.is_begun:
        raise MalformedTMX(_("The file is not TMX: it does not begin with a “tmx” element."))


def _sentence(error: etree.XMLSyntaxError) -> str:
    said = str(error.msg or "")
    if "ntit" in said:
        return _("The file declares or uses entities of its own, which are not accepted.")
    if "depth" in said.lower():
        return _("The file is nested too deep to be TMX.")
    return _("The file is not well-formed XML. Line %(line)d: %(said)s") % {"line": error.lineno or 0, "said": said}


class _Reader:
    """Turns the parser's events into units, and lets go of every element once it is read."""

    def __init__(self) -> None:
        self.is_begun = False
        self.depth = 0
        self.elements = 0
        self.source_language = ANY_LANGUAGE
        self.is_html = False

    def units(self, events: Any) -> Iterator[Unit]:
        for event, element in events:
            if event == "start":
                self._start(element)
                continue
            self.depth -= 1
            if element.tag == "header":
                self.source_language = element.get("srclang", ANY_LANGUAGE)
                self.is_html = element.get("datatype", "").lower() in ("html", "xhtml")
            elif element.tag == "tu":
                yield self._unit(element)
            else:
                continue
            self.elements = 0
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]

    def _start(self, element: Any) -> None:
        if not self.is_begun:
            self.is_begun = True
            if element.tag != "tmx":
                raise MalformedTMX(_("The file is not TMX: it does not begin with a “tmx” element."))
            dtd = element.getroottree().docinfo.internalDTD
            if dtd is not None and any(True for _entity in dtd.iterentities()):
                raise MalformedTMX(_("The file declares or uses entities of its own, which are not accepted."))
        self.depth += 1
        self.elements += 1
        if self.depth > MAX_DEPTH:
            raise MalformedTMX(_("The file is nested too deep to be TMX."))
        if self.elements > MAX_ELEMENTS:
            raise MalformedTMX(_("A unit of the file has more elements than a text can have."))

    def _unit(self, element: Any) -> Unit:
        datatype = element.get("datatype", "").lower()
        is_html = datatype in ("html", "xhtml") if datatype else self.is_html
        variants = []
        for variant in element.iterchildren("tuv"):
            language = language_of(variant.get(XML_LANGUAGE) or variant.get("lang") or "")
            segment = variant.find("seg")
            if language and segment is not None:
                variants.append(Variant(language, *_content(segment, is_html=is_html)))
        source = element.get("srclang", self.source_language)
        source_language = "" if source.lower() == ANY_LANGUAGE else language_of(source) or source
        return Unit(source_language, _date(element), tuple(variants))


def _date(element: Any) -> date | None:
    match = _DATE.match(element.get("changedate") or element.get("creationdate") or "")
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _content(segment: Any, *, is_html: bool) -> tuple[str, str]:
    """The HTML inside the paragraph and its text. Code is kept where it is HTML, as far as our vocabulary goes."""
    text = _SPACES.sub(" ", "".join(_runs(segment, with_code=False))).strip()
    if is_html:
        try:
            blocks = split_blocks(sanitise(f"<p>{''.join(_runs(segment, with_code=True))}</p>"))
        except RichTextError:
            blocks = []
        if len(blocks) == 1 and blocks[0].kind == "paragraph":
            return inner(blocks[0]), blocks[0].text
    return escape(text, quote=False), text


def _runs(element: Any, *, with_code: bool) -> Iterator[str]:
    """The text of the element: with the code in it and the rest escaped, or without it and as it is."""
    said = (lambda text: escape(text, quote=False)) if with_code else (lambda text: text)
    yield said(element.text or "")
    for child in element:
        if not isinstance(child.tag, str):
            raise MalformedTMX(_("The file declares or uses entities of its own, which are not accepted."))
        if child.tag not in CODES and child.tag != "sub":
            yield from _runs(child, with_code=with_code)
        elif with_code and child.tag != "sub":
            yield child.text or ""
        yield said(child.tail or "")
