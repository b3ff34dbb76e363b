"""The home page, the archive, and the pages about persons, organisations and topics."""

import json
from datetime import UTC, date, timedelta

import pytest
from django.test import Client

from articles.models import Topic, TopicName
from articles.site.paging import PAGE_LENGTH, BadCursor, Cursor, page_of
from articles.site.reading import public_texts as texts_of
from people.models import Appointment, OrganisationName, Succession, today
from tests import desk_cast as cast
from tests.factories import appoint, make_organisation, make_person, make_position
from tests.site.scene import WINTER, page, public_texts

pytestmark = pytest.mark.django_db


def titles(html) -> list[str]:
    return [link.text for link in html.xpath("//*[contains(@class, 'item-title')]/a")]


def href(html, rel: str) -> str:
    (link,) = html.xpath(f"//a[@rel='{rel}']")
    return link.get("href")


def numbered(*numbers: int) -> list[str]:
    return [f"Text {number}" for number in numbers]


def test_the_home_page_starts_with_the_newest() -> None:
    public_texts(15)
    html = page("/en/")
    assert html.xpath("//h2[@class='lead-title']/a")[0].text == "Text 15"
    assert titles(html) == numbered(*range(14, 4, -1))


def test_a_home_page_without_texts_says_so() -> None:
    assert "Nothing has been published" in page("/en/").text_content()


def test_the_archive_goes_back_page_by_page_and_forth_again() -> None:
    public_texts(45)
    first = page("/en/news/")
    assert titles(first) == numbered(*range(45, 25, -1))
    second = page(f"/en/news/{href(first, 'next')}")
    assert titles(second) == numbered(*range(25, 5, -1))
    third = page(f"/en/news/{href(second, 'next')}")
    assert titles(third) == numbered(*range(5, 0, -1))
    assert not third.xpath("//a[@rel='next']")
    assert titles(page(f"/en/news/{href(third, 'prev')}")) == titles(second)
    back = page(f"/en/news/{href(second, 'prev')}")
    assert titles(back) == titles(first)
    assert not back.xpath("//a[@rel='prev']")


def test_a_page_stays_as_it_is_while_texts_arrive() -> None:
    public_texts(25)
    older = href(page("/en/news/"), "next")
    before = titles(page(f"/en/news/{older}"))
    cast.imported("Later", public_from=WINTER + timedelta(days=9))
    assert titles(page(f"/en/news/{older}")) == before


def test_texts_of_the_same_instant_are_each_shown_once() -> None:
    public_texts(45, minutes=0)
    shown, query = [], ""
    while True:
        html = page(f"/en/news/{query}")
        shown += titles(html)
        if not html.xpath("//a[@rel='next']"):
            break
        query = href(html, "next")
    assert sorted(shown) == sorted(numbered(*range(1, 46)))


def test_the_archive_opens_at_a_year() -> None:
    cast.imported("Old", public_from=WINTER.replace(year=2017))
    cast.imported("Then", public_from=WINTER.replace(year=2019, month=12, day=31, hour=22))
    cast.imported("At midnight in Brussels", public_from=WINTER.replace(year=2019, month=12, day=31, hour=23))
    html = page("/en/news/")
    years = {link.text: link.get("href") for link in html.xpath("//nav[@aria-labelledby='years']/ul/li/a")}
    assert list(years) == ["2020", "2019", "2017"]
    months = {link.text: link.get("href") for link in html.xpath("//nav[@aria-labelledby='years']//ul/li/ul//a")}
    assert months == {"January": "?before=2020-02-01"}
    assert years["2019"] == "?before=2020-01-01"
    assert titles(page(f"/en/news/{years['2019']}")) == ["Then", "Old"]


@pytest.mark.parametrize(
    "cursor",
    ["x", "-1", "2020-13-01", "0001-01-01", "0000-01-01", "2020-01-01T00:00:00Z", "2020-01-15T09:30:00.000000Z."],
)
@pytest.mark.parametrize("way", ["before", "after"])
def test_what_is_no_place_in_the_list_is_not_found(client: Client, way: str, cursor: str) -> None:
    public_texts(1)
    assert client.get("/en/news/", {way: cursor}).status_code == 404


