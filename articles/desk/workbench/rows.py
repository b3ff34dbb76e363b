"""The rows of the workbench: as they are saved, as they are posted, and as merging and splitting turn them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import unescape
from typing import Any

from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import escape, strip_tags
from django.utils.translation import gettext as _

from articles.models import Edition
from articles.richtext import Block, plain_text, sanitise, split_blocks
from articles.translation.models import Origin, Part
from articles.translation.saving import UnitText, rows_of
from articles.translation.units import SourceState, UnitView, blocks_of

__all__ = [
    "STRUCTURE",
    "Row",
    "bare",
    "has_changed",
    "posted_row",
    "posted_rows",
    "read_rows",
    "refused_structure",
    "saved_rows",
]

ONE_LINE = (Part.TITLE, Part.STANDFIRST)
MOST_ROWS = 2000
_NAME = re.compile(r"[a-z_]{1,20}(:\+?[a-z0-9]{1,20})?")
_ID = re.compile(r"[a-z0-9_]{1,20}")


@dataclass(frozen=True)
class Row:
    """One row: which blocks of the source it renders, and how, typed or saved.

    ``name`` is what the row is called in the form and stays while the page is
    open. ``saved`` is the unit that it was, None where it is new.
    """

    part: Part
    name: str
    source_ids: tuple[str, ...] = ()
    html: str = ""
    is_dropped: bool = False
    origin: str = ""
    origin_note: str = ""
    source: tuple[Block, ...] = ()
    saved: UnitView | None = field(default=None, repr=False)

    @property
    def key(self) -> str:
        """The key of the unit that it was, empty where it is new."""
        return self.saved.key if self.saved else ""

    @property
    def is_one_line(self) -> bool:
        """Whether it is written without formatting."""
        return self.part in ONE_LINE

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in it: no words, no picture."""
        return not self.html.strip() if self.is_one_line else not plain_text(self.html) and "<img" not in self.html

    @cached_property
    def is_edited(self) -> bool:
        """Whether the words are others than those that are saved."""
        if self.saved is None:
            return not self.is_empty
        if self.is_one_line:
            return self.html.strip() != (self.saved.target[0].text.strip() if self.saved.target else "")
        return bare(self.html) != bare(self.saved.target_html) and not (self.is_empty and not self.saved.target)

    @property
    def is_other_structure(self) -> bool:
        """Whether it renders other blocks than what is saved says, or is left out only now."""
        if self.saved is None:
            return bool(self.source_ids)
        return self.saved.source_ids != self.source_ids or self.saved.is_dropped != self.is_dropped

    @cached_property
    def unit(self) -> UnitView:
        """The row as a unit, as it would be once saved."""
        target = () if self.is_empty or self.is_dropped else self._blocks()
        if self.saved is None:
            state = SourceState.UNCHANGED if self.source else SourceState.NONE
            return UnitView(self.part, self.source, target, self.source, state, is_dropped=self.is_dropped)
        now = replace(self.saved, source=self.source, target=target, is_dropped=self.is_dropped)
        if self.is_edited and target:
            now = replace(now, reviewed_at=now.reviewed_at or timezone.now())
            if self.source:
                now = replace(now, made_from=self.source, source_state=SourceState.UNCHANGED)
        elif self.is_other_structure:
            now = replace(now, made_from=self.source, source_state=SourceState.UNCHANGED)
        if not target and not self.is_dropped and now.source_state != SourceState.REMOVED:
            now = replace(now, source_state=SourceState.NEW if self.source else SourceState.NONE)
        return now

    @property
    def is_anything(self) -> bool:
        """Whether it is a unit at all; a paragraph that was only just added is none."""
        return bool(self.unit.source or self.unit.made_from or self.unit.target)

    def _blocks(self) -> tuple[Block, ...]:
        if self.is_one_line:
            return (Block(self.part.value, self.part.value, escape(self.html), self.html),)
        return tuple(split_blocks(self.html))

    @property
    def description(self) -> dict[str, Any]:
        """What the form carries of the row beside its text."""
        return {
            "name": self.name,
            "part": self.part.value,
            "key": self.key,
            "source": list(self.source_ids),
            "dropped": self.is_dropped,
            "origin": self.origin,
            "note": self.origin_note,
        }

    @property
    def described(self) -> str:
        """The description as JSON."""
        return json.dumps(self.description, ensure_ascii=False, separators=(",", ":"))

    @property
    def may_be_merged(self) -> bool:
        """Whether a row of its kind can be merged with its neighbour."""
        return not self.is_one_line and bool(self.source) and not self.is_dropped

    @property
    def may_be_split(self) -> bool:
        """Whether it renders several blocks of the source."""
        return len(self.source) > 1

    def with_text(self, html: str) -> Row:
        """The row with other words, given as HTML; a title or standfirst takes the text of it."""
        if self.is_one_line:
            return replace(self, html=unescape(strip_tags(html)))
        return replace(self, html=str(sanitise(html)))

    def as_text(self) -> UnitText:
        """The row as it is saved."""
        return UnitText(
            part=self.part,
            source_ids=self.source_ids,
            html="" if self.is_dropped else self.html,
            is_dropped=self.is_dropped,
            origin=Origin(self.origin) if self.origin and self.is_edited else None,
            origin_note=self.origin_note,
            key=self.key,
        )


