"""Texts for the tests of the site, and how to read its pages."""

from datetime import UTC, datetime, timedelta
from typing import Any

import lxml.html
from django.test import Client

from articles.models import Edition
from tests import desk_cast as cast

__all__ = ["WINTER", "page", "public_texts", "with_language"]

# A morning long ago, so that what is released by it is public in every test.
WINTER = datetime(2020, 1, 15, 9, 30, tzinfo=UTC)


def page(path: str, **headers: Any) -> lxml.html.HtmlElement:
    """The parsed page at a path that answers 200."""
    response = Client().get(path, headers=headers)
    assert response.status_code == 200, f"{path}: {response.status_code}"
    return lxml.html.fromstring(response.content.decode())


def public_texts(count: int, *, language: str = "en", minutes: int = 1, **fields: Any) -> list[Edition]:
    """So many imported texts, named “Text 1” and so on, a few minutes apart; the last is the newest."""
    return [
        cast.imported(
            f"Text {number}",
            language=language,
            public_from=WINTER + number * timedelta(minutes=minutes),
            slug=f"text-{number}",
            **fields,
        )
        for number in range(1, count + 1)
    ]


def with_language(edition: Edition, language: str, title: str, slug: str = "") -> Edition:
    """The article of the edition, public in another language too."""
    return cast.imported(title, language=language, public_from=WINTER, article=edition.article, slug=slug)
