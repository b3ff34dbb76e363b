"""Writing the rows of editions that have none: of an archive that was there before search was."""

from __future__ import annotations

import sys
from time import monotonic
from typing import Protocol

from django.db.backends.base.base import BaseDatabaseWrapper

__all__ = ["PORTION", "fill", "write_anew"]

PORTION = 500  # texts in one transaction
INTERVAL = 10.0  # seconds between two lines that say how far it is


class Stream(Protocol):
    """Where progress is said."""

    def write(self, said: str, /) -> object: ...

    def flush(self) -> None: ...


_MISSING = (
    "FROM articles_edition edition WHERE public_from IS NOT NULL AND id > %(last)s"
    " AND (%(anew)s OR NOT EXISTS (SELECT FROM search_searchrow WHERE edition_id = edition.id))"
)


def fill(connection: BaseDatabaseWrapper, stream: Stream | None = None) -> int:
    """Write the rows that are missing, and return how many; says on the stream (stderr) how far it is.

    Each portion is a transaction of its own unless one is open: what was
    written stays when it is interrupted, and the next run goes on from there.
    """
    return _write(connection, sys.stderr if stream is None else stream, anew=False)


def write_anew(connection: BaseDatabaseWrapper, stream: Stream | None = None) -> int:
    """Write all rows again, as after a change of how words are read; return how many."""
    return _write(connection, sys.stderr if stream is None else stream, anew=True)


def _write(connection: BaseDatabaseWrapper, stream: Stream, *, anew: bool) -> int:
    said_at = monotonic()
    last, done = 0, 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {_MISSING}", {"last": 0, "anew": anew})
        (total,) = cursor.fetchone()
        while done < total:
            cursor.execute(f"SELECT id {_MISSING} ORDER BY id LIMIT {PORTION}", {"last": last, "anew": anew})
            if not (portion := [pk for (pk,) in cursor.fetchall()]):
                break
            cursor.execute("SELECT search_put(%s)", [portion])
            last, done = portion[-1], done + len(portion)
            if monotonic() - said_at >= INTERVAL:
                said_at = monotonic()
                stream.write(f"Made ready for search: {done} of {total} texts.\n")
                stream.flush()
    return done
