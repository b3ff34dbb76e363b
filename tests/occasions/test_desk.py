"""The desk's page of a date and place."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from articles import occasions
from articles.models import Article, Occasion
from tests import desk_cast as cast
from tests.desk.screens import at_desk, queries_of, sentences
from tests.desk_cast import member
from tests.occasions.scene import SUMMER, advisory, confirmed, invitation, invited, moved, written

pytestmark = pytest.mark.django_db


def address(article: Article) -> str:
    return reverse("admin:articles_article_occasion", args=[article.pk])


def post(article: Article, *, who: str = "wanda", **data):
    """Send the form, with a morning in Brussels unless told."""
    last = article.occasions.kept().order_by("-number").first()
    usual = {"seen": last.number if last else 0, "starts_day": "2031-06-12", "starts_time": "10:00"}
    usual |= {"time_zone": "Europe/Brussels"} | ({"happening": "planned"} if last else {})
    return at_desk(who).post(address(article), {**usual, **data}, follow=True)


def do(article: Article, action: str, *, who: str = "ada", **data):
    url = reverse("admin:articles_article_occasion_do", args=[article.pk, action])
    last = article.occasions.order_by("-number").first()
    return at_desk(who).post(url, {"number": last.number, **data}, follow=True)


def test_a_date_and_place_is_kept_and_waits():
    article = advisory()

    answer = post(article, ends_time="12:30", venue_en="The Salt Quay", accreditation_fr="Apportez une carte.")

    assert "It waits for a second person" in sentences(answer)
    occasion = Occasion.objects.get()
    assert (occasion.starts_at, occasion.ends_at) == (SUMMER, SUMMER + timedelta(hours=2, minutes=30))
    assert occasion.texts == {"en": {"venue": "The Salt Quay"}, "fr": {"accreditation": "Apportez une carte."}}
    assert occasion.written_by == member("wanda")


def test_what_lasts_all_day_lasts_to_the_end_of_its_last_day():
    article = advisory()

    post(article, is_all_day="on", starts_time="", ends_day="2031-06-13")

    occasion = Occasion.objects.get()
    assert occasion.starts_at == datetime(2031, 6, 11, 22, tzinfo=UTC)
    assert occasion.ends_at == datetime(2031, 6, 13, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"starts_time": ""}, "Say when it begins, or that it lasts all day."),
        ({"ends_day": "2031-06-13"}, "Say when it ends."),
        ({"ends_time": "09:00"}, "It ends before it begins."),
        ({"until_day": "2031-06-11"}, "Say both the day and the hour."),
        ({"starts_day": "2031-03-30", "starts_time": "02:30"}, "does not exist in Europe/Brussels"),
        ({"starts_day": "2031-10-26", "starts_time": "02:30"}, "comes twice in Europe/Brussels"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(data, sentence):
    answer = post(advisory(), venue_en="The Salt Quay", **data)

    assert answer.status_code == 422
    assert sentence in sentences(answer)
    assert 'value="The Salt Quay"' in sentences(answer)
    assert not Occasion.objects.exists()


def test_of_an_hour_that_comes_twice_the_chosen_one_is_meant_and_stays():
    article = advisory()
    post(article, starts_day="2031-10-26", starts_time="02:30", starts_fold="1")

    occasion = Occasion.objects.get()
    assert occasion.starts_at == datetime(2031, 10, 26, 1, 30, tzinfo=UTC)
    post(article, starts_day="2031-10-26", starts_time="02:30", starts_fold="1", venue_en="Here")
    assert Occasion.objects.get(number=2).starts_at == occasion.starts_at


def test_the_form_starts_from_what_was_written_last():
    occasion = written(is_all_day=True, starts_at=SUMMER.replace(day=11, hour=22), ends_at=SUMMER.replace(hour=22))

    html = sentences(at_desk("wanda").get(address(occasion.article)))

    assert 'value="2031-06-12"' in html
    assert 'value="The Salt Quay"' in html


def test_someone_elses_newer_facts_are_not_overwritten():
    article = advisory()
    written(article)

    answer = post(article, seen=0, venue_en="Typed")

    assert "Someone changed the date and place after you opened them." in sentences(answer)
    assert 'value="Typed"' in sentences(answer)


def test_a_second_person_confirms():
    occasion = written()

    assert "Confirmed. It becomes public together" in sentences(do(occasion.article, "confirm"))
    occasion.refresh_from_db()
    assert occasion.confirmed_by == member("ada")


def test_who_wrote_it_reads_why_not():
    occasion = written(who="max")
    page = address(occasion.article)

    assert "Someone else has to confirm it." in sentences(at_desk("max").get(page))
    assert "Someone else has to confirm it." in sentences(do(occasion.article, "confirm", who="max"))
    assert occasions.confirmed_occasion(occasion.article) is None


def test_what_was_read_is_what_is_confirmed():
    article = advisory()
    written(article)
    written(article, starts_at=SUMMER + timedelta(days=1))

    answer = do(article, "confirm", number=1)

    assert "These are no longer the last facts" in sentences(answer)


def test_a_change_of_what_is_public_is_told_from_the_confirmation_on():
    edition = invitation()
    post(edition.article, who="pia", starts_day="2031-06-19", reason="The ship is late.", venue_en="The Salt Quay")
    assert invited(edition).starts_at == SUMMER

    assert "Everyone reads it now." in sentences(do(edition.article, "confirm"))

    assert invited(edition).starts_at == SUMMER + timedelta(days=7)


def test_a_writer_reads_why_a_public_date_is_not_theirs_to_change():
    article = invitation().article

    assert "Only publishers change" in sentences(at_desk("wanda").get(address(article)))
    assert post(article, who="wanda").status_code == 403


def test_a_change_is_dropped():
    edition = invitation()
    written(edition.article, who="pia", starts_at=SUMMER + timedelta(days=1))

    assert "Dropped." in sentences(do(edition.article, "drop", who="pia"))
    assert occasions.pending_occasion(edition.article) is None


def test_emma_confirms_alone_with_a_reason():
    edition = invitation()
    written(edition.article, who="pia", happening="cancelled")
    assert "Confirm alone, in an emergency" in sentences(at_desk("emma").get(address(edition.article)))

    do(edition.article, "confirm", who="emma", reason="The hall is on fire.")

    assert invited(edition).happening == "cancelled"
    assert "The hall is on fire." in sentences(at_desk("otto").get(address(edition.article)))


@pytest.mark.parametrize("action", ["confirm", "drop"])
def test_auditors_read_and_change_nothing(action):
    occasion = written()

    do(occasion.article, action, who="otto")

    occasion.refresh_from_db()
    assert (occasion.confirmed_at, occasion.dropped_at) == (None, None)


def test_an_unknown_act_is_not_found():
    assert do(written().article, "publish").status_code == 404


def test_the_article_says_when_and_where_and_what_waits():
    article = confirmed().article
    url = reverse("admin:articles_article_change", args=[article.pk])
    assert "The Salt Quay" in sentences(at_desk("wanda").get(url))

    written(article, texts={"en": {"venue": "The Corn Quay"}})
    assert "waits for a second person" in sentences(at_desk("wanda").get(url))

    other = reverse("admin:articles_article_change", args=[cast.draft().article_id])
    assert "Date and place" not in sentences(at_desk("wanda").get(other))


def test_the_history_names_what_was_done():
    edition = invitation()
    moved(edition, happening="cancelled")

    html = sentences(at_desk("otto").get(reverse("admin:articles_article_history", args=[edition.article_id])))

    assert "confirmed the date and place" in html
    event = edition.article.events.filter(action="confirm_occasion").first()
    compare = reverse("admin:articles_article_compare", args=[edition.article_id, "en"])
    assert at_desk("otto").get(f"{compare}?after=event-{event.pk}").status_code == 200
    assert at_desk("otto").get(reverse("admin:articles_event_change", args=[event.pk])).status_code == 200


def test_the_preview_shows_what_was_written_last():
    occasion = written()
    url = reverse("admin:articles_edition_preview_page", args=[occasion.article.editions.get().pk])

    html = sentences(at_desk("wanda").get(url))

    assert "The Salt Quay" in html
    assert "Thursday 12 June 2031" in html


def test_more_changes_cost_no_query_more():
    edition = invitation()
    client = at_desk("max")
    few = queries_of(client, address(edition.article))

    for day in range(4):
        moved(edition, starts_at=SUMMER + timedelta(days=day + 1))

    assert queries_of(client, address(edition.article)) == few <= 16
