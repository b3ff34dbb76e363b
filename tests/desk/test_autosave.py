"""What is typed is kept for its writer alone, and nothing of it is lost."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Edition, Event, WorkingCopy
from articles.workflow import perform
from tests.desk.in_browser import body_box, open_text, sign_in, sign_out
from tests.desk.screens import at_desk, save, sentences, text_url
from tests.desk_cast import draft, member, submitted, translation

pytestmark = pytest.mark.django_db


def keep(client: Client, edition: Edition, **typed: str):
    url = reverse("admin:articles_edition_working_copy", args=[edition.pk])
    return client.post(url, {"revision": edition.revision, "title": edition.title, "body": edition.body, **typed})


def test_what_is_kept_reaches_the_form_of_its_writer_and_nobody_elses():
    edition = draft("As saved")

    answer = keep(at_desk("wanda"), edition, title="As typed")

    assert answer.json()["is_behind"] is False
    assert 'value="As typed"' in sentences(at_desk("wanda").get(text_url(edition)))
    assert "As typed" not in sentences(at_desk("max").get(text_url(edition)))
    edition.refresh_from_db()
    assert edition.title == "As saved"


def test_keeping_leaves_no_event_and_no_revision():
    edition = draft()
    before = Event.objects.count()

    keep(at_desk("wanda"), edition, title="Typed", body="<p>Half a sen</p>")

    assert Event.objects.count() == before
    assert Edition.objects.get(pk=edition.pk).revision == edition.revision


def test_a_submission_by_someone_else_takes_nothing_of_the_working_copy_along():
    edition = draft("As saved")
    keep(at_desk("wanda"), edition, title="Half-typed")

    submitted(edition)

    edition.refresh_from_db()
    assert edition.title == "As saved"
    page = sentences(at_desk("wanda").get(text_url(edition)))
    assert "There is unsaved text of yours" in page
    assert "Half-typed" in page


def test_saving_ends_the_working_copy():
    edition = draft()
    client = at_desk("wanda")
    keep(client, edition, title="Typed")

    save(client, edition, title="Typed")

    assert not WorkingCopy.objects.exists()


def test_typing_the_saved_text_again_leaves_no_working_copy():
    edition = draft("As saved")
    client = at_desk("wanda")
    keep(client, edition, title="Typed")

    keep(client, edition, title="As saved")

    assert not WorkingCopy.objects.exists()


def test_a_working_copy_is_discarded_by_its_owner_alone():
    edition = draft()
    keep(at_desk("wanda"), edition, title="Typed")
    url = reverse("admin:articles_edition_discard_copy", args=[edition.pk])

    at_desk("max").post(url)
    assert WorkingCopy.objects.count() == 1
    at_desk("wanda").post(url)

    assert not WorkingCopy.objects.exists()


def test_a_copy_that_began_before_a_newer_save_says_so_and_conflicts_when_saved():
    edition = draft("First")
    perform(edition, "save", member("max"), title="Title of Max", revision=edition.revision)
    client = at_desk("wanda")

    assert keep(client, edition, title="Mine").json()["is_behind"] is True
    page = sentences(client.get(text_url(edition)))

    assert "saving will show you both texts" in page
    assert f'name="revision" value="{edition.revision}"' in page


@pytest.mark.parametrize("name", ["tariq", "ada", "pia", "otto", "emma"])
def test_who_may_not_write_keeps_nothing_and_learns_nothing(name):
    edition = draft("Zanzibar")

    answer = keep(at_desk(name), edition, title="Changed")

    assert answer.status_code == 403
    assert b"Zanzibar" not in answer.content
    assert not WorkingCopy.objects.exists()


def test_a_translator_keeps_their_own_language_alone():
    german = translation(draft(), language="de", title="Ein Titel")

    assert keep(at_desk("tariq"), german, title="Geändert").status_code == 403


def test_a_text_that_was_submitted_meanwhile_is_not_kept_and_the_reason_is_told():
    edition = draft()
    submitted(edition)

    answer = keep(at_desk("wanda"), edition, title="Too late")

    assert answer.status_code == 409
    assert "draft" in answer.json()["reasons"][0]


def test_typing_of_one_user_is_not_kept_under_anothers_name():
    edition = draft()

    answer = keep(at_desk("max"), edition, title="Wanda’s", who=str(member("wanda").pk))

    assert answer.status_code == 409
    assert not WorkingCopy.objects.exists()


def test_neither_scripts_nor_control_characters_nor_nonsense_are_kept():
    edition = draft()
    client = at_desk("wanda")

    keep(client, edition, title="a\x00b", body="<p onclick=x>Hi<script>alert(1)</script></p>")
    assert WorkingCopy.objects.get().text["title"] == "ab"
    assert "script" not in WorkingCopy.objects.get().text["body"]
    assert keep(client, edition, revision="99999999999999999999", title="Again").status_code == 200
    assert keep(client, edition, body="<p>x" * 400_000).status_code == 422


def test_keeping_needs_a_post_with_its_token():
    edition = draft()
    url = reverse("admin:articles_edition_working_copy", args=[edition.pk])
    client = Client(enforce_csrf_checks=True)
    client.force_login(member("wanda"))

    assert client.get(url).status_code == 405
    assert client.post(url, {"title": "Forged"}).status_code == 403


def test_submitting_what_is_incomplete_saves_it_and_leads_to_the_fields():
    edition = draft("A title")

    answer = save(at_desk("wanda"), edition, then="submit", title="", standfirst="Kept")

    page = sentences(answer)
    assert answer.status_code == 422
    assert '<a href="#id_title">' in page
    edition.refresh_from_db()
    assert (edition.state, edition.standfirst) == ("draft", "Kept")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
class TestInABrowser:
    def test_typing_is_saved_within_seconds_and_said_so(self, page, live_server):
        edition = draft("As saved")
        open_text(page, live_server, "wanda", edition)

        body_box(page).click()
        page.keyboard.press("ControlOrMeta+End")
        page.keyboard.type(" And more.")

        expect(page.get_by_text("only you see this")).to_be_visible(timeout=8000)
        assert WorkingCopy.objects.get().text["body"].endswith("And more.</p>")
        page.reload()
        expect(body_box(page)).to_contain_text("And more.")
        assert page.get_by_text("This browser kept").count() == 0
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Saved at the desk.")).to_be_visible()
        page.wait_for_timeout(500)
        assert not WorkingCopy.objects.exists()
        assert "newsroom-text" not in page.evaluate("JSON.stringify(localStorage)")

    def test_closing_the_tab_loses_nothing(self, page, live_server):
        edition = draft("As saved")
        open_text(page, live_server, "wanda", edition)
        page.get_by_label("Title").fill("Typed and closed")
        page.goto("about:blank")
        page.wait_for_timeout(500)

        assert WorkingCopy.objects.get().text["title"] == "Typed and closed"

    def test_without_a_connection_it_is_kept_here_and_sent_when_there_is_one(self, page, live_server):
        edition = draft("As saved")
        open_text(page, live_server, "wanda", edition)
        page.context.set_offline(True)
        page.get_by_label("Title").fill("Typed offline")
        expect(page.get_by_text("No connection.")).to_be_visible(timeout=8000)
        assert "Typed offline" in page.evaluate("JSON.stringify(localStorage)")

        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("nothing is lost")).to_be_visible()
        page.context.set_offline(False)

        expect(page.get_by_text("only you see this")).to_be_visible(timeout=8000)
        assert WorkingCopy.objects.get().text["title"] == "Typed offline"

    def test_after_a_crash_it_is_offered_again(self, page, live_server):
        edition = draft("As saved")
        open_text(page, live_server, "wanda", edition)
        page.context.set_offline(True)
        page.get_by_label("Title").fill("Typed before the crash")
        page.wait_for_timeout(200)
        # A tab that dies sends nothing on its way out.
        page.evaluate(
            "navigator.sendBeacon = () => false; document.getElementById('edition_form').autosave.isLeaving = true"
        )
        page.context.set_offline(False)
        page.reload()
        page.wait_for_selector(".richtext-toolbar")
        assert page.get_by_label("Title").input_value() == "As saved"

        page.get_by_role("button", name="Put it into the form").click()

        assert page.get_by_label("Title").input_value() == "Typed before the crash"
        expect(page.get_by_text("only you see this")).to_be_visible(timeout=8000)

    def test_an_ended_session_loses_nothing_and_goes_on_after_signing_in_elsewhere(self, page, live_server):
        edition = draft("As saved")
        open_text(page, live_server, "wanda", edition)
        sign_out(page.context)
        page.get_by_label("Title").fill("Typed too long")
        expect(page.get_by_text("Your session has ended.")).to_be_visible(timeout=8000)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("nothing is lost")).to_be_visible()

        sign_in(page.context, live_server, "wanda")
        page.context.clear_cookies(name="csrftoken")
        other = page.context.new_page()
        other.goto(live_server.url + text_url(edition))
        other.close()

        expect(page.get_by_text("only you see this")).to_be_visible(timeout=12_000)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Saved at the desk.")).to_be_visible()
        assert Edition.objects.get(pk=edition.pk).title == "Typed too long"
