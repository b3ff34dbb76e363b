"""A stale translation goes out for the first time only where someone answered for it by name."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import drafting, publication
from articles.models import Change, Edition, Event, Release, Waiver
from articles.translation.readiness import waive
from articles.translation.saving import confirm_all
from articles.workflow import Refused, perform
from tests.desk_cast import approved, correction, draft, member, public, submitted, translation

pytestmark = pytest.mark.django_db

SOON = timedelta(hours=1)


def change(edition: Edition, title: str = "Another title") -> Edition:
    """The source says something else, approved anew."""
    reopened = perform(Edition.objects.get(pk=edition.pk), "reopen", member("wanda"))
    return approved(perform(reopened, "save", member("wanda"), title=title))


def both() -> tuple[Edition, Edition]:
    """An article approved in English and French, neither of them public."""
    english = approved(draft(required=["en"]))
    return english, approved(translation(english))


def scheduled_apart() -> tuple[Edition, Edition]:
    """English is public; the first French text of it is scheduled."""
    english = public(draft(required=["en"]))
    french = approved(translation(english))
    publication.release([french], member("pia"), at=timezone.now() + SOON)
    return english, Edition.objects.get(pk=french.pk)


def test_a_stale_translation_is_not_approved():
    english = draft()
    french = submitted(translation(english))
    perform(english, "save", member("wanda"), title="Another title")

    with pytest.raises(Refused, match="has changed since"):
        perform(french, "approve", member("ada"))


def test_it_is_approved_where_someone_answers_for_it_until_the_source_moves_again():
    english = draft()
    french = submitted(translation(english))
    english = perform(english, "save", member("wanda"), title="Another title")
    waive(french, french.staleness(), member("ada"), reason="Only the title.")

    perform(english, "save", member("wanda"), title="A third title")
    with pytest.raises(Refused, match="has changed since"):
        perform(french, "approve", member("ada"))

    perform(english, "save", member("wanda"), title="Another title")
    assert perform(french, "approve", member("ada")).state == "approved"


def test_a_translation_approved_before_its_source_changed_is_not_released():
    english, french = both()
    english = change(english)

    with pytest.raises(Refused, match="in French is stale"):
        publication.release([english, french], member("pia"))
    assert not Release.objects.exists()


def test_who_answered_for_it_at_its_approval_did_not_answer_for_its_release():
    english = draft(required=["en"])
    french = submitted(translation(english))
    english = perform(english, "save", member("wanda"), title="Another title")
    waive(french, french.staleness(), member("ada"), reason="Only the title.")
    french = perform(french, "approve", member("ada"))

    with pytest.raises(Refused, match="in French is stale"):
        publication.release([approved(english), french], member("pia"))


def test_an_override_stands_beside_the_text_with_name_and_reason():
    english, french = both()
    english = change(english)

    publication.release([english, french], member("pia"), override_reason="The minister speaks now.")

    waiver = Waiver.objects.get(edition=french)
    assert (waiver.user, waiver.reason, waiver.check_name) == (member("pia"), "The minister speaks now.", "stale")
    assert Event.objects.get(edition=french, action="release").reason == "The minister speaks now."


def test_both_leave_the_schedule_together_and_return_only_when_the_translation_has_followed():
    english, french = both()
    decision = publication.release([english, french], member("pia"), at=timezone.now() + SOON)
    publication.unschedule(decision, member("pia"))
    english = change(english)

    with pytest.raises(Refused, match="in French is stale"):
        publication.release([english, french], member("pia"), at=timezone.now() + SOON)

    confirm_all(french, member("tariq"))
    publication.release([english, french], member("pia"), at=timezone.now() + SOON)
    assert Edition.objects.scheduled().count() == 2


@pytest.mark.parametrize("action", ["reopen", "discard"])
def test_a_source_stays_as_it_is_while_its_translation_is_scheduled(action):
    english, french = both()
    publication.release([french], member("pia"), at=timezone.now() + SOON, override_reason="French alone.")

    with pytest.raises(Refused, match="French, edition 1 was translated from this text and is scheduled"):
        perform(english, action, member("wanda"))


def test_a_scheduled_translation_that_became_stale_is_not_moved_to_another_hour():
    english, french = scheduled_apart()
    correction(english)

    with pytest.raises(Refused, match="has changed since it was scheduled"):
        publication.reschedule(french.release, member("pia"), at=timezone.now() + 2 * SOON)

    confirm_all(french, member("tariq"))
    publication.reschedule(french.release, member("pia"), at=timezone.now() + 2 * SOON)


def test_one_scheduled_stale_by_name_is_moved():
    english, french = both()
    english = change(english)
    decision = publication.release(
        [english, french], member("pia"), at=timezone.now() + SOON, override_reason="The minister speaks then."
    )

    publication.reschedule(decision, member("pia"), at=timezone.now() + 2 * SOON)


def test_a_correction_does_not_overtake_a_scheduled_translation_unseen():
    english, french = scheduled_apart()
    corrected = approved(correction(english))

    with pytest.raises(Refused, match="in French is scheduled, and its source has changed"):
        publication.release([corrected], member("pia"))

    publication.release([corrected], member("pia"), override_reason="A wrong number.")
    assert Waiver.objects.get(edition=french).reason == "A wrong number."


def test_a_correction_that_leaves_translations_alone_overtakes_it():
    english, _french = scheduled_apart()
    minor = publication.correct(english, member("max"), change=Change.MINOR, touches_translations=False)
    minor = approved(perform(minor, "save", member("max"), title="A title!"))

    publication.release([minor], member("pia"))


def test_a_translation_of_a_stale_translation_is_stale_for_its_release():
    english, french = both()
    translator = member("translator-ar", role="translator")
    arabic = drafting.open_edition(english.article, "ar", translator, translates=french)
    arabic = approved(perform(arabic, "save", translator, title="عنوان", body="<p>النص.</p>"))
    english = change(english)

    assert not arabic.is_stale()
    with pytest.raises(Refused, match="in Arabic is stale"):
        publication.release([english, arabic], member("pia"))


def test_a_stale_correction_of_a_translation_goes_out():
    """It was public before and is better than what stands there; the site says that the source was corrected."""
    english = public(draft(required=["en"]))
    french = public(translation(english))
    public(correction(english))

    assert public(correction(french)).is_public()


def test_an_emergency_release_of_a_stale_text_has_a_name_and_a_reason():
    english = draft()
    french = translation(english)
    perform(english, "save", member("wanda"), title="Another title")

    decision = publication.release_in_emergency([french], member("emma"), reason="The siren sounds.")

    assert (decision.decided_by, decision.emergency_reason) == (member("emma"), "The siren sounds.")
    assert Edition.objects.awaiting_clearance().get() == french
