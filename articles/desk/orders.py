"""Which languages of an article may go to an agency, and an order that opens the texts that it needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from articles.drafting import open_edition, refusals_to_open
from articles.models import Article, Edition
from articles.translation.agencies.models import Order
from articles.translation.agencies.ordering import place_order, refusals_to_exchange
from languages import newsroom_languages

if TYPE_CHECKING:
    from staff.models import User

__all__ = ["offered", "order_languages"]


def offered(article: Article, user: User) -> dict[str, Edition | None]:
    """The languages that the user may give to an agency: language → the open text, None where one is to be opened.

    The article must come with its editions prefetched. A few queries for each language.
    """
    languages = dict.fromkeys(
        [*article.required_languages, *(edition.language for edition in article.editions.all()), *newsroom_languages()]
    )
    found: dict[str, Edition | None] = {}
    for language in languages:
        edition = next((each for each in article.editions.all() if each.language == language and _is_open(each)), None)
        if language == article.source_language:
            continue
        if edition is not None:
            if not refusals_to_exchange(edition, user):
                found[language] = edition
        elif not refusals_to_open(article, language, user):
            found[language] = None
    return found


def _is_open(edition: Edition) -> bool:
    return edition.discarded_at is None and edition.public_from is None


def order_languages(article: Article, user: User, languages: Sequence[str], **fields: Any) -> tuple[Order, str]:
    """Order translations of the article, opening those texts that are not there yet; else as `place_order`."""
    with transaction.atomic():
        there = {edition.language: edition for edition in article.editions.open().filter(language__in=languages)}
        editions = [there.get(language) or open_edition(article, language, user) for language in languages]
        return place_order(user, editions, **fields)
