"""The order of names in a language: the Unicode Collation Algorithm (UTS #10) with each language's own letters.

The weights of all characters are those of the standard's default table, read
by `pyuca`. The letters that a language puts elsewhere (Å after Z in Swedish, Ñ
after N in Spanish) are `TAILORINGS`, in the way of CLDR. Han characters come in
the order of their codes, which is roughly that of radical and strokes.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from string import ascii_lowercase
from typing import Any, NamedTuple

import pyuca

__all__ = ["MAX_KEY_LENGTH", "alphabet", "letter", "sort_key"]

# In bytes; what lies beyond decides between names that are the same for some hundred letters.
MAX_KEY_LENGTH = 1000
# What begins with no letter at all.
OTHER = "#"

_NORDIC = "z: æ=ä ø=ö å=aa"
_SERBO_CROATIAN = "c: č ć; d: dž đ; l: lj; n: nj; s: š; z: ž"
# Language → after which letter which others come; "=" is a variant of the letter before it.
TAILORINGS = {
    "az": "c: ç; e: ə; g: ğ; h: x ı; k: q; o: ö; s: ş; u: ü",
    "bs": _SERBO_CROATIAN,
    "cs": "c: č; h: ch; r: ř; s: š; z: ž",
    "cy": "c: ch; d: dd; f: ff; g: ng; l: ll; p: ph; r: rh; t: th",
    "da": _NORDIC,
    "es": "n: ñ",
    "et": "s: š z ž; w: õ ä ö ü",
    "fa": "و: ه",
    "fi": "z: å ä=æ ö=ø",
    "hr": _SERBO_CROATIAN,
    "hu": "c: cs; d: dz dzs; g: gy; l: ly; n: ny; o: ö=ő; s: sz; t: ty; u: ü=ű; z: zs",
    "is": "a: á; d: ð; e: é; i: í; o: ó; u: ú; y: ý; z: þ æ=ä ö=ø å",
    "lt": "c: č; s: š; z: ž",
    "lv": "c: č; g: ģ; k: ķ; l: ļ; n: ņ; s: š; z: ž",
    "mk": "д: ѓ; т: ќ",
    "nb": _NORDIC,
    "nn": _NORDIC,
    "no": _NORDIC,
    "pl": "a: ą; c: ć; e: ę; l: ł; n: ń; o: ó; s: ś; z: ź ż",
    "ro": "a: ă â; i: î; s: ș=ş; t: ț=ţ",
    "sk": "a: ä; c: č; h: ch; o: ô; r: ŕ; s: š; z: ž",
    "sl": "c: č ć; d: đ; s: š; z: ž",
    "sq": "c: ç; d: dh; e: ë; g: gj; l: ll; n: nj; r: rr; s: sh; t: th; x: xh; z: zh",
    "sv": "z: å ä=æ ö=ø",
    "tr": "c: ç; g: ğ; h: ı; o: ö; s: ş; u: ü",
    "uk": "г: ґ; и: і ї й",
    "vi": "a: ă â; d: đ; e: ê; o: ô ơ; u: ư",
}
# The letters of other scripts under which names are listed; those that begin no name are left out.
ALPHABETS = {
    "ar": "ا ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ي",
    "be": "А Б В Г Д Е Ж З І Й К Л М Н О П Р С Т У Ф Х Ц Ч Ш Э Ю Я",
    "bg": "А Б В Г Д Е Ж З И Й К Л М Н О П Р С Т У Ф Х Ц Ч Ш Щ Ъ Ю Я",
    "el": "Α Β Γ Δ Ε Ζ Η Θ Ι Κ Λ Μ Ν Ξ Ο Π Ρ Σ Τ Υ Φ Χ Ψ Ω",
    "fa": "ا ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن و ه ی",
    "he": "א ב ג ד ה ו ז ח ט י כ ל מ נ ס ע פ צ ק ר ש ת",
    "mk": "А Б В Г Д Ѓ Е Ж З Ѕ И Ј К Л Љ М Н Њ О П Р С Т Ќ У Ф Х Ц Ч Џ Ш",
    "ru": "А Б В Г Д Е Ж З И Й К Л М Н О П Р С Т У Ф Х Ц Ч Ш Щ Э Ю Я",
    "sr": "А Б В Г Д Ђ Е Ж З И Ј К Л Љ М Н Њ О П Р С Т Ћ У Ф Х Ц Ч Џ Ш",
    "uk": "А Б В Г Ґ Д Е Є Ж З И І Ї Й К Л М Н О П Р С Т У Ф Х Ц Ч Ш Щ Ю Я",
}
# Scripts without letters under which a name could be listed, or with too many.
_WITHOUT_ALPHABET = {
    "zh",
    "ja",
    "ko",
    "th",
    "my",
    "km",
    "lo",
    "hi",
    "bn",
    "ta",
    "te",
    "ka",
    "hy",
    "am",
    "ur",
    "ps",
    "ckb",
}

# Alef is one letter however its hamza or madda is written; vowel signs and the stroke that lengthens words are none.
_ARABIC = str.maketrans({**dict.fromkeys("أإآٱ", "ا"), **dict.fromkeys("ًٌٍَُِّْٰـ")})
_PERSIAN = str.maketrans({"ك": "ک", "ي": "ی", "ى": "ی"})
_TURKIC = str.maketrans({"I": "ı", "İ": "i"})


class Weight(NamedTuple):
    """Where a character stands: by its letter (and what is tailored after that), its accent, its case."""

    letter: tuple[int, int]
    accent: int
    case: int


def sort_key(text: str, language: str) -> bytes:
    """What sorts texts in the order of the language when compared byte by byte; at most `MAX_KEY_LENGTH` bytes."""
    weights = _weights(_prepared(text, language), language)
    letters = b"".join(first.to_bytes(2) + after.to_bytes(1) for (first, after), _accent, _case in weights if first)
    accents = b"".join(weight.accent.to_bytes(2) for weight in weights if weight.accent)
    cases = bytes(weight.case for weight in weights if weight.case)
    return (letters + bytes(3) + accents + bytes(2) + cases)[:MAX_KEY_LENGTH]


def alphabet(language: str) -> tuple[str, ...]:
    """The letters under which names are listed, in their order; empty where the script has no such letters."""
    return tuple(found for found, _place in _alphabet(_base(language)))


def letter(text: str, language: str) -> str:
    """The letter of the language's alphabet under which the text is listed.

    Of a text in another script it is its own first letter; "#" where there is none.
    """
    prepared = _prepared(text, language)
    if not prepared or not prepared[0].isalpha():
        return OTHER
    letters = _alphabet(_base(language))
    if letters and _script(prepared[0]) == _script(letters[0][0]):
        place = next((weight.letter for weight in _weights(prepared[:3], language) if weight.letter[0]), (0, 0))
        return letters[max(bisect_right([at for _letter, at in letters], place) - 1, 0)][0]
    first = unicodedata.normalize("NFD", prepared[0].upper())[0]
    return OTHER if _script(first) == "CJK" else first


def _base(language: str) -> str:
    return language.partition("-")[0]


def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]


def _prepared(text: str, language: str) -> str:
    """The text as it counts: without what stands before its first letter or digit, and an Arabic article."""
    text = re.sub(r"^[\W_]+", "", unicodedata.normalize("NFC", text))
    match _base(language):
        case "ar":
            return re.sub(r"^ال(?=\w\w)", "", text.translate(_ARABIC))
        case "fa":
            return text.translate(_PERSIAN).translate(_ARABIC)
        case "tr" | "az":
            return text.translate(_TURKIC)
    return text


def _weights(text: str, language: str) -> list[Weight]:
    tailored = _tailored(_base(language))
    longest = max(map(len, tailored), default=0)
    weights: list[Weight] = []
    plain = ""
    position = 0
    while position < len(text):
        for length in range(longest, 0, -1):
            piece = text[position : position + length]
            if piece.lower() in tailored:
                place, accent = tailored[piece.lower()]
                weights += [*_standard(plain), Weight(place, accent, 2 if piece == piece.lower() else 8)]
                plain = ""
                position += length
                break
        else:
            plain += text[position]
            position += 1
    return weights + _standard(plain)


def _standard(text: str) -> list[Weight]:
    elements = _collator().collation_elements(unicodedata.normalize("NFD", text)) if text else []
    return [Weight((first, 0), accent, case) for first, accent, case in elements]


@cache
def _collator() -> Any:
    """The default table, read when it is first needed: a tenth of a second."""
    return pyuca.Collator()


@cache
def _tailored(language: str) -> dict[str, tuple[tuple[int, int], int]]:
    """The language's own letters, in small: the place of each, and what its accent weighs."""
    found: dict[str, tuple[tuple[int, int], int]] = {}
    for anchor, letters in _rules(language):
        first = _standard(anchor)[0].letter[0]
        for after, variants in enumerate(letters, start=1):
            for accent, variant in enumerate(variants, start=0x20):
                found[variant] = (first, after), accent
    return found


def _rules(language: str) -> list[tuple[str, list[list[str]]]]:
    """The tailoring, read: after which letter, which letters with their variants."""
    rules = [rule.split(":") for rule in TAILORINGS.get(language, "").split(";") if rule]
    return [(anchor.strip(), [part.split("=") for part in letters.split()]) for anchor, letters in rules]


@cache
def _alphabet(language: str) -> list[tuple[str, tuple[int, int]]]:
    """The letters with their places."""
    if language in _WITHOUT_ALPHABET:
        return []
    if language in ALPHABETS:
        letters = ALPHABETS[language].split()
    else:
        own = [variants[0] for _anchor, group in _rules(language) for variants in group]
        letters = [_capital(small, language) for small in dict.fromkeys([*ascii_lowercase, *own])]
    places = {
        found: next(weight.letter for weight in _weights(_prepared(found, language), language)) for found in letters
    }
    return sorted(places.items(), key=lambda item: item[1])


def _capital(small: str, language: str) -> str:
    return "İ" if small == "i" and language in ("tr", "az") else small.capitalize()
