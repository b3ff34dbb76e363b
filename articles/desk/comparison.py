"""Two texts beside each other: what changed in each part, with formatting, links and what is shared in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Image, Kind
from articles.richtext import (
    Mark,
    Passage,
    PassageKind,
    Piece,
    PieceKind,
    Word,
    compare,
    compare_words,
    images,
    mentions,
)
from languages import local_name
from people.models import Organisation, Person

from .figures import with_thumbnails
from .labels import desk_label

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = ["Part", "Shown", "compared", "shared_changes"]

PARTS: dict[str, str | _StrPromise] = {
    "title": gettext_lazy("Title"),
    "standfirst": gettext_lazy("Standfirst"),
    "body": gettext_lazy("Body"),
    "public_note": gettext_lazy("Public note"),
    "notes_to_editors": gettext_lazy("Notes to editors"),
    "slug": gettext_lazy("Address"),
}
RICH = {"body", "notes_to_editors"}
MARKS: dict[str, str | _StrPromise] = {
    "strong": gettext_lazy("bold"),
    "em": gettext_lazy("italics"),
    "sub": gettext_lazy("subscript"),
    "sup": gettext_lazy("superscript"),
    "q": gettext_lazy("quotation marks"),
    "footnote": gettext_lazy("the form of a footnote"),
}
BLOCKS: dict[str, str | _StrPromise] = {
    "p": gettext_lazy("paragraph"),
    "h2": gettext_lazy("heading"),
    "h3": gettext_lazy("second heading"),
    "h4": gettext_lazy("third heading"),
    "ul": gettext_lazy("list"),
    "ol": gettext_lazy("numbered list"),
    "blockquote": gettext_lazy("quote"),
    "table": gettext_lazy("table"),
    "figure": gettext_lazy("figure"),
}
# A note quotes so much of the words that it is about.
QUOTED = 60

Named = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Shown:
    """One passage as the page shows it: marked in one text, or the old one beside the new one, with notes in words."""

    passage: Passage
    notes: list[str]

    @property
    def old(self) -> SafeString:
        """The passage before, with what was removed marked."""
        return _html(_as_before(piece) for piece in self.passage.pieces if piece.kind != PieceKind.ADDED)

    @property
    def new(self) -> SafeString:
        """The passage after, with what was added marked."""
        return _html(piece for piece in self.passage.pieces if piece.kind != PieceKind.REMOVED)

    @property
    def both(self) -> SafeString:
        """The passage in one text, with what was added and removed marked."""
        return with_thumbnails(self.passage.html)

    @property
    def is_heading(self) -> bool:
        """Whether the passage is a heading, or was."""
        block = self.passage.after or self.passage.before
        return block is not None and block.kind == "heading"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the text: its passages in order, in runs that are changed or not."""

    name: str
    label: str
    runs: list[tuple[bool, list[Shown]]]

    @property
    def is_changed(self) -> bool:
        """Whether anything in it changed."""
        return any(is_changed for is_changed, _shown in self.runs)


def compared(before: dict[str, str], after: dict[str, str]) -> list[Part]:
    """The parts of a text, by the names of its parts, before and after; those that are empty in both are left out.

    Causes at most four queries, for the names of whom the texts mention.
    """
    named = _names(before, after)
    return [
        Part(name, str(label), _runs(_passages(name, before[name], after[name]), named))
        for name, label in PARTS.items()
        if before[name] or after[name]
    ]


def _passages(name: str, before: str, after: str) -> list[Passage]:
    return compare(before, after) if name in RICH else [compare_words(before, after)]


def _runs(passages: Iterable[Passage], named: Named) -> list[tuple[bool, list[Shown]]]:
    shown = (Shown(passage, list(_notes(passage, named))) for passage in passages)
    return [(is_changed, list(run)) for is_changed, run in groupby(shown, lambda one: one.passage.is_changed)]


def _names(*texts: dict[str, str]) -> Named:
    """What "person:12", "organisation:7" and the image "3" are called in the language of the desk."""
    found = {mention for text in texts for name in RICH for mention in mentions(text[name])}
    names: dict[str, str] = {}
    for kind, model in (("person", Person), ("organisation", Organisation)):
        keys = [mention.pk for mention in found if mention.kind == kind]
        rows = model._default_manager.with_names().filter(pk__in=keys)
        names |= {f"{kind}:{row.pk}": desk_label(row) for row in rows}
    if shown := {key for text in texts for name in RICH for key in images(text[name])}:
        shown_now = Image.objects.prefetch_related("texts").filter(pk__in=shown)
        names |= {str(image.pk): desk_label(image) for image in shown_now}
    return lambda reference: names.get(reference, reference)


