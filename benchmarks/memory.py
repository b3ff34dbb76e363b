"""How long the translation memory takes, and whether it finds what brute force finds: printed, never asserted.

Fills a database of its own with made-up units, English into French, and asks
for texts of four classes; see README.md beside this file.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import sys
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

from newsroom.wsgi import application  # noqa: F401 - sets Django up; isort: skip

from django.db import connection
from rapidfuzz import fuzz, process

from articles.translation.memory.concordance import concordance
from articles.translation.memory.frequencies import count_words
from articles.translation.memory.models import MemoryUnit
from articles.translation.memory.storing import Remembered
from articles.translation.memory.suggesting import suggest

VOCABULARY = 60_000
WORDS = (20, 50)  # in a paragraph; 35 make about 220 characters
TITLE, TITLES = (4, 9), 0.1  # words in a title, and the share of units that are one
VARIANTS = 0.3  # the share of paragraphs that are an earlier one, changed
SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi wo xu dra ple sti cro nau".split()
COLUMNS = (
    "source_language, target_language, source_html, source_text, target_html, target_text,"
    " words, source_key, pair_hash, edition_id, file_name, dated_on, approved_at, approver_id"
)


class Writer:
    """Paragraphs of made-up words, as common as words are (Zipf), with numbers and names among them."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - what is made up by seeded chance is no secret
        self.words = ["".join(self._syllables(rank)) for rank in range(VOCABULARY)]
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))
        self.written: list[list[str]] = []

    def _syllables(self, rank: int) -> Iterator[str]:
        """A word for each rank, the common ones short."""
        number = rank
        while True:
            number, syllable = divmod(number, len(SYLLABLES))
            yield SYLLABLES[syllable]
            if not number:
                return
            number -= 1

    def new(self) -> list[str]:
        """The words of a paragraph."""
        length = self.chance.randint(*(TITLE if self.chance.random() < TITLES else WORDS))
        words = self.chance.choices(self.words, cum_weights=self.weights, k=length)
        for place in range(len(words)):
            dice = self.chance.random()
            if dice < 0.03:
                words[place] = str(self.chance.randint(1, 30_000))
            elif dice < 0.09:
                words[place] = words[place].capitalize()
        return words

    def changed(self, words: list[str], share: float) -> list[str]:
        """The paragraph with so many of its words replaced, taken out or added."""
        changed = []
        for word in words:
            dice = self.chance.random() / share
            if dice > 1:
                changed.append(word)
            elif dice < 0.8:
                changed.append(self.chance.choices(self.words, cum_weights=self.weights)[0])
            if dice < 0.1:
                changed.append(word)
        return changed

    def paragraphs(self) -> Iterator[list[str]]:
        """Ever more paragraphs, some of which are much like one before."""
        while True:
            is_variant = len(self.written) > 1000 and self.chance.random() < VARIANTS
            words = self.changed(self.chance.choice(self.written), 0.2) if is_variant else self.new()
            if len(self.written) < 100_000:
                self.written.append(words)
            yield words


def text_of(words: list[str]) -> str:
    """The paragraph as it is written."""
    return " ".join(words).capitalize() + "." if words else ""


def fill(count: int, seed: int) -> None:
    """Write so many units at once, and make the index afterwards, which takes less long."""
    print(f"Filling {count:,} units", flush=True)
    start = perf_counter()
    paragraphs = Writer(seed).paragraphs()
    seen = set()
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX memory_words")
        with cursor.copy(f"COPY memory_memoryunit ({COLUMNS}) FROM STDIN") as copy:
            while len(seen) < count:
                words = next(paragraphs)
                source, target = text_of(words), text_of([f"{word[::-1]}e" for word in words])
                unit = Remembered("en", "fr", source, source, target, target, file_name="benchmark.tmx")
                if unit.is_worth_it and unit.pair_hash() not in seen:
                    seen.add(unit.pair_hash())
                    copy.write_row(unit.row())
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute("CREATE INDEX memory_words ON memory_memoryunit USING gin (words) WITH (fastupdate = off)")
        cursor.execute("VACUUM ANALYZE memory_memoryunit")
    print(f"took {perf_counter() - start:.0f} s", flush=True)
    start = perf_counter()
    print(f"counting {count_words():,} common words took {perf_counter() - start:.1f} s", flush=True)


