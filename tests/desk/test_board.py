"""The board: every article with where it stands in each language, found, sorted, paged and carried off by address."""

import csv
import io

import pytest
from django.urls import reverse

from articles.desk import board
from articles.models import Article, Edition, Standing, Topic
from people.models import Organisation
from tests import desk_cast as cast
from tests.desk.at_workbench import FIRST, FRENCH, THIRD, body, change, english, french
from tests.desk.screens import at_desk, queries_of

pytestmark = pytest.mark.django_db


def titles(query: str = "", name: str = "otto") -> list[str]:
    """The titles that the board shows, in its order."""
    response = at_desk(name).get(f"{reverse('admin:board')}?{query}")
    assert response.status_code == 200
    return [row.title for row in response.context["rows"]]


def sheet(query: str = "", **fields: str) -> list[list[str]]:
    response = at_desk("otto", **fields).get(f"{reverse('admin:board_csv')}?{query}")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_each_article_shows_where_it_stands_in_each_language():
    english = cast.public(cast.draft("Ministers meet", required=["en", "fr", "ar"]))
    cast.submitted(cast.translation(english))
    (row,) = at_desk("otto").get(reverse("admin:board")).context["rows"]
    assert [(cell.language, cell.words()) for cell in row.cells] == [
        ("en", "public"),
        ("fr", "submitted"),
        ("ar", "missing"),
    ]


def test_a_language_that_the_newsroom_does_not_work_in_is_shown_too():
    english = cast.draft(required=["en", "uk"])
    cast.translation(english, language="de")
    (row,) = at_desk("otto").get(reverse("admin:board")).context["rows"]
    assert {(cell.language, cell.words()) for cell in row.others} == {("uk", "missing"), ("de", "draft")}


def test_what_lacks_french_is_two_steps_away():
    cast.draft("Without")
    cast.translation(cast.draft("With"))
    client = at_desk("max")
    start = client.get(reverse("admin:index")).text
    assert f'href="{reverse("admin:board")}"' in start
    page = client.get(reverse("admin:board"))
    assert ("Lacks French", "?lacks=fr", False) in page.context["form"].quick_views()
    assert titles("lacks=fr") == ["Without"]


@pytest.mark.parametrize("standing", Standing.values)
def test_the_word_for_a_standing_holds_what_the_edition_says(standing):
    for make in cast.STANDINGS.values():
        make()
    said = {edition for edition in Edition.objects.all() if edition.standing() == standing}
    assert said
    assert set(Edition.objects.standing_so(standing)) == said


def test_every_filter_and_several_at_once():
    english = cast.public(cast.draft("Réunion des ministres", kind="statement"))
    cast.translation(english, title="Une traduction")
    cast.draft("Something else")
    article = english.article
    organisation = Organisation.objects.create_named({"en": "Harbour Council", "fr": "Conseil du port"}, slug="harbour")
    article.organisations.add(organisation)
    topic = Topic.objects.create(slug="ports")
    article.topics.add(topic)
    for query in (
        "text=reunion+MINISTRES",
        "text=traduction",
        "standing=public",
        "standing=draft&language=fr",
        "language=fr",
        "kind=statement",
        "organisation=harbour",
        "organisation=conseil",
        "topic=ports",
        "text=ministres&standing=public&kind=statement&topic=ports&lacks=ar",
    ):
        assert titles(query) == ["Réunion des ministres"], query
    for query in ("text=reunion+else", "standing=public&language=fr", "lacks=fr&topic=ports", "standing=withdrawn"):
        assert "Réunion des ministres" not in titles(query), query


def test_stale_and_missing_are_views_of_their_own():
    english = cast.public(cast.draft("Moved on"))
    cast.public(cast.translation(english))
    cast.correction(english)
    cast.draft("Missing", required=["en", "ar"])
    cast.draft("In order")
    assert titles("needs=stale") == ["Moved on"]
    assert titles("needs=missing") == ["Missing"]
    page = at_desk("otto").get(reverse("admin:board")).text
    assert "<em>stale</em>" in page
    assert ">missing</span>" in page


def test_how_far_a_translation_has_come_is_said_where_there_is_work_to_do():
    source = english()
    french(source, FRENCH[0])
    cast.submitted(cast.translation(cast.draft("Done"), title="Fait"))
    page = at_desk("otto").get(reverse("admin:board")).text
    assert page.count(" paragraphs</small>") == 1
    assert "2 of 4 paragraphs" in page


def test_a_stale_text_shows_how_many_of_its_paragraphs_still_hold():
    source = english()
    edition = cast.public(french(cast.public(source)))
    change(cast.correction(source), body=body(FIRST, "Another one altogether stands here now.", THIRD))
    badge = at_desk("otto").get(reverse("admin:board")).context["rows"][0].cells[1].badges[0]
    assert badge.edition == edition
    assert badge.is_stale
    assert (badge.edition.far.paragraphs_done, badge.edition.far.paragraphs) == (3, 4)


