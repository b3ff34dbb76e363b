"""The most likely way through two texts at once, found by dynamic programming.

Two passes. The first one knows only pairs, deletions and insertions; it is
cheap enough to look at every pair of blocks, and tells what this document's
translation keeps. The second one knows merges and splits too and all the
evidence; of a long document it looks only near the first one's way.
"""

from collections import Counter
from collections.abc import Sequence
from functools import reduce
from operator import add

from articles.richtext import Block

from .beads import Alignment
from .evidence import Evidence
from .traces import Trace, trace

#: How many blocks of the source become how many of the target → how likely that is by itself, as a
#: logarithm. These and the weights of the evidence were chosen with benchmarks/alignment.py.
MOVES = {
    (1, 1): 0.0,
    (1, 0): -5.5,
    (0, 1): -5.5,
    (1, 2): -4.2,
    (2, 1): -4.2,
    (1, 3): -6.0,
    (3, 1): -6.0,
}
#: The same for a block that was replaced by a strange one: what a pair has to be better than. Low, because
#: to tear apart a paragraph and its faulty translation does more harm than to leave a strange one to the checks.
REPLACED = -8.0
_MOST_MERGED = 3
#: The most pairs of blocks that the first pass looks at; of a longer document only those near the diagonal.
_MOST_PAIRS = 300_000
_NARROWEST = 20
#: The most pairs of blocks of which the second pass looks at all, and how near to the first one's way it stays else.
_FEW_PAIRS = 100
_NEAR = 4
#: A mark of more blocks than this, of both sides, says too little to be looked up for every pair of them.
_COMMON = 100

#: For every number of source blocks done, the numbers [first, last] of target blocks done that are looked at.
Band = list[tuple[int, int]]
Path = list[tuple[int, int]]
#: The best score, and the last moves to it, the very last one first.
Reached = tuple[float, tuple[tuple[int, int], ...]]


def align(source: Sequence[Block], target: Sequence[Block]) -> list[Alignment]:
    """Return what belongs together, in order; every place of both sides occurs exactly once.

    One block for one, one for none (deleted, inserted), or one for two or three
    and the reverse. A deletion at the place of an insertion comes first. Blocks
    do not cross: one that was moved is a deletion here and an insertion there.

    The time grows with the product of the sizes up to some hundred blocks a
    side, from there on with their sum.
    """
    before, after = [trace(block) for block in source], [trace(block) for block in target]
    rough = _rough_path(before, after, Evidence(before, after), _diagonal(len(before), len(after)))
    matches = [(before[row - 1], after[column - 1]) for row, column, move in _steps(rough) if move == (1, 1)]
    return _exact(before, after, Evidence(before, after, matches), _band(rough))


def _steps(path: Path) -> list[tuple[int, int, tuple[int, int]]]:
    """Where each step of a path ends, and its size."""
    return [
        (row, column, (row - path[number][0], column - path[number][1]))
        for number, (row, column) in enumerate(path[1:])
    ]


