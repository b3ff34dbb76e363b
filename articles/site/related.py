"""Other texts for the readers of a text: those that editors picked, then those with the most in common."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from articles.models import Article, Edition

from .reading import public_texts
from .surroundings import Surroundings

__all__ = ["RELATED_LENGTH", "related_to"]

RELATED_LENGTH = 4
# Of so many subjects of a kind the newest texts each are looked at: the cost grows neither with the archive
# nor with how many subjects an article has.
SUBJECTS = 6
NEWEST_OF_EACH = 8

# The relation of articles → its table, and the column in it that holds the subject.
TABLES: dict[str, tuple[Any, str]] = {
    "topics": (Article.topics.through, "topic"),
    "people": (Article.people.through, "person"),
    "organisations": (Article.organisations.through, "organisation"),
}


def related_to(edition: Edition, surroundings: Surroundings) -> list[Edition]:
    """Up to `RELATED_LENGTH` public texts in the language, each with its article; of other articles only.

    Those that editors picked come first. The others are taken from the newest
    about each subject: more subjects in common first, then the newer one.
    Causes one query.
    """
    keys = {
        "topics": [topic.pk for topic in surroundings.topics],
        "people": [named.person.pk for named in surroundings.people],
        "organisations": [organisation.pk for organisation in surroundings.organisations],
    }
    others = public_texts(edition.language).exclude(article=edition.article_id)
    newest = others.newest_first().values("pk")
    found = [
        newest.filter(**{f"article__{name}": key})[:NEWEST_OF_EACH]
        for name, subjects in keys.items()
        for key in subjects[:SUBJECTS]
    ]
    by_hand = newest.filter(article__related_from=edition.article_id)[:RELATED_LENGTH]
    picked = Article.related.through._default_manager.filter(
        from_article=edition.article_id, to_article=OuterRef("article")
    )
    in_common = [_in_common(name, subjects) for name, subjects in keys.items() if subjects]
    return list(
        others.filter(pk__in=by_hand.union(*found))
        .annotate(
            place=Case(When(Exists(picked), then=0), default=1),
            in_common=sum(in_common, Value(0, output_field=IntegerField())),
        )
        .order_by("place", F("in_common").desc(), "-first_public_from", "-pk")
        .select_related("article")
        .only("language", "slug", "title", "first_public_from", "article__kind")[:RELATED_LENGTH]
    )


def _in_common(name: str, keys: list[int]) -> Any:
    """How many of the subjects the article of a row shares."""
    table, column = TABLES[name]
    shared = table._default_manager.filter(article=OuterRef("article"), **{f"{column}__in": keys})
    return Coalesce(Subquery(shared.values("article").annotate(number=Count("pk")).values("number")), 0)