# Notes: what the marking in the text does not say.


def _notes(passage: Passage, named: Named) -> Iterator[str]:
    if passage.is_moved:
        yield _("Moved from another place.")
    if passage.before and passage.after:
        yield from _notes_on_kind(_tag(passage.before.html), _tag(passage.after.html))
        is_same_inside = all(piece.kind == PieceKind.SAME for piece in passage.pieces)
        is_same_kind = _tag(passage.before.html) == _tag(passage.after.html)
        if passage.kind == PassageKind.CHANGED and is_same_inside and is_same_kind:
            yield _("Its structure changed, not its words.")
    noted = [note for piece in passage.pieces for note in _notes_on(piece, named)]
    yield from dict.fromkeys(noted)


def _tag(html: str) -> str:
    found = re.match(r"<(\w+)", html)
    return found[1] if found else ""


def _notes_on_kind(old: str, new: str) -> Iterator[str]:
    if old != new:
        yield _("Was a %(old)s, is a %(new)s.") % {"old": BLOCKS.get(old, old), "new": BLOCKS.get(new, new)}


def _notes_on(piece: Piece, named: Named) -> Iterator[str]:
    match piece.kind:
        case PieceKind.REFORMATTED:
            lost, gained = piece.formatting
            yield from _changed_marks(_quoted(piece.text), lost, gained, named)
        case PieceKind.ADDED:
            yield from (_came(text, mark, named) for text, mark in _runs_of_values(piece))
        case PieceKind.REMOVED:
            yield from (_went(text, mark, named) for text, mark in _runs_of_values(piece))


def _changed_marks(text: str, lost: tuple[Mark, ...], gained: tuple[Mark, ...], named: Named) -> Iterator[str]:
    new = {mark.name: mark for mark in gained}
    old = {mark.name: mark for mark in lost}
    for name in dict.fromkeys([*old, *new]):
        if name in old and name in new:
            yield _exchanged(text, old[name], new[name], named)
        elif name in new:
            yield _came(text, new[name], named)
        else:
            yield _went(text, old[name], named)


def _exchanged(text: str, old: Mark, new: Mark, named: Named) -> str:
    words = {"text": text, "old": _value(old, named), "new": _value(new, named)}
    match new.name:
        case "a":
            return _("Link of “%(text)s”: %(old)s → %(new)s") % words
        case "mention":
            return _("“%(text)s” mentioned %(old)s, and now mentions %(new)s.") % words
        case "language":
            return _("Language of “%(text)s”: %(old)s → %(new)s") % words
    return _("Image: %(old)s → %(new)s") % words


def _came(text: str, mark: Mark, named: Named) -> str:
    words = {"text": text, "value": _value(mark, named)}
    match mark.name:
        case "a":
            return _("Link added to “%(text)s”: %(value)s") % words
        case "mention":
            return _("“%(text)s” now mentions %(value)s.") % words
        case "language":
            return _("“%(text)s” is now marked as %(value)s.") % words
        case "img":
            return _("Image added: %(value)s") % words
    return _("%(format)s added to “%(text)s”") % {**words, "format": MARKS.get(mark.name, mark.name)}


def _went(text: str, mark: Mark, named: Named) -> str:
    words = {"text": text, "value": _value(mark, named)}
    match mark.name:
        case "a":
            return _("Link removed from “%(text)s”: %(value)s") % words
        case "mention":
            return _("“%(text)s” no longer mentions %(value)s.") % words
        case "language":
            return _("“%(text)s” is no longer marked as %(value)s.") % words
        case "img":
            return _("Image removed: %(value)s") % words
    return _("%(format)s removed from “%(text)s”") % {**words, "format": MARKS.get(mark.name, mark.name)}


def _value(mark: Mark, named: Named) -> str:
    match mark.name:
        case "mention" | "img":
            return named(mark.value)
        case "language":
            return local_name(mark.value)
    return mark.value


