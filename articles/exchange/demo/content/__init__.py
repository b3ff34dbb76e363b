"""The demo newsroom's texts: the Northern Straits Safety Organisation, which does not exist.

One TOML file per article in the shape of a release with its history, and one each for
persons, organisations, topics, places, press contacts, images, the glossary and staff.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["articles", "file", "table"]

FOLDER = Path(__file__).parent


@cache
def table(name: str) -> dict[str, Any]:
    """What ``name.toml`` says, keyed by slug or user name."""
    return _read(FOLDER / f"{name}.toml")


@cache
def articles() -> list[dict[str, Any]]:
    """The articles, in the order of their first release, so that links lead to what is there already.

    Each has id, kind, source_language, required_languages, topics, people,
    organisations, perhaps official_number, place, related (ids of articles
    before it), image, gallery (of images) and attachments (file, language,
    titles), versions {language: {title, standfirst, body_html, perhaps
    notes_to_editors}}, and history: what was done with them, in order.
    Perhaps an occasion (when and where it takes place; a day without an hour lasts
    all day), and leads: the languages whose home page starts with it.
    """
    return [_read(path) for path in sorted((FOLDER / "articles").glob("*.toml"))]


def file(name: str) -> Path:
    """Where a file lies that an article hands out."""
    return FOLDER / "files" / name


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
