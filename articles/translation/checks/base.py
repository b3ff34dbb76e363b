"""What every check is made of: the paragraph it looks at, what the newsroom knows, and what it finds.

A check reads plain values alone, never the database, so that it can run while
the translator types and over a corpus alike.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = [
    "CHECKS",
    "Check",
    "Context",
    "Finding",
    "Fix",
    "KnownName",
    "KnownTerm",
    "Office",
    "Pair",
    "Place",
    "Scope",
    "Severity",
    "TermStatus",
    "Text",
]


class Severity(StrEnum):
    """What a finding does: one that blocks has to be mended or waived before the text goes on."""

    BLOCK = "block"
    WARN = "warn"


class Scope(StrEnum):
    """How much a check looks at in one go."""

    PARAGRAPH = "paragraph"
    DOCUMENT = "document"


class TermStatus(StrEnum):
    """How the newsroom stands to a term (ISO 30042: administrative status)."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph of one language: its kind ("title", "standfirst", or of a block), sanitised HTML and plain text."""

    language: str
    kind: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph and its translation; either is empty where the other has no counterpart.

    ``key`` names the unit on the page and in the record.
    """

    key: str
    source: Text
    target: Text


@dataclass(frozen=True, slots=True)
class Place:
    """The characters ``text[start:end]`` of a paragraph's plain text, and what stands there.

    ``key`` names the paragraph in a finding about the whole document; else it is the finding's own.
    """

    start: int
    end: int
    text: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Fix:
    """What to write instead: ``replacement`` for the characters [start, end) of the target's plain text.

    ``key`` names the paragraph in a finding about the whole document; else it is the finding's own.
    """

    start: int
    end: int
    replacement: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: a sentence for the translator, and the places that it is about on both sides.

    ``key`` is the unit's; of a document's finding it is empty and ``count`` says
    how often.
    """

    check: str
    severity: Severity
    sentence: str
    key: str = ""
    source: tuple[Place, ...] = ()
    target: tuple[Place, ...] = ()
    fixes: tuple[Fix, ...] = ()
    count: int = 1

    def fingerprint(self) -> str:
        """What a waiver is bound to: this fault at these words. Any other number, name or place is another one."""
        words = [self.check, self.key, *(place.text for place in self.source), "→", *(p.text for p in self.target)]
        return sha256("\x1f".join(words).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class KnownTerm:
    """A term of the glossary, with its concept's terms in the target language as (text, status)."""

    text: str
    status: TermStatus
    targets: tuple[tuple[str, TermStatus], ...]
    part_of_speech: str = ""
    note: str = ""
    is_case_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """An office with its titles, language → title, and the days [from_on, until_on) on which it is held."""

    titles: dict[str, tuple[str, ...]]
    from_on: date | None
    until_on: date | None


@dataclass(frozen=True, slots=True)
class KnownName:
    """A person or organisation: language → every form in which it is named there; for a person the offices.

    ``reference`` is as in a mention ("person:12").
    """

    reference: str
    forms: dict[str, tuple[str, ...]]
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What the newsroom knows that a check may need. Everything may be empty."""

    source_language: str
    target_language: str
    dated_on: date | None = None
    profile: str = ""
    terms: Sequence[KnownTerm] = ()
    names: Sequence[KnownName] = ()
    languages: Sequence[str] = field(default=("ar", "de", "en", "es", "fr", "it", "ru", "uk"))


CHECKS: dict[str, Check] = {}


class Check(ABC):
    """One thing that can be wrong with a translation. A subclass in a module of this package is thereby in use.

    ``name`` is its stable name in records and benchmarks, ``label`` what the
    translator sees, ``severity`` what its findings do unless they say otherwise.
    """

    name: ClassVar[str]
    label: ClassVar[str | _StrPromise]
    severity: ClassVar[Severity] = Severity.WARN
    scope: ClassVar[Scope] = Scope.PARAGRAPH

    def __init_subclass__(cls, *, is_abstract: bool = False, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        if not is_abstract:
            CHECKS[cls.name] = cls()

    @abstractmethod
    def findings(self, pairs: Sequence[Pair], context: Context) -> Iterator[Finding]:
        """Look at the pairs: exactly one for a check of paragraphs, all of the text in order for one of documents."""