def _runs_of_values(piece: Piece) -> Iterator[tuple[str, Mark]]:
    """The links, mentions, languages and images of new or removed words, whose addresses the words do not show."""
    for mark in dict.fromkeys(mark for word in piece.words for mark in word.marks if mark.value):
        yield _quoted("".join(word.text for word in piece.words if mark in word.marks)), mark


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= QUOTED else f"{text[:QUOTED].rstrip()}…"


def _as_before(piece: Piece) -> Piece:
    if piece.kind != PieceKind.REFORMATTED:
        return piece
    return Piece(piece.kind, tuple(Word(word.text, piece.marks_before) for word in piece.words))


def _html(pieces: Iterable[Piece]) -> SafeString:
    return with_thumbnails("".join(piece.html for piece in pieces).replace("\n", "<br>"))


# What all languages share


def shared_changes(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[str]:
    """What changed in `Article.description`, in sentences; empty where either was not recorded. At most one query."""
    if before is None or after is None:
        return []
    return [*_lists(before, after), *_orders(before, after), *_languages(before, after), *_single(before, after)]


def _lists(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    labels = {
        "topics": (_("Topic added: %s"), _("Topic removed: %s")),
        "people": (_("Person added: %s"), _("Person removed: %s")),
        "organisations": (_("Organisation added: %s"), _("Organisation removed: %s")),
        "contacts": (_("Press contact added: %s"), _("Press contact removed: %s")),
        "related": (_("Related article added: %s"), _("Related article removed: %s")),
        "gallery": (_("Image added to the gallery: %s"), _("Image removed from the gallery: %s")),
        "attachments": (_("Attachment added: %s"), _("Attachment removed: %s")),
    }
    for name, (added, removed) in labels.items():
        old, new = before.get(name) or {}, after.get(name) or {}
        yield from (added % new[key] for key in _in_order(after, name) if key not in old)
        yield from (removed % old[key] for key in _in_order(before, name) if key not in new)


def _in_order(shared: dict[str, Any], name: str) -> list[str]:
    """The keys of what stands there, in the order that was chosen where that was recorded."""
    return shared.get(f"{name}_order") or list(shared.get(name) or {})


def _orders(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    labels = {"gallery": _("Gallery in another order: %s"), "attachments": _("Attachments in another order: %s")}
    for name, moved in labels.items():
        old, new = before.get(name) or {}, after.get(name) or {}
        stayed = [key for key in _in_order(after, name) if key in old]
        if f"{name}_order" in before and stayed != [key for key in _in_order(before, name) if key in new]:
            yield moved % " · ".join(new[key] for key in _in_order(after, name))
    old, new = before.get("attachments") or {}, after.get("attachments") or {}
    for key in _in_order(after, "attachments"):
        if old.get(key, new[key]) != new[key]:
            yield _("Another file of an attachment: %(old)s → %(new)s") % {"old": old[key], "new": new[key]}


def _languages(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    if "required_languages" not in before or "required_languages" not in after:
        return
    old, new = before["required_languages"], after["required_languages"]
    yield from (_("Language now required: %s") % local_name(code) for code in new if code not in old)
    yield from (_("Language no longer required: %s") % local_name(code) for code in old if code not in new)


def _single(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    if "kind" in before and before["kind"] != after.get("kind"):
        kinds = dict(Kind.choices)
        words = {"old": kinds.get(before["kind"], "—"), "new": kinds.get(after.get("kind", ""), "—")}
        yield _("Kind: %(old)s → %(new)s") % words
    labels = {"official_number": _("Official number: %(old)s → %(new)s"), "place": _("Place: %(old)s → %(new)s")}
    for name, changed in labels.items():
        if name in before and before[name] != after.get(name):
            yield changed % {"old": before[name] or "—", "new": after.get(name) or "—"}
    if "dated_on" in before and before["dated_on"] != after.get("dated_on"):
        yield _("Date: %(old)s → %(new)s") % {"old": before["dated_on"] or "—", "new": after.get("dated_on") or "—"}
    if before.get("lead_image") != after.get("lead_image"):
        found = Image.objects.in_bulk([key for key in (before.get("lead_image"), after.get("lead_image")) if key])
        named = {key: str(image) for key, image in found.items()}
        yield _("Image: %(old)s → %(new)s") % {
            "old": named.get(before.get("lead_image"), "—"),
            "new": named.get(after.get("lead_image"), "—"),
        }
