"""Paragraphs that are not simply new: changed, left out, drafted by a machine, built in another way."""

import pytest

from articles.models import Edition
from articles.translation.agencies.sending import sheet_of, words_to_translate
from articles.translation.models import Origin
from articles.translation.saving import drop, write_units
from articles.translation.units import units_of
from articles.translation.xliff import Unit, words_of
from tests.desk_cast import correction, draft, member, public, translation
from tests.translation.agencies.agency import file_for, saved, send_back, to_translate, translated

pytestmark = pytest.mark.django_db


def keys(edition: Edition) -> list[str]:
    return [unit.key for unit in units_of(edition)]


def unit(edition: Edition, place: int) -> Unit:
    return sheet_of(edition).units[place]


def write(edition: Edition, place: int, html: str, origin: Origin | None = None) -> Edition:
    """The edition with one paragraph translated by Tariq."""
    texts = {keys(edition)[place]: html}
    return write_units(edition, member("tariq"), revision=edition.revision, texts=texts, origin=origin)


def one_paragraph(html: str = "<p>Ministers met.</p>") -> Edition:
    """A translation whose third unit is one paragraph."""
    return to_translate(body=html)


def test_the_origin_of_what_is_taken_is_the_agency():
    edition = one_paragraph()

    send_back(edition, translated(file_for(edition)), agency="Verba")

    assert {(view.origin, view.origin_note) for view in units_of(edition)} == {(Origin.AGENCY, "Verba")}
    assert not edition.is_stale()


def test_a_paragraph_left_out_on_purpose_is_there_to_be_read_alone():
    edition = one_paragraph("<p>Ministers met.</p><p>Left out.</p>")
    edition = drop(edition, keys(edition)[3], member("tariq"))

    assert unit(edition, 3).is_locked
    report = send_back(edition, translated(file_for(edition)))

    assert (report.refusals, report.untaken, report.taken) == ([], [], 3)
    assert "LEFT OUT" not in edition.body


def test_a_changed_paragraph_goes_with_its_old_translation_and_comes_back_anew():
    edition = write(one_paragraph(), 2, "<p>Les ministres se sont réunis.</p>")
    saved(edition.translates, body=edition.translates.body.replace("met", "met twice"))

    assert words_to_translate(edition).changed == 3
    assert words_of(unit(edition, 2).segments[0].target) == "Les ministres se sont réunis."
    report = send_back(edition, translated(file_for(edition)).replace("sont réunis", "sont réunis deux fois"))

    assert (report.taken, report.same) == (3, 0)
    assert "deux fois" in edition.body
    assert not units_of(edition)[2].has_moved_on


def test_a_changed_paragraph_that_the_agency_left_as_it_was_is_not_called_current():
    edition = write(one_paragraph(), 2, "<p>Les ministres se sont réunis.</p>")
    saved(edition.translates, body=edition.translates.body.replace("met", "met twice"))

    report = send_back(edition, translated(file_for(edition)))

    assert (report.same, units_of(edition)[2].has_moved_on) == (1, True)


def test_a_changed_paragraph_that_the_agency_confirms_is_current():
    edition = write(one_paragraph(), 2, "<p>Les ministres se sont réunis.</p>")
    saved(edition.translates, body=edition.translates.body.replace("met", "met twice"))
    file = translated(file_for(edition))
    file = file.replace('<segment id="s1"><source>Ministers', '<segment id="s1" state="reviewed"><source>Ministers')

    send_back(edition, file)

    assert not units_of(edition)[2].has_moved_on


def test_what_a_machine_wrote_is_asked_for_anew():
    edition = write(one_paragraph(), 2, "<p>Ministres ont rencontré.</p>", Origin.MACHINE)

    assert unit(edition, 2).segments[0].target is None
    report = send_back(edition, translated(file_for(edition)))

    assert report.taken == 3
    assert units_of(edition)[2].origin == Origin.AGENCY


def test_one_paragraph_made_two_stays_as_it_is():
    edition = write(one_paragraph(), 2, "<p>Les ministres</p><p>se sont réunis.</p>")

    assert unit(edition, 2).is_locked
    report = send_back(edition, translated(file_for(edition)))

    assert (report.refusals, report.taken) == ([], 2)
    assert edition.body.count("<p") == 2


def test_paragraphs_that_the_source_moved_are_sent_in_its_order():
    edition = one_paragraph("<p>First one.</p><p>Second one.</p>")
    send_back(edition, translated(file_for(edition)))
    first, second = edition.translates.body.split("</p>")[:2]
    saved(edition.translates, body=f"{second}</p>{first}</p>")

    texts = [words_of(each.segments[0].source) for each in sheet_of(edition).units[2:]]

    assert texts == ["Second one.", "First one."]
    assert send_back(edition, file_for(edition)).refusals == []


def test_a_correction_of_a_public_text_goes_out_too():
    source = public(draft("Ministers meet", required=["en"]))
    french = public(translation(source))
    opened = correction(french)

    assert sheet_of(Edition.objects.get(pk=opened.pk)).target_language == "fr"
