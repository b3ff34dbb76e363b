"""Numbers set as in another language: 13,000 in a French text, 13 000 in an English one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy, ngettext_lazy

from .base import Context, Pair
from .reading import is_read, language_of
from .reading.numerals import SPACES, plain_digits
from .reading.reader import ADDRESS, TELEPHONE
from .typography import Fault, Typography

__all__ = ["NumberFormat"]

NARROW, WIDE = "\u202f", "\u00a0"
GROUPS = {"en": ",", "fr": NARROW, "de": ".", "es": ".", "it": ".", "ru": WIDE, "uk": WIDE}
ADMITTED = {"fr": NARROW + WIDE, "de": ".\u202f\u00a0", "es": ".\u202f\u00a0", "ru": WIDE + NARROW, "uk": WIDE + NARROW}
"""What may part thousands besides."""
BEFORE_PER_CENT = {"en": "", "fr": WIDE}
ADMITTED_BEFORE_PER_CENT = {"en": ("",), "fr": (WIDE, NARROW)}

GROUPED = re.compile(
    r"(?<![\w.,/:-])(?P<whole>\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+|\d{1,3}(?:[.,'’]\d{3})+|\d{5,})"
    r"(?![\w/:-]|[.,]\d{3})"
)
DECIMAL = re.compile(
    r"(?<![\w.,/:-])\d+(?P<sign>[.,])\d{1,2}(?=\s?%|\s?[€$£]|\s(?:milli|мил|млн|млрд|mio|mrd|billion))", re.IGNORECASE
)
PER_CENT = re.compile(r"(?<=\d)(?P<space>\s?)%")
NUMBERED = re.compile(
    r"(?:\b(?:articles?|artikel|no|nos|nr|n[°ºo]|ref|réf|section|kapitel|статья|статьи)\.?|[#№§])\s?$", re.IGNORECASE
)
"""What stands before the number of a thing, which is no amount."""


class NumberFormat(Typography):
    """Numbers are set as the language sets them; years, numbers of articles and telephones are left alone."""

    name = "number_format"
    label = gettext_lazy("Number format")
    sentence = ngettext_lazy(
        "%(count)d number is not set as in this language: “%(example)s”.",
        "%(count)d numbers are not set as in this language, as in “%(example)s”.",
        "count",
    )

    def faults(self, pair: Pair, context: Context) -> Iterator[Fault]:  # noqa: ARG002
        """A number that stands in the source letter for letter without any sign (a postcode) is left alone."""
        language = re.split("[-_]", pair.target.language)[0]
        if not is_read(language) or language not in GROUPS:
            return
        text = plain_digits(pair.target.text)
        taken = [match.span() for pattern in (ADDRESS, TELEPHONE) for match in pattern.finditer(text)]
        # An amount grouped by spaces looks like a telephone number.
        taken = [(start, end) for start, end in taken if not GROUPED.fullmatch(text, start, end)]
        for start, end, replacement in (
            *_thousands(text, pair.source.text, language),
            *_decimals(text, language),
            *_per_cent(text, language),
        ):
            if not any(first < end and start < last for first, last in taken):
                yield start, end, replacement


def _thousands(text: str, source: str, language: str) -> Iterator[Fault]:
    sign = GROUPS[language]
    for match in GROUPED.finditer(text):
        whole = match["whole"]
        digits = SPACES.sub("", whole).replace(".", "").replace(",", "")
        is_bare = digits == whole
        if (is_bare and whole in source) or NUMBERED.search(text[: match.start()]) or whole[0] == "0":
            continue
        signs = {character for character in whole if not character.isdigit()}
        is_decimal = signs == {language_of(language).decimal}
        if is_decimal or (signs and signs <= {*ADMITTED.get(language, ""), sign}):
            continue
        yield match.start(), match.end(), f"{int(digits):,}".replace(",", sign)


def _decimals(text: str, language: str) -> Iterator[Fault]:
    sign = language_of(language).decimal
    for match in DECIMAL.finditer(text):
        if match["sign"] != sign:
            yield match.start("sign"), match.end("sign"), sign


def _per_cent(text: str, language: str) -> Iterator[Fault]:
    admitted = ADMITTED_BEFORE_PER_CENT.get(language, ())
    for match in PER_CENT.finditer(text):
        if admitted and match["space"] not in admitted:
            yield match.start("space"), match.end("space"), BEFORE_PER_CENT[language]
