"""An edit after the approval voids it, and everyone concerned is told until the text is approved anew."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import timezone, translation
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import publication
from articles.approvals import concerned_by, concerning, voided_approvals
from articles.tasks import tell_of_voided_approval
from articles.workflow import perform
from tests.desk_cast import approved, draft, member, scheduled, submitted

pytestmark = pytest.mark.django_db


def reopened(edition=None):
    return perform(edition or approved(), "reopen", member("wanda"))


def edited(edition=None):
    edition = reopened(edition)
    return perform(edition, "save", member("wanda"), revision=edition.revision, body="<p>Another text.</p>")


def sentence(edition) -> str:
    return voided_approvals([edition])[edition.pk].sentence()


def test_reopening_says_whose_approval_is_void():
    assert sentence(reopened()).startswith("ada’s approval of ")
    assert "wanda reopened the text at" in sentence(reopened())


def test_an_edit_says_who_made_it():
    assert "was voided by wanda’s edit at" in sentence(edited())


def test_the_edits_before_the_approval_voided_nothing():
    assert voided_approvals([approved(), submitted(), draft()]) == {}


@pytest.mark.parametrize("later", ["submit", "approve"])
def test_it_is_said_until_the_text_is_approved_anew(later):
    edition = perform(edited(), "submit", member("wanda"))
    if later == "approve":
        edition = perform(edition, "approve", member("ada"))

    assert bool(voided_approvals([edition])) == (later == "submit")


def test_discarding_ends_it():
    edition = perform(edited(), "discard", member("max"))

    assert voided_approvals([edition]) == {}
    assert not concerning(member("pia")).exists()


def test_the_day_is_said_where_it_is_not_today():
    edition = reopened()
    with time_machine.travel(datetime(2099, 1, 1, tzinfo=UTC)):
        assert f"{timezone.now():%Y}" == "2099"
        assert str(edition.opened_at.year) in sentence(edition)


def test_one_query_for_any_number(django_assert_num_queries):
    editions = [edited(), reopened(), draft()]

    with django_assert_num_queries(1):
        assert len(voided_approvals(editions)) == 2


def test_it_concerns_who_wrote_approved_or_was_to_release_it():
    edition = scheduled()
    publication.unschedule(edition.release, member("pia"))
    edition.refresh_from_db()
    edition = edited(edition)
    for name in ("otto", "tariq", "emma"):
        member(name)

    assert {user.username for user in concerned_by(edition)} == {"wanda", "max", "ada", "pia"}
    assert [concerning(member(name)).exists() for name in ("wanda", "ada", "pia", "otto")] == [True, True, True, False]


def test_each_is_told_by_mail_in_their_own_language(mailoutbox):
    edition = edited()
    for name, language in {"wanda": "en", "ada": "fr", "pia": "en", "otto": "en"}.items():
        user = member(name)
        user.email, user.language = f"{name}@example.org", language
        user.save()

    tell_of_voided_approval(edition.pk, member("wanda").pk)

    assert {mail.to[0] for mail in mailoutbox} == {"ada@example.org", "pia@example.org"}
    mail = next(mail for mail in mailoutbox if mail.to == ["pia@example.org"])
    assert "was voided by wanda’s edit" in mail.body
    assert f"/desk/articles/edition/{edition.pk}/change/" in mail.body


def test_nobody_is_told_of_what_is_approved_again(mailoutbox):
    user = member("pia")
    user.email = "pia@example.org"
    user.save()
    edition = approved(edited())

    tell_of_voided_approval(edition.pk, member("wanda").pk)

    assert mailoutbox == []


def test_reopening_asks_the_worker_to_tell():

    with translation.override("en"):
        edition = reopened()

    job = ProcrastinateJob.objects.get(task_name="articles.tell_of_voided_approval")
    assert job.args == {"edition_id": edition.pk, "user_id": member("wanda").pk}
