"""Writing a translation paragraph by paragraph, and keeping what each was made from.

Every verb is one transaction under the lock of `workflow.lock`, asks
`workflow.refusals`, leaves its events, and raises `Refused` or `Conflict`.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Edition, Event, Standing, WorkingCopy
from articles.richtext import Block, give_block_ids, plain_text, split_blocks
from articles.workflow import Conflict, Refused, lock, perform, require

from .models import Origin, Part, Unit
from .units import SourceState, Status, UnitView, blocks_of, stored_blocks, units_of

if TYPE_CHECKING:
    from staff.models import User

__all__ = [
    "UnitText",
    "confirm",
    "confirm_all",
    "copy_units",
    "drop",
    "keep_up",
    "rows_of",
    "save_units",
    "text_of_rows",
    "units_of_rows",
    "write_units",
]

ONE_LINE = (Part.TITLE, Part.STANDFIRST)


@dataclass(frozen=True, slots=True)
class UnitText:
    """One row as the workbench posts it: which source blocks it renders, and how.

    ``html`` is the translation, of any number of blocks; of title and standfirst
    it is plain text. ``origin`` is given where the words came from elsewhere than
    the keyboard. ``is_current`` says that the translation renders the source as
    it now stands; else that is taken of what was edited alone.
    """

    part: Part
    source_ids: tuple[str, ...] = ()
    html: str = ""
    is_dropped: bool = False
    origin: Origin | None = None
    origin_note: str = ""
    is_current: bool = False
    # The unit that it was, by key, where it was there before.
    key: str = ""


def rows_of(units: Sequence[UnitView]) -> list[UnitText]:
    """The rows that leave every unit as it is."""
    return [
        UnitText(
            part=unit.part,
            source_ids=unit.source_ids,
            html=unit.target[0].text if unit.part in ONE_LINE and unit.target else unit.target_html,
            is_dropped=unit.is_dropped,
            key=unit.key,
        )
        for unit in units
    ]


def write_units(
    edition: Edition,
    user: User,
    *,
    revision: int,
    texts: dict[str, str],
    origin: Origin | None = None,
    origin_note: str = "",
    reason: str = "",
) -> Edition:
    """Write some units, {key: html} (plain text for title and standfirst), and leave the others; return the edition.

    Raises `KeyError` for a key that the translation does not have.
    """
    with transaction.atomic():
        current = lock(edition)
        units = units_of(current)
        if unknown := texts.keys() - {unit.key for unit in units}:
            raise KeyError(*sorted(unknown))
        rows = [
            replace(row, html=texts[row.key], is_dropped=False, is_current=True, origin=origin, origin_note=origin_note)
            if row.key in texts
            else row
            for row in rows_of(units)
        ]
        return save_units(current, user, revision=revision, rows=rows, reason=reason)


def save_units(edition: Edition, user: User, *, revision: int, rows: Sequence[UnitText], reason: str = "") -> Edition:
    """Save the translation as its rows say, in their order; return the edition.

    What no row mentions of the translation goes; what no row mentions of the
    source is not translated yet. ``revision`` is the one that the user opened.
    """
    with transaction.atomic():
        current = lock(edition)
        if current.revision != revision:
            raise Conflict(current)
        source = current.source_edition()
        if source is None:
            raise Refused(_("This text translates nothing."))
        made = _made(rows, units_of(current, source), source)
        saved = perform(current, "save", user, revision=revision, reason=reason, **_text(made))
        WorkingCopy.objects.filter(edition=saved, user=user).delete()
        _store(saved, user, made)
        _catch_up(saved, user)
    saved.refresh_from_db()
    return saved


def text_of_rows(rows: Sequence[UnitText], units: Sequence[UnitView], source: Edition) -> dict[str, str]:
    """The text, part by part, that saving the rows would write over these units of this source. Nothing is saved."""
    return _text(_made(rows, units, source))


def _made(rows: Sequence[UnitText], units: Sequence[UnitView], source: Edition) -> list[_Made]:
    before = {unit.key: unit for unit in units}
    here = {part: {block.id: block for block in blocks_of(source, part)} for part in Part}
    return [_Made(row, before.get(row.key), here[row.part]) for row in rows]


class _Made:
    """A row on its way to become a unit: the blocks it makes, and what they were made from."""

    def __init__(self, row: UnitText, before: UnitView | None, source: dict[str, Block]) -> None:
        self.row = row
        self.before = before
        now = [source[key] for key in row.source_ids if key in source]
        was = list(before.made_from) if before else []
        if row.part in ONE_LINE:
            self.blocks = [Block(row.part.value, row.part.value, row.html, row.html)] if row.html.strip() else []
            self.is_edited = row.html != (before.target[0].text if before and before.target else "")
        else:
            self.blocks = [] if row.is_dropped else self._identified(now)
            self.is_edited = "".join(block.html for block in self.blocks) != (before.target_html if before else "")
        is_same_structure = before is not None and before.source_ids == row.source_ids
        if row.is_current or self.is_edited or not is_same_structure or not was:
            # Of a source that is gone an edit says nothing: it is asked for until confirmed.
            self.made_from = now or was
        else:
            self.made_from = was

    def _identified(self, now: list[Block]) -> list[Block]:
        """The blocks with the ids that they had; a first one takes over that of its source."""
        html = self.row.html if plain_text(self.row.html) or "<img" in self.row.html else _without_words(now)
        ids = [block.id for block in self.before.target] if self.before else []
        return split_blocks(give_block_ids(html, ids or [block.id for block in now])) if html else []


def _without_words(source: Sequence[Block]) -> str:
    """Figures of the media library without a caption, which come along by themselves: the library has their words."""
    return "".join(block.html for block in source if not block.text and "<img data-image=" in block.html)


def _text(made: Sequence[_Made]) -> dict[str, str]:
    text: dict[str, str] = {part.value: "" for part in Part}
    for unit in made:
        if unit.row.part == Part.TITLE:
            text[unit.row.part.value] = " ".join(unit.row.html.split())
        elif unit.row.part == Part.STANDFIRST:
            text[unit.row.part.value] = unit.row.html
        else:
            text[unit.row.part.value] += "".join(block.html for block in unit.blocks)
    return text


def _store(saved: Edition, user: User, made: Sequence[_Made]) -> None:
    """Replace the stored units."""
    saved.units.all().delete()
    Unit.objects.bulk_create(_units(saved, user, made))


def _units(saved: Edition, user: User, made: Sequence[_Made]) -> list[Unit]:
    """The units, unsaved; the blocks are told by their order, since the saved text may have renamed one."""
    waiting = {part: iter(blocks_of(saved, part)) for part in Part}
    units = []
    for place, unit in enumerate(made):
        ids = [next(waiting[unit.row.part]).id for _block in unit.blocks]
        if not ids and not unit.row.is_dropped:
            continue
        units.append(
            Unit(
                edition=saved,
                part=unit.row.part,
                place=place,
                made_from=stored_blocks(unit.made_from),
                target_ids=ids,
                is_dropped=unit.row.is_dropped and not ids,
                **_provenance(unit, user),
            )
        )
    return units


def _provenance(unit: _Made, user: User) -> dict[str, object]:
    """Whose words these are: new ones have the row's origin, edited ones keep theirs and have been read."""
    row, before = unit.row, unit.before
    if row.origin is not None:
        has_read = row.origin != Origin.MACHINE
        return {
            "origin": row.origin,
            "origin_note": row.origin_note,
            "reviewed_at": timezone.now() if has_read else None,
            "reviewed_by": user if has_read else None,
        }
    if before is None or not before.target:
        return {"origin": Origin.HUMAN, "reviewed_at": timezone.now(), "reviewed_by": user}
    if unit.is_edited or row.is_current:
        return {
            "origin": before.origin,
            "origin_note": before.origin_note,
            "reviewed_at": timezone.now(),
            "reviewed_by": user,
        }
    return {
        "origin": before.origin,
        "origin_note": before.origin_note,
        "reviewed_at": before.reviewed_at,
        "reviewed_by_id": before.reviewed_by_id,
    }


