"""Which texts may go to an agency, how many words they have, and an order that opens those that it needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from articles.drafting import open_edition, refusals_to_open
from articles.models import Article, Edition
from articles.translation.agencies.models import Order
from articles.translation.agencies.ordering import place_order, refusals_to_exchange
from articles.translation.agencies.sending import WordCount, words_to_translate
from articles.translation.counting import count_words
from articles.translation.models import Part
from articles.translation.units import blocks_of
from languages import newsroom_languages

if TYPE_CHECKING:
    from staff.models import User

__all__ = ["Offer", "offers", "order_texts"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A text that the user may give to an agency; ``edition`` is None where it is to be opened."""

    article: Article
    language: str
    edition: Edition | None
    count: WordCount

    @property
    def words(self) -> int:
        """The words that the agency would have to translate."""
        return self.count.new + self.count.changed

    @property
    def value(self) -> str:
        """What a form calls it."""
        return f"{self.article.pk}:{self.language}"


def offers(article: Article, user: User) -> list[Offer]:
    """The texts of the article that the user may give to an agency.

    The article must come with its editions prefetched. A few queries for each language.
    """
    unopened: WordCount | None = None
    found = []
    for language, edition in _offered(article, user).items():
        if edition is not None:
            count = words_to_translate(edition)
        else:
            count = unopened = unopened or _words_of_source(article)
        found.append(Offer(article, language, edition, count))
    return found


def _offered(article: Article, user: User) -> dict[str, Edition | None]:
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


def _words_of_source(article: Article) -> WordCount:
    source = article.newest_edition(article.source_language)
    blocks = [block for part in Part for block in blocks_of(source, part)] if source else []
    words = sum(count_words(block.text) for block in blocks)
    return WordCount(total=words, new=words, changed=0, done=0)


def order_texts(user: User, texts: Iterable[Offer], **fields: Any) -> tuple[Order, str]:
    """Order these translations together, opening those that are not there yet; else as `place_order`."""
    with transaction.atomic():
        return place_order(user, [_opened(text, user) for text in texts], **fields)


def _opened(text: Offer, user: User) -> Edition:
    there = text.article.editions.open().filter(language=text.language).first()
    return there or open_edition(text.article, text.language, user)
