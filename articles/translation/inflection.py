"""Finding a term in running text, however it is inflected there.

Words are compared by their stems: Snowball's where it has the language, light
ones of our own for Arabic and Ukrainian, and the word itself elsewhere. What
Snowball throws together although it is derived, not inflected ("président",
"présidence"), is told apart again by its suffix. Chinese, Japanese, Thai and
their like, which put no space between words, are searched letter by letter.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise, repeat
from threading import local
from typing import NamedTuple

from snowballstemmer import stemmer

__all__ = ["Word", "find_term", "same_term", "stem_of", "words_of"]


class Word(NamedTuple):
    """A word of a text: ``text[start:end]``."""

    start: int
    end: int
    text: str


class _Text(NamedTuple):
    words: tuple[Word, ...]
    places: dict[str, tuple[int, ...]]


STEMMERS = {
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "tr": "turkish",
}
UNSPACED = {"ja", "km", "lo", "my", "th", "yue", "zh"}
# The suffix that makes another word of a word, in the first group; two words of one stem need the same one.
DERIVED = {
    "de": re.compile(r"(ung|heit|keit|lich|isch|ig)(?:e[mnrs]?|s)?$"),
    "en": re.compile(
        r"(ity|tion|ism|ist|ment|ness|ly|al|[ae]nce|[ae]ncy|ant|ent|er|or|ive|ic|ous|ful|less|able|ible|i[sz]e)(?:e?s|d)?$"
    ),
    "es": re.compile(r"(encia|ancia|idad|ismo|ista|mente|ci[oó]n|miento|ativ|os[oa]|[ai]ble|dora?|al)(?:e?s|[oa]s?)?$"),
    "fr": re.compile(r"([ae]nce|ité|isme|iste|ment|[tsx]ion|ique|[ao]ire|able|ible|if|eur|ant|ent)e?s?$"),
    "it": re.compile(r"([ae]nz|it[àá]|ism|ist|ment|zion|ativ|os|[ai]bil|tor|al|[ae]nt)[aeio]?$"),
    "pt": re.compile(r"([eêaâ]ncia|idade|ismo|ista|mente|ç|mento|ativ|os[oa]|dora?|al|[ae]nte)(?:ão|ões|e?s|[oa]s?)?$"),
    "ru": re.compile(r"(ост)(?:ь|и|ью|ей|ям|ями|ях)$"),
}
IRREGULAR = {
    "men": "man",
    "women": "woman",
    "servicemen": "serviceman",
    "servicewomen": "servicewoman",
    "children": "child",
    "crises": "crisis",
    "analyses": "analysis",
}
UKRAINIAN = sorted(
    "а я у ю о е є и і ї ь ом ем єм ою ею єю ам ям ами ями ах ях ів їв ей ові еві єві "
    "ий ій ого ього ому ьому им їм ім их їх ими їми ої ьої".split(),
    key=len,
    reverse=True,
)
ARABIC_LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ؤ": "و", "ئ": "ي", "ة": "ه"})
ARABIC_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")
ARABIC_PRONOUN = re.compile(r"(?<=...)(?:هما|ها|هم|نا|كم)$")
ARABIC_ENDING = re.compile(r"(?:(?<=..)(?:ات|ه)|(?<=...)(?:ون|ين|ان))$")

_letter = r"[^\W_]"
_mark = r"[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0dff]"
_abbreviation = r"(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?"
WORD = re.compile(rf"{_abbreviation}|{_letter}(?:{_letter}|{_mark})*")
# Words of up to so many letters take endings of up to so many.
SHORT, LONGEST_ENDING = 4, 3
# What may stand between two words of one term: spaces, hyphens, an apostrophe, but no full stop or comma.
BETWEEN = re.compile(r"[\s\-‐‑'’\u00ad\u200c\u200d]{1,3}")
_of_thread = local()


def words_of(text: str, language: str) -> tuple[Word, ...]:
    """The words of a text in order; "l’OTAN" is two, "U.N." one."""
    return _read(text, _base(language)).words


def find_term(text: str, term: str, language: str, *, is_case_sensitive: bool = False) -> list[tuple[int, int]]:
    """Where the term stands in the text in any inflection: (start, end) of each place, in order, none overlapping.

    Capitals count only where they are said to ("WHO", "who"); such a term stands
    as it is or with a plural s. Punctuation stands where the term has it. An
    empty term stands nowhere.
    """
    language = _base(language)
    if language in UNSPACED:
        return _find_letters(text, term, is_case_sensitive=is_case_sensitive)
    wanted = _wanted(term)
    if not wanted:
        return []
    read = _read(text, language)
    found: list[tuple[int, int]] = []
    for first in _beginnings(read, wanted[0].text, language, is_case_sensitive=is_case_sensitive):
        some = read.words[first : first + len(wanted)]
        if (
            len(some) == len(wanted)
            and (not found or some[0].start >= found[-1][1])
            and all(map(_may_follow, pairwise(wanted), pairwise(some), repeat(term), repeat(text)))
            and all(
                _same(want.text, word.text, language, is_case_sensitive=is_case_sensitive)
                for want, word in zip(wanted, some, strict=True)
            )
        ):
            found.append((some[0].start, some[-1].end))
    return found


def _may_follow(wanted: tuple[Word, Word], some: tuple[Word, Word], term: str, text: str) -> bool:
    """Whether two words of a text stand together as two of a term do; "Mr." may have its full stop or not."""
    between = text[some[0].end : some[1].start]
    if BETWEEN.fullmatch(between) or between.split() == term[wanted[0].end : wanted[1].start].split():
        return True
    return len(some[0].text) < SHORT and between.strip() == "."


def same_term(term: str, words: Sequence[str], language: str, *, is_case_sensitive: bool = False) -> bool:
    """Whether these words, no more and no fewer, say the term in some inflection."""
    language = _base(language)
    if language in UNSPACED:
        return _fold(term) == _fold("".join(words))
    wanted = _wanted(term)
    return bool(wanted) and len(wanted) == len(words) and all(
        _same(want.text, word, language, is_case_sensitive=is_case_sensitive)
        for want, word in zip(wanted, words, strict=True)
    )  # fmt: skip


def stem_of(word: str, language: str) -> str:
    """What the inflections of a word have in common: alike for those that `same_term` takes for one another."""
    language = _base(language)
    return f"{_key(word, language)}{_suffix(word, language)}" if language not in UNSPACED else _fold(word)


def _beginnings(read: _Text, word: str, language: str, *, is_case_sensitive: bool) -> Sequence[int]:
    """The numbers of the words at which a term may begin, in order."""
    places = read.places.get(_key(word, language), ())
    if not is_case_sensitive:
        return places
    # A stemmer does not see the plural of an acronym.
    return sorted({*places, *read.places.get(_key(f"{word}s", language), ())})


def _base(language: str) -> str:
    return language.partition("-")[0]


def _same(wanted: str, word: str, language: str, *, is_case_sensitive: bool) -> bool:
    """Whether the word of a text is an inflection of the word of a term."""
    if is_case_sensitive and wanted.upper() != wanted.lower():
        bare = word.replace(".", "")
        return wanted.replace(".", "") in (bare, bare.removesuffix("s"))
    if _fold(wanted) == _fold(word):
        return True
    return (
        _key(wanted, language) in _keys(word, language)
        and _suffix(wanted, language) == _suffix(word, language)
        and (language == "ar" or _are_as_long(_bare(wanted, language), _bare(word, language)))
    )


def _bare(word: str, language: str) -> str:
    """The word without accents, which an inflection may change ("Land", "Länder")."""
    return "".join(c for c in unicodedata.normalize("NFD", _plain(word, language)) if not unicodedata.combining(c))


def _are_as_long(one: str, other: str) -> bool:
    """Whether the words differ in an ending alone; of a short word a stemmer leaves too little to tell by."""
    if min(len(one), len(other)) > SHORT:
        return True
    pairs = enumerate(zip(one, other, strict=False))
    same = next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
    return max(len(one), len(other)) - same <= LONGEST_ENDING


def _suffix(word: str, language: str) -> str:
    pattern = DERIVED.get(language)
    match = pattern.search(_plain(word, language)) if pattern else None
    return unicodedata.normalize("NFD", match[1]).replace("\u0301", "") if match else ""


def _find_letters(text: str, term: str, *, is_case_sensitive: bool) -> list[tuple[int, int]]:
    if not term.strip():
        return []
    flags = re.NOFLAG if is_case_sensitive else re.IGNORECASE
    return [match.span() for match in re.finditer(re.escape(term.strip()), text, flags)]


@lru_cache(maxsize=65536)
def _wanted(term: str) -> tuple[Word, ...]:
    return tuple(Word(*match.span(), match[0]) for match in WORD.finditer(term))


@lru_cache(maxsize=1024)
def _read(text: str, language: str) -> _Text:
    words = tuple(Word(*match.span(), match[0]) for match in WORD.finditer(text))
    places: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        for key in _keys(word.text, language):
            places.setdefault(key, []).append(number)
    return _Text(words, {key: tuple(numbers) for key, numbers in places.items()})


@lru_cache(maxsize=65536)
def _fold(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().replace("\u0307", "").replace(".", "")


def _plain(word: str, language: str) -> str:
    """The word in small letters, and without the inflections that no rule on its stem would see."""
    word = _fold(word)
    if language == "en":
        word = IRREGULAR.get(word, word)
        return word.removesuffix("ies") + "y" if word.endswith("ies") else word
    if language == "fr":
        return re.sub(r"trices?$", "teur", re.sub(r"ives?$", "if", word))
    return word


@lru_cache(maxsize=65536)
def _key(word: str, language: str) -> str:
    """The stem under which a word of a term is looked for."""
    if language == "ar":
        return _arabic_stem(_arabic_letters(word).removeprefix("ال"))
    return _stem(_plain(word, language), language)


@lru_cache(maxsize=65536)
def _keys(word: str, language: str) -> tuple[str, ...]:
    """Every stem under which a word of a text is found: an Arabic one also without what is written onto it."""
    if language != "ar":
        return (_key(word, language),)
    letters = _arabic_letters(word)
    forms = [letters]
    if letters[:1] in ("و", "ف"):
        forms.append(letters[1:])
    forms += ["ال" + form[2:] for form in forms if form.startswith("لل")]
    forms += [form[1:] for form in forms if form[:1] in ("ب", "ك", "ل")]
    for owned in [form for form in map(_without_pronoun, forms) if form]:
        forms += [owned, owned.removesuffix("ت") + "ه"] if owned.endswith("ت") else [owned]
    return tuple(
        dict.fromkeys(_arabic_stem(form.removeprefix("ال")) for form in forms if form == letters or len(form) > 2)
    )


def _stem(word: str, language: str) -> str:
    if language == "uk":
        return _ukrainian_stem(word)
    if language not in STEMMERS:
        return word
    # A stemmer keeps what it works on, so each thread has its own.
    stemmers = _of_thread.__dict__
    if language not in stemmers:
        stemmers[language] = stemmer(STEMMERS[language])
    stem: str = stemmers[language].stemWord(word)
    return stem


def _ukrainian_stem(word: str) -> str:
    for ending in UKRAINIAN:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    # "безпека", "безпеці".
    return word[:-1] + "к" if word.endswith("ц") else word


def _arabic_letters(word: str) -> str:
    return ARABIC_MARKS.sub("", _fold(word)).translate(ARABIC_LETTERS)


def _without_pronoun(word: str) -> str:
    """The word without "its", "their" and the like; the empty text if it has none."""
    bare = ARABIC_PRONOUN.sub("", word)
    return bare if bare != word else ""


def _arabic_stem(word: str) -> str:
    return ARABIC_ENDING.sub("", word)
