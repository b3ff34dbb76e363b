"""The list of a subject holds exactly the editions that its articles have ever released or scheduled."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles import publication
from articles.models import Article, Edition, ListEntry, Outcome, Topic
from articles.querysets import languages_about, months_in_public
from tests import desk_cast as cast
from tests.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db


def listed() -> set[tuple[str, int, int]]:
    """Kind, subject and edition of every entry; those whose copied columns are wrong come twice."""
    for entry in ListEntry.objects.select_related("edition"):
        assert entry.language == entry.edition.language
        assert entry.first_public_from == entry.edition.first_public_from
    return set(ListEntry.objects.values_list("kind", "subject", "edition"))


def due() -> set[tuple[str, int, int]]:
    """What the entries have to be, asked of the articles themselves."""
    released = Edition.objects.exclude(public_from=None)
    relations = {"p": "article__people", "o": "article__organisations", "t": "article__topics"}
    return {
        (kind, subject, edition)
        for kind, path in relations.items()
        for subject, edition in released.exclude(**{path: None}).values_list(path, "pk")
    }


def about_everything(article: Article) -> Article:
    article.people.add(make_person("Anne Ek"), make_person("Bo Ek"))
    article.organisations.add(make_organisation("The Council"))
    article.topics.add(Topic.objects.create(slug="ice"))
    return article


def scheduled_then_not(edition: Edition) -> None:
    cast.scheduled(edition)
    edition.refresh_from_db()
    assert edition.release is not None
    publication.unschedule(edition.release, cast.member("pia"))


def scheduled_anew(edition: Edition) -> None:
    cast.scheduled(edition)
    edition.refresh_from_db()
    assert edition.release is not None
    publication.reschedule(edition.release, cast.member("pia"), at=timezone.now() + timedelta(days=40))


DEEDS: dict[str, tuple[Callable[[Edition], object], int]] = {
    "a draft is in no list": (lambda edition: edition, 0),
    "a scheduled one is": (cast.scheduled, 4),
    "one taken off the schedule is not": (scheduled_then_not, 0),
    "one rescheduled moves": (scheduled_anew, 4),
    "a public one is": (cast.public, 4),
    "a replaced one and its successor are": (cast.replaced, 8),
    "a withdrawn one is": (cast.withdrawn, 4),
}


@pytest.mark.parametrize("sentence", DEEDS)
def test_a_list_follows_the_desk(sentence: str) -> None:
    deed, entries = DEEDS[sentence]
    edition = cast.draft("Hello")
    about_everything(edition.article)
    deed(edition)
    assert listed() == due()
    assert len(listed()) == entries


def test_a_list_follows_what_an_article_names() -> None:
    article = about_everything(cast.public(cast.draft("Hello")).article)
    assert listed() == due()
    assert len(listed()) == 4
    article.people.remove(article.people.get(slug="anne-ek"))
    article.organisations.set([make_organisation("Other"), make_organisation("Another")])
    article.topics.clear()
    assert listed() == due()
    assert len(listed()) == 3


def test_a_deleted_person_leaves_no_entry() -> None:
    article = about_everything(cast.public(cast.draft("Hello")).article)
    article.people.get(slug="anne-ek").delete()
    assert listed() == due()


def test_an_imported_history_is_listed() -> None:
    edition = cast.imported("Old", public_from=datetime(2010, 1, 2, tzinfo=UTC))
    about_everything(edition.article)
    assert listed() == due()


def test_every_reading_word_goes_by_the_same_order() -> None:
    person = make_person()
    days = [datetime(2010, 1, day, tzinfo=UTC) for day in (5, 3, 4, 3)]
    for number, at in enumerate(days):
        cast.imported(f"Text {number}", public_from=at).article.people.add(person)
    about, every = Edition.objects.public().about(person), Edition.objects.public()
    middle = every.get(title="Text 2")
    assert middle.first_public_from is not None
    place = (middle.first_public_from, middle.pk)
    assert list(about.newest_first()) == list(every.newest_first())
    assert list(about.oldest_first()) == list(every.newest_first())[::-1]
    assert list(about.older_than(*place).newest_first()) == list(every.older_than(*place).newest_first())
    assert list(about.newer_than(*place)) == list(every.newer_than(*place)) == [every.get(title="Text 0")]


def test_the_languages_about_a_subject_are_those_of_public_texts() -> None:
    person = make_person()
    for language, text in (("en", cast.public), ("fr", cast.scheduled), ("de", cast.withdrawn)):
        edition = cast.draft("Hello", language=language, required=[language])
        edition.article.people.add(person)
        text(edition)
    assert languages_about(person) == ["en"]
    assert languages_about(make_person("Nobody Known")) == []
    assert languages_about(person, datetime(2010, 1, 1, tzinfo=UTC)) == []


def test_the_months_are_those_of_public_texts() -> None:
    for at in ("2010-01-31T23:59:59Z", "2010-03-01T00:00:00Z", "2010-03-31T12:00:00Z", "2009-12-05T00:00:00Z"):
        cast.imported(at, public_from=datetime.fromisoformat(at))
    gone = cast.imported("Gone", public_from=datetime(2010, 2, 1, tzinfo=UTC))
    publication.withdraw(
        gone.article, cast.member("pia"), outcome=Outcome.NOTICE, notices={"en": "Wrong."}, reason="Wrong"
    )
    months = [datetime(2010, 3, 1, tzinfo=UTC), datetime(2010, 1, 1, tzinfo=UTC), datetime(2009, 12, 1, tzinfo=UTC)]
    assert months_in_public(["en", "fr"]) == [("en", month) for month in months]
    assert months_in_public(["en"], datetime(2010, 1, 1, tzinfo=UTC)) == [("en", months[2])]


@pytest.mark.parametrize("word", ["newest_first", "oldest_first"])
def test_a_page_is_read_from_the_index_of_the_list(word: str) -> None:
    """Without sorting: whatever the length of the list, a page reads as much of it as it shows."""
    listing = getattr(Edition.objects.public().in_language("en").about(make_person()), word)()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        plan = listing[:21].explain()
    assert "Sort" not in plan
    assert "list_of_a_subject" in plan
