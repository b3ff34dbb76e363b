"""The pages of persons, organisations and topics, each with the texts about it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from articles.models import Topic
from articles.querysets import organisations_in_public, people_in_public
from languages import default_language
from people.models import (
    Appointment,
    AppointmentTitle,
    Biography,
    Organisation,
    OrganisationName,
    Period,
    Person,
    PersonName,
    Position,
    PositionTitle,
    Succession,
    today,
)

from .gathering import Rows, rows_of, the_one
from .pages import answer, feed_links, not_found, public_page
from .paging import BadCursor, page_of
from .pictures import portraits_of
from .reading import Subject, public_texts, versions_about
from .structured import json_ld, organisation_told, person_told

__all__ = ["organisation", "person", "topic"]


def _about(request: HttpRequest, name: str, language: str, subject: Subject | None, **context: Any) -> HttpResponse:
    """Answer with the page about a person, organisation or topic; not found where it has none in the language."""
    versions = versions_about(subject, name) if subject else []
    if subject is None or language not in {version.language for version in versions}:
        return not_found(request)
    try:
        page = page_of(public_texts(language).about(subject).select_related("article"), request.GET)
    except BadCursor:
        return not_found(request)
    return answer(
        request,
        f"site/{name}.html",
        language,
        versions=versions,
        original=reverse(f"site:{name}", args=[default_language(), subject.slug]),
        feeds=feed_links(name, language, subject.slug),
        subject=subject,
        page=page,
        **context,
    )


@public_page
def person(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """A person: portrait, biography, offices up to today, and the texts that name them."""
    found: Person | None = next(iter(_person(slug).fetched()), None)
    if found is None:
        return not_found(request)
    appointments = list(found.appointments.all())
    offices = found.offices_on(today())
    portrait = portraits_of([found.pk], language).get(found.pk)
    return _about(
        request,
        "person",
        language,
        found,
        portrait=portrait,
        biography=found.biography_in(language),
        offices=offices,
        past_offices=[(office, _last_day(office)) for office in appointments if _is_over(office)][::-1],
        linked={office.position.organisation_id for office in appointments if _has_page(office)},
        structured=json_ld(person_told(found, [o for o in offices if _has_page(o)], portrait, language, request)),
    )


def _person(slug: str) -> Rows:
    organisation = the_one(
        Organisation,
        "organisation",
        many={"names": rows_of(OrganisationName, "organisation")},
        also={"has_page": Exists(organisations_in_public().filter(pk=OuterRef("pk")))},
    )
    position = the_one(
        Position, "position", one={"organisation": organisation}, many={"titles": rows_of(PositionTitle, "position")}
    )
    appointments = Rows(
        Appointment.objects.filter(person=OuterRef("pk")),
        one={"position": position},
        many={"titles": rows_of(AppointmentTitle, "appointment")},
    )
    return Rows(
        people_in_public().filter(slug=slug),
        many={
            "names": rows_of(PersonName, "person"),
            "biographies": rows_of(Biography, "person"),
            "appointments": appointments,
        },
    )


def _has_page(office: Appointment) -> bool:
    """Whether the organisation has one; others are not named."""
    return bool(getattr(office.position.organisation, "has_page", False))


def _is_over(period: Period) -> bool:
    return period.until_on is not None and period.until_on <= today()


def _last_day(period: Period) -> date:
    """Of one that is over: a period leaves out the day it ends on."""
    assert period.until_on is not None
    return period.until_on - timedelta(days=1)


@public_page
def organisation(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """An organisation: its names, its place among others, who holds its offices today, and the texts that name it."""
    named = {"names": rows_of(OrganisationName, "organisation")}
    found: Organisation | None = next(
        iter(Rows(organisations_in_public().filter(slug=slug), many=named).fetched()), None
    )
    if found is None:
        return not_found(request)
    name = found.local_name(language)
    former = [row for row in found.names.all() if row.language == name.language and _is_over(row)]
    related = _related(found, named)
    return _about(
        request,
        "organisation",
        language,
        found,
        local_name=name,
        acronym=found.local_acronym(language),
        former_names=[(row, _last_day(row)) for row in former][::-1],
        offices=_offices(found).fetched(),
        structured=json_ld(organisation_told(found, related["parents"], language, request)),
        **related,
    )


def _offices(organisation: Organisation) -> Rows:
    """Who holds its offices today, of those who have a public page themselves."""
    position = the_one(Position, "position", many={"titles": rows_of(PositionTitle, "position")})
    holder = the_one(Person, "person", many={"names": rows_of(PersonName, "person")})
    held = Appointment.objects.current().filter(position__organisation=organisation, person__in=people_in_public())
    return Rows(
        held, one={"position": position, "person": holder}, many={"titles": rows_of(AppointmentTitle, "appointment")}
    )


def _related(organisation: Organisation, named: dict[str, Rows]) -> dict[str, list[Any]]:
    """Parent and parts, predecessors and successors with the day of the change or None. Causes two queries.

    Only those that have public pages themselves.
    """
    began = Q(from_on=None) | Q(from_on__lte=today())
    pairs = Succession.objects.filter(began).filter(Q(predecessor=organisation) | Q(successor=organisation))
    ties = list(pairs.values_list("predecessor", "successor", "from_on"))
    after = {successor: day for predecessor, successor, day in ties if predecessor == organisation.pk}
    before = {predecessor: day for predecessor, successor, day in ties if successor == organisation.pk}
    ties_or_place = Q(pk=organisation.parent_id) | Q(parent=organisation) | Q(pk__in={*after, *before})
    others: list[Organisation] = Rows(organisations_in_public().filter(ties_or_place), many=named).fetched()
    return {
        "parents": [other for other in others if other.pk == organisation.parent_id],
        "parts": [(other, None) for other in others if other.parent_id == organisation.pk],
        "predecessors": [(other, before[other.pk]) for other in others if other.pk in before],
        "successors": [(other, after[other.pk]) for other in others if other.pk in after],
    }


@public_page
def topic(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """A topic and the texts about it."""
    found = Topic.objects.public().filter(slug=slug).with_names().first()
    return _about(request, "topic", language, found)
