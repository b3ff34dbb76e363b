"""What the buttons of a row do: confirm, merge, split, leave out, add, bring across, answer for a finding."""

import re

import pytest

from articles.models import Edition, Event, Waiver
from articles.translation.units import SourceState, Status
from tests.desk.at_workbench import (
    FIRST,
    FRENCH,
    SECOND,
    THIRD,
    body,
    change,
    english,
    form_of,
    french,
    fresh_units,
    opened,
    press,
    units,
    url,
)
from tests.desk.screens import at_desk, sentences
from tests.desk_cast import draft

pytestmark = pytest.mark.django_db


def test_editing_a_paragraph_whose_source_changed_brings_it_up_to_date():
    source = english()
    edition = french(source)
    change(source, body=body(FIRST, "The second one names nobody.", THIRD))
    html = sentences(at_desk("tariq").get(url(edition)))
    assert "names <del>those who were there and why</del>" in html or "<del>" in html
    assert "source changed" in html

    press(at_desk("tariq"), edition, b="<p>Le deuxième ne nomme personne.</p>")

    assert units(edition)["b"].source_state == SourceState.UNCHANGED
    assert not Edition.objects.get(pk=edition.pk).is_stale()


def test_still_right_as_it_is_takes_one_click_and_is_logged():
    source = english()
    edition = french(source)
    change(source, body=body(FIRST + " Indeed.", SECOND, THIRD))

    answer = press(at_desk("tariq"), edition, "confirm body:aaaaaaaa")

    assert answer.status_code == 302
    assert units(edition)["a"].source_state == SourceState.UNCHANGED
    assert Event.objects.get(action="confirm_paragraph").details["unit"] == "body:aaaaaaaa"


def test_confirming_one_paragraph_loses_nothing_that_is_typed_in_another():
    source = english()
    edition = french(source)
    change(source, body=body(FIRST + " Indeed.", SECOND, THIRD))

    answer = press(at_desk("tariq"), edition, "confirm body:aaaaaaaa", c="<p>À moitié écr</p>")

    assert "À moitié écr" in sentences(answer)
    assert "data-is-unsaved" in sentences(answer)
    assert units(edition)["a"].source_state == SourceState.UNCHANGED
    assert units(edition)["c"].target[0].text == FRENCH[2]


def test_a_paragraph_that_changed_again_since_it_was_read_is_not_confirmed():
    source = english()
    edition = french(source)
    change(source, body=body(FIRST + " Indeed.", SECOND, THIRD))
    html = sentences(at_desk("tariq").get(url(edition)))
    change(source, body=body(FIRST + " Indeed not.", SECOND, THIRD))

    press(at_desk("tariq"), edition, "confirm body:aaaaaaaa", html=html)

    assert units(edition)["a"].source_state == SourceState.CHANGED


def test_all_paragraphs_are_confirmed_with_one_button():
    source = english()
    edition = french(source)
    change(source, body=body(FIRST + " Indeed.", SECOND + " Truly.", THIRD))

    press(at_desk("tariq"), edition, "confirm-all")

    assert not Edition.objects.get(pk=edition.pk).is_stale()


def test_the_translation_of_a_paragraph_that_is_gone_is_marked_and_may_be_removed():
    source = english()
    edition = french(source)
    change(source, body=body(FIRST, THIRD, ids="ac"))
    assert "no longer in the source" in sentences(at_desk("tariq").get(url(edition)))

    answer = press(at_desk("tariq"), edition, "remove body:bbbbbbbb")
    press(at_desk("tariq"), edition, html=sentences(answer))

    assert "deuxième" not in Edition.objects.get(pk=edition.pk).body


