"""Paragraphs are drafted by a machine only where the newsroom lets it, and never under embargo unless told so."""

import pytest

from articles.models import Edition
from articles.translation.machine import MachineError, draft, refusals
from articles.translation.machine.drafting import is_embargoed
from articles.translation.units import units_of
from articles.workflow import Refused
from tests.desk_cast import correction, public, scheduled, translation
from tests.desk_cast import draft as written
from tests.translation.glossary.words import concept

pytestmark = pytest.mark.django_db

BODY = '<p data-block="aaaaaaaa">Two ships.</p><p data-block="bbbbbbbb">One sailed.</p>'


def every_key(edition: Edition) -> list[str]:
    return [unit.key for unit in units_of(edition)]


@pytest.fixture
def french() -> Edition:
    return translation(public(written("Ships", body=BODY)), title="", body="")


def test_each_unit_comes_back_with_the_ids_of_its_source(machine, french):
    assert draft(french, every_key(french)) == {
        "title": "SHIPS",
        "body:aaaaaaaa": '<p data-block="aaaaaaaa">TWO SHIPS.</p>',
        "body:bbbbbbbb": '<p data-block="bbbbbbbb">ONE SAILED.</p>',
    }


def test_a_unit_for_which_nothing_of_use_came_back_is_left_out(machine, french):
    machine.translate = lambda text: "" if "sailed" in text else text.upper()

    assert "body:bbbbbbbb" not in draft(french, every_key(french))


def test_nothing_of_use_at_all_is_said(machine, french):
    machine.translate = lambda text: "<script>alert(1)</script>"

    with pytest.raises(MachineError, match="Nothing of use"):
        draft(french, every_key(french))


def test_nothing_is_saved(machine, french):
    before = french.revision

    draft(french, every_key(french))

    french.refresh_from_db()
    assert french.revision == before


def test_too_much_at_once_is_not_sent(machine, french, monkeypatch):
    monkeypatch.setattr("articles.translation.machine.drafting.MOST_CHARACTERS", 10)

    with pytest.raises(MachineError, match="fewer paragraphs"):
        draft(french, every_key(french))
    assert machine.requests == []


def test_the_preferred_terms_of_the_glossary_go_along(deepl_server, french):
    concept(en="ship; -vessel", fr="navire; *rafiot")

    draft(french, every_key(french))

    ((_path, asked),) = [request for request in deepl_server.requests if "entries" in request[1]]
    assert asked["entries"].splitlines() == ["ship\tnavire", "vessel\tnavire"]


def test_nothing_is_sent_while_it_is_off(french):
    assert refusals(french) == ["Machine translation is switched off."]
    with pytest.raises(Refused):
        draft(french, ["title"])


def test_a_public_source_may_be_sent(machine, french):
    assert refusals(french) == []


def test_what_translates_nothing_is_not_drafted(machine):
    assert refusals(written()) == ["This text is no translation of another one."]


@pytest.mark.parametrize("hold", [lambda: written(), lambda: scheduled(written())], ids=["draft", "scheduled"])
def test_nothing_under_embargo_is_sent(machine, settings, hold):
    edition = translation(hold())

    assert is_embargoed(edition.source_edition())
    assert len(refusals(edition)) == 1
    with pytest.raises(Refused, match="embargo"):
        draft(edition, ["title"])
    assert machine.requests == []

    settings.NEWSROOM_MACHINE_TRANSLATES_EMBARGOED = True
    assert refusals(edition) == []


def test_a_correction_that_is_not_public_yet_is_under_embargo_too(machine, french):
    correction(french.translates)

    assert is_embargoed(french.source_edition())


def test_asking_takes_a_query_or_two(machine, french, django_assert_num_queries):
    french = Edition.objects.select_related("translates", "article").get(pk=french.pk)

    with django_assert_num_queries(2):
        refusals(french)