def test_a_cursor_is_read_as_it_is_written() -> None:
    cursor = Cursor(WINTER.replace(microsecond=7), 12)
    assert Cursor.parse(str(cursor)) == cursor
    assert Cursor.parse("2020-07-01").at.astimezone(UTC).isoformat() == "2020-06-30T22:00:00+00:00"
    with pytest.raises(BadCursor):
        Cursor.parse("yesterday")


def test_a_page_costs_one_query_however_deep(django_assert_num_queries) -> None:
    editions = public_texts(30)
    for query in ({}, {"before": str(Cursor.of(editions[3]))}, {"after": str(Cursor.of(editions[3]))}):
        with django_assert_num_queries(1):
            assert len(page_of(texts_of("en"), query).items) in (3, PAGE_LENGTH)


def about_everything():
    """A text that names a person, an organisation and a topic."""
    edition = cast.imported("Hello", public_from=WINTER, slug="hello")
    person, organisation = make_person("Anne Ek"), make_organisation("The Council", acronym="TC")
    topic = Topic.objects.create(slug="ice")
    TopicName.objects.create(topic=topic, language="en", name="Ice")
    edition.article.people.add(person)
    edition.article.organisations.add(organisation)
    edition.article.topics.add(topic)
    return person, organisation, topic


@pytest.mark.parametrize("path", ["people/anne-ek", "organisations/the-council", "topics/ice"])
def test_a_subject_lists_its_texts(path: str) -> None:
    about_everything()
    cast.imported("About nobody", public_from=WINTER)
    assert titles(page(f"/en/{path}/")) == ["Hello"]


@pytest.mark.parametrize("path", ["people/anne-ek", "organisations/the-council", "topics/ice"])
def test_a_subject_has_a_page_in_every_language_of_the_newsroom_and_no_other(client: Client, path: str) -> None:
    about_everything()
    html = page(f"/fr/{path}/")
    assert titles(html) == []
    assert [link.get("href") for link in html.xpath("//nav[@class='languages']//a")] == [f"/en/{path}/", f"/ar/{path}/"]
    assert client.get(f"/et/{path}/").status_code == 404


def test_a_person_is_shown_with_present_and_former_offices() -> None:
    person, council, _topic = about_everything()
    appoint(person, make_position("President", council), "2015-01-01")
    appoint(person, make_position("Judge", make_organisation("Court")), "2010-05-01", "2014-09-01")
    html = page("/en/people/anne-ek/")
    (office,) = html.xpath("//header[@class='subject']//p[@class='standfirst']")
    assert " ".join(office.text_content().split()) == "President, The Council since 1 January 2015"
    former = html.xpath("//section[@aria-labelledby='past']//li")[0].text_content()
    assert "Judge" in former
    assert "Court" not in former, "an organisation without a public page is not named"
    assert "1 May 2010 – 31 August 2014" in former


def test_an_organisation_is_shown_with_its_public_relations_alone() -> None:
    _person, council, _topic = about_everything()
    hidden = make_organisation("Hidden", parent=council)
    known = make_organisation("Known", parent=council)
    Succession.objects.create(predecessor=council, successor=hidden)
    Succession.objects.create(predecessor=known, successor=council)
    cast.imported("Another", public_from=WINTER).article.organisations.add(known)
    html = page("/en/organisations/the-council/")
    assert "Hidden" not in html.text_content()
    assert [link.text for link in html.xpath("//section[@aria-labelledby='parts']//a")] == ["Known"]
    assert [link.text for link in html.xpath("//section[@aria-labelledby='predecessors']//a")] == ["Known"]
    assert [link.text for link in page("/en/organisations/known/").xpath("//a[contains(@href, 'council')]")] == [
        "The Council",
        "The Council",
    ]


def test_an_organisation_names_those_public_persons_who_hold_its_offices_today() -> None:
    person, council, _topic = about_everything()
    appoint(person, make_position("President", council))
    appoint(make_person("Nobody Known"), make_position("Clerk", council))
    Appointment.objects.create(person=person, position=make_position("Guest", council), until_on=date(2015, 1, 1))
    (section,) = page("/en/organisations/the-council/").xpath("//section[@aria-labelledby='offices']")
    assert section.xpath(".//li")[0].text_content() == "Anne Ek President"
    assert len(section.xpath(".//li")) == 1


