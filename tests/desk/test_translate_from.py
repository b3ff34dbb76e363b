"""Opening a translation: into any language that one writes, from any language that the article has."""

import re

import pytest
from django.urls import reverse

from articles.models import Article, Edition
from tests.desk.screens import at_desk, open_url, sentences
from tests.desk_cast import draft, public, translation

pytestmark = pytest.mark.django_db


def translate(name: str, article: Article, language: str, source: Edition):
    url = reverse("admin:articles_article_translate", args=[article.pk])
    return at_desk(name).post(url, {"language": language, "source": source.pk})


def page_of(name: str, article: Article) -> str:
    return sentences(at_desk(name).get(reverse("admin:articles_article_change", args=[article.pk])))


def form_of(name: str, article: Article) -> str:
    """What stands from the form's opening to its end; nothing where it is not offered."""
    form = re.search(r"<form[^>]*translate-from.*?</form>", page_of(name, article), re.DOTALL)
    return form[0] if form else ""


def test_arabic_is_translated_from_the_english_translation_of_a_french_draft():
    source = draft("Sur le lac", language="fr", required=["fr"])
    english = translation(source, language="en", title="On the lake")

    answer = translate("max", source.article, "ar", english)

    arabic = Edition.objects.get(language="ar")
    assert arabic.translates == english
    assert answer.url == reverse("admin:articles_edition_translate", args=[arabic.pk])
    assert "On the lake" in sentences(at_desk("max").get(answer.url))


def test_a_translation_is_opened_in_the_workbench():
    article = draft(required=["en", "fr"]).article

    answer = at_desk("tariq").post(open_url(article, "fr"))

    assert answer.url == reverse("admin:articles_edition_translate", args=[Edition.objects.get(language="fr").pk])


def test_the_form_offers_the_languages_that_one_writes_and_the_texts_there_are():
    article = draft("On the lake").article

    assert '<option value="fr">' in form_of("tariq", article)
    assert '<option value="ar">' not in form_of("tariq", article)
    assert '<option value="ar">' in form_of("max", article)
    assert "translate-from" not in page_of("otto", article)


def test_a_language_that_has_a_text_is_not_offered():
    english = draft("On the lake")
    translation(english)

    form = form_of("max", english.article)
    assert '<option value="ar">' in form
    assert '<option value="fr">' not in form


@pytest.mark.parametrize(("who", "language"), [("otto", "fr"), ("tariq", "ar"), ("max", "en"), ("max", "nonsense!")])
def test_nothing_is_opened_without_the_right_or_another_language(who, language):
    english = draft()

    translate(who, english.article, language, english)

    assert Edition.objects.count() == 1


def test_a_text_of_another_article_is_no_source():
    english, other = draft(), public()

    translate("max", english.article, "fr", other)

    assert not Edition.objects.filter(language="fr").exists()
