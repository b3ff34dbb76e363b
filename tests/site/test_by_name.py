"""The lists of all persons, organisations and topics by name."""

from datetime import timedelta

import pytest
from django.test import Client

from articles.models import Article, Topic, TopicName
from articles.site import alphabet
from people.models import Organisation, OrganisationName, PersonName, today
from tests import desk_cast as cast
from tests.factories import make_organisation, make_person
from tests.site.scene import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    return cast.public(cast.draft("Hello")).article


def names_on(path: str) -> list[str]:
    """What the page lists, in its order."""
    return [link.text_content() for link in page(path).xpath("//div[@class='by-letter']//li/a")]


def letters_on(path: str) -> list[str]:
    """The headings of the page."""
    return [heading.text for heading in page(path).xpath("//h2[@class='letter']")]


def test_persons_are_listed_under_their_letters_by_the_form_to_sort_by(article: Article) -> None:
    for name, sort_name in (("Jens Stoltenberg", "Stoltenberg, Jens"), ("Øyvind Ask", "Ask, Øyvind"), ("Sade", "")):
        person = make_person(name)
        person.names.get().delete()
        PersonName.objects.create(person=person, language="en", name=name, sort_name=sort_name)
        article.people.add(person)
    assert names_on("/en/people/") == ["Ask, Øyvind", "Sade", "Stoltenberg, Jens"]
    assert letters_on("/en/people/") == ["A", "S"]


def test_each_language_has_its_own_order_and_names(article: Article) -> None:
    for name, arabic in (("Zoë Adams", "بدر"), ("Åsa Ek", "إبراهيم"), ("Bo Ek", "")):
        article.people.add(make_person(name, **({"ar": arabic} if arabic else {})))
    assert names_on("/en/people/") == ["Åsa Ek", "Bo Ek", "Zoë Adams"]
    assert names_on("/ar/people/") == ["Bo Ek", "إبراهيم", "بدر"]
    (fallback,) = page("/ar/people/").xpath("//li/a/span[@lang='en']")
    assert fallback.text_content() == "Bo Ek"


def test_a_changed_name_moves(article: Article) -> None:
    person = make_person("Anne Ek")
    article.people.add(person, make_person("Bo Ek"))
    name = person.names.get()
    name.name = "Cecilia Ek"
    name.save()
    assert names_on("/en/people/") == ["Bo Ek", "Cecilia Ek"]


def test_organisations_are_listed_under_the_name_of_today(article: Article) -> None:
    council = make_organisation("Zonal Council", acronym="ZC", until_on=today())
    OrganisationName.objects.create(organisation=council, language="en", name="Assembly", from_on=today())
    renamed = make_organisation("Bank", until_on=today() + timedelta(days=1))
    OrganisationName.objects.create(
        organisation=renamed, language="en", name="Trust", from_on=today() + timedelta(days=1)
    )
    dissolved = make_organisation("Commission", until_on=today() - timedelta(days=100))
    article.organisations.add(council, renamed, dissolved)
    assert names_on("/en/organisations/") == ["Assembly", "Bank", "Commission"]
    for organisation in Organisation.objects.all():
        assert organisation.name_in("en") in names_on("/en/organisations/")


def test_topics_are_listed(article: Article) -> None:
    for slug, name in (("sea", "The sea"), ("ice", "Ice")):
        topic = Topic.objects.create(slug=slug)
        TopicName.objects.create(topic=topic, language="en", name=name)
        article.topics.add(topic)
    assert names_on("/en/topics/") == ["Ice", "The sea"]


def test_only_what_a_public_text_names_is_listed(article: Article, client: Client) -> None:
    article.people.add(make_person("Anne Ek"))
    for hidden in (cast.draft("Draft"), cast.scheduled(cast.draft("Soon")), cast.withdrawn(cast.draft("Gone"))):
        hidden.article.people.add(make_person(f"Hidden {hidden.pk}"))
    make_person("Nobody Known")
    assert names_on("/en/people/") == ["Anne Ek"]
    assert letters_on("/en/people/") == ["A"]
    assert client.get("/et/people/").status_code == 404


def test_another_language_lists_those_of_its_texts(article: Article) -> None:
    article.people.add(make_person("Anne Ek"))
    estonian = cast.draft("Tere", language="et", required=["et"])
    estonian.article.people.add(make_person("Bo Ek"))
    cast.public(estonian)
    assert names_on("/et/people/") == ["Bo Ek"]


@pytest.fixture
def many(article: Article, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of more than fit on a page."""
    monkeypatch.setattr(alphabet, "INDEX_LENGTH", 3)
    names = ["Ask", "Berg", "Berg", "Berg", "Dahl", "Ek", "Falk"]
    article.people.add(*(make_person(name) for name in names))
    return names


def test_a_long_list_is_read_page_by_page(many: list[str]) -> None:
    path, seen = "/en/people/", []
    while path:
        seen += names_on(path)
        path = next((f"/en/people/{link.get('href')}" for link in page(path).xpath("//a[@rel='next']")), "")
    assert seen == many


def test_a_long_list_opens_at_a_letter(many: list[str]) -> None:
    assert names_on("/en/people/?from=C") == ["Dahl", "Ek", "Falk"]
    assert names_on("/en/people/?from=Z") == []
    links = page("/en/people/").xpath("//nav[@class='letters']//a/@href")
    assert links[:2] == ["/en/people/?from=A", "/en/people/?from=B"]


@pytest.mark.parametrize("query", ["from=ZZ", "from=%D0%96", "after=nobody", "after=hidden"])
def test_what_is_no_place_in_the_list_is_not_found(many: list[str], client: Client, query: str) -> None:
    hidden = make_person("Hidden")
    cast.draft("Draft").article.people.add(hidden)
    assert client.get(f"/en/people/?{query}").status_code == 404


def test_letters_lead_to_their_headings_where_everything_fits_on_the_page(article: Article) -> None:
    article.people.add(make_person("Ask"), make_person("Dahl"))
    shown = page("/en/people/")
    links = shown.xpath("//nav[@class='letters']//a")
    assert [(link.text, link.get("href")) for link in links] == [("A", "#letter-1"), ("D", "#letter-2")]
    assert len(shown.xpath("//nav[@class='letters']//li")) == 26


@pytest.mark.parametrize("name", ["people", "organisations", "topics"])
def test_the_menu_leads_there(article: Article, name: str) -> None:
    (link,) = page("/fr/").xpath(f"//nav[@class='menu']//a[@href='/fr/{name}/']")
    assert link.text.strip()
    assert page(f"/fr/{name}/").xpath(f"//nav[@class='menu']//a[@href='/fr/{name}/']/@aria-current") == ["page"]