class TooSlow(logging.Handler):
    """Counts the look-ups that were given up."""

    count = 0

    def emit(self, _record: logging.LogRecord) -> None:
        self.count += 1


def milliseconds(ask: Callable[[str], object], texts: list[str]) -> str:
    """The median and the 95th percentile of the time for one text, and the share that was given up."""
    seconds = []
    given_up = TooSlow()
    logger = logging.getLogger("articles.translation.memory.suggesting")
    logger.propagate, logger.handlers = False, [given_up]
    for text in texts:
        start = perf_counter()
        ask(text)
        seconds.append(perf_counter() - start)
    percentile = quantiles(seconds, n=20)[-1]
    return f"{median(seconds) * 1000:>10.1f} {percentile * 1000:>10.1f} {given_up.count / len(texts):>10.1%}"


def recall(texts: list[str], sources: dict[int, str]) -> tuple[float, int]:
    """The share of what brute force finds (top 5 from 0.7 on) that `suggest` finds as like, and how many there were."""
    found, expected = 0, 0
    for text in texts:
        best = process.extract(text, sources, scorer=fuzz.ratio, score_cutoff=70, limit=5)
        scores = [fuzz.ratio(text, each.unit.source_text) for each in suggest(text, "en", "fr", limit=5)]
        # Of equals at the end of the five it does not matter which.
        reached = sorted((round(score, 6) for score in scores), reverse=True)
        for _source, score, _key in best:
            expected += 1
            if round(score, 6) in reached:
                reached.remove(round(score, 6))
                found += 1
    return found / max(expected, 1), expected


def main() -> None:
    """Fill what is missing, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=1_000_000, help="how many units (1,000,000 unless given)")
    parser.add_argument("--requests", type=int, default=300, help="how many texts of each class (300 unless given)")
    parser.add_argument("--brute", type=int, default=40, help="how many texts to compare with brute force (40)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if MemoryUnit.objects.exclude(file_name="benchmark.tmx").exists():
        sys.exit("This database has a memory of its own. Give the benchmark a database that nobody needs.")
    if not MemoryUnit.objects.exists():
        fill(options.units, options.seed)
    writer = Writer(options.seed + 1)
    chosen = MemoryUnit.objects.filter(pk__in=writer.chance.sample(range(1, options.units), 2 * options.requests))
    stored = list(chosen.values_list("source_text", flat=True))
    exact, others = stored[: options.requests], [text.rstrip(".").split() for text in stored[options.requests :]]
    fuzzy = [text_of(writer.changed(words, writer.chance.choice([0.05, 0.1, 0.2, 0.25]))) for words in others]
    common = [
        text_of(writer.chance.choices(writer.words[:60], k=writer.chance.randint(*WORDS)))
        for _number in range(options.requests)
    ]
    none = [text_of(writer.new()) for _number in range(options.requests)]
    titles = [
        text_of(writer.chance.choices(writer.words[:200], k=writer.chance.randint(*TITLE)))
        for _number in range(options.requests)
    ]
    print(f"\n{'':28}{'median ms':>10} {'p95 ms':>10} {'given up':>10}")
    for name, texts in (
        ("the same text", exact),
        ("a text like it", fuzzy),
        ("the commonest words alone", common),
        ("a title of common words", titles),
        ("nothing like it", none),
    ):
        print(f"{name:28}{milliseconds(lambda text: suggest(text, 'en', 'fr'), texts)}", flush=True)
    rare = [" ".join(words[5:7]) for words in others]
    looked_up = milliseconds(lambda text: concordance(text, "en", "fr"), rare)
    print(f"{'concordance, two words':28}{looked_up}", flush=True)
    commonest = [" ".join(writer.chance.choices(writer.words[:60], k=2)) for _number in range(options.requests)]
    print(
        f"{'concordance, common words':28}{milliseconds(lambda text: concordance(text, 'en'), commonest)}", flush=True
    )
    sources = dict(MemoryUnit.objects.values_list("pk", "source_text").iterator(chunk_size=20_000))
    for name, texts in (("a text like it", fuzzy), ("a title of common words", titles)):
        share, expected = recall(texts[: options.brute], sources)
        print(f"recall at 5 of brute force, {name}: {share:.3f} ({expected} units, {options.brute} texts)", flush=True)


if __name__ == "__main__":
    main()
