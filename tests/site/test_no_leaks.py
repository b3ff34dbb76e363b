"""Nothing that is not public shows at any public address, nor can it be told from what does not exist."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import Q, QuerySet
from django.test import Client
from django.utils import timezone
from PIL import Image as Picture

from articles import occasions, publication
from articles.models import (
    Article,
    Change,
    Contact,
    ContactRole,
    Edition,
    Image,
    ImageText,
    Kind,
    Outcome,
    Place,
    PlaceName,
    Portrait,
    Topic,
    TopicName,
)
from articles.site import alphabet, leaks
from articles.site.leaks import Answer, Known, Route, UnknownArgument, routes, walk
from articles.workflow import perform
from people.models import (
    Appointment,
    AppointmentTitle,
    Biography,
    Organisation,
    OrganisationName,
    Person,
    PersonName,
    PositionTitle,
    Succession,
    today,
)
from tests import desk_cast as cast
from tests.factories import make_organisation, make_person, make_position

pytestmark = pytest.mark.django_db

SECRET = "zqxjhidden"
# A day that stands in no answer.
HIDDEN_HOUR = datetime(2047, 3, 9, 9, 30, tzinfo=UTC)
HIDDEN_DAYS = ("2047-03-09", "20470309", "9 March 2047", "9 mars 2047")
TEXT = {
    "title": f"Title {SECRET}",
    "standfirst": f"Standfirst {SECRET}",
    "body": f"<p>Body {SECRET}</p>",
    "notes_to_editors": f"<p>Notes {SECRET}</p>",
}


SAID = {
    "starts_at": HIDDEN_HOUR,
    "time_zone": "Europe/Brussels",
    "accreditation_url": f"https://example.org/{SECRET}",
    "texts": {"en": {name: f"{name} {SECRET}" for name in ("venue", "address", "accreditation")}},
}


def picture(name: str) -> ContentFile:
    """A small PNG."""
    file = BytesIO()
    Picture.new("RGB", (4, 3)).save(file, "PNG")
    return ContentFile(file.getvalue(), name)


def hidden_draft(condition: str) -> Edition:
    """A draft with the secret word in all of its text."""
    return cast.draft(**TEXT, slug=f"{condition}-{SECRET}")


def hidden_image(**fields: object) -> Image:
    """An image of which nothing may be told."""
    image = Image.objects.create(file=picture("c.png"), credit=f"Figure by {SECRET}", **fields)
    ImageText.objects.create(image=image, language="en", alt=f"Figure {SECRET}", caption=f"Figure {SECRET}")
    return image


def figure(image: Image) -> str:
    """The image as a text shows it."""
    return f'<figure><img data-image="{image.pk}"></figure>'


def of_its_own(article: Article) -> None:
    """Give the article a number, a place, a person, an organisation, a topic, an image and a contact, all secret."""
    article.official_number = f"PR {SECRET}"
    article.place = Place.objects.create(slug=f"place-{SECRET}")
    PlaceName.objects.create(place=article.place, language="en", name=f"Pl {SECRET}")
    person = Person.objects.create(slug=f"person-{SECRET}")
    PersonName.objects.create(
        person=person, language="en", name=f"P {SECRET}", short_name=f"S {SECRET}", sort_name=f"So {SECRET}"
    )
    Biography.objects.create(person=person, language="en", text=f"Life {SECRET}")
    organisation = Organisation.objects.create(slug=f"organisation-{SECRET}")
    OrganisationName.objects.create(organisation=organisation, language="en", name=f"O {SECRET}", acronym=SECRET)
    topic = Topic.objects.create(slug=f"topic-{SECRET}")
    TopicName.objects.create(topic=topic, language="en", name=f"T {SECRET}")
    contact = Contact.objects.create(name=f"C {SECRET}", telephone=f"1 {SECRET}", email=f"{SECRET}@example.org")
    ContactRole.objects.create(contact=contact, language="en", role=f"R {SECRET}")
    image = Image.objects.create(
        file=picture("a.png"), credit=f"Credit {SECRET}", rights=f"Rights {SECRET}", filename=f"{SECRET}.png"
    )
    ImageText.objects.create(image=image, language="en", alt=f"Alt {SECRET}", caption=f"Caption {SECRET}")
    article.people.add(person)
    article.organisations.add(organisation)
    article.topics.add(topic)
    article.contacts.add(contact)
    article.lead_image = image
    article.save()
    (edition,) = article.editions.all()
    perform(edition, "save", cast.member("max"), body=edition.body + figure(hidden_image()))
    Portrait.objects.create(person=person, image=Image.objects.create(file=picture("b.png"), credit=f"By {SECRET}"))


def around_what_is_public(organisation: Organisation, person: Person) -> None:
    """Surround public persons and organisations with what the public may not know of them."""
    hidden = Organisation.objects.get(slug=f"organisation-{SECRET}")
    hidden.parent = organisation
    hidden.save()
    above = Organisation.objects.create(slug=f"above-{SECRET}")
    OrganisationName.objects.create(organisation=above, language="en", name=f"Above {SECRET}")
    organisation.parent = above
    organisation.save()
    Succession.objects.create(predecessor=organisation, successor=hidden)
    Succession.objects.create(predecessor=hidden, successor=organisation)
    OrganisationName.objects.filter(organisation=organisation).update(until_on=today() + timedelta(days=9))
    OrganisationName.objects.create(
        organisation=organisation, language="en", name=f"Later {SECRET}", from_on=today() + timedelta(days=9)
    )
    position = make_position("Director", organisation)
    Appointment.objects.create(person=Person.objects.get(slug=f"person-{SECRET}"), position=position)
    Appointment.objects.create(person=person, position=make_position("Adviser", hidden))
    later = make_position(f"Future {SECRET}", organisation)
    appointment = Appointment.objects.create(person=person, position=later, from_on=today() + timedelta(days=1))
    AppointmentTitle.objects.create(appointment=appointment, language="en", title=f"As {SECRET}")
    PositionTitle.objects.create(position=later, language="fr", title=f"Futur {SECRET}")


@pytest.fixture
def hidden_world(settings, tmp_path, monkeypatch) -> Article:
    """One public article, and beside it everything that must not show."""
    settings.MEDIA_ROOT = tmp_path
    # What is put into a PDF, before it is compressed.
    monkeypatch.setattr("articles.site.pdf.written", lambda html, **_: html.encode())
    no_longer = hidden_image(rights_until_on=today())
    body = f"<p>Open words.</p>{figure(no_longer)}"
    shown = cast.public(cast.draft("Shown", standfirst="In the open", body=body))
    organisation = make_organisation("An Open Body")
    person = make_person("Someone Open")
    topic = Topic.objects.create(slug="open-topic")
    TopicName.objects.create(topic=topic, language="en", name="An open topic")
    article = shown.article
    article.dated_on = today() + timedelta(days=30)
    article.lead_image = Image.objects.create(file=picture("open.png"))
    article.save()
    article.people.add(person)
    article.organisations.add(organisation)
    article.topics.add(topic)

    hidden = hidden_draft("draft").article
    of_its_own(hidden)
    article.related.add(hidden)
    hidden.related.add(article)
    cast.submitted(hidden_draft("submitted"))
    cast.approved(hidden_draft("approved"))
    cast.scheduled(hidden_draft("scheduled"))
    cast.discarded(hidden_draft("discarded"))
    secret_language = cast.draft(language="et", **TEXT, slug=f"eesti-{SECRET}")
    secret_language.article.people.add(person)
    replaced = cast.public(hidden_draft("replaced"))
    cast.public(perform(cast.correction(replaced), "save", cast.member("max"), **plain("Correct"), slug="now-correct"))
    for outcome in Outcome:
        publication.withdraw(
            cast.public(hidden_draft(outcome)).article,
            cast.member("pia"),
            outcome=outcome,
            notices={"en": "This was wrong."},
            reason=f"Reason {SECRET}",
            moved_to=article if outcome == Outcome.MOVED else None,
        )
    dates_that_wait(article)
    correction = cast.correction(shown, note=f"Note {SECRET}", change=Change.CORRECTION)
    perform(correction, "save", cast.member("max"), **TEXT, slug=f"correction-{SECRET}")
    cast.translation(shown, slug=f"traduction-{SECRET}", **TEXT)
    around_what_is_public(organisation, person)
    return article


def dates_that_wait(article: Article) -> None:
    """Tell when the public article takes place, and write what nobody may know yet there and around it."""
    article.kind = Kind.MEDIA_ADVISORY
    article.save()
    hall = {"texts": {"en": {"venue": "An open hall"}}, "accreditation_url": ""}
    at_first = {**SAID, **hall, "starts_at": timezone.now() + timedelta(days=400)}
    occasions.confirm(
        occasions.write(article, cast.member("pia"), seen=0, reason="So.", **at_first), cast.member("ada")
    )
    occasions.write(article, cast.member("pia"), seen=1, reason=f"Reason {SECRET}", **SAID)
    for slug in (f"draft-{SECRET}", f"scheduled-{SECRET}", *(f"{outcome}-{SECRET}" for outcome in Outcome)):
        hidden = Edition.objects.get(slug=slug).article
        hidden.kind = Kind.MEDIA_ADVISORY
        hidden.save()
        occasion = occasions.write(hidden, cast.member("max"), seen=0, reason=f"Reason {SECRET}", **SAID)
        occasions.confirm(occasion, cast.member("ada"))


def plain(title: str) -> dict[str, str]:
    """A whole text without the secret word."""
    return {"title": title, "standfirst": "", "body": "<p>Right.</p>", "notes_to_editors": ""}


def ask(method: str, path: str) -> Answer:
    """What an anonymous visitor is answered."""
    response = Client(raise_request_exception=False).generic(method, path)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return Answer(response.status_code, {name.lower(): value for name, value in response.items()}, body)


def test_nothing_hidden_shows_at_any_address(hidden_world: Article) -> None:
    """And what is public does show: were the answers all empty, their silence would prove nothing."""
    open_words = ["In the open", "An Open Body", "Someone Open", "An open hall"]
    found = list(walk(ask, [SECRET, *HIDDEN_DAYS, *open_words], Known.from_database()))
    hidden = (SECRET, *HIDDEN_DAYS)
    telling = [
        finding for finding in found if "says" not in finding.fault or any(word in finding.fault for word in hidden)
    ]
    # What a correction replaced is public history: it shows beside the correction, and nowhere else.
    assert {finding.path for finding in telling} == {"/en/news/now-correct/updates/2/"}
    seen = {finding.path for finding in found}
    assert seen >= {"/en/", "/en/news/", "/en/news/shown/", "/en/organisations/an-open-body/", "/en/feed.rss"}
    assert seen >= {"/en/events/", "/en/events/calendar.ics", "/en/news/shown/event.ics"}
    assert seen >= {"/fr/people/someone-open/", "/en/topics/open-topic/feed.json", "/en/topics/open-topic/"}


def test_every_text_field_of_what_is_hidden_holds_the_word(hidden_world: Article) -> None:
    """A new field of text has to be given the word above, or be named here as one that says nothing."""
    silent = {"language", "source_language", "fallback_language", "kind", "state", "change", "approval"}
    silent |= {"approval_note", "public_note", "file", "import_id", "letter"}
    bare = [
        f"{type(row).__name__}.{field.name}"
        for row in hidden_rows()
        for field in row._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField)
        and not field.name.endswith("hash")
        and field.name not in silent
        and SECRET not in getattr(row, field.name)
    ]
    assert bare == []


def hidden_rows() -> Iterator[models.Model]:
    """The hidden edition, and what its article alone names."""
    edition = Edition.objects.get(slug=f"draft-{SECRET}")
    article = edition.article
    yield edition
    for subject in (*article.people.all(), *article.organisations.all(), *article.topics.all()):
        yield from (subject, *subject.names.all())
    yield from (article, article.place, *article.place.names.all())
    yield from (row for person in article.people.all() for row in person.biographies.all())
    for contact in article.contacts.all():
        yield from (contact, *contact.roles.all())
    yield article.lead_image
    yield from article.lead_image.texts.all()


@pytest.mark.parametrize("word", ["public", "has_been_public"])
def test_the_walk_notices_a_view_that_forgets_to_ask(hidden_world: Article, monkeypatch, word: str) -> None:
    known = Known.from_database()
    monkeypatch.setattr(type(Edition.objects.all()), word, lambda self, at=None: self)
    assert next(walk(ask, [SECRET], known), None) is not None


def test_the_walk_notices_an_answer_of_its_own_for_what_is_hidden(hidden_world: Article) -> None:
    def tell_tale(method: str, path: str) -> Answer:
        answer = ask(method, path)
        return Answer(answer.status, {**answer.headers, "x-length": str(len(path))}, answer.body)

    assert any("x-length" in finding.fault for finding in walk(tell_tale, [SECRET], Known.from_database()))


def test_the_walk_notices_an_index_that_goes_on_after_somebody_hidden(hidden_world: Article, monkeypatch) -> None:
    def careless(names: QuerySet[Any], index: alphabet.Index, slug: str) -> Q:
        return alphabet_after(PersonName.objects.all(), index, slug)

    alphabet_after = alphabet._after
    monkeypatch.setattr(alphabet, "_after", careless)
    path = f"/en/people/?after=person-{SECRET}"
    findings = walk(ask, [], Known.from_database())
    assert any(found.path == path and "told from what does not" in found.fault for found in findings)


def test_the_walk_refuses_a_route_that_it_does_not_know(monkeypatch) -> None:
    monkeypatch.setattr(leaks, "routes", lambda: [Route("site:something", ("colour",))])
    with pytest.raises(UnknownArgument, match="colour"):
        list(walk(ask, [], Known.from_database()))


def test_every_route_of_the_site_is_walked_and_none_of_the_desk() -> None:
    names = {route.name for route in routes()}
    assert {"site:root", "site:article", "site:person-feed", "site:file", "site:sitemap-month"} <= names
    assert not any(name.startswith("admin:") for name in names)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("slug", ["shown", f"draft-{SECRET}", "nothing"])
def test_other_methods_are_refused_alike(hidden_world: Article, method: str, slug: str) -> None:
    answer = ask(method, f"/en/news/{slug}/")
    assert answer.status == 405
