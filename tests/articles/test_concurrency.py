"""Two people at once, on the real database: one winner, one clear refusal, no half state."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from articles import publication
from articles.models import Change, Edition, Event
from articles.workflow import Refused, perform
from tests.desk_cast import approved, correction, draft, member, public, scheduled, submitted, translation
from tests.factories import make_person

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = timedelta(hours=1)


def race(*acts: Callable[[], object]) -> list[object]:
    """Start all acts at once, each in a thread with its own connection; return results and refusals in their order."""
    outcomes: list[object] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(index: int, act: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            start.wait()
            outcomes[index] = act()
        except Exception as error:  # noqa: BLE001 - every outcome is looked at by the test
            outcomes[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes


def winners_and_refusals(outcomes: list[object]) -> tuple[int, int]:
    assert all(isinstance(outcome, Refused) or not isinstance(outcome, Exception) for outcome in outcomes), outcomes
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert all(sentence for refusal in refused for sentence in refusal.reasons)
    return len(outcomes) - len(refused), len(refused)


@pytest.fixture(params=range(3))
def again(request):
    """Races are run a few times over: once proves little."""


def test_two_approvers_one_approval(again):
    edition, ada, max_ = submitted(), member("ada"), member("ada-2", role="approver")

    outcomes = race(lambda: perform(edition, "approve", ada), lambda: perform(edition, "approve", max_))

    assert winners_and_refusals(outcomes) == (1, 1)
    assert Event.objects.filter(action="approve").count() == 1


def test_approver_against_approver_who_returns(again):
    edition, ada, max_ = submitted(), member("ada"), member("ada-2", role="approver")

    outcomes = race(
        lambda: perform(edition, "approve", ada), lambda: perform(edition, "return", max_, reason="Not yet.")
    )

    assert winners_and_refusals(outcomes) == (1, 1)


def test_two_publishers_one_release(again):
    edition, pia, max_ = approved(), member("pia"), member("max")

    outcomes = race(lambda: publication.release([edition], pia), lambda: publication.release([edition], max_))

    assert winners_and_refusals(outcomes) == (1, 1)
    assert Event.objects.filter(action="release").count() == 1


def test_publishers_of_overlapping_bundles_do_not_deadlock(again):
    one, two, pia = approved(draft("One")), approved(draft("Two")), member("pia")

    outcomes = race(lambda: publication.release([one, two], pia), lambda: publication.release([two, one], pia))

    assert winners_and_refusals(outcomes) == (1, 1)
    assert Edition.objects.public().count() == 2


def test_publisher_against_editor(again):
    """Either the text that was approved goes out, or the edit wins and nothing does."""
    edition, pia, wanda = approved(), member("pia"), member("wanda")

    def edit() -> object:
        perform(edition, "reopen", wanda)
        return perform(edition, "save", wanda, body="<p>Slipped in.</p>")

    outcomes = race(lambda: publication.release([edition], pia), edit)

    assert winners_and_refusals(outcomes) == (1, 1)
    edition.refresh_from_db()
    assert edition.is_public() != ("Slipped in" in edition.body)


def test_publisher_against_an_edit_by_sql(again):
    edition, pia = approved(), member("pia")

    outcomes = race(
        lambda: publication.release([edition], pia),
        lambda: Edition.objects.filter(pk=edition.pk).update(body="<p>Slipped in.</p>"),
    )

    edition.refresh_from_db()
    assert any(isinstance(outcome, Exception) for outcome in outcomes)
    assert edition.is_public() != ("Slipped in" in edition.body)


def test_two_schedulers_one_hour(again):
    edition, pia, hour = approved(), member("pia"), timezone.now() + HOUR

    outcomes = race(
        lambda: publication.release([edition], pia, at=hour),
        lambda: publication.release([edition], pia, at=hour + HOUR),
    )

    assert winners_and_refusals(outcomes) == (1, 1)
    edition.refresh_from_db()
    assert edition.release.public_from == edition.public_from


def test_one_reschedules_while_one_calls_off(again):
    release, pia = scheduled().release, member("pia")

    outcomes = race(
        lambda: publication.reschedule(release, pia, at=timezone.now() + 3 * HOUR),
        lambda: publication.unschedule(type(release).objects.get(pk=release.pk), pia),
    )

    assert winners_and_refusals(outcomes)[0] >= 1
    release.refresh_from_db()
    assert release.public_from is None
    assert not Edition.objects.scheduled().exists()


def test_two_corrections_one_edition(again):
    edition, wanda, pia = public(), member("wanda"), member("pia")

    outcomes = race(
        lambda: publication.correct(edition, wanda, change=Change.MINOR),
        lambda: publication.correct(edition, pia, change=Change.MINOR),
    )

    assert winners_and_refusals(outcomes) == (1, 1)


def test_withdrawal_against_the_release_of_a_correction(again):
    first = public()
    second, pia = approved(correction(first)), member("pia")

    outcomes = race(
        lambda: publication.release([second], pia),
        lambda: publication.withdraw(first.article, pia, outcome="gone", notices={"en": "Gone."}, reason="Wrong."),
    )

    winners_and_refusals(outcomes)
    assert Edition.objects.public().count() <= 1


def test_of_many_saves_from_one_reading_one_wins(again):
    edition, wanda = draft(), member("wanda")

    outcomes = race(
        *[
            lambda number=number: perform(edition, "save", wanda, revision=edition.revision, title=f"By {number}")
            for number in range(8)
        ]
    )

    assert winners_and_refusals(outcomes) == (1, 7)


def test_readers_never_see_one_language_without_the_other(again):
    """Polls while a release of both languages commits: none or both, at every look."""
    source = approved(draft(required=["en", "fr"]))
    editions, pia, seen = [source, approved(translation(source))], member("pia"), set()
    done = threading.Event()

    def poll() -> None:
        while not done.is_set():
            seen.add(Edition.objects.public().count())

    def release() -> None:
        try:
            time.sleep(0.05)
            publication.release(editions, pia)
            time.sleep(0.05)
        finally:
            done.set()

    race(poll, poll, poll, release)

    assert seen == {0, 2}


RELEASE = """
import sys
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from articles import publication
from articles.models import Edition
from staff.models import User
editions, user = list(Edition.objects.open()), User.objects.get(username=sys.argv[2])
print("ready", flush=True)
publication.release(editions, user)
"""


@pytest.mark.parametrize("delay", [0.15, 0.45, 0.75])
def test_kill_9_in_the_middle_of_a_release_of_ten(delay):
    """A trigger of the test's own slows each edition down by 0.1 s, so that the kill hits the middle."""
    editions, pia = [approved(draft(f"Number {number}")) for number in range(10)], member("pia")
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN PERFORM pg_sleep(0.1); RETURN NULL; END $$;"
            "CREATE TRIGGER dawdle AFTER UPDATE ON articles_edition FOR EACH ROW EXECUTE FUNCTION dawdle()"
        )
    try:
        process = subprocess.Popen(
            [sys.executable, "-c", RELEASE, connection.settings_dict["NAME"], pia.username],
            stdout=subprocess.PIPE,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]},
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(delay)
        assert process.poll() is None
        process.kill()
        process.wait()

        assert Edition.objects.public().count() == 0
        assert Edition.objects.filter(release__isnull=False).count() == 0
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP FUNCTION dawdle CASCADE")
    publication.release(editions, pia)
    assert Edition.objects.public().count() == 10


def test_whoever_is_named_while_the_text_is_released_is_listed(again):
    edition, pia, person = approved(), member("pia"), make_person()

    def name_the_person() -> None:
        with transaction.atomic():
            edition.article.people.add(person)
            time.sleep(0.2)

    def release() -> None:
        with transaction.atomic():
            publication.release([edition], pia, override_reason="test")
            time.sleep(0.2)

    assert race(name_the_person, release) == [None, None]
    assert list(Edition.objects.public().about(person)) == [edition]