def test_two_paragraphs_become_one_and_stay_so():
    edition = french()

    answer = press(at_desk("tariq"), edition, "merge body:aaaaaaaa")
    assert "2 paragraphs as one" in sentences(answer)
    press(at_desk("tariq"), edition, html=sentences(answer))
    press(at_desk("tariq"), edition, title="Un autre titre")

    merged = units(edition)["a"]
    assert [block.id for block in merged.source] == ["aaaaaaaa", "bbbbbbbb"]
    assert [block.text for block in merged.target] == [f"{FRENCH[0]} {FRENCH[1]}"]


def test_what_was_merged_is_split_again():
    edition = french()
    client = at_desk("tariq")
    press(client, edition, html=sentences(press(client, edition, "merge body:aaaaaaaa")))

    answer = press(client, edition, "split body:aaaaaaaa")
    press(client, edition, html=sentences(answer))

    assert [len(unit.source) for unit in fresh_units(edition)] == [1, 1, 1, 1]
    assert units(edition)["b"].status == Status.TODO


def test_one_paragraph_becomes_two():
    edition = french()

    press(at_desk("tariq"), edition, c="<p>Le troisième regarde.</p><p>Vers le printemps.</p>")
    press(at_desk("tariq"), edition, title="Un autre titre")

    assert [len(unit.target) for unit in fresh_units(edition)] == [1, 1, 1, 2]


def test_a_paragraph_is_left_out_on_purpose_and_taken_in_again():
    edition = french(None, *FRENCH[:2])
    client = at_desk("tariq")

    press(client, edition, "leave-out body:cccccccc")
    assert units(edition)["c"].status == Status.DROPPED
    assert Event.objects.filter(action="drop_paragraph").exists()

    answer = press(client, edition, "take-in body:cccccccc")
    press(client, edition, html=sentences(answer), c=f"<p>{FRENCH[2]}</p>")
    assert units(edition)["c"].status == Status.DONE


def test_the_words_of_a_paragraph_left_out_come_back_with_it():
    edition = french()
    client = at_desk("tariq")

    answer = press(client, edition, "leave-out body:cccccccc")
    answer = press(client, edition, "take-in body:cccccccc", html=sentences(answer))

    assert answer.url == url(edition)
    assert units(edition)["c"].target[0].text == FRENCH[2]


def test_a_paragraph_of_the_translations_own_is_added():
    edition = french()

    html = sentences(press(at_desk("tariq"), edition, "add body:aaaaaaaa"))
    name = re.search(r'name="text-(body:\+new\d)"', html)[1]
    at_desk("tariq").post(url(edition), {**form_of(html), f"text-{name}": "<p>De plus.</p>", "then": "stay"})

    assert [block.text for unit in fresh_units(edition) for block in unit.target][1:3] == [FRENCH[0], "De plus."]
    assert fresh_units(edition)[2].status == Status.ADDED


def test_bringing_the_source_across_fills_the_row_and_saves_nothing():
    source = draft("On the lake", body='<table data-block="aaaaaaaa"><tbody><tr><td>2017</td></tr></tbody></table>')
    edition = opened(source)

    html = sentences(press(at_desk("tariq"), edition, "copy body:aaaaaaaa"))

    assert "&lt;td&gt;" in re.search(r"<textarea[^>]*text-body:aaaaaaaa.*?</textarea>", html, re.DOTALL)[0]
    assert Edition.objects.get(pk=edition.pk).body == ""


def test_a_finding_that_blocks_is_answered_for_by_name():
    edition = french(
        draft("On the lake", body=body("He sent 13,000 troops to the lake in all.")),
        "Il a envoyé 1 300 soldats au lac.",
    )
    html = sentences(at_desk("tariq").get(url(edition)))
    fingerprint = re.search(r'value="waive (\w+)"', html)[1]

    client = at_desk("tariq")
    client.post(
        url(edition),
        {**form_of(html), f"reason-{fingerprint}": "As the ministry says.", "then": f"waive {fingerprint}"},
    )

    assert Waiver.objects.get().reason == "As the ministry says."
    assert "tariq answers for it: “As the ministry says.”" in sentences(client.get(url(edition)))
