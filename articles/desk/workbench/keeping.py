"""What is typed, merged, split, added and left out is kept for its translator alone, until it is saved."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from articles.desk.autosave import Typed, keep_typed
from articles.desk.texts import desk_edition
from articles.drafting import keep_working_copy
from articles.models import Edition, WorkingCopy
from articles.richtext import RichTextError
from articles.translation.models import Part
from articles.translation.saving import text_of_rows
from articles.translation.units import UnitView, blocks_of, units_of
from articles.workflow import Refused
from staff.models import User

from .rows import Row, has_changed, posted_rows, read_rows, saved_rows

__all__ = ["forget", "keep", "kept_rows", "working_copy_view"]

_PARTS = frozenset(part.value for part in Part)


def kept_rows(kept: WorkingCopy, edition: Edition, source: Edition, units: Sequence[UnitView]) -> list[Row]:
    """The rows as they were left, and where the source has gained something since, a row for that."""
    if kept.rows:
        try:
            given = [({**row}, row["text"]) for row in kept.rows]
            return _with_what_came(read_rows(given, units, source), units, source)
        except (BadRequest, RichTextError, KeyError, TypeError):
            # Kept by another version: the words are in the text.
            pass
    typed = copy.copy(edition)
    typed.write(**{name: text for name, text in kept.text.items() if name in _PARTS})
    return saved_rows(units_of(typed, source), units)


def _with_what_came(rows: list[Row], units: Sequence[UnitView], source: Edition) -> list[Row]:
    """The rows, and in the order of the source a row for what none of them renders."""
    places = {part: {block.id: at for at, block in enumerate(blocks_of(source, part))} for part in Part}
    order = list(Part)

    def place(row: Row) -> tuple[int, int]:
        return order.index(row.part), places[row.part][row.source[0].id]

    held = {(row.part, key) for row in rows for key in row.source_ids}
    names = {row.name for row in rows}
    for row in saved_rows(units):
        if not row.source or any((row.part, key) in held for key in row.source_ids) or row.name in names:
            continue
        before = [at for at, other in enumerate(rows) if other.source and place(other) < place(row)]
        at = max(before, default=-1) + 1
        while at < len(rows) and rows[at].part == row.part and not rows[at].source:
            at += 1
        rows = [*rows[:at], row, *rows[at:]]
    return rows


def _typed(rows: Sequence[Row], units: Sequence[UnitView], source: Edition) -> Typed:
    text = text_of_rows([row.as_text() for row in rows], units, source)
    return Typed(text, [{**row.description, "text": row.html} for row in rows] if has_changed(rows, units) else [])


def keep(
    edition: Edition, user: User, rows: Sequence[Row], units: Sequence[UnitView], source: Edition, *, revision: int
) -> bool:
    """Keep the rows over the revision that was opened; say whether that could be done."""
    typed = _typed(rows, units, source)
    try:
        keep_working_copy(edition, user, revision=revision, rows=typed.rows, **typed.text)
    except (Refused, RichTextError):
        return False
    return True


def forget(edition: Edition, user: User) -> None:
    """Drop what was kept: it is what is saved."""
    WorkingCopy.objects.filter(edition=edition, user=user).delete()


@require_POST
def working_copy_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the rows of the open page, for the user alone, as `articles.desk.autosave` keeps a text."""
    edition = desk_edition(pk)
    source = edition.source_edition()
    if source is None:
        raise BadRequest("this text translates nothing")

    def typed() -> Typed:
        units = units_of(edition, source)
        return _typed(posted_rows(request.POST, units, source), units, source)

    return keep_typed(request, edition, typed)
