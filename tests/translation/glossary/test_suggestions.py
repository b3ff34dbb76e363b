"""The same correction in several articles is suggested as a term, once, until someone says what is to be of it."""

from datetime import date

import pytest
from django.core.management import call_command

from articles.drafting import describe
from articles.models import Edition
from articles.translation.glossary.models import Correction
from articles.translation.glossary.suggestions import dismiss, learn, suggestions
from articles.workflow import perform
from tests import desk_cast as cast
from tests.translation.glossary.words import concept

pytestmark = pytest.mark.django_db


def translated(number: int, source: str, *texts: str) -> Edition:
    """An article whose translation is saved with one text after the other."""
    english = cast.draft(f"Title {number}", body=f'<p data-block="aaaaaaaa">{source}</p>')
    french = cast.translation(english, body=f'<p data-block="aaaaaaaa">{texts[0]}</p>')
    for text in texts[1:]:
        french = perform(french, "save", cast.member("max"), body=f'<p data-block="aaaaaaaa">{text}</p>')
    return french


def correct(times: int, source: str = "The vessel {} left Riga.", *, before: str = "rafiot", after: str = "navire"):
    """The same correction in that many articles."""
    cities = ["Oslo", "Rome", "Paris", "Berlin", "Madrid"]
    for number in range(times):
        translated(number, source.format(cities[number]), f"Le {before} est parti.", f"Le {after} est parti.")


def found() -> list[tuple[str, str, str, int]]:
    learn()
    return [(one.term, one.before, one.after, one.articles) for one in suggestions()]


def test_a_correction_made_in_three_articles_is_suggested_with_the_term_of_the_source():
    correct(3, "{} has a research vessel.")

    assert found() == [("research vessel", "rafiot", "navire", 3)]


def test_twice_is_chance():
    correct(2)

    assert found() == []


def test_three_times_in_one_article_is_once():
    translated(1, "A vessel.", "Un rafiot.", "Un navire.", "Un rafiot.", "Un navire.", "Un rafiot.", "Un navire.")

    assert found() == []


def test_inflections_are_one_correction():
    translated(1, "A vessel in Oslo.", "Un rafiot.", "Un navire.")
    translated(2, "Two vessels in Rome.", "Deux rafiots.", "Deux navires.")
    translated(3, "The vessel of Riga.", "Le rafiot.", "Le navire.")

    assert [(before, after, articles) for _term, before, after, articles in found()] == [("rafiot", "navire", 3)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("rafiot", "rafiots"),
        ("rafiot", "Rafiot"),
        ("13", "14"),
        ("rafiot", "rafiot,"),
        ("un de la mer du", "navire"),
    ],
)
def test_what_is_no_other_term_is_not_suggested(before, after):
    correct(3, before=before, after=after)

    assert found() == []


def test_several_words_are_replaced_as_one():
    correct(3, before="groupe de bataille", after="groupement tactique")

    ((_term, before, after, _articles),) = found()
    assert (before, after) == ("groupe de bataille", "groupement tactique")


def test_the_article_that_goes_with_a_word_is_left_out():
    for number in range(3):
        translated(number, "The vessel left.", "Ici, la barque.", "Ici, le navire.")

    assert [(before, after) for _term, before, after, _articles in found()] == [("barque", "navire")]


def test_without_a_word_in_common_there_is_no_term():
    for number, source in enumerate(["One ship.", "Many boats.", "Old tubs."]):
        translated(number, source, "Un rafiot.", "Un navire.")

    assert found() == []


def test_an_event_is_looked_at_once():
    correct(3)

    assert learn() > 0
    assert learn() == 0
    assert Correction.objects.count() == 3


def test_what_was_dismissed_does_not_come_back():
    correct(3)
    learn()
    (suggestion,) = suggestions()

    dismiss(suggestion.source_language, suggestion.target_language, suggestion.key)
    dismiss(suggestion.source_language, suggestion.target_language, suggestion.key)

    assert found() == []


def test_what_the_glossary_has_is_not_suggested():
    correct(3)
    concept(en="vessel", fr="navires; *rafiot")

    assert found() == []


def test_a_text_that_translates_nothing_and_a_new_description_teach_nothing():
    edition = cast.draft(body="<p>A tub.</p>")
    perform(edition, "save", cast.member("max"), body="<p>A ship.</p>")
    describe(edition.article, cast.member("max"), dated_on=date(2026, 1, 1))

    learn()

    assert not Correction.objects.exists()


def test_the_command_says_what_it_did(capsys):
    correct(3)

    call_command("suggest_terms")

    assert "1 terms to suggest" in capsys.readouterr().out


def test_two_queries_count_whatever_there_is(django_assert_num_queries):
    correct(3)
    correct(3, before="barque", after="bateau")
    learn()

    with django_assert_num_queries(2):
        assert len(suggestions()) == 2
