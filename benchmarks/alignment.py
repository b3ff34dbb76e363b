"""How often an edit to a translation is located by the alignment of paragraphs: printed, never asserted here.

Reads real releases, plants one edit at a time in the translation, and counts
where exactly that edit is found; see README.md beside this file.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from html import escape
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

from rapidfuzz import fuzz

from articles.richtext import Block, split_blocks
from articles.translation.alignment import Alignment, align

RELEASES = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "releases"
#: Where one sentence ends and the next one begins.
SENTENCE_END = re.compile(r"(?<=\w{2}[.!?])\s+(?=[^\W\d_a-z])|(?<=[。！？؟۔])\s*(?=\w)")


@dataclass(frozen=True)
class Text:
    """A release in its source language and in another one, block for block."""

    release: str
    language: str
    source: list[Block]
    target: list[Block]

    @property
    def is_for_tuning(self) -> bool:
        """Whether weights may be chosen by it; a release is so in all its languages, or in none."""
        return sha256(self.release.encode()).digest()[0] % 2 == 0


@dataclass(frozen=True)
class Planted:
    """A translation with one edit, and the alignments that locate it."""

    target: list[Block]
    expected: list[Alignment]


Plant = Callable[[Text, random.Random, Sequence[Block]], Planted | None]


def texts(folder: Path = RELEASES) -> Iterator[Text]:
    """The pairs whose alignment is known: as many blocks, of the same kinds, in the same order."""
    for path in sorted(folder.glob("*.json")):
        release = json.loads(path.read_text())
        blocks = {language: split_blocks(version["body_html"]) for language, version in release["versions"].items()}
        source = blocks.pop(release["source_language"])
        for language, target in blocks.items():
            if len(target) > 3 and [block.kind for block in source] == [block.kind for block in target]:
                yield Text(release["id"], language, source, target)


def one_to_one(source: int, target: int) -> Alignment:
    return Alignment((source,), (target,))


def nothing(text: Text, _chance: random.Random, _strange: Sequence[Block]) -> Planted:
    """No edit at all: every block is to be found as it is."""
    return Planted(text.target, [one_to_one(place, place) for place in range(len(text.target))])


def deletion(text: Text, chance: random.Random, _strange: Sequence[Block]) -> Planted:
    place = chance.randrange(len(text.target))
    return Planted(text.target[:place] + text.target[place + 1 :], [Alignment((place,), ())])


def insertion(text: Text, chance: random.Random, strange: Sequence[Block]) -> Planted:
    place = chance.randrange(len(text.target) + 1)
    return Planted([*text.target[:place], chance.choice(strange), *text.target[place:]], [Alignment((), (place,))])


def replacement(text: Text, chance: random.Random, strange: Sequence[Block]) -> Planted:
    """A paragraph deleted, and a strange one inserted at its place."""
    place = chance.choice([place for place, block in enumerate(text.target) if block.kind == "paragraph"])
    target = [*text.target[:place], chance.choice(strange), *text.target[place + 1 :]]
    return Planted(target, [Alignment((place,), ()), Alignment((), (place,))])


def shift(text: Text, chance: random.Random, strange: Sequence[Block]) -> Planted:
    """A block deleted, and a strange paragraph inserted one to three blocks further on: equal counts."""
    place = chance.randrange(len(text.target) - 1)
    further = min(len(text.target) - 1, place + chance.randint(1, 3))
    target = [*text.target[:place], *text.target[place + 1 : further + 1], chance.choice(strange)]
    target += text.target[further + 1 :]
    return Planted(target, [Alignment((place,), ()), Alignment((), (further,))])


def merge(text: Text, chance: random.Random, _strange: Sequence[Block]) -> Planted | None:
    """Two paragraphs in a row made one."""
    places = [
        place
        for place in range(len(text.target) - 1)
        if all(block.kind == "paragraph" and block.text for block in text.target[place : place + 2])
    ]
    if not places:
        return None
    place = chance.choice(places)
    first, second = text.target[place : place + 2]
    merged = replace(first, html=first.html[: -len("</p>")] + " " + second.html.partition(">")[2])
    merged = replace(merged, text=f"{first.text} {second.text}")
    return Planted([*text.target[:place], merged, *text.target[place + 2 :]], [Alignment((place, place + 1), (place,))])


def split(text: Text, chance: random.Random, _strange: Sequence[Block]) -> Planted | None:
    """A paragraph parted where one of its sentences ends."""
    places = [
        (place, end)
        for place, block in enumerate(text.target)
        if block.kind == "paragraph"
        for end in SENTENCE_END.finditer(block.text)
    ]
    if not places:
        return None
    place, end = chance.choice(places)
    whole = text.target[place]
    return Planted(
        [*text.target[:place], *parted(whole, end.start(), end.end()), *text.target[place + 1 :]],
        [Alignment((place,), (place, place + 1))],
    )


def parted(block: Block, end: int, start: int) -> list[Block]:
    """The two blocks that a paragraph becomes; its links go with the words that they are on."""
    halves = [block.text[:end], block.text[start:]]
    links = re.findall(r'<a href="[^"]*">(.*?)</a>', block.html), re.findall(r'<a href="[^"]*">', block.html)
    html = [escape(half, quote=False) for half in halves]
    for words, link in zip(*links, strict=True):
        side = 0 if words in html[0] else 1
        html[side] = html[side].replace(words, f"{link}{words}</a>", 1)
    return [
        Block(f"{block.id[:-1]}{number}", block.kind, f"<p>{html[number]}</p>", halves[number]) for number in (0, 1)
    ]


KINDS: dict[str, Plant] = {
    "no edit": nothing,
    "deletion": deletion,
    "insertion": insertion,
    "shift": shift,
    "replacement": replacement,
    "merge": merge,
    "split": split,
}


def is_strange(block: Block, text: Text) -> bool:
    """Whether a paragraph is unlike all of this text, so that its insertion can be told from what is there."""
    return all(fuzz.ratio(block.text, other.text, score_cutoff=60) == 0 for other in text.target)


def edits(
    chosen: Sequence[Text], seed: int, kinds: Sequence[str] = tuple(KINDS)
) -> Iterator[tuple[str, Text, Planted]]:
    """One edit of every kind in every text, the same ones for the same seed."""
    by_language: dict[str, list[tuple[str, Block]]] = defaultdict(list)
    for text in chosen:
        by_language[text.language] += [
            (text.release, block) for block in text.target if block.kind == "paragraph" and len(block.text) > 20
        ]
    for text in chosen:
        others = [block for release, block in by_language[text.language] if release != text.release]
        chance = random.Random(f"{seed} {text.release} {text.language}")  # noqa: S311 a seed makes the same edits
        strange = [block for block in chance.sample(others, min(len(others), 20)) if is_strange(block, text)]
        for kind in kinds:
            if strange or kind not in ("insertion", "shift", "replacement"):
                planted = KINDS[kind](text, chance, strange)
                if planted:
                    yield kind, text, planted


def is_located(planted: Planted, found: Sequence[Alignment]) -> bool:
    return set(planted.expected) <= set(found)


def shown(alignments: Sequence[Alignment]) -> str:
    """Alignments but those of one block with one, as places: "3→" is a deletion, "→4" an insertion, "5→5 6" a split."""
    return ", ".join(
        "→".join(" ".join(map(str, places)) for places in (alignment.source, alignment.target))
        for alignment in alignments
        if (len(alignment.source), len(alignment.target)) != (1, 1)
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5, help="how many edits of each kind in each text")
    options.add_argument("--half", choices=("tuning", "report"), default="report")
    options.add_argument("--failed", action="store_true", help="print each edit that was not located")
    chosen = options.parse_args()
    if not RELEASES.is_dir():
        sys.exit(f"There are no releases at {RELEASES}.")
    pairs = [text for text in texts() if text.is_for_tuning == (chosen.half == "tuning")]
    outcomes: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    times: list[float] = []
    for seed in range(chosen.rounds):
        for kind, text, planted in edits(pairs, seed):
            start = process_time()
            found = align(text.source, planted.target)
            times.append(process_time() - start)
            located = is_located(planted, found)
            outcomes[kind][text.language].append(located)
            outcomes[kind]["all"].append(located)
            if chosen.failed and not located:
                print(f"{kind}, {text.release}, {text.language}: {shown(planted.expected)} found as {shown(found)}")
    print_shares(outcomes)
    print(f"\n{len(pairs)} texts, {len(times)} alignments, processor time of one:", end=" ")
    print(f"{median(times) * 1000:.1f} ms, at most {max(times) * 1000:.0f} ms")


def print_shares(outcomes: dict[str, dict[str, list[bool]]]) -> None:
    """A line for each language, the one with most edits first, and a column for each kind of edit."""
    print(f"{'':9}" + "".join(f"{kind:>13}" for kind in outcomes))
    languages = outcomes["no edit"]
    for language in sorted(languages, key=lambda language: -len(languages[language])):
        shares = (outcomes[kind][language] for kind in outcomes)
        print(f"{language:9}" + "".join(f"{sum(s) / len(s):>13.1%}" if s else f"{'–':>13}" for s in shares))


if __name__ == "__main__":
    main()
