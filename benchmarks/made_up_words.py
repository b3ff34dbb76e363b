"""A made-up archive whose words are as common and as rare as words are, for the benchmark of search.

`seed_archive` repeats a few hundred words in every text, and search would have
nothing to tell apart. These texts have 4 KB, a good half of their words drawn
from 200,000 by the law of Zipf and Mandelbrot, and between them the articles
and prepositions of the language; persons have accents in their names.
"""

from __future__ import annotations

from itertools import accumulate, batched
from random import Random
from typing import Any

from articles.exchange.archive import filling, words
from articles.exchange.archive.writing import LETTERS, Writer

__all__ = ["ZipfWriter", "fill", "vocabulary"]

WORDS = 200_000
LENGTH = 560  # words of a body
PERSONS = 400
FUNCTION_WORDS = (
    "the of and to in a for on that with is by as at from this will are has be its their was it an which".split(),
    "de la le les et des à en du l’a pour une dans que qui sur par au avec est ce a ont plus il un aux son".split(),
)
FAMILY_NAMES = (
    *("Çavuşoğlu", "Müllner", "Šimečka", "Łukasik", "Núñez", "Gönül", "Škvrnelis", "Þórðarson", "Ångstrand"),
    *("Dvořáček", "Żelichowski", "Fernández-Íñiguez", "Håkonsen", "Bérégovoy", "Ørskov", "Kőszegi"),
)
_ONSETS = "b br c ch d dr f fl g gr h j k l m n p pl pr qu r s sc st t th tr v w z".split()
_VOWELS = ("a e i o u ea io ou".split(), "a e é i o u è eu ou ai ô".split())
_CODAS = "b d ck l m n nd nt p r rs s st t x".split()
_ENDINGS = (
    ["", "", "", "s", "ed", "ing", "ation", "ment", "al", "ity", "er"],
    ["", "", "", "s", "es", "ation", "ment", "al", "ité", "eur", "ée"],
)


def vocabulary(seed: int, language: int) -> list[str]:
    """The words of a language (0: English, 1: French), the commonest first: those of `seed_archive`, then others."""
    random = Random(f"{seed} {language}")  # noqa: S311 - seeded chance
    lists = (words.DEEDS, words.SUBJECTS, words.ACTORS, words.ACTS, words.OBJECTS, words.CIRCUMSTANCES)
    known = " ".join(pair[language] for pairs in lists for pair in pairs).replace("’", " ").lower().split()
    found = dict.fromkeys(word for word in known if len(word) > 4)
    while len(found) < WORDS:
        # Common words are short.
        syllables = random.choice((1, 2)) if len(found) < 4_000 else random.choice((2, 2, 3))
        stem = "".join(random.choice(_ONSETS) + random.choice(_VOWELS[language]) for _ in range(syllables))
        found.setdefault(stem + random.choice(_CODAS) + random.choice(_ENDINGS[language]))
    return list(found)


class ZipfWriter(Writer):
    """Writes the archive of one seed."""

    def __init__(self, seed: int, organisations: list[tuple[str, str]]) -> None:
        super().__init__(seed, organisations)
        self.vocabularies = [vocabulary(seed, language) for language in (0, 1)]
        self.weights = list(accumulate((rank + 20) ** -1.05 for rank in range(1, WORDS + 1)))

    def _bodies(self, random: Random) -> tuple[str, str]:
        """Not translations of each other: what is found in one language is none of the other's business."""
        made = []
        for language in (0, 1):
            text = self._prose(random, language, LENGTH)
            paragraphs = [" ".join(words).capitalize() for words in batched(text, LENGTH // 7)]
            blocks = ["".join(random.choices(LETTERS, k=8)) for _paragraph in paragraphs]
            pairs = zip(blocks, paragraphs, strict=True)
            made.append("".join(f'<p data-block="{block}">{written}.</p>' for block, written in pairs))
        return made[0], made[1]

    def _prose(self, random: Random, language: int, length: int) -> list[str]:
        drawn = iter(random.choices(self.vocabularies[language], cum_weights=self.weights, k=length))
        common = FUNCTION_WORDS[language]
        text: list[str] = []
        for word in drawn:
            if len(text) >= length:
                break
            if random.random() < 0.75:
                text.append(common[int(random.random() ** 2 * len(common))])
            text.append(word)
        return text[:length]

    def story(self, number: int) -> Any:
        """Article ``number``, with words of its own in title and standfirst."""
        self._own = Random(f"{self.seed} {number} own")  # noqa: S311 - the same
        return super().story(number)

    def _texts(self, number: int, titles: list[str], standfirst: Any, bodies: tuple[str, str]) -> Any:
        own = self._own
        titles = [f"{title}: {' '.join(self._prose(own, i, 5))}" for i, title in enumerate(titles)]
        standfirst = tuple(f"{text[:-1]}, {' '.join(self._prose(own, i, 14))}." for i, text in enumerate(standfirst))
        return super()._texts(number, titles, standfirst, bodies)


def fill(articles: int, seed: int, advance: Any) -> int:
    """Add to the archive until it has so many articles; how many were added."""
    words.FAMILY_NAMES[:] = FAMILY_NAMES
    filling.PERSONS = PERSONS
    filling.Writer = ZipfWriter  # type: ignore[misc]
    return filling.extend(seed, articles, advance)
