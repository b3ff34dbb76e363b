"""The desk speaks French, all of it, and as the French print it."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from django.conf import settings

from tests import catalogues

FRENCH = catalogues.read(Path(settings.LOCALE_PATHS[0]) / "fr" / "LC_MESSAGES" / "django.po")
# One word for one idea: what the glossary of the project calls it in French.
WORDS = {
    "draft": "brouillon",
    "submitted": "soumis",
    "approved": "approuvé",
    "scheduled": "programmé",
    "replaced": "remplacé",
    "withdrawn": "retiré",
    "discarded": "abandonné",
    "correction": "rectificatif",
    "update": "mise à jour",
    "minor change": "modification mineure",
    "withdrawal": "retrait",
    "standfirst": "chapô",
    "stale": "périmée",
}


def sentences(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string]


def test_every_word_of_the_interface_has_its_french() -> None:
    owed = catalogues.owed(FRENCH)
    assert len(owed) > 800
    assert catalogues.untranslated(owed) == []


@pytest.mark.parametrize(("english", "french"), WORDS.items())
def test_an_idea_has_one_word(english: str, french: str) -> None:
    assert FRENCH[english].string == french


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(r"[^\u202f][;!?](?=\s|$)", id="no thin space before ; ! ?"),
        pytest.param(r"[^\u00a0]:(?=\s|$)", id="no hard space before :"),
        pytest.param(r"«[^\u00a0]|[^\u00a0]»", id="no hard space within « »"),
        pytest.param(r"['\"“”]", id="English or typewriter marks"),
    ],
)
def test_french_is_set_as_the_french_print_it(fault: str) -> None:
    assert [text for message in catalogues.owed(FRENCH) for text in sentences(message) if re.search(fault, text)] == []
