"""What a reader typed: words, "phrases", and what shall -not stand in the text."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["LONGEST", "Term", "cleaned", "runs_of", "terms_of"]

#: What is typed beyond this (characters, terms) is left unread.
LONGEST = 200
MOST_TERMS = 12
# Words of a name or a term of the glossary that is known without quotes.
LONGEST_RUN = 5

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂", '"') | {"−": "-", "\N{IDEOGRAPHIC SPACE}": " "})
_TERM = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase that the text has to hold, or must not hold."""

    text: str
    is_phrase: bool = False
    is_excluded: bool = False

    def __str__(self) -> str:
        return "-" * self.is_excluded + (f'"{self.text}"' if self.is_phrase else self.text)


def cleaned(typed: str) -> str:
    """What was typed on one line, without what no keyboard sends, and no longer than is read."""
    visible = (" " if unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn") else letter for letter in typed[:5000])
    return " ".join(unicodedata.normalize("NFC", "".join(visible)).split())[:LONGEST].rstrip()


def terms_of(typed: str) -> list[Term]:
    """The terms of what was typed, in its order; those without a letter or digit say nothing and are left out."""
    found = []
    for match in _TERM.finditer(cleaned(typed).translate(_QUOTES)):
        text = match["phrase"] if match["phrase"] is not None else match["word"]
        text = text.strip() if match["phrase"] is not None else text.lstrip("-+")
        if any(letter.isalnum() for letter in text):
            is_phrase = match["phrase"] is not None and " " in text
            found.append(Term(text, is_phrase, is_excluded=match["minus"] is not None or match[0].startswith("-")))
    return found[:MOST_TERMS]


def runs_of(terms: Sequence[Term]) -> list[slice]:
    """Every run of two and more plain words: together they may be a name."""
    return [
        slice(start, stop)
        for start in range(len(terms))
        for stop in range(start + 2, min(start + LONGEST_RUN, len(terms)) + 1)
        if not any(term.is_phrase or term.is_excluded for term in terms[start:stop])
    ]
