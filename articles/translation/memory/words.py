"""Text as the memory looks it up: folded, in words, and as numbers that an index holds.

A word is kept as a 64-bit number made of the pair of languages, the side and
the word itself. One index thereby serves every pair of languages and both sides,
the rows stay narrow, and no extension redefines the operators of ``bigint[]``.
"""

import re
from collections.abc import Iterable
from hashlib import blake2b
from itertools import pairwise
from math import log
from typing import Literal
from unicodedata import category, normalize

__all__ = ["Side", "fold", "keys_of", "length_keys", "text_key", "tokens", "words_of"]

type Side = Literal["source", "target"]

# Scripts that write no space between words: Han, kana, Thai, Lao, Burmese, Khmer.
WITHOUT_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_RUN = re.compile(rf"[{WITHOUT_SPACES}]+|[^{WITHOUT_SPACES}\s]+")
_IS_WITHOUT_SPACES = re.compile(rf"[{WITHOUT_SPACES}]")
# Marks that Arabic is written with or without: the vowels, and the stroke that lengthens a word.
_OPTIONAL = frozenset(map(chr, [*range(0x64B, 0x653), 0x640, 0x670]))


class _Folding(dict[int, str]):
    """What becomes of each character, worked out when it is first met."""

    def __init__(self, digit: str) -> None:
        super().__init__()
        self.digit = digit

    def __missing__(self, code: int) -> str:
        character = chr(code)
        kind = category(character)
        if character in _OPTIONAL or kind == "Cf":
            folded = ""
        elif kind == "Nd":
            folded = self.digit or character
        else:
            folded = character if kind[0] in "LMN" else " "
        self[code] = folded
        return folded


_MASKED, _AS_IT_IS = _Folding("0"), _Folding("")


def fold(text: str) -> str:
    """The words of the text with one space between them: NFKC, without capitals and punctuation, digits as 0."""
    return " ".join(normalize("NFKC", text).casefold().translate(_MASKED).split())


def tokens(text: str) -> list[str]:
    """The words of the text as it is written, without punctuation; a script without spaces is left in one piece."""
    return normalize("NFKC", text).translate(_AS_IT_IS).split()


def words_of(folded: str) -> list[str]:
    """The distinct words of a folded text in its order; of a script without spaces every two characters."""
    found: dict[str, None] = {}
    for run in _RUN.findall(folded):
        if len(run) > 2 and _IS_WITHOUT_SPACES.match(run):
            found.update(dict.fromkeys("".join(pair) for pair in pairwise(run)))
        else:
            found[run] = None
    return list(found)


def keys_of(words: Iterable[str], source_language: str, target_language: str, side: Side) -> list[int]:
    """The numbers by which the index knows the words on that side of the pair of languages."""
    prefix = f"{source_language}>{target_language}>{side}>"
    return [_number(prefix + word) for word in words]


def length_keys(shortest: int, longest: int, source_language: str, target_language: str) -> list[int]:
    """The numbers by which the index knows sources of those lengths (characters), and some a little beyond."""
    sizes = range(_size(shortest), _size(longest) + 1)
    return [_number(f"{source_language}>{target_language}>length>{size}") for size in sizes]


def _size(length: int) -> int:
    """The length in steps of a fifth."""
    return int(log(max(1, length), 1.2))


def text_key(folded: str) -> int:
    """The number by which a whole folded text is found again."""
    return _number(folded)


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)
