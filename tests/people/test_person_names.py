"""Which form of a person's name a reader sees."""

import pytest

from people.models import LocalText, Person, choose_language
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_a_name_is_shown_in_the_language_asked_for():
    person = make_person("Jens Stoltenberg", ar="ينس ستولتنبرغ")
    assert person.name_in("ar") == "ينس ستولتنبرغ"


def test_a_regional_language_falls_back_to_its_parent():
    person = make_person("Anthony", pt="António")
    assert person.local_name("pt-BR") == LocalText("António", "pt")


def test_a_language_without_a_name_falls_back_to_the_declared_one():
    person = make_person("Зеленський", "uk", en="Zelenskyy")
    assert person.name_in("fr") == "Зеленський"


def test_a_declared_language_without_a_name_falls_back_to_the_newsroom_s():
    person = Person.objects.create_named({"de": "Wien", "fr": "Vienne"}, fallback_language="it")
    assert person.local_name("uk") == LocalText("Vienne", "fr")


def test_any_name_is_better_than_none():
    person = Person.objects.create_named({"uk": "Київ", "de": "Kiew"}, fallback_language="it")
    assert person.local_name("pt-BR") == LocalText("Kiew", "de")


def test_a_person_without_names_is_shown_by_the_address():
    person = Person.objects.create(slug="jens-stoltenberg")
    assert person.local_name("fr") == LocalText("jens-stoltenberg", "en")
    assert person.short_name_in("fr") == person.sort_name_in("fr") == "jens-stoltenberg"


def test_the_short_form_belongs_to_the_language():
    person = Person.objects.create_named({"fr": {"name": "Jens Stoltenberg", "short_name": "M. Stoltenberg"}})
    assert person.short_name_in("fr") == "M. Stoltenberg"


def test_the_full_name_stands_in_for_a_missing_short_form_of_the_same_language():
    names = {"fr": {"name": "Jens Stoltenberg", "short_name": "M. Stoltenberg"}, "ar": "ينس ستولتنبرغ"}
    person = Person.objects.create_named(names, fallback_language="fr")
    assert person.short_name_in("ar") == "ينس ستولتنبرغ"


def test_the_full_name_stands_in_for_a_missing_sort_form():
    names = {"en": {"name": "Jens Stoltenberg", "sort_name": "Stoltenberg, Jens"}, "hu": "Orbán Viktor"}
    person = Person.objects.create_named(names)
    assert [person.sort_name_in("en"), person.sort_name_in("hu")] == ["Stoltenberg, Jens", "Orbán Viktor"]


def test_a_name_written_from_right_to_left_says_so():
    person = make_person("ينس ستولتنبرغ", "ar")
    assert person.local_name("fr").direction == "rtl"


def test_a_person_has_no_biography_until_someone_writes_one():
    assert make_person().biography_in("en") is None


def test_a_biography_falls_back_like_a_name():
    person = make_person()
    person.biographies.create(language="pt", text="Nasceu em Oslo.")
    assert person.biography_in("pt-BR") == LocalText("Nasceu em Oslo.", "pt")


def test_prefetched_names_cause_no_query(django_assert_num_queries):
    make_person("Ada")
    make_person("Grace")
    with django_assert_num_queries(2):
        names = [(p.name_in("fr"), p.short_name_in("fr"), str(p)) for p in Person.objects.with_names()]
    assert len(names) == 2


def test_nothing_is_chosen_from_nothing():
    assert choose_language([], "fr", "en") is None
