"""The paragraphs of a translation as they go out: what each is, and which codes its translation may use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from articles.models import Edition
from articles.richtext import Block, split_blocks
from articles.translation.units import SourceState, Status, UnitView, units_of
from articles.translation.xliff import Code, Mark, Segment, State, Unit, joined, put_together, take_apart
from articles.translation.xliff.inline import Token, Tokens

__all__ = ["Paragraph", "paragraphs", "text_at", "texts_by_key", "unwrapped", "without_ids"]

PLAIN = ("title", "standfirst")
RICH = ("body", "notes_to_editors")
_ID = re.compile(r' data-block="[a-z2-7]{8}"')


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the source with its translation, and the unit that it becomes; None if it has no words.

    ``source`` and ``target`` are HTML without the ids of blocks, a title
    within ``<p>``; ``codes`` are those that a translation may use. ``is_done``
    says that a translation stands that follows the source.
    """

    key: str
    source: str
    target: str
    target_blocks: tuple[Block, ...]
    is_done: bool
    unit: Unit | None
    codes: Mapping[str, Code]

    @property
    def is_plain(self) -> bool:
        """Whether it is plain text: title or standfirst."""
        return self.key in PLAIN


def text_at(edition: Edition, revision: int) -> dict[str, str] | None:
    """The text as it stood at a revision, None where there was none. Causes at most one query."""
    if revision == edition.revision:
        return {name: getattr(edition, name) for name in (*PLAIN, *RICH)}
    if not 1 <= revision < edition.revision:
        return None
    event = edition.events.filter(revision__lte=revision, text__isnull=False).order_by("-revision", "-pk").first()
    return dict.fromkeys((*PLAIN, *RICH), "") | ((event.text if event else None) or {})


def texts_by_key(text: Mapping[str, str]) -> dict[str, str]:
    """The paragraphs of a text in order, key → HTML without ids; title and standfirst as they are, if at all."""
    found = {name: text[name] for name in PLAIN if text[name].strip()}
    for name in RICH:
        found |= {f"{name}:{block.id}": without_ids(block.html) for block in split_blocks(text[name])}
    return found


def without_ids(html: str) -> str:
    """The HTML without the ids of its blocks."""
    return _ID.sub("", html)


def unwrapped(html: str) -> str:
    """What is in the ``<p>`` in which a title goes out."""
    return html.removeprefix("<p>").removesuffix("</p>")


def paragraphs(edition: Edition, source: Edition) -> list[Paragraph]:
    """The paragraphs of the newest source with their translations as they stand, in the order of the source."""
    return [_paragraph(view) for view in units_of(edition, source) if view.source]


def _paragraph(view: UnitView) -> Paragraph:
    source, target = (_html(view.key, blocks) for blocks in (view.source, view.target))
    stretches, codes = take_apart(source)
    is_settled = view.status in (Status.DONE, Status.DROPPED) and view.source_state != SourceState.CHANGED
    is_done = view.status == Status.DONE and is_settled
    plain = Paragraph(view.key, source, target, view.target, is_done, None, codes)
    if not stretches:
        return plain
    segments = [Segment(f"s{number}", stretch.tokens, name=stretch.name) for number, stretch in enumerate(stretches, 1)]
    unit = Unit(
        view.key,
        view.source[0].kind,
        segments,
        codes,
        is_locked=view.status == Status.DROPPED,
        may_be_resegmented=len(segments) == 1 and view.key not in PLAIN,
    )
    if view.status == Status.MACHINE or not target:
        return replace(plain, unit=unit)
    fitted = _fitted(source, target, codes)
    if fitted is None:
        # A list made a paragraph, one paragraph made two: what cannot stand beside the source stays as it is.
        return replace(plain, unit=replace(unit, is_locked=unit.is_locked or is_settled))
    targets, own = fitted
    state = State.TRANSLATED if is_done else State.UNSAID
    segments = [replace(segment, target=tokens, state=state) for segment, tokens in zip(segments, targets, strict=True)]
    return replace(plain, unit=replace(unit, segments=segments, codes={**own, **codes}), codes=own)


def _html(key: str, blocks: Sequence[Block]) -> str:
    html = without_ids("".join(block.html for block in blocks))
    return f"<p>{html}</p>" if key in PLAIN and html else html


def _fitted(source: str, target: str, codes: Mapping[str, Code]) -> tuple[list[Tokens], dict[str, Code]] | None:
    """The translation's stretches in terms of the source's codes, and the codes as the translation has them.

    A link of the translation that leads elsewhere than that of the source
    takes its number, and keeps its own address. None where the translation is
    built in another way than the source.
    """
    stretches, found = take_apart(target)
    numbers = _numbers(codes, found)
    own = {numbers[code.id]: replace(code, id=numbers[code.id]) for code in found.values()}
    targets = [joined(_renumbered(stretch.tokens, numbers)) for stretch in stretches]
    expected = take_apart(source)[0]
    if len(targets) != len(expected) or put_together(source, targets, own) != target:
        return None
    return targets, {**codes, **own}


def _numbers(codes: Mapping[str, Code], found: Mapping[str, Code]) -> dict[str, str]:
    """The ids that the codes of a translation take: those of the source's codes that they stand for, or new ones."""
    numbers: dict[str, str] = {}
    free = dict(codes)
    for is_exact in (True, False):
        for code in found.values():
            if code.id in numbers:
                continue
            matching = (
                other for other in free.values() if (code.is_like(other) if is_exact else code.kind == other.kind)
            )
            if match := next(matching, None):
                numbers[code.id] = match.id
                del free[match.id]
    extra = (f"t{number}" for number in range(1, len(found) + 1))
    return {identity: numbers.get(identity) or next(extra) for identity in found}


def _renumbered(tokens: Tokens, numbers: Mapping[str, str]) -> list[Token]:
    return [Mark(token.place, numbers[token.id]) if isinstance(token, Mark) else token for token in tokens]
