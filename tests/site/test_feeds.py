"""RSS, Atom and JSON Feed: what they carry, and when they say that something changed."""

import json
import re
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime

import feedparser
import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree

from articles import publication
from articles.models import Change, Edition, Outcome, Topic, TopicName
from articles.site.models import FeedVersion
from articles.workflow import perform
from tests import desk_cast as cast
from tests.factories import make_organisation, make_person
from tests.site.scene import WINTER, page, public_texts

pytestmark = pytest.mark.django_db

FORMATS = ["rss", "atom", "json"]
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(path: str = "/en/feed.atom"):
    """The feed as feedparser reads it."""
    return feedparser.parse(Client().get(path).content)


def items(path: str = "/en/feed.json") -> list[dict]:
    return Client().get(path).json()["items"]


def change(edition: Edition, kind: str, **text: str) -> Edition:
    note = "" if kind == Change.MINOR else "A figure was wrong."
    later = publication.correct(edition, cast.member("max"), change=kind, public_note=note)
    return cast.public(perform(later, "save", cast.member("max"), **text))


@pytest.mark.parametrize("suffix", ["rss", "atom"])
def test_feedparser_reads_the_feed(suffix: str) -> None:
    cast.imported("Ships & ice <1>", public_from=WINTER, slug="ships-é", standfirst="In short")
    parsed = feed(f"/en/feed.{suffix}")
    assert not parsed.bozo
    assert parsed.feed.title == "Newsroom"
    (entry,) = parsed.entries
    assert entry.title in ("Ships & ice <1>", "Ships &amp; ice &lt;1&gt;")
    assert entry.link == "http://localhost:8000/en/news/ships-%C3%A9/"
    assert entry.id.startswith("urn:uuid:")
    assert entry.summary == "In short"
    assert "<p>The text.</p>" in entry.content[0].value
    assert entry.published_parsed[:5] == WINTER.utctimetuple()[:5]


def test_json_feed_has_what_its_version_1_1_asks_for() -> None:
    cast.imported("Hello", public_from=WINTER, slug="hello")
    response = Client().get("/en/feed.json")
    assert response.headers["Content-Type"].startswith("application/feed+json")
    document = response.json()
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert document["feed_url"] == "http://localhost:8000/en/feed.json"
    (item,) = document["items"]
    assert {"id", "url", "title", "content_html", "date_published", "date_modified"} <= item.keys()
    assert item["date_published"] == "2020-01-15T09:30:00+00:00"


def test_rss_keeps_the_rules_of_the_validator() -> None:
    cast.imported("Hello", public_from=WINTER, slug="hello")
    channel = etree.fromstring(Client().get("/en/feed.rss").content)[0]
    (own,) = channel.findall(f"{ATOM}link[@rel='self']")
    assert own.get("href") == "http://localhost:8000/en/feed.rss"
    assert channel.findtext("language") == "en"
    assert channel.findtext("description")
    (item,) = channel.findall("item")
    assert item.find("guid").get("isPermaLink") == "false"
    for date in (channel.findtext("lastBuildDate"), item.findtext("pubDate")):
        assert parsedate_to_datetime(date).tzinfo is not None
        assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000", date)
    assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") == "Newsroom"
    assert item.find("author") is None


def test_atom_keeps_the_rules_of_the_validator() -> None:
    cast.imported("Hello", public_from=WINTER, slug="hello")
    root = etree.fromstring(Client().get("/en/feed.atom").content)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == "http://localhost:8000/en/feed.atom"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Newsroom"
    entry = root.find(f"{ATOM}entry")
    for element in ("id", "title", "updated", "published", "content"):
        assert entry.findtext(f"{ATOM}{element}")
    assert len(entry.findall(f"{ATOM}link[@rel='alternate']")) == 1


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_feed_without_items_is_the_same_at_every_reading(suffix: str) -> None:
    first, second = (Client().get(f"/en/feed.{suffix}") for _ in range(2))
    assert first.status_code == 200
    assert first.content == second.content


