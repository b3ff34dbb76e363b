"""The page on which texts are released: what can go, what is missing, the hour, and the confirmation."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Event, Release
from tests.desk.screens import at_desk, release_url, sentences
from tests.desk_cast import approved, draft, public, scheduled, translation

pytestmark = pytest.mark.django_db

NOW = {"when": "now", "time_zone": "Europe/Brussels"}


def post(edition, *, who: str = "pia", step: str = "confirm", editions=None, **data: str):
    """Post the release page of the edition's article."""
    chosen = [each.pk for each in (editions or [edition])]
    return at_desk(who).post(release_url(edition.article), {**NOW, "editions": chosen, **data, "step": step})


def at(day: str, time: str, zone: str = "Europe/Brussels", **more: str) -> dict[str, str]:
    return {"when": "later", "day": day, "time": time, "time_zone": zone, **more}


def test_the_review_says_audience_hour_and_languages_and_releases_nothing():
    edition = approved(draft("Ministers meet"))

    html = sentences(post(edition, step="review", **at("2030-07-01", "09:00")))

    assert "Everyone will be able to read" in html
    assert "July 1, 2030 09:00" in html
    assert "Europe/Brussels" in html
    assert "07:00" in html
    assert "English" in html
    assert "Ministers meet" in html
    assert not Release.objects.exists()
    assert not Event.objects.filter(action="release").exists()
    assert "Scheduled." not in html


def test_confirming_releases_at_the_hour_of_the_review():
    edition = approved()

    post(edition, **at("2030-07-01", "09:00"))

    edition.refresh_from_db()
    assert edition.public_from == datetime(2030, 7, 1, 7, tzinfo=UTC)


def test_going_back_keeps_what_was_chosen():
    html = sentences(post(approved(), step="change", **at("2030-07-01", "09:00")))

    assert 'value="2030-07-01"' in html
    assert "Review before release" in html


def test_an_hour_that_the_clocks_skip_is_refused():
    answer = post(approved(), step="review", **at("2030-03-31", "02:30"))

    assert answer.status_code == 422
    assert "does not exist in Europe/Brussels" in sentences(answer)


@pytest.mark.parametrize(("fold", "hour"), [("0", 0), ("1", 1)])
def test_an_hour_that_comes_twice_is_asked_about(fold, hour):
    edition = approved()
    twice = at("2030-10-27", "02:30")

    question = post(edition, step="review", **twice)
    assert "comes twice in Europe/Brussels" in sentences(question)
    assert "before the clocks go back" in sentences(question)
    post(edition, **twice, fold=fold)

    edition.refresh_from_db()
    assert edition.public_from == datetime(2030, 10, 27, hour, 30, tzinfo=UTC)


def test_an_hour_that_has_passed_is_refused_at_the_review():
    answer = post(approved(), step="review", **at("2020-01-01", "09:00"))

    assert "The hour has passed" in sentences(answer)


def test_a_day_without_a_time_is_asked_about():
    assert "Say the day and the time" in sentences(post(approved(), step="review", **at("2030-01-01", "")))


def test_what_is_missing_is_said_and_can_be_overridden_with_a_reason():
    english = approved(draft(required=["en", "fr"]))
    page = at_desk("pia").get(release_url(english.article))
    assert "There is no text, but the first release requires one." in sentences(page)

    assert "has no text in French" in sentences(post(english, step="review"))
    post(english, override_reason="The French text follows tonight.")

    assert Release.objects.get().override_reason == "The French text follows tonight."


def test_several_articles_go_out_together():
    first, second = approved(draft("First")), approved(draft("Second"))

    at_desk("pia").post(
        release_url(first.article, second.article), {**NOW, "editions": [first.pk, second.pk], "step": "confirm"}
    )

    assert Release.objects.get().editions.count() == 2


def test_the_list_leads_to_the_release_of_what_is_selected():
    first, second = approved(draft("First")), approved(draft("Second"))
    data = {"action": "release_together", "_selected_action": [first.article_id, second.article_id]}

    answer = at_desk("pia").post(reverse("admin:articles_article_changelist"), data, follow=True)

    assert answer.status_code == 200
    assert "First" in sentences(answer)
    assert "Second" in sentences(answer)


