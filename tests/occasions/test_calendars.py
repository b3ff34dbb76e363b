"""What calendars read: valid iCalendar, named for good, growing with each change."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from articles import publication
from articles.models import Happening, Outcome
from tests import desk_cast as cast
from tests.desk_cast import member
from tests.occasions.scene import SUMMER, advisory, confirmed, invitation, moved, soon, written

pytestmark = pytest.mark.django_db
EVENT = "/en/news/come-and-see/event.ics"
FEED = "/en/events/calendar.ics"
LATER = SUMMER + timedelta(days=7)


def raw(path: str = EVENT) -> bytes:
    response = Client().get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return response.content


def read(path: str = EVENT):
    """The first event of the calendar at the path."""
    return events(path)[0]


def events(path: str = FEED) -> list:
    return Calendar.from_ical(raw(path)).walk("VEVENT")


def test_an_event_is_read_as_it_was_written():
    invitation(text={"standfirst": "On deck; with coffee, and ice."}, ends_at=SUMMER + timedelta(hours=2))

    event = read()

    assert event["summary"] == "Come and see"
    assert event["location"] == "The Salt Quay, 1 Quay Street, Port Ansel"
    assert "On deck; with coffee, and ice." in event["description"]
    assert event["url"].endswith("/en/news/come-and-see/")
    assert (event.start, event.end) == (SUMMER, SUMMER + timedelta(hours=2))
    assert event["dtstart"].params["TZID"] == "Europe/Brussels"
    assert event["status"] == "CONFIRMED"
    calendar = Calendar.from_ical(raw())
    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Brussels"]


def test_lines_are_folded_and_characters_escaped():
    long = "Ouverture ; été, \\ « première » partie " * 6
    invitation(text={"standfirst": long.strip(), "slug": "come-and-see"})

    lines = raw().split(b"\r\n")

    assert all(len(line) <= 75 for line in lines)
    assert read()["description"].startswith(long.strip())


def test_what_lasts_all_day_has_days_alone():
    invitation(
        is_all_day=True,
        starts_at=datetime(2031, 6, 11, 22, tzinfo=UTC),
        ends_at=datetime(2031, 6, 13, 22, tzinfo=UTC),
    )

    event = read()
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2031, 6, 12), date(2031, 6, 14))
    assert b"DTSTART;VALUE=DATE:20310612" in raw()


def test_the_name_stays_and_the_sequence_grows_with_each_change():
    edition = invitation()
    first = read()
    moved(edition, starts_at=LATER)
    second = read()
    moved(edition, happening=Happening.CANCELLED)
    third = read()

    assert first["uid"] == second["uid"] == third["uid"]
    assert first["sequence"] < second["sequence"] < third["sequence"]
    assert first["last-modified"].dt <= second["last-modified"].dt <= third["last-modified"].dt
    assert (second.start, third["status"]) == (LATER, "CANCELLED")
    assert third["summary"] == "Cancelled: Come and see"


def test_a_corrected_title_dates_it_anew():
    edition = invitation()
    before = read()["last-modified"].dt

    cast.public(cast.correction(edition))

    assert read()["last-modified"].dt >= before
    assert read()["sequence"] == 0


def test_every_language_names_the_same_occasion():
    edition = invitation()
    cast.public(cast.translation(edition, title="Venez voir", slug="venez-voir"))

    french = read("/fr/news/venez-voir/event.ics")
    assert french["uid"] == read()["uid"]
    assert (french["summary"], french["location"]) == ("Venez voir", "Le quai du Sel, 1 Quay Street, Port Ansel")


def test_what_waits_and_what_was_planned_before_stay_inside():
    edition = invitation()
    before = raw()

    written(edition.article, who="pia", starts_at=LATER)

    assert raw() == before


def test_what_did_not_change_is_not_sent_again(client: Client):
    invitation()
    for path in (EVENT, FEED):
        etag = client.get(path).headers["ETag"]
        assert client.get(path, headers={"If-None-Match": etag}).status_code == 304


def test_the_calendar_holds_what_comes_the_soonest_first():
    invitation("Later", starts_at=soon(days=5))
    moved(invitation("Sooner", starts_at=soon(days=1)), happening=Happening.CANCELLED)
    invitation("Past", starts_at=soon(days=-3))
    confirmed(written(advisory("Draft")))

    assert [event["summary"] for event in events()] == ["Cancelled: Sooner", "Later"]


def test_an_empty_calendar_is_one():
    assert events() == []


def test_what_is_withdrawn_leaves_the_calendar_and_its_address(client: Client):
    edition = invitation()
    publication.withdraw(
        edition.article, member("pia"), outcome=Outcome.NOTICE, notices={"en": "It was wrong."}, reason="A hoax."
    )

    assert events() == []
    assert client.get(EVENT).status_code == 404


def test_an_earlier_address_leads_to_the_present_one(client: Client):
    edition = invitation()
    corrected = cast.correction(edition)
    cast.public(cast.perform(corrected, "save", member("max"), slug="come-and-hear"))

    response = client.get(EVENT)

    assert (response.status_code, response.headers["Location"]) == (301, "/en/news/come-and-hear/event.ics")


@pytest.mark.parametrize("slug", ["come-and-see", "nothing"])
def test_a_text_without_an_occasion_has_no_calendar(client: Client, slug: str):
    cast.public(advisory().editions.get())

    assert client.get(f"/en/news/{slug}/event.ics").status_code == 404
