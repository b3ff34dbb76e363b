"""A date and place is written by one person, confirmed by another, and told to the public then."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from articles import occasions, publication
from articles.drafting import describe
from articles.models import Event, Happening, Kind, Occasion, Outcome
from articles.workflow import Refused, refusals
from tests import desk_cast as cast
from tests.desk_cast import member
from tests.occasions.scene import SUMMER, TEXTS, advisory, confirmed, invitation, invited, moved, written

pytestmark = pytest.mark.django_db
LATER = SUMMER + timedelta(days=7)


def public_now() -> list[Occasion]:
    return list(Occasion.objects.public_in("en"))


def test_nothing_is_public_before_it_is_confirmed_and_released():
    article = advisory()
    occasion = written(article)
    assert public_now() == []
    confirmed(occasion)
    assert public_now() == []

    cast.public(article.editions.get())

    assert public_now() == [occasion]


def test_what_waits_does_not_touch_what_the_public_reads():
    edition = invitation()

    written(edition.article, who="pia", starts_at=LATER)

    assert invited(edition).starts_at == SUMMER


def test_confirming_a_change_tells_it_at_once_and_where_it_moved_from():
    edition = invitation()
    before = invited(edition)

    moved(edition, starts_at=LATER)

    after = invited(edition)
    assert (after.starts_at, after.moved_from_at) == (LATER, SUMMER)
    before.refresh_from_db()
    assert before.replaced_at == after.confirmed_at
    assert [found.pk for found in Occasion.objects.public(before.confirmed_at + timedelta(microseconds=1))] == []


def test_a_date_that_nobody_was_told_is_not_told_now():
    """Changed before the release: the public reads the last date alone."""
    article = advisory()
    confirmed(written(article))
    confirmed(written(article, starts_at=LATER))

    edition = cast.public(article.editions.get())

    assert invited(edition).moved_from_at is None


def test_what_was_told_before_a_withdrawal_went_with_it():
    edition = invitation()
    moved(edition, starts_at=LATER)
    publication.withdraw(
        edition.article, member("pia"), outcome=Outcome.NOTICE, notices={"en": "It was wrong."}, reason="A hoax."
    )
    assert public_now() == []

    words = {"title": "Again", "body": "<p>Come.</p>", "public_note": "Right now."}
    cast.public(cast.drafting.open_edition(edition.article, "en", member("max"), **words))

    assert invited(edition).moved_from_at is None


@pytest.mark.parametrize("who", ["ada", "pia", "max"])
def test_whoever_approves_or_releases_confirms(who):
    assert occasions.refusals_to_confirm(written(), member(who)) == []


@pytest.mark.parametrize("who", ["wanda", "tariq", "otto", "emma", "nobody"])
def test_nobody_else_confirms(who):
    (reason,) = occasions.refusals_to_confirm(written(), member(who))
    assert "for approvers and publishers" in reason


@pytest.mark.parametrize("who", ["wanda", "max"])
def test_writers_and_managing_editors_write_before_the_release(who):
    assert occasions.refusals_to_write(advisory(), member(who)) == []


def test_after_the_release_it_is_for_publishers():
    article = invitation().article

    assert occasions.refusals_to_write(article, member("wanda")) != []
    assert occasions.refusals_to_write(article, member("pia")) == []


def test_nobody_confirms_what_they_wrote_or_changed_since():
    edition = invitation()
    written(edition.article, who="pia", starts_at=LATER)
    last = written(edition.article, who="max", texts={"en": {"venue": "Elsewhere"}})

    for who in ("pia", "max"):
        with pytest.raises(Refused, match="You wrote or changed this date and place"):
            occasions.confirm(last, member(who))
        with pytest.raises(DatabaseError, match="Nobody confirms"), transaction.atomic():
            Occasion.objects.filter(pk=last.pk).update(confirmed_by=member(who), confirmation="regular")
    assert occasions.confirm(last, member("ada")).confirmed_at


def test_who_wrote_earlier_facts_may_confirm_later_ones():
    edition = invitation()
    moved(edition, starts_at=LATER)
    third = written(edition.article, who="max", starts_at=SUMMER)

    assert occasions.refusals_to_confirm(third, member("pia")) == []


def test_in_an_emergency_one_person_confirms_with_a_reason_and_it_is_on_record():
    edition = invitation()
    emma = member("emma")
    occasion = written(edition.article, who="pia", happening=Happening.CANCELLED)

    with pytest.raises(Refused):
        occasions.confirm(occasion, emma)
    occasions.confirm(occasion, emma, reason="The hall is on fire.")

    assert invited(edition).happening == Happening.CANCELLED
    event = Event.objects.get(action="confirm_occasion_alone")
    assert (event.user, event.reason) == (emma, "The hall is on fire.")


def test_only_the_last_facts_are_confirmed():
    article = advisory()
    first = written(article)
    written(article, starts_at=LATER)

    with pytest.raises(Refused, match="no longer the last facts"):
        occasions.confirm(first, member("ada"))
    with pytest.raises(DatabaseError, match="Only the last facts"), transaction.atomic():
        Occasion.objects.filter(pk=first.pk).update(confirmed_by=member("ada"), confirmation="regular")


def test_what_was_dropped_leaves_the_confirmed_facts():
    edition = invitation()
    written(edition.article, who="pia", starts_at=LATER)
    last = written(edition.article, who="pia", texts={})

    occasions.drop(edition.article, member("pia"))

    assert occasions.pending_occasion(edition.article) is None
    assert invited(edition).starts_at == SUMMER
    last.refresh_from_db()
    with pytest.raises(Refused, match="no longer the last facts"):
        occasions.confirm(last, member("ada"))
    with pytest.raises(Refused, match="Nothing waits"):
        occasions.drop(edition.article, member("pia"))


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"ends_at": SUMMER}, "It ends before it begins"),
        ({"ends_at": SUMMER - timedelta(hours=1)}, "It ends before it begins"),
        ({"time_zone": "Europe/Nowhere"}, "Choose a time zone"),
        ({"accreditation_until_at": SUMMER + timedelta(days=1)}, "Accreditation closes after the end"),
        ({"happening": Happening.CANCELLED}, "Nothing is confirmed yet that could be"),
    ],
)
def test_what_cannot_be_is_refused_in_words(facts, sentence):
    with pytest.raises(Refused, match=sentence):
        written(**facts)
    assert not Occasion.objects.exists()


@pytest.mark.parametrize("happening", [Happening.CANCELLED, Happening.POSTPONED])
def test_what_is_called_off_keeps_the_date_that_the_public_knows(happening):
    edition = invitation()

    with pytest.raises(Refused, match="keeps the date that the public knows"):
        written(edition.article, who="pia", happening=happening, starts_at=LATER)


def test_a_change_of_what_is_public_needs_a_reason():
    edition = invitation()

    with pytest.raises(Refused, match="Give a reason"):
        occasions.write(edition.article, member("pia"), seen=1, starts_at=LATER)


def test_writing_over_someone_elses_newer_facts_is_refused():
    article = advisory()
    written(article)
    written(article, starts_at=LATER)

    with pytest.raises(Refused, match="Someone changed the date and place"):
        occasions.write(article, member("wanda"), seen=1, texts={})


def test_the_same_facts_again_are_no_change():
    article = advisory()
    written(article)

    with pytest.raises(Refused, match="Nothing was changed"):
        written(article, starts_at=SUMMER)


def test_placeholders_are_not_confirmed():
    occasion = written(texts={"en": {"venue": "Room TBC"}})

    with pytest.raises(Refused, match="TBC"):
        confirmed(occasion)


def test_only_an_advisory_has_an_occasion():
    with pytest.raises(Refused, match="Only a media advisory"):
        written(cast.draft().article)


@pytest.mark.parametrize("action", ["release", "release_in_emergency"])
def test_an_advisory_does_not_go_out_while_its_date_waits(action):
    article = advisory()
    edition = cast.approved(article.editions.get())
    occasion = written(article)
    who = member("emma" if action == "release_in_emergency" else "pia")

    assert any("wait for a second person" in reason for reason in refusals(edition, action, who))
    confirmed(occasion)
    assert refusals(edition, action, who) == []


def test_an_advisory_without_a_date_goes_out():
    assert cast.public(advisory().editions.get()).is_public()


def test_an_invitation_that_was_sent_stays_one():
    article = invitation().article

    with pytest.raises(Refused, match="Say that it is cancelled instead"):
        describe(article, member("pia"), kind=Kind.NEWS)


def test_each_step_leaves_an_event_with_the_facts():
    edition = invitation()
    moved(edition, starts_at=LATER)

    deeds = Event.objects.filter(action__endswith="_occasion").order_by("pk")
    assert [(event.action, event.user.username) for event in deeds] == [
        ("write_occasion", "wanda"),
        ("confirm_occasion", "ada"),
        ("write_occasion", "pia"),
        ("confirm_occasion", "ada"),
    ]
    assert deeds[0].details["texts"] == TEXTS
    assert deeds[3].details["starts_at"] == "2031-06-19T08:00:00Z"


@pytest.mark.parametrize(
    "change",
    [
        {"starts_at": LATER},
        {"texts": {}},
        {"over_at": LATER},
        {"replaced_at": None, "confirmed_at": SUMMER},
        {"confirmed_by": None, "confirmed_at": None, "confirmation": ""},
    ],
)
def test_what_was_told_never_changes(change):
    edition = invitation()

    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        Occasion.objects.filter(article=edition.article).update(**change)


def test_facts_are_never_deleted_and_come_unconfirmed():
    occasion = written()
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        occasion.delete()
    row = {"article": occasion.article, "starts_at": SUMMER, "time_zone": "UTC", "written_by": member("wanda")}
    with pytest.raises(DatabaseError, match="wait for a second person"), transaction.atomic():
        Occasion.objects.create(
            number=2, confirmed_by=member("ada"), confirmed_at=timezone.now(), confirmation="regular", **row
        )
    with pytest.raises(DatabaseError, match="numbered in their order"), transaction.atomic():
        Occasion.objects.create(number=0, **row)


@pytest.mark.parametrize(
    ("facts", "over"),
    [
        ({"ends_at": SUMMER + timedelta(hours=2)}, SUMMER + timedelta(hours=2)),
        # Without an end it is over with its day, wherever it takes place.
        ({}, SUMMER.replace(hour=22)),
        ({"time_zone": "Pacific/Auckland"}, SUMMER.replace(hour=12)),
    ],
)
def test_it_is_past_after_its_end_or_after_its_day(facts, over):
    occasion = written(**facts)

    assert occasion.over_at == over
    assert (occasion.is_over(over), occasion.is_over(over - timedelta(seconds=1))) == (True, False)
    assert list(Occasion.objects.past(over)) == [occasion]
    assert list(Occasion.objects.upcoming(over)) == []
