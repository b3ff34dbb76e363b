"""Errors other than in numbers and dates, planted in a correct translation for the benchmark of the checks."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from random import Random

from corpora import CORPUS
from planting import Planter, with_target

from articles.translation.checks import Context, Pair

LONG = 40
"""Characters from which a text left in the source language has to be found."""
_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+")


def left_untranslated(_random: Random, pair: Pair, _context: Context) -> Pair | None:
    """The source stands where its translation should."""
    if len(pair.source.text) < LONG or pair.source.text == pair.target.text:
        return None
    return replace(pair, target=replace(pair.source, language=pair.target.language))


def in_third_language(_random: Random, pair: Pair, context: Context) -> Pair | None:
    """The same line in a language that is neither of the two; of the parallel lines alone."""
    kind, _, number = pair.key.partition(":")
    if kind != "line":
        return None
    language = next(one for one in ("fr", "de", "en") if one not in (context.source_language, context.target_language))
    text = _lines(language)[int(number) - 1]
    return with_target(pair, text) if len(text) >= LONG else None


@cache
def _lines(language: str) -> list[str]:
    return (CORPUS / "parallel_lines" / f"newstest2019.{language}.txt").read_text().split("\n")


def paragraph_deleted(_random: Random, pair: Pair, _context: Context) -> Pair | None:
    """Nothing stands where the translation should."""
    return replace(pair, target=replace(pair.target, html="", text=""))


PLANTERS = [
    Planter("left untranslated", left_untranslated, ("untranslated", "wrong_language"), must_block=True),
    Planter("in a third language", in_third_language, ("untranslated", "wrong_language"), must_block=True),
    Planter("paragraph deleted", paragraph_deleted, ("missing_paragraph",), must_block=True),
]
