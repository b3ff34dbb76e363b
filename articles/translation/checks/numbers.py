"""Numbers that are worth something else in the translation, are lost, or were added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .base import Check, Context, Finding, Pair, Place, Severity
from .differing import Difference, differences
from .reading import Item, Kind

__all__ = ["Dates", "Hours", "Numbers", "Scale"]


class _OfDifferences(Check, is_abstract=True):
    """A check that reports one kind of difference between the two texts."""

    severity = Severity.BLOCK

    def findings(self, pairs: Sequence[Pair], context: Context) -> Iterator[Finding]:  # noqa: ARG002
        for pair in pairs:
            source, target = pair.source, pair.target
            if not source.text.strip() or not target.text.strip():
                continue
            for found in differences(source.text, source.language, target.text, target.language):
                if self.concerns(found):
                    yield Finding(
                        self.name,
                        self.severity,
                        self.sentence(found, source.text, target.text),
                        pair.key,
                        source=_places(found.source, source.text),
                        target=_places(found.target, target.text),
                    )

    def concerns(self, found: Difference) -> bool:
        """Tell whether the difference is this check's to report."""
        raise NotImplementedError

    def sentence(self, found: Difference, source: str, target: str) -> str:
        """Say to the translator what differs, with both places."""
        if found.source and found.target:
            return _("“%(source)s” in the source has no counterpart here; “%(target)s” stands in its place.") % {
                "source": _written(found.source, source),
                "target": _written(found.target, target),
            }
        if found.source:
            return _("“%(source)s” in the source has no counterpart here.") % {"source": _written(found.source, source)}
        assert found.target is not None
        return _("“%(target)s” stands here, but not in the source.") % {"target": _written(found.target, target)}


class Numbers(_OfDifferences):
    """A number has another value, is lost or was added: 13,000 is 13 000, and neither is 1 300."""

    name = "numbers"
    label = gettext_lazy("Number")

    def concerns(self, found: Difference) -> bool:
        return found.kind == Kind.NUMBER and not found.is_of_scale


class Scale(_OfDifferences):
    """A number is a thousand or a million times the other: an English billion is a French milliard."""

    name = "scale"
    label = gettext_lazy("Thousands, millions, billions")

    def concerns(self, found: Difference) -> bool:
        return found.is_of_scale

    def sentence(self, found: Difference, source: str, target: str) -> str:
        assert found.source is not None
        assert found.target is not None
        return _("“%(source)s” in the source and “%(target)s” here are not the same number of zeros.") % {
            "source": _written(found.source, source),
            "target": _written(found.target, target),
        }


class Dates(_OfDifferences):
    """A day, month, year or weekday is another: 22 March 2017 is "22 mars 2017"."""

    name = "dates"
    label = gettext_lazy("Date")

    def concerns(self, found: Difference) -> bool:
        return found.kind == Kind.DATE


class Hours(_OfDifferences):
    """An hour is another: 3.30 p.m. is "15 h 30"."""

    name = "hours"
    label = gettext_lazy("Hour")

    def concerns(self, found: Difference) -> bool:
        return found.kind == Kind.HOUR


def _written(item: Item, text: str) -> str:
    return text[item.start : item.end]


def _places(item: Item | None, text: str) -> tuple[Place, ...]:
    return () if item is None else (Place(item.start, item.end, _written(item, text)),)
