"""The glossary as CSV: a row for each term, rows of one entry together or apart.

The columns, of which ``entry``, ``language`` and ``term`` are needed:

==================  ============================================================
entry               what belongs together: an id of ours, or any name or number
domain              of the entry; as are definition and entry_note, the first
definition          row that has one counts
entry_note
language            a BCP 47 code
term
status              preferred, admitted or forbidden; else the first is preferred
part_of_speech      noun, verb, adjective, adverb or other
capitals_count      yes or nothing
note                on the term
==================  ============================================================
"""

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO

from django.utils.translation import gettext as _

from .records import MAX_BYTES, ConceptRecord, TermRecord, Unreadable

__all__ = ["COLUMNS", "read_csv", "write_csv"]

COLUMNS = (
    "entry", "domain", "definition", "entry_note", "language", "term", "status", "part_of_speech", "capitals_count",
    "note",
)  # fmt: skip
NEEDED = ("entry", "language", "term")
YES = ("yes", "1", "true")
# What a spreadsheet would take for a formula, and the mark that keeps it from doing so (OWASP, CSV injection).
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")


def write_csv(records: Iterable[ConceptRecord]) -> Iterator[str]:
    """The lines of the file."""
    # The mark by which spreadsheets know UTF-8.
    yield "\ufeff" + _line(COLUMNS)
    for record in records:
        for term in record.terms:
            capitals = "yes" if term.is_case_sensitive else ""
            yield _line(
                (
                    record.key, record.domain, record.definition, record.note, term.language, term.text, term.status,
                    term.part_of_speech, capitals, term.note,
                )
            )  # fmt: skip


def read_csv(data: bytes) -> list[ConceptRecord]:
    """The entries, in order of their first rows; commas, semicolons or tabs part the columns. Raises `Unreadable`."""
    if len(data) > MAX_BYTES:
        raise Unreadable(
            _("This file is larger than %(limit)s million bytes. Split it.") % {"limit": MAX_BYTES // 1_000_000}
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(_("This file is not in UTF-8. Save it as “CSV UTF-8”.")) from error
    if "\x00" in text:
        raise Unreadable(_("This file holds characters that no text may have. Save it as “CSV UTF-8”."))
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        heads = [head.strip().lower() for head in next(reader, [])]
        _refuse_heads(heads)
        return _entries(reader, heads)
    except csv.Error as error:
        raise Unreadable(
            _("Line %(line)d: ") % {"line": reader.line_num} + _("The quotation marks of this row do not match.")
        ) from error


def _refuse_heads(heads: list[str]) -> None:
    missing = [name for name in NEEDED if name not in heads]
    if missing:
        raise Unreadable(
            _("The first line has to name the columns. Missing: %(names)s.") % {"names": ", ".join(missing)}
        )
    unknown = [head for head in heads if head and head not in COLUMNS]
    if unknown or len(set(heads)) < len(heads):
        raise Unreadable(
            _("The first line names columns that are unknown or stand twice. The columns are: %(names)s.")
            % {"names": ", ".join(COLUMNS)}
        )


def _entries(reader: "csv._reader", heads: list[str]) -> list[ConceptRecord]:  # type: ignore[name-defined,unused-ignore]
    records: dict[str, ConceptRecord] = {}
    faults: list[str] = []
    for row in reader:
        if not any(cell.strip() for cell in row):
            continue
        line = reader.line_num
        if len(row) != len(heads):
            faults.append(
                _("Line %(line)d: ") % {"line": line}
                + _("It has %(count)d columns; the first line has %(expected)d.")
                % {"count": len(row), "expected": len(heads)}
            )
            continue
        cells = dict(zip(heads, (_plain(cell).strip() for cell in row), strict=True))
        if not cells["entry"]:
            faults.append(_("Line %(line)d: ") % {"line": line} + _("The column “entry” is empty."))
            continue
        record = records.setdefault(cells["entry"], ConceptRecord(cells["entry"], line=line))
        record.domain = record.domain or cells.get("domain", "")
        record.definition = record.definition or cells.get("definition", "")
        record.note = record.note or cells.get("entry_note", "")
        record.terms.append(
            TermRecord(
                cells["language"],
                cells["term"],
                cells.get("status", "").lower(),
                cells.get("part_of_speech", "").lower(),
                cells.get("capitals_count", "").lower() in YES,
                cells.get("note", ""),
                line,
            )
        )
    if faults:
        raise Unreadable(*faults[:50])
    return list(records.values())


def _line(cells: Iterable[str]) -> str:
    line = StringIO()
    csv.writer(line).writerow([f"'{cell}" if _FORMULA.match(cell) else cell for cell in cells])
    return line.getvalue()


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
