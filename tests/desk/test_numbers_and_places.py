"""Official numbers, places and related articles: described at the desk, found by the number, kept in the record."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from articles.models import Article, Event, Place
from tests.desk.screens import at_desk, sentences
from tests.desk_cast import draft

pytestmark = pytest.mark.django_db

LIST = reverse("admin:articles_article_changelist")
NUMBER = "PR/CP (2017) 041"


def numbered(number: str, title: str = "Alpha") -> Article:
    article = draft(title).article
    article.official_number = number
    article.save()
    return article


def describe(article: Article, **shared: object):
    data = {"kind": article.kind, "required_languages": ["en"], **shared}
    return at_desk("max").post(reverse("admin:articles_article_change", args=[article.pk]), data)


@pytest.mark.parametrize(
    ("query", "is_found"), [("041", True), ("pr/cp 2017", True), ("alpha", True), ("042", False), ("041 beta", False)]
)
def test_an_article_is_found_by_its_number_or_its_title(query, is_found):
    numbered(NUMBER)
    draft("Beta")

    assert (">Alpha</a>" in sentences(at_desk("otto").get(LIST, {"q": query}))) == is_found


def test_what_is_described_is_in_the_record():
    article, other = draft("Alpha").article, draft("Beta").article
    place = Place.objects.create(slug="brussels")
    place.names.create(language="en", name="Brussels")

    describe(article, official_number="  PR/CP  (2017) 041 ", place=place.pk, related=[other.pk])

    article.refresh_from_db()
    assert (article.official_number, article.place, article.related.get()) == (NUMBER, place, other)
    details = Event.objects.get(action="describe").details
    assert (details["official_number"], details["place"]) == (NUMBER, "Brussels")
    assert details["related"] == {str(other.pk): "Beta"}


def test_a_number_is_given_once():
    numbered(NUMBER)
    article = draft("Beta").article

    assert "Another article has this official number." in sentences(describe(article, official_number=NUMBER))
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(official_number=NUMBER)


def test_articles_without_a_number_are_many():
    describe(draft("Alpha").article, official_number="")
    describe(draft("Beta").article, official_number=" ")

    assert list(Article.objects.values_list("official_number", flat=True)) == ["", ""]


def test_an_article_is_not_related_to_itself():
    article = draft("Alpha").article

    assert "An article is not related to itself." in sentences(describe(article, related=[article.pk]))
    assert not article.related.exists()


def test_a_place_is_called_by_the_language_or_its_fallback():
    place = Place.objects.create(slug="brussels", fallback_language="fr")
    place.names.create(language="fr", name="Bruxelles")
    place.names.create(language="nl", name="Brussel")

    assert [str(place.name_in(language)) for language in ("nl", "en", "fr-BE")] == ["Brussel", "Bruxelles", "Bruxelles"]
