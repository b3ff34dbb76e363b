"""The page of one text: its address, its history, its withdrawal."""

from datetime import timedelta
from urllib.parse import quote

import lxml.html
import pytest
from django.test import Client

from articles import publication
from articles.models import Change, Contact, ContactRole, Image, Outcome, Portrait
from articles.workflow import perform
from people.models import Person, today
from tests import desk_cast as cast
from tests.factories import appoint, make_organisation, make_person, make_position
from tests.site.scene import WINTER, page, with_language

pytestmark = pytest.mark.django_db


def withdraw(edition, outcome=Outcome.NOTICE, moved_to=None) -> None:
    publication.withdraw(
        edition.article,
        cast.member("pia"),
        outcome=outcome,
        notices={edition.language: "It was not true."},
        reason="A hoax.",
        moved_to=moved_to,
    )


def change(edition, kind=Change.CORRECTION, *, note="", **text):
    """Replace the public edition by a later one."""
    later = publication.correct(edition, cast.member("max"), change=kind, public_note=note)
    return cast.public(perform(later, "save", cast.member("max"), **text))


def test_a_slug_in_any_script_is_an_address(client: Client) -> None:
    cast.imported("بيان", language="ar", public_from=WINTER, slug="بيان-صحفي")
    path = f"/ar/news/{quote('بيان-صحفي')}/"
    html = page(path)
    assert html.xpath("//link[@rel='canonical']")[0].get("href") == f"http://localhost:8000{path}"


def test_an_old_address_leads_to_the_present_one(client: Client) -> None:
    edition = cast.public(cast.draft("Old title"))
    change(edition, note="New title.", title="New title", slug="título-nuevo")
    response = client.get("/en/news/old-title/")
    assert (response.status_code, response.headers["Location"]) == (301, f"/en/news/{quote('título-nuevo')}/")
    assert client.get(response.headers["Location"]).status_code == 200


def test_an_address_stays_when_the_title_changes(client: Client) -> None:
    change(cast.public(cast.draft("Old title")), note="New title.", title="New title")
    assert "New title" in client.get("/en/news/old-title/").text


def test_corrections_and_updates_stand_above_the_text_the_newest_first() -> None:
    edition = change(cast.public(cast.draft("Title")), note="First note.", body="<p>Two.</p>")
    edition = change(edition, Change.MINOR, body="<p>Three.</p>")
    change(edition, Change.UPDATE, note="Second note.", body="<p>Four.</p>")
    html = page("/en/news/title/")
    heads = [head.text_content().split(" ")[0] for head in html.xpath("//*[@class='changes']//strong")]
    assert heads == ["Update", "Correction"]
    assert [p.text for p in html.xpath("//*[@class='note-text']/p")] == ["Second note.", "First note."]
    assert "Last updated" in html.xpath("//*[@class='dates']")[0].text_content()


def test_a_minor_change_is_not_announced() -> None:
    change(cast.public(cast.draft("Title")), Change.MINOR, body="<p>Two.</p>")
    html = page("/en/news/title/")
    assert not html.xpath("//*[@class='changes']")
    assert "Last updated" not in html.xpath("//*[@class='dates']")[0].text_content()


def test_what_was_corrected_before_a_withdrawal_goes_with_the_text() -> None:
    edition = change(cast.public(cast.draft("Title")), note="First note.", body="<p>Two.</p>")
    withdraw(edition)
    again = cast.drafting.open_edition(edition.article, "en", cast.member("wanda"), slug="title")
    text = {"title": "Anew", "body": "<p>Anew.</p>", "change": Change.UPDATE, "public_note": "Back again."}
    cast.public(perform(again, "save", cast.member("wanda"), **text))
    assert [p.text for p in page("/en/news/title/").xpath("//*[@class='note-text']/p")] == ["Back again."]


def test_instants_are_shown_in_the_zone_of_the_press_office() -> None:
    cast.imported("Hello", public_from=WINTER, slug="hello")
    (shown,) = page("/en/news/hello/").xpath("//*[@class='dates']//time")
    assert shown.get("datetime") == "2020-01-15T10:30:00+01:00"
    assert shown.text == "15 January 2020, 10:30 CET"


@pytest.mark.parametrize(("outcome", "status"), [(Outcome.NOTICE, 200), (Outcome.GONE, 410)])
def test_a_withdrawn_text_leaves_its_notice(client: Client, outcome: str, status: int) -> None:
    edition = cast.public(cast.draft("A hoax", standfirst="Quite untrue", slug="a-hoax"))
    withdraw(edition, outcome)
    response = client.get("/en/news/a-hoax/")
    assert response.status_code == status
    assert "It was not true." in response.text
    for words in ("A hoax", "Quite untrue", "The text.", "a-hoax"):
        assert words not in response.text


def test_a_text_withdrawn_after_a_new_address_answers_at_the_old_one_too(client: Client) -> None:
    withdraw(change(cast.public(cast.draft("Old title")), note="New.", slug="new-title"), Outcome.GONE)
    assert client.get("/en/news/old-title/").status_code == 410


