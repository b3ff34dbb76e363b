"""A translation knows the source text that each paragraph was made from, and shows what moved."""

import pytest

from articles import drafting, publication
from articles.desk.history import sentence
from articles.models import Change, Edition, Event
from articles.translation.models import Part
from articles.translation.saving import UnitText, confirm, confirm_all, drop, rows_of, save_units, write_units
from articles.translation.units import SourceState, Status, progress, units_of
from articles.workflow import Conflict, Refused, perform
from tests.desk_cast import approved, draft, member, public

pytestmark = pytest.mark.django_db

FIRST = "The first paragraph tells what happened on the lake."
SECOND = "The second one names those who were there and why."
THIRD = "The third looks ahead to the meeting of next spring."
FRENCH = [
    "Le premier paragraphe dit ce qui s’est passé sur le lac.",
    "Le deuxième nomme ceux qui étaient présents et pourquoi.",
    "Le troisième regarde vers la réunion du printemps prochain.",
]


def body(*paragraphs: str, ids: str = "") -> str:
    marks = [f' data-block="{name * 8}"' for name in ids] or [""] * len(paragraphs)
    return "".join(f"<p{mark}>{text}</p>" for mark, text in zip(marks, paragraphs, strict=True))


def source(*paragraphs: str, ids: str = "abc") -> Edition:
    return draft("On the lake", body=body(*(paragraphs or (FIRST, SECOND, THIRD)), ids=ids))


def french(of: Edition, *paragraphs: str) -> Edition:
    edition = drafting.open_edition(of.article, "fr", member("tariq"), translates=of)
    texts = dict(zip(("body:" + name * 8 for name in "abc"), paragraphs or FRENCH, strict=False))
    html = {key: f"<p>{text}</p>" for key, text in texts.items()}
    return write_units(edition, member("tariq"), revision=edition.revision, texts={"title": "Sur le lac", **html})


def states(edition: Edition) -> list[tuple[str, str]]:
    return [(unit.key, unit.source_state.value) for unit in units_of(edition)]


def change(of: Edition, **text: str) -> Edition:
    return perform(Edition.objects.get(pk=of.pk), "save", member("wanda"), **text)


def test_a_new_translation_has_every_paragraph_to_do():
    english = source()
    edition = drafting.open_edition(english.article, "fr", member("tariq"), translates=english)

    units = units_of(edition)
    assert [unit.status for unit in units] == [Status.TODO] * 4
    assert [unit.source_html for unit in units][1].startswith("<p data-block=")
    assert progress(units).paragraphs_done == 0


def test_a_written_paragraph_bears_the_id_of_its_source():
    edition = french(source())

    assert [block.target[0].id for block in units_of(edition)[1:]] == ["aaaaaaaa", "bbbbbbbb", "cccccccc"]
    assert progress(units_of(edition)).percent == 100
    assert not edition.is_stale()


def test_a_changed_paragraph_is_shown_with_the_source_that_it_was_made_from():
    english = source()
    edition = french(english)
    change(english, body=body(FIRST, "The second one names nobody.", THIRD, ids="abc"))

    unit = units_of(edition)[2]
    assert (unit.source_state, unit.made_from[0].text, unit.source[0].text) == (
        SourceState.CHANGED,
        SECOND,
        "The second one names nobody.",
    )
    assert unit.target[0].text == FRENCH[1]
    assert edition.is_stale()


def test_new_removed_and_moved_paragraphs_are_told_apart():
    english = source()
    edition = french(english)
    change(english, body=body(THIRD, FIRST, "A new one about the weather and the boats.", ids="cad"))

    assert states(edition) == [
        ("title", "unchanged"),
        ("body:cccccccc", "moved"),
        ("body:aaaaaaaa", "unchanged"),
        ("body:bbbbbbbb", "removed"),
        ("body:dddddddd", "new"),
    ]


def test_editing_a_changed_paragraph_in_the_workbench_brings_the_translation_up_to_date():
    english = source()
    edition = french(english)
    change(english, body=body(FIRST, "The second one names nobody.", THIRD, ids="abc"))

    edition = write_units(
        edition,
        member("tariq"),
        revision=edition.revision,
        texts={"body:bbbbbbbb": "<p>Le deuxième ne nomme personne.</p>"},
    )
    assert not edition.is_stale()
    assert {state for _key, state in states(edition)} == {"unchanged"}


