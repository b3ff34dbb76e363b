"""Persons and organisations found in a text by the forms that their records hold."""

import json

import pytest
from django.utils.html import strip_tags

from people.finding import named_in
from tests.factories import make_organisation, make_person
from tests.paths import CORPUS, needs_corpus

pytestmark = pytest.mark.django_db


def forms(text: str) -> list[tuple[str, str]]:
    return [(found.form, found.subject.name_in("en")) for found in named_in(text)]


def test_a_full_name_is_found_where_it_stands():
    make_person("Jens Stoltenberg")
    text = "Mr Jens Stoltenberg spoke."

    (found,) = named_in(text)

    assert text[found.start : found.end] == found.form == "Jens Stoltenberg"


def test_accents_and_case_do_not_matter():
    make_person("Mevlüt Çavuşoğlu")

    assert forms("MEVLUT CAVUSOGLU met Mevlüt Çavuşoğlu") == [
        ("MEVLUT CAVUSOGLU", "Mevlüt Çavuşoğlu"),
        ("Mevlüt Çavuşoğlu", "Mevlüt Çavuşoğlu"),
    ]


def test_an_acronym_counts_in_capitals_only():
    make_organisation("World Health Organization", acronym="WHO")

    assert forms("Those who know the WHO know it.") == [("WHO", "World Health Organization")]


def test_an_acronym_is_found_behind_an_elision():
    make_organisation("OTAN", acronym="OTAN")

    assert [found.form for found in named_in("Le secrétaire général de l’OTAN et l'OTAN")] == ["OTAN", "OTAN"]


def test_a_name_written_as_a_common_word_is_none():
    make_person("Rose")

    assert forms("the rose of Rose") == [("Rose", "Rose")]


def test_the_longest_form_wins():
    make_person("Anna Lind")
    make_organisation("Anna Lind Foundation")

    assert forms("The Anna Lind Foundation and Anna Lind") == [
        ("Anna Lind Foundation", "Anna Lind Foundation"),
        ("Anna Lind", "Anna Lind"),
    ]


def test_a_form_that_two_share_suggests_nobody():
    make_person("John Smith")
    make_person("John Smith")

    assert forms("John Smith spoke.") == []


def test_names_in_scripts_without_capitals_are_found():
    make_person("ينس ستولتنبرغ", language="ar")

    assert [found.form for found in named_in("قال ينس ستولتنبرغ إن")] == ["ينس ستولتنبرغ"]


def test_the_number_of_queries_does_not_grow(django_assert_num_queries):
    for number in range(20):
        make_person(f"Person Number{number}")
        make_organisation(f"Office {number} Authority")
    text = " ".join(f"Person Number{n} and the Office {n} Authority." for n in range(20))

    with django_assert_num_queries(6):
        assert len(named_in(text)) == 40


@needs_corpus
def test_everyone_of_the_sample_communique_is_found():
    sample = json.loads((CORPUS / "seed" / "2017-03-22-coalition-meeting.json").read_text())
    for person in sample["people"]:
        make_person(person["name"])

    for version in sample["versions"].values():
        text = strip_tags(version["standfirst"] + " " + version["body_html"])
        found = {found.subject.name_in("fr") for found in named_in(text)}
        assert found >= {"Jens Stoltenberg", "Rex Tillerson", "Federica Mogherini", "Mevlüt Çavuşoğlu"}
