"""Two people saved one text: both side by side by paragraph, and one text put together from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.drafting import keep_working_copy
from articles.models import Article, Edition
from articles.models.edition import RICH_TEXT_FIELDS
from articles.richtext import Passage, PassageKind, PieceKind, compare, compare_words, keep_block_ids, split_blocks

from .badges import with_badges
from .pages import member, page
from .texts import posted_revision

__all__ = ["Choice", "Part", "merged", "parts", "show_conflict", "text_at"]

MINE, THEIRS, BOTH = "mine", "theirs", "both"
# A name or a kind cannot be both; prose can.
SINGLE = frozenset({"title", "slug", "change"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One paragraph (or one short text) in both versions, safe HTML; empty where a version lacks it.

    ``name`` is that of the radio buttons, empty where nothing is to be chosen.
    ``chosen`` is what a three-way merge would take; ``both_changed`` says that
    it could not know.
    """

    name: str
    theirs: SafeString
    mine: SafeString
    chosen: str
    both_changed: bool
    may_be_both: bool
    passage: Passage

    @property
    def sides(self) -> list[tuple[str, SafeString]]:
        """The values of the radio buttons, each with its version."""
        return [(THEIRS, self.theirs), (MINE, self.mine)]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the text ("title", "body" …) with its choices."""

    name: str
    label: str
    choices: list[Choice]

    @property
    def differs(self) -> bool:
        """Whether anything is to be chosen."""
        return any(choice.name for choice in self.choices)


def text_at(edition: Edition, revision: int) -> dict[str, str]:
    """The text as it stood at a revision, empty if it is not on record. Causes a query."""
    event = edition.events.filter(revision=revision, text__isnull=False).first()
    return (event.text if event else None) or {}


def show_conflict(
    request: HttpRequest, current: Edition, typed: dict[str, Any], *, rows: list[dict[str, Any]] | None = None
) -> HttpResponse:
    """Both texts side by side, and a choice at each paragraph that differs; the typed one is kept meanwhile.

    ``typed`` is the text, part by part, ``rows`` those of the workbench that it was
    typed in; the request says from which revision it began.
    """
    mine = {name: value for name, value in typed.items() if name != "revision"}
    base = posted_revision(request, current, "base_revision" if "base_revision" in request.POST else "revision")
    keep_working_copy(current, member(request), revision=base, rows=rows, **mine)
    last = current.events.filter(text__isnull=False).select_related("user").first()
    return page(
        request,
        "desk/conflict.html",
        _("Two versions of “%(title)s”") % {"title": current.title},
        edition=current,
        article=with_badges(Article.objects.all()).get(pk=current.article_id),
        parts=parts(text_at(current, base), current, mine),
        mine=mine.items(),
        base_revision=base,
        last_save=last,
        status=409,
    )


def parts(base: Mapping[str, str], theirs: Edition, mine: Mapping[str, str]) -> list[Part]:
    """Each part of the text in the order of the form, with what is the same and what differs."""
    return [
        Part(
            name,
            str(Edition._meta.get_field(name).verbose_name),  # type: ignore[union-attr]
            list(_choices(name, base.get(name), getattr(theirs, name), mine[name])),
        )
        for name in mine
    ]


def merged(parts: list[Part], posted: QueryDict | Mapping[str, str]) -> dict[str, str]:
    """The text that the posted choices make of the parts; what was not chosen is as proposed."""
    return {part.name: _merged(part, posted) for part in parts}


def _choices(name: str, base: str | None, theirs: str, mine: str) -> Iterator[Choice]:
    if name not in RICH_TEXT_FIELDS:
        chosen, unsure = _proposal(base, theirs, mine)
        yield _choice(f"choice-{name}", compare_words(theirs, mine), chosen, unsure, may_be_both=name not in SINGLE)
        return
    before = {block.id: block.html for block in split_blocks(base or "")}
    numbers = count(1)
    # The ids of the paragraphs that both have from the text that both opened.
    for passage in compare(theirs, keep_block_ids(mine, theirs)):
        block = passage.after or passage.before
        chosen, unsure = _proposal(
            before.get(block.id) if block else None,
            passage.before.html if passage.before else None,
            passage.after.html if passage.after else None,
        )
        yield _choice(f"choice-{name}-{next(numbers)}", passage, chosen, unsure, may_be_both=True)


def _proposal(base: str | None, theirs: str | None, mine: str | None) -> tuple[str, bool]:
    """What to take, and whether that is a guess: the side that changed it; mine where both did."""
    if mine == base:
        return THEIRS, False
    return MINE, theirs != base


def _choice(name: str, passage: Passage, chosen: str, unsure: bool, *, may_be_both: bool) -> Choice:
    differs = passage.kind != PassageKind.SAME
    return Choice(
        name=name if differs else "",
        theirs=_side(passage, PieceKind.ADDED),
        mine=_side(passage, PieceKind.REMOVED),
        chosen=chosen,
        both_changed=differs and unsure,
        may_be_both=may_be_both and passage.kind == PassageKind.CHANGED,
        passage=passage,
    )


def _side(passage: Passage, others: PieceKind) -> SafeString:
    """The words of one version; those that the other lacks are marked."""
    marked = (
        piece if piece.kind == PieceKind.SAME else replace(piece, kind=PieceKind.REFORMATTED)
        for piece in passage.pieces
        if piece.kind != others
    )
    return mark_safe("".join(piece.html for piece in marked).replace("\n", "<br>"))  # noqa: S308 - the pieces are escaped


def _merged(part: Part, posted: QueryDict | Mapping[str, str]) -> str:
    is_rich = part.name in RICH_TEXT_FIELDS
    taken = [text for choice in part.choices for text in _taken(choice, posted, is_rich=is_rich)]
    return "".join(taken) if is_rich else "\n".join(filter(None, taken))


def _taken(choice: Choice, posted: QueryDict | Mapping[str, str], *, is_rich: bool) -> list[str]:
    want = posted.get(choice.name, choice.chosen) if choice.name else MINE
    passage = choice.passage
    if is_rich:
        theirs, mine = (block.html if block else "" for block in (passage.before, passage.after))
    else:
        theirs, mine = (_words(passage, others) for others in (PieceKind.ADDED, PieceKind.REMOVED))
    return {THEIRS: [theirs], BOTH: [theirs, mine]}.get(want, [mine])


def _words(passage: Passage, others: PieceKind) -> str:
    return "".join(piece.text for piece in passage.pieces if piece.kind != others)
