"""Pairs of paragraphs for the tests of the checks."""

from django.utils.html import escape

from articles.richtext import plain_text, sanitise
from articles.translation.checks import CHECKS, Context, Finding, Pair, Text

ENGLISH_FRENCH = Context("en", "fr")


def text(language: str, words: str, kind: str = "paragraph") -> Text:
    """A paragraph of plain words; of HTML if it begins with a tag."""
    html = sanitise(words if words.startswith("<") else f"<p>{escape(words)}</p>") if words else ""
    return Text(language, kind, str(html), plain_text(html))


def pair(source: str, target: str, context: Context = ENGLISH_FRENCH, kind: str = "paragraph") -> Pair:
    return Pair(
        "body:aaaaaaaa", text(context.source_language, source, kind), text(context.target_language, target, kind)
    )


def found(
    check: str, source: str, target: str, context: Context = ENGLISH_FRENCH, kind: str = "paragraph"
) -> list[Finding]:
    """What one check finds in one paragraph."""
    return list(CHECKS[check].findings([pair(source, target, context, kind)], context))


def sentences(check: str, source: str, target: str, context: Context = ENGLISH_FRENCH) -> list[str]:
    return [str(finding.sentence) for finding in found(check, source, target, context)]