def units_of_rows(edition: Edition, user: User, rows: Sequence[UnitText], source: Edition) -> list[Unit]:
    """The units (unsaved) that saving the rows would make."""
    made = _made(rows, units_of(edition, source), source)
    typed = copy.copy(edition)
    for name, text in _text(made).items():
        setattr(typed, name, text)
    return _units(typed, user, made)


def keep_up(edition: Edition, user: User, stored: Sequence[Unit] | None = None) -> None:
    """Store the units of a translation that was just saved as one text, so that each keeps what it was made from.

    ``stored`` are the units as someone merged and split them before, by default
    those that the edition has. A paragraph whose source has moved stays marked,
    even where it was edited: whoever edits the whole text is not shown what moved.
    """
    with transaction.atomic():
        source = edition.source_edition()
        if source is None:
            return
        units = units_of(edition, source, stored=stored)
        _store_views(edition, [unit for unit in units if unit.target or unit.is_dropped])
        _catch_up(edition, user)


def _store_views(edition: Edition, units: Sequence[UnitView]) -> None:
    edition.units.all().delete()
    Unit.objects.bulk_create(
        Unit(
            edition=edition,
            part=unit.part,
            place=place,
            made_from=stored_blocks(unit.made_from),
            target_ids=[block.id for block in unit.target],
            is_dropped=unit.is_dropped,
            origin=unit.origin,
            origin_note=unit.origin_note,
            reviewed_at=unit.reviewed_at,
            reviewed_by_id=unit.reviewed_by_id,
        )
        for place, unit in enumerate(_as_they_stood(units))
    )


