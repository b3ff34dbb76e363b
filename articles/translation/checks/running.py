"""Running the checks: over one paragraph while it is typed, or over the whole text before it goes on."""

from collections.abc import Sequence

from .base import CHECKS, Context, Finding, Pair, Scope

__all__ = ["check_document", "check_paragraph", "check_whole"]


def check_paragraph(pair: Pair, context: Context) -> list[Finding]:
    """What the checks of paragraphs find in one."""
    return [
        finding
        for check in CHECKS.values()
        if check.scope == Scope.PARAGRAPH
        for finding in check.findings([pair], context)
    ]


def check_document(pairs: Sequence[Pair], context: Context) -> list[Finding]:
    """What all checks find in the whole text, paragraph by paragraph and then what concerns all of it."""
    return [*(finding for pair in pairs for finding in check_paragraph(pair, context)), *check_whole(pairs, context)]


def check_whole(pairs: Sequence[Pair], context: Context) -> list[Finding]:
    """What only the whole text shows."""
    return [
        finding
        for check in CHECKS.values()
        if check.scope == Scope.DOCUMENT
        for finding in check.findings(pairs, context)
    ]
