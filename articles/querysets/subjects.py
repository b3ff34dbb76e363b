"""Persons, organisations, topics and contacts: public through the articles that name them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.lookups import IsNull

from people.models import Organisation, Person
from people.querysets import OrganisationQuerySet, PersonQuerySet

from .editions import every_edition
from .visibility import is_public_at

__all__ = [
    "ContactQuerySet",
    "ListEntryQuerySet",
    "PlaceQuerySet",
    "TopicQuerySet",
    "is_named_in_public",
    "organisations_in_public",
    "people_in_public",
]


class ListEntryQuerySet(models.QuerySet[Any]):
    """Entries of lists."""

    def public(self, at: datetime | None = None) -> Self:
        """Those of editions that the public may read at the instant."""
        return self.filter(is_public_at(at, "edition__"))


def is_named_in_public(
    kind: str, at: datetime | None = None, *, language: str | None = None, row: str = "pk"
) -> IsNull:
    """The condition that a public edition (in the language, unless None) names the subject that ``row`` leads to.

    A subquery that yields a value, unlike EXISTS, is never turned into a join,
    which would read the lists of everybody: it looks for one entry of each.
    """
    entries = apps.get_model("articles", "ListEntry")._default_manager.public(at)
    of_subject = entries.filter(kind=kind, subject=OuterRef(row))
    if language is not None:
        of_subject = of_subject.filter(language=language)
    return IsNull(Subquery(of_subject.values("edition")[:1]), False)


class TopicQuerySet(models.QuerySet[Any]):
    """Topics."""

    def public(self, at: datetime | None = None, *, language: str | None = None) -> Self:
        """Those that a public edition's article is about: in the language, or in any when None."""
        return self.filter(is_named_in_public("t", at, language=language))

    def public_in(self, language: str, at: datetime | None = None) -> Self:
        """Those that a public edition in the language is about."""
        return self.public(at, language=language)

    def with_names(self) -> Self:
        """Fetch the names along, so that `Topic.name_in` causes no query."""
        return self.prefetch_related("names")


class PlaceQuerySet(models.QuerySet[Any]):
    """Places."""

    def public(self, at: datetime | None = None) -> Self:
        """Those where a public edition's article is given out."""
        return self.filter(Exists(every_edition().public(at).filter(article__place=OuterRef("pk"))))

    def with_names(self) -> Self:
        """Fetch the names along, so that `Place.name_in` causes no query."""
        return self.prefetch_related("names")


class ContactQuerySet(models.QuerySet[Any]):
    """Press contacts."""

    def public(self, at: datetime | None = None) -> Self:
        """Those whom a public edition's article names."""
        return self.filter(Exists(every_edition().public(at).filter(article__contacts=OuterRef("pk"))))


def people_in_public(at: datetime | None = None, *, language: str | None = None) -> PersonQuerySet:
    """Persons whom a public edition's article names: one in the language, or in any when None."""
    return Person.objects.filter(is_named_in_public("p", at, language=language))


def organisations_in_public(at: datetime | None = None, *, language: str | None = None) -> OrganisationQuerySet:
    """Organisations that a public edition's article names: one in the language, or in any when None."""
    return Organisation.objects.filter(is_named_in_public("o", at, language=language))
