"""Text and its marks, brought into the one form that the editor would write."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .tree import Element, Node
from .vocabulary import MARKS

#: What a run of text is wrapped in: the attributes of each mark by its name.
type Marks = dict[str, dict[str, str]]

_SPACES = re.compile(r"[ \t\n\r\f]+")


@dataclass(slots=True)
class Run:
    """A piece of text, a hard break or a footnote, with the marks on it."""

    content: Node
    marks: Marks = field(default_factory=dict)

    @property
    def is_break(self) -> bool:
        """Whether this is a hard break."""
        return isinstance(self.content, Element) and self.content.tag == "br"


def tidy(runs: Sequence[Run]) -> list[Run]:
    """Return the runs with white space as a browser shows it and no break at either end.

    Nothing is left of runs in which a reader sees nothing.
    """
    tidied: list[Run] = []
    after_space = True
    for run in runs:
        if isinstance(run.content, str):
            text = _SPACES.sub(" ", run.content)
            if after_space:
                text = text.removeprefix(" ")
            if not text:
                continue
            after_space = text.endswith(" ")
            tidied.append(Run(text, run.marks))
        else:
            if run.is_break:
                _strip_end(tidied)
                if not tidied:
                    continue
                after_space = True
            else:
                after_space = False
            tidied.append(run)
    while tidied and (tidied[-1].is_break or tidied[-1].content == " "):
        tidied.pop()
    _strip_end(tidied)
    if not any(run.content.strip() if isinstance(run.content, str) else not run.is_break for run in tidied):
        return []
    return tidied


def _strip_end(runs: list[Run]) -> None:
    while runs and isinstance(runs[-1].content, str):
        runs[-1].content = runs[-1].content.removesuffix(" ")
        if runs[-1].content:
            return
        runs.pop()


def nested(runs: Sequence[Run]) -> list[Node]:
    """Return the runs as elements, each mark around as many runs as share it.

    The same rule as ProseMirror's DOMSerializer, so that the editor writes
    what is stored.
    """
    top: list[Node] = []
    open_marks: list[tuple[str, dict[str, str]]] = []
    levels: list[list[Node]] = [top]
    for run in runs:
        wanted = sorted(run.marks.items(), key=lambda mark: MARKS.index(mark[0]))
        shared = 0
        while shared < min(len(open_marks), len(wanted)) and open_marks[shared] == wanted[shared]:
            shared += 1
        del open_marks[shared:], levels[shared + 1 :]
        for name, attributes in wanted[shared:]:
            element = Element("span" if name in ("language", "mention") else name, dict(attributes))
            levels[-1].append(element)
            levels.append(element.children)
            open_marks.append((name, attributes))
        last = levels[-1]
        if isinstance(run.content, str) and last and isinstance(last[-1], str):
            last[-1] += run.content
        else:
            last.append(run.content)
    return top
