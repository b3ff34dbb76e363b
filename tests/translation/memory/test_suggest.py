"""Suggestions: what was approved for the same text, or for one like it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from articles.models import Edition
from articles.translation.memory import suggesting
from articles.translation.memory.frequencies import count_words
from articles.translation.memory.models import MemoryUnit
from articles.translation.memory.suggesting import bounded, suggest
from articles.workflow import perform
from tests import desk_cast as cast
from tests.translation.memory.units import approved_translation, from_file, remembered

pytestmark = pytest.mark.django_db
texts = st.text(alphabet="abc", min_size=1, max_size=40)

SOURCE = "The Allies agreed to send 1,300 troops to the region before the summit in Brussels."
TARGET = "Les Alliés ont décidé d’envoyer 1 300 soldats dans la région avant le sommet de Bruxelles."


def test_the_same_text_is_found_with_all_that_is_known_of_it():
    edition = remembered((SOURCE, TARGET), edition=approved_translation())
    edition.article.dated_on = date(2017, 3, 22)
    edition.article.save()
    remembered((SOURCE, TARGET), edition=Edition.objects.get(pk=edition.pk))

    [suggestion] = suggest(SOURCE, "en", "fr")

    assert (suggestion.score, suggestion.is_same, suggestion.unit.target_text) == (100, True, TARGET)
    assert (suggestion.origin, suggestion.approver, suggestion.numbers) == ("Un titre", cast.member("ada"), ())


def test_a_text_like_it_is_found_with_the_difference():
    remembered((SOURCE, TARGET))

    [suggestion] = suggest(SOURCE.replace("agreed", "decided"), "en", "fr")

    assert 90 <= suggestion.score < 100
    pieces = [(piece.kind, piece.text) for piece in suggestion.difference().pieces if piece.kind != "same"]
    assert pieces == [("removed", "agreed"), ("added", "decided")]


def test_a_differing_number_is_named_and_costs_more_than_a_differing_word():
    remembered((SOURCE, TARGET))

    [number] = suggest(SOURCE.replace("1,300", "1,400"), "en", "fr")
    [word] = suggest(SOURCE.replace("troops", "trucks"), "en", "fr")

    assert number.numbers == ("1,400", "1,300")
    assert number.score < word.score


def test_a_differing_name_is_named_and_taken_off_the_score():
    remembered((SOURCE, TARGET))

    [suggestion] = suggest(SOURCE.replace("Brussels", "Helsinki"), "en", "fr")

    assert suggestion.names == ("Helsinki", "Brussels")
    assert suggestion.score < 93


@pytest.mark.parametrize("number", ["1\u202f300", "1 300", "1’300"])
def test_a_number_grouped_otherwise_is_the_same_number(number):
    remembered((SOURCE.replace("1,300", "1\u00a0300"), TARGET))

    [suggestion] = suggest(SOURCE.replace("1,300", number), "en", "fr")

    assert suggestion.numbers == ()


def test_the_word_that_begins_a_sentence_is_no_name():
    remembered((SOURCE, TARGET))

    [suggestion] = suggest(SOURCE.replace("The Allies", "Those Allies"), "en", "fr")

    assert suggestion.names == ()


def test_nothing_is_suggested_below_the_likeness_asked_for():
    remembered((SOURCE, TARGET))
    half = "The Allies agreed to close the office in Lisbon next year."

    assert suggest(half, "en", "fr") == []
    assert suggest(half, "en", "fr", at_least=0.4)


@pytest.mark.parametrize("languages", [("en", "ar"), ("fr", "en"), ("de", "fr")])
def test_other_languages_have_their_own_memory(languages):
    remembered((SOURCE, TARGET))

    assert suggest(SOURCE, *languages) == []


def test_the_best_come_first_and_no_more_than_asked_for():
    words = ["agreed", "decided", "planned", "refused", "hoped", "offered", "began"]
    remembered(*((SOURCE.replace("agreed", word), f"{TARGET} {word}") for word in words))

    found = suggest(SOURCE.replace("agreed", "planed"), "en", "fr", limit=3)

    assert len(found) == 3
    assert "planned" in found[0].unit.source_text
    assert [suggestion.score for suggestion in found] == sorted((each.score for each in found), reverse=True)


def test_of_two_translations_of_one_text_the_newest_comes_first():
    remembered((SOURCE, "Ancien."))
    remembered((SOURCE, "Nouveau."))

    assert [each.unit.target_text for each in suggest(SOURCE, "en", "fr")] == ["Nouveau.", "Ancien."]


def test_what_a_file_brought_comes_after_what_is_approved_here():
    from_file(SOURCE, "D’un fichier.")
    remembered((SOURCE, TARGET))

    approved, imported = suggest(SOURCE, "en", "fr")

    assert (approved.score, approved.unit.is_approved_here) == (100, True)
    assert (imported.score, imported.unit.is_approved_here, imported.origin) == (95, False, "old.tmx")


def test_a_text_whose_approval_no_longer_holds_is_not_suggested():
    edition = remembered((SOURCE, TARGET))

    perform(edition, "reopen", cast.member("max"), reason="A word is missing.")

    assert suggest(SOURCE, "en", "fr") == []


def test_a_discarded_text_is_not_suggested():
    edition = remembered((SOURCE, TARGET))

    perform(edition, "discard", cast.member("max"))

    assert suggest(SOURCE, "en", "fr") == []


def test_a_withdrawn_text_is_not_suggested():
    source = cast.public(cast.draft("Source"))
    edition = cast.public(cast.translation(source))
    remembered((SOURCE, TARGET), edition=edition)
    assert suggest(SOURCE, "en", "fr")

    withdraw(edition)

    assert suggest(SOURCE, "en", "fr") == []
    assert MemoryUnit.objects.exists()


def withdraw(edition: Edition) -> None:
    from articles import publication

    notices = {"en": "Withdrawn.", "fr": "Retiré."}
    publication.withdraw(edition.article, cast.member("pia"), outcome="notice", notices=notices, reason="Wrong.")


@pytest.mark.parametrize("text", ["", " … ", "x" * 20_000])
def test_what_has_no_words_or_too_many_is_not_looked_up(text, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert suggest(text, "en", "fr") == []


def test_the_same_text_takes_one_query_and_a_like_one_five(django_assert_num_queries):
    remembered((SOURCE, TARGET), ("Another text altogether.", "Un tout autre texte."))

    with django_assert_num_queries(1):
        suggest(SOURCE, "en", "fr")
    with CaptureQueriesContext(connection) as queries:
        suggest(SOURCE.replace("agreed", "decided"), "en", "fr")
    asked = [query for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) == 5


def test_where_like_ones_take_too_long_the_same_text_is_still_found(monkeypatch):
    remembered((SOURCE, TARGET))
    monkeypatch.setattr(suggesting, "frequencies", slow)

    assert suggest(SOURCE, "en", "fr")
    assert suggest(SOURCE.replace("agreed", "decided"), "en", "fr") == []
    assert MemoryUnit.objects.count() == 1


def slow(keys) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(5)")
    return {}


def test_the_connection_is_left_as_it_was():
    before = settings_of_connection()

    with bounded(50):
        assert settings_of_connection() != before

    assert settings_of_connection() == before


def settings_of_connection() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout'), current_setting('jit')")
        return cursor.fetchone()


def test_the_rarest_words_are_asked_for():
    remembered(*((f"The ship number {number} sails", f"Le navire {number} part") for number in range(60)))
    remembered(("The zebra sleeps", "Le zèbre dort"))

    assert count_words() > 5
    assert [each.unit.target_text for each in suggest("The zebra sleeps.", "en", "fr")] == ["Le zèbre dort"]


@pytest.mark.parametrize(
    ("counts", "sizes"),
    [
        ([25] * 3, [3]),
        ([25] * 7, [7]),
        ([25] * 8, [4, 4]),
        ([25] * 100, [15, 15]),
        ([25] * 12 + [19_000] * 5, [7, 6]),
        ([400_000] * 40, [2, 2, 2, 2]),
        ([25] * 5 + [400_000] * 40, [2, 2, 2, 2]),
        ([400_000] * 3, [3]),
        ([400_000] * 4, [2, 2]),
    ],
)
def test_the_more_common_the_words_the_more_of_them_have_to_be_there(counts, sizes):
    groups = suggesting._groups(dict(enumerate(counts)))

    assert [len(group) for group in groups] == sizes
    assert 0 in groups[0]


@pytest.mark.parametrize("title", ["Peace", "Peace talks", "Peace talks go on", "The peace talks go on today"])
def test_a_title_is_found_among_paragraphs(title):
    remembered(
        (title, "Paix"), *((f"{title} and {title}, say {n} people of {n} places", f"Paix {n}") for n in range(9))
    )

    assert [each.unit.source_text for each in suggest(f"{title} now", "en", "fr", at_least=0.6)] == [title]


@given(asked=texts, remembered=texts, at_least=st.floats(0.3, 1))
def test_no_text_that_is_like_enough_is_too_short_or_too_long(asked, remembered, at_least):
    shortest, longest = suggesting._lengths(len(asked), at_least)

    assert fuzz.ratio(asked, remembered) < 100 * at_least or shortest <= len(remembered) <= longest


def test_another_extension_cannot_take_the_index_away():
    """The extension intarray redefines the operators of integer[], not those of bigint[]."""
    assert MemoryUnit._meta.get_field("words").db_type(connection) == "bigint[]"


def test_the_age_of_a_suggestion_is_that_of_its_article():
    edition = approved_translation()
    edition.article.dated_on = date(2017, 3, 22)
    edition.article.save()

    remembered((SOURCE, TARGET), edition=edition)

    assert suggest(SOURCE, "en", "fr")[0].dated_on == date(2017, 3, 22)
