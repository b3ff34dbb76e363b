"""What the checks learn from the glossary and from the records of people."""

from datetime import date

import pytest

from articles.translation.checks import TermStatus
from articles.translation.glossary.entries import known_names, known_terms
from people.models import Organisation, Person, Position
from tests.translation.glossary.words import concept

pytestmark = pytest.mark.django_db


def targets(source: str, target: str, text: str | None = None) -> dict[str, list[tuple[str, str]]]:
    return {term.text: [(t, str(s)) for t, s in term.targets] for term in known_terms(source, target, text)}


@pytest.fixture
def stoltenberg() -> Person:
    return Person.objects.create_named(
        {
            "en": {"name": "Jens Stoltenberg", "short_name": "Mr Stoltenberg", "sort_name": "Stoltenberg, Jens"},
            "fr": {"name": "Jens Stoltenberg", "short_name": "M. Stoltenberg", "sort_name": "Stoltenberg, Jens"},
        }
    )


@pytest.fixture
def nato() -> Organisation:
    return Organisation.objects.create_named(
        {
            "en": {"name": "North Atlantic Treaty Organization", "acronym": "NATO"},
            "fr": {"name": "Organisation du Traité de l’Atlantique Nord", "acronym": "OTAN"},
        }
    )


@pytest.fixture
def secretary_general(nato) -> Position:
    return Position.objects.create_titled({"en": "Secretary General", "fr": "secrétaire général"}, organisation=nato)


def test_a_term_comes_with_all_that_its_concept_is_called_in_the_other_language_the_preferred_first():
    concept(en="troops", fr="*troupiers; -militaires; soldats")

    assert targets("en", "fr") == {
        "troops": [("soldats", "preferred"), ("militaires", "admitted"), ("troupiers", "forbidden")]
    }


def test_with_a_text_only_what_stands_in_it_comes_however_inflected():
    concept(en="troop", fr="soldat")
    concept(en="ship", fr="navire")

    assert list(targets("en", "fr", "Two troops arrived.")) == ["troop"]


def test_a_regional_language_falls_back_concept_by_concept():
    concept(en="gas station", fr="station-service", fr_CA="poste d’essence")
    concept(en="ship", fr="navire")

    assert targets("en-GB", "fr-CA") == {
        "gas station": [("poste d’essence", "preferred")],
        "ship": [("navire", "preferred")],
    }
    assert targets("en", "fr")["gas station"] == [("station-service", "preferred")]


def test_a_concept_without_a_term_in_the_target_language_does_not_come():
    concept(en="ship", de="Schiff")

    assert targets("en", "fr") == {}


def test_a_concept_of_the_target_language_alone_comes_with_an_empty_text_for_what_it_forbids():
    concept(fr="navire; *rafiot")

    assert targets("en", "fr", "Any text.") == {"": [("navire", "preferred"), ("rafiot", "forbidden")]}


def test_what_forbids_a_term_comes_whatever_the_text_says():
    concept(en="ship", fr="navire; *rafiot")
    concept(en="boat", fr="bateau")

    assert list(targets("en", "fr", "Any text.")) == ["ship"]


def test_titles_of_positions_are_terms_by_themselves(secretary_general):
    assert targets("en", "fr") == {"Secretary General": [("secrétaire général", "preferred")]}


def test_a_title_as_one_holder_bears_it_is_admitted(secretary_general, stoltenberg):
    held = stoltenberg.appointments.create(position=secretary_general)
    held.titles.create(language="fr", title="secrétaire générale")

    assert targets("en", "fr")["Secretary General"] == [
        ("secrétaire général", "preferred"),
        ("secrétaire générale", "admitted"),
    ]


def test_a_title_of_two_organisations_may_be_translated_as_either(secretary_general):
    other = Organisation.objects.create_named({"en": "The Conference"})
    Position.objects.create_titled({"en": "Secretary General", "fr": "secrétaire de la Conférence"}, organisation=other)

    assert targets("en", "fr")["Secretary General"] == [
        ("secrétaire général", "preferred"),
        ("secrétaire de la Conférence", "preferred"),
    ]


def test_a_person_is_known_by_every_form_in_both_languages_and_by_the_offices(stoltenberg, secretary_general):
    stoltenberg.appointments.create(position=secretary_general, from_on=date(2014, 10, 1), until_on=date(2024, 10, 1))

    (person,) = [name for name in known_names("en", "fr") if name.reference == f"person:{stoltenberg.pk}"]

    assert person.forms == {
        "en": ("Jens Stoltenberg", "Mr Stoltenberg", "Stoltenberg"),
        "fr": ("Jens Stoltenberg", "M. Stoltenberg", "Stoltenberg"),
    }
    (office,) = person.offices
    assert office.titles == {"en": ("Secretary General",), "fr": ("secrétaire général",)}
    assert (office.from_on, office.until_on) == (date(2014, 10, 1), date(2024, 10, 1))


def test_an_organisation_is_known_by_the_names_of_every_period(nato):
    nato.names.filter(language="en").update(from_on=date(1949, 4, 4))
    nato.names.create(language="en", name="Western Union", until_on=date(1949, 4, 4))

    (organisation,) = known_names("en", "fr")

    assert organisation.forms["en"] == ("North Atlantic Treaty Organization", "NATO", "Western Union")
    assert organisation.forms["fr"] == ("Organisation du Traité de l’Atlantique Nord", "OTAN")


def test_with_a_text_only_those_named_in_it_come(stoltenberg, nato):
    assert [name.reference for name in known_names("en", "fr", "NATO’s plans")] == [f"organisation:{nato.pk}"]
    assert [name.reference for name in known_names("en", "fr", "said Stoltenberg")] == [f"person:{stoltenberg.pk}"]
    assert known_names("en", "fr", "nato and nobody") == []


def test_a_name_in_another_language_is_none_in_this_one(stoltenberg):
    (person,) = known_names("en", "ar")

    assert "ar" not in person.forms


def test_statuses_are_those_that_the_checks_read():
    concept(en="ship; *tub", fr="navire")

    assert {term.text: term.status for term in known_terms("en", "fr")} == {
        "ship": TermStatus.PREFERRED,
        "tub": TermStatus.FORBIDDEN,
    }


def test_three_queries_read_the_terms_and_five_the_names(django_assert_num_queries, stoltenberg, secretary_general):
    for number in range(5):
        concept(en=f"ship {number}", fr=f"navire {number}")
        person = Person.objects.create_named({"en": f"Person {number}"})
        person.appointments.create(position=secretary_general)

    with django_assert_num_queries(3):
        known_terms("en", "fr")
    with django_assert_num_queries(5):
        known_names("en", "fr")
