"""What holds for every template."""

import re

import pytest

from tests.paths import BASE_DIR

TEMPLATES = sorted((BASE_DIR / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(BASE_DIR)))
def test_comments_end_on_their_line(path):
    """Django shows a {# comment #} of two lines to everyone."""
    assert not [line for line in path.read_text().splitlines() if re.search(r"\{#(?!.*#\})", line)]
