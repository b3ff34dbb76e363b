"""My desk shows what waits for the one who asks, and nothing that they may not act on or open."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import publication
from articles.desk.badges import with_badges
from articles.desk.my_desk import CAP, SHOWN, my_desk, waits_for
from articles.drafting import open_edition, refusals_to_open
from articles.models import Article, Edition, Standing
from articles.translation.saving import write_units
from articles.workflow import may_write, perform, refusals
from staff.models import Role
from tests import desk_cast as cast
from tests.desk.screens import at_desk

pytestmark = pytest.mark.django_db

PEOPLE = ["wanda", "tariq", "ada", "pia", "max", "otto", "emma", "nobody"]


def queue(name: str, user: str):
    """One queue of one of the cast; None where they have no such queue."""
    return next((found for found in my_desk(cast.member(user)) if found.name == name), None)


def titles(name: str, user: str) -> list[str]:
    return [edition.title for edition in queue(name, user).rows]


def everything() -> None:
    """A text in every standing in English and in French, by different hands, and one of each emergency."""
    for make in cast.STANDINGS.values():
        make()
        make(cast.translation(cast.public()))
    cast.submitted(cast.draft(title="By Max", body="<p>His.</p>"))
    perform(open_edition(cast.public().article, "fr", cast.member("max")), "save", cast.member("max"), title="De Max")
    perform(cast.correction(cast.public()), "submit", cast.member("max"))
    cast.released_in_emergency()
    cast.released_in_emergency(cast.translation(cast.public()))
    cast.released_in_emergency(cast.submitted())
    cast.released_in_emergency(cast.approved())
    cast.released_in_emergency(perform(cast.draft(), "save", cast.member("max"), title="Written by Max"))
    cleared = cast.released_in_emergency()
    perform(cleared, "clear", cast.member("max"))


@pytest.mark.parametrize(
    ("word", "action", "standing"),
    [
        ("awaiting_text_by", "save", None),
        ("awaiting_approval_by", "approve", None),
        ("awaiting_release_by", "release", None),
        ("awaiting_clearance_by", "clear", None),
    ],
)
def test_the_words_hold_exactly_what_the_workflow_allows(word, action, standing):
    everything()
    cast.member("alain", role=Role.APPROVER, language="fr")
    cast.member("theo", role=Role.TRANSLATOR, language="")
    for name in [*PEOPLE, "alain", "theo"]:
        user = cast.member(name)
        allowed = {edition for edition in Edition.objects.all() if not refusals(edition, action, user)}
        assert set(getattr(Edition.objects, word)(user)) == allowed, name
    assert getattr(Edition.objects, word)(cast.member("max")).exists()


def test_a_text_that_its_own_words_keep_from_approval_still_waits_for_the_approver():
    edition = cast.submitted(cast.draft(title="XX to be written"))
    assert refusals(edition, "approve", cast.member("ada"))
    assert not refusals(edition, "return", cast.member("ada"))
    assert titles("approve", "ada") == ["XX to be written"]


def test_nobody_is_asked_to_approve_their_own_text():
    edition = perform(cast.draft(), "save", cast.member("max"), title="Changed by Max")
    cast.submitted(edition)
    assert titles("approve", "max") == []
    assert titles("approve", "ada") == ["Changed by Max"]


def test_whoever_wrote_an_earlier_edition_may_be_asked_about_the_next():
    first = cast.public(perform(cast.draft(), "save", cast.member("max"), title="First by Max"))
    second = publication.correct(first, cast.member("wanda"), change="minor")
    perform(perform(second, "save", cast.member("wanda"), title="Second"), "submit", cast.member("wanda"))
    assert titles("approve", "max") == ["Second"]


@pytest.mark.parametrize("language", ["fr", ""])
def test_what_lacks_a_required_language_waits_for_its_translators(language):
    lacking = cast.draft(required=["en", "fr", "ar"]).article
    begun = cast.draft(required=["en", "fr"])
    cast.translation(begun)
    given_up = cast.draft(required=["en", "fr"])
    cast.discarded(cast.translation(given_up))
    cast.discarded(cast.draft(required=["en", "fr"]))
    cast.withdrawn(cast.draft(required=["en", "fr"]))
    not_asked_for = cast.draft(required=["en"])
    user = cast.member("theo", role=Role.TRANSLATOR, language=language)

    waiting = set(Article.objects.awaiting_translation_by(user))
    assert waiting == {lacking, given_up.article}
    assert not_asked_for.article not in waiting
    rows = {row.article: row.languages for row in queue("lacking", "theo").rows}
    for article in Article.objects.all():
        open_to_user = [
            code
            for code in article.required_languages
            if not refusals_to_open(article, code, user) and not article.editions.in_language(code).kept().exists()
        ]
        assert rows.get(article, open_to_user if article not in waiting else None) == open_to_user, article
    assert rows[lacking] == (["fr"] if language else ["fr", "ar"])


def test_a_public_translation_waits_once_its_source_has_moved_on():
    english = cast.public()
    cast.public(cast.translation(english, title="À suivre"))
    assert titles("stale", "tariq") == []
    cast.correction(english)
    assert titles("stale", "tariq") == ["À suivre"]
    french = Edition.objects.get(title="À suivre")
    assert may_write(cast.member("tariq"), french)
    assert not refusals(french, "correct", cast.member("tariq"))


def test_a_translation_that_is_being_brought_up_to_date_waits_no_more():
    english = cast.public()
    french = cast.public(cast.translation(english))
    cast.correction(english)
    publication.correct(french, cast.member("tariq"), change="correction")
    assert titles("stale", "tariq") == []
    assert [edition.number for edition in queue("translate", "tariq").rows] == [2]


def test_returned_texts_come_first_with_their_reason():
    returned = perform(cast.submitted(cast.draft("Returned")), "return", cast.member("ada"), reason="On Tuesday.")
    cast.draft("Newer")
    assert titles("write", "wanda") == ["Returned", "Newer"]
    page = at_desk("wanda").get(reverse("admin:index")).text
    assert "Returned by ada:" in page
    assert "On Tuesday." in page
    perform(returned, "submit", cast.member("wanda"))
    perform(perform(returned, "approve", cast.member("ada")), "reopen", cast.member("ada"))
    assert "Returned by" not in at_desk("wanda").get(reverse("admin:index")).text


def test_another_writers_draft_is_not_mine():
    cast.draft("Wanda's")
    cast.member("walter", role=Role.WRITER)
    assert titles("write", "walter") == []


@pytest.mark.parametrize("make_french", ["none", "draft", "approved", "stale", "public"])
def test_what_a_release_would_lack_is_what_publication_says(make_french):
    english = cast.draft(required=["en", "fr"])
    if make_french != "none":
        french = cast.translation(english)
        if make_french in ("approved", "stale"):
            cast.approved(french)
        if make_french == "public":
            cast.public(french)
    if make_french == "stale":
        english = perform(english, "save", cast.member("wanda"), body="<p>Other words.</p>")
    cast.approved(english)
    approved = Edition.objects.open().filter(state="approved").select_related("article")
    article = with_badges(Article.objects.all()).get()
    assert bool(waits_for(article)) == bool(publication.missing_for_release(approved))
    assert [row.missing for row in queue("release", "pia").rows] == [waits_for(article)]


def test_scheduled_releases_are_counted_down_to_and_past_ones_listed():
    cast.scheduled(cast.draft("Tomorrow"), at=timezone.now() + timedelta(days=1))
    cast.public(cast.draft("Today"))
    page = at_desk("otto").get(reverse("admin:index")).text
    assert 'data-countdown="' in page
    assert page.index("Scheduled next") < page.index("Tomorrow") < page.index("Recently released") < page.index("Today")


@pytest.mark.parametrize("name", PEOPLE[:-1])
def test_everything_shown_can_be_opened(name):
    everything()
    cast.draft(required=["en", "fr", "ar"])
    client = at_desk(name)
    page = client.get(reverse("admin:index")).text
    links = set(re.findall(r'href="(/desk/[^"#]*)"', page)) - {reverse("admin:logout")}
    assert len(links) > 8
    for link in links:
        assert client.get(link).status_code in (200, 302), link


def test_an_auditor_is_asked_for_nothing():
    everything()
    assert {found.name for found in my_desk(cast.member("otto"))} == {"scheduled", "released"}
    assert reverse("admin:articles_article_add") not in at_desk("otto").get(reverse("admin:index")).text


def test_the_text_itself_is_not_fetched_and_titles_are_not_markup():
    cast.submitted(cast.draft("<script>alert(1)</script>", body="<p>Secret body.</p>"))
    page = at_desk("ada").get(reverse("admin:index")).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "Secret body" not in page


def test_a_translation_to_finish_says_how_far_it_has_come_and_has_its_sources_title_until_it_has_its_own():
    source = cast.draft("On the lake", body='<p data-block="aaaaaaaa">One.</p><p data-block="bbbbbbbb">Two.</p>')
    edition = open_edition(source.article, "fr", cast.member("tariq"), translates=source)
    write_units(edition, cast.member("tariq"), revision=edition.revision, texts={"body:aaaaaaaa": "<p>Un.</p>"})

    (row,) = queue("translate", "tariq").rows

    assert (row.far.paragraphs_done, row.far.paragraphs) == (1, 3)
    page = at_desk("tariq").get(reverse("admin:index")).text
    assert "1 of 3 paragraphs" in page
    assert 'lang="en" dir="ltr">On the lake</a>' in page
    perform(source, "save", cast.member("wanda"), body=source.body.replace("One", "Won"))
    assert queue("translate", "tariq").rows[0].far.paragraphs_done == 0


def test_queries_do_not_depend_on_the_number_of_rows():
    def queries() -> int:
        client = at_desk("max")
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("admin:index"))
        return len(captured)

    def more() -> None:
        everything()
        cast.correction(cast.public(cast.draft(required=["en", "fr"])))
        perform(cast.draft(), "save", cast.member("max"), title="Mine")
        english = cast.public()
        cast.public(cast.translation(english))
        cast.correction(english)
        cast.scheduled()

    more()
    before = queries()
    more()
    more()
    assert queries() == before
    assert before <= 33


def test_counts_stop_at_a_hundred(monkeypatch):
    monkeypatch.setattr("articles.desk.my_desk.CAP", 2)
    monkeypatch.setattr("articles.desk.my_desk.SHOWN", 1)
    for _number in range(4):
        cast.submitted()
    found = queue("approve", "ada")
    assert (found.size, len(found.rows), CAP, SHOWN) == ("2+", 1, 100, 8)
    assert "The first 1 of 2+." in at_desk("ada").get(reverse("admin:index")).text
    assert found.rows[0].standing() == Standing.SUBMITTED
