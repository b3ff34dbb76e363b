"""Real releases, in up to 22 languages, go in whole and say what they said."""

import json
import re
from html import unescape

import lxml.html
import pytest
from django.db import transaction
from django.urls import reverse

from articles.exchange.releases import Fate, files_in, import_file
from articles.models import Article, Edition, Event
from articles.richtext import plain_text
from languages import standard_form
from people.models import Appointment, Organisation, Person
from tests.paths import CORPUS, needs_corpus

pytestmark = [needs_corpus, pytest.mark.django_db, pytest.mark.xdist_group("releases")]
FOLDERS = ["seed", "releases", "releases_single_language"]


def visible(html):
    """The words of foreign HTML, in order, without what a browser does not show."""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    for element in root.iter("script", "style"):
        element.drop_tree()
    return words(root.text_content())


def words(text):
    return re.sub(r"[\s\u200b\u2060\ufeff“”„«»\"]+", "", text)


@pytest.fixture(scope="module")
def everything_imported(django_db_setup, django_db_blocker):
    """All of them, imported once; each test sees them as they were, and after the last they are gone."""
    with django_db_blocker.unblock(), transaction.atomic():
        results = [import_file(path) for path in files_in([CORPUS / folder for folder in FOLDERS])]
        assert [result for result in results if result.fate != Fate.IMPORTED] == []
        yield [json.loads(result.path.read_text()) for result in results]
        transaction.set_rollback(True)


def test_each_language_of_each_release_is_public_with_the_same_visible_text(everything_imported):
    public = {
        (edition.article.import_id, edition.language): edition
        for edition in Edition.objects.public().select_related("article")
    }
    for release in everything_imported:
        for language, version in release["versions"].items():
            edition = public.pop((release["id"], standard_form(language)))
            assert words(edition.title) == words(unescape(version["title"]))
            assert words(edition.standfirst) == words(unescape(version["standfirst"] or ""))
            assert words(plain_text(edition.body)) == visible(version["body_html"]), (release["id"], language)
    assert public == {}


def test_a_second_run_over_all_changes_nothing(everything_imported):
    models = [Article, Edition, Event, Person, Organisation, Appointment]
    before = [model.objects.count() for model in models]
    again = [import_file(path) for path in files_in([CORPUS / folder for folder in FOLDERS])]
    assert {result.fate for result in again} == {Fate.UNCHANGED}
    assert [model.objects.count() for model in models] == before


def test_persons_of_the_sample_communique_hold_their_offices_as_of_its_date(everything_imported):
    article = Article.objects.get(import_id="2017-03-22-coalition-meeting")
    offices = {
        person.name_in("fr"): [office.title_in("fr") for office in person.offices_on(article.dated_on)]
        for person in article.people.all()
    }
    assert offices["Jens Stoltenberg"] == ["secrétaire général de l’OTAN"]
    assert offices["Rex Tillerson"] == ["secrétaire d'État américain"]
    assert article.organisations.get(names__acronym="OTAN").name_in("en") == "North Atlantic Treaty Organization"


def test_each_page_answers_with_its_title_in_every_language_that_it_has(everything_imported, client):
    for edition in Edition.objects.public():
        response = client.get(reverse("site:article", args=[edition.language, edition.slug]))
        assert response.status_code == 200, (edition.language, edition.slug)
        page = lxml.html.fromstring(response.content.decode())
        assert edition.title in {heading.text_content().strip() for heading in page.iter("h1")}
        assert page.get("lang") == edition.language