def test_a_moved_text_leads_to_where_it_went_in_the_nearest_language(client: Client) -> None:
    target = cast.imported("Là-bas", language="fr", public_from=WINTER, slug="là-bas")
    withdraw(cast.public(cast.draft("Here")), Outcome.MOVED, target.article)
    response = client.get("/en/news/here/")
    assert (response.status_code, response.headers["Location"]) == (301, f"/fr/news/{quote('là-bas')}/")
    english = with_language(target, "en", "There", slug="there")
    assert client.get("/en/news/here/").headers["Location"] == f"/en/news/{english.slug}/"


def test_a_text_moved_to_what_was_withdrawn_itself_is_gone(client: Client) -> None:
    target = cast.public(cast.draft("There"))
    withdraw(cast.public(cast.draft("Here")), Outcome.MOVED, target.article)
    withdraw(target)
    response = client.get("/en/news/here/")
    assert response.status_code == 410
    assert "It was not true." in response.text


def test_offices_are_those_of_the_day_of_the_article() -> None:
    council = make_organisation("The Council")
    person = make_person("Anne Ek")
    appoint(person, make_position("Judge", council), "2015-01-01", "2018-01-01")
    appoint(person, make_position("President", council), "2019-01-01")
    edition = cast.imported("Hello", public_from=WINTER, slug="hello")
    edition.article.people.add(person)
    edition.article.organisations.add(council)
    edition.article.dated_on = WINTER.date().replace(year=2017)
    edition.article.save()
    assert [office.text_content() for office in page("/en/news/hello/").xpath("//*[@class='office']")] == [
        "Judge, The Council"
    ]


def test_a_person_is_shown_with_their_portrait_within_its_rights() -> None:
    edition = cast.imported("Hello", public_from=WINTER, slug="hello")
    for name, until_on in (("Anne Ek", None), ("Bo Dal", today())):
        image = Image.objects.create(file=f"images/{name[0]}.png", width=4, height=5, rights_until_on=until_on)
        Portrait.objects.create(person=make_person(name), image=image)
    edition.article.people.set(Person.objects.all())
    faces = page("/en/news/hello/").xpath("//img[@class='face']")
    assert [(face.get("src"), face.get("alt")) for face in faces] == [("/files/images/A.png", "")]


def test_press_contacts_say_which_languages_they_speak() -> None:
    edition = cast.imported("Bonjour", language="fr", public_from=WINTER, slug="bonjour")
    edition.article.contacts.add(Contact.objects.create(name="Per Ask", languages=["fr", "ar"]))
    (speaks,) = page("/fr/news/bonjour/").xpath("//*[contains(@class, 'speaks')]")
    assert "français et arabe" in speaks.text_content()


def test_an_office_that_has_not_begun_is_not_shown() -> None:
    person = make_person("Anne Ek")
    appoint(person, make_position("Judge"), str(today() + timedelta(days=1)))
    edition = cast.imported("Hello", public_from=WINTER, slug="hello")
    edition.article.people.add(person)
    edition.article.dated_on = today() + timedelta(days=2)
    edition.article.save()
    assert not page("/en/news/hello/").xpath("//*[@class='office']")
    assert "Judge" not in page("/en/people/anne-ek/").text_content()


def test_a_mention_leads_to_the_person_where_they_are_public() -> None:
    anne, bo = make_person("Anne Ek"), make_person("Bo Dal")
    body = f'<p><span data-mention="person:{anne.pk}">Anne</span> <span data-mention="person:{bo.pk}">Bo</span></p>'
    edition = cast.public(cast.draft("Hello", body=body))
    edition.article.people.add(anne)
    links = page("/en/news/hello/").xpath("//*[@class='body']//a")
    assert [(link.text, link.get("href")) for link in links] == [("Anne", "/en/people/anne-ek/")]


def test_press_contacts_and_notes_to_editors_follow_the_text() -> None:
    edition = cast.public(cast.draft("Hello", notes_to_editors="<p>Background.</p>"))
    contact = Contact.objects.create(name="Per Ask", telephone="+32 2 000", email="per@example.org")
    ContactRole.objects.create(contact=contact, language="en", role="Spokesperson")
    edition.article.contacts.add(contact)
    main = page("/en/news/hello/").xpath("//main")[0]
    for words in ("Background.", "Per Ask", "Spokesperson", "+32 2 000"):
        assert words in main.text_content()
    assert {link.get("href") for link in main.xpath(".//footer//a[contains(@href, ':')]")} == {
        "tel:+322000",
        "mailto:per@example.org",
    }


def test_a_page_runs_no_script_but_its_own_file_and_has_no_inline_style(client: Client) -> None:
    cast.public(cast.draft("Hello"))
    response = client.get("/en/news/hello/")
    scripts = lxml.html.fromstring(response.content.decode()).xpath("//script")
    assert [(script.get("type"), script.get("src")) for script in scripts] == [
        ("application/ld+json", None),
        ("module", "/static/site/article.js"),
    ]
    assert " style=" not in response.text
    assert "nonce" not in response.headers["Content-Security-Policy"]
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("slug", ["a%00b", "%0a", "%ff", "x" * 500, "..%2f..", "%F0%9F%98%80"])
def test_a_strange_address_is_not_found(client: Client, slug: str) -> None:
    assert client.get(f"/en/news/{slug}/").status_code == 404
