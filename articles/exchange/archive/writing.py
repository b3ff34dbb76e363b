"""The texts of the made-up archive. Article n is the same at every run, however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from random import Random

from articles.models import Kind
from people.slugs import slug_from

from . import words

__all__ = ["Story", "Writer"]

FIRST_DAY = datetime(2005, 1, 3, tzinfo=UTC)
WEEKS = 20 * 52
CORRECTED = 0.05
KINDS = (*[Kind.PRESS_RELEASE] * 4, *[Kind.NEWS] * 2, Kind.STATEMENT, Kind.SPEECH)
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
PAIRS = [one + other for one, other in product(LETTERS, repeat=2)]


@dataclass(frozen=True, slots=True)
class Text:
    """One edition's words."""

    title: str
    standfirst: str
    body: str
    slug: str


@dataclass(frozen=True, slots=True)
class Story:
    """One article: source language first. ``organisations`` and ``topics`` are numbers in the lists of them."""

    number: int
    kind: Kind
    languages: tuple[str, str]
    public_from: datetime
    corrected_at: datetime | None
    organisations: tuple[int, ...]
    topics: tuple[int, ...]
    texts: dict[str, Text]
    corrected_texts: dict[str, Text]


class Writer:
    """Writes the archive of one seed."""

    def __init__(self, seed: int, organisations: list[tuple[str, str]]) -> None:
        self.seed = seed
        self.organisations = organisations
        self.sentences = list(self._sentences(Random(seed)))

    def _sentences(self, random: Random) -> Iterator[tuple[str, str]]:
        """Every sentence that the words allow, in an order of the seed's own."""
        whole = list(product(words.ACTORS, words.ACTS, words.OBJECTS, words.CIRCUMSTANCES))
        random.shuffle(whole)
        for parts in whole:
            english, french = (" ".join(part[language] for part in parts) + "." for language in (0, 1))
            yield english, french

    def story(self, number: int) -> Story:
        """Article ``number`` (from 0)."""
        random = Random(f"{self.seed} {number}")
        public_from = FIRST_DAY + timedelta(
            weeks=random.randrange(WEEKS), days=random.randrange(5), minutes=random.randrange(7 * 60, 17 * 60)
        )
        is_corrected = random.random() < CORRECTED
        corrected_at = public_from + timedelta(minutes=random.randrange(10, 5_000)) if is_corrected else None
        organisations = tuple(random.sample(range(len(self.organisations)), random.choice((1, 1, 2))))
        deed, subject = random.choice(words.DEEDS), random.choice(words.SUBJECTS)
        titles = [f"{self.organisations[organisations[0]][i]} {deed[i]} {subject[i]}" for i in (0, 1)]
        standfirst = random.choice(self.sentences)
        bodies = self._bodies(random)
        return Story(
            number=number,
            kind=random.choice(KINDS),
            languages=("en", "fr") if random.random() < 0.7 else ("fr", "en"),
            public_from=public_from,
            corrected_at=corrected_at,
            organisations=organisations,
            topics=tuple(random.sample(range(len(words.TOPICS)), random.choice((1, 1, 2)))),
            texts=self._texts(number, titles, standfirst, bodies),
            corrected_texts=self._texts(number, titles, standfirst, self._bodies(random)) if is_corrected else {},
        )

    def _texts(
        self, number: int, titles: list[str], standfirst: tuple[str, str], bodies: tuple[str, str]
    ) -> dict[str, Text]:
        return {
            language: Text(titles[i], standfirst[i], bodies[i], f"{slug_from(titles[i])[:100].strip('-')}-{number}")
            for i, language in enumerate(words.LANGUAGES)
        }

    def _bodies(self, random: Random) -> tuple[str, str]:
        """The same paragraphs in both languages, 2 to 4 KB each, written as the sanitiser would write them."""
        english: list[str] = []
        french: list[str] = []
        for count in range(random.randrange(6, 10)):
            if count in (3, 6):
                self._block("h2", random, [random.choice(words.HEADINGS)], english, french)
            self._block("p", random, random.choices(self.sentences, k=random.randrange(2, 5)), english, french)
        return "".join(english), "".join(french)

    def _block(
        self, tag: str, random: Random, sentences: list[tuple[str, str]], english: list[str], french: list[str]
    ) -> None:
        bits = random.getrandbits(40)
        identity = "".join(PAIRS[bits >> shift & 1023] for shift in (30, 20, 10, 0))
        for language, blocks in enumerate((english, french)):
            text = " ".join(sentence[language] for sentence in sentences)
            blocks.append(f'<{tag} data-block="{identity}">{text}</{tag}>')
