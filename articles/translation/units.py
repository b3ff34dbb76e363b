"""The paragraphs of a translation beside those of its source, and what has moved under it.

`units_of` is computed from three things that change on their own: the source
as it now stands, the translation as it now stands, and the stored `Unit` rows.
However a text was changed, in the workbench, as one text or by an import,
the units are found again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

from django.utils.html import escape

from articles.models import Approval, Edition
from articles.richtext import Block, split_blocks

from .alignment import align
from .counting import count_words
from .models import Origin, Part, Unit

__all__ = ["Progress", "SourceState", "Status", "UnitView", "blocks_of", "progress", "units_of"]


class SourceState(StrEnum):
    """What became of a unit's source since its translation was made."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MOVED = "moved"
    NEW = "new"
    REMOVED = "removed"
    # The translation's own: there never was a source.
    NONE = "none"


class Status(StrEnum):
    """How far the translation of a unit has come."""

    TODO = "todo"
    MACHINE = "machine"
    DONE = "done"
    DROPPED = "dropped"
    ADDED = "added"


@dataclass(frozen=True)
class UnitView:
    """One row of the workbench: source blocks as they now read, as they read when translated, and the translation.

    ``key`` is “title”, “standfirst”, or part and id of the first source block
    (“body:ab12cd34”), with a “+” before the id of a block of the translation's own.
    """

    part: Part
    source: tuple[Block, ...]
    target: tuple[Block, ...]
    made_from: tuple[Block, ...]
    source_state: SourceState
    # Where it stood in the source when it was made; between whole numbers for what came since.
    place: float = -1
    is_dropped: bool = False
    origin: Origin = Origin.HUMAN
    origin_note: str = ""
    reviewed_at: datetime | None = None
    reviewed_by_id: int | None = None

    @cached_property
    def key(self) -> str:
        if self.part in (Part.TITLE, Part.STANDFIRST):
            return self.part.value
        if blocks := self.source or self.made_from:
            return f"{self.part.value}:{blocks[0].id}"
        return f"{self.part.value}:+{self.target[0].id}"

    @property
    def source_html(self) -> str:
        """The source as it now reads."""
        return "".join(block.html for block in self.source)

    @property
    def source_hash(self) -> str:
        """What says whether the source is still what somebody read."""
        return sha256(self.source_html.encode()).hexdigest()[:16]

    @property
    def target_html(self) -> str:
        """The translation as it now reads."""
        return "".join(block.html for block in self.target)

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The blocks of the source that it renders, or rendered."""
        return tuple(block.id for block in self.source or self.made_from)

    @property
    def status(self) -> Status:
        """How far its translation has come."""
        if self.is_dropped:
            return Status.DROPPED
        if self.source_state == SourceState.NONE:
            return Status.ADDED
        if not self.target:
            return Status.TODO
        return Status.MACHINE if self.is_unread_machine else Status.DONE

    @property
    def is_unread_machine(self) -> bool:
        """Whether a machine wrote it and no person has edited or confirmed it."""
        return self.origin == Origin.MACHINE and self.reviewed_at is None and bool(self.target)

    @property
    def has_moved_on(self) -> bool:
        """Whether its source is no longer what it was made from."""
        return self.source_state in (SourceState.CHANGED, SourceState.MOVED, SourceState.REMOVED)

    @property
    def needs_work(self) -> bool:
        """Whether a translator still has to do something about it."""
        return self.has_moved_on or self.status in (Status.TODO, Status.MACHINE)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a translation has come: paragraphs and words of the source, and how many of its units moved on."""

    paragraphs: int
    paragraphs_done: int
    words: int
    words_done: int
    moved_on: int
    unread_machine: int

    @property
    def percent(self) -> int:
        """Words done of all, rounded down, so that 100 means all."""
        if self.words:
            return 100 * self.words_done // self.words
        return 100 if self.paragraphs_done == self.paragraphs else 0


def progress(units: Iterable[UnitView]) -> Progress:
    """Count the units by what is done of them."""
    units = [unit for unit in units if unit.source]
    done = [unit for unit in units if not unit.needs_work]
    return Progress(
        paragraphs=len(units),
        paragraphs_done=len(done),
        words=sum(_words(unit) for unit in units),
        words_done=sum(_words(unit) for unit in done),
        moved_on=sum(unit.has_moved_on for unit in units),
        unread_machine=sum(unit.is_unread_machine for unit in units),
    )


def _words(unit: UnitView) -> int:
    return sum(count_words(block.text) for block in unit.source)


def blocks_of(edition: Edition, part: Part) -> list[Block]:
    """The blocks of one part of a text; title and standfirst are one block each, none where they are empty."""
    text: str = getattr(edition, part.value)
    if part in (Part.BODY, Part.NOTES):
        return split_blocks(text) if text else []
    return [Block(part.value, part.value, escape(text), text)] if text.strip() else []


