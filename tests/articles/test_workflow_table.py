"""Who may do what to an edition, from where: every action × role × standing."""

import pytest

from articles.models import State
from articles.workflow import ACTIONS, TRANSITIONS, Conflict, Refused, Standing, perform, refusals
from tests.desk_cast import (
    STANDINGS,
    approved,
    draft,
    member,
    public,
    released_in_emergency,
    scheduled,
    submitted,
    translation,
)

pytestmark = pytest.mark.django_db

# For an edition that Wanda wrote in English, the source language. Max is the managing editor, and did
# not write it; every other member of the cast holds one right. Tariq translates into French alone.
WRITERS = {"wanda", "max"}
APPROVERS = {"ada", "max"}
PUBLISHERS = {"pia", "max"}
TABLE = {
    "save": (WRITERS, {"draft"}),
    "submit": (WRITERS, {"draft"}),
    "return": (APPROVERS, {"submitted"}),
    "approve": (APPROVERS, {"submitted"}),
    "reopen": (WRITERS | APPROVERS | PUBLISHERS, {"approved"}),
    "release": (PUBLISHERS, {"approved"}),
    "reschedule": (PUBLISHERS, {"scheduled"}),
    "unschedule": (PUBLISHERS, {"scheduled"}),
    "correct": (WRITERS | PUBLISHERS, {"public"}),
    "withdraw": (PUBLISHERS, {"public"}),
    "discard": (WRITERS, {"draft", "submitted", "approved"}),
    "release_in_emergency": ({"emma"}, {"draft", "submitted", "approved"}),
    "clear": (APPROVERS, set()),
    "confirm_source": (WRITERS, {"draft", "submitted", "approved", "scheduled", "public"}),
    "waive": (WRITERS | APPROVERS, {"draft", "submitted"}),
}
CAST = ["wanda", "tariq", "ada", "pia", "max", "otto", "emma", "nobody"]


def test_the_table_names_every_action():
    assert TABLE.keys() == ACTIONS.keys()


@pytest.mark.parametrize("standing", list(STANDINGS))
@pytest.mark.parametrize("action", list(TABLE))
def test_each_of_the_cast_may_do_what_the_table_says(action, standing):
    edition = STANDINGS[standing]()
    who, where = TABLE[action]

    allowed = {name for name in CAST if not refusals(edition, action, member(name))}

    assert allowed == (who if standing in where else set())


@pytest.mark.parametrize("standing", list(STANDINGS))
def test_an_edition_stands_where_it_was_brought(standing):
    assert STANDINGS[standing]().standing() == Standing(standing)


@pytest.mark.parametrize("action", list(TABLE))
def test_someone_without_the_right_learns_nothing_of_the_text(action):
    (sentence,) = refusals(submitted(draft("Secret title")), action, member("nobody"))

    assert "right" in sentence
    assert "Secret" not in sentence
    assert "submitted" not in sentence


@pytest.mark.parametrize("action", ["save", "submit", "discard", "confirm_source"])
def test_a_translator_works_in_the_named_language_alone(action):
    french = translation(draft())

    assert refusals(french, action, member("tariq")) == []
    assert refusals(french, action, member("klaus", role="translator", language="de")) != []
    assert refusals(french, action, member("wanda")) != []


@pytest.mark.parametrize("action", ["return", "approve"])
def test_an_approver_decides_in_the_named_language_alone(action):
    french = submitted(translation(draft()))

    assert refusals(french, action, member("amelie", role="approver", language="fr")) == []
    assert refusals(french, action, member("albert", role="approver", language="de")) != []


@pytest.mark.parametrize("name", ["max", "wanda"])
def test_nobody_approves_what_they_wrote(name):
    edition = draft()
    perform(edition, "save", member(name), body="<p>Other words.</p>")

    assert refusals(submitted(edition), "approve", member(name)) != []


def test_who_saved_without_changing_the_text_may_approve():
    edition = draft("A title")
    perform(edition, "save", member("max"), title="A title")

    assert refusals(submitted(edition), "approve", member("max")) == []


def test_four_eyes_look_back_to_the_last_public_edition_only():
    """Max changed edition 1, which was then released; edition 2 is Wanda's alone."""
    from articles import publication

    first = public(perform(draft(), "save", member("max"), title="By Max"))
    second = publication.correct(first, member("wanda"), change="minor")

    assert refusals(submitted(second), "approve", member("max")) == []


def test_a_discarded_edition_still_counts_as_written_since():
    """A text copied out of a discarded edition is still its author's."""
    first = public()
    from articles import publication

    second = publication.correct(first, member("max"), change="minor")
    perform(second, "discard", member("max"))
    third = publication.correct(first, member("wanda"), change="minor")

    assert refusals(submitted(third), "approve", member("max")) != []


