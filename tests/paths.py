"""Where the tests find real input that is not part of the project."""

from pathlib import Path

import pytest

BASE_DIR = Path(__file__).resolve().parent.parent
CORPUS = BASE_DIR.parent / "shared" / "corpus"

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the corpus of real releases is not at {CORPUS}")
SCHEMAS = BASE_DIR.parent / "shared" / "schemas"
