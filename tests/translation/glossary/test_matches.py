"""What is known is marked in the source, with the target term beside."""

import time

import pytest

from articles.translation.glossary.entries import load, matches
from people.models import Organisation, Person
from tests.translation.glossary.words import concept

pytestmark = pytest.mark.django_db


def marked(text: str, source: str = "en", target: str = "fr") -> list[tuple[str, list[str]]]:
    return [(match.text, [t.text for t in match.targets]) for match in matches(text, source, target)]


def test_terms_are_marked_where_they_stand_whatever_their_inflection():
    concept(en="ally", fr="Allié")

    (match,) = matches("The Allies met.", "en", "fr")

    assert (match.start, match.end, match.text) == (4, 10, "Allies")
    assert match.entries[0].reference.startswith("concept:")


def test_the_longest_term_wins():
    concept(en="defence", fr="défense")
    concept(en="collective defence", fr="défense collective")
    concept(en="defence plan", fr="plan de défense")

    assert marked("collective defence") == [("collective defence", ["défense collective"])]
    assert marked("collective defence plans") == [("collective defence", ["défense collective"])]


def test_two_readings_of_a_word_stand_side_by_side():
    concept(en="exercise", fr="exercice")
    concept(en="exercise", fr="manœuvre; *exercisse")

    assert marked("The exercise") == [("exercise", ["exercice", "manœuvre", "exercisse"])]


def test_persons_and_organisations_are_marked_with_the_form_that_answers_to_theirs():
    Person.objects.create_named(
        {
            "en": {"name": "Jens Stoltenberg", "short_name": "Mr Stoltenberg"},
            "fr": {"name": "Jens Stoltenberg", "short_name": "M. Stoltenberg"},
        }
    )
    Organisation.objects.create_named(
        {"en": {"name": "The Alliance", "acronym": "NATO"}, "fr": {"name": "L’Alliance", "acronym": "OTAN"}}
    )

    assert marked("Mr Stoltenberg thanked NATO.") == [("Mr Stoltenberg", ["M. Stoltenberg"]), ("NATO", ["OTAN"])]


def test_an_organisation_without_an_acronym_is_called_by_its_name():
    Organisation.objects.create_named({"en": {"name": "The Office", "acronym": "TOFF"}, "fr": "Le Bureau"})

    assert marked("TOFF said; toff is slang") == [("TOFF", ["Le Bureau"])]


def test_a_name_begins_with_a_capital():
    Person.objects.create_named({"en": "Bush", "fr": "Bush"})

    assert marked("The bush by Bush") == [("Bush", ["Bush"])]


def test_a_surname_that_two_persons_bear_is_not_marked():
    for first in ("Ann", "Bo"):
        names = {"name": f"{first} Lind", "sort_name": f"Lind, {first}"}
        Person.objects.create_named({"en": names, "fr": names})

    assert marked("Lind and Ann Lind") == [("Ann Lind", ["Ann Lind"])]


def test_what_has_only_forbidden_terms_in_the_target_is_not_marked():
    concept(en="ship", fr="*rafiot")

    assert marked("a ship") == []


def test_arabic_is_read_from_arabic():
    concept(ar="حلف", en="alliance")

    assert marked("وللحلف خطط", "ar", "en") == [("وللحلف", ["alliance"])]


def test_any_number_of_texts_takes_five_queries(django_assert_num_queries):
    concept(en="ship", fr="navire")

    with django_assert_num_queries(5):
        glossary = load("en", "fr")
        assert [len(glossary.matches(text)) for text in ("a ship", "ships", "no")] == [1, 1, 0]


def test_a_paragraph_is_marked_in_a_few_milliseconds_with_a_thousand_entries():
    for number in range(300):
        concept(en=f"term {number} of art; -article {number}; -number {number}", fr=f"terme {number}")
    glossary = load("en", "fr")
    text = "The Secretary General thanked term 7 of art for its service in the Western Balkans. " * 8
    assert len(glossary.matches(text)) == 8

    def seconds() -> float:
        started = time.perf_counter()
        glossary.matches(text)
        return time.perf_counter() - started

    assert min(seconds() for _attempt in range(5)) < 0.05
