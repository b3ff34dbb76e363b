"""Days and instants as files write them."""

import re
from datetime import UTC, date, datetime

from .lines import shown

__all__ = ["day_in", "instant_in"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|UTC|[+-]\d{2}(?::?\d{2})?)", re.ASCII
)


def day_in(text: str) -> date:
    """The day that a text like "2012-03-01" names. Raises `ValueError` with a sentence."""
    if not _DAY.fullmatch(text):
        raise ValueError(f"“{shown(text)}” is not a day; write it as in “2012-03-01”")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"“{text}” is not a day of the calendar") from error


def instant_in(text: str) -> datetime:
    """The aware instant, in the offset that the text states: ISO 8601, or "2017-07-18 09:00:00 -0400".

    Raises `ValueError` with a sentence, also where no offset is stated: a guess
    could be hours wrong. `OverflowError` where UTC has no such year.
    """
    match = _INSTANT.fullmatch(text)
    if match is None:
        raise ValueError(
            f"“{shown(text)}” is neither a day nor an instant with an offset; write it as in “2012-03-01”"
            " or “2012-03-01T09:00:00+01:00”"
        )
    day, hour, offset = match.groups()
    try:
        at = datetime.fromisoformat(f"{day}T{hour}{'+00:00' if offset in ('Z', 'UTC') else offset}")
    except ValueError as error:
        raise ValueError(f"“{text}” is not an instant of the calendar") from error
    at.astimezone(UTC)
    return at