def test_an_organisation_bears_the_name_of_the_day() -> None:
    _person, council, _topic = about_everything()
    council.names.update(until_on=today())
    OrganisationName.objects.create(organisation=council, language="en", name="The Assembly", from_on=today())
    assert page("/en/organisations/the-council/").xpath("//h1")[0].text == "The Assembly"


def test_an_organisation_tells_its_former_names_and_when_it_took_over() -> None:
    _person, council, _topic = about_everything()
    council.names.update(until_on=date(2015, 5, 1), acronym="TC")
    for name, from_on, until_on in (("The Assembly", date(2015, 5, 1), None), ("Le Conseil", None, date(2010, 1, 1))):
        language = "fr" if name.startswith("Le") else "en"
        names = OrganisationName.objects.filter(organisation=council)
        names.create(organisation=council, language=language, name=name, from_on=from_on, until_on=until_on)
    older, to_come = make_organisation("Older"), make_organisation("To come")
    cast.imported("Another", public_from=WINTER).article.organisations.add(older, to_come)
    Succession.objects.create(predecessor=older, successor=council, from_on=date(2001, 2, 3))
    Succession.objects.create(predecessor=council, successor=to_come, from_on=today() + timedelta(days=1))
    html = page("/en/organisations/the-council/")
    (former,) = html.xpath("//section[@aria-labelledby='names']//li")
    assert " ".join(former.text_content().split()) == "The Council (TC) until 30 April 2015"
    (predecessor,) = html.xpath("//section[@aria-labelledby='predecessors']//li")
    assert " ".join(predecessor.text_content().split()) == "Older 3 February 2001"
    assert "To come" not in html.text_content()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("people/anne-ek", {"@type": "Person", "name": "Anne Ek", "jobTitle": ["President"]}),
        ("organisations/the-council", {"@type": "Organization", "name": "The Council"}),
    ],
)
def test_machines_read_who_it_is(path: str, expected: dict[str, object]) -> None:
    person, council, _topic = about_everything()
    appoint(person, make_position("President", council))
    appoint(person, make_position("Judge", make_organisation("Court")))
    (script,) = page(f"/en/{path}/").xpath("//script[@type='application/ld+json']/text()")
    told = json.loads(script)
    assert {name: told[name] for name in expected} == expected
    assert told["url"].endswith(f"/en/{path}/")
    assert "Court" not in script


# Paths, and how many queries they cost however much there is to show.
COSTS = {
    "/en/": 5,
    "/en/news/": 5,
    "/en/news/?before=2030-01-01": 5,
    "/en/news/hello/": 5,
    "/en/people/": 2,
    "/en/people/?after=anne-ek": 3,
    "/en/organisations/?from=C": 2,
    "/en/topics/": 2,
    "/en/people/anne-ek/": 4,
    "/en/organisations/the-council/": 6,
    "/en/topics/ice/": 4,
    "/en/feed.rss": 3,
    "/en/feed.atom": 3,
    "/en/people/anne-ek/feed.json": 6,
    "/en/organisations/the-council/feed.json": 6,
    "/en/topics/ice/feed.json": 6,
    "/sitemap.xml": 2,
    "/en/sitemap-2020-1.xml": 2,
    "/en/sitemap-pages.xml": 3,
    "/robots.txt": 0,
}


@pytest.mark.parametrize("path", COSTS)
def test_what_a_page_costs_does_not_grow(client: Client, path: str, django_assert_num_queries) -> None:
    person, organisation, topic = about_everything()
    appoint(person, make_position("President", organisation), "2015-01-01")
    client.get(path)
    with django_assert_num_queries(COSTS[path]):
        client.get(path)
    article = texts_of("en").get().article
    for number, edition in enumerate(public_texts(12)):
        other = make_person(f"Person {number}")
        appoint(other, make_position(f"Position {number}", organisation))
        edition.article.people.add(person)
        edition.article.organisations.add(organisation)
        edition.article.topics.add(topic)
        article.people.add(other)
        article.organisations.add(make_organisation(f"Organisation {number}"))
        article.topics.add(Topic.objects.create(slug=f"topic-{number}"))
    client.get(path)
    with django_assert_num_queries(COSTS[path]):
        client.get(path)
