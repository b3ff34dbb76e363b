"""Beside the text: who is named in it, what the article is about, and what is left to be replaced."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.drafting import describe, refusals_to_describe
from articles.models import Article, Contact, Edition, Topic
from articles.placeholders import placeholders
from articles.richtext import RichTextError, mentions, plain_text
from articles.workflow import Refused
from people.finding import Found, named_in
from people.models import Appointment, Organisation, Person

from .labels import desk_label
from .pages import member
from .texts import desk_edition, typed_text

__all__ = ["Subject", "panel_view", "subjects"]

# What the panel changes of an article: kind → the list, and what may be in it.
LISTS: dict[str, tuple[str, type[Model]]] = {
    "person": ("people", Person),
    "organisation": ("organisations", Organisation),
    "topic": ("topics", Topic),
    "contact": ("contacts", Contact),
}
# A choice among more than this many is made on the article's own page.
MOST_CHOICES = 300


@dataclass(frozen=True, slots=True)
class Subject:
    """A person or organisation of the text. ``key`` is as in a mention; ``form`` as found in the text, else empty.

    ``office`` is what the person was on the article's date, with that date.
    """

    key: str
    name: str
    office: str
    form: str
    is_confirmed: bool
    is_mentioned: bool


@require_POST
def panel_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel for the posted text, after adding to or removing from what the article is about where that is asked."""
    edition = desk_edition(pk)
    if not member(request).has_perm("articles.view_edition"):
        raise PermissionDenied
    reasons: list[str] = []
    if deed := request.POST.get("do"):
        reasons = _do(edition.article, request, deed)
    try:
        edition.write(**typed_text(request, edition))
    except RichTextError as error:
        reasons = [*reasons, str(error)]
    return render(request, "desk/_panel.html", _context(request, edition, reasons))


def _do(article: Article, request: HttpRequest, deed: str) -> list[str]:
    """Carry out “add:person:12” or “remove:topic:3”; return why not, if it is refused."""
    what, kind, key = [*deed.split(":"), "", ""][:3]
    if what not in {"add", "remove"} or kind not in LISTS or not key.isdecimal() or len(key) > 18:
        return [_("Choose one of the list first.")]
    name, model = LISTS[kind]
    keys = set(getattr(article, name).values_list("pk", flat=True))
    keys = keys | {int(key)} if what == "add" else keys - {int(key)}
    try:
        chosen: dict[str, Any] = {name: model._default_manager.filter(pk__in=keys)}
        describe(article, member(request), **chosen)
    except Refused as refusal:
        return refusal.reasons
    return []


def _context(request: HttpRequest, edition: Edition, reasons: list[str]) -> dict[str, Any]:
    article = edition.article
    topics, contacts = list(article.topics.with_names()), list(article.contacts.all())
    may_not = refusals_to_describe(article, member(request))
    return {
        "edition": edition,
        "article": article,
        "subjects": subjects(edition),
        "lists": [
            ("topic", _("Topics"), _named(topics), [] if may_not else _others(Topic.objects.with_names(), topics)),
            ("contact", _("Press contacts"), _named(contacts), [] if may_not else _others(Contact.objects, contacts)),
        ],
        "placeholders": placeholders(edition.plain_text()),
        "may_not": may_not,
        "reasons": reasons,
    }


def subjects(edition: Edition) -> list[Subject]:
    """Those named in the (unsaved) text in its order, then the article's others. A fixed number of queries."""
    found = _first_of_each(named_in("\n".join([edition.title, edition.standfirst, plain_text(edition.body)])))
    mentioned = {f"{kind}:{pk}" for kind, pk in mentions(edition.body)}
    confirmed = {f"person:{pk}" for pk in edition.article.people.values_list("pk", flat=True)}
    confirmed |= {f"organisation:{pk}" for pk in edition.article.organisations.values_list("pk", flat=True)}
    known = _known([*found, *sorted(mentioned - found.keys()), *sorted(confirmed - mentioned - found.keys())])
    day = edition.article.date_shown()
    return [
        Subject(
            key=key,
            name=_name(subject, edition.language, day),
            office=_office(subject, edition.language, day),
            form=found[key].form if key in found else "",
            is_confirmed=key in confirmed,
            is_mentioned=key in mentioned,
        )
        for key, subject in known.items()
    ]


def _first_of_each(found: Iterable[Found]) -> dict[str, Found]:
    """Key → where the person or organisation is named first."""
    places: dict[str, Found] = {}
    for place in found:
        kind = "person" if isinstance(place.subject, Person) else "organisation"
        places.setdefault(f"{kind}:{place.subject.pk}", place)
    return places


def _known(keys: list[str]) -> dict[str, Person | Organisation]:
    """Key → the record, in the order of the keys; those that are no more are left out."""
    wanted: dict[str, set[int]] = {"person": set(), "organisation": set()}
    for key in keys:
        kind, pk = key.split(":")
        wanted[kind].add(int(pk))
    records: dict[str, Person | Organisation] = {}
    for person in Person.objects.filter(pk__in=wanted["person"]).with_names().with_offices():
        records[f"person:{person.pk}"] = person
    for organisation in Organisation.objects.filter(pk__in=wanted["organisation"]).with_names():
        records[f"organisation:{organisation.pk}"] = organisation
    return {key: records[key] for key in keys if key in records}


def _name(subject: Person | Organisation, language: str, day: date) -> str:
    return subject.name_in(language) if isinstance(subject, Person) else subject.name_in(language, day)


def _office(subject: Person | Organisation, language: str, day: date) -> str:
    """The offices of that day with the day; for an organisation its acronym."""
    if isinstance(subject, Organisation):
        return subject.acronym_in(language, day)
    held = [_title(office, language, day) for office in subject.offices_on(day)]
    on = date_format(day, "DATE_FORMAT")
    if not held:
        return str(_("no office on %(day)s")) % {"day": on}
    return str(_("%(offices)s (on %(day)s)")) % {"offices": "; ".join(held), "day": on}


def _title(office: Appointment, language: str, day: date) -> str:
    body = office.position.organisation
    return f"{office.title_in(language)}, {body.acronym_in(language, day) or body.name_in(language, day)}"


def _named(things: Iterable[Model]) -> list[tuple[Any, str]]:
    return [(thing.pk, desk_label(thing)) for thing in things]


def _others(choices: Any, taken: list[Any]) -> list[tuple[Any, str]]:
    """What could be added, by name; empty where that is too many to choose from here."""
    others = list(choices.exclude(pk__in=[thing.pk for thing in taken])[: MOST_CHOICES + 1])
    return [] if len(others) > MOST_CHOICES else sorted(_named(others), key=lambda pair: pair[1].casefold())
