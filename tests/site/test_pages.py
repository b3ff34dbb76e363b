"""Every page answers, in every language of the newsroom."""

import pytest
from django.test import Client

from tests import desk_cast as cast

pytestmark = pytest.mark.django_db

PATHS = ["", "news/", "feed.rss", "feed.atom", "feed.json", "sitemap-pages.xml"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_lasting_pages_of_a_language_answer(client: Client, language: str, path: str) -> None:
    cast.public()
    response = client.get(f"/{language}/{path}")
    assert response.status_code == 200
    assert response.headers.get("Content-Language", language) == language


def test_a_public_text_is_shown_at_its_address(client: Client) -> None:
    edition = cast.public(cast.draft("Hello", standfirst="To everyone"))
    response = client.get(f"/en/news/{edition.slug}/")
    assert response.status_code == 200
    for words in ("Hello", "To everyone", "The text."):
        assert words in response.text


@pytest.mark.parametrize("standing", ["draft", "submitted", "approved", "scheduled", "discarded"])
def test_what_is_not_public_is_not_found(client: Client, standing: str) -> None:
    edition = cast.STANDINGS[standing]()
    assert client.get(f"/en/news/{edition.slug or 'a-title'}/").status_code == 404