def units_of(
    edition: Edition, source: Edition | None = None, *, stored: Sequence[Unit] | None = None
) -> list[UnitView]:
    """The units of a translation in the order of the source, part by part; none of a text that translates nothing.

    ``source`` is the edition to compare with, by default the newest of the
    source language; ``stored`` are the units to find again, by default those
    that the edition has. Up to four queries.
    """
    source = source or edition.source_edition()
    if source is None:
        return []
    stored = list(edition.units.all() if stored is None else stored) or _units_found(edition, source)
    return [
        view
        for part in Part
        for view in _reconcile(
            part, [unit for unit in stored if unit.part == part], blocks_of(source, part), blocks_of(edition, part)
        )
    ]


def _units_found(edition: Edition, source: Edition) -> list[Unit]:
    """Units (unsaved) of a translation that came without: an imported one, or one of before units were kept."""
    origin = Origin.IMPORT if edition.approval == Approval.IMPORT else Origin.HUMAN
    baseline = edition.translates or source
    return [
        Unit(
            edition=edition,
            part=part,
            place=place,
            made_from=stored_blocks(before[number] for number in pair.source),
            target_ids=[after[number].id for number in pair.target],
            origin=origin,
        )
        for part in Part
        for before, after in [(blocks_of(baseline, part), blocks_of(edition, part))]
        if after
        for place, pair in enumerate(align(before, after))
        if pair.source and pair.target
    ]


def stored_blocks(blocks: Iterable[Block]) -> list[dict[str, str]]:
    """Blocks as `Unit.made_from` holds them."""
    return [{"id": block.id, "kind": block.kind, "html": block.html, "text": block.text} for block in blocks]


def _made_from(unit: Unit) -> tuple[Block, ...]:
    return tuple(Block(block["id"], block["kind"], block["html"], block["text"]) for block in unit.made_from)


def _reconcile(part: Part, stored: Sequence[Unit], source: list[Block], target: list[Block]) -> list[UnitView]:
    """The units of one part: what is stored, as far as source and translation still have it, and what is new."""
    places = {block.id: place for place, block in enumerate(source)}
    waiting = {block.id: block for block in target}
    views: list[UnitView] = []
    claimed: set[str] = set()
    for unit in stored:
        mine = tuple(waiting.pop(key) for key in unit.target_ids if key in waiting)
        if not mine and not unit.is_dropped:
            continue
        made_from = _made_from(unit)
        now = tuple(
            sorted(
                (source[places[block.id]] for block in made_from if block.id in places and block.id not in claimed),
                key=lambda block: places[block.id],
            )
        )
        if unit.is_dropped and not now:
            continue
        claimed |= {block.id for block in now}
        views.append(_view(part, unit, now, mine, made_from))
    views = _with_moves(views, places)
    views = _with_strays(part, views, source, target, claimed, waiting)
    return _in_order(views, places, target)


def _view(
    part: Part, unit: Unit, now: tuple[Block, ...], mine: tuple[Block, ...], made_from: tuple[Block, ...]
) -> UnitView:
    if not made_from:
        state = SourceState.NONE
    elif not now:
        state = SourceState.REMOVED
    else:
        is_same = [block.html for block in now] == [block.html for block in made_from]
        state = SourceState.UNCHANGED if is_same else SourceState.CHANGED
    return UnitView(
        part=part,
        source=now,
        target=mine,
        made_from=made_from,
        source_state=state,
        place=unit.place,
        is_dropped=unit.is_dropped,
        origin=Origin(unit.origin),
        origin_note=unit.origin_note,
        reviewed_at=unit.reviewed_at,
        reviewed_by_id=unit.reviewed_by_id,
    )


def _with_moves(views: list[UnitView], places: dict[str, int]) -> list[UnitView]:
    """Mark the fewest units whose moving explains that the source's order is another one now."""
    present = [number for number, view in enumerate(views) if view.source]
    present.sort(key=lambda number: places[views[number].source[0].id])
    stayed = _longest_rise([views[number].place for number in present])
    moved = {number for at, number in enumerate(present) if at not in stayed}
    return [
        replace(view, source_state=SourceState.MOVED)
        if number in moved and view.source_state == SourceState.UNCHANGED
        else view
        for number, view in enumerate(views)
    ]


def _longest_rise(values: list[float]) -> set[int]:
    """The places of a longest rising run among the values, not necessarily neighbours."""
    ends: list[float] = []
    at_end: list[int] = []
    before: list[int | None] = []
    for place, value in enumerate(values):
        length = bisect_left(ends, value)
        ends[length : length + 1] = [value]
        at_end[length : length + 1] = [place]
        before.append(at_end[length - 1] if length else None)
    run: set[int] = set()
    place_now: int | None = at_end[-1] if at_end else None
    while place_now is not None:
        run.add(place_now)
        place_now = before[place_now]
    return run


