"""Rules that the database itself keeps, attacked past the models."""

from datetime import date
from threading import Barrier, Thread
from time import sleep

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from people.models import (
    Appointment,
    AppointmentTitle,
    Biography,
    Organisation,
    OrganisationName,
    Person,
    PersonName,
    PositionTitle,
)
from tests.factories import appoint, make_organisation, make_person, make_position

pytestmark = pytest.mark.django_db


def refused(rule: str):
    """The next statement breaks the rule of this name."""
    return pytest.raises(IntegrityError, match=rule)


@pytest.mark.parametrize(
    ("model", "rule"),
    [(Person, "a_person_has_an_address"), (Organisation, "an_organisation_has_an_address")],
)
def test_nothing_has_an_empty_address(model, rule):
    with refused(rule):
        model.objects.create(slug="")


def test_a_person_has_one_name_per_language():
    person = make_person()
    with refused("a_person_has_one_name_per_language"):
        PersonName.objects.create(person=person, language="en", name="Another")


def test_names_and_titles_are_not_empty():
    appointment = appoint()
    for queryset, change, rule in [
        (PersonName.objects, {"name": ""}, "the_name_of_a_person_is_not_empty"),
        (OrganisationName.objects, {"name": ""}, "the_name_of_an_organisation_is_not_empty"),
        (PositionTitle.objects, {"title": ""}, "the_title_of_a_position_is_not_empty"),
    ]:
        with refused(rule), transaction.atomic():
            queryset.update(**change)
    with refused("the_title_of_an_appointment_is_not_empty"):
        AppointmentTitle.objects.create(appointment=appointment, language="fr", title="")


def test_texts_are_one_per_language():
    appointment = appoint()
    Biography.objects.create(person=appointment.person, language="en", text="Born in Oslo.")
    AppointmentTitle.objects.create(appointment=appointment, language="en", title="Madam Secretary")
    for model, fields, rule in [
        (Biography, {"person": appointment.person}, "a_person_has_one_biography_per_language"),
        (PositionTitle, {"position": appointment.position, "title": "x"}, "a_position_has_one_title_per_language"),
        (AppointmentTitle, {"appointment": appointment, "title": "x"}, "an_appointment_has_one_title_per_language"),
    ]:
        with refused(rule), transaction.atomic():
            model.objects.create(language="en", **fields)


@pytest.mark.parametrize("until_on", ["2014-10-01", "2014-09-30"])
def test_an_appointment_ends_after_it_begins(until_on):
    with refused("an_appointment_ends_after_it_begins"):
        appoint(from_on="2014-10-01", until_on=until_on)


def test_an_appointment_of_one_day_is_possible():
    assert appoint(from_on="2014-10-01", until_on="2014-10-02").is_held_on(date(2014, 10, 1))


@pytest.mark.parametrize(
    ("from_on", "until_on"),
    [(None, None), ("2015-01-01", "2016-01-01"), ("2024-09-30", None), (None, "2014-10-02")],
)
def test_a_person_holds_a_position_once_at_a_time(from_on, until_on):
    held = appoint(from_on="2014-10-01", until_on="2024-10-01")
    with refused("a_person_holds_a_position_once_at_a_time"):
        appoint(held.person, held.position, from_on, until_on)


def test_periods_may_touch():
    held = appoint(from_on="2014-10-01", until_on="2024-10-01")
    appoint(held.person, held.position, "2024-10-01")
    appoint(held.person, held.position, None, "2014-10-01")
    assert Appointment.objects.count() == 3


def test_a_position_may_have_several_holders():
    position = make_position("Member of Parliament")
    for name in ("Ada", "Grace"):
        appoint(make_person(name), position)
    assert position.appointments.count() == 2


def test_an_update_cannot_make_appointments_overlap():
    held = appoint(from_on="2014-10-01", until_on="2024-10-01")
    appoint(held.person, held.position, "2024-10-01")
    with refused("a_person_holds_a_position_once_at_a_time"):
        Appointment.objects.filter(pk=held.pk).update(until_on=None)


def test_an_organisation_has_one_name_at_a_time_per_language():
    organisation = make_organisation("European Union", from_on=date(1993, 11, 1))
    with refused("an_organisation_has_one_name_at_a_time_per_language"):
        organisation.names.create(language="en", name="Europe", until_on=date(1993, 11, 2))


def test_a_name_ends_after_it_begins():
    with refused("a_name_ends_after_it_begins"):
        make_organisation(from_on=date(1993, 11, 1), until_on=date(1993, 11, 1))


def test_an_organisation_is_not_its_own_parent():
    organisation = make_organisation()
    with refused("an_organisation_is_no"):
        Organisation.objects.update(parent=organisation)


def test_an_organisation_does_not_become_a_part_of_what_is_below_it():
    top = make_organisation("Top")
    bottom = make_organisation("Bottom", parent=make_organisation("Middle", parent=top))
    with refused("would be a part of itself"), connection.cursor() as cursor:
        cursor.execute("UPDATE people_organisation SET parent_id = %s WHERE id = %s", [bottom.pk, top.pk])


def test_the_form_says_why_an_organisation_cannot_be_below_itself():
    top = make_organisation("Top")
    top.parent = make_organisation("Bottom", parent=top)
    with pytest.raises(ValidationError, match="Choose one that is not below this one"):
        top.full_clean()


@pytest.mark.django_db(transaction=True)
def test_two_sessions_cannot_each_add_half_of_a_circle():
    left, right = make_organisation("Left"), make_organisation("Right")
    together, refusals = Barrier(2), []

    def put(below: Organisation, above: Organisation) -> None:
        try:
            with transaction.atomic():
                together.wait(10)
                Organisation.objects.filter(pk=below.pk).update(parent=above)
                sleep(0.2)  # the other one's turn, while this one has not committed
        except IntegrityError as error:
            refusals.append(error)
        finally:
            connection.close()

    threads = [Thread(target=put, args=pair) for pair in [(left, right), (right, left)]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(refusals) == 1
    assert Organisation.objects.exclude(parent=None).count() == 1


def test_an_organisation_does_not_succeed_itself():
    organisation = make_organisation()
    with refused("an_organisation_does_not_succeed_itself"):
        organisation.successions.create(successor=organisation)


def test_an_organisation_succeeds_another_once():
    old, new = make_organisation("Old"), make_organisation("New")
    old.successions.create(successor=new)
    with refused("an_organisation_succeeds_another_once"):
        old.successions.create(successor=new, from_on=date(2020, 1, 1))


@pytest.mark.parametrize("language", ["", "french", "FR", "xx", "pt_BR"])
def test_a_language_that_does_not_exist_is_refused(language):
    with pytest.raises(ValidationError, match="language"):
        PersonName(person=make_person(), language=language, name="Ada").full_clean()
