"""Units of the memory, in as few words as a test needs."""

from html import escape

from articles.models import Edition
from articles.richtext import Block
from articles.translation.memory.feeding import remember
from articles.translation.memory.models import MemoryUnit
from articles.translation.memory.storing import Remembered, store
from tests import desk_cast as cast

__all__ = ["approved_translation", "block", "from_file", "remembered"]


def block(text: str, *, kind: str = "paragraph", html: str = "") -> Block:
    """A paragraph as `split_blocks` gives it."""
    return Block("abcdefgh", kind, f'<p data-block="abcdefgh">{html or escape(text)}</p>', text)


def approved_translation() -> Edition:
    """A French translation of an English draft, approved by Ada."""
    return cast.approved(cast.translation(cast.approved(cast.draft())))


def remembered(*pairs: tuple[str, str], edition: Edition | None = None) -> Edition:
    """The translation that the pairs of texts were approved in."""
    edition = edition or approved_translation()
    remember(edition, [(block(source), block(target)) for source, target in pairs])
    return edition


def from_file(source: str, target: str, *, languages: tuple[str, str] = ("en", "fr"), name: str = "old.tmx") -> None:
    """A unit that a file brought."""
    store([Remembered(*languages, escape(source), source, escape(target), target, file_name=name)])
    assert MemoryUnit.objects.filter(file_name=name).exists()
