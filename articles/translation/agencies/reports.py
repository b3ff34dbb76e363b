"""What became of a file of translations, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles.richtext import compare, compare_words

__all__ = ["MOST_SHOWN", "Moved", "Report", "Untaken"]

#: The most paragraphs of which a report shows what changed.
MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Untaken:
    """A paragraph whose translation was not taken, and why; ``beginning`` are the first words of its source."""

    number: int
    beginning: str
    why: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A paragraph of the source that is no longer what it was in the file; as HTML, empty where there is none.

    ``is_plain`` is so for titles, which are plain text.
    """

    before: str
    after: str
    is_plain: bool = False

    @property
    def html(self) -> SafeString:
        """What was added and removed, marked."""
        if self.is_plain:
            return compare_words(self.before, self.after).html
        passages = compare(self.before, self.after)
        return format_html_join(mark_safe("<br>"), "{}", ((passage.html,) for passage in passages))


@dataclass(slots=True)
class Report:
    """What became of the file of one text.

    ``edition`` is the key of the translation, None where the file is of none
    of ours. With ``refusals`` nothing was taken: they say why, and ``moved``
    shows what the source has now, the first `MOST_SHOWN` paragraphs; there
    are ``more_moved``. ``taken`` and ``same`` are numbers of paragraphs.
    """

    edition: int | None = None
    language: str = ""
    title: str = ""
    taken: int = 0
    same: int = 0
    untaken: list[Untaken] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    more_moved: int = 0

    def as_json(self) -> dict[str, Any]:
        """The report as it is kept."""
        return asdict(self)

    @property
    def is_whole(self) -> bool:
        """Whether every paragraph was taken, or stood already."""
        return not self.refusals and not self.untaken

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """The report as it was kept."""
        return cls(
            **{
                **kept,
                "untaken": [Untaken(**each) for each in kept["untaken"]],
                "moved": [Moved(**each) for each in kept["moved"]],
            }
        )
