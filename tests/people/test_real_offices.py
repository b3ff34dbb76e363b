"""Real persons and their offices go in, and come out as of a day."""

import json
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from languages import standard_form
from people.models import Appointment, Organisation, Person, Position
from tests.factories import make_organisation, make_person, make_position
from tests.paths import CORPUS, needs_corpus

pytestmark = [needs_corpus, pytest.mark.django_db]

SEATED_SINCE = {"term/12": date(2011, 3, 27), "term/13": date(2015, 3, 30)}
SEATED_TO = {"term/12": date(2015, 3, 23), "term/13": None}


def read(path: str) -> dict[str, Any]:
    return json.loads((CORPUS / path).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def parliament() -> dict[str, Any]:
    """The register, without the few seats that it says ended before their term began."""
    register = read("people/estonia-ep-popolo-v1.0.json")
    seats = [(seat, *days_of(seat)) for seat in register["memberships"]]
    register["memberships"] = [seat for seat, first, last in seats if last is None or first <= last]
    assert len(seats) - 10 < len(register["memberships"]) < len(seats)
    return register


def days_of(membership: dict[str, str]) -> tuple[date, date | None]:
    """First and last day; a membership without dates lasts as long as its term."""
    term = membership["legislative_period_id"]
    first, last = membership.get("start_date"), membership.get("end_date")
    return (
        date.fromisoformat(first) if first else SEATED_SINCE[term],
        date.fromisoformat(last) if last else SEATED_TO[term],
    )


def names_of(person: dict[str, Any]) -> dict[str, str]:
    """Estonian as in the register; in other languages, where CLDR has them, the first name given."""
    names = {"et": person["name"]}
    for other in person.get("other_names", []):
        language = standard_form(other.get("lang") or "")
        if language:
            names.setdefault(language, other["name"])
    return names


@pytest.fixture
def members(parliament) -> dict[str, Person]:
    """Everyone with their seats, one position per parliamentary group."""
    riigikogu = make_organisation("Riigikogu", "et", en="Parliament of Estonia")
    groups = {m["on_behalf_of_id"] for m in parliament["memberships"]}
    seats = {group: make_position(f"liige ({group})", riigikogu, "et") for group in groups}
    members = {
        person["id"]: Person.objects.create_named(names_of(person), fallback_language="et")
        for person in parliament["persons"]
    }
    for membership in parliament["memberships"]:
        first, last = days_of(membership)
        Appointment.objects.create(
            person=members[membership["person_id"]],
            position=seats[membership["on_behalf_of_id"]],
            from_on=first,
            until_on=last and last + timedelta(days=1),
        )
    return members


def test_a_parliament_is_seated_as_its_register_says_on_every_day_of_change(parliament, members):
    register = [(m["person_id"], *days_of(m)) for m in parliament["memberships"]]
    changes = {day for _person, *days in register for day in days if day}
    persons = {pk: Person.objects.with_offices().get(pk=person.pk) for pk, person in members.items()}
    for day in sorted(changes | {day + timedelta(days=1) for day in changes}):
        expected = Counter(pk for pk, first, last in register if first <= day and (last is None or day <= last))
        shown = Counter({pk: len(person.offices_on(day)) for pk, person in persons.items()})
        assert shown == expected, day
        assert Appointment.objects.held_on(day).count() == expected.total(), day


def test_a_parliament_is_found_by_name_in_every_language(parliament, members):
    for register in parliament["persons"]:
        names = names_of(register)
        person = members[register["id"]]
        assert {language: person.name_in(language) for language in names} == names
        assert Person.objects.by_name(register["name"]) == person


def test_the_sample_communique_shows_everyone_with_the_office_of_that_day():
    release = read("seed/2017-03-22-coalition-meeting.json")
    shown = [shown_in_french(row) for row in release["people"]]
    assert shown == [
        "M. Stoltenberg, secrétaire général de l’OTAN",
        "M. Tillerson, secrétaire d'État américain",
        "Mme Mogherini, haute représentante de l'Union européenne",
        "M. Çavuşoğlu, ministre turc des Affaires étrangères",
        "le général McMaster, conseiller américain à la sécurité nationale",
    ]


def shown_in_french(row: dict[str, Any]) -> str:
    person = make_person(row["name"])
    person.names.create(language="fr", name=row["name"], short_name=row["short"]["fr"])
    for role in row["roles"]:
        organisation = Organisation.objects.by_name(role["organisation"]) or make_organisation(role["organisation"])
        position = Position.objects.create_titled(role["title"], organisation=organisation)
        person.appointments.create(position=position, from_on=role["from"], until_on=role["until"])
    person = Person.objects.with_names().with_offices().get(pk=person.pk)
    (office,) = person.offices_on(date(2017, 3, 22))
    return f"{person.short_name_in('fr')}, {office.title_in('fr')}"
