"""Whom and what the demo's articles are about, and who works on them."""

from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile, File

from articles.media.attaching import attach
from articles.media.keeping import add_image
from articles.models import Article, Attachment, Contact, Image, Place, Topic
from articles.translation.glossary.models import Concept, Status
from people.models import Organisation, Person, Position, today
from staff.models import User

from . import content, motifs

__all__ = [
    "make_attachment",
    "make_contacts",
    "make_glossary",
    "make_image",
    "make_organisations",
    "make_people",
    "make_places",
    "make_staff",
    "make_topics",
    "password",
]


def password(username: str) -> str:
    """The demo's password of a member of staff. It is printed at every start and protects nothing."""
    return f"{username}-demo"


def make_staff() -> dict[str, User]:
    """User name → user, each with the rights that ``staff.toml`` gives."""
    staff = {}
    for username, entry in content.table("staff").items():
        first, _, last = entry["name"].partition(" ")
        user = User(
            username=username,
            first_name=first,
            last_name=last,
            email=f"{username}@newsroom.example",
            language=entry["language"],
            is_staff=True,
        )
        user.set_password(password(username))
        user.save()
        for right in entry["rights"]:
            role, _, language = right.partition(":")
            user.rights.create(role=role, language=language)
        staff[username] = user
    return staff


def make_organisations() -> dict[str, Organisation]:
    """Slug → organisation, with dated names, parents and successors; parents come first in the file."""
    entries = content.table("organisations")
    made: dict[str, Organisation] = {}
    for slug, entry in entries.items():
        made[slug] = Organisation.objects.create(
            slug=slug, fallback_language="en", parent=made.get(entry.get("parent"))
        )
        for names in entry["names"]:
            acronyms = names.get("acronyms", {})
            for language in names.keys() - {"from", "until", "acronyms"}:
                made[slug].names.create(
                    language=language,
                    name=names[language],
                    acronym=acronyms.get(language, ""),
                    from_on=_day(names.get("from")),
                    until_on=_day(names.get("until")),
                )
    for slug, entry in entries.items():
        for succession in entry.get("successors", []):
            made[slug].successions.create(successor=made[succession["organisation"]], from_on=_day(succession["from"]))
    return made


def make_people(organisations: dict[str, Organisation]) -> dict[str, Person]:
    """Slug → person, with names, biographies and appointments."""
    entries = content.table("people")
    positions = {
        slug: Position.objects.create_titled(
            entry["titles"], fallback_language="en", organisation=organisations[entry["organisation"]]
        )
        for slug, entry in entries["positions"].items()
    }
    return {slug: _make_person(slug, entry, positions) for slug, entry in entries["people"].items()}


def _make_person(slug: str, entry: dict[str, Any], positions: dict[str, Position]) -> Person:
    own = entry["language"]
    person = Person.objects.create(slug=slug, fallback_language=own)
    for language in entry["names"].keys() | entry["short"].keys():
        person.names.create(
            language=language,
            name=entry["names"].get(language, entry["names"][own]),
            short_name=entry["short"].get(language, ""),
            sort_name=entry["sort"].get(language, entry["sort"][own]),
        )
    for language, text in entry.get("biography", {}).items():
        person.biographies.create(language=language, text=text)
    for office in entry["appointments"]:
        appointment = person.appointments.create(
            position=positions[office["position"]],
            from_on=_day(office.get("from")),
            until_on=_day(office.get("until")),
        )
        for language, title in office.get("titles", {}).items():
            appointment.titles.create(language=language, title=title)
    return person


def make_topics() -> dict[str, Topic]:
    """Slug → topic, named in every language of the demo."""
    topics = {}
    for slug, entry in content.table("topics").items():
        topics[slug] = Topic.objects.create(slug=slug, fallback_language="en")
        for language, name in entry["names"].items():
            topics[slug].names.create(language=language, name=name)
    return topics


def make_places() -> dict[str, Place]:
    """Slug → place, named in every language of the demo."""
    places = {}
    for slug, entry in content.table("places").items():
        places[slug] = Place.objects.create(slug=slug, fallback_language="en")
        for language, name in entry["names"].items():
            places[slug].names.create(language=language, name=name)
    return places


def make_glossary() -> None:
    """The entries of the glossary, in every language of the demo."""
    for entry in content.table("glossary").values():
        concept = Concept.objects.create(
            domain=entry["domain"], definition=entry["definition"], note=entry.get("note", "")
        )
        terms = [(language, text, Status.PREFERRED) for language, text in entry["terms"].items()]
        for status in (Status.ADMITTED, Status.FORBIDDEN):
            terms += [(language, text, status) for language, texts in entry.get(status, {}).items() for text in texts]
        for language, text, status in terms:
            concept.terms.create(language=language, text=text, status=status)


def make_contacts() -> dict[str, Contact]:
    """Slug → press contact, with the role in every language of the demo."""
    contacts = {}
    for slug, entry in content.table("contacts").items():
        contacts[slug] = Contact.objects.create(
            name=entry["name"], telephone=entry["telephone"], email=entry["email"], languages=entry["languages"]
        )
        for language, role in entry["roles"].items():
            contacts[slug].roles.create(language=language, role=role)
    return contacts


def make_image(motif: str, entry: dict[str, Any]) -> Image:
    """The motif, drawn and described. The files are written at once, whatever becomes of the transaction."""
    image = add_image(
        ContentFile(motifs.draw(motif), name=f"{motif}.webp"),
        credit=entry["credit"],
        rights=entry.get("rights", ""),
        rights_until_on=_day(entry.get("rights_until")),
    )
    for language, alt in entry["alt"].items():
        image.texts.create(language=language, alt=alt, caption=entry["caption"][language])
    return image


def make_attachment(article: Article, place: int, entry: dict[str, Any]) -> Attachment:
    """A file that the article hands out, with its titles; written at once too."""
    attachment = Attachment(article=article, language=entry["language"], position=place)
    with content.file(entry["file"]).open("rb") as file:
        attach(attachment, File(file, name=entry["file"]))
    for language, title in entry["titles"].items():
        attachment.texts.create(language=language, title=title)
    return attachment


def _day(text: str | None) -> date | None:
    """A date, from "2015-09-01" or "+42d" (days from today); None stays None."""
    if text is None:
        return None
    if text.endswith("d"):
        return today() + timedelta(days=int(text[:-1]))
    return date.fromisoformat(text)
