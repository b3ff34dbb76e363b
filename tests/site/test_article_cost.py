"""What the page of a text costs: the same few queries, however much there is to show."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import (
    Change,
    Contact,
    ContactRole,
    Edition,
    GalleryPlace,
    Image,
    Kind,
    Place,
    PlaceName,
    Portrait,
    Topic,
    TopicName,
)
from articles.models.attachment import Attachment, AttachmentText
from tests import desk_cast as cast
from tests.factories import appoint, make_organisation, make_person, make_position
from tests.site.scene import WINTER, with_language

pytestmark = pytest.mark.django_db

MOST = 6


def enrich(edition: Edition, number: int) -> None:
    """Give the article one more of everything that its page shows; in what is related, too."""
    article = edition.article
    organisation = make_organisation(f"Body {number}")
    person = make_person(f"Person {number}", fr=f"Personne {number}")
    appoint(person, make_position(f"Office {number}", organisation), "2010-01-01")
    topic = Topic.objects.create(slug=f"topic-{number}")
    TopicName.objects.create(topic=topic, language="en", name=f"Topic {number}")
    contact = Contact.objects.create(name=f"Contact {number}", languages=["en", "fr"])
    ContactRole.objects.create(contact=contact, language="en", role="Spokesperson")
    image = Image.objects.create(file=f"images/{number}.png", width=4, height=3, is_decorative=True)
    Portrait.objects.create(person=person, image=image)
    GalleryPlace.objects.create(article=article, image=image, position=number)
    attachment = Attachment.objects.create(article=article, file=f"attachments/{number}.pdf", size=9)
    AttachmentText.objects.create(attachment=attachment, language="en", title=f"Annex {number}")
    other = cast.imported(f"Other {number}", public_from=WINTER)
    for each in (article, other.article):
        each.topics.add(topic)
        each.people.add(person)
        each.organisations.add(organisation)
    article.contacts.add(contact)
    article.related.add(other.article)


def mentioning(numbers: range) -> str:
    """A body that mentions so many persons and organisations, on whom the article says nothing else."""
    mentioned = [("person", make_person(f"Mentioned {number}").pk) for number in numbers]
    mentioned += [("organisation", make_organisation(f"Named {number}").pk) for number in numbers]
    return "".join(f'<p><span data-mention="{kind}:{pk}">Name</span></p>' for kind, pk in mentioned)


def queries_of(path: str) -> int:
    Client().get(path)
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(path).status_code == 200
    return len(queries)


def test_a_rich_article_takes_no_more_queries_than_a_poor_one() -> None:
    place = Place.objects.create(slug="brussels")
    PlaceName.objects.create(place=place, language="en", name="Brussels")
    poor = cast.imported("Poor", public_from=WINTER)
    rich = cast.imported("Rich", public_from=WINTER, slug="rich")
    image = Image.objects.create(file="images/a.png", width=4, height=3, is_decorative=True)
    rich.article.place, rich.article.lead_image = place, image
    rich.article.kind = poor.article.kind = Kind.MEDIA_ADVISORY
    poor.article.save()
    rich.article.save()
    for number in range(8):
        enrich(rich, number)
    for language in ("fr", "ar", "de", "es"):
        with_language(rich, language, f"In {language}")
    later = cast.publication.correct(rich, cast.member("max"), change=Change.CORRECTION, public_note="A figure.")
    cast.public(cast.perform(later, "save", cast.member("max"), body=mentioning(range(8))))

    assert queries_of(f"/en/news/{poor.slug}/") == queries_of("/en/news/rich/") <= MOST


@pytest.mark.parametrize(("page", "most"), [("updates/", 2), ("updates/2/", 3)])
def test_the_history_costs_the_same_for_any_number_of_updates(page: str, most: int) -> None:
    edition = cast.public(cast.draft("Title"))
    for number in range(5):
        later = cast.publication.correct(edition, cast.member("max"), change=Change.UPDATE, public_note=f"{number}")
        edition = cast.public(cast.perform(later, "save", cast.member("max"), body=f"<p>{number}</p>"))

    assert queries_of(f"/en/news/title/{page}") == most
