"""Several languages are corrected in one act: all of them open, or none."""

import pytest

from articles.models import Change, Edition
from articles.publication import correct_together
from articles.workflow import Refused
from tests.desk_cast import correction, draft, member, public, translation

pytestmark = pytest.mark.django_db


def both() -> tuple[Edition, Edition]:
    english = public(draft(required=["en"]))
    return english, public(translation(english))


def test_each_language_opens_with_its_own_note():
    english, french = both()

    opened = correct_together({english: "A figure.", french: "Un chiffre."}, member("pia"), change=Change.CORRECTION)

    assert {edition.language: edition.public_note for edition in opened} == {"en": "A figure.", "fr": "Un chiffre."}
    assert {edition.number for edition in opened} == {2}


def test_none_opens_where_one_is_refused():
    english, french = both()
    correction(french)

    with pytest.raises(Refused, match=r"French, edition 1: .*already open"):
        correct_together({english: "A figure.", french: "Un chiffre."}, member("pia"), change=Change.CORRECTION)

    assert english.article.editions.in_language("en").count() == 1


def test_at_least_one_language_is_chosen():
    with pytest.raises(Refused, match="Choose at least one language"):
        correct_together({}, member("pia"), change=Change.CORRECTION)


def test_a_correction_is_no_first_release():
    with pytest.raises(Refused, match="correction, an update or a minor change"):
        correct_together({both()[0]: ""}, member("pia"), change=Change.FIRST)
