"""Translations in: a file is checked against what went out, and what is sound of it goes into the draft.

Nothing here approves or releases. A file as a whole is refused where its
source has moved or its structure is not as it was; of a file that is sound,
each paragraph is taken or left by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Edition, WorkingCopy
from articles.richtext import RichTextError, sanitise, split_blocks
from articles.translation.models import Origin
from articles.translation.saving import write_units
from articles.translation.xliff import (
    Mark,
    Segment,
    Sheet,
    State,
    Unit,
    UnitFault,
    XLIFFError,
    joined,
    lost_or_doubled,
    put_together,
    read_upload,
    words_of,
)
from articles.translation.xliff.inline import Tokens
from articles.workflow import Conflict, Refused, may_write, refusals

from .paragraphs import Paragraph, paragraphs, text_at, texts_by_key, unwrapped, without_ids
from .reports import MOST_SHOWN, Moved, Report, Untaken
from .sending import source_of

if TYPE_CHECKING:
    from staff.models import User

__all__ = ["take", "take_upload"]

_ORIGINAL = re.compile(r"article/(\d{1,18})/source/(\d{1,18})\.(\d{1,9})/target/(\d{1,18})\.(\d{1,9})")
_SPACES = re.compile(r"\s+")
_LINE_ENDS = re.compile(r"[ \t]*[\r\n]+[ \t]*")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BEGINNING = 60


class _NotTaken(Exception):
    """Why one paragraph is left as it was."""


def take_upload(data: bytes, editions: Iterable[Edition], user: User, *, agency: str = "") -> list[Report]:
    """Take an XLIFF file, or a ZIP of them, with translations of these editions; a report for each text in it.

    The user answers for the text: it stands in their name, with the agency's
    in the reason. Nothing is raised for what a stranger may send.
    """
    try:
        sheets = read_upload(data)
    except XLIFFError as error:
        return [Report(refusals=[str(error)])]
    known = {edition.pk: edition for edition in editions}
    seen: set[int] = set()
    reports = []
    for sheet in sheets:
        original = _ORIGINAL.fullmatch(sheet.original)
        edition = known.get(int(original[4])) if original else None
        if original is None or edition is None:
            reports.append(Report(refusals=[_("This file is of another text, or its “original” was changed.")]))
            continue
        if edition.pk in seen:
            reports.append(Report(edition.pk, edition.language, refusals=[_("This text is in the upload twice.")]))
            continue
        seen.add(edition.pk)
        edition.refresh_from_db()
        reports.append(take(sheet, edition, user, agency=agency))
    return reports


def take(sheet: Sheet, edition: Edition, user: User, *, agency: str = "") -> Report:
    """Take one text into the draft of the edition, as far as it is sound; say what became of it."""
    source = source_of(edition)
    report = Report(edition.pk, edition.language, edition.title or source.title)
    if agency and not may_write(user, edition):
        report.refusals = [_("Whoever ordered this may no longer take it. Ask the newsroom for a new link.")]
        return report
    if reasons := refusals(edition, "save", user):
        report.refusals = reasons
        return report
    found = paragraphs(edition, source)
    moved = _moved(sheet, source)
    report.moved, report.more_moved = moved[:MOST_SHOWN], len(moved[MOST_SHOWN:])
    report.refusals = _faults(sheet, edition, source, found, has_moved=bool(moved))
    if not report.refusals:
        texts = _texts(sheet, edition, found, report)
        _save(edition, user, texts, report, agency)
    return report


def _original(sheet: Sheet) -> tuple[int, ...]:
    original = _ORIGINAL.fullmatch(sheet.original)
    assert original is not None
    return tuple(map(int, original.groups()))


def _moved(sheet: Sheet, source: Edition) -> list[Moved]:
    """What the source has now and had not, and the other way round, since the file was made."""
    _article, pk, revision, _target, _revision = _original(sheet)
    exported = source if source.pk == pk else Edition.objects.filter(pk=pk, article=source.article_id).first()
    then = text_at(exported, revision) if exported is not None else None
    before = texts_by_key(then) if then is not None else {}
    after = texts_by_key(text_at(source, source.revision) or {})
    return [
        Moved(before.get(key, ""), after.get(key, ""), is_plain=":" not in key)
        for key in {**after, **before}
        if before.get(key, "") != after.get(key, "")
    ]


def _faults(
    sheet: Sheet, edition: Edition, source: Edition, found: Sequence[Paragraph], *, has_moved: bool
) -> list[str]:
    """Why the file as a whole cannot be taken; empty if it can."""
    if has_moved:
        return [_("The source has changed since this file was made. Download it again; what changed is shown here.")]
    if (sheet.source_language, sheet.target_language) != (source.language, edition.language):
        return [
            _("This file is from %(from)s into %(into)s, not the languages of this text.")
            % {"from": sheet.source_language[:40] or "?", "into": sheet.target_language[:40] or "?"}
        ]
    expected = [paragraph.unit for paragraph in found if paragraph.unit is not None]
    ours, theirs = [unit.key for unit in expected], [unit.key for unit in sheet.units]
    if ours != theirs:
        return list(_differences(ours, theirs))
    return [
        _("Paragraph %(number)s: its source is not what was sent out. Only the translation may be changed.")
        % {"number": number}
        for number, (unit, other) in enumerate(zip(expected, sheet.units, strict=True), 1)
        if not _has_source_of(unit, other)
    ]


def _differences(ours: Sequence[str], theirs: Sequence[str]) -> Iterable[str]:
    here, there = set(ours), set(theirs)
    if missing := [number for number, key in enumerate(ours, 1) if key not in there]:
        yield _("Paragraphs are missing from the file: %(numbers)s. Send all of them back.") % {
            "numbers": ", ".join(map(str, missing))
        }
    if added := [key for key in theirs if key not in here]:
        yield _("The file has paragraphs that were not sent out: %(names)s.") % {
            "names": ", ".join(key[:40] for key in added[:10])
        }
    if len(there) < len(theirs):
        yield _("The file has a paragraph twice.")
    elif here == there:
        yield _("The paragraphs are no longer in their order. Send them back in the order in which they came.")


def _has_source_of(unit: Unit, other: Unit) -> bool:
    """Whether the other unit has the same source, however a tool split it where it may."""
    if unit.may_be_resegmented:
        return _read(segment.source for segment in unit.segments) == _read(segment.source for segment in other.segments)
    return [(each.id, _read([each.source])) for each in unit.segments] == [
        (each.id, _read([each.source])) for each in _own_segments(other)
    ]


def _own_segments(unit: Unit) -> list[Segment]:
    """The segments that were sent out; white space that a tool set apart is none."""
    return [segment for segment in unit.segments if segment.name != "ignorable" or words_of(segment.source).strip()]


def _read(texts: Iterable[Tokens]) -> Tokens:
    """The texts as one, with white space as a reader sees it."""
    tokens = joined(token for tokens in texts for token in tokens)
    return tuple(token if isinstance(token, Mark) else _SPACES.sub(" ", token) for token in tokens)


def _texts(sheet: Sheet, edition: Edition, found: Sequence[Paragraph], report: Report) -> dict[str, str]:
    """The translations to be saved, key → HTML; the report tells of the others."""
    texts: dict[str, str] = {}
    touched = _touched(sheet, edition, found)
    units = {unit.key: unit for unit in sheet.units}
    number = 0
    for paragraph in found:
        if paragraph.unit is None:
            if not paragraph.target:
                texts[paragraph.key] = paragraph.source
            continue
        number += 1
        if paragraph.unit.is_locked:
            continue
        try:
            html = _translation(paragraph, units[paragraph.key])
            if html == paragraph.target and (paragraph.is_done or not _is_confirmed(units[paragraph.key])):
                report.same += 1
                continue
            if paragraph.key in touched:
                raise _NotTaken(_("The desk changed this translation after the file was made."))
        except (_NotTaken, UnitFault, RichTextError) as fault:
            report.untaken.append(Untaken(number, _beginning(paragraph), str(fault)))
        else:
            texts[paragraph.key] = unescape(unwrapped(html)) if paragraph.is_plain else html
            report.taken += 1
    return texts


def _touched(sheet: Sheet, edition: Edition, found: Sequence[Paragraph]) -> set[str]:
    """The keys of those paragraphs whose translation is not what it was when the file was made."""
    revision = _original(sheet)[-1]
    if revision == edition.revision:
        return set()
    then = text_at(edition, revision)
    if then is None:
        return {paragraph.key for paragraph in found if paragraph.target}
    blocks = {block.id: block.html for name in ("body", "notes_to_editors") for block in split_blocks(then[name])}
    return {
        paragraph.key
        for paragraph in found
        if (
            then[paragraph.key].strip() != getattr(edition, paragraph.key).strip()
            if paragraph.is_plain
            else any(blocks.get(block.id) != block.html for block in paragraph.target_blocks)
        )
    }


def _is_confirmed(unit: Unit) -> bool:
    """Whether the file says of every segment that it is translated."""
    return all(segment.state in (State.TRANSLATED, State.REVIEWED, State.FINAL) for segment in _own_segments(unit))


def _translation(paragraph: Paragraph, unit: Unit) -> str:
    """The HTML of the translation. Raises `_NotTaken` or `UnitFault` with why it is not taken."""
    assert paragraph.unit is not None
    segments = _own_segments(unit)
    empty = [number for number, segment in enumerate(segments, 1) if not words_of(segment.target or ()).strip()]
    if empty and len(empty) == len(segments):
        raise _NotTaken(_("It has no translation."))
    if empty:
        raise _NotTaken(
            _("Parts %(numbers)s of %(count)s have no translation.")
            % {"numbers": ", ".join(map(str, empty)), "count": len(segments)}
        )
    if any(segment.state == State.INITIAL for segment in segments):
        raise _NotTaken(_("It is marked as not translated yet."))
    if all(_is_copy(segment) for segment in segments) and not _is_confirmed(unit):
        raise _NotTaken(_("The translation is the source, word for word. Mark it as translated if that is meant."))
    targets = _targets(paragraph.unit, unit)
    sources = [segment.source for segment in paragraph.unit.segments]
    if fault := lost_or_doubled(sources, targets, paragraph.codes):
        raise _NotTaken(fault)
    return _canonical(put_together(paragraph.source, targets, paragraph.codes), paragraph)


def _is_copy(segment: Segment) -> bool:
    words = words_of(segment.source)
    return any(character.isalpha() for character in words) and _read([segment.target or ()]) == _read([segment.source])


def _targets(ours: Unit, theirs: Unit) -> list[Tokens]:
    if ours.may_be_resegmented:
        return [joined(token for segment in theirs.segments for token in segment.target or ())]
    return [segment.target or () for segment in _own_segments(theirs)]


def _canonical(html: str, paragraph: Paragraph) -> str:
    """The HTML as the vocabulary has it, without ids; a title as one line of plain text."""
    if paragraph.is_plain:
        return f"<p>{_plain(unwrapped(html), paragraph.key)}</p>"
    return without_ids(sanitise(html))


def _plain(html: str, name: str) -> str:
    """A title or standfirst as HTML writes it; refused where it is formatted or longer than it may be."""
    if "<" in html:
        raise _NotTaken(_("Formatting has no place here."))
    html = _UNWRITABLE.sub("", html).strip()
    if name == "title":
        html = _LINE_ENDS.sub(" ", html)
    longest = Edition._meta.get_field(name).max_length  # type: ignore[union-attr]
    if longest is not None and len(unescape(html)) > longest:
        raise _NotTaken(_("It is longer than %(limit)s characters.") % {"limit": longest})
    return html


def _beginning(paragraph: Paragraph) -> str:
    assert paragraph.unit is not None
    text = " ".join(" ".join(words_of(segment.source) for segment in paragraph.unit.segments).split())
    return text if len(text) <= _BEGINNING else text[:_BEGINNING].rstrip() + "…"


def _save(edition: Edition, user: User, texts: Mapping[str, str], report: Report, agency: str) -> None:
    if not texts:
        return
    reason = (
        _("Translation delivered by %(agency)s") % {"agency": agency} if agency else _("Translation taken from a file")
    )
    try:
        with transaction.atomic():
            # A save drops what the user has typed and not saved; this one is not made of it.
            typed = list(WorkingCopy.objects.filter(edition=edition, user=user))
            write_units(
                edition,
                user,
                revision=edition.revision,
                texts=dict(texts),
                origin=Origin.AGENCY,
                origin_note=agency[:200],
                reason=reason,
            )
            WorkingCopy.objects.bulk_create(typed)
    except Conflict:
        report.refusals = [_("Someone saved this text at the same moment. Nothing was taken: send the file once more.")]
        report.taken = 0
    except Refused as refusal:
        report.refusals = refusal.reasons
        report.taken = 0
    except RichTextError as error:
        report.refusals = [str(error)]
        report.taken = 0
