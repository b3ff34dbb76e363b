"""Two people save one text: nothing is overwritten, and both versions become one, paragraph by paragraph."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Edition, WorkingCopy
from articles.richtext import plain_text
from articles.workflow import perform
from tests.desk.in_browser import body_box, open_text
from tests.desk.screens import at_desk, save, sentences, text_url
from tests.desk_cast import draft, member, submitted

pytestmark = pytest.mark.django_db

OPENED = "<p>First words.</p><p>Second words.</p><p>Third words.</p>"


@pytest.fixture
def edition():
    return draft("As opened", body=OPENED)


def saved_by_max(edition: Edition, **text: str) -> None:
    perform(edition, "save", member("max"), revision=edition.revision, **text)


def hidden(page: str, name: str) -> str:
    return re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)[1]


def put_together(client, edition, conflict: str, *, then: str = "merge-and-save", mine: dict[str, str], **choices: str):
    """Send the form of the conflict page."""
    names = ["revision", "base_revision"]
    text = {"standfirst": "", "notes_to_editors": "", "slug": "", "title": edition.title, **mine}
    return client.post(
        text_url(edition), {**{name: hidden(conflict, name) for name in names}, **text, **choices, "then": then}
    )


def test_what_only_one_of_them_changed_is_proposed_and_the_merge_keeps_both(edition):
    saved_by_max(edition, body=edition.body.replace("First", "Premier"))
    mine = {"body": edition.body.replace("Third", "Tertiary")}
    client = at_desk("wanda")

    conflict = sentences(save(client, edition, **mine))
    put_together(client, edition, conflict, mine=mine)

    edition.refresh_from_db()
    assert plain_text(edition.body) == "Premier words.\n\nSecond words.\n\nTertiary words."
    assert "you both changed it" not in conflict


def test_what_both_changed_is_pointed_out_and_chosen_by_hand(edition):
    saved_by_max(edition, title="Title of Max", body=edition.body.replace("Second", "Secondary"))
    mine = {"title": "Title of Wanda", "body": edition.body.replace("Second", "Next")}
    client = at_desk("wanda")

    conflict = sentences(save(client, edition, **mine))
    assert conflict.count("you both changed it") == 2
    put_together(client, edition, conflict, mine=mine, **{"choice-title": "theirs", "choice-body-2": "both"})

    edition.refresh_from_db()
    assert edition.title == "Title of Max"
    assert plain_text(edition.body).split("\n\n") == ["First words.", "Secondary words.", "Next words.", "Third words."]


def test_a_paragraph_that_one_added_and_one_that_the_other_removed(edition):
    saved_by_max(edition, body=edition.body + "<p>Added by Max.</p>")
    mine = {"body": re.sub(r"<p[^>]*>Second words.</p>", "", edition.body)}
    client = at_desk("wanda")

    put_together(client, edition, sentences(save(client, edition, **mine)), mine=mine)

    edition.refresh_from_db()
    assert plain_text(edition.body) == "First words.\n\nThird words.\n\nAdded by Max."


def test_merged_text_is_looked_at_before_it_is_saved(edition):
    saved_by_max(edition, title="Title of Max")
    client = at_desk("wanda")
    mine = {"title": "Title of Wanda", "body": edition.body}

    page = sentences(put_together(client, edition, sentences(save(client, edition, **mine)), then="merge", mine=mine))

    assert 'value="Title of Wanda"' in page
    assert "Read it once more" in page
    edition.refresh_from_db()
    assert edition.title == "Title of Max"
    assert f'name="revision" value="{edition.revision}"' in page


def test_a_third_save_meanwhile_shows_the_conflict_again(edition):
    saved_by_max(edition, title="Title of Max")
    client = at_desk("wanda")
    mine = {"title": "Title of Wanda", "body": edition.body}
    conflict = sentences(save(client, edition, **mine))
    edition.refresh_from_db()
    saved_by_max(edition, title="Title of Max again")

    answer = put_together(client, edition, conflict, mine=mine)

    assert answer.status_code == 409
    assert "again" in sentences(answer)
    edition.refresh_from_db()
    assert edition.title == "Title of Max again"


def test_the_refused_text_is_kept_for_its_writer_until_saved(edition):
    saved_by_max(edition, title="Title of Max")

    save(at_desk("wanda"), edition, title="Title of Wanda")

    copy = WorkingCopy.objects.get()
    assert (copy.user, copy.text["title"], copy.is_behind) == (member("wanda"), "Title of Wanda", True)


def test_whoever_may_not_write_sees_no_conflict(edition):
    saved_by_max(edition, title="Title of Max")

    assert "merge_form" not in sentences(save(at_desk("otto"), edition, title="Title of Otto"))
    answer = save(at_desk("otto"), edition, title="Title of Otto", then="merge")
    assert answer.status_code == 409
    assert "merge_form" not in sentences(answer)


def test_a_merge_into_a_text_that_was_submitted_meanwhile_is_refused_with_the_text(edition):
    saved_by_max(edition, title="Title of Max")
    client = at_desk("wanda")
    mine = {"title": "Title of Wanda", "body": edition.body}
    conflict = sentences(save(client, edition, **mine))
    submitted(edition)

    answer = put_together(client, edition, conflict, mine=mine)

    assert answer.status_code == 409
    assert "Title of Wanda" in sentences(answer)


def test_what_was_typed_is_shown_as_text(edition):
    saved_by_max(edition, title="<script>alert(1)</script>")

    page = sentences(save(at_desk("wanda"), edition, title="<img src=x onerror=alert(2)>"))

    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_conflict_is_merged_in_the_browser_with_and_without_scripts(new_page, live_server):
    for scripts in (True, False):
        edition = draft("As opened", body=OPENED)
        page = new_page(java_script_enabled=scripts)
        if scripts:
            open_text(page, live_server, "wanda", edition)
        else:
            from tests.desk.in_browser import sign_in

            sign_in(page.context, live_server, "wanda")
            page.goto(live_server.url + text_url(edition))
        saved_by_max(edition, title="Title of Max", body=edition.body.replace("First", "Premier"))
        page.get_by_label("Title").fill("Title of Wanda")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Nothing was overwritten.")).to_be_visible()

        page.get_by_role("group", name="Paragraph 1").first.get_by_label("Take what is saved").check()
        page.get_by_role("button", name="Put together, and look at it").click()
        expect(page.get_by_label("Title")).to_have_value("Title of Max")
        if scripts:
            expect(body_box(page)).to_contain_text("Premier words.")
        page.get_by_role("button", name="Save", exact=True).click()

        expect(page.get_by_text("Saved at the desk.")).to_be_visible()
        edition.refresh_from_db()
        assert plain_text(edition.body).startswith("Premier words.")
