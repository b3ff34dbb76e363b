"""Which paragraph of a text is which of its translation: one beside the other, as far as both go."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.richtext import Block

__all__ = ["Alignment", "align"]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Places, from 0, of paragraphs that render each other; either side may be empty."""

    source: tuple[int, ...]
    target: tuple[int, ...]


def align(source: Sequence[Block], target: Sequence[Block]) -> list[Alignment]:
    """Pair the paragraphs in their order."""
    both = min(len(source), len(target))
    return [
        *(Alignment((place,), (place,)) for place in range(both)),
        *(Alignment((place,), ()) for place in range(both, len(source))),
        *(Alignment((), (place,)) for place in range(both, len(target))),
    ]