def bare(html: str) -> str:
    """The HTML without the ids of its blocks: what two texts of the same words and markup share."""
    return re.sub(r' data-block="[^"]*"', "", str(sanitise(html)))


def saved_rows(units: Sequence[UnitView], saved: Sequence[UnitView] | None = None) -> list[Row]:
    """The rows of the units; ``saved`` are those that the edition has, where these come from a working copy."""
    before = {unit.key: unit for unit in (units if saved is None else saved)}
    return [
        Row(
            part=unit.part,
            name=unit.key,
            source_ids=row.source_ids,
            html=row.html,
            is_dropped=row.is_dropped,
            source=unit.source,
            saved=before.get(unit.key),
        )
        for unit, row in zip(units, rows_of(units), strict=True)
    ]


def posted_rows(posted: QueryDict, units: Sequence[UnitView], source: Edition) -> list[Row]:
    """The rows of a form, their text sanitised. Raises `RichTextError` and `BadRequest`."""
    described = posted.getlist("row")
    if len(described) > MOST_ROWS:
        raise BadRequest("more rows than a text has")
    try:
        given = [json.loads(one) for one in described]
        texts = [posted.get(f"text-{one['name']}", "") for one in given]
    except (ValueError, KeyError, TypeError) as error:
        raise BadRequest("a row that nobody can read") from error
    return read_rows(list(zip(given, texts, strict=True)), units, source)


def read_rows(given: Sequence[tuple[dict[str, Any], str]], units: Sequence[UnitView], source: Edition) -> list[Row]:
    """The rows of these descriptions and texts. Raises as `posted_rows`."""
    saved = {unit.key: unit for unit in units}
    here = {part: {block.id: block for block in blocks_of(source, part)} for part in Part}
    rows = [_read(description, text, saved, here) for description, text in given]
    if len({row.name for row in rows}) < len(rows):
        raise BadRequest("two rows of one name")
    return rows


def posted_row(posted: QueryDict, units: Sequence[UnitView], source: Edition) -> Row:
    """The one row of a form that is sent while it is typed. Raises as `posted_rows`."""
    rows = posted_rows(posted, units, source)
    if len(rows) != 1:
        raise BadRequest("one row is checked at a time")
    return rows[0]


def _read(given: dict[str, Any], text: str, saved: dict[str, UnitView], here: dict[Part, dict[str, Block]]) -> Row:
    try:
        name, part, key = given["name"], Part(given["part"]), given.get("key", "")
        ids = tuple(given.get("source", ()))
        origin, note = given.get("origin", ""), given.get("note", "")
        is_readable = _NAME.fullmatch(name) and all(_ID.fullmatch(one) for one in ids) and isinstance(note, str)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadRequest("a row that nobody can read") from error
    if not is_readable or origin not in ("", Origin.MEMORY):
        raise BadRequest("a row that nobody can read")
    text = text.replace("\r\n", "\n").replace("\x00", "")
    if part == Part.TITLE:
        text = " ".join(text.split())
    elif part != Part.STANDFIRST:
        text = str(sanitise(text))
    return Row(
        part=part,
        name=name,
        source_ids=ids,
        html=text,
        is_dropped=bool(given.get("dropped")),
        origin=origin,
        origin_note=note[:200],
        source=tuple(here[part][one] for one in ids if one in here[part]),
        saved=saved.get(key) if isinstance(key, str) else None,
    )


