"""What an organisation is called, and was called."""

from datetime import date

import pytest
import time_machine

from people.models import LocalText, Organisation
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db

RENAMED_ON = date(2022, 6, 2)


@pytest.fixture
def ministry() -> Organisation:
    """Renamed in English, never in French."""
    ministry = make_organisation("Ministry of Turkey", acronym="MT", until_on=RENAMED_ON, fr="Ministère turc")
    ministry.names.create(language="en", name="Ministry of Türkiye", from_on=RENAMED_ON)
    return ministry


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(1923, 10, 29), "Ministry of Turkey"),
        (date(2022, 6, 1), "Ministry of Turkey"),
        (date(2022, 6, 2), "Ministry of Türkiye"),
        (date(2099, 1, 1), "Ministry of Türkiye"),
    ],
)
def test_a_name_is_the_one_of_the_day(ministry, on, name):
    assert ministry.name_in("en", on) == name


def test_a_name_without_dates_holds_on_every_day(ministry):
    assert ministry.name_in("fr", date(1923, 10, 29)) == ministry.name_in("fr", date(2099, 1, 1)) == "Ministère turc"


@time_machine.travel("2022-06-01 21:59:59+00:00", tick=False)
def test_without_a_date_the_name_is_today_s(ministry):
    assert ministry.name_in("en") == "Ministry of Turkey"


@time_machine.travel("2022-06-01 22:00:00+00:00", tick=False)
def test_today_begins_at_midnight_in_the_newsroom_s_time_zone(ministry):
    assert ministry.name_in("en") == "Ministry of Türkiye"


def test_an_acronym_goes_with_its_name(ministry):
    assert ministry.acronym_in("en", date(2022, 6, 1)) == "MT"


def test_a_name_without_an_acronym_does_not_borrow_one(ministry):
    assert ministry.acronym_in("en", RENAMED_ON) == ministry.acronym_in("fr", date(2022, 6, 1)) == ""
    assert ministry.local_acronym("en", RENAMED_ON) is None


def test_an_acronym_falls_back_with_its_name():
    organisation = make_organisation("Organisation du traité", "fr", acronym="OTAN")
    assert organisation.local_acronym("pt-BR") == LocalText("OTAN", "fr")


def test_a_name_of_the_day_in_another_language_goes_before_a_later_one():
    organisation = make_organisation("European Economic Community", fr={"name": "UE", "from_on": date(1993, 11, 1)})
    assert organisation.local_name("fr", date(1980, 1, 1)) == LocalText("European Economic Community", "en")


def test_before_the_first_name_the_first_one_serves():
    organisation = make_organisation("European Union", from_on=date(1993, 11, 1))
    assert organisation.name_in("en", date(1957, 3, 25)) == "European Union"


def test_after_the_last_name_the_last_one_serves():
    organisation = make_organisation("Warsaw Treaty", until_on=date(1991, 7, 1))
    organisation.names.create(language="en", name="Warsaw Pact", from_on=date(1991, 7, 1), until_on=date(1991, 7, 2))
    assert organisation.name_in("en", date(2020, 1, 1)) == "Warsaw Pact"


def test_an_organisation_without_names_is_shown_by_the_address():
    assert Organisation.objects.create(slug="otan").name_in("fr") == "otan"


def test_prefetched_names_cause_no_query(ministry, django_assert_num_queries):
    make_organisation()
    with django_assert_num_queries(2):
        names = [(o.name_in("fr"), o.acronym_in("en"), str(o)) for o in Organisation.objects.with_names()]
    assert len(names) == 2


def test_an_organisation_knows_those_that_it_is_a_part_of():
    europe = make_organisation("European Union")
    commission = make_organisation("European Commission", parent=europe)
    assert make_organisation("Directorate-General", parent=commission).ancestors() == [commission, europe]


def test_an_organisation_knows_its_successors_and_predecessors():
    old, new = make_organisation("League of Nations"), make_organisation("United Nations")
    old.successions.create(successor=new, from_on=date(1946, 4, 20))
    assert [*old.successors.all()] == [new]
    assert [*new.predecessors.all()] == [old]
