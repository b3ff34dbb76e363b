"""One communiqué from the first word to its withdrawal, each role doing its part through the desk's own pages."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Edition, Release, Standing
from tests.desk.screens import at_desk, do, open_url, release_url, save, text_url

pytestmark = pytest.mark.django_db


def standing(edition: Edition) -> Standing:
    return Edition.objects.get(pk=edition.pk).standing()


def hour(at) -> dict[str, str]:
    local = at.astimezone(ZoneInfo("Europe/Brussels"))
    return {"day": f"{local:%Y-%m-%d}", "time": f"{local:%H:%M}", "time_zone": "Europe/Brussels"}


def test_each_role_does_its_part_of_the_job():
    wanda, tariq, ada, pia = (at_desk(name) for name in ("wanda", "tariq", "ada", "pia"))

    # Wanda starts the release on one page, and submits it.
    response = wanda.post(
        reverse("admin:articles_article_add"),
        {
            "kind": "press_release",
            "source_language": "en",
            "required_languages": ["en", "fr"],
            "title": "Ministers meet",
            "standfirst": "In Brussels.",
            "body": "<p>They met.</p>",
        },
    )
    english = Edition.objects.get(title="Ministers meet")
    assert response.url == text_url(english)
    save(wanda, english, then="submit", body="<p>They met on Monday.</p>")
    assert standing(english) == "submitted"

    # Ada returns it with a reason; Wanda mends it; Ada approves what she read.
    do(ada, english, "return", reason="On Tuesday.")
    assert standing(english) == "draft"
    english.refresh_from_db()
    save(wanda, english, then="submit", body="<p>They met on Tuesday.</p>")
    do(ada, english, "approve")
    assert standing(english) == "approved"

    # Tariq translates it; Ada approves that too.
    response = tariq.post(open_url(english.article, "fr"))
    french = Edition.objects.get(language="fr")
    assert response.url == reverse("admin:articles_edition_translate", args=[french.pk])
    text = {"standfirst": "À Bruxelles.", "body": "<p>Ils se sont réunis mardi.</p>"}
    save(tariq, french, then="submit", title="Les ministres se réunissent", **text)
    do(ada, french, "approve")
    assert standing(french) == "approved"

    # Pia schedules both for one hour, moves it, calls it off, and releases both now.
    both = {"editions": [english.pk, french.pk]}
    later = {**both, "when": "later", **hour(timezone.now() + timedelta(days=1))}
    review = pia.post(release_url(english.article), {**later, "step": "review"})
    assert "Europe/Brussels" in review.content.decode()
    assert standing(english) == "approved"
    pia.post(release_url(english.article), {**later, "step": "confirm"})
    assert standing(english) == standing(french) == "scheduled"

    decision = Release.objects.get()
    url = reverse("admin:articles_release_change", args=[decision.pk])
    pia.post(url, hour(timezone.now() + timedelta(days=2)))
    assert Edition.objects.get(pk=french.pk).public_from > timezone.now() + timedelta(days=1, hours=23)
    pia.post(reverse("admin:articles_release_unschedule", args=[decision.pk]))
    assert standing(english) == standing(french) == "approved"

    now = {**both, "when": "now", "time_zone": "Europe/Brussels"}
    pia.post(release_url(english.article), {**now, "step": "review"})
    assert standing(english) == "approved"
    pia.post(release_url(english.article), {**now, "step": "confirm"})
    assert standing(english) == standing(french) == "public"

    # Wanda corrects the English text, which goes the same way.
    wanda.post(
        reverse("admin:articles_edition_correct", args=[english.pk]),
        {"change": "correction", "public_note": "It was on Wednesday."},
    )
    second = Edition.objects.get(language="en", number=2)
    save(wanda, second, then="submit", body="<p>They met on Wednesday.</p>")
    do(ada, second, "approve")
    pia.post(release_url(english.article), {**now, "editions": [second.pk], "step": "confirm"})
    assert (standing(english), standing(second)) == ("replaced", "public")

    # Pia withdraws both languages.
    withdrawal = {
        "outcome": "notice",
        "reason": "It was never held.",
        "withdraw_en": "on",
        "notice_en": "Withdrawn.",
        "withdraw_fr": "on",
        "notice_fr": "Retiré.",
    }
    url = reverse("admin:articles_article_withdraw", args=[english.article_id])
    pia.post(url, {**withdrawal, "step": "review"})
    assert standing(second) == "public"
    pia.post(url, {**withdrawal, "step": "confirm"})
    assert standing(second) == standing(french) == "withdrawn"

    history = at_desk("otto").get(reverse("admin:articles_article_history", args=[Article.objects.get().pk]))
    assert "On Tuesday." in history.content.decode()
