"""Files of releases, as small as they may be."""

import json
from pathlib import Path
from typing import Any


def contents(**changes: Any) -> dict[str, Any]:
    """A release with nothing but what is required; a change to None takes the member out."""
    release: dict[str, Any] = {
        "id": "agency-7",
        "published_at": "2012-03-01T09:00:00+01:00",
        "source_language": "en",
        "kind": "press_release",
        "versions": {"en": version()},
    } | changes
    return {name: value for name, value in release.items() if value is not None}


def version(title: str = "Harbour reopens", **changes: Any) -> dict[str, Any]:
    """The text of one language."""
    return {"title": title, "standfirst": "Ships are back.", "body_html": "<p>The first ship came in.</p>"} | changes


def release_file(folder: Path, name: str = "release.json", **changes: Any) -> Path:
    """A file with `contents` in the folder."""
    path = folder / name
    path.write_text(json.dumps(contents(**changes)), encoding="utf-8")
    return path