@pytest.mark.parametrize("standing", list(STANDINGS))
@pytest.mark.parametrize(
    "action", ["save", "submit", "return", "approve", "reopen", "discard", "clear", "confirm_source"]
)
def test_perform_does_what_refusals_allows_and_nothing_else(action, standing):
    edition = STANDINGS[standing]()
    user = member("max")
    before = (edition.state, edition.discarded_at)

    if refusals(edition, action, user):
        with pytest.raises(Refused):
            perform(edition, action, user, reason="Because.")
        edition.refresh_from_db()
        assert (edition.state, edition.discarded_at) == before
    else:
        after = perform(edition, action, user, reason="Because.")
        assert after.state == (ACTIONS[action].to or edition.state)
        assert (before[0], after.state) in TRANSITIONS or before[0] == after.state


@pytest.mark.parametrize("reason", ["", "   "])
def test_returning_asks_for_a_reason(reason):
    edition = submitted()

    with pytest.raises(Refused, match="Give a reason"):
        perform(edition, "return", member("ada"), reason=reason)


def test_the_reason_is_in_the_event():
    edition = perform(submitted(), "return", member("ada"), reason="Paragraph 2 is unclear.")

    event = edition.events.first()
    assert (event.action, event.user, event.reason) == ("return", member("ada"), "Paragraph 2 is unclear.")
    assert (event.from_state, event.to_state) == (State.SUBMITTED, State.DRAFT)


@pytest.mark.parametrize("gap", [{"title": ""}, {"body": ""}, {"change": "correction", "public_note": " "}])
def test_a_draft_may_be_incomplete_but_not_what_is_submitted(gap):
    edition = perform(draft(), "save", member("wanda"), **gap)

    assert refusals(edition, "submit", member("wanda")) != []


def test_submitting_makes_the_address_from_the_title():
    assert submitted(draft("Réunion à Çanakkale: 13 000 soldats")).slug == "réunion-à-çanakkale-13-000-soldats"


def test_a_save_over_a_newer_save_is_refused_and_shows_it():
    edition = draft()
    perform(edition, "save", member("max"), revision=edition.revision, title="Max was first")

    with pytest.raises(Conflict) as conflict:
        perform(edition, "save", member("wanda"), revision=edition.revision, title="Wanda was second")

    assert conflict.value.current.title == "Max was first"


def test_an_approval_is_refused_when_the_text_moved_under_the_reader():
    read = submitted()
    perform(read, "return", member("ada"), reason="One word.")
    perform(read, "save", member("wanda"), body="<p>Another word.</p>")
    submitted(read)

    with pytest.raises(Refused, match="changed after you opened it"):
        perform(read, "approve", member("ada"), text_hash=read.text_hash)


def test_a_stale_translation_is_not_approved():
    source = draft()
    french = submitted(translation(source))
    perform(source, "save", member("wanda"), title="New words")

    assert any("changed since" in sentence for sentence in refusals(french, "approve", member("ada")))
    french = perform(french, "confirm_source", member("tariq"))
    assert refusals(french, "approve", member("ada")) == []


def test_reopening_takes_the_approval_away():
    edition = perform(approved(), "reopen", member("wanda"))

    assert (edition.state, edition.approval, edition.approved_by, edition.approved_hash) == ("draft", "", None, "")


def test_an_emergency_release_stays_in_the_queue_until_a_second_person_clears_it():
    from articles.models import Edition

    edition = released_in_emergency()
    assert edition.approval == "emergency"
    assert edition.is_public()
    assert list(Edition.objects.awaiting_clearance()) == [edition]

    perform(edition, "clear", member("ada"))
    assert not Edition.objects.awaiting_clearance().exists()


@pytest.mark.parametrize("name", ["wanda", "emma", "pia"])
def test_an_emergency_is_not_cleared_by_its_author_or_by_others(name):
    assert refusals(released_in_emergency(), "clear", member(name)) != []


def test_whoever_released_alone_does_not_clear_it_even_as_an_approver():
    from staff.models import Right

    edition = released_in_emergency()
    Right.objects.create(user=member("emma"), role="approver")

    assert refusals(edition, "clear", member("emma")) != []


def test_an_emergency_release_asks_for_its_reason():
    from articles import publication

    with pytest.raises(Refused, match="reason"):
        publication.release_in_emergency([draft()], member("emma"), reason=" ")


def test_a_right_that_was_taken_away_is_gone_at_the_next_request():
    edition = submitted()
    ada = member("ada")
    ada.rights.all().delete()

    assert refusals(edition, "approve", member("ada")) != []


def test_a_disabled_user_has_no_right():
    ada = member("ada")
    ada.is_active = False
    ada.save()

    assert refusals(submitted(), "approve", member("ada")) != []


def test_it_is_too_late_to_call_a_release_off_two_seconds_before():
    from datetime import timedelta

    from django.utils import timezone

    edition = scheduled(at=timezone.now() + timedelta(seconds=1.5))

    assert any("too late" in sentence for sentence in refusals(edition, "unschedule", member("pia")))
