"""How much speaks for one paragraph being the translation of another: sums of log likelihood ratios.

What is expected of a pair (how long a translation is, how many of the numbers
and names are still there) is estimated from the document itself, from a prior
where it says little, as Gale and Church (1993) do it for length. So nothing has
to be known about the two languages.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, pi

from .traces import FOOTNOTE, HOST, ID, LINK, LINKED, MENTION, NAME, NUMBER, SIGN, WORD, Trace


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is expected of a class of marks before any document was seen.

    ``kept`` is the share that a translation keeps, ``counts`` for how many marks
    of a document that counts, ``weight`` how far the marks of one paragraph are
    independent of each other, and how seldom one is exchanged for another.
    """

    kept: float
    counts: float
    weight: float


EXPECTED = {
    NUMBER: Expectation(kept=0.85, counts=20, weight=1.6),
    LINK: Expectation(kept=0.7, counts=4, weight=0.7),
    LINKED: Expectation(kept=0.95, counts=6, weight=1.0),
    HOST: Expectation(kept=0.9, counts=4, weight=1.0),
    MENTION: Expectation(kept=0.9, counts=6, weight=1.0),
    FOOTNOTE: Expectation(kept=0.95, counts=6, weight=1.0),
    SIGN: Expectation(kept=0.8, counts=10, weight=0.6),
    NAME: Expectation(kept=0.5, counts=6, weight=0.34),
    WORD: Expectation(kept=0.3, counts=10, weight=0.2),
}
#: Blocks with one id were one block once; but a translator may since have
#: written something else there, so that it decides only where little else does.
ID_GAIN = 1.0

#: How far from 0 the log of a translation's length, in its source's, is at most taken to be; and for
#: how many letters of a document equal lengths count.
_USUAL_RATIO = 1.0
_RATIO_COUNTS = 300
#: The variance of log(length of the translation / expected length): of any, and of a single letter.
_SPREAD = 0.016
_LETTER_SPREAD = 3.2
#: For how many pairs of a document that variance counts, and what one pair adds to it at most.
_SCATTER_COUNTS = 4.0
_WORST_SCATTER = 4.0
#: The log likelihood of the length of any other paragraph, and what a wrong length costs at most.
_ANY_LENGTH = 1.4
_WORST_LENGTH = -10.0
#: What another kind, the kind that most blocks are of, and the same rarer kind say.
_OTHER_KIND = -4.0
_SAME_KIND = {"paragraph": 0.1}
_SAME_RARE_KIND = 2.0


class Evidence:
    """What speaks for pairs in one document. Expectations come from ``matches`` where given, else from all of it."""

    def __init__(
        self,
        source: Sequence[Trace],
        target: Sequence[Trace],
        matches: Sequence[tuple[Trace, Trace]] = (),
    ) -> None:
        self.growth = _growth(source, target, matches)
        self.scatter = self._scatter(matches)
        self._frequency = [Counter(mark for trace in side for mark in trace.marks) for side in (source, target)]
        self._sizes = (len(source), len(target))
        kept_in_target = _kept(matches or _as_wholes(source, target))
        kept_in_source = _kept([(after, before) for before, after in matches] or _as_wholes(target, source))
        self.lost = [
            {name: EXPECTED[name].weight * log(1 - kept[name]) for name in EXPECTED}
            for kept in (kept_in_target, kept_in_source)
        ]
        self._kept = {name: (kept_in_target[name] * kept_in_source[name]) ** 0.5 for name in EXPECTED}
        self._gains: dict[str, float] = {}

    def gain(self, mark: str) -> float:
        """How much more likely two paragraphs belong together for sharing this mark, over neither's mark being lost."""
        found = self._gains.get(mark)
        if found is None:
            self._gains[mark] = found = self._gain(mark)
        return found

    def _gain(self, mark: str) -> float:
        name = mark[0]
        if name == ID:
            return ID_GAIN
        share = max(
            (frequency[mark] + 0.5) / (size + 1) for frequency, size in zip(self._frequency, self._sizes, strict=True)
        )
        shared = EXPECTED[name].weight * max(0.0, log(self._kept[name] / share))
        return shared - self.lost[0][name] - self.lost[1][name]

    def loss(self, trace: Trace, side: int) -> float:
        """What it would say against a pair if none of the marks of this side's (0: source, 1: target) was shared."""
        lost = self.lost[side]
        return sum(lost[mark[0]] for mark in trace.marks if mark[0] != ID)

    def shape(self, source: Trace, target: Trace) -> float:
        """What length and kind say."""
        if source.kind == target.kind and source.kind:
            return self.length(source.length, target.length) + _SAME_KIND.get(source.kind, _SAME_RARE_KIND)
        return self.length(source.length, target.length) + _OTHER_KIND

    def length(self, source: float, target: float) -> float:
        """What the two lengths, at least 1, say."""
        spread = self.scatter * (_SPREAD + _LETTER_SPREAD / min(source, target))
        off = log(target / source) - self.growth
        return max(_WORST_LENGTH, _ANY_LENGTH - 0.5 * (off * off / spread + log(2 * pi * spread)))

    def _scatter(self, matches: Sequence[tuple[Trace, Trace]]) -> float:
        """How much more (less: under 1) than usual the lengths of translations scatter in this document."""
        offs = [
            (log(target.length / source.length) - self.growth) ** 2
            / (_SPREAD + _LETTER_SPREAD / min(source.length, target.length))
            for source, target in matches
        ]
        return (_SCATTER_COUNTS + sum(min(off, _WORST_SCATTER) for off in offs)) / (_SCATTER_COUNTS + len(offs))


def _as_wholes(source: Sequence[Trace], target: Sequence[Trace]) -> list[tuple[Trace, Trace]]:
    """Each block beside all that the other side has."""
    everything = Trace(0, "", frozenset(mark for trace in target for mark in trace.marks))
    return [(trace, everything) for trace in source]


def _kept(pairs: Iterable[tuple[Trace, Trace]]) -> dict[str, float]:
    """Class of marks → the share of the first side's that the second has, less than 1."""
    seen, kept = Counter[str](), Counter[str]()
    for first, second in pairs:
        seen.update(mark[0] for mark in first.marks)
        kept.update(mark[0] for mark in first.marks & second.marks)
    return {
        name: (kept[name] + expected.kept * expected.counts) / (seen[name] + expected.counts)
        for name, expected in EXPECTED.items()
    }


def _growth(source: Sequence[Trace], target: Sequence[Trace], matches: Sequence[tuple[Trace, Trace]]) -> float:
    """The log of how many letters the translation takes for one of the source."""
    sides = list(zip(*matches, strict=True)) if matches else [source, target]
    before, after = (sum(trace.length for trace in side) + _RATIO_COUNTS for side in sides)
    return max(-_USUAL_RATIO, min(_USUAL_RATIO, log(after / before)))