def has_changed(rows: Sequence[Row], units: Sequence[UnitView]) -> bool:
    """Whether saving the rows would change anything of the units."""
    if len(rows) != len(units) or {row.key for row in rows if row.saved} != {unit.key for unit in units}:
        return True
    return any(row.is_edited or row.is_other_structure for row in rows)


# Turning rows into others: each takes the rows and the place of one, and returns the rows.


def merge(rows: list[Row], at: int) -> list[Row]:
    """Let the row render what the next one renders too; the words of both stand in it."""
    row = rows[at]
    if at + 1 >= len(rows) or rows[at + 1].part != row.part or not (row.may_be_merged and rows[at + 1].may_be_merged):
        return rows
    after = rows[at + 1]
    merged = replace(
        row,
        source_ids=(*row.source_ids, *after.source_ids),
        source=(*row.source, *after.source),
        html=_joined(row.html, after.html),
    )
    return [*rows[:at], merged, *rows[at + 2 :]]


def _joined(first: str, second: str) -> str:
    """Two translations as one: one paragraph of two, else one after the other."""
    blocks = [*split_blocks(first), *split_blocks(second)]
    if len(blocks) == 2 and all(block.kind == "paragraph" for block in blocks):
        before, after = (re.fullmatch(r"<p[^>]*>(.*)</p>", block.html, re.DOTALL) for block in blocks)
        if before and after:
            return str(sanitise(f"<p>{before[1]} {after[1]}</p>"))
    return "".join(block.html for block in blocks)


def split(rows: list[Row], at: int) -> list[Row]:
    """A row for each block of the source again; the blocks of the translation go along, what is left to the last."""
    row = rows[at]
    if not row.may_be_split:
        return rows
    blocks = [] if row.is_empty else split_blocks(row.html)
    last = len(row.source) - 1
    parts = []
    for number, block in enumerate(row.source):
        mine = blocks[number:] if number == last else blocks[number : number + 1]
        parts.append(
            Row(
                part=row.part,
                name=row.name if number == 0 else f"{row.part.value}:{block.id}",
                source_ids=(block.id,),
                source=(block,),
                html="".join(one.html for one in mine),
                saved=row.saved if number == 0 else None,
            )
        )
    return [*rows[:at], *parts, *rows[at + 1 :]]


def add(rows: list[Row], at: int) -> list[Row]:
    """An empty paragraph of the translation's own, after the row."""
    row = rows[at]
    part = Part.BODY if row.is_one_line else row.part
    if row.is_one_line:
        at = max(number for number, one in enumerate(rows) if one.is_one_line)
    names = {one.name for one in rows}
    number = next(number for number in range(1, MOST_ROWS) if f"{part.value}:+new{number}" not in names)
    return [*rows[: at + 1], Row(part=part, name=f"{part.value}:+new{number}"), *rows[at + 1 :]]


def leave_out(rows: list[Row], at: int) -> list[Row]:
    """Without a translation, on purpose; the words are there again when it is taken in again on the same page."""
    if not rows[at].source or rows[at].part == Part.TITLE:
        return rows
    return [*rows[:at], replace(rows[at], is_dropped=True), *rows[at + 1 :]]


def take_in(rows: list[Row], at: int) -> list[Row]:
    """Back to be translated."""
    return [*rows[:at], replace(rows[at], is_dropped=False), *rows[at + 1 :]]


def remove(rows: list[Row], at: int) -> list[Row]:
    """Without the translation's own paragraph, or without the translation of one that the source no longer has."""
    return rows if rows[at].source else [*rows[:at], *rows[at + 1 :]]


STRUCTURE: dict[str, Callable[[list[Row], int], list[Row]]] = {
    "merge": merge,
    "split": split,
    "add": add,
    "leave-out": leave_out,
    "take-in": take_in,
    "remove": remove,
}


def refused_structure(verb: str) -> str:
    """Why the verb changes nothing there, as a sentence."""
    if verb == "merge":
        return _("There is no next paragraph that this one can be merged with.")
    return _("This cannot be done with this paragraph.")
