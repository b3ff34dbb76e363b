"""What goes along with a text: the terms that stand in it, and translations that are public."""

import pytest

from articles.translation.agencies.sending import sheet_of
from articles.translation.xliff import Unit
from tests.desk_cast import draft, public, translation
from tests.factories import make_organisation
from tests.translation.agencies.agency import saved, to_translate
from tests.translation.memory.units import from_file, remembered

pytestmark = pytest.mark.django_db

SENTENCE = "The ministers of the Council meet in Brussels today."
FRENCH = "Les ministres du Conseil se réunissent aujourd’hui à Bruxelles."


def paragraph(edition) -> Unit:
    return next(unit for unit in sheet_of(edition).units if unit.key.startswith("body:"))


def test_an_earlier_translation_goes_along():
    from_file(SENTENCE, FRENCH)

    [match] = paragraph(to_translate(body=f"<p>{SENTENCE}</p>")).matches

    assert (match.target, match.origin) == (FRENCH, "old.tmx")


def test_words_that_the_memory_has_are_counted():
    edition = to_translate(body=f"<p>{SENTENCE}</p>")
    remembered((SENTENCE, FRENCH), edition=public(translation(public(draft()), title="Un titre", body="<p>Texte.</p>")))

    assert sheet_of(edition).facts["words-in-memory"] == "9"


def test_what_is_approved_and_not_public_yet_stays_in_the_house():
    remembered((SENTENCE, FRENCH))

    assert paragraph(to_translate(body=f"<p>{SENTENCE}</p>")).matches == ()


def test_names_that_stand_in_the_text_go_along_and_others_do_not():
    make_organisation("Council", fr="Conseil")
    make_organisation("Parliament", fr="Parlement")

    terms = paragraph(to_translate(body=f"<p>{SENTENCE}</p>")).terms

    assert [(term.text, term.translations[0]) for term in terms] == [("Council", "Conseil")]


def test_what_is_done_needs_no_suggestion():
    from_file(SENTENCE, FRENCH)
    edition = to_translate(body=f"<p>{SENTENCE}</p>")
    edition = saved(edition, body=edition.translates.body.replace(SENTENCE, "Fait."))

    assert paragraph(edition).matches == ()
