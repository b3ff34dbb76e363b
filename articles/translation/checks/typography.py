"""The faults of a typesetter: each is reported once for the whole text, with what mends it at one click."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy, ngettext_lazy

from .base import Check, Context, Finding, Fix, Pair, Place, Scope
from .profiles import INNER, NARROW, NO_BREAK, profile_of, quotes_of
from .words import base

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = [
    "Apostrophes",
    "Dashes",
    "DoubleSpaces",
    "DoubledWords",
    "Ellipses",
    "QuotationMarks",
    "Spaces",
    "Typography",
]

type Fault = tuple[int, int, str]
"""The characters [start, end) of the translation and what to write instead."""

#: Characters shown on either side of an example.
AROUND = 12
_ADDRESS = re.compile(r"\S+@\S+|\w+://\S+|www\.\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}/\S*")
_SPACE = f"[ {NO_BREAK}{NARROW}\N{THIN SPACE}]"


class Typography(Check, is_abstract=True):
    """A check that finds faults in the translation alone and knows how to mend each of them."""

    scope = Scope.DOCUMENT
    sentence: ClassVar[_StrPromise]

    @abstractmethod
    def faults(self, pair: Pair, context: Context) -> Iterator[Fault]:
        """Yield the faults of one paragraph; those in addresses are left out later."""

    def findings(self, pairs: Sequence[Pair], context: Context) -> Iterator[Finding]:
        """Yield one finding that counts all faults and shows the first as an example; none if there is none."""
        places: list[Place] = []
        fixes: list[Fix] = []
        example = ""
        for pair in pairs:
            text = pair.target.text
            if not text:
                continue
            addresses = [match.span() for match in _ADDRESS.finditer(text)]
            for start, end, replacement in self.faults(pair, context):
                if any(first <= start < last for first, last in addresses):
                    continue
                example = example or _example(text, start, end)
                places.append(Place(start, end, text[start:end], pair.key))
                fixes.append(Fix(start, end, replacement, pair.key))
        if places:
            sentence = self.sentence % {"count": len(places), "example": example}
            yield Finding(
                self.name, self.severity, sentence, target=tuple(places), fixes=tuple(fixes), count=len(places)
            )


def _example(text: str, start: int, end: int) -> str:
    """The fault with some whole words around it."""
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    while 0 < first < start and not text[first - 1].isspace():
        first += 1
    while end < last < len(text) and not text[last].isspace():
        last -= 1
    # A fault within a word shows the word.
    while first == start and first > 0 and not text[first - 1].isspace():
        first = start = first - 1
    while last == end < len(text) and not text[last].isspace():
        last = end = last + 1
    return " ".join(text[first:last].split())


class Spaces(Typography):
    """Spaces before ``; : ! ? , .`` and inside quotation marks, as the newsroom's profile has them."""

    name = "spaces"
    label = gettext_lazy("Spaces at punctuation")
    sentence = ngettext_lazy(
        "%(count)d space at punctuation is not as the newsroom sets it: “%(example)s”.",
        "%(count)d spaces at punctuation are not as the newsroom sets them, as in “%(example)s”.",
        "count",
    )
    _marks = re.compile(rf"(?<=[^\s(\[«“„;:!?])({_SPACE}*)([;:!?]+|[,.،؛؟])(?=[\s»”“\"\])]|$)")
    _opening = re.compile(rf"«({_SPACE}*)(?=\S)")
    _closing = re.compile(rf"(?<=\S)({_SPACE}*)»")

    def faults(self, pair: Pair, context: Context) -> Iterator[Fault]:
        """A colon in an hour and a smiley are left alone: what follows them is no space."""
        profile = profile_of(context)
        text = pair.target.text
        for match in self._marks.finditer(text):
            wanted = profile.before.get(match[2][0], "")
            is_smiley = match[2] in (":", ";") and text[match.end() : match.end() + 1] in (")", "]")
            if match[1] != wanted and not is_smiley:
                yield match.start(), match.end(1), wanted
        if ("«", "»") in quotes_of(context):
            wanted = profile.inside_quotes
            for pattern in (self._opening, self._closing):
                for match in pattern.finditer(text):
                    if match[1] != wanted:
                        yield match.start(1), match.end(1), wanted


