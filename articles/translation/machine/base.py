"""What a provider of machine translation is, and how it fails."""

from collections.abc import Sequence
from typing import Protocol

__all__ = ["MachineError", "Provider"]


class MachineError(Exception):
    """The machine did not translate; the message is a sentence for the translator and holds no secret."""


class Provider(Protocol):
    """A service that translates HTML. ``name`` is its stable name in records, ``label`` what people call it."""

    name: str
    label: str

    def languages(self) -> frozenset[str]:
        """The languages into which it translates, as it writes them in small letters. Asks the service.

        Raises `MachineError`.
        """

    def translate(
        self,
        blocks: Sequence[str],
        source_language: str,
        target_language: str,
        terms: Sequence[tuple[str, str]] = (),
    ) -> list[str]:
        """Translate blocks of HTML; one comes back for each, in order, and may hold anything at all.

        ``terms`` are pairs of what is said in the source and what to say for it; a
        provider that has no use for them leaves them out. Raises `MachineError`.
        """
