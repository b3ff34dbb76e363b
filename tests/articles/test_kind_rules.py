"""Each kind of article has languages that its first release requires, unless somebody chose others."""

import pytest

from articles import drafting
from articles.models import Article, KindRule
from tests.desk_cast import draft, member, public

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rules(settings):
    """A speech is released in its own language, everything else in English and French."""
    settings.NEWSROOM_REQUIRED_LANGUAGES = ["en", "fr"]
    KindRule.objects.create(kind="speech", required_languages=["en"])


def started(kind: str, **chosen) -> Article:
    return drafting.start_article(member("wanda"), kind=kind, source_language="en", title="A title", **chosen).article


def described(article: Article, **shared) -> list[str]:
    """The required languages after the change, as the article's form makes it."""
    shared = {"kind": article.kind, "required_languages": article.required_languages, **shared}
    drafting.describe(article, member("max"), **shared)
    article.refresh_from_db()
    return article.required_languages


@pytest.mark.parametrize(("kind", "required"), [("speech", ["en"]), ("statement", ["en", "fr"])])
def test_an_article_begins_with_those_of_its_kind(kind, required):
    assert started(kind).required_languages == required


def test_those_chosen_at_the_start_hold():
    assert started("speech", required_languages=["ar"]).required_languages == ["ar"]


def test_another_kind_brings_its_own():
    assert described(started("statement"), kind="speech") == ["en"]
    assert described(started("speech"), kind="news") == ["en", "fr"]


def test_what_was_chosen_by_hand_stays_with_another_kind():
    chosen_before = started("statement", required_languages=["en", "ar"])
    assert described(chosen_before, kind="speech") == ["en", "ar"]
    assert described(started("statement"), kind="speech", required_languages=["fr"]) == ["fr"]


def test_after_the_first_release_nothing_comes_with_the_kind():
    edition = public(draft(required=["en", "fr"]))

    assert described(edition.article, kind="speech") == ["en", "fr"]


def test_a_new_rule_changes_no_article():
    article = started("statement")

    KindRule.objects.create(kind="statement", required_languages=["ar"])

    article.refresh_from_db()
    assert article.required_languages == ["en", "fr"]
    assert described(article, kind="news") == ["en", "fr"]