def _diagonal(rows: int, columns: int) -> Band:
    if rows * columns <= _MOST_PAIRS:
        return [(0, columns)] * (rows + 1)
    width = max(_NARROWEST, _MOST_PAIRS // (2 * rows), columns // rows + 1)
    centres = [row * columns // rows for row in range(rows + 1)]
    return [(max(0, centre - width), min(columns, centre + width)) for centre in centres]


def _band(path: Path) -> Band:
    """What is near a path; all of a short document."""
    rows, columns = path[-1]
    if rows * columns <= _FEW_PAIRS:
        return [(0, columns)] * (rows + 1)
    reached: list[list[int]] = [[] for _row in range(rows + 1)]
    for row, column in path:
        reached[row].append(column)
    return [(max(0, columns_at[0] - _NEAR), min(columns, columns_at[-1] + _NEAR)) for columns_at in reached]


def _rough_path(source: Sequence[Trace], target: Sequence[Trace], evidence: Evidence, band: Band) -> Path:
    """The best path of pairs, deletions and insertions, from (0, 0) to the end."""
    source, target = _without_common_marks(source, target)
    shared = _shared(source, target, evidence)
    losses = [evidence.loss(block, 1) for block in target]
    gap = MOVES[1, 0]
    nothing = float("-inf")
    ways: list[bytearray] = []
    above: list[float] = []
    above_first = 0
    for row in range(len(source) + 1):
        first, last = band[row]
        scores = [nothing] * (last - first + 1)
        way = bytearray(last - first + 1)
        loss = evidence.loss(source[row - 1], 0) if row else 0.0
        found = shared[row - 1] if row else {}
        for column in range(first, last + 1):
            place = column - first
            up = column - above_first
            best, best_way = (0.0 if row == column == 0 else nothing), 0
            if row and 0 < up <= len(above) and column:
                pair = above[up - 1] + loss + losses[column - 1] + found.get(column - 1, 0.0)
                pair += evidence.shape(source[row - 1], target[column - 1])
                strange = above[up - 1] + REPLACED
                best, best_way = (pair, 0) if pair > strange else (strange, 3)
            if row and 0 <= up < len(above) and above[up] + gap > best:
                best, best_way = above[up] + gap, 1
            if place and scores[place - 1] + gap > best:
                best, best_way = scores[place - 1] + gap, 2
            scores[place], way[place] = best, best_way
        ways.append(way)
        above, above_first = scores, first
    path = [(len(source), len(target))]
    while path[-1] != (0, 0):
        row, column = path[-1]
        way_back = ways[row][column - band[row][0]]
        if way_back == 3:
            path.append((row, column - 1))
        path.append((row - (way_back != 2), column - (way_back != 1)))
    return path[::-1]


def _without_common_marks(*sides: Sequence[Trace]) -> list[list[Trace]]:
    counts = Counter(mark for side in sides for block in side for mark in block.marks)
    common = {mark for mark, count in counts.items() if count > _COMMON}
    return [[Trace(block.length, block.kind, block.marks - common) for block in side] for side in sides]


def _shared(source: Sequence[Trace], target: Sequence[Trace], evidence: Evidence) -> list[dict[int, float]]:
    """For every source block: target block → what the marks that both have are worth."""
    places: dict[str, list[int]] = {}
    for place, block in enumerate(target):
        for mark in block.marks:
            places.setdefault(mark, []).append(place)
    shared: list[dict[int, float]] = []
    for block in source:
        worth: dict[int, float] = {}
        for mark in block.marks:
            for place in places.get(mark, ()):
                worth[place] = worth.get(place, 0.0) + evidence.gain(mark)
        shared.append(worth)
    return shared


def _spans(traces: Sequence[Trace], end: int) -> list[Trace]:
    """The blocks before ``end``: the last one, the last two, the last three."""
    return [reduce(add, traces[end - size : end]) for size in range(1, min(end, _MOST_MERGED) + 1)]


def _exact(source: Sequence[Trace], target: Sequence[Trace], evidence: Evidence, band: Band) -> list[Alignment]:
    """The best path of all moves within the band."""
    source_spans = [[(t, evidence.loss(t, 0)) for t in _spans(source, end)] for end in range(len(source) + 1)]
    target_spans = [[(t, evidence.loss(t, 1)) for t in _spans(target, end)] for end in range(len(target) + 1)]
    best: dict[tuple[int, int], Reached] = {(0, 0): (0.0, ())}
    for row, (first, last) in enumerate(band):
        for column in range(first, last + 1):
            reached: Reached = best.get((row, column), (float("-inf"), ()))
            if start := best.get((row - 1, column - 1)):
                reached = max(reached, (start[0] + REPLACED, ((0, 1), (1, 0))))
            for (rows, columns), prior in MOVES.items():
                start = best.get((row - rows, column - columns))
                if start is None:
                    continue
                score = start[0] + prior
                if rows and columns:
                    before, loss_before = source_spans[row][rows - 1]
                    after, loss_after = target_spans[column][columns - 1]
                    score += evidence.shape(before, after) + loss_before + loss_after
                    score += sum(map(evidence.gain, before.marks & after.marks))
                if score > reached[0]:
                    reached = (score, ((rows, columns),))
            if reached[1]:
                best[row, column] = reached
    return _walked(best, len(source), len(target))


def _walked(best: dict[tuple[int, int], Reached], row: int, column: int) -> list[Alignment]:
    """The alignments along the best path, from its end back."""
    found = []
    while row or column:
        for rows, columns in best[row, column][1]:
            found.append(Alignment(tuple(range(row - rows, row)), tuple(range(column - columns, column))))
            row, column = row - rows, column - columns
    return found[::-1]
