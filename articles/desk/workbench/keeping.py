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
from articles.translation.kept import units_kept
from articles.translation.models import Part
from articles.translation.saving import text_of_rows
from articles.translation.units import UnitView, blocks_of, units_of
from articles.workflow import Refused
from staff.models import User

from .rows import Row, bare, has_changed, posted_rows, read_rows, saved_rows

__all__ = ["forget", "keep", "kept_rows", "typed_rows", "working_copy_view"]

_PARTS = frozenset(part.value for part in Part)


def kept_rows(kept: WorkingCopy, edition: Edition, source: Edition, units: Sequence[UnitView]) -> list[Row]:
    """The rows as they were left, and where the source has gained something since, a row for that.

    Where the text was typed as one since, that is what the rows say.
    """
    text = {name: words for name, words in kept.text.items() if name in _PARTS}
    if kept.rows:
        try:
            given = [({**row}, row["text"]) for row in kept.rows]
            rows = read_rows(given, units, source)
            made = text_of_rows([row.as_text() for row in rows], units, source)
            if all(bare(made[name]) == bare(words) for name, words in text.items()):
                return _with_what_came(rows, units, source)
        except (BadRequest, RichTextError, KeyError, TypeError):
            # Kept by another version: the words are in the text.
            pass
    stored = units_kept(edition, kept.user, kept.rows, source)
    typed = copy.copy(edition)
    typed.write(**text)
    return saved_rows(units_of(typed, source, stored=stored), units)


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


def typed_rows(rows: Sequence[Row], units: Sequence[UnitView], source: Edition) -> Typed:
    """The text that the rows make, and they themselves where saving them would change anything."""
    text = text_of_rows([row.as_text() for row in rows], units, source)
    return Typed(text, [{**row.description, "text": row.html} for row in rows] if has_changed(rows, units) else [])


def keep(
    edition: Edition, user: User, rows: Sequence[Row], units: Sequence[UnitView], source: Edition, *, revision: int
) -> bool:
    """Keep the rows over the revision that was opened; say whether that could be done."""
    typed = typed_rows(rows, units, source)
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
        return typed_rows(posted_rows(request.POST, units, source), units, source)

    return keep_typed(request, edition, typed)
