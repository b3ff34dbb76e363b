"""Finding persons, organisations and positions by what they are called."""

from datetime import date

import pytest

from people.models import Organisation, Person, Position
from tests.factories import make_organisation, make_person, make_position

pytestmark = pytest.mark.django_db


@pytest.fixture
def minister() -> Person:
    names = {
        "tr": {"name": "Mevlüt Çavuşoğlu", "short_name": "Bakan", "sort_name": "Çavuşoğlu, Mevlüt"},
        "ar": "مولود تشاووش أوغلو",
    }
    make_person("Someone Else")
    return Person.objects.create_named(names)


@pytest.mark.parametrize(
    "text", ["Çavuşoğlu", "Cavusoglu", "CAVUSOGLU", "cavusoglu mev", "bakan", "تشاووش", " Mevlüt  Çavuşoğlu "]
)
def test_a_person_is_found_by_any_form_of_the_name(minister, text):
    assert [*Person.objects.named_like(text)] == [minister]


@pytest.mark.parametrize("text", ["Cavusoglu Jens", "%", "_", "Mevlüt أوغلو"])
def test_every_word_has_to_be_in_one_name(minister, text):
    assert not Person.objects.named_like(text).exists()


@pytest.mark.parametrize("text", ["", "  "])
def test_no_text_narrows_nothing(minister, text):
    assert Person.objects.named_like(text).count() == 2


def test_someone_found_twice_is_listed_once():
    make_person("Jens Stoltenberg", fr="Jens Stoltenberg", nb="Jens Stoltenberg")
    assert Person.objects.named_like("Jens").count() == 1


@pytest.mark.parametrize("name", ["Mevlüt Çavuşoğlu", "mevlut cavusoglu", "مولود تشاووش أوغلو"])
def test_a_full_name_finds_the_person(minister, name):
    assert Person.objects.by_name(name) == minister


@pytest.mark.parametrize("name", ["Mevlüt", "Bakan", ""])
def test_less_than_the_full_name_finds_nobody(minister, name):
    assert Person.objects.by_name(name) is None


def test_a_name_to_the_letter_goes_before_one_that_differs_in_accents():
    plain, accented = make_person("Muller"), make_person("Müller")
    assert [Person.objects.by_name(name) for name in ("Müller", "Muller", "MULLER")] == [accented, plain, plain]


def test_of_two_persons_of_one_name_the_first_recorded_is_found():
    first = make_person("Ada")
    make_person("Ada")
    assert Person.objects.by_name("Ada") == first


@pytest.mark.parametrize("text", ["NATO", "nato", "OTAN", "Organisation du Traite"])
def test_an_organisation_is_found_by_name_or_acronym(text):
    row = {"name": "Organisation du Traité de l'Atlantique Nord", "acronym": "OTAN"}
    organisation = make_organisation("North Atlantic Treaty Organization", acronym="NATO", fr=row)
    assert [*Organisation.objects.named_like(text)] == [organisation]


def test_an_organisation_is_found_by_exactly_its_acronym_or_a_former_name():
    organisation = make_organisation("European Economic Community", acronym="EEC", until_on=date(1993, 11, 1))
    organisation.names.create(language="en", name="European Union", from_on=date(1993, 11, 1))
    found = {Organisation.objects.by_name(text) for text in ("eec", "european union", "European Economic Community")}
    assert found == {organisation}
    assert Organisation.objects.by_name("European") is None


def test_a_name_goes_before_an_acronym():
    make_organisation("World Health Organization", acronym="WHO")
    band = make_organisation("Who")
    assert Organisation.objects.by_name("who") == band


def test_a_position_is_found_by_its_title_within_an_organisation():
    wanted = make_position("Chair", fr="président")
    make_position("Chair")
    assert wanted.organisation.positions.by_title("President") == wanted
    assert [*Position.objects.named_like("chair").filter(organisation=wanted.organisation)] == [wanted]
