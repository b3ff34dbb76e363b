"""Numbers in digits: what "13,000" is worth in a language."""

from __future__ import annotations

import re
from decimal import Decimal

from .tables import Language

__all__ = ["NUMERAL", "Code", "plain_digits", "value_of"]

NUMERAL = (
    r"\d{1,3}(?:[ \u00a0\u202f\u2009\u2007]\d{3})+(?!\d)(?:[.,]\d+)?"
    r"|\d{1,3}(?:'\d{3})+(?!\d)(?:\.\d+)?"
    r"|\d+(?:[.,]\d+)*"
    r"|[½¼¾⅓⅔⅛]"
)
"""A number in digits, grouped in whatever way, as a regular expression; apostrophes are plain."""

LONGEST = 18
"""What has more digits is no amount of anything."""
FRACTIONS = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "⅓": Decimal("0.333"),
    "⅔": Decimal("0.667"),
    "⅛": Decimal("0.125"),
}
SPACES = re.compile(r"[ \u00a0\u202f\u2009\u2007']")
OTHER_DIGIT = re.compile(r"[^\D0-9]")
SAME_LENGTH = {ord("’"): "'", ord("ʼ"): "'", ord("٫"): ".", ord("٬"): ",", ord("ё"): "е", ord("Ё"): "е"}


class Code(str):
    """Digits that are no quantity: the version 5.0.4, a telephone number."""

    __slots__ = ()


def plain_digits(text: str) -> str:
    """Return the text in lower case, with Western digits and plain apostrophes, every character in its place."""
    lower = text.lower().translate(SAME_LENGTH)
    if len(lower) != len(text):
        lower = "".join(_lower(sign) for sign in text.translate(SAME_LENGTH))
    return OTHER_DIGIT.sub(lambda digit: str(int(digit.group())), lower)


def _lower(sign: str) -> str:
    """Return the small letter, unless it is two characters (İ)."""
    lower = sign.lower()
    return lower if len(lower) == 1 else sign


def value_of(numeral: str, language: Language) -> Decimal | Code:
    """Return what the digits are worth in the language."""
    if numeral in FRACTIONS:
        return FRACTIONS[numeral]
    bare = SPACES.sub("", numeral)
    if len(bare) > LONGEST:
        return Code(bare)
    signs = [sign for sign in bare if sign in ".,"]
    if not signs:
        if len(bare) > 2 and bare[0] == "0":
            return Code(bare)
        return Decimal(bare)
    if len(set(signs)) == 2:
        decimal = signs[-1]
        if signs.count(decimal) > 1:
            return Code(bare)
        return Decimal(bare.replace("," if decimal == "." else ".", "").replace(decimal, "."))
    groups = bare.split(signs[0])
    is_grouped = 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]) and groups[0] != "0"
    if len(signs) > 1:
        return Decimal("".join(groups)) if is_grouped else Code(bare)
    is_fraction = not is_grouped or signs[0] == language.decimal
    return Decimal(".".join(groups) if is_fraction else "".join(groups))
