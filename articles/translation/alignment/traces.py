"""What of a paragraph is still there after translation: its length, its kind, and marks that languages share.

The marks are numbers, links, mentions, certain signs, names, and words that begin alike in
both languages ("négociation", "negotiation"). None of it needs to know which
languages they are. What a language does not share (Chinese has no words that
begin as the English ones) simply is not found, and `evidence` expects less of
it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from unicodedata import combining, decimal, normalize

from articles.richtext import Block

#: The classes of marks, by the first character of every mark.
NUMBER, LINKED, HOST, LINK, MENTION, FOOTNOTE, SIGN, NAME, WORD, ID = "#+@/&*!^~="

#: The kinds of blocks of which several may become one; the others stay what they are, or go.
MERGEABLE = ("paragraph", "list", "quote")

#: How many letters of a name, and of a word, have to be the same.
_NAME_LETTERS = 4
_WORD_LETTERS = 5
#: What a character of a script that writes a word in one or two of them counts, in letters.
_WIDE = 2.2
#: A length that nothing is shorter than, so that a figure without a caption can be compared too.
_SHORTEST = 3.0
#: How often a sign is counted in a paragraph.
_MOST_SIGNS = 3

_LINK = re.compile(r'<(?:a|img) [^>]*?(?:href|src|data-image)="([^"]*)"')
_MENTION = re.compile(r'data-mention="([^"]*)"')
_FOOTNOTE = re.compile(r'data-footnote="')
_SCHEME = re.compile(r"^(?:https?:)?/*(?:www\.)?")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"']+|[\w.+-]+@[\w-]+\.[\w.-]+")
_GROUPED = r"\d{1,3}(?:[ \u00a0\u2009\u202f.,'’\u066c]\d{3})+(?!\d)"
_NUMBER = re.compile(rf"{_GROUPED}(?:[.,\u066b]\d+)?|\d+(?:[.,:\u066b]\d+)*")
#: "18 h 30", the French way to write an hour.
_HOUR = re.compile(r"(?<!\d)(\d{1,2})[ \u00a0\u202f]?h[ \u00a0\u202f]?(\d{2})(?!\d)")
_WORDS = re.compile(r"[^\W\d_]+")
_WIDE_CHARACTER = re.compile(r"[\u1100-\u11ff\u2e80-\u2fdf\u3040-\ua4cf\uac00-\ud7a3\uf900-\ufaff]")
_IDEOGRAPHS = re.compile(r"[\u3400-\u9fff]{2,}")
_KATAKANA = re.compile(r"[\u30a1-\u30fc]{3,}")
_SPACE = re.compile(r"\s+")

#: Signs that a translation keeps, however its script writes them.
_SIGNS = str.maketrans("：？؟！（［[％٪«„“「『", ':??!(((%%"""""')
_NOT_SIGNS = re.compile(r'[^:?!(%"]')

#: Letters that have no decomposition, and the usual romanisation of Cyrillic and Greek, near
#: enough for names: what is compared is only how a word begins.
_ROMAN = """
    аa бb вv гg ґg дd еe єe ёe жzh зz иi іi їi йi кk лl мm нn оo пp рr сs тt уu ўu фf хkh цts чch шsh щs
    hch ъ ыy ь эe юiu яia ђd јj љl њn ћc џd
    αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo
    łl øo đd ðd ıi æae œoe
"""
_LETTERS = str.maketrans({pair[0]: pair[1:] for pair in _ROMAN.split()})


@dataclass(frozen=True, slots=True)
class Trace:
    """What is compared of one block, or of several taken as one.

    ``length`` is in letters; ``kind`` is empty for several that are never made one.
    """

    length: float
    kind: str
    marks: frozenset[str]

    def __add__(self, other: "Trace") -> "Trace":
        kind = self.kind if self.kind == other.kind and self.kind in MERGEABLE else ""
        return Trace(self.length + other.length, kind, self.marks | other.marks)


def trace(block: Block) -> Trace:
    """Read a block."""
    letters = _SPACE.sub("", block.text)
    length = len(letters) + (_WIDE - 1) * len(_WIDE_CHARACTER.findall(letters))
    return Trace(max(length, _SHORTEST), block.kind, frozenset(_marks(block)))


def _marks(block: Block) -> Iterator[str]:
    if block.id:
        yield ID + block.id
    yield from (MENTION + reference for reference in _MENTION.findall(block.html))
    yield from (FOOTNOTE + str(number) for number, _note in enumerate(_FOOTNOTE.findall(block.html)))
    addresses = [*map(unescape, _LINK.findall(block.html)), *_ADDRESS.findall(block.text)]
    yield from (LINKED + str(number) for number, _address in enumerate(addresses))
    for address in addresses:
        host, *path = re.split(r"[/?#]+", _SCHEME.sub("", address).rstrip("/.,;:)?#").casefold())
        yield HOST + ".".join(host.split(".")[-2:])
        yield from (LINK + step for step in path if len(step) > 2 or step.isdecimal())
    text = _ADDRESS.sub(" ", block.text)
    for number in _NUMBER.findall(_HOUR.sub(r"\1:\2", text)):
        # Without the zeros at either end, 4.5 million, 4 500 000 and 450万 are one number, and so are 1 and 01.
        digits = "".join(str(decimal(digit)) for digit in number if digit.isdecimal())
        yield NUMBER + digits.strip("0")
    signs = _NOT_SIGNS.sub("", text.translate(_SIGNS))
    yield from (f"{SIGN}{sign}{number}" for sign in set(signs) for number in range(min(signs.count(sign), _MOST_SIGNS)))
    if text.rstrip().translate(_SIGNS).endswith(":"):
        yield SIGN + "end"
    yield from _words(text)


def _words(text: str) -> Iterator[str]:
    for word in _WORDS.findall(text):
        for run in _IDEOGRAPHS.findall(word):
            yield from (WORD + run[start : start + 2] for start in range(len(run) - 1))
        yield from (WORD + run for run in _KATAKANA.findall(word))
        for part in _WIDE_CHARACTER.sub(" ", word).split():
            plain = _plain(part)
            if len(plain) > 1 and part[0].isupper():
                yield NAME + plain[:_NAME_LETTERS]
            if len(plain) >= _WORD_LETTERS:
                yield WORD + plain[:_WORD_LETTERS]


def _plain(word: str) -> str:
    """Return the word in small Latin letters without marks, as far as that is known."""
    lower = word.casefold()
    if lower.isascii():
        return lower
    return "".join(letter for letter in normalize("NFKD", lower) if not combining(letter)).translate(_LETTERS)
