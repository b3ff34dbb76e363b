"""The text of an edition as a form posts it."""

from __future__ import annotations

from django.http import HttpRequest

from articles.models import Change, Edition
from articles.models.edition import RICH_TEXT_FIELDS
from articles.richtext import RichTextError, keep_block_ids

from .pages import found

__all__ = ["desk_edition", "posted_revision", "same_text", "text_names", "typed_text"]

EVERY_EDITION = ("title", "standfirst", "body", "notes_to_editors", "slug")
LATER_EDITIONS = ("change", "public_note")


def desk_edition(pk: int | str) -> Edition:
    """The edition with what its page shows of it; 404 where there is none."""
    related = ("article", "translates", "release", "approved_by", "cleared_by")
    return found(Edition.objects.select_related(*related), pk)


def text_names(edition: Edition) -> tuple[str, ...]:
    """The parts of the text that the form of this edition has."""
    return EVERY_EDITION if edition.change == Change.FIRST else EVERY_EDITION + LATER_EDITIONS


def typed_text(request: HttpRequest, edition: Edition) -> dict[str, str]:
    """What was typed, complete or not: the parts of the text that the request holds, with plain line ends."""
    posted = {name: request.POST[name] for name in text_names(edition) if name in request.POST}
    return {name: value.replace("\r\n", "\n").replace("\x00", "") for name, value in posted.items()}


def posted_revision(request: HttpRequest, edition: Edition, name: str = "revision") -> int:
    """The revision that the user saw; the present one where the request names none that there was."""
    posted = request.POST.get(name, "")
    seen = int(posted) if posted.isdecimal() and len(posted) < 10 else edition.revision
    return seen if 1 <= seen <= edition.revision else edition.revision


def same_text(edition: Edition, text: dict[str, str]) -> bool:
    """Whether the text says what the edition says already, in the terms of the vocabulary."""
    return all(_same(name, getattr(edition, name), value) for name, value in text.items())


def _same(name: str, stored: str, typed: str) -> bool:
    if name not in RICH_TEXT_FIELDS:
        return stored.strip() == typed.strip()
    try:
        return keep_block_ids(typed, stored) == stored
    except RichTextError:
        return False
