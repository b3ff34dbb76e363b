"""Releasing: now or at an instant, any set of editions, all of them or none."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from articles import publication
from articles.models import Change, Edition, Release
from articles.workflow import Refused, perform
from tests.desk_cast import approved, correction, draft, imported, member, public, scheduled, submitted, translation

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def pair(**text: str) -> list[Edition]:
    """English and French of one article that requires both, approved."""
    source = approved(draft(required=["en", "fr"], **text))
    return [source, approved(translation(source))]


def public_languages(at: datetime | None = None) -> set[str]:
    return set(Edition.objects.public(at).values_list("language", flat=True))


def test_both_languages_are_public_at_one_instant():
    editions = pair()

    publication.release(editions, member("pia"))

    first, second = Edition.objects.public()
    assert first.public_from == second.public_from


def test_a_release_at_an_hour_shows_nothing_before_it():
    hour = timezone.now() + HOUR

    publication.release(pair(), member("pia"), at=hour)

    assert public_languages() == set()
    assert public_languages(hour - timedelta(microseconds=1)) == set()
    assert public_languages(hour) == {"en", "fr"}


def test_several_articles_go_out_together():
    bundle = pair() + pair(title="Another")

    release = publication.release(bundle, member("pia"), at=timezone.now() + HOUR)

    assert release.editions.count() == 4
    assert {edition.public_from for edition in release.editions.all()} == {release.public_from}


def test_one_edition_that_may_not_go_holds_all_back():
    editions = pair()
    perform(editions[1], "reopen", member("tariq"))

    with pytest.raises(Refused, match="draft"):
        publication.release(editions, member("pia"), override_reason="Now!")

    assert public_languages() == set()
    assert not Release.objects.exists()


def test_a_first_release_waits_for_the_required_languages():
    source = approved(draft(required=["en", "fr"]))

    with pytest.raises(Refused, match="French, which its first release requires"):
        publication.release([source], member("pia"))


def test_a_required_language_still_at_the_desk_is_named():
    source = approved(draft(required=["en", "fr"]))
    submitted(translation(source))

    with pytest.raises(Refused, match="French, which is still submitted"):
        publication.release([source], member("pia"))


def test_an_approved_language_left_out_is_named():
    source, _french = pair()

    with pytest.raises(Refused, match="not among the chosen"):
        publication.release([source], member("pia"))


def test_an_override_names_who_and_why():
    source = approved(draft(required=["en", "fr"]))

    release = publication.release([source], member("pia"), override_reason="The minister speaks at six.")

    assert (release.decided_by, release.override_reason) == (member("pia"), "The minister speaks at six.")
    assert source.events.first().reason == "The minister speaks at six."


def test_a_needless_override_is_not_recorded():
    assert publication.release(pair(), member("pia"), override_reason="In case").override_reason == ""


def test_a_stale_translation_holds_the_first_release_back():
    source, french = pair()
    perform(source, "reopen", member("wanda"))
    perform(source, "save", member("wanda"), body="<p>13,000 soldiers.</p>")
    source = approved(source)

    with pytest.raises(Refused, match="stale"):
        publication.release([source, french], member("pia"))


def test_another_language_may_follow():
    publication.release(pair(), member("pia"))
    arabic = approved(translation(Edition.objects.get(language="en"), language="ar", title="عنوان"))

    publication.release([arabic], member("pia"))

    assert public_languages() == {"en", "fr", "ar"}


def test_an_hour_that_has_passed_is_refused():
    with pytest.raises(Refused, match="has passed"):
        publication.release(pair(), member("pia"), at=timezone.now() - HOUR)


def test_nothing_to_release_is_refused():
    with pytest.raises(Refused, match="at least one"):
        publication.release([], member("pia"))


def test_the_article_is_dated_by_its_first_release_in_the_newsrooms_zone(settings):
    settings.NEWSROOM_TIME_ZONE = "Pacific/Kiritimati"
    hour = (timezone.now() + timedelta(days=2)).replace(hour=20)

    edition = scheduled(at=hour)

    edition.article.refresh_from_db()
    assert edition.article.dated_on == (hour + timedelta(hours=14)).date()


def test_a_date_that_the_article_has_is_kept():
    edition = draft()
    edition.article.dated_on = date(2017, 3, 22)
    edition.article.save()

    public(edition)

    edition.article.refresh_from_db()
    assert edition.article.dated_on == date(2017, 3, 22)


# Rescheduling and unscheduling.


@pytest.mark.parametrize("shift", [HOUR, -HOUR])
def test_rescheduling_moves_every_edition_and_keeps_approvals(shift):
    hour = timezone.now() + 2 * HOUR
    release = publication.release(pair(), member("pia"), at=hour)

    publication.reschedule(release, member("max"), at=hour + shift)

    assert {edition.public_from for edition in release.editions.all()} == {hour + shift}
    assert {edition.state for edition in release.editions.all()} == {"approved"}
    assert release.editions.first().events.first().action == "reschedule"


@pytest.mark.parametrize("shift", [HOUR, -HOUR])
def test_rescheduling_a_correction_moves_the_end_of_the_text_before(shift):
    first = public()
    hour = timezone.now() + 2 * HOUR
    second = scheduled(correction(first), at=hour)

    publication.reschedule(second.release, member("pia"), at=hour + shift)

    first.refresh_from_db()
    assert first.public_until == hour + shift


def test_unscheduling_keeps_the_approval_and_leaves_nothing_public():
    edition = scheduled()

    publication.unschedule(edition.release, member("pia"))

    edition.refresh_from_db()
    assert (edition.state, edition.public_from, edition.release) == ("approved", None, None)


def test_unscheduling_a_correction_leaves_the_text_before_as_it_was():
    first = public()
    second = scheduled(correction(first))

    publication.unschedule(second.release, member("pia"))

    first.refresh_from_db()
    assert first.public_until is None


def test_a_release_is_called_off_once():
    release = scheduled().release
    publication.unschedule(release, member("pia"))

    with pytest.raises(Refused, match="called off"):
        publication.unschedule(release, member("pia"))


def test_what_is_public_is_not_rescheduled():
    edition = public()

    with pytest.raises(Refused, match="public"):
        publication.reschedule(edition.release, member("pia"), at=timezone.now() + HOUR)


def test_rescheduling_into_the_past_is_refused():
    with pytest.raises(Refused, match="has passed"):
        publication.reschedule(scheduled().release, member("pia"), at=timezone.now() - HOUR)


# A local time.


def test_a_local_time_is_an_instant_in_its_zone():
    local = datetime(2017, 3, 22, 18, 0)

    assert publication.instant(local, "Europe/Brussels") == datetime(2017, 3, 22, 17, 0, tzinfo=UTC)


def test_a_time_in_the_gap_is_refused():
    with pytest.raises(publication.NonexistentTime, match="clocks go forward"):
        publication.instant(datetime(2027, 3, 28, 2, 30), "Europe/Brussels")


def test_a_time_in_the_fold_is_asked_about():
    local = datetime(2027, 10, 31, 2, 30)

    with pytest.raises(publication.AmbiguousTime, match="Say which") as asked:
        publication.instant(local, "Europe/Brussels")

    first, second = asked.value.choices
    assert second - first == HOUR
    assert publication.instant(local, "Europe/Brussels", fold=0) == first
    assert publication.instant(local, "Europe/Brussels", fold=1) == second


@pytest.mark.parametrize("zone", ["Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu", "UTC"])
def test_half_hours_and_whole_zones_come_back_as_they_were_said(zone):
    from zoneinfo import ZoneInfo

    local = datetime(2027, 7, 1, 12, 45)

    assert publication.instant(local, zone).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local


# Corrections.


@pytest.mark.parametrize("change", [Change.CORRECTION, Change.UPDATE, Change.MINOR])
def test_a_correction_starts_as_a_copy_of_the_public_text(change):
    first = public(draft("As it was", standfirst="First words."))

    second = publication.correct(first, member("wanda"), change=change, public_note="A note.")

    assert (second.title, second.standfirst, second.body) == (first.title, first.standfirst, first.body)
    assert (second.number, second.slug, second.change) == (2, first.slug, change)


def test_the_text_before_stays_public_until_the_correction_takes_over():
    first = public()
    second = approved(correction(first))
    assert list(Edition.objects.public()) == [first]

    publication.release([second], member("pia"))

    first.refresh_from_db()
    assert list(Edition.objects.public()) == [second]
    assert first.public_until == Edition.objects.get(pk=second.pk).public_from


def test_the_address_stays_when_the_title_changes():
    first = public(draft("The old title"))
    second = publication.correct(first, member("wanda"), change=Change.UPDATE, public_note="New title.")
    second = public(perform(second, "save", member("wanda"), title="A new title"))

    assert second.slug == first.slug == "the-old-title"


def test_a_correction_is_not_opened_twice():
    first = public()
    correction(first)

    with pytest.raises(Refused, match="already open"):
        publication.correct(first, member("wanda"), change=Change.MINOR)


def test_a_correction_is_no_first_release():
    with pytest.raises(Refused, match="a correction, an update or a minor change"):
        publication.correct(public(), member("wanda"), change=Change.FIRST)


def test_a_minor_change_needs_no_note():
    first = public()

    assert public(publication.correct(first, member("wanda"), change=Change.MINOR)).is_public()


def test_what_the_site_said_at_any_instant_can_be_told():
    first = imported("As first released", public_from=timezone.now() - timedelta(days=5))
    second = public(correction(first))

    assert Edition.objects.public(second.public_from - HOUR).get().title == "As first released"
    assert Edition.objects.public(second.public_from).get() == second
