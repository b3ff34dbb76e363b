"""Compare shows what changed between any two points of a text, in words where the marking does not say it."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from articles import publication
from articles.drafting import describe, note_media
from articles.media.attaching import attach
from articles.media.keeping import add_image
from articles.models import Article, Attachment, Edition, Event, Topic
from articles.workflow import perform
from people.models import Organisation, Person
from tests import desk_cast as cast
from tests.desk.screens import at_desk, queries_of
from tests.media.pictures import upload

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def url(article: Article, language: str = "en", query: str = "") -> str:
    return reverse("admin:articles_article_compare", args=[article.pk, language]) + f"?{query}"


def compare(article: Article, language: str = "en", query: str = "", name: str = "otto"):
    response = at_desk(name).get(url(article, language, query))
    assert response.status_code == 200
    return response


def save(edition: Edition, **text: str) -> Edition:
    return perform(edition, "save", cast.member("wanda"), **text)


def plain(response) -> str:
    """The page as it reads: markup and runs of white space gone."""
    return " ".join(re.sub(r"<[^>]+>", "", response.text).split())


def notes(response) -> list[str]:
    """All the notes of the page."""
    return [
        note
        for part in response.context["parts"]
        for _is_changed, run in part.runs
        for shown in run
        for note in shown.notes
    ]


def event(action: str, **filters: object) -> Event:
    return Event.objects.filter(action=action, **filters).latest("pk")


def test_unless_told_it_shows_what_changed_since_the_public_last_read_it():
    first = cast.public(cast.draft(body="<p>They met on Monday.</p>"))
    second = publication.correct(first, cast.member("wanda"), change="correction", public_note="The day.")
    save(second, body="<p>They met on Tuesday.</p>")
    response = compare(first.article)
    assert (response.context["before"].edition, response.context["after"].edition) == (first, second)
    assert "<del>Monday</del><ins>Tuesday</ins>" in response.text


def test_an_edition_that_came_to_nothing_is_passed_over():
    first = cast.public()
    cast.discarded(cast.correction(first))
    third = cast.correction(first)
    context = compare(first.article).context
    assert (context["before"].edition, context["after"].edition) == (first, third)
    assert [point.edition.number for point in context["points"].editions] == [3, 2, 1]


def test_a_discarded_text_can_still_be_compared():
    edition = cast.discarded()
    assert compare(edition.article).context["after"].edition == edition


def test_any_two_steps_can_be_chosen():
    edition = cast.draft(body="<p>They met in One.</p>")
    save(edition, body="<p>They met in Two.</p>")
    save(edition, body="<p>They met in Three.</p>")
    keys = [point.key for point in compare(edition.article).context["points"].steps]
    assert len(keys) == 3
    response = compare(edition.article, query=f"before={keys[2]}&after={keys[1]}")
    assert "<del>One</del><ins>Two</ins>" in response.text
    assert "Three" not in plain(response)
    response = compare(edition.article, query=f"before={keys[0]}&after={keys[2]}")
    assert "<del>Three</del><ins>One</ins>" in response.text


def test_a_step_is_compared_with_the_step_before():
    edition = cast.draft(body="<p>They met in One.</p>")
    save(edition, body="<p>They met in Two.</p>")
    step = event("save")
    save(edition, body="<p>They met in Three.</p>")
    history = at_desk("otto").get(reverse("admin:articles_article_history", args=[edition.article_id])).text
    assert url(edition.article, query=f"after=event-{step.pk}") in history
    assert "<del>One</del><ins>Two</ins>" in compare(edition.article, query=f"after=event-{step.pk}").text


def test_the_comparison_is_one_step_from_the_article_and_from_the_text():
    edition = cast.draft()
    for name, pk in (("articles_article_change", edition.article_id), ("articles_edition_change", edition.pk)):
        page = at_desk("otto").get(reverse(f"admin:{name}", args=[pk])).text
        assert url(edition.article).rstrip("?") in page


LINKED = '<p>Read <a href="https://a.example/">the plan</a> now.</p>'


@pytest.mark.parametrize(
    ("before", "after", "note"),
    [
        (LINKED, LINKED.replace("a.example", "b.example"), "Link of “the plan”: https://a.example/ → https://b.example/"),
        (LINKED, "<p>Read the plan now.</p>", "Link removed from “the plan”: https://a.example/"),
        ("<p>Read the plan now.</p>", LINKED, "Link added to “the plan”: https://a.example/"),
        ("<p>Read now.</p>", LINKED, "Link added to “the plan”: https://a.example/"),
        ("<p>On <strong>Wednesday</strong>.</p>", "<p>On Wednesday.</p>", "bold removed from “Wednesday”"),
        ("<p>On Wednesday.</p>", "<p>On <em>Wednesday</em>.</p>", "italics added to “Wednesday”"),
        ("<p>A long enough line.</p>", "<h2>A long enough line.</h2>", "Was a paragraph, is a heading."),
        ("<ul><li>One</li></ul>", "<ol><li>One</li></ol>", "Was a list, is a numbered list."),
        ("<p>Say yes.</p>", '<p>Say <span lang="fr">yes</span>.</p>', "“yes” is now marked as French."),
    ],
)  # fmt: skip
def test_what_the_words_do_not_show_is_said(before, after, note):
    edition = cast.draft(body=before)
    save(edition, body=after)
    response = compare(edition.article)
    assert notes(response) == [note]
    assert "Changed" in plain(response)


def test_mentions_are_named():
    ana, bo = (Person.objects.create_named({"en": name}, slug=name) for name in ("ana", "bo"))
    harbour = Organisation.objects.create_named({"en": "Harbour Council"}, slug="harbour")
    mention = '<p>The <span data-mention="person:{}">minister</span> spoke.</p>'
    edition = cast.draft(body=mention.format(ana.pk))
    save(edition, body=mention.format(bo.pk))
    assert notes(compare(edition.article)) == ["“minister” mentioned ana, and now mentions bo."]
    save(edition, body=mention.format(bo.pk).replace("person", "organisation").replace(str(bo.pk), str(harbour.pk)))
    step = event("save")
    (note,) = notes(compare(edition.article, query=f"after=event-{step.pk}"))
    assert note == "“minister” mentioned bo, and now mentions Harbour Council."


def test_a_paragraph_that_moved_is_said_to_have_moved():
    edition = cast.draft(body="<p>The first of all.</p><p>Second comes here.</p><p>A third one follows.</p>")
    blocks = re.findall(r"<p.*?</p>", edition.body)
    save(edition, body="".join([blocks[1], blocks[2], blocks[0]]))
    response = compare(edition.article)
    assert notes(response) == ["Moved from another place."]
    assert response.context["is_changed"]


def test_title_standfirst_note_and_address_are_compared_too():
    edition = cast.draft("Ministers meet", standfirst="In Brussels.", notes_to_editors="<p>Call us.</p>")
    save(edition, title="Ministers met", standfirst="In Ghent.", notes_to_editors="<p>Write to us.</p>", slug="met")
    response = compare(edition.article)
    assert {part.name for part in response.context["parts"] if part.is_changed} == {
        "title",
        "standfirst",
        "notes_to_editors",
        "slug",
    }
    assert "Ministers <del>meet</del><ins>met</ins>" in response.text


def test_topics_and_people_that_came_and_went_are_said():
    edition = cast.draft()
    ana, bo = (Person.objects.create_named({"en": name}, slug=name) for name in ("ana", "bo"))
    ports = Topic.objects.create(slug="ports")
    describe(edition.article, cast.member("max"), people=[ana], topics=[ports])
    describe(edition.article, cast.member("max"), people=[bo], kind="speech", required_languages=["en", "fr"])
    response = compare(edition.article, query=f"after=event-{event('describe').pk}")
    assert response.context["shared"] == [
        "Person added: bo",
        "Person removed: ana",
        "Language now required: French",
        "Kind: press release → speech",
    ]
    first = Event.objects.filter(action="describe").earliest("pk")
    response = compare(edition.article, query=f"after=event-{first.pk}")
    assert response.context["shared"] == ["Topic added: ports", "Person added: ana"]


def test_images_and_files_that_came_went_or_changed_places_are_said():
    article = cast.draft().article
    names = ("ship.jpg", "crew.jpg", "port.jpg")
    first, second, third = (add_image(upload(name=name), credit="Per Ask") for name in names)
    plan, annex = (attach(Attachment(article=article), upload(PDF, name)) for name in ("plan.pdf", "annex.pdf"))

    def note(**shown: list) -> list[str]:
        """Show these images and files in this order, record it, and say what the comparison tells of that step."""
        article.gallery.all().delete()
        for number, image in enumerate(shown.get("images", [])):
            article.gallery.create(image=image, position=number)
        for number, attachment in enumerate(shown.get("files", [])):
            article.attachments.filter(pk=attachment.pk).update(position=number)
        note_media(article, cast.member("max"))
        return compare(article, query=f"after=event-{event('describe').pk}").context["shared"]

    note(files=[plan, annex])
    assert note(images=[first, second], files=[plan, annex]) == [
        "Image added to the gallery: ship.jpg, Per Ask",
        "Image added to the gallery: crew.jpg, Per Ask",
    ]
    assert note(images=[second, first], files=[annex, plan]) == [
        "Gallery in another order: crew.jpg, Per Ask · ship.jpg, Per Ask",
        "Attachments in another order: annex.pdf · plan.pdf",
    ]
    attach(plan, upload(PDF, "plan-final.pdf"))
    assert note(images=[second, third], files=[annex, plan]) == [
        "Image added to the gallery: port.jpg, Per Ask",
        "Image removed from the gallery: ship.jpg, Per Ask",
        "Another file of an attachment: plan.pdf → plan-final.pdf",
    ]
    annex.delete()
    assert note(images=[second, third]) == ["Attachment removed: annex.pdf"]


def test_the_admin_form_records_what_languages_share():
    edition = cast.draft()
    address = reverse("admin:articles_article_change", args=[edition.article_id])
    at_desk("max").post(address, {"kind": "speech", "required_languages": ["en"]})
    assert event("describe").details["kind"] == "speech"


def test_an_imported_text_can_be_compared():
    old = cast.imported("An old release", public_from=datetime(2017, 1, 1, tzinfo=UTC))
    save(publication.correct(old, cast.member("wanda"), change="minor"), title="A new release")
    response = compare(old.article)
    assert "<del>An</del><ins>A</ins> <del>old</del><ins>new</ins> release" in response.text
    assert response.context["shared"] == []
    first = Event.objects.filter(edition=old).earliest("pk")
    assert "An old release" in plain(compare(old.article, query=f"before=event-{first.pk}&after=event-{first.pk}"))


def test_what_was_not_recorded_is_not_said_to_be_new():
    old = cast.imported(public_from=datetime(2017, 1, 1, tzinfo=UTC))
    old.article.topics.add(Topic.objects.create(slug="ports"))
    describe(old.article, cast.member("max"), kind="speech")
    assert compare(old.article, query=f"after=event-{event('describe').pk}").context["shared"] == []


def test_side_by_side_and_only_changes_are_links():
    body = "<p>It stays as it is.</p><p>They met on Monday.</p>"
    edition = cast.draft(body=body)
    save(edition, body=body.replace("Monday", "Tuesday"))
    response = compare(edition.article)
    side = compare(edition.article, query=response.context["views"]["side"][1:])
    assert "They met on <del>Monday</del>." in side.text
    assert "They met on <ins>Tuesday</ins>." in side.text
    only = compare(edition.article, query=response.context["views"]["only"][1:])
    assert "It stays as it is." not in only.text
    assert "1 unchanged passage" in plain(only)
    assert "It stays as it is." in compare(edition.article, query=only.context["views"]["only"][1:]).text


def test_the_old_side_keeps_the_old_formatting():
    edition = cast.draft(body="<p>On <strong>Wednesday</strong>.</p>")
    save(edition, body="<p>On Wednesday.</p>")
    page = compare(edition.article, query="view=side").text
    assert "<mark><strong>Wednesday</strong></mark>" in page
    assert "<mark>Wednesday</mark>" in page


def test_the_same_point_twice_differs_in_nothing():
    edition = cast.draft()
    response = compare(edition.article)
    assert not response.context["is_changed"]
    assert "Nothing differs" in response.text


def test_both_points_belong_to_the_text_of_the_address():
    edition, other = cast.draft("Mine"), cast.draft("Secret of another")
    french = cast.translation(edition)
    client = at_desk("otto")
    for query in (
        f"after=edition-{other.pk}",
        f"before=edition-{other.pk}",
        f"before=event-{Event.objects.filter(edition=other).latest('pk').pk}",
        f"after=edition-{french.pk}",
        f"after=event-{Event.objects.filter(edition=french).latest('pk').pk}",
        "after=edition-0",
        "after=nonsense",
    ):
        response = client.get(url(edition.article, query=query))
        assert response.status_code == 404, query
        assert "Secret" not in response.text
    for language in ("ar", "xx", "EN"):
        assert client.get(url(edition.article, language)).status_code == 404
    assert client.get(reverse("admin:articles_article_compare", args=[0, "en"])).status_code == 404


def test_whoever_has_no_right_reads_nothing():
    edition = cast.draft("Secret")
    response = at_desk("nobody").get(url(edition.article))
    assert response.status_code in (302, 403)
    assert "Secret" not in response.text


def test_text_in_arabic_has_its_own_language_and_direction():
    edition = cast.draft("عنوان", language="ar", body="<p>اجتمع الوزراء في مقر المنظمة يوم الاثنين</p>")
    save(edition, body="<p>اجتمع الوزراء في مقر المنظمة يوم الثلاثاء</p>")
    assert re.search(r'class="passage is-changed" lang="ar" dir="rtl"', compare(edition.article, "ar").text)


def test_nothing_typed_becomes_markup():
    edition = cast.draft("<script>x</script>", slug="a", standfirst="<img src=x onerror=y>")
    save(edition, title="<script>z</script>", body='<p>A <a href="https://a.example/?%3Cscript%3E">link</a></p>')
    page = compare(edition.article).text
    assert "<script>z" not in page
    assert "<img src=x" not in page


def test_queries_do_not_depend_on_the_history():
    edition = cast.draft(body="<p>They met in One.</p>")
    save(edition, body="<p>They met in Two.</p>")
    client = at_desk("max")
    before = queries_of(client, url(edition.article))
    for number in range(6):
        save(edition, body=f"<p>{number}</p>")
        describe(edition.article, cast.member("max"), kind="speech" if number % 2 else "statement")
    assert queries_of(client, url(edition.article)) <= before <= 20


def test_queries_do_not_depend_on_the_mentions():
    people = [Person.objects.create_named({"en": name}, slug=name) for name in ("ana", "bo", "cy", "di")]
    mention = '<p>The <span data-mention="person:{}">minister</span> spoke.</p>'
    edition = cast.draft(body=mention.format(people[0].pk))
    save(edition, body=mention.format(people[1].pk))
    client = at_desk("max")
    before = queries_of(client, url(edition.article))
    save(edition, body="".join(mention.format(person.pk) for person in people))
    assert queries_of(client, url(edition.article)) == before
