"""The archive, narrowed down: by address, to what is public, with pages that stay in place."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from articles import publication
from articles.models import Attachment, Edition, GalleryPlace, Image, Outcome, Place, PlaceName, Topic, TopicName
from people.models import today
from tests import desk_cast as cast
from tests.factories import make_organisation, make_person
from tests.search.test_searching import found, text
from tests.site.scene import WINTER, page, public_texts
from tests.site.test_no_leaks import picture

pytestmark = pytest.mark.django_db


def make_place(name: str, **names: str) -> Place:
    place = Place.objects.create(slug=name.lower(), fallback_language="en")
    for language, written in {"en": name, **names}.items():
        PlaceName.objects.create(place=place, language=language, name=written)
    return place


def placed(edition: Edition, place: Place) -> Edition:
    edition.article.place = place
    edition.article.save()
    return edition


def facets(path: str) -> dict[str, list[str]]:
    """Heading → the values offered, with their counts."""
    html = page(path)
    return {
        heading.text: [" ".join(item.text_content().split()) for item in heading.getnext().xpath("./li")]
        for heading in html.xpath("//nav[@aria-labelledby='narrow']/h3")
    }


def test_facets_are_combined_freely_in_an_address_that_can_be_read() -> None:
    topic = Topic.objects.create(slug="ice")
    TopicName.objects.create(topic=topic, language="en", name="Ice")
    both, one = text("Glacier one"), text("Glacier two")
    for edition in (both, one):
        edition.article.topics.add(topic)
    both.article.people.add(make_person("Anne Ek"))
    both.article.organisations.add(make_organisation("The Council"))
    placed(both, make_place("Oslo"))
    assert facets("/en/news/?q=glacier") == {
        "Topic": ["Ice 2"],
        "Person": ["Anne Ek 1"],
        "Organisation": ["The Council 1"],
        "Place": ["Oslo 1"],
    }
    path = "/en/news/?q=glacier&topic=ice&person=anne-ek&organisation=the-council&place=oslo&from=2020-01-01"
    html = page(path)
    assert [title.text_content() for title in html.xpath("//h2[@class='item-title']")] == ["Glacier one"]
    assert len(html.xpath("//ul[contains(@class, 'chosen')]/li")) == 5
    assert found("", place="oslo", topic="ice") == ["Glacier one"]
    assert found("glacier", place="oslo", topic="nothing") == []


def test_a_place_is_found_by_its_name_in_any_language() -> None:
    placed(text("Hello"), make_place("Brussels", fr="Bruxelles"))
    text("The Brussels summit")
    assert sorted(found("Bruxelles")) == ["Hello", "The Brussels summit"]


def test_an_official_number_is_found() -> None:
    edition = text("Hello")
    edition.article.official_number = "PR/CP (2017) 041"
    edition.article.save()
    text("2017 was long")
    assert found('"PR/CP (2017) 041"') == ["Hello"]


def test_what_has_pictures_or_files_is_told_from_what_has_none(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    text("Bare")
    shown, listed, handed, over = text("Lead"), text("Gallery"), text("File"), text("Over")
    shown.article.lead_image = Image.objects.create(file=picture("lead.png"))
    shown.article.save()
    GalleryPlace.objects.create(article=listed.article, image=Image.objects.create(file=picture("gallery.png")))
    attached = {"file": ContentFile(b"x", "a.pdf"), "media_type": "application/pdf", "size": 1}
    Attachment.objects.create(article=handed.article, language="en", **attached)
    Attachment.objects.create(article=text("Autre", language="fr").article, language="en", **attached)
    over.article.lead_image = Image.objects.create(
        file=picture("over.png"), rights_until_on=today() + timedelta(days=1)
    )
    over.article.save()
    assert sorted(found("", media="yes")) == ["File", "Gallery", "Lead", "Over"]
    over.article.lead_image.rights_until_on = today()
    over.article.lead_image.save()
    GalleryPlace.objects.all().delete()
    assert sorted(found("", media="yes")) == ["File", "Lead"]
    assert found("", "fr", media="yes") == []


@pytest.mark.parametrize("query", ["from=x", "from=2020-13-01", "until=0001-01-01", "from=%00", "from=20200101"])
def test_what_is_no_date_is_said_and_left_out(query: str) -> None:
    text("Hello")
    html = page(f"/en/news/?{query}")
    assert html.xpath("//span[@class='error']")[0].text == "This is no date. Write it as in 2026-11-23."
    assert "Hello" in html.text_content()


def test_what_cannot_be_narrowed_down_to_is_said_and_left_out() -> None:
    text("Hello")
    html = page("/en/news/?kind=%00nonsense&media=perhaps")
    said = [" ".join(error.text.split()) for error in html.xpath("//p[@class='error']")]
    assert said == [
        "“nonsense” is nothing to narrow down to here, and was left out.",
        "“perhaps” is nothing to narrow down to here, and was left out.",
    ]
    assert "Hello" in html.text_content()


def test_pages_by_date_neither_repeat_nor_skip_while_items_arrive() -> None:
    public_texts(45)
    shown, path = [], "/en/news/?q=text&sort=date"
    while path:
        response = Client().get(path)
        shown += [result.edition.title for result in response.context["page"].results]
        path = older and f"/en/news/{older}" if (older := response.context["page"].older) else ""
        cast.public(cast.draft(f"Text arriving {len(shown)}"))
    assert shown == [f"Text {number}" for number in range(45, 0, -1)]


def test_a_page_leads_back_to_what_has_arrived() -> None:
    public_texts(45)
    first = Client().get("/en/news/?q=text&sort=date").context["page"]
    second = Client().get(f"/en/news/{first.older}").context["page"]
    cast.public(cast.draft("Text arriving"))
    before = Client().get(f"/en/news/{second.newer}").context["page"]
    assert [result.edition.title for result in before.results] == [result.edition.title for result in first.results]
    newest = Client().get(f"/en/news/{before.newer}").context["page"]
    assert newest.results[0].edition.title == "Text arriving"
    assert newest.is_first


def test_the_months_of_the_year_that_is_shown_can_be_opened() -> None:
    for month in (2, 5):
        cast.imported(f"In {month}", public_from=WINTER.replace(year=2019, month=month))
    cast.imported("Later", public_from=WINTER)
    html = page("/en/news/?before=2020-01-01")
    months = {link.text: link.get("href") for link in html.xpath("//nav[@aria-labelledby='years']//ul/ul//a")}
    months |= {link.text: link.get("href") for link in html.xpath("//nav[@aria-labelledby='years']//li/ul//a")}
    assert months == {"May": "?before=2019-06-01", "February": "?before=2019-03-01"}
    assert "In 2" in page(f"/en/news/{months['February']}").text_content()
    assert "In 5" not in page(f"/en/news/{months['February']}").text_content()


def test_a_period_is_of_days_at_the_press_office() -> None:
    cast.imported("New Year", public_from=WINTER.replace(year=2019, month=12, day=31, hour=23, minute=30))
    assert found("", **{"from": "2020-01-01", "until": "2020-01-01"}) == ["New Year"]
    assert found("", until="2019-12-31") == []


def test_what_is_not_public_makes_no_facet_and_no_count(settings) -> None:
    """Of scheduled, withdrawn and replaced texts nothing is said, whatever is asked for."""
    text("An open glacier").article.people.add(make_person("Open Person"))
    hidden = cast.scheduled(cast.draft("A hidden glacier"))
    gone = cast.public(cast.draft("A gone glacier"))
    old = cast.replaced(cast.draft("An old zebra"))
    for edition, name in ((hidden, "Hidden"), (gone, "Gone"), (old, "Old")):
        edition.article.people.add(make_person(f"{name} Person"))
    publication.withdraw(
        gone.article, cast.member("pia"), outcome=Outcome.GONE, notices={"en": "Wrong."}, reason="A hoax."
    )
    nothing = Client().get("/en/news/?person=nothing").content
    assert facets("/en/news/?q=glacier") == {"Person": ["Open Person 1"]}
    for slug in ("hidden-person", "gone-person"):
        answered = Client().get(f"/en/news/?person={slug}").content
        assert answered.replace(slug.encode(), b"nothing") == nothing
    assert found('"hidden glacier"') == found('"gone glacier"') == found("hidden -open") == []
    response = Client().get("/fr/news/", {"q": "glacier"})
    assert [(language, count) for language, count, _url in response.context["elsewhere"]] == [("en", 1)]


def test_the_dates_of_a_period_that_ends_before_it_begins_find_nothing() -> None:
    text("Hello")
    html = page("/en/news/?from=2021-01-01&until=2020-01-01")
    assert html.xpath("//p[@class='empty']")
    assert date(2021, 1, 1).isoformat() in html.xpath("//input[@name='from']/@value")
