"""Writing TMX 1.4 (LISA OSCAR): the memory for other tools, unit by unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC
from html import escape, unescape

from .models import MemoryUnit

__all__ = ["write_tmx"]

_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-z0-9]+)")
# What XML 1.0 cannot say.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_tmx(units: Iterable[MemoryUnit], source_language: str = "") -> Iterator[str]:
    """The lines of the file. The units come from `with_origin`; no name of a member of staff leaves the desk."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
        '<tmx version="1.4">\n'
        '<header creationtool="Newsroom" creationtoolversion="1" segtype="paragraph" o-tmf="Newsroom"'
        f' adminlang="en" srclang="{_escaped(source_language or "*all*")}" datatype="html"/>\n'
        "<body>\n"
    )
    for unit in units:
        yield _unit(unit)
    yield "</body>\n</tmx>\n"


def _unit(unit: MemoryUnit) -> str:
    written = f' creationdate="{unit.approved_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"' if unit.approved_at else ""
    return (
        f'<tu srclang="{_escaped(unit.source_language)}"{written}>\n'
        f'<prop type="x-origin">{_escaped(unit.origin())}</prop>\n'
        f'<prop type="x-approved">{"yes" if unit.is_approved_here else "no"}</prop>\n'
        f"{_variant(unit.source_language, unit.source_html)}{_variant(unit.target_language, unit.target_html)}</tu>\n"
    )


def _variant(language: str, html: str) -> str:
    return f'<tuv xml:lang="{_escaped(language)}"><seg>{"".join(_segment(html))}</seg></tuv>\n'


def _segment(html: str) -> Iterator[str]:
    """The HTML with each of its tags as code: a beginning and its end share a number, what is empty stands alone."""
    is_open: list[int] = []
    number = 0
    for run in _TAG.split(html):
        if not _TAG.fullmatch(run):
            yield _escaped(unescape(run))
        elif run.startswith("</"):
            yield f'<ept i="{is_open.pop() if is_open else 0}">{_escaped(run)}</ept>'
        elif _name(run) in ("br", "img"):
            yield f"<ph>{_escaped(run)}</ph>"
        else:
            number += 1
            is_open.append(number)
            yield f'<bpt i="{number}" type="{_escaped(_name(run))}">{_escaped(run)}</bpt>'


def _name(tag: str) -> str:
    match = _NAME.match(tag)
    return match[1] if match else ""


def _escaped(text: str) -> str:
    return escape(_UNWRITABLE.sub("", text))
