"""Portraits: chosen in the media library, public with the person."""

from datetime import timedelta

import pytest
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from articles.media.keeping import add_image
from articles.models import Image, Portrait
from people.models import Person, today
from tests import desk_cast as cast
from tests.desk.screens import at_desk
from tests.factories import make_person
from tests.media.pictures import upload
from tests.site.scene import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    person = make_person("Anne Ek")
    image = add_image(upload(), credit="Per Ask", rights="Free for the press")
    image.texts.create(language="en", alt="A woman at a desk")
    Portrait.objects.create(person=person, image=image)
    return person


def file_of(person: Person) -> str:
    """The path of the portrait's file."""
    return reverse("site:file", args=[str(person.portrait.image.file)])


def named_in_public(person: Person) -> None:
    cast.public(cast.draft("Hello")).article.people.add(person)


def test_a_person_is_shown_with_the_portrait(person: Person, client: Client) -> None:
    named_in_public(person)
    (shown,) = page("/en/people/anne-ek/").xpath("//figure[@class='portrait']//img")
    assert shown.get("alt") == "A woman at a desk"
    assert client.get(shown.get("src")).status_code == 200
    assert page("/fr/people/anne-ek/").xpath("//figure[@class='portrait']//img")[0].get("lang") == "en"


def test_who_took_it_is_told(person: Person) -> None:
    named_in_public(person)
    (words,) = page("/en/people/anne-ek/").xpath("//figure[@class='portrait']/figcaption")
    assert words.text_content().split() == "Per Ask Free for the press".split()


def test_it_is_public_only_while_a_public_article_names_the_person(person: Person, client: Client) -> None:
    cast.draft("Not yet").article.people.add(person)
    assert client.get(file_of(person)).status_code == 404
    assert not Portrait.objects.public().exists()
    named_in_public(person)
    assert client.get(file_of(person)).status_code == 200
    assert Portrait.objects.public().get() == person.portrait


def test_it_disappears_on_the_day_on_which_its_rights_end(person: Person, client: Client) -> None:
    named_in_public(person)
    Image.objects.update(rights_until_on=today() - timedelta(days=1))
    assert page("/en/people/anne-ek/").xpath("//figure") == []
    assert client.get(file_of(person)).status_code == 404
    assert not Portrait.objects.public().exists()


def portrait_form(image: Image | None = None) -> dict[str, str]:
    """What the browser posts of the person's page at the desk: a name, and the portrait."""
    data = {"fallback_language": "en", "names-0-language": "en", "names-0-name": "Bo Ek"}
    for prefix, count in (("names", 1), ("appointments", 0), ("biographies", 0), ("portrait", int(image is not None))):
        data |= {f"{prefix}-TOTAL_FORMS": str(count), f"{prefix}-INITIAL_FORMS": "0"}
    return data | ({"portrait-0-image": str(image.pk)} if image else {})


def test_it_is_chosen_with_the_person_at_the_desk() -> None:
    image = add_image(upload())
    answer = at_desk("wanda").post(reverse("admin:people_person_add"), portrait_form(image))
    assert answer.status_code == 302
    assert Person.objects.get(slug="bo-ek").portrait.image == image


@pytest.mark.parametrize(("member", "is_offered"), [("wanda", False), ("pia", True), ("max", True)])
def test_of_a_public_person_it_is_for_those_who_release(person: Person, member: str, is_offered: bool) -> None:
    change = reverse("admin:people_person_change", args=[person.pk])
    assert 'name="portrait-0-image"' in at_desk("wanda").get(change).content.decode()
    named_in_public(person)
    assert ('name="portrait-0-image"' in at_desk(member).get(change).content.decode()) is is_offered


def test_the_library_says_whose_portrait_an_image_is_and_keeps_it(person: Person) -> None:
    image = person.portrait.image
    shown = at_desk("wanda").get(reverse("admin:articles_image_change", args=[image.pk])).content.decode()
    assert "Anne Ek" in shown
    assert at_desk("wanda").get(reverse("admin:articles_image_delete", args=[image.pk])).status_code == 403
    with pytest.raises(ProtectedError):
        image.delete()


def test_the_library_counts_it_as_used(person: Person) -> None:
    library = reverse("admin:articles_image_changelist")
    link = reverse("admin:articles_image_change", args=[person.portrait.image_id])
    assert link in at_desk("wanda").get(library, {"use": "used"}).content.decode()
    assert link not in at_desk("wanda").get(library, {"use": "unused"}).content.decode()
