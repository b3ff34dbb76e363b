"""The glossary as files: TBX (ISO 30042) and CSV, out and in."""

from .records import ConceptRecord, Report, TermRecord, Unreadable, all_records, take_over
from .sheet import read_csv, write_csv
from .tbx import read_tbx, write_tbx

__all__ = [
    "ConceptRecord",
    "Report",
    "TermRecord",
    "Unreadable",
    "all_records",
    "read_csv",
    "read_file",
    "read_tbx",
    "take_over",
    "write_csv",
    "write_tbx",
]


def read_file(data: bytes) -> list[ConceptRecord]:
    """Read either kind of file, told apart by how it begins. Raises `Unreadable`."""
    start = data[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return read_tbx(data) if start.startswith(b"<") else read_csv(data)
