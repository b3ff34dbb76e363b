"""Who holds which position, as of a day."""

from datetime import date

import pytest
import time_machine

from people.models import Appointment, LocalText, Person
from tests.factories import appoint, make_organisation, make_person, make_position

pytestmark = pytest.mark.django_db

BOUNDARIES = [
    (date(2014, 9, 30), False),
    (date(2014, 10, 1), True),
    (date(2017, 3, 22), True),
    (date(2024, 9, 30), True),
    (date(2024, 10, 1), False),
]


@pytest.mark.parametrize(("on", "held"), BOUNDARIES)
def test_an_office_is_held_from_its_first_day_until_the_day_it_ends(on, held):
    appointment = appoint(from_on="2014-10-01", until_on="2024-10-01")
    assert appointment.is_held_on(on) is held


@pytest.mark.parametrize("from_on", [None, date(2014, 10, 1)])
@pytest.mark.parametrize("until_on", [None, date(2024, 10, 1)])
@pytest.mark.parametrize("on", [on for on, _held in BOUNDARIES])
def test_held_on_is_the_question_of_the_one_instance(from_on, until_on, on):
    appointment = appoint(from_on=from_on, until_on=until_on)
    assert Appointment.objects.held_on(on).exists() is appointment.is_held_on(on)


def test_on_the_day_of_a_handover_only_the_newcomer_holds_the_office():
    position = make_position()
    appoint(make_person("Jens Stoltenberg"), position, "2014-10-01", "2024-10-01")
    newcomer = appoint(make_person("Mark Rutte"), position, "2024-10-01")
    assert [*Appointment.objects.held_on(date(2024, 10, 1))] == [newcomer]


def test_an_article_of_2017_finds_the_office_of_2017():
    person = make_person()
    secretary_general = appoint(person, make_position("Secretary General"), "2014-10-01", "2024-10-01")
    minister = appoint(person, make_position("Minister of Finance"), "2025-02-04")
    assert person.offices_on(date(2017, 3, 22)) == [secretary_general]
    assert person.offices_on(date(2026, 3, 22)) == [minister]


def test_a_person_may_hold_several_offices_the_longest_held_first():
    person = make_person()
    later = appoint(person, make_position("Chair"), "2016-01-01")
    earlier = appoint(person, make_position("Secretary General"), "2014-10-01")
    unknown = appoint(person, make_position("Member"))
    assert person.offices_on(date(2017, 1, 1)) == [unknown, earlier, later]


@time_machine.travel("2024-09-30 12:00:00+00:00", tick=False)
def test_a_future_appointment_is_not_current():
    appoint(from_on="2024-10-01")
    assert not Appointment.objects.current().exists()


@time_machine.travel("2024-09-30 22:00:00+00:00", tick=False)
def test_an_appointment_is_current_from_midnight_in_the_newsroom_s_time_zone():
    appoint(from_on="2024-10-01")
    assert Appointment.objects.current().exists()


def test_someone_may_return_to_an_office():
    person, position = make_person(), make_position()
    appoint(person, position, "2010-01-01", "2012-01-01")
    appoint(person, position, "2014-01-01")
    assert [len(person.offices_on(date(year, 6, 1))) for year in (2011, 2013, 2015)] == [1, 0, 1]


def test_a_title_falls_back_to_the_parent_language():
    assert make_position("Minister", pt="Ministra").local_title("pt-BR") == LocalText("Ministra", "pt")


def test_a_title_as_the_person_bears_it_goes_before_that_of_the_position():
    appointment = appoint(position=make_position("High Representative", fr="haut représentant"))
    appointment.titles.create(language="fr", title="haute représentante")
    assert appointment.title_in("fr") == "haute représentante"
    assert appointment.title_in("en") == appointment.position.title_in("en") == "High Representative"


def test_a_position_without_titles_has_an_empty_one():
    position = make_position()
    position.titles.all().delete()
    assert position.local_title("fr") == LocalText("", "en")


def test_prefetched_offices_cause_no_query(django_assert_num_queries):
    for name in ("Ada", "Grace"):
        appoint(make_person(name), make_position("Admiral", make_organisation(acronym="NATO")), "2014-10-01")
    with django_assert_num_queries(6):
        persons = Person.objects.with_names().with_offices()
        shown = [office_line(person, date(2017, 3, 22)) for person in persons]
    assert shown == ["Ada, Admiral of NATO", "Grace, Admiral of NATO"]


def office_line(person: Person, on: date) -> str:
    office = person.offices_on(on)[0]
    return f"{person.name_in('fr')}, {office.title_in('fr')} of {office.position.organisation.acronym_in('fr', on)}"


def test_appointments_with_persons_cause_no_query(django_assert_num_queries):
    position = make_position(organisation=make_organisation(acronym="NATO"))
    for name in ("Ada", "Grace"):
        appoint(make_person(name), position)
    with django_assert_num_queries(5):
        shown = [str(appointment) for appointment in Appointment.objects.with_titles().with_persons()]
    assert shown == ["Ada: Secretary General, NATO", "Grace: Secretary General, NATO"]
