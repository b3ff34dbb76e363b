"""The pieces that an alignment is made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alignment:
    """Blocks of the source and the blocks of the translation that say the same, both as places from 0.

    One of the two is empty where the other side has no counterpart: a deleted
    or an inserted block.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
