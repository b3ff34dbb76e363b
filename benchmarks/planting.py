"""What an error is that the benchmark of the checks plants: made by seeded chance in a pair, or in a document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from articles.translation.checks import Context, Pair


@dataclass(frozen=True)
class Planter:
    """One class of errors: its name, what plants it and the names of the checks that are to catch it.

    ``plant`` returns None where the pair gives no room for it. ``must_block``:
    a warning is not enough.
    """

    name: str
    plant: Callable[[Random, Pair, Context], Pair | None]
    checks: tuple[str, ...]
    must_block: bool = False


@dataclass(frozen=True)
class DocumentPlanter:
    """The same for an error that only all paragraphs together show."""

    name: str
    plant: Callable[[Random, Sequence[Pair], Context], Sequence[Pair] | None]
    checks: tuple[str, ...]
    must_block: bool = False


@dataclass(frozen=True)
class Document:
    """A text and its translation, paragraph by paragraph, and what the newsroom would know of it."""

    name: str
    pairs: tuple[Pair, ...]
    context: Context
    facts: dict[str, object] = field(default_factory=dict)


def with_target(pair: Pair, text: str) -> Pair:
    """Return the pair with another text as its translation."""
    from django.utils.html import escape

    return replace(pair, target=replace(pair.target, text=text, html=f"<p>{escape(text)}</p>"))