def test_editors_order_translations_of_what_they_tick():
    article = cast.draft("To translate").article
    page = at_desk("max").get(reverse("admin:board")).text
    assert f'formaction="{reverse("admin:articles_article_order")}"' in page
    assert f'name="article" value="{article.pk}" form="ticked"' in page
    assert 'name="article"' not in at_desk("otto").get(reverse("admin:board")).text


def test_what_the_address_says_wrongly_is_left_out():
    cast.draft("One")
    for query in (
        "standing=nonsense",
        "lacks=xx",
        "sort=random",
        "after=abc",
        "after=999999",
        "kind=%27",
        "topic=none",
    ):
        assert titles(query) == ["One"], query


def test_sorted_by_age_and_by_date():
    for title, day in (("First", 3), ("Second", 1), ("Third", None), ("Fourth", 2)):
        article = cast.draft(title).article
        Article.objects.filter(pk=article.pk).update(dated_on=day and f"2026-01-0{day}")
    assert titles() == ["Fourth", "Third", "Second", "First"]
    assert titles("sort=oldest") == ["First", "Second", "Third", "Fourth"]
    assert titles("sort=date") == ["Third", "First", "Fourth", "Second"]


@pytest.mark.parametrize("sort", ["newest", "oldest", "date"])
def test_pages_follow_each_other_both_ways(sort, monkeypatch):
    monkeypatch.setattr(board, "PER_PAGE", 2)
    for number in range(7):
        article = cast.draft(str(number)).article
        Article.objects.filter(pk=article.pk).update(dated_on=f"2026-01-0{number % 2 + 1}" if number < 5 else None)
    client = at_desk("otto")
    everything = [article.title_at_desk() for article in board.in_order(Article.objects.all(), sort)]

    pages, query = [], f"sort={sort}"
    while True:
        context = client.get(f"{reverse('admin:board')}?{query}").context
        pages.append([row.title for row in context["rows"]])
        if context["shown"].after is None:
            break
        query = f"sort={sort}&after={context['shown'].after}"
    assert [title for page in pages for title in page] == everything
    assert [len(page) for page in pages] == [2, 2, 2, 1]

    back = []
    while context["shown"].before is not None:
        context = client.get(f"{reverse('admin:board')}?sort={sort}&before={context['shown'].before}").context
        back.append([row.title for row in context["rows"]])
    assert back == pages[-2::-1]


def test_counts_stop_where_counting_costs(monkeypatch):
    monkeypatch.setattr(board, "COUNTED", 2)
    for _number in range(2):
        cast.draft()
    assert "2 articles" in at_desk("otto").get(reverse("admin:board")).text
    for _number in range(3):
        cast.draft()
    response = at_desk("otto").get(reverse("admin:board"))
    assert "2+ articles" in response.text
    assert response.context["count"] == 3


def test_queries_do_not_depend_on_the_number_of_articles():
    def some() -> None:
        english = cast.replaced()
        cast.translation(cast.draft(required=["en", "fr", "ar"]))
        english.article.topics.add(Topic.objects.get_or_create(slug="ports")[0])

    some()
    client = at_desk("max")
    for url in (reverse("admin:board"), reverse("admin:board") + "?text=title&language=en&topic=ports&sort=date"):
        before = queries_of(client, url)
        some()
        some()
        assert queries_of(client, url) == before <= 15


def test_the_spreadsheet_holds_every_page_of_what_is_shown(monkeypatch):
    monkeypatch.setattr(board, "PER_PAGE", 1)
    english = cast.public(cast.draft("One", required=["en", "fr", "ar"]))
    cast.translation(english)
    cast.draft("Two", kind="speech")
    lines = sheet()
    assert lines[0] == ["Number", "Kind", "Date", "Title", "English", "French", "Arabic", "Other languages"]
    assert [line[3:7] for line in lines[1:]] == [["Two", "draft", "", ""], ["One", "public", "draft", "missing"]]
    assert [line[3] for line in sheet("kind=speech")[1:]] == ["Two"]


def test_the_spreadsheet_speaks_the_users_language():
    cast.translation(cast.draft(kind="speech"), language="uk")
    lines = sheet(language="fr")
    assert lines[0][4:6] == ["anglais", "français"]
    assert lines[1][-1].startswith("ukrainien: ")


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "=cmd|' /C calc'!A0"])
def test_no_cell_is_a_formula(title):
    cast.draft(title)
    assert sheet()[1][3] == f"'{title}"


def test_only_members_of_the_desk_see_it():
    cast.draft("Secret title")
    for name in ("board", "board_csv"):
        response = at_desk("nobody").get(reverse(f"admin:{name}"))
        assert response.status_code in (302, 403)
        assert "Secret title" not in response.text


def test_titles_are_not_markup_and_texts_not_fetched():
    cast.draft("<b>x</b>", body="<p>Body of it.</p>")
    page = at_desk("otto").get(reverse("admin:board")).text
    assert "&lt;b&gt;x" in page
    assert "Body of it" not in page
