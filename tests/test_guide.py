"""The guide names buttons, sentences and pictures that exist, so that it cannot rot in silence."""

import re
from itertools import chain
from pathlib import Path

import pytest

from tests.paths import BASE_DIR

DOCS = BASE_DIR / "docs"
GUIDE = sorted((DOCS / "guide").glob("*.md"))
PAGES = [BASE_DIR / "README.md", *sorted(DOCS.rglob("*.md"))]
PICTURES = sorted((DOCS / "screenshots").glob("*.png"))
# What the screens say: our own templates and Python, and what Django's admin and allauth call things.
SCREENS = ["templates/**/*.html", "articles/**/*.py", "people/**/*.py", "staff/**/*.py"]
OF_DJANGO = {"Users", "active"}
# Words of the guide that are stressed, not quoted.
STRESSED = {
    "article", "stale", "on its date", "The first time.", "Every day.", "Paste from Word", "Nothing is lost.",
    "The people.", "Placeholders", "What you sign", "A first release", "Time zones.",
}  # fmt: skip

LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s#]+)(?:#[^)]*)?\)")
BOLD = re.compile(r"\*\*(.+?)\*\*")
REFUSAL = re.compile(r"^\| (?P<said>“.+?”) \|", re.MULTILINE)
# Between the parts of one string in Python, and the words filled in between those of a sentence.
JOINT = re.compile(r"[\"']\s*\n\s*f?[\"']")


@pytest.fixture(scope="module")
def on_screen() -> str:
    """All source text of the screens, with strings in several parts joined."""
    files = sorted(chain.from_iterable(BASE_DIR.glob(pattern) for pattern in SCREENS))
    return JOINT.sub("", "\n".join(path.read_text() for path in files if "migrations" not in path.parts))


def is_said(sentence: str, on_screen: str) -> bool:
    """Whether the sentence is in the source, where “…” stands for words that the screen fills in."""
    parts = [re.escape(part) for part in sentence.split("…")]
    return re.search(r"(?<!\w)" + r"[^\n]{1,60}?".join(parts) + r"(?!\w)", on_screen) is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(BASE_DIR)))
def test_pages_and_pictures_that_are_linked_exist(page: Path) -> None:
    targets = [match["target"] for match in LINK.finditer(page.read_text())]
    missing = [target for target in targets if ":" not in target and not (page.parent / target).exists()]
    assert missing == []


@pytest.mark.parametrize("page", GUIDE, ids=lambda path: path.stem)
def test_words_in_bold_are_on_the_screen(page: Path, on_screen: str) -> None:
    quoted = set(BOLD.findall(page.read_text())) - STRESSED - OF_DJANGO
    # A label may end in the three dots that the template adds to it.
    assert [words for words in sorted(quoted) if not is_said(words.removesuffix("…"), on_screen)] == []


@pytest.mark.parametrize("page", GUIDE, ids=lambda path: path.stem)
def test_refusals_that_are_explained_are_those_of_the_desk(page: Path, on_screen: str) -> None:
    sentences = chain.from_iterable(
        re.split(r"(?<=[.])” “", said.removeprefix("“").removesuffix("”")) for said in REFUSAL.findall(page.read_text())
    )
    assert [sentence for sentence in sentences if not is_said(sentence, on_screen)] == []


def test_every_picture_is_shown_somewhere() -> None:
    shown = {Path(match["target"]).name for page in PAGES for match in LINK.finditer(page.read_text())}
    assert {picture.name for picture in PICTURES} - shown == set()


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.stem)
def test_pictures_are_light_to_load(picture: Path) -> None:
    assert picture.stat().st_size < 250_000
