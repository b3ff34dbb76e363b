"""The hostile texts of the corpus."""

import json

from tests.paths import CORPUS

_FILES = (
    "html5sec_vectors.json",
    "html5sec_payloads.json",
    "html5sec_items.json",
    "dompurify_expect.json",
    "blns.json",
)


def hostile_texts() -> list[str]:
    """Return every string of the corpus's collections, expected results included."""
    folder = CORPUS / "xss"
    files = [folder / name for name in _FILES if (folder / name).exists()]
    texts = [text for path in files for text in _strings(json.loads(path.read_text()))]
    return texts + [path.read_text() for path in sorted((folder / "bleach").glob("*.test"))]


def around(text: str) -> list[str]:
    """Return the text alone and in the places where a hostile text is pasted."""
    return [text, f"<p>{text}</p>", f"<table><tr><td>{text}", f'<a href="{text}">x</a><img src="{text}">']


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for part in parts for text in _strings(part)]
