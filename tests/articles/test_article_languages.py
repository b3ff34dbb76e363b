"""An article's row says which languages it has, lacks and has stale; the database keeps it so."""

import pytest

from articles import publication
from articles.drafting import describe
from articles.models import Article, Edition
from articles.workflow import perform
from tests import desk_cast as cast

pytestmark = pytest.mark.django_db


def noted(article: Article) -> tuple[list[str], list[str], list[str]]:
    article = Article.objects.get(pk=article.pk)
    return article.languages, article.missing_languages, article.stale_languages


def stale(article: Article) -> list[str]:
    """The same question put to each newest edition."""
    newest = [article.newest_edition(language) for language in sorted(article.languages)]
    return [edition.language for edition in newest if edition is not None and edition.is_stale()]


def test_every_text_is_noted_and_a_discarded_one_no_longer():
    english = cast.draft(required=["fr", "en", "ar"])
    assert noted(english.article) == (["en"], ["ar", "fr"], [])
    french = cast.translation(english)
    assert noted(english.article) == (["en", "fr"], ["ar"], [])
    cast.discarded(french)
    assert noted(english.article) == (["en"], ["ar", "fr"], [])


def test_what_is_required_may_change():
    english = cast.draft(required=["en", "fr"])
    describe(english.article, cast.member("max"), required_languages=["en", "ar"])
    assert noted(english.article) == (["en"], ["ar"], [])
    Article.objects.update(required_languages=["en"])
    assert noted(english.article) == (["en"], [], [])


def test_whoever_saves_an_article_read_before_does_no_harm():
    english = cast.draft(required=["en", "fr"])
    read_before = Article.objects.get()
    cast.translation(english)
    read_before.save()
    Article.objects.update(languages=["xx"], missing_languages=["xx"], stale_languages=["xx"])
    assert noted(english.article) == (["en", "fr"], [], [])


def test_a_translation_is_noted_as_stale_exactly_while_it_is():
    english = cast.draft()
    french = cast.translation(english)
    article = english.article
    seen = []

    def look() -> None:
        kept = noted(article)
        assert kept[2] == stale(Article.objects.get(pk=article.pk))
        assert kept[2] == [
            edition.language
            for edition in Edition.objects.kept().stale().filter(article=article)
            if edition == article.newest_edition(edition.language)
        ]
        seen.append(bool(kept[2]))

    look()
    english = perform(english, "save", cast.member("wanda"), title="Other words")
    look()
    french = perform(french, "confirm_source", cast.member("tariq"))
    look()
    english, french = cast.public(english), cast.public(french)
    look()
    second = publication.correct(english, cast.member("wanda"), change="minor")
    look()
    second = perform(second, "save", cast.member("wanda"), body="<p>Yet other words.</p>")
    look()
    cast.discarded(second)
    look()
    cast.correction(english)
    cast.correction(french)
    look()
    assert seen == [False, True, False, False, False, True, False, True]


def test_a_list_asks_by_these_notes():
    lacking = cast.draft("Lacking", required=["en", "fr"]).article
    english = cast.draft()
    cast.translation(english)
    perform(english, "save", cast.member("wanda"), body="<p>Other words.</p>")
    assert list(Article.objects.lacking("fr")) == [lacking]
    assert list(Article.objects.lacking_required()) == [lacking]
    assert list(Article.objects.stale()) == [english.article]
