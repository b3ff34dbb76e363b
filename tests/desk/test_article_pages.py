"""The list of articles, the first page of one, and what its languages share."""

import re
from datetime import date

import pytest
from django.urls import reverse

from articles import drafting
from articles.models import Article, Edition, Event, Topic
from articles.workflow import perform
from tests.desk.at_workbench import FRENCH, english, french
from tests.desk.screens import at_desk, open_url, queries_of, sentences
from tests.desk_cast import approved, draft, member, public, submitted, translation, withdrawn
from tests.factories import make_person

pytestmark = pytest.mark.django_db

LIST = reverse("admin:articles_article_changelist")


def listed(query: str = "", who: str = "otto") -> str:
    return sentences(at_desk(who).get(f"{LIST}?{query}"))


def badges(html: str) -> list[str]:
    """The text of each badge, in the order of the page."""
    marks = re.findall(r'<(?:a|span) class="badge[^>]*>(.*?)</(?:a|span)>\s*</li>', html, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", mark).split()) for mark in marks]


def test_each_language_has_a_badge_in_words_and_what_is_missing_too():
    source = draft(required=["en", "fr", "ar"])
    translation(source)

    assert badges(listed()) == ["English: en draft", "French: fr draft", "Arabic: ar missing"]


def test_a_stale_translation_is_marked():
    source = draft()
    translation(source)
    perform(source, "save", member("wanda"), body="<p>New.</p>")

    assert "French: fr draft, stale" in badges(listed())


def test_a_public_text_and_the_next_edition_of_it_both_show():
    first = public()
    drafting_client = at_desk("wanda")
    drafting_client.post(reverse("admin:articles_edition_correct", args=[first.pk]), {"change": "minor"})

    assert badges(listed()) == ["English: en public", "English: en draft"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("lacks=fr", {"Alpha", "Gamma"}),
        ("language=fr", {"Beta"}),
        ("standing=submitted", {"Gamma"}),
        ("standing=draft", {"Alpha", "Beta"}),
        ("standing=draft&language=fr", {"Beta"}),
        ("standing=approved", {"Beta"}),
        ("standing=approved&language=fr", set()),
        ("kind__exact=press_release", {"Alpha", "Beta", "Gamma"}),
        ("kind__exact=speech", set()),
        ("q=alph", {"Alpha"}),
        ("q=béta+francais", {"Beta"}),
        ("q=nothing", set()),
    ],
)
def test_the_list_is_filtered_and_searched(query, found):
    draft("Alpha")
    translation(approved(draft("Beta")), title="Bêta en français")
    submitted(draft("Gamma"))

    html = listed(query)

    assert {name for name in ("Alpha", "Beta", "Gamma") if f">{name}</a>" in html} == found


def test_a_topic_and_a_year_filter_the_list():
    for title, year in (("Alpha", 2024), ("Beta", 2025)):
        article = draft(title).article
        article.dated_on = date(year, 5, 1)
        article.save()
        article.topics.add(Topic.objects.create(slug=title.lower()))

    assert "Beta" not in listed("topic=alpha")
    assert "Alpha" not in listed("year=2025")


@pytest.mark.parametrize("name", ["article", "event", "release", "withdrawal"])
def test_the_number_of_rows_does_not_change_the_number_of_queries(name):
    url = reverse(f"admin:articles_{name}_changelist")
    client = at_desk("max")
    withdrawn(draft("One"))
    few = queries_of(client, url)

    for number in range(3):
        translation(approved(draft(f"More {number}")))
        withdrawn(draft(f"Gone {number}"))

    assert queries_of(client, url) == few <= 12


def test_starting_a_release_makes_the_article_and_its_first_text():
    url = reverse("admin:articles_article_add")
    data = {"kind": "speech", "source_language": "fr", "required_languages": ["fr"], "title": "Discours"}

    at_desk("wanda").post(url, {**data, "dated_on": "2026-05-01"})

    edition = Edition.objects.get()
    assert (edition.language, edition.title, edition.standing()) == ("fr", "Discours", "draft")
    assert (edition.article.kind, edition.article.dated_on) == ("speech", date(2026, 5, 1))
    assert edition.article.created_by == member("wanda")