def test_saving_the_whole_text_leaves_a_changed_paragraph_marked():
    english = source()
    edition = french(english)
    change(english, body=body(FIRST, "The second one names nobody.", THIRD, ids="abc"))

    edition = drafting.save_text(
        edition, member("tariq"), revision=edition.revision, body=edition.body.replace("Le premier", "Le tout premier")
    )
    assert ("body:bbbbbbbb", "changed") in states(edition)
    assert edition.is_stale()


def test_still_right_as_it_is_is_logged_for_the_paragraph():
    english = source()
    edition = french(english)
    change(english, body=body(FIRST + " Indeed.", SECOND + " Truly.", THIRD, ids="abc"))

    edition = confirm(edition, "body:aaaaaaaa", member("tariq"))
    assert edition.is_stale()
    edition = confirm(edition, "body:bbbbbbbb", member("tariq"))
    assert not edition.is_stale()
    events = Event.objects.filter(edition=edition, action="confirm_paragraph")
    assert {event.details["unit"] for event in events} == {"body:aaaaaaaa", "body:bbbbbbbb"}
    assert {event.user for event in events} == {member("tariq")}


def test_confirming_a_moved_paragraph_leaves_other_moves_marked():
    english = source()
    edition = french(english)
    change(english, body=body(THIRD, SECOND, FIRST, ids="cba"))
    moved = [key for key, state in states(edition) if state == "moved"]
    assert len(moved) == 2

    edition = confirm(edition, moved[0], member("tariq"))
    assert [key for key, state in states(edition) if state == "moved"] == moved[1:]


def test_what_changed_again_after_it_was_read_is_not_confirmed():
    english = source()
    edition = french(english)
    change(english, body=body(FIRST + " Indeed.", SECOND, THIRD, ids="abc"))
    seen = units_of(edition)[1].source_hash
    change(english, body=body(FIRST + " Indeed not.", SECOND, THIRD, ids="abc"))

    with pytest.raises(Refused, match="changed after you opened"):
        confirm(edition, "body:aaaaaaaa", member("tariq"), seen=seen)


def test_the_translation_of_a_removed_paragraph_may_be_kept():
    english = source()
    edition = french(english)
    change(english, body=body(FIRST, THIRD, ids="ac"))

    edition = confirm(edition, "body:bbbbbbbb", member("tariq"))
    assert not edition.is_stale()
    assert [unit.status for unit in units_of(edition) if unit.source_state == SourceState.NONE] == [Status.ADDED]


def test_a_paragraph_left_out_on_purpose_stays_left_out():
    edition = french(source(), *FRENCH[:2])

    edition = drop(edition, "body:cccccccc", member("tariq"))
    edition = write_units(edition, member("tariq"), revision=edition.revision, texts={"title": "Sur le grand lac"})
    assert units_of(edition)[3].status == Status.DROPPED


def test_merges_and_splits_survive_later_saves():
    edition = french(source())
    rows = rows_of(units_of(edition))
    merged = UnitText(
        Part.BODY, source_ids=("aaaaaaaa", "bbbbbbbb"), html=f"<p>{FRENCH[0]} {FRENCH[1]}</p>", key="body:aaaaaaaa"
    )
    split = UnitText(
        Part.BODY,
        source_ids=("cccccccc",),
        html="<p>Le troisième regarde.</p><p>Vers le printemps.</p>",
        key=rows[3].key,
    )
    edition = save_units(edition, member("tariq"), revision=edition.revision, rows=[rows[0], merged, split])
    edition = drafting.save_text(edition, member("tariq"), revision=edition.revision, title="Un autre titre")

    shape = [(len(unit.source), len(unit.target)) for unit in units_of(edition)]
    assert shape == [(1, 1), (2, 1), (1, 2)]


