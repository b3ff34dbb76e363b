"""What a text names and is about: persons with their offices then, organisations, topics, contacts, its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse

from articles.models import Article, Contact, ContactRole, Edition, Place, PlaceName, Topic, TopicName
from articles.querysets import organisations_in_public, people_in_public
from articles.richtext import mentions
from articles.translation.models import Origin, Unit
from people.models import (
    Appointment,
    AppointmentTitle,
    Organisation,
    OrganisationName,
    Person,
    PersonName,
    Position,
    PositionTitle,
)

from .gathering import Rows, rows_of, the_one
from .pictures import FileURL, Picture, file_url, portraits_from, portraits_named

__all__ = ["Surroundings", "surroundings_of"]


class Named(NamedTuple):
    """A person whom the article names."""

    person: Person
    offices: list[Appointment]
    portrait: Picture | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the article of a text names; every name, title and role is at hand.

    ``people`` are persons with the offices of the day and perhaps a portrait;
    ``linked`` the keys of the organisations that have a public page. ``is_machine_work_read`` tells
    whether a person has read all that a machine drafted of the text; None
    where nothing is to be declared.
    """

    people: list[Named]
    organisations: list[Organisation]
    topics: list[Topic]
    contacts: list[Contact]
    place: Place | None
    linked: frozenset[int]
    pages: dict[tuple[str, int], str]
    is_machine_work_read: bool | None

    def mention_url(self, language: str) -> Callable[[str, int], str | None]:
        """Where mentions lead: to the pages of those that have one, else nowhere."""
        return partial(self._url, language)

    def _url(self, language: str, kind: str, pk: int) -> str | None:
        slug = self.pages.get((kind, pk))
        return reverse(f"site:{kind}", args=[language, slug]) if slug else None


HAS_PAGE = {
    "person": Exists(people_in_public().filter(pk=OuterRef("pk"))),
    "organisation": Exists(organisations_in_public().filter(pk=OuterRef("pk"))),
}


@cache
def _of_every_article() -> tuple[dict[str, Rows], Any]:
    """What to fetch of any article, and the query for it. Made once: making it takes longer than asking it."""
    of_article = {"articles": OuterRef("pk")}
    organisation = the_one(
        Organisation,
        "organisation",
        many={"names": rows_of(OrganisationName, "organisation")},
        also={"has_page": HAS_PAGE["organisation"]},
    )
    position = the_one(
        Position, "position", one={"organisation": organisation}, many={"titles": rows_of(PositionTitle, "position")}
    )
    offices = Rows(
        Appointment.objects.filter(person=OuterRef("pk")),
        one={"position": position},
        many={"titles": rows_of(AppointmentTitle, "appointment")},
    )
    branches = {
        "people": Rows(
            Person.objects.filter(**of_article),
            many={"names": rows_of(PersonName, "person"), "appointments": offices},
        ),
        "organisations": Rows(
            Organisation.objects.filter(**of_article), many={"names": rows_of(OrganisationName, "organisation")}
        ),
        "topics": Rows(Topic.objects.filter(**of_article), many={"names": rows_of(TopicName, "topic")}),
        "contacts": Rows(Contact.objects.filter(**of_article), many={"roles": rows_of(ContactRole, "contact")}),
        "place": the_one(Place, "place", many={"names": rows_of(PlaceName, "place")}),
    }
    return branches, Article.objects.values(**_selected(branches))


def _selected(branches: dict[str, Rows]) -> dict[str, Any]:
    return {f"its_{name}": rows.expression() for name, rows in branches.items()}


def _mentioned(edition: Edition) -> dict[str, Rows]:
    """Whom the text mentions, whether or not its article names them."""
    branches = {}
    for kind, model in (("person", Person), ("organisation", Organisation)):
        keys = {found.pk for found in mentions(edition.body + edition.notes_to_editors) if found.kind == kind}
        if keys:
            also = {"has_page": HAS_PAGE[kind]}
            branches[kind] = Rows(model._default_manager.filter(pk__in=keys).order_by("pk"), also=also)
    return branches


def _machine_work(edition: Edition) -> dict[str, Exists]:
    """Whether a machine drafted any of the text, and any that nobody has read."""
    drafted = Unit.objects.filter(edition=edition.pk, origin=Origin.MACHINE)
    return {"has_machine_work": Exists(drafted), "has_unread_machine_work": Exists(drafted.filter(reviewed_at=None))}


def surroundings_of(edition: Edition, day: date, *, url: FileURL = file_url) -> Surroundings:
    """What the article of the text names, with the offices of the day. Causes one query.

    ``url`` gives the address of a file by its name. Who may see the text is for
    the caller to ask: whom and what its article names has a public page as soon
    as the text has one.
    """
    named, articles = _of_every_article()
    mentioned = _mentioned(edition)
    more = {**_selected(mentioned), **_machine_work(edition), "portraits": portraits_named()}
    row = articles.filter(pk=edition.article_id).annotate(**more).get()
    branches = named | mentioned
    found = {name: rows.models(row[f"its_{name}"]) for name, rows in branches.items()}
    portraits = portraits_from(row["portraits"], edition.language, url=url)
    people = [Named(person, person.offices_on(day), portraits.get(person.pk)) for person in found["people"]]
    officed = [office.position.organisation for named in people for office in named.offices]
    own = {("person", person.pk): person.slug for person in found["people"]}
    own |= {("organisation", body.pk): body.slug for body in found["organisations"]}
    with_page = {
        (kind, each.pk): each.slug
        for kind in ("person", "organisation")
        for each in found.get(kind, ())
        if each.has_page
    }
    is_declared = settings.NEWSROOM_DECLARES_MACHINE_TRANSLATION and edition.translates_id is not None
    return Surroundings(
        people=people,
        organisations=found["organisations"],
        topics=found["topics"],
        contacts=found["contacts"],
        place=next(iter(found["place"]), None),
        linked=frozenset(body.pk for body in [*officed, *found["organisations"]] if getattr(body, "has_page", True)),
        pages=with_page | own,
        is_machine_work_read=not row["has_unread_machine_work"] if is_declared and row["has_machine_work"] else None,
    )
