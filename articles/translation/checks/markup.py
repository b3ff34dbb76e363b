"""Links, mentions, notes, tables, pictures and emphasis that the two sides do not share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.richtext.tree import Element, read, text_of

from .base import Check, Context, Finding, Pair, Place, Text

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = ["Emphasis", "Footnotes", "Links", "Lists", "Mentions", "Pictures", "Tables"]


class _Markup(Check, is_abstract=True):
    """A check of what the HTML holds besides its words; only where both sides have words."""

    def findings(self, pairs: Sequence[Pair], context: Context) -> Iterator[Finding]:  # noqa: ARG002
        (pair,) = pairs
        if not (pair.source.html and pair.target.html):
            return
        for sentence, source, target in self.differences(pair):
            yield Finding(self.name, self.severity, sentence, pair.key, tuple(source), tuple(target))

    def differences(self, pair: Pair) -> Iterator[tuple[str, Iterable[Place], Iterable[Place]]]:
        """Yield sentences, each with the places on both sides."""
        raise NotImplementedError


class Links(_Markup):
    """Links lost, added, or leading to another site."""

    name = "links"
    label = gettext_lazy("Links")

    def differences(self, pair: Pair) -> Iterator[tuple[str, Iterable[Place], Iterable[Place]]]:
        """Compare numbers and sites: the same page in another language has another address, often on the same site."""
        source, target = _elements(pair.source, "a"), _elements(pair.target, "a")
        if len(source) != len(target):
            yield (
                _("The source has %(source)s here, the translation %(target)s.")
                % {"source": _links(len(source)), "target": _links(len(target))},
                _places(pair.source, source),
                _places(pair.target, target),
            )
            return
        known = Counter(_site(element.attributes["href"]) for element in source)
        strange = [element for element in target if not known[_site(element.attributes["href"])]]
        for element in strange:
            yield (
                _("No link of the source leads to %(site)s.") % {"site": _site(element.attributes["href"])},
                _places(pair.source, source),
                _places(pair.target, [element]),
            )


class Mentions(_Markup):
    """A person or an organisation is marked on one side alone."""

    name = "mentions"
    label = gettext_lazy("Mentions")

    def differences(self, pair: Pair) -> Iterator[tuple[str, Iterable[Place], Iterable[Place]]]:
        """Compare who is mentioned; how often is for the language to decide."""
        source, target = (_elements(text, "data-mention") for text in (pair.source, pair.target))
        theirs, ours = ({element.attributes["data-mention"] for element in found} for found in (source, target))
        lost = [element for element in source if element.attributes["data-mention"] not in ours]
        added = [element for element in target if element.attributes["data-mention"] not in theirs]
        for element in lost:
            yield (
                _("“%(name)s” is marked as a mention in the source only.") % {"name": text_of([element])},
                _places(pair.source, [element]),
                (),
            )
        for element in added:
            yield (
                _("“%(name)s” is marked as a mention in the translation only.") % {"name": text_of([element])},
                (),
                _places(pair.target, [element]),
            )


class _Count(_Markup, is_abstract=True):
    """A check that compares how many there are of something."""

    kind: ClassVar[str]
    sentence: ClassVar[_StrPromise]

    def differences(self, pair: Pair) -> Iterator[tuple[str, Iterable[Place], Iterable[Place]]]:
        source, target = (_elements(text, self.kind) for text in (pair.source, pair.target))
        if len(source) != len(target):
            yield (
                str(self.sentence) % {"source": len(source), "target": len(target)},
                _places(pair.source, source),
                _places(pair.target, target),
            )


class Footnotes(_Count):
    """Notes lost or added."""

    name = "footnotes"
    label = gettext_lazy("Footnotes")
    kind = "data-footnote"
    sentence = gettext_lazy("Footnotes in the source: %(source)d; in the translation: %(target)d.")


class Pictures(_Count):
    """Pictures lost or added."""

    name = "pictures"
    label = gettext_lazy("Pictures")
    kind = "img"
    sentence = gettext_lazy("Pictures in the source: %(source)d; in the translation: %(target)d.")


class Lists(_Count):
    """Items of lists lost or added."""

    name = "lists"
    label = gettext_lazy("List items")
    kind = "li"
    sentence = gettext_lazy("List items in the source: %(source)d; in the translation: %(target)d.")


class Emphasis(_Markup):
    """What is stressed in the source is nowhere stressed in the translation."""

    name = "emphasis"
    label = gettext_lazy("Emphasis")

    def differences(self, pair: Pair) -> Iterator[tuple[str, Iterable[Place], Iterable[Place]]]:
        """Italics are for each language to use as it does (for foreign words, for titles): strong alone counts."""
        source, target = _elements(pair.source, "strong"), _elements(pair.target, "strong")
        if bool(source) != bool(target):
            sentence = (
                _("The source stresses “%(words)s”, the translation nothing.")
                if source
                else _("The translation stresses “%(words)s”, the source nothing.")
            )
            yield (
                sentence % {"words": text_of([(source or target)[0]])},
                _places(pair.source, source),
                _places(pair.target, target),
            )


class Tables(_Markup):
    """Rows or cells of a table lost or added."""

    name = "tables"
    label = gettext_lazy("Tables")

    def differences(self, pair: Pair) -> Iterator[tuple[str, Iterable[Place], Iterable[Place]]]:
        """Compare the number of cells of each row in order."""
        source, target = _shape(pair.source), _shape(pair.target)
        if source != target:
            yield (
                _("The table has %(source)s in the source and %(target)s in the translation.")
                % {"source": _cells(source), "target": _cells(target)},
                (),
                (),
            )


def _links(count: int) -> str:
    return ngettext("%(count)d link", "%(count)d links", count) % {"count": count}


def _cells(shape: tuple[int, ...]) -> str:
    return ngettext(
        "%(rows)d row of at most %(cells)d cells", "%(rows)d rows of at most %(cells)d cells", len(shape)
    ) % {
        "rows": len(shape),
        "cells": max(shape, default=0),
    }


def _shape(text: Text) -> tuple[int, ...]:
    return tuple(len(row.children) for row in _elements(text, "tr"))


def _elements(text: Text, kind: str) -> tuple[Element, ...]:
    """Return the elements of a tag, or with an attribute ("data-…"), in the order of the text."""
    if kind not in text.html:
        return ()
    if kind.startswith("data-"):
        return tuple(element for element in _tree(text.html) if kind in element.attributes)
    return tuple(element for element in _tree(text.html) if element.tag == kind)


@lru_cache(maxsize=16)
def _tree(html: str) -> tuple[Element, ...]:
    if "<" not in html:
        return ()
    return tuple(inner for node in read(html) if isinstance(node, Element) for inner in node.descendants())


def _places(text: Text, elements: Iterable[Element]) -> Iterator[Place]:
    """Yield where the words of the elements stand, looked for in order; an element without words is nowhere."""
    start = 0
    for element in elements:
        words = text_of([element]).strip().removeprefix("[").removesuffix("]")
        at = text.text.find(words, start) if words else -1
        if at >= 0:
            start = at + len(words)
            yield Place(at, start, words)


def _site(address: str) -> str:
    """Return what the addresses of a site have in common in all languages: the last two labels of its name."""
    parts = urlsplit(address)
    if parts.scheme in ("mailto", "tel"):
        return parts.path.rpartition("@")[2].lower() if parts.scheme == "mailto" else "tel:"
    return ".".join((parts.hostname or "").split(".")[-2:])
