"""Text out of files: as one line of plain text, and as it may be shown on a terminal."""

import html
import re

__all__ = ["one_line", "shown"]

# Only mark-up that titles are known to have: “if a<b and b>c” holds no tag.
_TAG = re.compile(
    r"</?(?:a|abbr|b|bdi|br|cite|code|del|em|i|ins|mark|q|s|small|span|strike|strong|sub|sup|u)(?:\s+[a-z-]+=[^<>]*)?\s*/?>",
    re.IGNORECASE,
)
# With the semicolon: “AT&T” and “R&D&copy” are not to change.
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SPACES = re.compile(r" {2,}")
_OUTER = " \u00a0\u200b\u2060\ufeff"


def one_line(text: str) -> str:
    """The text without tags and character references, on one line, with no blank at its ends."""
    text = _TAG.sub(lambda tag: " " if tag[0][1:3].lower() == "br" else "", text)
    text = _REFERENCE.sub(lambda reference: html.unescape(reference[0]), text)
    text = _CONTROLS.sub(" ", text)
    return _SPACES.sub(" ", text).strip(_OUTER)


def shown(text: str, most: int = 40) -> str:
    """The beginning of the text (``most`` characters) for a message, with what a terminal might obey written out."""
    short = text if len(text) <= most else f"{text[:most]}…"
    return "".join(character if character.isprintable() else f"\\u{ord(character):04x}" for character in short)
