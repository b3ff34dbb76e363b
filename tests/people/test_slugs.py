"""Addresses of persons and organisations."""

import pytest
from django.core.exceptions import ValidationError

from people.models import Organisation, Person
from people.slugs import SLUG_LENGTH, slug_from
from tests.factories import make_organisation, make_person


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Jens Stoltenberg", "jens-stoltenberg"),
        ("Mevlüt Çavuşoğlu", "mevlüt-çavuşoğlu"),
        ("Conseil de l’Europe", "conseil-de-l-europe"),
        ("ينس ستولتنبرغ", "ينس-ستولتنبرغ"),
        ("हिन्दी", "हिन्दी"),
        ("  NATO/OTAN (HQ) ", "nato-otan-hq"),
        ("می\N{ZERO WIDTH NON-JOINER}خواهم", "میخواهم"),
        ("…", ""),
    ],
)
def test_an_address_keeps_the_letters_of_every_script(text, slug):
    assert slug_from(text) == slug
    assert slug_from(slug) == slug


@pytest.mark.django_db
def test_an_address_is_made_from_the_name_in_the_fallback_language():
    assert make_person("ينس ستولتنبرغ", "ar", en="Jens Stoltenberg").slug == "ينس-ستولتنبرغ"


@pytest.mark.django_db
def test_the_fallback_language_is_the_newsroom_s_unless_there_is_no_name_in_it():
    assert Person.objects.create_named({"fr": "Genève", "en": "Geneva"}).slug == "geneva"
    assert Person.objects.create_named({"uk": "Київ", "de": "Kiew"}).fallback_language == "uk"


@pytest.mark.django_db
def test_an_address_that_is_taken_gets_a_number():
    assert [make_person("Ada").slug for _ in range(3)] == ["ada", "ada-2", "ada-3"]


@pytest.mark.django_db
def test_persons_and_organisations_have_their_own_addresses():
    assert make_person("Europe").slug == make_organisation("Europe").slug == "europe"


@pytest.mark.django_db
def test_an_address_stays_when_the_name_changes():
    person = make_person("Ada Byron")
    person.names.update(name="Ada Lovelace")
    person.refresh_from_db()
    person.full_clean()
    person.save()
    assert person.slug == "ada-byron"


@pytest.mark.django_db
def test_a_name_without_letters_gets_an_address_too():
    assert make_organisation("!!!").slug == "organisation"


@pytest.mark.django_db
def test_a_long_name_gets_an_address_that_fits():
    slugs = {make_organisation("Very Long Name " * 19).slug for _ in range(2)}
    assert len(slugs) == 2
    assert max(map(len, slugs)) <= SLUG_LENGTH


@pytest.mark.django_db
def test_an_address_that_would_not_be_made_is_refused_with_an_example():
    with pytest.raises(ValidationError, match="as in “ada-lovelace”"):
        Person(slug="Ada Lovelace").full_clean()


@pytest.mark.django_db
def test_nobody_is_created_without_a_name():
    with pytest.raises(ValueError, match="at least one language"):
        Organisation.objects.create_named({})
