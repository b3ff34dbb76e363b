"""The public site speaks every language that it offers labels in."""

import gettext
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.conf import settings
from django.test import Client

from tests import catalogues
from tests import desk_cast as cast
from tests.site.scene import page

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]


def folder(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES"


def catalogue(language: str) -> Catalog:
    return catalogues.read(folder(language) / "django.po")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_public_site_is_translated(language: str) -> None:
    messages = [message for message in catalogue(language) if message.id and catalogues.is_public(message)]
    assert len(messages) > 40
    assert catalogues.untranslated(messages) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_survive_translation(language: str) -> None:
    translated = [message for message in catalogue(language) if message.id and message.string]
    assert [(message.id, message.string) for message in translated if list(message.check())] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_that_of_the_text(language: str) -> None:
    """Run ``python3 manage.py compilemessages`` if this fails."""
    with (folder(language) / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in catalogue(language):
        if message.id and message.string and not message.pluralizable and not message.fuzzy:
            ours = compiled.pgettext(message.context, message.id) if message.context else compiled.gettext(message.id)
            assert ours == message.string


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("fr", "Toutes les actualités"), ("ar", "كل الأخبار")])
def test_labels_are_in_the_language_of_the_page(language: str, words: str) -> None:
    cast.public(cast.draft("Titre", language=language))
    for path in ("", "news/", "news/titre/"):
        text = page(f"/{language}/{path}").text_content()
        assert words in text
        assert "All news" not in text
    assert words in Client().get(f"/{language}/news/nothing/").text
