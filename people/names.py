"""Texts in several languages, and which one of them a reader sees."""

from collections.abc import Iterable
from typing import NamedTuple

from languages import direction, fallbacks

__all__ = ["LocalText", "choose_language"]


class LocalText(NamedTuple):
    """A text and the language that it is in, which need not be the one that was asked for."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text

    @property
    def direction(self) -> str:
        """The value of the ``dir`` attribute: "ltr" or "rtl"."""
        return direction(self.language)


def choose_language(available: Iterable[str], language: str, declared: str | None = None) -> str | None:
    """Return the language to show instead of the one asked for, or None if nothing is available.

    The first of `languages.fallbacks` that is available; failing that any, the
    first by alphabet, so that the answer does not depend on the order of rows.
    """
    codes = set(available)
    for code in fallbacks(language, declared):
        if code in codes:
            return code
    return min(codes, default=None)
