"""A text to translate, or translated, as it travels: the same whichever version of XLIFF carries it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from .inline import Code, Tokens

__all__ = ["Match", "Segment", "Sheet", "State", "Term", "Unit"]


class State(StrEnum):
    """How far the translation of a segment is (XLIFF 2.1, 4.2.2.2); "" where the file does not say."""

    UNSAID = ""
    INITIAL = "initial"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of running text and its translation, None where there is none."""

    id: str
    source: Tokens
    target: Tokens | None = None
    state: State = State.UNSAID
    name: str = "text"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the glossary that the unit has, with its translations, the preferred one first."""

    text: str
    translations: tuple[str, ...]
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A translation of something like it that the newsroom has approved before; ``similarity`` in per cent."""

    source: str
    target: str
    similarity: float
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """One paragraph, list, table … of the text.

    ``key`` is the newsroom's name of it ("body:abcdefgh"). ``is_locked`` says
    that it is there to be read, not to be translated. ``codes`` are those of
    the source and of the target. A unit that ``may_be_resegmented`` is one
    stretch of text, which a tool may split into sentences.
    """

    key: str
    kind: str
    segments: Sequence[Segment]
    codes: Mapping[str, Code] = field(default_factory=dict)
    is_locked: bool = False
    may_be_resegmented: bool = False
    notes: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    matches: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One text of one language to be translated into another.

    ``original`` says which text of the newsroom it is; tools give it back as it
    was. ``facts`` are what a person may want to know of it (name → value).
    """

    original: str
    source_language: str
    target_language: str
    units: Sequence[Unit]
    notes: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