def test_starting_in_an_unknown_language_keeps_what_was_typed():
    data = {"kind": "news", "source_language": "xx", "title": "Typed"}

    answer = at_desk("wanda").post(reverse("admin:articles_article_add"), data)

    assert answer.status_code == 422
    assert 'value="Typed"' in sentences(answer)


def test_the_article_offers_each_language_and_says_why_not():
    article = draft().article
    url = reverse("admin:articles_article_change", args=[article.pk])

    tariq = sentences(at_desk("tariq").get(url))
    assert "Translate into French" in tariq
    assert "You have no right to write in Arabic." in tariq


def test_opening_a_language_twice_is_refused_in_words():
    article = draft().article
    client = at_desk("tariq")
    client.post(open_url(article, "fr"))

    answer = client.post(open_url(article, "fr"), follow=True)

    assert "An edition in French is already open." in sentences(answer)
    assert article.editions.in_language("fr").count() == 1


def describe(client, article: Article, **data):
    url = reverse("admin:articles_article_change", args=[article.pk])
    return client.post(url, {"kind": "news", "required_languages": ["en"], "_continue": "1", **data})


def test_what_the_languages_share_is_saved_and_recorded():
    article = draft().article
    person = make_person()

    describe(at_desk("wanda"), article, people=[person.pk])

    assert list(article.people.all()) == [person]
    event = Event.objects.get(action="describe")
    assert event.user == member("wanda")
    assert "Kind" in event.reason or "kind" in event.reason


def test_after_the_release_what_the_languages_share_is_for_publishers():
    article = public().article
    page = reverse("admin:articles_article_change", args=[article.pk])
    assert "Only publishers change its topics" in sentences(at_desk("wanda").get(page))

    assert describe(at_desk("wanda"), article).status_code == 403
    describe(at_desk("pia"), article)

    article.refresh_from_db()
    assert article.kind == "news"


def test_choices_are_found_by_title_and_name():
    public(draft("Ministers meet"))
    query = {"term": "minist", "app_label": "articles", "model_name": "withdrawal", "field_name": "moved_to"}

    answer = at_desk("pia").get(reverse("admin:autocomplete"), query)

    assert [row["text"] for row in answer.json()["results"]] == ["Ministers meet"]


def test_nothing_is_deleted_from_the_list():
    article = draft().article

    at_desk("max").post(LIST, {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"})

    assert Article.objects.filter(pk=article.pk).exists()
    assert "delete_selected" not in listed(who="max")


def test_only_the_newest_title_names_the_article():
    edition = drafting.start_article(member("wanda"), source_language="en", title="Old title")
    perform(edition, "save", member("wanda"), title="New title")

    html = listed()
    assert "New title" in html
    assert "Old title" not in html


def test_a_release_in_the_last_moment_leaves_a_writers_description_out(monkeypatch):
    """The right is asked for again under the lock: the page's own question may be a moment old."""
    monkeypatch.setattr("articles.desk.article_admin.ArticleAdmin.has_change_permission", lambda *_arguments: True)
    article = public().article
    before = article.description()

    answer = describe(at_desk("wanda"), article)

    article.refresh_from_db()
    assert answer.status_code == 302
    assert article.description() == before
    assert not Event.objects.filter(action="describe").exists()


def test_the_article_says_how_far_each_translation_has_come():
    source = english()
    french(source, FRENCH[0])
    page = reverse("admin:articles_article_change", args=[source.article_id])
    client = at_desk("max")
    assert "2 of 4 paragraphs" in sentences(client.get(page))
    one = queries_of(client, page)
    for language in ("ar", "de", "es"):
        translation(source, language=language)
    assert sentences(client.get(page)).count(" paragraphs</small>") == 4
    assert queries_of(client, page) <= one + 3
