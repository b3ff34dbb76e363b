"""A progress bar on a terminal; silence elsewhere."""

from __future__ import annotations

from time import monotonic
from types import TracebackType
from typing import Self, TextIO

__all__ = ["Progress"]

WIDTH = 30
INTERVAL = 0.1  # seconds between two drawings


class Progress:
    """Draws ``label [####----] 120/400 0:07`` on a terminal, over itself; `advance` it, and it goes when left."""

    def __init__(self, label: str, total: int, stream: TextIO) -> None:
        self.label = label
        self.total = total
        self.done = 0
        self.stream = stream
        self.is_drawn = stream.isatty()
        self.started = monotonic()
        self.drawn_at = 0.0

    def __enter__(self) -> Self:
        self._draw()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def advance(self, by: int = 1) -> None:
        """Count so many more as done."""
        self.done += by
        if monotonic() - self.drawn_at >= INTERVAL:
            self._draw()

    def clear(self) -> None:
        """Take the bar off the line, so that something else can be printed there."""
        if self.is_drawn:
            self.stream.write("\r\x1b[K")
            self.stream.flush()

    def _draw(self) -> None:
        if not self.is_drawn:
            return
        self.drawn_at = monotonic()
        filled = WIDTH * self.done // max(self.total, 1)
        seconds = int(self.drawn_at - self.started)
        bar = "#" * filled + "-" * (WIDTH - filled)
        self.stream.write(f"\r\x1b[K{self.label} [{bar}] {self.done}/{self.total} {seconds // 60}:{seconds % 60:02}")
        self.stream.flush()
