"""The desk's page where the lead of each language is picked."""

from datetime import timedelta

import lxml.html
import pytest
from django.urls import reverse

from articles.front_page import lead_of
from articles.models import Lead
from people.models import today
from tests.desk.screens import at_desk, queries_of, sentences
from tests.desk_cast import draft, public, scheduled, withdrawn
from tests.site.scene import public_texts, with_language

pytestmark = pytest.mark.django_db

PAGE = reverse("admin:front_page")


def offered(query: str = "") -> list[str]:
    html = lxml.html.fromstring(at_desk("pia").get(f"{PAGE}?{query}").content.decode())
    return [row.text for row in html.xpath("//ol[@class='offered']//*[@class='title']")]


def pick(edition, **data):
    return at_desk("pia").post(PAGE, {"language": edition.language, "edition": edition.pk, **data}, follow=True)


def test_public_titles_alone_are_offered_and_found_by_their_words():
    public(draft("Ministers meet"))
    public(draft("Ice on the straits"))
    for hidden in (draft("Ministers draft"), scheduled(draft("Ministers to come")), withdrawn(draft("Ministers gone"))):
        assert hidden.title not in offered()

    assert offered("q=mínist") == ["Ministers meet"]


def test_texts_are_offered_in_the_language_that_was_asked_for():
    with_language(public_texts(1)[0], "fr", "Texte 1")

    assert offered("language=fr") == ["Texte 1"]
    assert at_desk("pia").get(f"{PAGE}?language=xx").status_code == 404


def test_picking_says_what_leads_now_and_shows_who_picked():
    old, _new = public_texts(2)

    html = sentences(pick(old))

    assert "“Text 1” leads in English now." in html
    assert "picked by pia" in html
    assert lead_of("en") == old


def test_a_pick_through_a_day_ends_with_that_day_at_the_press_office():
    pick(public_texts(1)[0], until_on=(today() + timedelta(days=1)).isoformat())

    until = Lead.objects.get().until_at
    assert (until - timedelta(seconds=1)).astimezone().date() >= today()
    assert lead_of("en", until) is None
    assert lead_of("en", until - timedelta(seconds=1)) is not None


def test_a_day_that_has_passed_is_refused_in_words():
    answer = pick(public_texts(1)[0], until_on="2020-01-01")

    assert "The day has passed. Choose a later one." in sentences(answer)
    assert not Lead.objects.exists()


def test_a_text_that_is_no_longer_public_is_refused_in_words():
    answer = pick(withdrawn())

    assert "Only a text that is public can lead." in sentences(answer)
    assert answer.status_code == 422


def test_the_newest_leads_again_where_the_pick_is_cleared():
    old, _new = public_texts(2)
    pick(old)

    answer = at_desk("max").post(PAGE, {"language": "en"}, follow=True)

    assert "The newest text leads in English again." in sentences(answer)
    assert lead_of("en") is None


def test_more_texts_and_picks_cost_no_query_more():
    texts = public_texts(2)
    pick(texts[0])
    client = at_desk("pia")
    few = queries_of(client, PAGE)

    for text in texts * 4:
        pick(text)

    assert queries_of(client, PAGE) == few <= 24