def test_a_paragraph_split_in_the_whole_text_stays_with_its_source():
    edition = french(source())
    text = edition.body.replace("Le troisième regarde", "Le troisième</p><p>regarde")

    edition = drafting.save_text(edition, member("tariq"), revision=edition.revision, body=text)
    assert sum(len(unit.target) for unit in units_of(edition)) == 5
    assert progress(units_of(edition)).percent == 100


def test_a_save_over_a_newer_save_is_refused():
    edition = french(source())
    with pytest.raises(Conflict):
        write_units(edition, member("tariq"), revision=edition.revision - 1, texts={"title": "Encore"})


def test_an_identical_correction_of_the_source_in_progress_makes_nothing_stale():
    english, edition = both_public()
    correction = publication.correct(english, member("wanda"), change=Change.CORRECTION, public_note="A typo.")

    assert not edition.is_stale()
    change(correction, title="On the big lake")
    assert edition.is_stale()
    edition.article.refresh_from_db()
    assert edition.article.stale_languages == ["fr"]


def test_a_minor_change_may_be_declared_not_to_touch_translations():
    english, edition = both_public()
    minor = publication.correct(english, member("wanda"), change=Change.MINOR, touches_translations=False)
    change(minor, title="On the lake!")

    assert not edition.is_stale()
    publication.release([approved(minor)], member("pia"))
    assert not Edition.objects.get(pk=edition.pk).is_stale()
    edition.article.refresh_from_db()
    assert edition.article.stale_languages == []


def test_only_a_minor_change_may_be_declared_so():
    english, _edition = both_public()
    with pytest.raises(Refused, match="Only a minor change"):
        publication.correct(
            english, member("wanda"), change=Change.CORRECTION, public_note="A typo.", touches_translations=False
        )


def test_a_public_translation_is_confirmed_without_a_new_edition():
    english, edition = both_public()
    correction = publication.correct(english, member("wanda"), change=Change.CORRECTION, public_note="A typo.")
    change(correction, body=body(FIRST + " Indeed.", SECOND, THIRD, ids="abc"))

    edition = confirm(edition, "body:aaaaaaaa", member("tariq"))
    assert (edition.is_stale(), edition.is_public()) == (False, True)


def test_the_next_edition_takes_the_units_along():
    english, edition = both_public()
    correction = publication.correct(english, member("wanda"), change=Change.CORRECTION, public_note="A typo.")
    change(correction, body=body(FIRST + " Indeed.", SECOND, THIRD, ids="abc"))

    following = publication.correct(edition, member("tariq"), change=Change.CORRECTION, public_note="Une coquille.")
    assert ("body:aaaaaaaa", "changed") in states(following)


def test_confirming_the_whole_brings_every_paragraph_up_to_date():
    english = source()
    edition = french(english)
    change(english, body=body(THIRD, FIRST + " Indeed.", ids="ca"))

    edition = confirm_all(edition, member("tariq"))
    assert not edition.is_stale()
    assert not [unit for unit in units_of(edition) if unit.has_moved_on]


def both_public() -> tuple[Edition, Edition]:
    english = source()
    edition = french(english)
    return public(english), public(edition)


def test_the_units_cost_a_fixed_number_of_queries(django_assert_max_num_queries):
    edition = french(source())
    with django_assert_max_num_queries(5):
        units_of(Edition.objects.get(pk=edition.pk))


def test_a_translation_of_a_translation_follows_that_one():
    english = source()
    edition = french(english)
    arabic = drafting.open_edition(english.article, "ar", member("tarjama", role="translator"), translates=edition)

    change(english, title="On the big lake")
    assert not arabic.is_stale()
    write_units(edition, member("tariq"), revision=edition.revision, texts={"title": "Sur le grand lac"})
    assert Edition.objects.get(pk=arabic.pk).is_stale()


def test_the_history_names_the_paragraph_that_was_confirmed():
    english = source()
    edition = french(english)
    change(english, body=body(FIRST + " Indeed.", SECOND, THIRD, ids="abc"))
    confirm(edition, "body:aaaaaaaa", member("tariq"))

    event = Event.objects.get(action="confirm_paragraph")
    assert sentence(event).startswith("said that a paragraph is still right as it is: “Le premier paragraphe dit")