def test_texts_that_are_not_approved_cannot_be_chosen():
    english = approved(draft(required=["en", "fr"]))
    french = translation(english)

    answer = post(english, step="confirm", editions=[english, french])

    assert answer.status_code == 422
    assert not Release.objects.exists()


def test_the_hour_is_changed_and_the_approval_stays():
    edition = scheduled()
    url = reverse("admin:articles_release_change", args=[edition.release_id])

    at_desk("pia").post(url, {"day": "2031-01-01", "time": "12:00", "time_zone": "UTC"})

    edition.refresh_from_db()
    assert edition.public_from == datetime(2031, 1, 1, 12, tzinfo=UTC)
    assert edition.state == "approved"


@pytest.mark.parametrize("who", ["wanda", "tariq", "ada", "otto", "emma"])
def test_the_hour_is_for_publishers(who):
    edition = scheduled()
    client = at_desk(who)
    url = reverse("admin:articles_release_change", args=[edition.release_id])
    assert "You have no right to do this. It is for publishers" in sentences(client.get(url))

    client.post(url, {"day": "2031-01-01", "time": "12:00", "time_zone": "UTC"})
    client.post(reverse("admin:articles_release_unschedule", args=[edition.release_id]))

    edition.refresh_from_db()
    assert edition.public_from < timezone.now() + timedelta(hours=2)


def test_an_emergency_shows_the_texts_before_one_person_alone_releases_them():
    edition = draft("The siren sounds", body="<p>Stay indoors.</p>")
    url = f"{reverse('admin:articles_article_emergency')}?article={edition.article_id}"
    data = {"editions": [edition.pk], "reason": "Flood."}
    emma = at_desk("emma")

    review = emma.post(url, {**data, "step": "review"})
    assert "Stay indoors." in sentences(review)
    edition.refresh_from_db()
    assert edition.public_from is None

    emma.post(url, {**data, "step": "confirm"})
    edition.refresh_from_db()
    assert edition.is_public()
    assert edition.approval == "emergency"


def test_an_emergency_needs_a_reason():
    edition = draft()
    url = f"{reverse('admin:articles_article_emergency')}?article={edition.article_id}"

    at_desk("emma").post(url, {"editions": [edition.pk], "reason": " ", "step": "confirm"})

    edition.refresh_from_db()
    assert edition.public_from is None


def test_a_withdrawal_shows_the_notices_before_it_is_done():
    edition = public()
    url = reverse("admin:articles_article_withdraw", args=[edition.article_id])
    data = {"outcome": "gone", "reason": "Wrong.", "withdraw_en": "on", "notice_en": "This was withdrawn."}
    pia = at_desk("pia")

    review = pia.post(url, {**data, "step": "review"})
    assert "This was withdrawn." in sentences(review)
    edition.refresh_from_db()
    assert edition.is_public()

    pia.post(url, {**data, "step": "confirm"})
    edition.refresh_from_db()
    assert edition.standing() == "withdrawn"


def test_a_withdrawal_without_its_notice_is_refused_with_what_was_typed():
    url = reverse("admin:articles_article_withdraw", args=[public().article_id])

    answer = at_desk("pia").post(
        url, {"outcome": "gone", "reason": "Typed reason", "withdraw_en": "on", "step": "review"}
    )

    assert "Write the notice that the public reads in English." in sentences(answer)
    assert "Typed reason" in sentences(answer)


def test_a_withdrawal_that_moves_leads_to_a_public_article():
    edition, target = public(draft("Old")), public(draft("New"))
    url = reverse("admin:articles_article_withdraw", args=[edition.article_id])
    data = {"outcome": "moved", "reason": "Merged.", "withdraw_en": "on", "notice_en": "Moved."}

    assert "Choose the public article" in sentences(at_desk("pia").post(url, {**data, "step": "review"}))
    at_desk("pia").post(url, {**data, "moved_to": target.article_id, "step": "confirm"})

    assert edition.article.withdrawals.get().moved_to == target.article
