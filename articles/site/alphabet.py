"""All persons, all organisations, all topics that the public reads of, by name in the order of the page's language."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from articles.models import TopicName
from articles.querysets import is_named_in_public
from languages import default_language, newsroom_languages
from languages.collation import alphabet, sort_key
from people.models import LocalText, OrganisationName, PersonName, today

from .pages import answer, not_found, public_page
from .paging import BadCursor
from .reading import versions_of_all

__all__ = ["INDEX_LENGTH", "organisations", "people", "topics"]

INDEX_LENGTH = 200


@dataclass(frozen=True)
class Index:
    """What is listed: the rows of names, whose names they are, and the kind of subject (`ListEntry.Kind`)."""

    names: type[PersonName | OrganisationName | TopicName]
    owner: str
    kind: str


class Listed(NamedTuple):
    """A subject in the list; ``acronym`` may be empty."""

    slug: str
    name: LocalText
    acronym: str
    letter: str


@dataclass(frozen=True)
class IndexPage:
    """A stretch of an index, as letters with those under them; ``further`` is the query of the next one, or empty."""

    letters: list[tuple[str, list[Listed]]]
    is_first: bool
    further: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether there is nothing before or after it."""
        return self.is_first and not self.further


@public_page
def people(request: HttpRequest, language: str) -> HttpResponse:
    """Persons whom a public text names."""
    return _index(request, language, "people", Index(PersonName, "person", "p"))


@public_page
def organisations(request: HttpRequest, language: str) -> HttpResponse:
    """Organisations that a public text names, as they are called today."""
    return _index(request, language, "organisations", Index(OrganisationName, "organisation", "o"))


@public_page
def topics(request: HttpRequest, language: str) -> HttpResponse:
    """Topics of public texts."""
    return _index(request, language, "topics", Index(TopicName, "topic", "t"))


def _index(request: HttpRequest, language: str, name: str, index: Index) -> HttpResponse:
    versions = versions_of_all(name)
    if language not in {version.language for version in versions}:
        return not_found(request)
    try:
        page = _page_of(index, language, request.GET)
    except BadCursor:
        return not_found(request)
    shown = {letter: f"letter-{number}" for number, (letter, _names) in enumerate(page.letters, start=1)}
    return answer(
        request,
        "site/alphabet.html",
        language,
        versions=versions,
        original=reverse(f"site:{name}", args=[default_language()]),
        page=page,
        page_of_one=f"site:{index.owner}",
        index=name,
        letters=[(letter, shown.get(letter, "")) for letter in alphabet(language)],
    )


def _page_of(index: Index, language: str, query: QueryDict) -> IndexPage:
    """What the query asks for: from a letter on, or after one whom the list holds. Raises `BadCursor`.

    Causes one query, and one more for a page "after".
    """
    names = _names(index, language)
    if letter := query.get("from"):
        if letter not in alphabet(language):
            raise BadCursor(letter)
        listed = names.filter(sort_key__gte=sort_key(letter.lower(), language))
    elif slug := query.get("after"):
        listed = names.filter(_after(names, index, slug))
    else:
        listed = names
    found = [_listed(row, index) for row in listed.select_related(index.owner)[: INDEX_LENGTH + 1]]
    page = found[:INDEX_LENGTH]
    return IndexPage(
        [(letter, list(group)) for letter, group in groupby(page, key=lambda one: one.letter)],
        is_first=listed is names,
        further=f"?{_query(after=page[-1].slug)}" if len(found) > INDEX_LENGTH else "",
    )


def _query(**values: str) -> str:
    query = QueryDict(mutable=True)
    query.update(values)
    return query.urlencode()


def _after(names: QuerySet[Any], index: Index, slug: str) -> Q:
    place = names.filter(**{f"{index.owner}__slug": slug}).values_list("sort_key", index.owner).first()
    if place is None:
        raise BadCursor(slug)
    key, pk = place
    return Q(sort_key__gte=key) & (Q(sort_key__gt=key) | Q((f"{index.owner}__gt", pk)))


def _names(index: Index, language: str) -> QuerySet[Any]:
    """Of each subject with a page in the language the name that its page bears, in order."""
    rows: QuerySet[Any] = index.names._default_manager.all()
    chosen = rows.filter(**{index.owner: OuterRef(index.owner)})
    # Every subject has pages in the newsroom's languages, in others where a text is about it.
    texts_in = None if language in newsroom_languages() else language
    return rows.filter(
        is_named_in_public(index.kind, language=texts_in, row=index.owner),
        pk=Subquery(_best_first(chosen, index, language).values("pk")[:1]),
    ).order_by("sort_key", index.owner)


def _best_first(names: QuerySet[Any], index: Index, language: str) -> QuerySet[Any]:
    """Names of one subject in the order in which ``local_name`` would take them."""
    parts = language.split("-")
    chain = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    ranks = [
        *(When(language=code, then=Value(rank)) for rank, code in enumerate(chain)),
        When(language=F(f"{index.owner}__fallback_language"), then=Value(50)),
        *(When(language=code, then=Value(rank)) for rank, code in enumerate(newsroom_languages(), start=51)),
    ]
    by_language: list[str | Combinable] = [Case(*ranks, default=Value(1000)), "language"]
    if index.names is not OrganisationName:
        return names.order_by(*by_language)
    day = today()
    begun = Q(from_on=None) | Q(from_on__lte=day)
    in_force = begun & (Q(until_on=None) | Q(until_on__gt=day))
    return names.order_by(
        Case(When(in_force, then=0), default=1),
        *by_language,
        Case(When(begun, then=0), default=1),
        Case(When(begun, then=F("from_on"))).desc(nulls_last=True),
        F("from_on").asc(),
    )


def _listed(row: Any, index: Index) -> Listed:
    return Listed(
        slug=getattr(row, index.owner).slug,
        name=LocalText(row.sorts_as(), row.language),
        acronym=getattr(row, "acronym", ""),
        letter=row.letter,
    )