def _as_they_stood(units: Sequence[UnitView]) -> list[UnitView]:
    """The units in the order that shows which were moved: each moved one where it was, the others around it."""
    return sorted(units, key=lambda unit: unit.place)


def _catch_up(edition: Edition, user: User) -> None:
    """Declare that the translation follows its source where no unit says otherwise.

    A paragraph that is not translated at all does not count against a draft:
    the check of missing paragraphs holds it back.
    """
    if not edition.is_stale():
        return
    units = units_of(edition)
    is_draft = edition.standing() == Standing.DRAFT
    if any(unit.has_moved_on or (unit.source_state == SourceState.NEW and not is_draft) for unit in units):
        return
    followed = perform(edition, "confirm_source", user)
    edition.translates_id, edition.translated_hash = followed.translates_id, followed.translated_hash


def confirm(edition: Edition, key: str, user: User, *, seen: str | None = None) -> Edition:
    """Say of one paragraph that its translation is right for the source as it now stands; return the edition.

    Logged with the source's words before and after. ``seen`` is the
    `UnitView.source_hash` that the user read: where the source has changed
    again, this is refused.
    """
    return _decide(edition, key, user, seen=seen, is_dropped=False)


def drop(edition: Edition, key: str, user: User, *, seen: str | None = None) -> Edition:
    """Leave one paragraph of the source out on purpose; logged; return the edition."""
    return _decide(edition, key, user, seen=seen, is_dropped=True)


def _decide(edition: Edition, key: str, user: User, *, seen: str | None, is_dropped: bool) -> Edition:
    with transaction.atomic():
        current = lock(edition)
        require(current, "confirm_source", user)
        units = units_of(current)
        unit = next((unit for unit in units if unit.key == key), None)
        if unit is None or (seen is not None and seen != unit.source_hash):
            raise Refused(_("The source changed after you opened the page. Read the paragraph again."))
        if is_dropped and unit.target:
            raise Refused(_("This paragraph has a translation. Delete it first, then leave the paragraph out."))
        if not is_dropped and unit.status == Status.TODO:
            raise Refused(_("This paragraph is not translated yet. Translate it or leave it out on purpose."))
        decided = replace(
            unit,
            made_from=unit.source,
            is_dropped=is_dropped or unit.is_dropped,
            place=_place_among(units, unit),
            reviewed_at=timezone.now(),
            reviewed_by_id=user.pk,
        )
        _store_views(current, [*(other for other in units if _is_kept(other) and other is not unit), decided])
        _log(current, user, unit, "drop_paragraph" if is_dropped else "confirm_paragraph")
        _catch_up(current, user)
    current.refresh_from_db()
    return current


def _is_kept(unit: UnitView) -> bool:
    return bool(unit.target) or unit.is_dropped


def _place_among(units: Sequence[UnitView], unit: UnitView) -> float:
    """A place right after the unit that now stands before it in the source."""
    at = units.index(unit)
    before = [other for other in units[:at] if _is_kept(other) and other.part == unit.part]
    return before[-1].place + 0.5 if before else -1


def _log(edition: Edition, user: User, unit: UnitView, action: str) -> None:
    Event.objects.create(
        article=edition.article,
        edition=edition,
        language=edition.language,
        number=edition.number,
        revision=edition.revision,
        user=user,
        action=action,
        from_state=edition.state,
        to_state=edition.state,
        text_hash=edition.text_hash,
        details={
            "unit": unit.key,
            "source_before": "".join(block.html for block in unit.made_from),
            "source": unit.source_html,
            "translation": unit.target_html,
        },
    )


def confirm_all(edition: Edition, user: User) -> Edition:
    """Say of the whole translation that it is right for the source as it now stands; return the edition.

    Paragraphs that are not translated stay so.
    """
    with transaction.atomic():
        current = perform(edition, "confirm_source", user)
        confirmed = [
            replace(unit, made_from=unit.source, place=place) if unit.has_moved_on else replace(unit, place=place)
            for place, unit in enumerate(units_of(current))
        ]
        _store_views(current, [unit for unit in confirmed if _is_kept(unit)])
    return current


def copy_units(edition: Edition, successor: Edition) -> None:
    """Give the next edition, opened as a copy of this one, the same units. Two queries."""
    Unit.objects.bulk_create(
        Unit(
            edition=successor,
            part=unit.part,
            place=unit.place,
            made_from=unit.made_from,
            target_ids=unit.target_ids,
            is_dropped=unit.is_dropped,
            origin=unit.origin,
            origin_note=unit.origin_note,
            reviewed_at=unit.reviewed_at,
            reviewed_by_id=unit.reviewed_by_id,
        )
        for unit in edition.units.all()
    )
