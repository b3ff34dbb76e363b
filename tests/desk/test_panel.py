"""Beside the text: who is named in it and as what, what the article is about, and what is left to be replaced."""

import os
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from articles.drafting import describe
from articles.models import Article, Contact, Edition, Topic
from people.models import Appointment, Organisation, Person, Position
from tests.desk.in_browser import body_box, open_text
from tests.desk.screens import at_desk, sentences
from tests.desk_cast import draft, member, public, translation

pytestmark = pytest.mark.django_db


@pytest.fixture
def nato():
    return Organisation.objects.create_named({"en": {"name": "North Atlantic Treaty Organization", "acronym": "NATO"}})


@pytest.fixture
def stoltenberg(nato):
    person = Person.objects.create_named({"en": {"name": "Jens Stoltenberg", "short_name": "Mr Stoltenberg"}})
    position = Position.objects.create_titled({"en": "Secretary General"}, organisation=nato)
    Appointment.objects.create(person=person, position=position, from_on=date(2014, 10, 1), until_on=date(2024, 10, 1))
    return person


def panel(client, edition: Edition, **posted: str):
    data = {"title": edition.title, "body": edition.body, **posted}
    return client.post(reverse("admin:articles_edition_panel", args=[edition.pk]), data)


def dated(edition: Edition, day: date) -> Edition:
    Article.objects.filter(pk=edition.article_id).update(dated_on=day)
    return Edition.objects.get(pk=edition.pk)


def test_who_is_named_in_the_typed_text_is_found_and_confirmed_with_one_click(stoltenberg):
    edition = draft()
    typed = {"body": "<p>Jens Stoltenberg spoke.</p>"}
    client = at_desk("wanda")

    assert ">Confirm<" in sentences(panel(client, edition, **typed))
    answer = sentences(panel(client, edition, **typed, do=f"add:person:{stoltenberg.pk}"))

    assert list(edition.article.people.all()) == [stoltenberg]
    assert "confirmed" in answer
    panel(client, edition, **typed, do=f"remove:person:{stoltenberg.pk}")
    assert not edition.article.people.exists()


@pytest.mark.parametrize(
    ("day", "office"),
    [
        (date(2017, 3, 1), "Secretary General, NATO (on March 1, 2017)"),
        (date(2025, 3, 1), "no office on March 1, 2025"),
    ],
)
def test_the_office_is_that_of_the_articles_date(stoltenberg, day, office):
    edition = dated(draft(body="<p>Jens Stoltenberg spoke.</p>"), day)

    assert office in sentences(panel(at_desk("wanda"), edition))


def test_those_mentioned_or_confirmed_are_listed_though_the_text_names_them_otherwise(stoltenberg, nato):
    edition = draft(body=f'<p><span data-mention="person:{stoltenberg.pk}">The Secretary General</span> spoke.</p>')
    describe(edition.article, member("max"), organisations=[nato])

    page = sentences(panel(at_desk("wanda"), edition))

    assert "Jens Stoltenberg" in page
    assert "North Atlantic Treaty Organization" in page


def test_topics_and_contacts_are_added_and_removed():
    edition = draft()
    topic = Topic.objects.create(slug="sea")
    contact = Contact.objects.create(name="Press desk")
    client = at_desk("wanda")

    panel(client, edition, do=f"add:topic:{topic.pk}")
    panel(client, edition, do=f"add:contact:{contact.pk}")

    assert list(edition.article.topics.all()) == [topic]
    assert list(edition.article.contacts.all()) == [contact]
    panel(client, edition, do=f"remove:topic:{topic.pk}")
    assert not edition.article.topics.exists()


@pytest.mark.parametrize("name", ["tariq", "ada", "otto"])
def test_who_may_not_describe_the_article_is_told_so_and_changes_nothing(name, stoltenberg):
    edition = draft(body="<p>Jens Stoltenberg spoke.</p>")

    answer = sentences(panel(at_desk(name), edition, do=f"add:person:{stoltenberg.pk}"))

    assert not edition.article.people.exists()
    assert ">Confirm<" not in answer
    assert "errorlist" in answer


def test_once_the_article_is_public_its_people_are_for_publishers(stoltenberg):
    edition = public()
    french = translation(edition)

    panel(at_desk("wanda"), french, do=f"add:person:{stoltenberg.pk}")
    assert not edition.article.people.exists()
    panel(at_desk("pia"), french, do=f"add:person:{stoltenberg.pk}")
    assert edition.article.people.exists()


@pytest.mark.parametrize(
    "deed", ["add:person:", "add:user:1", "set:person:1", "add:person:1:2:3", "add:person:" + "9" * 30, "x"]
)
def test_nonsense_changes_nothing(deed):
    edition = draft()

    answer = panel(at_desk("wanda"), edition, do=deed)

    assert answer.status_code == 200
    assert edition.article.description()["people"] == {}


