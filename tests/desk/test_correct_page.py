"""The page on which the next edition of a public text is opened, in one language or several."""

import pytest
from django.urls import reverse

from articles.models import Edition
from people.models import Person
from tests.desk.screens import at_desk, queries_of, sentences
from tests.desk_cast import correction, draft, public, translation

pytestmark = pytest.mark.django_db


def both() -> tuple[Edition, Edition]:
    """An article that is public in English and French."""
    english = public(draft("Ministers meet", required=["en"]))
    return english, public(translation(english))


def url(edition: Edition) -> str:
    return reverse("admin:articles_edition_correct", args=[edition.pk])


def post(edition: Edition, who: str = "pia", **data: str):
    return at_desk(who).post(url(edition), {"change": "correction", "public_note": "A figure was wrong.", **data})


def opened(language: str) -> Edition | None:
    return Edition.objects.in_language(language).open().first()


def test_one_language_is_corrected_unless_more_are_chosen():
    english, _french = both()

    post(english)

    assert opened("en").public_note == "A figure was wrong."
    assert opened("fr") is None


def test_each_language_has_its_own_note():
    english, _french = both()

    answer = post(english, correct_fr="on", note_fr="Un chiffre était faux.")

    assert opened("fr").public_note == "Un chiffre était faux."
    assert opened("fr").change == "correction"
    assert answer.url == reverse("admin:articles_edition_change", args=[opened("en").pk])


def test_a_minor_change_may_leave_the_translations_as_they_are():
    english, _french = both()

    post(english, change="minor", leaves_translations="on")

    assert opened("en").touches_translations is False


def test_only_a_minor_change_may_do_so():
    english, _french = both()

    answer = post(english, leaves_translations="on")

    assert "Only a minor change can leave the translations as they are." in sentences(answer)
    assert opened("en") is None


def test_the_reason_is_for_the_desk_alone():
    english, _french = both()

    post(english, reason="The ministry called.")

    event = opened("en").events.get(action="correct")
    assert event.reason == "The ministry called."
    assert "ministry" not in opened("en").public_note


def test_a_language_that_is_already_open_is_not_offered():
    english, french = both()
    correction(french)

    assert 'name="note_fr"' not in sentences(at_desk("pia").get(url(english)))


def test_a_writer_is_offered_the_languages_they_write():
    english, _french = both()

    html = sentences(at_desk("wanda").get(url(english)))

    assert 'name="public_note"' in html
    assert 'name="note_fr"' not in html


@pytest.mark.parametrize("who", ["tariq", "ada", "otto", "emma"])
def test_it_is_for_writers_and_publishers(who):
    english, _french = both()

    assert post(english, who).status_code == 403
    assert opened("en") is None


def test_it_names_every_address_that_will_change():
    english, _french = both()
    person = Person.objects.create(slug="jane-doe", fallback_language="en")
    english.article.people.add(person)

    html = sentences(at_desk("pia").get(url(english)))

    for address in ("/en/news/ministers-meet/", "/en/", "/en/feed.atom", "/en/people/jane-doe/", "/fr/news/un-titre/"):
        assert f">{address}<" in html, address


def test_the_edition_asks_for_the_note_beside_the_text():
    english, _french = both()

    page = at_desk("pia").get(reverse("admin:articles_edition_change", args=[english.pk]))

    assert "Public note: what was corrected" in sentences(page)


def test_the_queries_do_not_depend_on_persons():
    english, _french = both()
    few = queries_of(at_desk("pia"), url(english))
    for number in range(5):
        english.article.people.add(Person.objects.create(slug=f"person-{number}", fallback_language="en"))

    assert queries_of(at_desk("pia"), url(english)) == few
