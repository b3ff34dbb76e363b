"""What the public reads of an invitation: on its page, on the home page, in the list of events."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from articles import publication
from articles.desk.addresses import changing_addresses
from articles.models import Happening, Outcome
from tests import desk_cast as cast
from tests.desk_cast import member
from tests.occasions.scene import SUMMER, advisory, confirmed, invitation, moved, soon, written
from tests.site.scene import page

pytestmark = pytest.mark.django_db
LATER = SUMMER + timedelta(days=7, hours=1)


def told(path: str = "/en/news/come-and-see/") -> str:
    """The words of the invitation's own section."""
    (section,) = page(path).xpath("//section[contains(@class, 'occasion')]")
    return " ".join(section.text_content().split())


def data(path: str = "/en/news/come-and-see/") -> dict:
    scripts = [json.loads(text) for text in page(path).xpath("//script[@type='application/ld+json']/text()")]
    (found,) = [script for script in scripts if script["@type"] == "Event"]
    return found


def titles(path: str = "/en/events/", section: str = "coming") -> list[str]:
    return page(path).xpath(f"//section[@aria-labelledby='{section}']//*[contains(@class, 'item-title')]/a/text()")


def test_the_page_says_when_and_where():
    invitation(
        ends_at=SUMMER + timedelta(hours=2),
        accreditation_until_at=SUMMER - timedelta(days=2),
        accreditation_url="https://example.org/apply",
    )

    words = told()

    for expected in (
        "Thursday 12 June 2031, 10:00–12:00 CEST",
        "The Salt Quay",
        "1 Quay Street, Port Ansel",
        "Bring a press card.",
        "Until Tuesday 10 June 2031, 10:00 CEST",
        "Apply for accreditation",
    ):
        assert expected in words
    times = page("/en/news/come-and-see/").xpath("//section[contains(@class, 'occasion')]//dd//time/@datetime")
    assert times[:2] == ["2031-06-12T10:00:00+02:00", "2031-06-12T12:00:00+02:00"]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "Thursday 12 June 2031, 10:00 CEST"),
        ({"time_zone": "Asia/Dubai"}, "Thursday 12 June 2031, 12:00 UTC+04"),
        ({"ends_at": SUMMER + timedelta(days=1)}, "Thursday 12 June 2031, 10:00 – Friday 13 June 2031, 10:00 CEST"),
        (
            {"ends_at": datetime(2031, 10, 27, 9, tzinfo=UTC), "starts_at": datetime(2031, 10, 25, 8, tzinfo=UTC)},
            "Saturday 25 October 2031, 10:00 CEST – Monday 27 October 2031, 10:00 CET",
        ),
        (
            {
                "is_all_day": True,
                "starts_at": datetime(2031, 6, 11, 22, tzinfo=UTC),
                "ends_at": datetime(2031, 6, 13, 22, tzinfo=UTC),
            },
            "Thursday 12 June 2031 – Friday 13 June 2031",
        ),
        (
            {
                "is_all_day": True,
                "starts_at": datetime(2031, 6, 11, 22, tzinfo=UTC),
                "ends_at": datetime(2031, 6, 12, 22, tzinfo=UTC),
            },
            "WhenThursday 12 June 2031 Where",
        ),
    ],
)
def test_hours_are_those_of_its_place(facts, words):
    invitation(**facts)

    assert words in told()


def test_a_moved_date_is_told_with_the_old_one():
    moved(invitation(), starts_at=LATER)

    words = told()
    assert "New date" in words
    assert "Moved from Thursday 12 June 2031, 10:00 CEST." in words
    assert "Thursday 19 June 2031, 11:00 CEST" in words


def test_what_is_cancelled_says_so_and_keeps_its_date_struck_out():
    moved(invitation(), happening=Happening.CANCELLED)

    assert "Cancelled This event does not take place." in told()
    (struck,) = page("/en/news/come-and-see/").xpath("//section[contains(@class, 'occasion')]//s")
    assert "12 June 2031" in struck.text_content()
    assert "Cancelled" in page("/en/events/").text_content()
    assert "Cancelled" in page("/en/").xpath("//div[@class='aside']")[0].text_content()


def test_what_is_postponed_says_so():
    moved(invitation(), happening=Happening.POSTPONED)

    assert "Postponed The new date will be given here once it is known." in told()


def test_closed_accreditation_is_told_and_not_offered():
    invitation(starts_at=soon(days=2), accreditation_until_at=soon(hours=-1), accreditation_url="https://example.org/")

    words = told()
    assert "Closed since" in words
    assert "Apply for accreditation" not in words


def test_machines_read_the_same():
    edition = invitation("Come & <see>", text={"slug": "come-and-see"}, ends_at=SUMMER + timedelta(hours=2))
    first = data()
    assert first["name"] == "Come & <see>"
    assert (first["startDate"], first["endDate"]) == ("2031-06-12T10:00:00+02:00", "2031-06-12T12:00:00+02:00")
    assert first["eventStatus"] == "https://schema.org/EventScheduled"
    assert first["location"] == {"@type": "Place", "name": "The Salt Quay", "address": "1 Quay Street, Port Ansel"}

    moved(edition, starts_at=LATER, ends_at=None)
    second = data()
    assert second["eventStatus"] == "https://schema.org/EventRescheduled"
    assert second["previousStartDate"] == "2031-06-12T10:00:00+02:00"

    moved(edition, happening=Happening.CANCELLED)
    assert data()["eventStatus"] == "https://schema.org/EventCancelled"