@pytest.mark.parametrize("suffix", FORMATS)
def test_links_in_the_text_are_absolute(suffix: str) -> None:
    body = '<p><a href="/en/news/">News</a> <span data-footnote="">Note.</span></p>'
    cast.public(cast.draft("Hello", body=body))
    text = Client().get(f"/en/feed.{suffix}").text
    if suffix == "json":
        text = json.loads(text)["items"][0]["content_html"]
    assert "http://localhost:8000/en/news/" in text
    assert "http://localhost:8000/en/news/hello/#note-" in text
    assert 'href="/' not in text
    assert 'href="#' not in text


@pytest.mark.parametrize("suffix", ["rss", "atom"])
def test_what_xml_does_not_admit_is_left_out(suffix: str) -> None:
    cast.imported("A\x0bB", public_from=WINTER, slug="ab")
    assert feed(f"/en/feed.{suffix}").entries[0].title == "AB"


def test_an_id_outlives_title_address_and_correction() -> None:
    edition = cast.public(cast.draft("Old"))
    (before,) = items()
    change(edition, Change.CORRECTION, title="New", slug="new")
    (after,) = items()
    assert after["id"] == before["id"]
    assert (after["title"], after["url"]) == ("New", "http://localhost:8000/en/news/new/")


def test_ids_differ_from_language_to_language() -> None:
    edition = cast.imported("Hello", public_from=WINTER)
    cast.imported("Bonjour", language="fr", public_from=WINTER, article=edition.article)
    assert items("/en/feed.json")[0]["id"] != items("/fr/feed.json")[0]["id"]


@pytest.mark.parametrize(("kind", "is_news"), [(Change.CORRECTION, True), (Change.UPDATE, True), (Change.MINOR, False)])
def test_only_a_correction_or_an_update_counts_as_news(kind: str, is_news: bool) -> None:
    edition = cast.public()
    (before,) = items()
    change(edition, kind, body="<p>Changed.</p>")
    (after,) = items()
    assert (after["date_modified"] > before["date_modified"]) == is_news
    assert after["date_published"] == before["date_published"]
    assert "Changed." in after["content_html"]


def test_a_correction_is_told_in_the_item() -> None:
    change(cast.public(), Change.CORRECTION, body="<p>Changed.</p>")
    assert "A figure was wrong." in items()[0]["content_html"]


def test_the_newest_twenty_are_in_the_feed() -> None:
    public_texts(22)
    assert [item["title"] for item in items()] == [f"Text {number}" for number in range(22, 2, -1)]


@pytest.mark.parametrize("kind", ["people", "organisations", "topics"])
@pytest.mark.parametrize("suffix", FORMATS)
def test_each_subject_has_feeds_of_its_own(kind: str, suffix: str) -> None:
    about, other = public_texts(2)
    subject = {
        "people": lambda: make_person("Anne Ek"),
        "organisations": lambda: make_organisation("Anne Ek"),
        "topics": lambda: Topic.objects.create(slug="anne-ek"),
    }[kind]()
    if kind == "topics":
        TopicName.objects.create(topic=subject, language="en", name="Anne Ek")
    getattr(about.article, kind).add(subject)
    text = Client().get(f"/en/{kind}/anne-ek/feed.{suffix}").text
    assert "Anne Ek – Newsroom" in text
    assert about.title in text
    assert other.title not in text


@pytest.mark.parametrize("path", ["/en/", "/en/news/", "/en/people/anne-ek/"])
def test_pages_lead_to_their_feeds(path: str) -> None:
    cast.imported("Hello", public_from=WINTER).article.people.add(make_person("Anne Ek"))
    links = page(path).xpath("//link[@rel='alternate'][@type]")
    assert [link.get("type") for link in links] == [
        "application/atom+xml",
        "application/rss+xml",
        "application/feed+json",
    ]
    for link in links:
        assert Client().get(link.get("href")).headers["Content-Type"].startswith(link.get("type"))