def test_placeholders_are_pointed_out_while_writing():
    page = sentences(panel(at_desk("wanda"), draft(), body="<p>XX soldiers, [name] said.</p>"))

    assert "<mark>XX</mark>" in page
    assert "<mark>[name]</mark>" in page


def test_what_is_named_is_never_html():
    Person.objects.create_named({"en": "<b>Bob</b> Builder"})
    edition = draft(body="<p>&lt;b&gt;Bob&lt;/b&gt; Builder</p>")

    assert "<b>Bob</b>" not in sentences(panel(at_desk("wanda"), edition))


def test_reading_the_panel_needs_a_post_and_a_right():
    edition = draft("Zanzibar")

    assert at_desk("wanda").get(reverse("admin:articles_edition_panel", args=[edition.pk])).status_code == 405
    assert panel(at_desk("nobody"), edition).status_code == 302


def test_the_queries_do_not_grow_with_the_people(django_assert_max_num_queries):
    people = [Person.objects.create_named({"en": f"Person Numbered{chr(97 + number)}"}) for number in range(12)]
    edition = draft(body="<p>" + ", ".join(f"Person Numbered{chr(97 + number)}" for number in range(12)) + "</p>")
    describe(edition.article, member("max"), people=people[:6])
    client = at_desk("wanda")

    with django_assert_max_num_queries(32):
        panel(client, edition)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
class TestInABrowser:
    def test_a_found_name_becomes_a_mention_that_shows_the_office(self, page, live_server, stoltenberg):
        edition = dated(draft(body="<p>Yesterday Jens Stoltenberg spoke.</p>"), date(2017, 3, 1))
        open_text(page, live_server, "wanda", edition)

        page.get_by_role("button", name="Confirm Jens Stoltenberg").click()
        expect(page.get_by_text("confirmed", exact=True)).to_be_visible()
        page.get_by_role("button", name="Mention Jens Stoltenberg").click()

        mention = body_box(page).locator(".with-office")
        expect(mention).to_have_attribute("title", "Secretary General, NATO (on March 1, 2017)")
        page.keyboard.press("ControlOrMeta+s")
        expect(page.get_by_text("Saved at the desk.")).to_be_visible()
        edition.refresh_from_db()
        assert f'<span data-mention="person:{stoltenberg.pk}">Jens Stoltenberg</span>' in edition.body
        assert "with-office" not in edition.body

    def test_a_release_is_written_and_submitted_without_a_mouse(self, page, live_server):
        edition = draft("", body="")
        open_text(page, live_server, "wanda", edition)
        keys = 0

        def press(key):
            nonlocal keys
            keys += 1
            page.keyboard.press(key)

        page.get_by_label("Title").focus()
        page.keyboard.type("A title")
        press("Tab")
        page.keyboard.type("A standfirst")
        while page.evaluate("document.activeElement.id") != "id_body-text":
            press("Tab")
            assert keys < 40
        page.keyboard.type("The body.")
        press("ControlOrMeta+Enter")

        expect(page.get_by_text("Submitted. The approvers")).to_be_visible()
        assert keys <= 10

    def test_submitting_what_is_incomplete_leads_to_the_first_error(self, page, live_server):
        edition = draft("")
        open_text(page, live_server, "wanda", edition)

        page.keyboard.press("ControlOrMeta+Enter")

        expect(page.locator("#error-summary")).to_be_focused()
        page.get_by_role("link", name="Title:").click()
        expect(page.get_by_label("Title")).to_be_focused()

    def test_the_lengths_are_counted_and_the_keys_are_listed(self, page, live_server):
        open_text(page, live_server, "wanda", draft())
        page.get_by_label("Title").fill("x" * 120)
        expect(page.get_by_text("120 characters: longer than the 100 that are advised").first).to_be_visible()

        page.get_by_label("Title").blur()
        page.keyboard.press("?")

        expect(page.get_by_role("dialog", name="Keys")).to_be_visible()

    @pytest.mark.parametrize("language", ["en", "ar"])
    @pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1600, "dark")])
    def test_everyone_can_work_with_it(self, new_page, live_server, stoltenberg, language, width, scheme):
        page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        edition = draft(
            "عنوان" if language == "ar" else "A title", language=language, body="<p>Jens Stoltenberg XX</p>"
        )
        open_text(page, live_server, "wanda", edition)
        expect(page.get_by_text("Still to be replaced")).to_be_visible()
        page.get_by_role("button", name="Preview").click()
        expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_be_visible()

        faults = Axe().run(page).response["violations"]
        assert not faults, [(fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in faults]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        if pictures := os.environ.get("PICTURES"):
            page.screenshot(path=f"{pictures}/editor-{language}-{width}-{scheme}.png", full_page=True)
