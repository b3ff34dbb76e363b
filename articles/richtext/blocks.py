"""The top-level blocks of a body and the ids that they keep through every edit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from .sanitising import new_id, parse, with_ids, written
from .tree import Element, text_of, write
from .vocabulary import KINDS

#: How like each other two blocks without a common id have to be, from 0 to 1,
#: to be taken for the same block before and after an edit.
LIKENESS = 0.5
#: How much of the shorter one has to be in the longer one for a part of a
#: split block, or for a merged one, to be known again.
CONTAINMENT = 0.8
_FEWEST_GRAMS = 12
#: The most pairs of blocks compared, some seconds' worth; of more, only equal ones are known again.
_MOST_PAIRS = 100_000


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level block: its id, its kind ("paragraph", "heading" …), its HTML and its text."""

    id: str
    kind: str
    html: str
    text: str


class Mention(NamedTuple):
    """A person or an organisation that the text names."""

    kind: str
    pk: int


def split_blocks(html: str) -> list[Block]:
    """Return the top-level blocks of a body in order."""
    return [
        Block(block.attributes["data-block"], KINDS[block.tag], write([block]), _text(block))
        for block in with_ids(parse(html))
    ]


def plain_text(html: str) -> str:
    """Return what a reader of the body reads, blocks parted by an empty line."""
    return "\n\n".join(filter(None, map(_text, parse(html))))


def give_block_ids(html: str, ids: Sequence[str]) -> str:
    """Return the text sanitised, its first blocks with these ids; the others keep theirs or get new ones."""
    blocks = parse(html)
    for block in blocks:
        if block.attributes.get("data-block", "") in ids:
            block.attributes.pop("data-block")
    for block, identity in zip(blocks, ids, strict=False):
        block.attributes["data-block"] = identity
    return written(with_ids(blocks))


def mentions(html: str) -> list[Mention]:
    """Return whom the body mentions, each once, in the order of the text."""
    found = chain.from_iterable(block.descendants() for block in parse(html))
    references = (element.attributes.get("data-mention") for element in found)
    return list(dict.fromkeys(read_mention(reference) for reference in references if reference))


def images(html: str) -> list[int]:
    """Return the numbers of the library's images that the body shows, each once, in the order of the text."""
    if "data-image" not in html:
        return []
    found = chain.from_iterable(block.descendants() for block in parse(html))
    numbers = (element.attributes.get("data-image") for element in found)
    return list(dict.fromkeys(int(number) for number in numbers if number))


def read_mention(reference: str) -> Mention:
    """Return what a valid ``data-mention`` ("person:12") refers to."""
    kind, _colon, pk = reference.partition(":")
    return Mention(kind, int(pk))


def keep_block_ids(new_html: str, old_html: str) -> str:
    """Return the new text sanitised, with the ids of the old text on the blocks that are recognisably the same.

    A block is the same if it carries the id; else if its text is the same;
    else if it is the one most like it. Of several that carry one id (an editor
    that splits a block, a paste of a copy) the one most like the old block
    keeps it, the first of equals. A merged block keeps the id that it carries.
    The order plays no part. Every other block keeps a valid id of its own or
    gets a new one.
    """
    old = [_Candidate(block) for block in with_ids(parse(old_html))]
    new = [_Candidate(block) for block in parse(new_html)]
    kept = {after: old[before].id for before, after in _matches(old, new)}
    taken = {candidate.id for candidate in old} | {candidate.id for candidate in new}
    used = set(kept.values())
    for number, candidate in enumerate(new):
        identity = kept.get(number, candidate.id)
        if number not in kept and (not identity or identity in used):
            identity = new_id(taken)
        used.add(identity)
        candidate.block.attributes["data-block"] = identity
    return written([candidate.block for candidate in new])


def match_blocks(old_html: str, new_html: str) -> list[tuple[int, int]]:
    """Return which block is which before and after, as pairs of places from 0: by id, else by what they say."""
    return _matches(
        [_Candidate(block) for block in with_ids(parse(old_html))],
        [_Candidate(block) for block in with_ids(parse(new_html))],
    )


def _matches(old: "list[_Candidate]", new: "list[_Candidate]") -> list[tuple[int, int]]:
    kept: dict[int, str] = {}
    pairs = []
    for before, after in chain(_by_id(old, new), _by_likeness(old, new, kept)):
        kept[after] = old[before].id
        pairs.append((before, after))
    return pairs


class _Candidate:
    """A block that looks for its other self."""

    def __init__(self, block: Element) -> None:
        self.block = block
        self.id = block.attributes.get("data-block", "")
        self.text = _text(block)
        attributes = {name: value for name, value in block.attributes.items() if name != "data-block"}
        self.html = write([Element(block.tag, attributes, block.children)])

    @cached_property
    def grams(self) -> frozenset[str]:
        """Every sequence of three characters in the text: likeness for every script."""
        text = self.text.casefold()
        return frozenset(text[start : start + 3] for start in range(max(1, len(text) - 2)))

    def likeness(self, other: "_Candidate") -> float:
        """Return how like each other two blocks are, from 0 to 1; below `LIKENESS` they are different ones."""
        if self.html == other.html:
            return 1.0
        sizes = sorted((len(self.grams), len(other.grams)))
        if not self.text or not other.text or not sizes[0]:
            return 0.0
        common = len(self.grams & other.grams)
        dice = 2 * common / sum(sizes)
        if sizes[0] >= _FEWEST_GRAMS and common / sizes[0] >= CONTAINMENT:
            return max(dice, LIKENESS)
        return dice


def _text(block: Element) -> str:
    return text_of([block]).strip()


def _by_id(old: list[_Candidate], new: list[_Candidate]) -> Iterator[tuple[int, int]]:
    """Yield the pairs (number of the old block, number of the new one) that one id connects."""
    claims: dict[str, list[int]] = {}
    for number, candidate in enumerate(new):
        if candidate.id:
            claims.setdefault(candidate.id, []).append(number)
    for number, candidate in enumerate(old):
        if claimants := claims.get(candidate.id):
            best = (
                max(claimants, key=lambda claimant: new[claimant].likeness(candidate))
                if claimants[1:]
                else claimants[0]
            )
            yield number, best


def _by_likeness(old: list[_Candidate], new: list[_Candidate], kept: dict[int, str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that no id connects but the text does: first equal ones, then the most like."""
    known = set(kept.values())
    before = [number for number, candidate in enumerate(old) if candidate.id not in known]
    after = [number for number in range(len(new)) if number not in kept]
    for same in ("html", "text"):
        waiting: dict[str, list[int]] = {}
        for number in after:
            waiting.setdefault(getattr(new[number], same), []).append(number)
        for number in list(before):
            alike = waiting.get(getattr(old[number], same))
            if alike and getattr(old[number], same):
                after.remove(match := alike.pop(0))
                before.remove(number)
                yield number, match
    if len(before) * len(after) > _MOST_PAIRS:
        return
    pairs = sorted(
        (
            (-likeness, first, second)
            for first in before
            for second in after
            if (likeness := old[first].likeness(new[second])) >= LIKENESS
        ),
    )
    done_before: set[int] = set()
    done_after: set[int] = set()
    for _likeness, first, second in pairs:
        if first not in done_before and second not in done_after:
            done_before.add(first)
            done_after.add(second)
            yield first, second
