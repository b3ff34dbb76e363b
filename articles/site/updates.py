"""The public history of a text: every edition that it has had in public, and what each changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from articles.models import Edition
from articles.richtext import Passage, PieceKind, compare, compare_words

from .article import former_address
from .pages import answer, not_found, public_page, redirect_for_good
from .reading import Chronicle, chronicles, public_texts

__all__ = ["update", "updates"]

# The parts of a text that readers see, in the order of the page; the rich ones are compared by paragraph.
PLAIN = {"title": gettext_lazy("Title"), "standfirst": gettext_lazy("Standfirst")}
RICH = {"body": gettext_lazy("Text"), "notes_to_editors": gettext_lazy("Notes to editors")}
# More unchanged paragraphs in a row than these are folded.
SHOWN_IN_A_ROW = 2


@public_page
def updates(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Every edition of a text since it was last withdrawn, the newest first. Causes two queries."""
    edition = public_texts(language).filter(slug=slug).select_related("article").first()
    if edition is None:
        return _elsewhere(request, language, slug)
    chronicle = chronicles([edition])[edition.pk]
    return answer(
        request,
        "site/updates.html",
        language,
        versions=chronicle.versions("updates"),
        edition=edition,
        texts=list(enumerate(chronicle.texts, start=1))[::-1],
    )


@public_page
def update(request: HttpRequest, language: str, slug: str, version: int) -> HttpResponse:
    """What one edition of a text changed in the one before; versions count from 1. Causes three queries."""
    edition = public_texts(language).filter(slug=slug).select_related("article").first()
    if edition is None:
        return _elsewhere(request, language, slug)
    chronicle = chronicles([edition])[edition.pk]
    if not 2 <= version <= len(chronicle.texts):
        return not_found(request)
    before, after = _texts(chronicle, version)
    return answer(
        request,
        "site/update.html",
        language,
        versions=chronicle.versions("updates"),
        edition=edition,
        version=version,
        last=len(chronicle.texts),
        text=chronicle.texts[version - 1],
        parts=[part for part in _parts(before, after) if part.is_changed],
    )


def _elsewhere(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    address = former_address(language, slug, "updates")
    return redirect_for_good(address) if address else not_found(request)


def _texts(chronicle: Chronicle, version: int) -> tuple[Edition, Edition]:
    """The edition of that version and the one before it, older first. Causes a query."""
    keys = [past.pk for past in chronicle.texts[version - 2 : version]]
    found = Edition.objects.has_been_public().in_bulk(keys)
    return found[keys[0]], found[keys[1]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as readers see it; ``is_heading`` where it heads what follows."""

    html: SafeString
    is_changed: bool
    is_heading: bool
    is_moved: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the text with its passages, in runs: shown, or folded because nothing changed in them."""

    name: str
    label: Promise | str
    passages: list[Shown]

    @property
    def is_changed(self) -> bool:
        """Whether anything of it reads otherwise."""
        return any(passage.is_changed for passage in self.passages)

    def runs(self) -> Iterator[tuple[bool, list[Shown]]]:
        """The passages in their order: (whether they are folded, some of them)."""
        for is_changed, run in groupby(self.passages, key=lambda passage: passage.is_changed):
            passages = list(run)
            yield not is_changed and len(passages) > SHOWN_IN_A_ROW, passages


def _parts(before: Edition, after: Edition) -> Iterator[Part]:
    for name, label in PLAIN.items():
        yield Part(name, label, [_shown(compare_words(getattr(before, name), getattr(after, name)))])
    for name, label in RICH.items():
        yield Part(name, label, [_shown(passage) for passage in compare(getattr(before, name), getattr(after, name))])


def _shown(passage: Passage) -> Shown:
    block = passage.after or passage.before
    is_heading = block is not None and block.kind in ("h2", "h3", "h4")
    return Shown(_html(passage), passage.is_changed, is_heading, passage.is_moved)


def _html(passage: Passage) -> SafeString:
    """The words, with what was added and removed also said for those who cannot see the marks."""
    said = {
        # Translators: read aloud before and after words that were added to a text or removed from it.
        PieceKind.ADDED: (pgettext("before added words", "[Added: "), _("end of addition]")),
        PieceKind.REMOVED: (pgettext("before removed words", "[Removed: "), _("end of removal]")),
    }
    pieces = []
    for piece in passage.pieces:
        if piece.kind in said:
            start, end = said[piece.kind]
            aloud = '<span class="visually-hidden">{}</span>{}<span class="visually-hidden"> {}</span>'
            pieces.append(format_html(aloud, start, piece.html, end))
        else:
            pieces.append(piece.html)
    return mark_safe("".join(pieces).replace("\n", "<br>"))  # noqa: S308 - the pieces are escaped
