"""What search keeps: rows written beside editions at once, words counted now and then."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from articles.models import Edition
from articles.search.counting import count_words
from articles.search.models import SearchRow, SearchWord, WordShare
from tests import desk_cast as cast
from tests.search.test_searching import found, text
from tests.translation.glossary.words import concept

pytestmark = pytest.mark.django_db


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_scheduled_text_is_found_at_its_instant_without_any_worker() -> None:
    edition = cast.scheduled(cast.draft("Glacier"))
    assert found("glacier") == []
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # Time passes: no trigger has a part in it.
        for table in ("articles_edition", "search_searchrow"):
            pk = "id" if table == "articles_edition" else "edition_id"
            cursor.execute(
                f"UPDATE {table} SET public_from = now() - interval '1 second',"
                f" first_public_from = now() - interval '1 second' WHERE {pk} = %s",
                [edition.pk],
            )
        cursor.execute("SET session_replication_role = origin")
    assert found("glacier") == ["Glacier"]


def test_a_correction_is_found_by_its_words_and_no_longer_by_the_old_ones() -> None:
    first = cast.public(cast.draft("Glacier", body="<p>Old words.</p>"))
    cast.public(cast.correction(first))
    assert found("old") == []
    assert len(found("glacier")) == 1


def test_rows_that_are_missing_are_written_by_a_command() -> None:
    text("Glacier")
    sql("DELETE FROM search_searchrow")
    assert found("glacier") == []
    out = StringIO()
    call_command("index_search", stdout=out, stderr=StringIO())
    assert out.getvalue().startswith("1 texts made ready for search")
    assert found("glacier") == ["Glacier"]


def test_a_command_writes_all_rows_anew() -> None:
    text("Glacier")
    SearchRow.objects.update(text="spoilt")
    call_command("index_search", "--anew", stdout=StringIO(), stderr=StringIO())
    assert "Text." in SearchRow.objects.get().text


def test_words_are_known_when_a_text_is_released_and_counted_later() -> None:
    for number in range(3):
        text(f"Glacier {number}")
    assert SearchWord.objects.get(language="en", word="glacier").texts == 1
    count_words()
    assert SearchWord.objects.get(language="en", word="glacier").texts == 3
    assert WordShare.objects.filter(lexeme="glacier").exists()


def test_a_word_that_stands_in_nothing_public_any_more_is_kept_as_rare_and_not_told() -> None:
    SearchWord.objects.create(language="en", word="stoltenberg", written="Stoltenberg", texts=900)
    count_words()
    assert SearchWord.objects.get(word="stoltenberg").texts == 1
    assert not Client().get("/en/news/", {"q": "stoltenburg"}).context["better"]


@pytest.mark.parametrize("share", [0.0, 0.00001, 0.9])
def test_results_are_the_same_whatever_was_counted(share: float) -> None:
    """The counts choose between two ways, and both lead to the same texts."""
    for number in range(30):
        text(f"Glacier {number}", body="of ice and snow" if number % 3 else "of snow and ice")
    WordShare.objects.all().delete()
    lexemes = ("glacier", "ice", "snow", "#len", "#kpress_releaseen")
    WordShare.objects.bulk_create(WordShare(lexeme=lexeme, share=share) for lexeme in lexemes)
    sql("ANALYZE search_searchrow")
    assert len(found("glacier")) == 20
    assert len(found("glacier", sort="date")) == 20
    assert sorted(found('"snow and ice"')) == sorted(f"Glacier {number}" for number in range(0, 30, 3))
    assert len(found('"ice and snow" -nothing')) == 20
    assert len(found("snow", kind="press_release")) == 20


def test_a_term_of_the_glossary_finds_its_translation() -> None:
    concept(en="NATO", fr="OTAN")
    concept(en="arms control", fr="maîtrise des armements")
    text("The summit of NATO")
    text("Le sommet de l’OTAN", language="fr")
    text("Rien", language="fr", body="la maîtrise des armements")
    assert found("OTAN") == ["The summit of NATO"]
    assert found("NATO", "fr") == ["Le sommet de l’OTAN"]
    assert found("arms control", "fr") == ["Rien"]
    assert found('"arms control"', "fr") == ["Rien"]
    assert found("control arms", "fr") == []


def test_what_is_meant_in_another_language_is_marked_in_the_excerpt() -> None:
    concept(en="NATO", fr="OTAN")
    text("Hello", body="a speech at NATO today")
    (result,) = Client().get("/en/news/", {"q": "otan"}).context["page"].results
    assert "<mark>NATO</mark>" in result.excerpt


def test_search_notices_if_it_forgot_to_ask_what_is_public(monkeypatch) -> None:
    """The pages of this package would tell: the walk is no decoration."""
    from articles.site.leaks import Known, walk
    from tests.factories import make_person
    from tests.site.test_no_leaks import ask

    hidden = cast.scheduled(cast.draft("A hidden glacier"))
    hidden.article.people.add(make_person("Hidden Person"))
    known = Known.from_database()
    assert list(walk(ask, ["A hidden glacier"], known)) == []
    monkeypatch.setattr(type(SearchRow.objects.all()), "public", lambda self, at=None: self)
    assert any("is told from" in finding.fault for finding in walk(ask, ["A hidden glacier"], known))
    monkeypatch.setattr(type(Edition.objects.all()), "public", lambda self, at=None: self)
    assert any("says" in finding.fault for finding in walk(ask, ["A hidden glacier"], known))
