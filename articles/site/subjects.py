"""The pages of persons, organisations and topics, each with the texts about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from articles.models import Topic
from articles.querysets import organisations_in_public, people_in_public
from languages import default_language
from people.models import Appointment, Organisation, Succession, today

from .pages import answer, feed_links, not_found, public_page
from .paging import BadCursor, page_of
from .pictures import portraits_of
from .reading import Subject, linked_organisations, public_texts, versions_about

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
    """A person: biography, offices up to today, and the texts that name them."""
    found = people_in_public().filter(slug=slug).with_names().with_biographies().with_offices().first()
    if found is None:
        return not_found(request)
    offices = found.offices_on(today())
    return _about(
        request,
        "person",
        language,
        found,
        portrait=portraits_of([found.pk], language).get(found.pk),
        biography=found.biography_in(language),
        offices=offices,
        past_offices=_past(found.appointments.all()),
        linked=linked_organisations(found.appointments.all()),
    )


def _past(appointments: Iterable[Appointment]) -> list[tuple[Appointment, date]]:
    """Those that have ended, the last begun first, with their last day: a period leaves out the day it ends on."""
    return [
        (office, office.until_on - timedelta(days=1))
        for office in appointments
        if office.until_on and office.until_on <= today()
    ][::-1]


@public_page
def organisation(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """An organisation: its place among others, who holds its offices today, and the texts that name it."""
    found = organisations_in_public().filter(slug=slug).with_names().first()
    if found is None:
        return not_found(request)
    return _about(
        request,
        "organisation",
        language,
        found,
        local_name=found.local_name(language),
        acronym=found.local_acronym(language),
        **_related(found),
        offices=Appointment.objects.current()
        .filter(position__organisation=found, person__in=people_in_public())
        .with_titles()
        .with_persons(),
    )


def _related(organisation: Organisation) -> dict[str, list[Organisation]]:
    """Parent, parts, predecessors and successors that have public pages themselves. Causes three queries."""
    began = Q(from_on=None) | Q(from_on__lte=today())
    pairs = Succession.objects.filter(began).filter(Q(predecessor=organisation) | Q(successor=organisation))
    ties = list(pairs.values_list("predecessor", "successor"))
    after = {successor for predecessor, successor in ties if predecessor == organisation.pk}
    before = {predecessor for predecessor, successor in ties if successor == organisation.pk}
    ties_or_place = Q(pk=organisation.parent_id) | Q(parent=organisation) | Q(pk__in=after | before)
    others = list(organisations_in_public().with_names().filter(ties_or_place))
    return {
        "parents": [other for other in others if other.pk == organisation.parent_id],
        "parts": [other for other in others if other.parent_id == organisation.pk],
        "predecessors": [other for other in others if other.pk in before],
        "successors": [other for other in others if other.pk in after],
    }


@public_page
def topic(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """A topic and the texts about it."""
    found = Topic.objects.public().filter(slug=slug).with_names().first()
    return _about(request, "topic", language, found)
