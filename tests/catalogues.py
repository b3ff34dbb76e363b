"""What each message catalogue owes: French speaks everywhere, Arabic to the public; English is the source."""

from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

# The desk speaks English and French.
WHOLE = {"fr"}
# Where the words come from that any reader sees.
PUBLIC = (
    "templates/site/",
    "templates/agency/",
    "templates/404.html",
    "articles/site/",
    "articles/richtext/rendering.py",
)
COMMANDS = "articles/site/management/"


def read(file: Path) -> Catalog:
    """The catalogue of ``<language>/LC_MESSAGES/django.po``."""
    with file.open("rb") as source:
        return read_po(source, locale=file.parent.parent.name)


def is_public(message: Message) -> bool:
    return any(place.startswith(PUBLIC) and not place.startswith(COMMANDS) for place, _line in message.locations)


def owed(catalogue: Catalog) -> list[Message]:
    """The messages that the language has to have a translation of."""
    is_whole = str(catalogue.locale) in WHOLE
    return [message for message in catalogue if message.id and (is_whole or is_public(message))]


def untranslated(messages: Iterable[Message]) -> list[str]:
    """What has no translation, a guessed one, or lacks a form of the plural."""
    return [words(message) for message in messages if message.fuzzy or not is_translated(message)]


def is_translated(message: Message) -> bool:
    forms = message.string if isinstance(message.string, tuple | list) else [message.string]
    return bool(forms) and all(forms)


def words(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]