def test_texts_in_another_language_are_marked():
    edition = invitation()
    cast.public(cast.translation(edition, title="Venez voir", slug="venez-voir"))

    (section,) = page("/fr/news/venez-voir/").xpath("//section[contains(@class, 'occasion')]")
    assert "Le quai du Sel" in section.text_content()
    assert [node.text for node in section.xpath(".//*[@lang='en']")] == [
        "1 Quay Street, Port Ansel",
        "Bring a press card.",
    ]


def test_a_text_without_an_occasion_shows_none(client: Client):
    cast.public(advisory().editions.get())

    assert not page("/en/news/come-and-see/").xpath("//section[contains(@class, 'occasion')]")


def test_the_list_starts_with_the_soonest_and_goes_back_from_the_last():
    invitation("In three days", starts_at=soon(days=3))
    invitation("Tomorrow", starts_at=soon(days=1))
    invitation("Going on", starts_at=soon(hours=-1), ends_at=soon(days=2))
    invitation("Yesterday", starts_at=soon(days=-2), ends_at=soon(days=-1))
    invitation("Long ago", starts_at=soon(days=-20), ends_at=soon(days=-19))

    assert titles() == ["Going on", "Tomorrow", "In three days"]
    assert titles(section="past") == ["Yesterday", "Long ago"]
    assert page("/en/").xpath("//div[@class='aside']//*[contains(@class, 'item-title')]/a/text()") == titles()


def test_an_empty_list_says_so():
    assert "Nothing is planned at present." in page("/en/events/").text_content()


def test_what_is_withdrawn_is_in_no_list():
    edition = invitation("Gone")
    publication.withdraw(
        edition.article, member("pia"), outcome=Outcome.NOTICE, notices={"en": "It was wrong."}, reason="A hoax."
    )

    for path in ("/en/", "/en/events/"):
        assert "Gone" not in page(path).text_content()
    assert "Salt Quay" not in page("/en/news/gone/").text_content()


@pytest.mark.parametrize("place", ["x", "2031-06-12T08:00:00Z"])
@pytest.mark.parametrize("way", ["before", "after"])
def test_what_is_no_place_in_the_list_is_not_found(client: Client, way: str, place: str):
    assert client.get("/en/events/", {way: place}).status_code == 404


def test_a_language_without_texts_has_no_events(client: Client):
    assert client.get("/et/events/").status_code == 404
    assert client.get("/et/events/calendar.ics").status_code == 404


def test_pages_of_the_list_show_each_occasion_once(monkeypatch):
    monkeypatch.setattr("articles.site.occasions.UPCOMING_SHOWN", 2)
    monkeypatch.setattr("articles.site.occasions.PAST_SHOWN", 2)
    coming, gone = soon(days=4), soon(days=-4)
    for number in range(5):
        invitation(f"Coming {number}", starts_at=coming)
        invitation(f"Gone {number}", starts_at=gone)

    for section, kept in (("coming", "Coming"), ("past", "Gone")):
        found, query = [], ""
        while True:
            html = page(f"/en/events/{query}")
            found += titles(f"/en/events/{query}", section)
            links = html.xpath(f"//section[@aria-labelledby='{section}']//a[@rel='next']/@href")
            if not links:
                break
            query = links[0]
        assert sorted(found) == [f"{kept} {number}" for number in range(5)]


@pytest.mark.parametrize(("path", "cost"), [("/en/", 4), ("/en/events/", 3), ("/en/events/calendar.ics", 1)])
def test_what_a_page_costs_does_not_grow(client: Client, path, cost, django_assert_num_queries):
    moved(invitation("One", starts_at=soon(days=3)), starts_at=soon(days=4))
    client.get(path)
    with django_assert_num_queries(cost):
        client.get(path)
    for number in range(4):
        moved(invitation(f"Coming {number}", starts_at=soon(days=3)), happening=Happening.CANCELLED)
        confirmed(written(advisory("A draft")))
        invitation(f"Gone {number}", starts_at=soon(days=-3))
    with django_assert_num_queries(cost):
        client.get(path)


def test_the_handout_says_when_and_where_too(client: Client, monkeypatch):
    made = []
    monkeypatch.setattr("articles.site.pdf.written", lambda html, **_options: made.append(html) or b"%PDF")
    moved(invitation(), starts_at=LATER)

    client.get(reverse("site:article-pdf", args=["en", "come-and-see"]))

    assert "Moved from" in made[0]
    assert "Thursday 19 June 2031, 11:00 CEST" in made[0]
    assert "Add to calendar" not in made[0]


def test_the_desk_names_the_calendars_that_change():
    edition = invitation()

    (changing,) = changing_addresses(edition.article, [edition])

    assert "/en/events/" in changing.pages
    assert {"/en/news/come-and-see/event.ics", "/en/events/calendar.ics"} <= set(changing.feeds)


def test_the_page_of_an_invitation_costs_six_queries_at_most(client: Client, django_assert_max_num_queries):
    moved(invitation(), starts_at=LATER)
    client.get("/en/news/come-and-see/")

    with django_assert_max_num_queries(6):
        client.get("/en/news/come-and-see/")
