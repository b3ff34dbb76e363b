"""The rows that someone merged and split without saving them, under a text that was typed as one since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from articles.models import Edition

from .models import Origin, Part, Unit
from .saving import UnitText, units_of_rows
from .units import UnitView, units_of

if TYPE_CHECKING:
    from staff.models import User

__all__ = ["units_kept"]


def units_kept(
    edition: Edition, user: User, kept: Sequence[Mapping[str, Any]], source: Edition | None = None
) -> list[Unit] | None:
    """The units (unsaved) that the rows of a working copy would make; None where there are no rows to read.

    What someone else merged meanwhile stays merged where the rows have it in parts.
    """
    source = source or edition.source_edition()
    if not kept or source is None:
        return None
    try:
        rows = [_read(row) for row in kept]
    except (KeyError, TypeError, ValueError):
        # Kept by another version.
        return None
    return units_of_rows(edition, user, _with_merges(rows, units_of(edition, source)), source)


def _read(row: Mapping[str, Any]) -> UnitText:
    return UnitText(
        part=Part(row["part"]),
        source_ids=tuple(row["source"]),
        html=row["text"],
        is_dropped=bool(row["dropped"]),
        origin=Origin(row["origin"]) if row["origin"] else None,
        origin_note=row["note"],
        key=row["key"],
    )


def _with_merges(rows: Sequence[UnitText], units: Sequence[UnitView]) -> list[UnitText]:
    """The rows, those that are one unit by now as one; a row without a key was split off on purpose."""
    keys = {unit.key for unit in units}
    gone = [row for row in rows if row.key and row.key not in keys]
    wider = {
        unit.key: unit.source_ids for unit in units if any(set(row.source_ids) < set(unit.source_ids) for row in gone)
    }
    held = {key for ids in wider.values() for key in ids}
    return [
        replace(row, source_ids=wider.get(row.key, row.source_ids))
        for row in rows
        if row not in gone or not set(row.source_ids) <= held
    ]
