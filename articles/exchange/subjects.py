"""Persons, organisations, positions and topics named in files: matched by name, or else created.

A match is left as it is, but for names in languages that it had none in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from articles.models import Topic
from people.models import Appointment, Organisation, Person, Position
from people.slugs import free_slug

from .shape import NamedThing, Office, PersonNamed

__all__ = ["organisation_for", "person_for", "topic_for"]


def _add_missing(named: Any, rows: Mapping[str, Mapping[str, str]]) -> None:
    """Create rows of names in the languages that have none."""
    have = set(named.values_list("language", flat=True))
    for language, row in rows.items():
        if language not in have:
            named.create(language=language, **row)


def organisation_for(named: NamedThing) -> Organisation:
    """The organisation of one of these names, with names in all their languages."""
    first = next(iter(named.names.values()))
    rows = {
        language: {"name": named.names.get(language, first), "acronym": named.acronyms.get(language, "")}
        for language in {**named.names, **named.acronyms}
    }
    found: Organisation | None = _first_by_name(Organisation.objects, named.names)
    if found is None:
        found = Organisation.objects.create_named(rows)
    else:
        _add_missing(found.names, rows)
    return found


def person_for(named: PersonNamed, language: str) -> Person:
    """The person of one of these names, with the offices that the file states; ``language`` is the file's."""
    first = next(iter(named.names.values()))
    rows = {
        code: {"name": named.names.get(code, first), "short_name": named.short_names.get(code, "")}
        for code in {**named.names, **named.short_names}
    }
    person: Person | None = _first_by_name(Person.objects, named.names)
    if person is None:
        person = Person.objects.create_named(rows)
    else:
        _add_missing(person.names, rows)
    for office in named.offices:
        _appoint(person, office, language)
    return person


def _first_by_name(manager: Any, names: Mapping[str, str]) -> Any:
    return next(filter(None, (manager.by_name(name) for name in names.values())), None)


def _appoint(person: Person, office: Office, language: str) -> None:
    """Record the office, unless the person is known to have held it at some of the time."""
    organisation = organisation_for(NamedThing({language: office.organisation}))
    positions = organisation.positions
    found = next(filter(None, (positions.by_title(title) for title in office.titles.values())), None)
    if found is None:
        found = Position.objects.create_titled(office.titles, organisation=organisation)
    else:
        _add_missing(found.titles, {code: {"title": title} for code, title in office.titles.items()})
    known = Appointment.objects.filter(person=person, position=found)
    if office.until_on:
        known = known.filter(Q(from_on=None) | Q(from_on__lt=office.until_on))
    if office.from_on:
        known = known.filter(Q(until_on=None) | Q(until_on__gt=office.from_on))
    if not known.exists():
        Appointment.objects.create(person=person, position=found, from_on=office.from_on, until_on=office.until_on)


def topic_for(named: NamedThing) -> Topic:
    """The topic of one of these names, with names in all their languages."""
    rows = {language: {"name": name} for language, name in named.names.items()}
    topic = (
        Topic.objects.filter(Q.create([("names__name__iexact", name) for name in named.names.values()], connector=Q.OR))
        .order_by("pk")
        .first()
    )
    if topic is None:
        language = next(iter(named.names))
        topic = Topic.objects.create(slug=free_slug(named.names[language], Topic), fallback_language=language)
    _add_missing(topic.names, rows)
    return topic
