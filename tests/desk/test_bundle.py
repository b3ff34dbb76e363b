"""Several articles, in all their languages, go out at one instant."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from articles.models import Edition, Event, Release
from articles.workflow import perform
from tests.desk.screens import at_desk, queries_of, release_url, sentences
from tests.desk_cast import approved, draft, member, public, scheduled, translation

pytestmark = pytest.mark.django_db

AT = {"when": "later", "day": "2030-07-01", "time": "09:00", "time_zone": "Europe/Brussels"}


def bilingual(title: str = "Ministers meet") -> list[Edition]:
    """The texts of an article, approved in both languages that it requires."""
    english = approved(draft(title, required=["en", "fr"]))
    return [english, approved(translation(english, title=f"{title}, en français"))]


def post(editions: list[Edition], who: str = "pia", **data: object):
    articles = {edition.article for edition in editions}
    keys = [edition.pk for edition in editions]
    return at_desk(who).post(release_url(*articles), {**AT, "editions": keys, **data})


def test_two_articles_in_two_languages_go_out_together():
    texts = bilingual("First") + bilingual("Second")

    post(texts, step="confirm")

    assert Release.objects.get().editions.count() == 4
    instants = set(Edition.objects.values_list("public_from", flat=True))
    assert instants == {datetime(2030, 7, 1, 7, tzinfo=UTC)}


def test_all_go_or_none():
    texts = bilingual("First") + bilingual("Second")
    perform(texts[3], "reopen", member("tariq"))

    answer = post(texts, step="confirm")

    assert answer.status_code == 422
    assert not Release.objects.exists()


@pytest.mark.parametrize("others", [0, 1])
def test_whoever_comes_second_reads_what_happened_meanwhile(others):
    texts = bilingual("First") + bilingual("Second")[: 2 * others]
    post(texts[:2], who="max", step="confirm")

    answer = post(texts, step="confirm")

    assert answer.status_code == 422
    assert "no longer waits for its release" in sentences(answer)
    assert Release.objects.count() == 1


def test_the_board_leads_to_the_release_of_what_is_ticked():
    ready = bilingual("Ready")
    draft("Not yet")

    html = sentences(at_desk("pia").get(reverse("admin:board")))

    assert f'name="article" value="{ready[0].article_id}" form="ticked"' in html
    assert html.count('form="ticked"') == 1
    assert 'id="ticked"' not in sentences(at_desk("wanda").get(reverse("admin:board")))


def test_the_confirmation_says_audience_hour_and_languages_in_a_sentence():
    html = sentences(post(bilingual("First") + bilingual("Second"), step="review"))

    assert "Everyone will be able to read 4 texts of 2 articles, in English and French" in html
    assert "from July 1, 2030 09:00 (Europe/Brussels) on" in html
    assert "approved by ada" in html


def test_the_hour_is_shown_on_the_audiences_clocks(settings):
    settings.NEWSROOM_AUDIENCE_TIME_ZONES = ["Asia/Tokyo"]

    html = sentences(post(bilingual(), step="review"))

    assert "July 1, 2030 16:00</time>" in html
    assert "(Asia/Tokyo)" in html
    assert "July 1, 2030 07:00</time>" in html


def test_each_language_says_who_approved_it_and_what_is_missing():
    english = approved(draft(required=["en", "fr", "ar"]))
    translation(english)

    html = sentences(at_desk("pia").get(release_url(english.article)))

    assert "by ada" in html
    assert "It is still draft, but the first release requires it." in html
    assert "There is no text, but the first release requires one." in html


def test_other_articles_that_are_ready_can_be_added():
    first, second = bilingual("First"), bilingual("Second")

    html = sentences(at_desk("pia").get(release_url(first[0].article)))

    assert f"?article={first[0].article_id}&amp;article={second[0].article_id}" in html


def test_one_can_be_left_out_again():
    first, second = bilingual("First"), bilingual("Second")

    html = sentences(at_desk("pia").get(release_url(first[0].article, second[0].article)))

    assert f'?article={second[0].article_id}">Leave it out' in html


def test_without_an_article_it_offers_those_that_are_ready():
    bilingual("Ready")
    url = reverse("admin:articles_article_release")

    assert "Ready" in sentences(at_desk("pia").get(url))
    refusal = at_desk("wanda").get(url)
    assert refusal.status_code == 403
    assert "Ready" not in sentences(refusal)


def test_the_whole_bundle_moves_in_one_step_and_keeps_its_approvals():
    texts = bilingual("First") + bilingual("Second")
    post(texts, step="confirm")
    url = reverse("admin:articles_release_change", args=[Release.objects.get().pk])

    at_desk("pia").post(url, {"day": "2030-07-02", "time": "10:00", "time_zone": "UTC"})

    assert set(Edition.objects.values_list("public_from", flat=True)) == {datetime(2030, 7, 2, 10, tzinfo=UTC)}
    assert set(Edition.objects.values_list("state", "approved_by__username")) == {("approved", "ada")}
    assert Event.objects.filter(action="reschedule", user=member("pia")).count() == 4


def test_the_hour_is_changed_from_the_edition_the_article_and_the_list():
    edition = scheduled()
    url = reverse("admin:articles_release_change", args=[edition.release_id])
    pages = [
        reverse("admin:articles_edition_change", args=[edition.pk]),
        reverse("admin:articles_article_change", args=[edition.article_id]),
        reverse("admin:articles_release_changelist"),
        reverse("admin:index"),
    ]

    assert all(url in sentences(at_desk("pia").get(page)) for page in pages)


def test_the_new_hour_begins_with_the_one_that_was_stated():
    edition = scheduled(at=datetime(2030, 7, 1, 7, tzinfo=UTC))
    url = reverse("admin:articles_release_change", args=[edition.release_id])

    html = sentences(at_desk("pia").get(url))

    assert 'value="2030-07-01"' in html
    assert 'value="09:00"' in html


@pytest.mark.parametrize(("when", "shown"), [("scheduled", "Later"), ("past", "Now"), ("off", "called off")])
def test_the_list_tells_scheduled_from_past_releases(when, shown):
    scheduled(draft("Later"))
    public(draft("Now"))
    Release.objects.create(decided_by=member("pia"), time_zone="UTC")

    html = sentences(at_desk("otto").get(reverse("admin:articles_release_changelist"), {"when": when}))

    table = html.split('id="result_list"')[1]
    assert [name for name in ("Later", "Now", "called off") if name in table] == [shown]


def test_the_queries_depend_on_translations_alone():
    first = approved(draft("First"))
    few = queries_of(at_desk("pia"), release_url(first.article))
    others = [approved(draft(f"Title {number}")).article for number in range(4)]

    assert queries_of(at_desk("pia"), release_url(first.article, *others)) == few


def test_the_queries_of_the_list_do_not_depend_on_releases():
    url = reverse("admin:articles_release_changelist")
    public()
    few = queries_of(at_desk("otto"), url)
    for _number in range(4):
        public()

    assert queries_of(at_desk("otto"), url) == few