@pytest.mark.parametrize("suffix", FORMATS)
def test_who_has_the_feed_already_is_told_so(client: Client, suffix: str) -> None:
    public_texts(1)
    path = f"/en/feed.{suffix}"
    first = client.get(path)
    assert parsedate_to_datetime(first.headers["Last-Modified"]) == WINTER + timedelta(minutes=1)
    assert not first.headers["ETag"].startswith("W/")
    for headers in (
        {"if-none-match": first.headers["ETag"]},
        {"if-modified-since": first.headers["Last-Modified"]},
        {"if-none-match": f'"other", {first.headers["ETag"]}', "if-modified-since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ):
        for method in ("GET", "HEAD"):
            again = client.generic(method, path, headers=headers)
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_head_says_what_get_says(client: Client, suffix: str) -> None:
    public_texts(1)
    got, head = client.get(f"/en/feed.{suffix}"), client.head(f"/en/feed.{suffix}")
    assert head.content == b""
    assert head.headers == got.headers


def add_a_topic(edition: Edition) -> None:
    TopicName.objects.filter(topic__slug="ice").update(name="Ice and snow")


def withdraw(edition: Edition) -> None:
    publication.withdraw(
        edition.article, cast.member("pia"), outcome=Outcome.GONE, notices={"en": "Gone."}, reason="A hoax."
    )


CHANGES = {
    "minor change": lambda edition: change(edition, Change.MINOR, body="<p>Other.</p>"),
    "correction": lambda edition: change(edition, Change.CORRECTION, body="<p>Other.</p>"),
    "withdrawal of an older text": withdraw,
    "another name of the topic": add_a_topic,
    "a text leaves the topic": lambda edition: edition.article.topics.clear(),
}


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("suffix", FORMATS)
def test_who_has_an_earlier_version_is_given_the_new_one(client: Client, what: str, suffix: str) -> None:
    topic = Topic.objects.create(slug="ice")
    TopicName.objects.create(topic=topic, language="en", name="Ice")
    older, newer = cast.public(cast.draft("Older")), cast.public(cast.draft("Newer"))
    topic.articles.add(older.article, newer.article)
    path = f"/en/topics/ice/feed.{suffix}"
    # As if it had been read a while ago, so that the two versions are seconds apart.
    first = client.get(path)
    FeedVersion.objects.update(modified_at=timezone.now() - timedelta(minutes=5))
    first = client.get(path)

    CHANGES[what](older)

    for headers in ({"if-none-match": first.headers["ETag"]}, {"if-modified-since": first.headers["Last-Modified"]}):
        assert client.get(path, headers=headers).status_code == 200
    after = client.get(path)
    assert after.headers["ETag"] != first.headers["ETag"]
    assert parsedate_to_datetime(after.headers["Last-Modified"]) > parsedate_to_datetime(first.headers["Last-Modified"])
    assert parsedate_to_datetime(after.headers["Last-Modified"]) <= timezone.now()


def test_two_versions_within_a_second_are_never_taken_for_one(client: Client) -> None:
    """A date cannot tell them apart (RFC 9110, section 8.8.2.2): the later one goes without until the next second."""
    edition = cast.public()
    dates = [client.get("/en/feed.atom").headers.get("Last-Modified")]
    for number in range(3):
        edition = change(edition, Change.MINOR, body=f"<p>{number}</p>")
        dates.append(client.get("/en/feed.atom").headers.get("Last-Modified"))
    known = [date for date in dates if date]
    assert len(set(known)) == len(known)
    for date in known:
        assert client.get("/en/feed.atom", headers={"if-modified-since": date}).status_code == 200 or date == dates[-1]


def test_a_scheduled_release_enters_the_feed_by_the_clock_alone(client: Client) -> None:
    edition = cast.scheduled()
    before = client.get("/en/feed.json")
    with_clock_moved_past(edition)
    after = client.get("/en/feed.json", headers={"if-none-match": before.headers["ETag"]})
    assert after.status_code == 200
    assert len(after.json()["items"]) == 1


def with_clock_moved_past(edition: Edition) -> None:
    """The release moved into the past stands for the clock moved past the release: the database's cannot be set."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        Edition.objects.filter(pk=edition.pk).update(
            public_from=WINTER.astimezone(UTC), first_public_from=WINTER.astimezone(UTC)
        )
        cursor.execute("SET session_replication_role = origin")
