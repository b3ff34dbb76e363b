"""The rules that the database keeps by itself, attacked through raw SQL and through ``.update()``."""

import time
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from articles import publication
from articles.models import Edition, Event, Withdrawal
from articles.workflow import TRANSITIONS, State
from tests.desk_cast import (
    STANDINGS,
    approved,
    correction,
    discarded,
    draft,
    imported,
    member,
    public,
    released_in_emergency,
    replaced,
    scheduled,
    submitted,
    translation,
    withdrawn,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def by_update(edition: Edition, **values: object) -> None:
    Edition.objects.filter(pk=edition.pk).update(**values)


def by_raw_sql(edition: Edition, **values: object) -> None:
    columns = ", ".join(f"{Edition._meta.get_field(name).column} = %s" for name in values)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE articles_edition SET {columns} WHERE id = %s", [*values.values(), edition.pk])


@pytest.fixture(params=[by_update, by_raw_sql])
def attack(request):
    """Try a change both ways; it has to be refused, and to leave no trace."""

    def attempt(edition: Edition, match: str, **values: object) -> None:
        before = Edition.objects.values().get(pk=edition.pk)
        events = Event.objects.count()
        with pytest.raises(DatabaseError, match=match), transaction.atomic():
            request.param(edition, **values)
        assert Edition.objects.values().get(pk=edition.pk) == before
        assert Event.objects.count() == events

    return attempt


@pytest.fixture(params=[by_update, by_raw_sql])
def change(request):
    return request.param


# Rule 1: visibility is a question to the clock.


def test_an_edition_is_public_from_its_first_instant_until_before_its_last():
    edition = replaced()
    assert edition.public_until is not None

    def is_public(at):
        found = Edition.objects.public(at).filter(pk=edition.pk).exists()
        assert edition.is_public(at) == found
        return found

    tick = timedelta(microseconds=1)
    assert not is_public(edition.public_from - tick)
    assert is_public(edition.public_from)
    assert is_public(edition.public_until - tick)
    assert not is_public(edition.public_until)


def test_a_scheduled_edition_becomes_public_though_nothing_runs():
    edition = approved()
    hour = timezone.now() + timedelta(seconds=2)
    publication.release([edition], member("pia"), at=hour)
    assert not Edition.objects.public().exists()

    time.sleep((hour - timezone.now()).total_seconds() + 0.01)

    assert list(Edition.objects.public()) == [edition]


@pytest.mark.parametrize("standing", list(STANDINGS))
def test_the_word_public_agrees_with_the_one_instance_question(standing):
    edition = STANDINGS[standing]()

    assert Edition.objects.public().filter(pk=edition.pk).exists() == edition.is_public()


# Rule 2: one public edition per article and language at any instant.


def test_two_editions_of_a_language_are_never_public_at_once(attack):
    first = public()
    second = approved(correction(first))

    attack(second, "one_public_edition_per_language", public_from=timezone.now() + HOUR)


def test_a_period_cannot_be_stretched_over_the_next(attack):
    first = scheduled_predecessor()

    attack(first, "one_public_edition_per_language", public_until=first.public_until + HOUR)


def scheduled_predecessor() -> Edition:
    first = public()
    scheduled(correction(first))
    first.refresh_from_db()
    return first


def test_two_languages_are_public_side_by_side():
    source = draft()
    french = translation(source)
    public(source)
    public(french)

    assert Edition.objects.public().count() == 2


# Rule 3: one open edition per article and language.


@pytest.mark.parametrize("standing", ["draft", "submitted", "approved"])
def test_a_second_open_edition_of_a_language_is_refused(standing):
    edition = STANDINGS[standing]()

    with pytest.raises(DatabaseError, match="one_open_edition_per_language"):
        Edition(article=edition.article, language=edition.language, number=9).save()


def test_no_edition_is_opened_beside_a_scheduled_one():
    """It would be open twice if the scheduled one were taken off the schedule."""
    edition = scheduled()

    with pytest.raises(DatabaseError, match="scheduled edition"):
        Edition(article=edition.article, language=edition.language, number=9).save()


def test_after_a_discarded_edition_another_may_be_opened():
    edition = discarded()

    Edition(article=edition.article, language=edition.language, number=9).save()


# Rule 4: a public period needs an approval, bound to exactly the approved text.


@pytest.mark.parametrize("standing", ["draft", "submitted"])
def test_what_is_not_approved_gets_no_public_period(attack, standing):
    attack(
        STANDINGS[standing](draft(slug="an-address")),
        "approved_and_has_an_address",
        public_from=timezone.now() + HOUR,
    )


@pytest.mark.parametrize("field", ["title", "standfirst", "body", "notes_to_editors", "slug", "public_note"])
def test_a_change_of_any_part_of_the_text_voids_the_approval(change, field):
    edition = approved()

    change(edition, **{field: "changed"})

    edition.refresh_from_db()
    assert (edition.state, edition.approval, edition.approved_hash, edition.approved_by) == ("draft", "", "", None)


def test_a_forged_hash_is_not_an_approval(attack):
    edition = submitted()

    attack(
        edition,
        "bound_to_the_approved_text",
        state="approved",
        approval="regular",
        approved_hash="0" * 64,
        approved_at=timezone.now(),
        approved_by_id=member("ada").pk,
    )


def test_the_hash_of_the_text_cannot_be_forged(change):
    edition = draft()

    change(edition, text_hash="0" * 64)

    edition.refresh_from_db()
    assert edition.text_hash != "0" * 64


def test_an_approval_without_an_approver_is_refused(attack):
    edition = submitted()

    attack(
        edition,
        "has_an_approver",
        state="approved",
        approval="regular",
        approved_hash=edition.text_hash,
        approved_at=timezone.now(),
    )


def test_the_author_is_no_approver_even_by_sql(attack):
    edition = submitted()

    attack(
        edition,
        "Nobody approves a text that they wrote",
        state="approved",
        approval="regular",
        approved_hash=edition.text_hash,
        approved_at=timezone.now(),
        approved_by_id=member("wanda").pk,
    )


@pytest.mark.parametrize("standing", ["approved", "scheduled", "public"])
def test_an_approval_is_not_passed_to_another_name(attack, standing):
    attack(STANDINGS[standing](), "never changes", approved_by_id=member("pia").pk)


def test_an_approval_at_the_desk_is_not_turned_into_an_import(attack):
    attack(approved(), "never changes", approval="import")


def test_the_text_of_a_scheduled_edition_is_fixed(attack):
    attack(scheduled(), "take it off the schedule", body="<p>Slipped in.</p>")


def test_a_text_is_not_released_in_the_past(attack):
    attack(approved(), "released in the past", public_from=timezone.now() - HOUR)


def test_a_new_edition_does_not_come_approved():
    with pytest.raises(DatabaseError, match="starts as a draft"):
        Edition(article=draft().article, language="fr", number=1, state="approved").save()


def test_an_emergency_is_not_cleared_by_whoever_released_it(attack):
    attack(
        released_in_emergency(),
        "cleared_by_a_second_person",
        cleared_at=timezone.now(),
        cleared_by_id=member("emma").pk,
    )


def test_a_correction_without_a_public_note_does_not_go_out(attack):
    first = public()
    second = correction(first)
    by_update(second, public_note="")
    by_update(second, state="submitted")
    by_update(
        second,
        state="approved",
        approval="regular",
        approved_hash=Edition.objects.get(pk=second.pk).text_hash,
        approved_at=timezone.now(),
        approved_by_id=member("ada").pk,
    )
    by_update(first, public_until=timezone.now() + HOUR)

    attack(second, "has_a_public_note", public_from=timezone.now() + HOUR)


# Rule 5: the text of a released edition is immutable.


@pytest.mark.parametrize("standing", ["public", "replaced", "withdrawn"])
@pytest.mark.parametrize("field", ["title", "standfirst", "body", "notes_to_editors", "slug", "public_note", "change"])
def test_a_released_text_never_changes(attack, standing, field):
    attack(STANDINGS[standing](), "released edition never changes", **{field: "update"})


@pytest.mark.parametrize("standing", ["public", "replaced", "withdrawn"])
def test_the_first_instant_of_a_released_text_never_changes(attack, standing):
    attack(STANDINGS[standing](), "never changes", public_from=timezone.now() + HOUR)


@pytest.mark.parametrize("standing", ["replaced", "withdrawn"])
def test_a_past_period_is_not_reopened(attack, standing):
    attack(STANDINGS[standing](), "public in the past", public_until=None)


def test_a_public_period_does_not_end_in_the_past(attack):
    edition = imported(public_from=timezone.now() - timedelta(days=9))

    attack(edition, "public in the past", public_until=timezone.now() - HOUR)


def test_the_first_release_date_cannot_be_forged(change):
    edition = public()

    change(edition, first_public_from=timezone.now() - timedelta(days=900))

    edition.refresh_from_db()
    assert edition.first_public_from == edition.public_from


def test_a_correction_keeps_the_date_of_the_first_release():
    first = imported(public_from=timezone.now() - timedelta(days=9))
    second = public(correction(first))

    assert second.first_public_from == first.public_from


@pytest.mark.parametrize("identity", ["language", "number"])
def test_an_edition_keeps_its_place(attack, identity):
    attack(draft(), "keeps its article", **{identity: "9"})


@pytest.mark.parametrize("standing", list(STANDINGS))
def test_editions_are_not_deleted(standing):
    edition = STANDINGS[standing]()

    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_edition WHERE id = %s", [edition.pk])


def test_a_discarded_edition_never_changes(attack):
    attack(discarded(), "discarded", title="Back again")


# Rule 6: every change leaves an append-only event, written in the same transaction.


def test_each_change_of_text_leaves_an_event_with_the_text(change):
    edition = draft()

    change(edition, title="By another way")

    event = edition.events.first()
    assert event.text["title"] == "By another way"
    assert (event.user, event.action) == (None, "change")


def test_each_change_of_state_leaves_an_event(change):
    edition = draft()

    change(edition, state="submitted")

    event = edition.events.first()
    assert (event.from_state, event.to_state, event.user) == ("draft", "submitted", None)


def test_a_change_of_the_period_leaves_an_event(change):
    edition = approved()
    hour = timezone.now() + HOUR

    change(edition, public_from=hour)

    assert edition.events.first().public_from == hour


def test_a_change_that_is_rolled_back_leaves_none():
    edition = draft()
    count = edition.events.count()

    with pytest.raises(RuntimeError), transaction.atomic():
        by_update(edition, title="Not to be")
        raise RuntimeError

    assert edition.events.count() == count


def test_the_names_of_who_acts_do_not_outlast_the_action():
    edition = submitted()

    by_update(edition, state="draft")

    assert (edition.events.first().user, edition.events.first().action) == (None, "change")


@pytest.mark.parametrize("table", ["articles_event", "articles_withdrawal", "articles_withdrawalnotice"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_what_is_recorded_is_never_changed(table, statement):
    withdrawn()

    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement.format(table))


@pytest.mark.parametrize("table", ["articles_event", "articles_edition"])
def test_what_is_recorded_is_never_emptied(table):
    public()

    with pytest.raises(DatabaseError, match="never emptied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL newsroom.allow_truncate = 'off'")
        cursor.execute(f"TRUNCATE {table} CASCADE")


def test_events_through_the_orm_are_append_only_too():
    draft()

    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        Event.objects.update(action="nothing happened")
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        Event.objects.all()._raw_delete("default")


def test_a_withdrawal_says_why():
    edition = public()

    with pytest.raises(DatabaseError, match="has_a_reason"):
        Withdrawal.objects.create(
            article=edition.article,
            outcome="gone",
            reason="",
            withdrawn_at=timezone.now(),
            withdrawn_by=member("pia"),
        )


# Rule 7: the state changes only along the workflow table.


@pytest.mark.parametrize(
    ("old", "new"),
    [(old, new) for old in State for new in State if old != new and (old, new) not in TRANSITIONS],
)
def test_a_state_is_not_skipped(attack, old, new):
    edition = STANDINGS[old]()

    attack(edition, "does not go from", state=new)


@pytest.mark.parametrize("standing", ["public", "replaced", "withdrawn"])
def test_a_released_edition_does_not_go_back_to_the_desk(attack, standing):
    attack(STANDINGS[standing](), "never changes", state="draft")


def test_a_scheduled_edition_does_not_go_back_to_the_desk(attack):
    attack(scheduled(), "take it off the schedule", state="draft")


def test_no_state_is_invented(attack):
    attack(draft(), "does not go from", state="public")


# Addresses.


def test_an_address_belongs_to_one_article(attack):
    public(draft(slug="the-address"))

    attack(draft("Another"), "address_belongs_to_one_article", slug="the-address")


def test_the_same_words_may_be_an_address_in_each_language():
    source = draft(slug="covid-19")

    assert public(translation(source, slug="covid-19")).slug == "covid-19"
