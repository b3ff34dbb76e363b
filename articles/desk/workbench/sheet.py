"""What the workbench shows: the rows with what the checks find in them, and how far the translation has come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.desk.figures import with_thumbnails
from articles.models import Edition, Waiver
from articles.richtext import compare, compare_words
from articles.translation.checks import CHECKS, Context, Finding, Pair, Place, Severity, check_paragraph, check_whole
from articles.translation.context import context_of
from articles.translation.counting import count_words
from articles.translation.models import Part
from articles.translation.readiness import pair_of, pairs_of
from articles.translation.units import Progress, SourceState, Status, UnitView, blocks_of, progress

from .rows import Row

__all__ = ["Line", "Sheet", "Shown", "findings_in", "shown"]

# How many characters around a place are shown with it.
AROUND = 24


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A place that a finding is about, with the words around it."""

    before: str
    text: str
    after: str
    start: int


@dataclass(frozen=True)
class Shown:
    """A finding as the page shows it: its sentence, both places, who answered for it, and whether a click mends it."""

    finding: Finding
    source: tuple[Excerpt, ...]
    target: tuple[Excerpt, ...]
    waiver: Waiver | None = None

    @property
    def fingerprint(self) -> str:
        """What a waiver and a fix name it by."""
        return self.finding.fingerprint()

    @property
    def blocks(self) -> bool:
        """Whether it holds the text back."""
        return self.finding.severity == Severity.BLOCK and self.waiver is None

    @property
    def may_be_waived(self) -> bool:
        """Whether someone can answer for it."""
        return self.blocks

    @property
    def label(self) -> str:
        """What the check is called."""
        check = CHECKS.get(self.finding.check)
        return str(check.label) if check else ""


def shown(finding: Finding, source: str, target: str, waivers: dict[str, Waiver]) -> Shown:
    """The finding with the words around its places in the plain texts."""
    return Shown(
        finding,
        tuple(_excerpts(finding.source, source)),
        tuple(_excerpts(finding.target, target)),
        waivers.get(finding.fingerprint()),
    )


def _excerpts(places: Iterable[Place], text: str) -> Iterator[Excerpt]:
    for place in places:
        if place.key or not place.text:
            continue
        before = text[max(0, place.start - AROUND) : place.start]
        after = text[place.end : place.end + AROUND]
        yield Excerpt(
            ("…" if place.start > AROUND else "") + before,
            place.text,
            after + ("…" if place.end + AROUND < len(text) else ""),
            place.start,
        )


@dataclass(frozen=True)
class Line:
    """A row as the page shows it."""

    row: Row
    label: str
    findings: list[Shown]
    # The ids of the source's blocks in the edition that the translation was made from.
    followed: frozenset[str]

    @cached_property
    def unit(self) -> UnitView:
        """The row as a unit."""
        return self.row.unit

    @property
    def is_todo(self) -> bool:
        """Whether nothing is written there yet that the source asks for."""
        return self.unit.status == Status.TODO

    @property
    def is_machine(self) -> bool:
        """Whether a machine wrote it and nobody has read it."""
        return self.unit.is_unread_machine

    @property
    def is_moved_on(self) -> bool:
        """Whether its source is no longer what it was made from."""
        return self.unit.has_moved_on

    @property
    def is_new(self) -> bool:
        """Whether the source gained it since the translation was begun."""
        return self.is_todo and not self.followed & set(self.row.source_ids)

    @property
    def needs_confirmation(self) -> bool:
        """Whether a person has to say that it is right as it is."""
        return self.row.saved is not None and not self.row.is_edited and (self.is_moved_on or self.is_machine)

    @property
    def words(self) -> int:
        """The words of the source."""
        return sum(count_words(block.text) for block in self.row.source)

    @property
    def blocks(self) -> bool:
        """Whether a finding holds the text back here."""
        return any(finding.blocks for finding in self.findings)

    @property
    def source_html(self) -> SafeString:
        """The source as it now reads, or as it last read where it is gone: sanitised when it was written."""
        return with_thumbnails(self.unit.source_html or "".join(block.html for block in self.unit.made_from))

    @property
    def target_html(self) -> SafeString:
        """The translation, for those who only read it."""
        return with_thumbnails(self.unit.target_html)

    @property
    def moved_words(self) -> list[SafeString]:
        """The source that the translation was made from beside the source as it now reads, by paragraph."""
        if self.unit.source_state != SourceState.CHANGED:
            return []
        before, after = self.unit.made_from, self.unit.source
        if self.row.is_one_line:
            return [compare_words("".join(b.text for b in before), "".join(b.text for b in after)).html]
        old, new = ("".join(block.html for block in blocks) for blocks in (before, after))
        return [passage.html for passage in compare(old, new)]