def _with_strays(
    part: Part,
    views: list[UnitView],
    source: list[Block],
    target: list[Block],
    claimed: set[str],
    waiting: dict[str, Block],
) -> list[UnitView]:
    """Add what no unit holds: first what bears one id on both sides, then what an alignment of the place suggests."""
    free = {block.id: block for block in source if block.id not in claimed}
    views = list(views)
    for key in [key for key in waiting if key in free]:
        block, mine = free.pop(key), waiting.pop(key)
        views.append(UnitView(part, (block,), (mine,), (block,), SourceState.UNCHANGED))
    for run in _runs(target, waiting):
        _settle(part, views, source, target, free, run)
    views.extend(UnitView(part, (block,), (), (), SourceState.NEW) for block in free.values())
    return views


def _runs(target: list[Block], waiting: dict[str, Block]) -> list[list[Block]]:
    """The blocks of the translation that no unit holds, neighbours together."""
    runs: list[list[Block]] = []
    is_open = False
    for block in target:
        if block.id in waiting:
            if is_open:
                runs[-1].append(block)
            else:
                runs.append([block])
        is_open = block.id in waiting
    return runs


def _settle(
    part: Part,
    views: list[UnitView],
    source: list[Block],
    target: list[Block],
    free: dict[str, Block],
    run: list[Block],
) -> None:
    """Find the place of blocks that came in between: beside a free source, as part of a neighbour, or on their own."""
    first = target.index(run[0])
    before = _holder(views, target[first - 1].id) if first else None
    after = _holder(views, target[first + len(run)].id) if first + len(run) < len(target) else None
    sources, targets = _window(views, source, free, before, after, run)
    for pair in align(sources, targets):
        paired = [sources[number] for number in pair.source]
        mine = [targets[number] for number in pair.target]
        new = [block for block in mine if block in run]
        if not new:
            continue
        neighbour = next(
            (n for n in (before, after) if n is not None and any(b in views[n].source for b in paired)), None
        )
        if neighbour is not None:
            joined = sorted({*views[neighbour].target, *new}, key=target.index)
            views[neighbour] = replace(views[neighbour], target=tuple(joined))
        elif paired:
            views.append(UnitView(part, tuple(paired), tuple(new), tuple(paired), SourceState.UNCHANGED))
            for block in paired:
                free.pop(block.id, None)
        else:
            views.extend(UnitView(part, (), (block,), (), SourceState.NONE) for block in new)


def _holder(views: list[UnitView], key: str) -> int | None:
    return next((number for number, view in enumerate(views) if any(block.id == key for block in view.target)), None)


def _window(
    views: list[UnitView],
    source: list[Block],
    free: dict[str, Block],
    before: int | None,
    after: int | None,
    run: list[Block],
) -> tuple[list[Block], list[Block]]:
    """Both sides of the gap that the run stands in: the neighbours, and what is free between them."""
    places = {block.id: place for place, block in enumerate(source)}
    neighbours = [(views[number] if number is not None else None) for number in (before, after)]
    low = max((places[b.id] for b in neighbours[0].source), default=-1) if neighbours[0] else -1
    high = min((places[b.id] for b in neighbours[1].source), default=len(source)) if neighbours[1] else len(source)
    between = [block for block in free.values() if low < places[block.id] < high]
    sides: list[tuple[list[Block], list[Block]]] = [
        (list(view.source), list(view.target)) if view is not None else ([], []) for view in neighbours
    ]
    return [*sides[0][0], *between, *sides[1][0]], [*sides[0][1], *run, *sides[1][1]]


def _in_order(views: list[UnitView], places: dict[str, int], target: list[Block]) -> list[UnitView]:
    """The units in the source's order; one without a source after the unit that it follows in the translation."""
    rows = sorted((view for view in views if view.source), key=lambda view: places[view.source[0].id])
    at_home = {block.id: place for place, block in enumerate(target)}
    alone = sorted((view for view in views if not view.source), key=lambda view: at_home[view.target[0].id])
    for view in alone:
        before = [block.id for block in target[: at_home[view.target[0].id]]]
        spot = 0
        for key in reversed(before):
            holder = _holder(rows, key)
            if holder is not None:
                spot = holder + 1
                break
        rows.insert(spot, view)
    return _placed(rows)


def _placed(rows: list[UnitView]) -> list[UnitView]:
    """Give what came since a place right after the unit before it, so that storing all keeps what moved apart."""
    placed: list[UnitView] = []
    for row in rows:
        before = placed[-1].place if placed else -1.0
        placed.append(row if row.place >= 0 else replace(row, place=before + 1 / 1024))
    return placed
