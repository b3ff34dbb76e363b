"""What a list of results shows of each text: its title and an excerpt, with what was found marked."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence

from django.db.models import F, Func, TextField, Value
from django.utils.safestring import SafeString, mark_safe

from articles.models import Edition
from articles.querysets import EditionQuerySet

from .meaning import Meaning

__all__ = ["Result", "results_of"]

# No text holds these: they are for private use, and what is shown is cleared of them.
_BEGIN, _END = "\ue000", "\ue001"
_OPTIONS = (
    f'MaxFragments=2, MaxWords=26, MinWords=12, ShortWord=2, FragmentDelimiter=" … ", StartSel={_BEGIN}, StopSel={_END}'
)
_WHOLE = f"HighlightAll=true, StartSel={_BEGIN}, StopSel={_END}"
# Characters on either side of the first word found.
_AROUND = 110


class Result:
    """An edition that was found. ``title`` and ``excerpt`` are markup; the excerpt is empty where nothing is marked."""

    def __init__(self, edition: Edition, title: str, excerpt: str) -> None:
        self.edition = edition
        self.title = _marked(title)
        self.excerpt = _marked(excerpt)


class _Joined(Func):
    arg_joiner = " || "
    template = "(%(expressions)s)"


class _Query(Func):
    template = "%(expressions)s::tsquery"


def results_of(editions: EditionQuerySet, keys: Sequence[int], meaning: Meaning) -> list[Result]:
    """The editions with these keys, in their order, with what was found marked. Causes a query."""
    found = editions.filter(pk__in=keys).select_related("article").defer("body", "notes_to_editors")
    if not meaning.highlighted:
        order = {edition.pk: Result(edition, edition.title, edition.standfirst) for edition in found}
    elif _is_marked_here(meaning.language):
        pattern = _pattern(meaning)
        order = {}
        for edition in found.annotate(searched_text=F("search_row__text")):
            text: str = edition.searched_text
            order[edition.pk] = Result(edition, _mark(edition.title, pattern), _around(_mark(text, pattern)))
    else:
        order = {
            edition.pk: Result(edition, edition.marked_title, edition.excerpt)
            for edition in found.annotate(
                marked_title=_headline(meaning, "title", _WHOLE),
                excerpt=_headline(meaning, "search_row__text", _OPTIONS),
            )
        }
    return [order[key] for key in keys if key in order]


def _headline(meaning: Meaning, source: str, options: str) -> Func:
    """What the database marks, by the words of the language and the names of those who were meant."""
    names = [Func(Value(meaning.language), Value(name), Value(True), function="search_query") for name in meaning.names]
    query = _Joined(_Query(Value(meaning.highlighted)), *names) if names else _Query(Value(meaning.highlighted))
    configuration = Func(Value(meaning.language), function="search_config")
    return Func(configuration, F(source), query, Value(options), function="ts_headline", output_field=TextField())


def _is_marked_here(language: str) -> bool:
    """Whether the database cannot mark the words: it would need spaces between them, or bare stems."""
    return language.partition("-")[0] in ("ar", "zh", "yue", "ja", "ko", "th", "lo", "km", "my")


_ARABIC_AROUND = re.compile(r"^(?:[وبكف]?ال|لل|و(?=\w{3}))(?=\w{2})|(?<=\w{2})(?:ها|ان|ات|ون|ين|يه|ية|ه|ة|ي|ى)$")
_SIGNS = "[\u064b-\u0652\u0670\u0640]*"
_FORMS = {"ا": "[اأإآٱ]", "ي": "[يىی]", "ه": "[هة]", "ك": "[كک]"}


def _pattern(meaning: Meaning) -> re.Pattern[str]:
    """Finds what was looked for, where letters may be written in several ways."""
    words = [term.text for term in meaning.terms if not term.is_excluded]
    if meaning.language.startswith("ar"):
        words = [_ARABIC_AROUND.sub("", word) for text in words for word in text.split()]
    parts = [_spelt(word) for word in [*words, *meaning.names] if word]
    # The longest first: it takes what a shorter one would split.
    return re.compile("|".join(sorted(filter(None, parts), key=len, reverse=True)) or r"(?!)", re.IGNORECASE)


def _spelt(word: str) -> str:
    letters = [
        letter for letter in unicodedata.normalize("NFKC", word) if not re.match(r"[\u064b-\u0652\u0670\u0640]", letter)
    ]
    folded = [{"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه"}.get(letter, letter) for letter in letters]
    return _SIGNS.join(_FORMS.get(letter, re.escape(letter)) for letter in folded)


def _mark(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda found: f"{_BEGIN}{found[0]}{_END}" if found[0] else "", _cleared(text))


def _around(marked: str) -> str:
    """The surroundings of the first mark."""
    first = marked.find(_BEGIN)
    if first < 0:
        return marked[: 2 * _AROUND]
    start, end = max(0, first - _AROUND), marked.find(_END, first) + _AROUND
    piece = marked[start:end]
    if piece.rfind(_BEGIN) > piece.rfind(_END):
        piece += _END
    return ("… " if start else "") + piece.strip() + (" …" if end < len(marked) else "")


def _cleared(text: str) -> str:
    return text.replace(_BEGIN, "").replace(_END, "")


def _marked(text: str) -> SafeString:
    """Markup of the text, escaped but for the marks; a mark without its end, or inside another, is none."""
    parts: list[str] = []
    is_open = False
    for piece in _pieces(text):
        if piece == _BEGIN:
            parts.append("" if is_open else "<mark>")
            is_open = True
        elif piece == _END:
            parts.append("</mark>" if is_open else "")
            is_open = False
        else:
            parts.append(html.escape(piece))
    return mark_safe("".join(parts) + "</mark>" * is_open)  # noqa: S308 - escaped above


def _pieces(text: str) -> Iterable[str]:
    return filter(None, re.split(f"([{_BEGIN}{_END}])", text))