class QuotationMarks(Typography):
    """Quotation marks of another language, or of a typewriter."""

    name = "quotes"
    label = gettext_lazy("Quotation marks")
    sentence = ngettext_lazy(
        "%(count)d quotation mark is not of this language: “%(example)s”.",
        "%(count)d quotation marks are not of this language, as in “%(example)s”.",
        "count",
    )
    _mark = re.compile(r"[\"“”„‟«»]")

    def faults(self, pair: Pair, context: Context) -> Iterator[Fault]:
        """Only marks that plainly open and close are judged: those of inches and unpaired ones are left alone."""
        pairs = quotes_of(context)
        if not pairs:
            return
        text = pair.target.text
        language = base(context.target_language)
        space = profile_of(context).inside_quotes
        for opening, closing, depth in self._paired(text):
            marks = (text[opening], text[closing])
            if marks in pairs or (depth and marks != ('"', '"')):
                continue
            start, end = INNER.get(language, pairs[0]) if depth else pairs[0]
            inside = space if start == "«" else ""
            after = re.compile(rf"{_SPACE}*").match(text, opening + 1)
            assert after
            before = len(text[:closing].rstrip(f" {NO_BREAK}{NARROW}"))
            yield opening, after.end(), start + inside
            yield before, closing + 1, inside + end

    def _paired(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Yield the places of an opening and a closing mark, and in how many others they stand."""
        waiting: list[int] = []
        for match in self._mark.finditer(text):
            at = match.start()
            before, after = text[at - 1 : at], text[at + 1 : at + 2]
            mark = match[0]
            may_open = (not before or before.isspace() or before in "([{—–-/’'«“„") and after.strip()
            if mark == "«" or (mark != "»" and may_open):
                waiting.append(at)
            elif (mark == "»" or before.strip()) and waiting:
                if mark == '"' and before.isdigit() and text[waiting[-1]] != '"':
                    continue
                yield waiting.pop(), at, len(waiting)


class Apostrophes(Typography):
    """A typewriter's apostrophe: l'OTAN for l’OTAN."""

    name = "apostrophes"
    label = gettext_lazy("Apostrophes")
    sentence = ngettext_lazy(
        "%(count)d apostrophe is a typewriter’s: “%(example)s”.",
        "%(count)d apostrophes are a typewriter’s, as in “%(example)s”.",
        "count",
    )
    _apostrophe = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")

    def faults(self, pair: Pair, context: Context) -> Iterator[Fault]:  # noqa: ARG002
        """Only between two letters; elsewhere it may be a quotation mark, a foot or a minute."""
        for match in self._apostrophe.finditer(pair.target.text):
            yield match.start(), match.end(), "’"


class Ellipses(Typography):
    """Three points for one sign."""

    name = "ellipses"
    label = gettext_lazy("Ellipses")
    sentence = ngettext_lazy(
        "%(count)d ellipsis is three points: “%(example)s”.",
        "%(count)d ellipses are three points each, as in “%(example)s”.",
        "count",
    )
    _points = re.compile(r"(?<!\.)\.\.\.(?!\.)")

    def faults(self, pair: Pair, context: Context) -> Iterator[Fault]:  # noqa: ARG002
        """More points than three are a line to fill in."""
        for match in self._points.finditer(pair.target.text):
            yield match.start(), match.end(), "…"


class Dashes(Typography):
    """A hyphen, or two, for a dash."""

    name = "dashes"
    label = gettext_lazy("Dashes")
    sentence = ngettext_lazy(
        "%(count)d hyphen stands for a dash: “%(example)s”.",
        "%(count)d hyphens stand for dashes, as in “%(example)s”.",
        "count",
    )
    _hyphen = re.compile(rf"(?<=\S){_SPACE}(--?){_SPACE}(?=\S)|(?<=\w)(--)(?=\w)")

    def faults(self, pair: Pair, context: Context) -> Iterator[Fault]:
        """Between two numbers it is a score, a range or a minus; at the start of a line an item."""
        text = pair.target.text
        dash = "—" if base(context.target_language) in ("ru", "uk", "be", "bg", "es") else "–"
        for match in self._hyphen.finditer(text):
            group = 1 if match[1] else 2
            around = text[match.start() - 1], text[match.end() : match.end() + 1]
            if not all(map(str.isdigit, around)):
                yield match.start(group), match.end(group), dash


class DoubledWords(Typography):
    """The same word twice in a row."""

    name = "doubled_words"
    label = gettext_lazy("Doubled words")
    sentence = ngettext_lazy(
        "%(count)d word stands twice: “%(example)s”.",
        "%(count)d words stand twice, as in “%(example)s”.",
        "count",
    )
    _doubled = re.compile(rf"(?<![\w’'-])([^\W\d_]{{2,}})({_SPACE}+)\1(?![\w’'-])", re.IGNORECASE)
    #: Words that grammar itself doubles.
    _RIGHT: ClassVar = {
        "de": {"das", "dem", "den", "der", "die", "sie"},
        "en": {"had", "that"},
        "fr": {"nous", "vous"},
        "it": {"man"},
    }

    def faults(self, pair: Pair, context: Context) -> Iterator[Fault]:
        """A name such as Baden Baden, and what the source doubles too, are left alone."""
        if self._doubled.search(pair.source.text):
            return
        right = self._RIGHT.get(base(context.target_language), set())
        for match in self._doubled.finditer(pair.target.text):
            second = pair.target.text[match.end(2) : match.end()]
            if match[1].casefold() not in right and second.islower():
                yield match.end(1), match.end(), ""


class DoubleSpaces(Typography):
    """Two spaces for one."""

    name = "double_spaces"
    label = gettext_lazy("Double spaces")
    sentence = ngettext_lazy(
        "%(count)d space stands twice: “%(example)s”.",
        "%(count)d spaces stand twice, as in “%(example)s”.",
        "count",
    )
    _spaces = re.compile(rf"(?<=\S){_SPACE}{{2,}}(?=\S)")

    def faults(self, pair: Pair, context: Context) -> Iterator[Fault]:  # noqa: ARG002
        """One that does not break stays one that does not."""
        for match in self._spaces.finditer(pair.target.text):
            unbreakable = match[0].strip(" ")
            yield match.start(), match.end(), unbreakable[:1] or " "
