"""Public translations that do not show yet what was corrected in the text that they were made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from articles.models import Change

__all__ = ["Ahead", "Follower", "ahead_of"]


class Follower(Protocol):
    """An edition that has been public, and which text it says to follow: None where it follows none.

    ``translated_hash`` is that of the words that it was made from.
    """

    language: str
    number: int
    change: str
    public_from: datetime
    touches_translations: bool
    words_hash: str
    source_language: str | None
    source_number: int | None
    translated_hash: str
    is_public_now: bool
    was_withdrawn: bool


class Ahead(NamedTuple):
    """A text that was corrected or updated, at an instant (aware UTC), and that a translation does not follow yet."""

    language: str
    change: Change
    at: datetime


def ahead_of(edition: Follower, past: Sequence[Follower]) -> Ahead | None:
    """The last public correction or update that the edition does not follow, of its source or of the source's source.

    ``past`` are the editions of its article that have been public. None where
    it follows all, or translates nothing. No query; nothing that is not public counts.
    """
    return max(_all_ahead(edition, past), key=lambda ahead: ahead.at, default=None)


def _all_ahead(edition: Follower, past: Sequence[Follower]) -> Iterator[Ahead]:
    link: Follower | None = edition
    seen: set[str] = set()
    while link is not None and link.source_language is not None and link.language not in seen:
        seen.add(link.language)
        source = _public_in(link.source_language, past)
        if source is not None:
            yield from _not_followed(link, source, past)
        link = source


def _public_in(language: str, past: Iterable[Follower]) -> Follower | None:
    return next((each for each in past if each.language == language and each.is_public_now), None)


def _not_followed(link: Follower, source: Follower, past: Iterable[Follower]) -> Iterator[Ahead]:
    """The public corrections and updates of the source after the one that the link follows, up to the present one.

    The one that it follows counts too where its words have changed since they were translated.
    """
    for each in past:
        if each.language != source.language or each.was_withdrawn or not each.touches_translations:
            continue
        is_followed = each.number < (link.source_number or 0) or (
            each.number == link.source_number and each.words_hash == link.translated_hash
        )
        if not is_followed and each.number <= source.number and each.change in (Change.CORRECTION, Change.UPDATE):
            yield Ahead(each.language, Change(each.change), each.public_from)
