"""The words that find what is public without reading all of it say the same as the plain ones."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Edition, Topic
from articles.querysets import languages_in_public
from tests.desk_cast import draft, imported, scheduled, translation, withdrawn

pytestmark = pytest.mark.django_db
NOW = timezone.now()
PAST = NOW - timedelta(days=10)


@pytest.fixture
def editions_of_every_sort():
    imported("Public", language="en", public_from=PAST)
    imported("Öffentlich", language="de", public_from=PAST, public_until=PAST + timedelta(days=1))
    imported("Público", language="pt-BR", public_from=PAST)
    withdrawn(draft("Retiré", language="fr"))
    scheduled(draft("مجدول", language="ar"))
    translation(draft("Draft"), language="sv")


def test_the_languages_in_public_are_those_of_the_public_editions(editions_of_every_sort):
    assert languages_in_public() == ["en", "pt-BR"]
    for at in (NOW, PAST, PAST - timedelta(seconds=1), PAST + timedelta(hours=3), NOW + timedelta(hours=2)):
        assert set(languages_in_public(at)) == Edition.objects.public(at).languages()
    assert "de" in languages_in_public(PAST)


def test_nothing_public_is_in_no_language():
    assert languages_in_public() == []
    assert Edition.objects.public().languages() == set()


def test_a_topic_is_public_in_a_language_while_a_public_text_in_it_is_about_the_topic(editions_of_every_sort):
    topic, _other = Topic.objects.create(slug="ports"), Topic.objects.create(slug="unused")
    for edition in Edition.objects.exclude(language="en"):
        edition.article.topics.add(topic)
    assert list(Topic.objects.public_in("pt-BR")) == [topic]
    for language in ("en", "fr", "ar", "sv", "de"):
        assert not Topic.objects.public_in(language).exists()
    assert list(Topic.objects.public_in("de", PAST)) == [topic]
