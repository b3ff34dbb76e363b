"""The desk as its tests use it: a browser for each of the cast, and the addresses of the screens."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from articles.models import Article, Edition
from tests.desk_cast import member

__all__ = ["at_desk", "do", "open_url", "png", "queries_of", "release_url", "save", "sentences", "text_url"]


def at_desk(name: str, **fields: str) -> Client:
    """The browser of one of the cast, logged in; ``fields`` are set on the user before."""
    user = member(name)
    for field, value in fields.items():
        setattr(user, field, value)
    user.save()
    client = Client()
    client.force_login(user)
    return client


def png(name: str = "dot.png", kind: str = "PNG") -> SimpleUploadedFile:
    """An image of one pixel, of the kind that Pillow calls so."""
    content = BytesIO()
    Image.new("RGB", (1, 1)).save(content, kind)
    return SimpleUploadedFile(name, content.getvalue())


def text_url(edition: Edition) -> str:
    return reverse("admin:articles_edition_change", args=[edition.pk])


def open_url(article: Article, language: str) -> str:
    return reverse("admin:articles_article_open", args=[article.pk, language])


def release_url(*articles: Article) -> str:
    return reverse("admin:articles_article_release") + "?" + "&".join(f"article={article.pk}" for article in articles)


def save(client: Client, edition: Edition, *, then: str = "stay", **text: str):
    """Post the form of the edition's page, with some of its text replaced."""
    names = ["revision", "title", "standfirst", "body", "notes_to_editors", "slug"]
    names += [] if edition.change == "first" else ["change", "public_note"]
    data = {name: getattr(edition, name) for name in names}
    return client.post(text_url(edition), {**data, **text, "then": then})


def do(client: Client, edition: Edition, action: str, **data: str):
    """Press one of the edition's buttons."""
    edition.refresh_from_db()
    url = reverse("admin:articles_edition_do", args=[edition.pk, action])
    return client.post(url, {"text_hash": edition.text_hash, **data}, follow=True)


def queries_of(client: Client, url: str) -> int:
    """How many queries the page takes, once everything that is kept between requests is there."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def sentences(response) -> str:
    """The page, as text to look for sentences in."""
    return response.content.decode()