@dataclass(frozen=True)
class Sheet:
    """The whole page: its lines, what the checks find in the document, and the progress."""

    edition: Edition
    source: Edition
    rows: list[Row]
    waivers: dict[str, Waiver]
    context: Context

    @classmethod
    def of(cls, edition: Edition, source: Edition, rows: list[Row]) -> Sheet:
        """The sheet of these rows. A fixed number of queries, a few milliseconds a row."""
        waivers = Waiver.objects.filter(
            edition__article=edition.article_id, edition__language=edition.language
        ).select_related("user")
        return cls(
            edition, source, rows, {waiver.fingerprint: waiver for waiver in waivers}, context_of(edition, source)
        )

    @cached_property
    def units(self) -> list[UnitView]:
        """The rows as units, without those that hold nothing on either side."""
        return [row.unit for row in self.rows if row.is_anything]

    @cached_property
    def pairs(self) -> list[Pair]:
        """The rows as the checks read them."""
        return pairs_of(self.edition, self.source, self.units)

    @cached_property
    def whole(self) -> list[Finding]:
        """What only the whole text shows."""
        return check_whole(self.pairs, self.context)

    @cached_property
    def lines(self) -> list[Line]:
        """The rows with what the checks find in each. Missing paragraphs show by themselves."""
        by_key: dict[str, list[Finding]] = defaultdict(list)
        for pair in self.pairs:
            for finding in check_paragraph(pair, self.context):
                by_key[finding.key].append(finding)
        return [
            Line(row, label, self._shown(row, by_key.pop(row.unit.key, []) if row.is_anything else []), self.followed)
            for row, label in zip(self.rows, _labels(self.rows), strict=True)
        ]

    @cached_property
    def followed(self) -> frozenset[str]:
        """The ids of the blocks that the translation was made from, as far as that is known."""
        baseline = self.edition.translates or self.source
        return frozenset(block.id for part in Part for block in blocks_of(baseline, part))

    def _shown(self, row: Row, findings: list[Finding]) -> list[Shown]:
        if not findings or row.unit.status == Status.TODO:
            return []
        pair = pair_of(row.unit, self.source.language, self.edition.language)
        return [shown(finding, pair.source.text, pair.target.text, self.waivers) for finding in findings]

    @cached_property
    def of_the_document(self) -> list[Shown]:
        """What concerns the whole text."""
        return [shown(finding, "", "", self.waivers) for finding in self.whole]

    @cached_property
    def progress(self) -> Progress:
        """Paragraphs and words that are done."""
        return progress(self.units)

    @property
    def counts(self) -> dict[str, int]:
        """How many lines each filter holds."""
        return {
            "all": len(self.lines),
            "todo": sum(line.is_todo or line.is_machine for line in self.lines),
            "changed": sum(line.is_moved_on or line.is_new for line in self.lines),
            "findings": sum(bool(line.findings) for line in self.lines),
        }

    @property
    def fixable(self) -> int:
        """How many faults one click mends."""
        return sum(finding.count for finding in self.whole if finding.fixes)

    @property
    def can_confirm_all(self) -> bool:
        """Whether more than one line has to be confirmed, and none has been edited meanwhile."""
        return sum(line.needs_confirmation for line in self.lines) > 1


def findings_in(row: Row, edition: Edition, source: Edition, context: Context) -> list[Shown]:
    """What the checks find in one row, while it is typed. A query for the waivers."""
    if row.is_dropped or row.is_empty:
        return []
    pair = pair_of(row.unit, source.language, edition.language)
    found = check_paragraph(pair, context)
    waivers = {}
    if any(finding.severity == Severity.BLOCK for finding in found):
        rows = Waiver.objects.filter(edition__article=edition.article_id, edition__language=edition.language)
        waivers = {waiver.fingerprint: waiver for waiver in rows.select_related("user")}
    return [shown(finding, pair.source.text, pair.target.text, waivers) for finding in found]


def _labels(rows: Sequence[Row]) -> Iterator[str]:
    """What each row is called: “Title”, “Paragraph 3”."""
    numbers: dict[Part, int] = defaultdict(int)
    for row in rows:
        numbers[row.part] += 1
        match row.part:
            case Part.TITLE:
                yield _("Title")
            case Part.STANDFIRST:
                yield _("Standfirst")
            case Part.NOTES:
                yield _("Notes, paragraph %(number)s") % {"number": numbers[row.part]}
            case _:
                yield _("Paragraph %(number)s") % {"number": numbers[row.part]}
