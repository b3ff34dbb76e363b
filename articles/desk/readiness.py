"""How far each translation has come, what the checks found in it, and who answered for what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles.models import Change, Edition, Standing, Waiver
from articles.translation.checks import CHECKS, Finding, Place, Severity
from articles.translation.readiness import Report, pair_of, report_on, waive, where
from articles.translation.units import Progress, Status, progress
from articles.workflow import ACTIONS, Refused

from .buttons import edition_url
from .pages import member, tell
from .texts import desk_edition

if TYPE_CHECKING:
    from staff.models import User

__all__ = ["Fault", "Faults", "Readiness", "faults_of", "readiness_of", "waive_view"]

# How much of a long paragraph is shown on either side of what a finding is about, in characters.
AROUND = 90
# How many places of a finding about the whole text are shown.
PLACES_SHOWN = 5
AT_DESK = {Standing.DRAFT, Standing.SUBMITTED, Standing.APPROVED}
OWN_LABELS = {"stale": gettext_lazy("stale"), "machine": gettext_lazy("machine translation")}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that holds a translation back or should be looked at; ``source`` and ``target`` show the places."""

    label: str
    sentence: str
    fingerprint: str
    is_blocking: bool
    where: str = ""
    source: SafeString | str = ""
    target: SafeString | str = ""
    waiver: Waiver | None = None


@dataclass(frozen=True, slots=True)
class Faults:
    """The faults of a translation: what blocks it, what was answered for, and what only warns."""

    blocking: list[Fault]
    waived: list[Fault]
    warnings: list[Fault]
    source_language: str
    may_waive: bool

    def __bool__(self) -> bool:
        return bool(self.blocking or self.waived or self.warnings)


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far the translation of a text has come, in paragraphs of its source."""

    progress: Progress
    missing: int
    blocking: int
    waivers: list[Waiver]
    is_stale: bool

    def sentences(self) -> Iterator[str]:
        """What is still to do, each in a few words; none where nothing is."""
        counted = (
            (self.progress.moved_on, _changed),
            (self.missing, _missing),
            (self.progress.unread_machine, _unread),
            (self.blocking, _blocking),
        )
        yield from (words(count) for count, words in counted if count)


def _changed(count: int) -> str:
    return ngettext(
        "%(count)d paragraph changed in the source", "%(count)d paragraphs changed in the source", count
    ) % {"count": count}


def _missing(count: int) -> str:
    return ngettext("%(count)d paragraph is not translated", "%(count)d paragraphs are not translated", count) % {
        "count": count
    }


def _unread(count: int) -> str:
    return ngettext(
        "%(count)d paragraph by a machine that nobody has read",
        "%(count)d paragraphs by a machine that nobody has read",
        count,
    ) % {"count": count}


def _blocking(count: int) -> str:
    return ngettext("%(count)d finding blocks", "%(count)d findings block", count) % {"count": count}


def readiness_of(edition: Edition) -> Readiness | None:
    """How far a translation has come; None for what translates nothing.

    The queries are a fixed number for each text: those of `report_on` and of the waivers.
    """
    if edition.translates_id is None:
        return None
    report = report_on(edition)
    is_stale = edition.is_stale()
    return Readiness(
        progress=progress(report.units),
        missing=sum(unit.status == Status.TODO for unit in report.units),
        blocking=len(report.blocking),
        waivers=_waivers_that_hold(edition, report, is_stale=is_stale),
        is_stale=is_stale,
    )


def _waivers_that_hold(edition: Edition, report: Report, *, is_stale: bool) -> list[Waiver]:
    """The waivers of what the checks still find, and of the staleness as it now is."""
    fingerprints = [finding.fingerprint() for finding in report.findings if finding.severity == Severity.BLOCK]
    if is_stale:
        fingerprints.append(edition.staleness())
    return [report.waivers[each] for each in dict.fromkeys(fingerprints) if each in report.waivers]


def faults_of(edition: Edition, user: User) -> Faults | None:
    """What holds the translation back or should be looked at, as the user may answer for it.

    None for what translates nothing, and for what is no longer at the desk.
    """
    standing = edition.standing()
    if edition.translates is None or standing not in AT_DESK:
        return None
    action = ACTIONS["waive"]
    report = report_on(edition)
    faults = [*_staleness(edition, report), *(_fault(edition, report, finding) for finding in report.findings)]
    return Faults(
        blocking=[fault for fault in faults if fault.is_blocking and fault.waiver is None],
        waived=[fault for fault in faults if fault.waiver is not None],
        warnings=[fault for fault in faults if not fault.is_blocking],
        source_language=edition.translates.language,
        may_waive=standing in action.standings and action.allowed(user, edition),
    )


def _staleness(edition: Edition, report: Report) -> Iterator[Fault]:
    """The first translation being stale, as a fault of the whole text; later editions may go out before they follow."""
    if edition.change == Change.FIRST and edition.is_stale():
        fingerprint = edition.staleness()
        yield Fault(
            label=str(OWN_LABELS["stale"]),
            sentence=_("The text that this was translated from has changed since."),
            fingerprint=fingerprint,
            is_blocking=True,
            waiver=report.waivers.get(fingerprint),
        )


def _fault(edition: Edition, report: Report, finding: Finding) -> Fault:
    source, target = _places(edition, report, finding)
    check = CHECKS.get(finding.check)
    is_blocking = finding.severity == Severity.BLOCK
    fingerprint = finding.fingerprint()
    return Fault(
        label=str(check.label if check else OWN_LABELS.get(finding.check, finding.check)),
        sentence=finding.sentence,
        fingerprint=fingerprint,
        is_blocking=is_blocking,
        where=where(finding.key, report.units),
        source=source,
        target=target,
        waiver=report.waivers.get(fingerprint) if is_blocking else None,
    )


def _places(edition: Edition, report: Report, finding: Finding) -> tuple[SafeString | str, SafeString | str]:
    """Both sides of the paragraph, what the finding is about marked in them; of the whole text the places alone."""
    unit = next((unit for unit in report.units if unit.key == finding.key), None)
    if unit is None or edition.translates is None:
        return _listed(finding.source), _listed(finding.target)
    pair = pair_of(unit, edition.translates.language, edition.language)
    return _marked(pair.source.text, finding.source), _marked(pair.target.text, finding.target)


def _listed(places: Sequence[Place]) -> SafeString:
    return format_html_join(" ", "<mark>{}</mark>", ((place.text,) for place in places[:PLACES_SHOWN]))


def _marked(text: str, places: Sequence[Place]) -> SafeString:
    """The text with the places marked; of a long one only what stands around them."""
    ordered = sorted(places, key=lambda place: place.start)
    first = max(0, ordered[0].start - AROUND) if ordered else 0
    last = min(len(text), (ordered[-1].end if ordered else 0) + AROUND)
    pieces = [format_html("{}", "… " if first else "")]
    for place in ordered:
        if place.start >= first:
            pieces.append(format_html("{}<mark>{}</mark>", text[first : place.start], text[place.start : place.end]))
            first = place.end
    pieces.append(format_html("{}{}", text[first:last], " …" if last < len(text) else ""))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


@require_POST
def waive_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer for one fault of a translation by name and reason, and go back to where it was read."""
    edition = desk_edition(pk)
    try:
        waive(edition, request.POST.get("fingerprint", ""), member(request), reason=request.POST.get("reason", ""))
    except Refused as refusal:
        tell(request, refusal)
    else:
        messages.success(request, _("Waived. Your name and reason stand beside the finding."))
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours else edition_url(edition))
