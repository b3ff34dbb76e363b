"""A paragraph without its counterpart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .base import Check, Context, Finding, Pair, Place, Severity, Text

__all__ = ["ExtraParagraph", "MissingParagraph"]


class MissingParagraph(Check):
    """A paragraph of the source has no translation. One that was dropped on purpose is not to be among the pairs."""

    name = "missing_paragraph"
    label = gettext_lazy("Missing paragraph")
    severity = Severity.BLOCK

    def findings(self, pairs: Sequence[Pair], context: Context) -> Iterator[Finding]:  # noqa: ARG002
        """A picture without words counts as a paragraph."""
        (pair,) = pairs
        if _has_content(pair.source) and not _has_content(pair.target):
            yield Finding(
                self.name,
                self.severity,
                _("This paragraph has no translation. Translate it, or drop it on purpose."),
                pair.key,
                (Place(0, len(pair.source.text), pair.source.text),),
            )


class ExtraParagraph(Check):
    """A paragraph of the translation has nothing that it translates. One added on purpose is not among the pairs."""

    name = "extra_paragraph"
    label = gettext_lazy("Extra paragraph")

    def findings(self, pairs: Sequence[Pair], context: Context) -> Iterator[Finding]:  # noqa: ARG002
        """The other way round."""
        (pair,) = pairs
        if _has_content(pair.target) and not _has_content(pair.source):
            yield Finding(
                self.name,
                self.severity,
                _("The source has no such paragraph."),
                pair.key,
                (),
                (Place(0, len(pair.target.text), pair.target.text),),
            )


def _has_content(text: Text) -> bool:
    return bool(text.text.strip()) or "<img" in text.html
