"""The real translations that the benchmark of the checks reads: lines of news, and paragraphs of releases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from django.utils.html import escape
from planting import Document

from articles.richtext import sanitise, split_blocks
from articles.translation.alignment import align
from articles.translation.checks import Context, Pair, Text

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"


def is_for_tuning(name: str) -> bool:
    """Half of the documents are looked at while the checks are made; the figures come from the others."""
    return sha256(name.encode()).digest()[0] % 2 == 0


def lines(source: str, target: str) -> Iterator[Document]:
    """Yield the news of the parallel lines, a line a paragraph."""
    folder = CORPUS / "parallel_lines"
    names = (folder / "document_ids.txt").read_text().splitlines()
    texts = {
        language: (folder / f"newstest2019.{language}.txt").read_text().split("\n") for language in (source, target)
    }
    numbered = list(enumerate(zip(names, texts[source], texts[target], strict=False)))
    for name, group in groupby(numbered, key=lambda row: row[1][0]):
        pairs = tuple(
            Pair(f"line:{number + 1}", _line(source, one), _line(target, other)) for number, (_, one, other) in group
        )
        yield Document(name, pairs, Context(source, target))


def _line(language: str, text: str) -> Text:
    return Text(language, "paragraph", f"<p>{escape(text)}</p>", text)


def releases(source: str, target: str) -> Iterator[Document]:
    """Yield the releases that exist in both languages, as far as one paragraph is rendered by one."""
    for path in sorted((CORPUS / "releases").glob("*.json")):
        release = json.loads(path.read_text())
        versions = release["versions"]
        if source in versions and target in versions:
            pairs = tuple(_counterparts(source, versions[source], target, versions[target]))
            yield Document(release["id"], pairs, Context(source, target), release)


def _counterparts(source: str, one: dict[str, str], target: str, other: dict[str, str]) -> Iterator[Pair]:
    for part in ("title", "standfirst"):
        if one.get(part) and other.get(part):
            yield Pair(
                part,
                Text(source, part, escape(one[part]), one[part]),
                Text(target, part, escape(other[part]), other[part]),
            )
    blocks, translated = split_blocks(sanitise(one["body_html"])), split_blocks(sanitise(other["body_html"]))
    for alignment in align(blocks, translated):
        if len(alignment.source) == len(alignment.target) == 1:
            block, its = blocks[alignment.source[0]], translated[alignment.target[0]]
            yield Pair(
                f"body:{block.id}",
                Text(source, block.kind, block.html, block.text),
                Text(target, its.kind, its.html, its.text),
            )
