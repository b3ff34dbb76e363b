"""Withdrawing: the public period ends, with a reason for the desk and a notice for the public."""

import pytest

from articles import drafting, publication
from articles.models import Edition, Outcome, WithdrawalNotice
from articles.workflow import Refused
from tests.desk_cast import correction, draft, member, public, scheduled, translation, withdrawn

pytestmark = pytest.mark.django_db


def withdraw(edition: Edition, **changes: object):
    arguments = {
        "outcome": Outcome.GONE,
        "notices": {edition.language: "It was withdrawn."},
        "reason": "A wrong text.",
        **changes,
    }
    return publication.withdraw(edition.article, member("pia"), **arguments)


@pytest.mark.parametrize("outcome", [Outcome.NOTICE, Outcome.GONE])
def test_a_withdrawn_text_is_no_longer_public_and_its_notice_is(outcome):
    edition = public()

    withdrawal = withdraw(edition, outcome=outcome)

    edition.refresh_from_db()
    assert not Edition.objects.public().exists()
    assert edition.public_until == withdrawal.withdrawn_at
    assert WithdrawalNotice.objects.public().get().notice == "It was withdrawn."


def test_a_text_may_move_to_another_public_article():
    new_home = public(draft("The new home"))
    edition = public(draft("The old home"))

    assert withdraw(edition, outcome=Outcome.MOVED, moved_to=new_home.article).moved_to == new_home.article


def test_a_text_does_not_move_to_what_is_not_public():
    edition = public()

    with pytest.raises(Refused, match="public article"):
        withdraw(edition, outcome=Outcome.MOVED, moved_to=draft("A draft").article)


def test_a_text_does_not_move_to_itself():
    edition = public()

    with pytest.raises(Refused, match="itself"):
        withdraw(edition, outcome=Outcome.MOVED, moved_to=edition.article)


def test_one_language_may_be_withdrawn_and_the_other_stay():
    source = draft()
    french = public(translation(source))
    public(source)

    withdraw(french)

    assert Edition.objects.public().get().language == "en"


def test_all_languages_go_at_one_instant():
    source = draft()
    public(translation(source))
    source = public(source)

    withdraw(source, notices={"en": "Withdrawn.", "fr": "Retiré."})

    assert not Edition.objects.public().exists()
    assert len(set(Edition.objects.values_list("public_until", flat=True))) == 1


@pytest.mark.parametrize("notices", [{"en": "  "}, {}, {"fr": "Rien à retirer."}, {"en": "Yes.", "fr": "Non."}])
def test_every_language_that_goes_needs_its_notice(notices):
    edition = public()

    with pytest.raises(Refused):
        withdraw(edition, notices=notices)

    assert Edition.objects.public().exists()


def test_a_withdrawal_without_a_reason_is_refused():
    with pytest.raises(Refused, match="reason"):
        withdraw(public(), reason=" ")


def test_a_scheduled_correction_has_to_be_called_off_first():
    edition = public()
    scheduled(correction(edition))

    with pytest.raises(Refused, match="scheduled"):
        withdraw(edition)


def test_a_withdrawn_text_may_be_released_anew_and_its_notice_is_gone():
    edition = withdrawn()
    again = drafting.open_edition(
        edition.article, "en", member("wanda"), title="Anew", body="<p>Right.</p>", public_note="Released anew."
    )

    again = public(again)

    assert Edition.objects.public().get() == again
    assert not WithdrawalNotice.objects.public().exists()


def test_a_withdrawn_edition_is_withdrawn_and_not_replaced():
    assert withdrawn().standing() == "withdrawn"
