"""A translation much shorter or longer than translations of its kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .base import Check, Context, Finding, Pair, Place
from .words import base

__all__ = ["Length"]

#: Characters that say what 100 of English do.
_CHARACTERS = {
    **dict.fromkeys(("fr", "de", "es", "it", "el", "ro", "pt", "ca", "hu", "nl", "gl", "pl"), 116),
    **dict.fromkeys(("ru", "uk", "bg", "be", "sr", "sl", "hr", "bs", "sk", "cs", "tr", "fi", "lt", "lv", "et"), 107),
    **dict.fromkeys(("sv", "da", "nb", "nn", "no", "en", "is"), 100),
    **dict.fromkeys(("ar", "fa", "ur"), 90),
    "he": 80,
    "ko": 52,
    "ja": 45,
    "zh": 33,
}
#: Shorter texts are not judged; the range is wider the shorter the text is.
FEWEST = 40
LEAST = 0.55
MOST = 1.85
WIDER = 25


class Length(Check):
    """Something may be missing from the translation, or stand in it twice."""

    name = "length"
    label = gettext_lazy("Length")

    def findings(self, pairs: Sequence[Pair], context: Context) -> Iterator[Finding]:
        """Compare with what the pair of languages has usually; a language without a figure is not judged."""
        (pair,) = pairs
        source, target = (_CHARACTERS.get(base(language), 0) for language in _languages(context))
        if not (source and target and pair.source.text and pair.target.text):
            return
        expected = len(pair.source.text) * target / source
        length = len(pair.target.text)
        if max(expected, length) < FEWEST:
            return
        if length < LEAST * expected - WIDER:
            sentence = _("This is unusually short: %(length)d characters, where about %(expected)d are usual.")
        elif length > MOST * expected + WIDER:
            sentence = _("This is unusually long: %(length)d characters, where about %(expected)d are usual.")
        else:
            return
        yield Finding(
            self.name,
            self.severity,
            sentence % {"length": length, "expected": round(expected)},
            pair.key,
            (Place(0, len(pair.source.text), pair.source.text),),
            (Place(0, length, pair.target.text),),
        )


def _languages(context: Context) -> tuple[str, str]:
    return context.source_language, context.target_language
