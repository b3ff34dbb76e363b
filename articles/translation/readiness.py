"""Whether a translation may go on: what the checks find in it, and who answered for what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Change, Edition, Event, Waiver
from articles.richtext import Block
from articles.workflow import Reason, Refused, also_require, lock, require

from .checks import Finding, Pair, Severity, Text, check_document
from .context import context_of
from .models import Part
from .units import UnitView, blocks_of, units_of

if TYPE_CHECKING:
    from staff.models import User

__all__ = ["Report", "answer_for_staleness", "pair_of", "pairs_of", "report_on", "waive"]


@dataclass(frozen=True, slots=True)
class Report:
    """What the checks find in a translation, and the waivers of it, by fingerprint."""

    units: list[UnitView]
    findings: list[Finding]
    waivers: dict[str, Waiver]

    @property
    def blocking(self) -> list[Finding]:
        """The findings that hold the text back: they block, and nobody answered for them."""
        return [
            finding
            for finding in self.findings
            if finding.severity == Severity.BLOCK and finding.fingerprint() not in self.waivers
        ]


def pair_of(unit: UnitView, source_language: str, target_language: str) -> Pair:
    """A unit as the checks read it. One whose source has moved is held against what it was made from."""
    source = unit.made_from if unit.has_moved_on and unit.made_from else unit.source
    return Pair(unit.key, _text(source, source_language), _text(unit.target, target_language))


def _text(blocks: tuple[Block, ...], language: str) -> Text:
    return Text(
        language,
        blocks[0].kind if blocks else "",
        "".join(block.html for block in blocks),
        "\n".join(block.text for block in blocks),
    )


def pairs_of(edition: Edition, source: Edition, units: list[UnitView]) -> list[Pair]:
    """The pairs that the checks read: all but what was left out on purpose.

    What is new in the source counts as missing in a first translation; a
    correction of one may go out before it, and is stale, not incomplete.
    """
    ahead = set()
    if edition.change != Change.FIRST and edition.translates is not None and edition.translates_id != source.pk:
        followed = {block.id for part in Part for block in blocks_of(edition.translates, part)}
        ahead = {unit.key for unit in units if not unit.target and not followed & set(unit.source_ids)}
    return [
        pair_of(unit, source.language, edition.language)
        for unit in units
        if not unit.is_dropped and unit.key not in ahead
    ]


def report_on(edition: Edition) -> Report:
    """What the checks find in the translation as it now stands; nothing in a text that translates nothing.

    Kept on the edition for as long as its text and its source are the same. A
    fixed number of queries; a few milliseconds a paragraph.
    """
    source = edition.source_edition()
    if source is None:
        return Report([], [], {})
    state = (edition.text_hash, source.words_hash)
    known: tuple[object, Report] | None = getattr(edition, "_report", None)
    if known is not None and known[0] == state:
        return known[1]
    units = units_of(edition, source)
    findings = [
        *check_document(pairs_of(edition, source, units), context_of(edition, source)),
        *_unread_machine(units),
    ]
    waivers = {waiver.fingerprint: waiver for waiver in _waivers(edition)}
    report = Report(units, findings, waivers)
    edition._report = (state, report)  # type: ignore[attr-defined]
    return report


def _waivers(edition: Edition) -> Iterator[Waiver]:
    yield from Waiver.objects.filter(
        edition__article=edition.article_id, edition__language=edition.language
    ).select_related("user")


def _unread_machine(units: list[UnitView]) -> Iterator[Finding]:
    for unit in units:
        if unit.is_unread_machine:
            yield Finding(
                check="machine",
                severity=Severity.BLOCK,
                sentence=_("A machine translated this paragraph, and nobody has edited or confirmed it yet."),
                key=unit.key,
            )


def where(key: str, units: list[UnitView]) -> str:
    """A unit in words: “Body, paragraph 3”."""
    found = next((unit for unit in units if unit.key == key), None)
    if found is None:
        return str(_("The text"))
    if found.part in (Part.TITLE, Part.STANDFIRST):
        return str(found.part.label).capitalize()
    inside = [unit for unit in units if unit.part == found.part]
    return str(_("%(part)s, paragraph %(number)s")) % {
        "part": str(found.part.label).capitalize(),
        "number": inside.index(found) + 1,
    }


def _passes_the_checks(edition: Edition, user: User) -> Iterator[str]:
    if edition.translates_id is None:
        return
    report = report_on(edition)
    for finding in report.blocking:
        yield Reason(f"{where(finding.key, report.units)}: {finding.sentence}", _field(finding.key))


def _field(key: str) -> str:
    part = key.partition(":")[0]
    return part if part in Part.values else ""


also_require(
    _passes_the_checks,
    gettext_lazy("The translation passes its checks, or someone answered for what they found."),
    "submit",
    "approve",
)


def waive(edition: Edition, fingerprint: str, user: User, *, reason: str) -> Waiver:
    """Answer, by name and with a reason, for a finding that blocks, or for the text being stale; return the waiver.

    Raises `Refused`, also where the finding is no longer there.
    """
    with transaction.atomic():
        current = lock(edition)
        require(current, "waive", user, reason=reason)
        check, sentence = _fault(current, fingerprint)
        waiver = Waiver.objects.create(
            edition=current,
            check_name=check,
            fingerprint=fingerprint,
            sentence=sentence,
            reason=reason.strip(),
            user=user,
        )
        Event.objects.create(
            article=current.article,
            edition=current,
            language=current.language,
            number=current.number,
            revision=current.revision,
            user=user,
            action="waive",
            reason=reason.strip(),
            from_state=current.state,
            to_state=current.state,
            text_hash=current.text_hash,
            details={"check": check, "sentence": sentence},
        )
    return waiver


def answer_for_staleness(edition: Edition, user: User, *, reason: str) -> None:
    """Record that whoever released a stale text, or let one follow, did so by name and with a reason."""
    Waiver.objects.create(
        edition=edition,
        check_name="stale",
        fingerprint=edition.staleness(),
        sentence=_staleness_in_words(),
        reason=reason,
        user=user,
    )


def _staleness_in_words() -> str:
    return str(_("The text that this was translated from has changed since."))


def _fault(edition: Edition, fingerprint: str) -> tuple[str, str]:
    if fingerprint == edition.staleness() and edition.is_stale():
        return "stale", _staleness_in_words()
    report = report_on(edition)
    finding = next((found for found in report.blocking if found.fingerprint() == fingerprint), None)
    if finding is None:
        raise Refused(_("This finding is no longer there, or someone has answered for it."))
    return finding.check, f"{where(finding.key, report.units)}: {finding.sentence}"
