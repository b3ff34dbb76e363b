"""Words of a text, in the forms in which they can be compared: whole or folded."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from .base import Place, Text

__all__ = ["INFLECTED_NAMES", "Word", "base", "fold", "is_sentence_start", "place", "words"]

INFLECTED_NAMES = frozenset("be bg bs cs el et fi hr hu la lt lv mk pl ru sk sl sr tr uk".split())
"""Languages in which a name takes endings."""
_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u064b-\u0652]+[^\W_]*)*")
_ENDS_SENTENCE = re.compile(r"(?:^|[.!?…:;]|[\n\t•–—])[\s\"'«»“”„‚‘’(\[¿¡–—-]*$")
_UNFOLDED = str.maketrans({"ß": "ss", "ё": "е", "ø": "o", "ı": "i", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text and where it stands."""

    text: str
    start: int
    end: int

    @property
    def is_acronym(self) -> bool:
        """Whether it is all capitals, so that its case tells it from another word: US, WHO."""
        return len(self.text) > 1 and self.text.isupper()


def base(language: str) -> str:
    """Return the language without script and region: "pt" of "pt-BR"."""
    return language.partition("-")[0].lower()


@lru_cache(maxsize=256)
def words(text: str) -> tuple[Word, ...]:
    """Return the words in order; an apostrophe or a hyphen parts two."""
    return tuple(Word(match[0], match.start(), match.end()) for match in _WORD.finditer(text))


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Return the word in small letters without accents: "cavusoglu" of "Çavuşoğlu"."""
    decomposed = unicodedata.normalize("NFKD", word.casefold().translate(_UNFOLDED))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def is_sentence_start(text: str, start: int) -> bool:
    """Tell whether a capital at this place may be due to the beginning of a sentence, item, cell or quote."""
    return _ENDS_SENTENCE.search(text, max(0, start - 12), start) is not None or not text[:start].strip("«“„\"' ¿¡(")


def place(text: Text, start: int, end: int, key: str = "") -> Place:
    """Return the place with what stands there."""
    return Place(start, end, text.text[start:end], key)
