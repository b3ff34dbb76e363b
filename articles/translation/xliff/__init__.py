"""XLIFF 2.1 and 1.2, out and in: texts as tools for translators have them. Knows no database."""

from .bundle import VERSIONS, read_file, read_upload, write_file, zipped
from .errors import UnitFault, XLIFFError
from .inline import Code, Mark, Place, Stretch, joined, lost_or_doubled, put_together, take_apart, words_of
from .reading import MAX_BYTES
from .sheet import Match, Segment, Sheet, State, Term, Unit

__all__ = [
    "MAX_BYTES",
    "VERSIONS",
    "Code",
    "Mark",
    "Match",
    "Place",
    "Segment",
    "Sheet",
    "State",
    "Stretch",
    "Term",
    "Unit",
    "UnitFault",
    "XLIFFError",
    "joined",
    "lost_or_doubled",
    "put_together",
    "read_file",
    "read_upload",
    "take_apart",
    "words_of",
    "write_file",
    "zipped",
]
