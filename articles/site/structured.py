"""What search engines and social networks read of a text: schema.org NewsArticle as JSON-LD (JSON-LD 1.1, § 7)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from articles.models import Change, Edition
from look.current import current_look
from people.models import Appointment, Organisation, Person

from .pages import absolute
from .pictures import Media, Picture
from .reading import Chronicle
from .surroundings import Surroundings

__all__ = ["json_ld", "news_article", "organisation_told", "person_told"]

# Without these nothing in the text can end the element or begin a comment.
HARMLESS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def json_ld(value: dict[str, Any]) -> SafeString:
    """The value for inside a ``<script type="application/ld+json">``: data that no browser runs."""
    return mark_safe(json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(HARMLESS))  # noqa: S308


def news_article(
    edition: Edition,
    chronicle: Chronicle,
    surroundings: Surroundings,
    media: Media,
    absolute: Callable[[str], str],
) -> dict[str, Any]:
    """The text as schema.org describes news; nothing in it that the page does not say. No query.

    ``absolute`` makes full addresses of paths. Of a text that is not public
    yet there are no dates.
    """
    language = edition.language
    source = edition.article.source_language
    look = current_look().in_language(language)
    newsroom = {
        "@type": "Organization",
        "name": look.name.text,
        "url": absolute(reverse("site:home", args=[language])),
    }
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": _page(chronicle, language, absolute),
        "headline": edition.title,
        "description": edition.standfirst,
        "inLanguage": language,
        "articleSection": capfirst(edition.article.get_kind_display()),
        "identifier": edition.article.official_number,
        "datePublished": _instant(edition.first_public_from),
        "dateModified": _instant(chronicle.updated_at) if edition.first_public_from else "",
        "publisher": newsroom,
        "author": [{"@type": "Organization", "name": body.name_in(language)} for body in surroundings.organisations]
        or newsroom,
        "image": [absolute(picture.card) for picture in filter(None, [media.lead, *media.gallery])],
        "contentLocation": {"@type": "Place", "name": surroundings.place.name_in(language)}
        if surroundings.place
        else None,
        "keywords": [topic.name_in(language) for topic in surroundings.topics],
        "mentions": [_person(named.person, language) for named in surroundings.people],
        "correction": [_correction(note.text, note.at) for note in chronicle.notes if note.change == Change.CORRECTION],
        "license": look.licence_url or (look.licence.text if look.licence else ""),
        "isAccessibleForFree": True,
    }
    if edition.translates_id is not None and source != language and source in chronicle.slugs:
        original = {"@type": "NewsArticle", "@id": _page(chronicle, source, absolute), "inLanguage": source}
        told |= {"translationOfWork": original, "isBasedOn": original["@id"]}
    elif source == language:
        told["workTranslation"] = [
            {"@type": "NewsArticle", "@id": _page(chronicle, code, absolute), "inLanguage": code}
            for code in sorted(chronicle.slugs)
            if code != language
        ]
    return {name: value for name, value in told.items() if value}


def _page(chronicle: Chronicle, language: str, absolute: Callable[[str], str]) -> str:
    return absolute(reverse("site:article", args=[language, chronicle.slugs[language]]))


def _person(person: Any, language: str) -> dict[str, str]:
    name, short = person.name_in(language), person.short_name_in(language)
    return {"@type": "Person", "name": name} | ({"alternateName": short} if short != name else {})


def _correction(text: str, at: datetime | None) -> dict[str, str]:
    told = {"@type": "CorrectionComment", "text": text, "datePublished": _instant(at)}
    return {name: value for name, value in told.items() if value}


def _instant(at: datetime | None) -> str:
    """The instant in the newsroom's zone (ISO 8601); empty for none."""
    return at.astimezone(ZoneInfo(settings.NEWSROOM_TIME_ZONE)).isoformat(timespec="seconds") if at else ""


def person_told(
    person: Person, offices: list[Appointment], portrait: Picture | None, language: str, request: HttpRequest
) -> dict[str, Any]:
    """The person as schema.org describes one, with the offices of today that are given. No query."""
    told = {
        "@context": "https://schema.org",
        **_person(person, language),
        "url": absolute(request, reverse("site:person", args=[language, person.slug])),
        "jobTitle": [office.title_in(language) for office in offices],
        "worksFor": [
            {"@type": "Organization", "name": office.position.organisation.name_in(language)} for office in offices
        ],
        "image": absolute(request, portrait.src) if portrait else "",
    }
    return {name: value for name, value in told.items() if value}


def organisation_told(
    organisation: Organisation, parents: list[Organisation], language: str, request: HttpRequest
) -> dict[str, Any]:
    """The organisation as schema.org describes one, as part of the parents that are given. No query."""
    told = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": organisation.name_in(language),
        "alternateName": organisation.acronym_in(language),
        "url": absolute(request, reverse("site:organisation", args=[language, organisation.slug])),
        "parentOrganization": [{"@type": "Organization", "name": body.name_in(language)} for body in parents],
    }
    return {name: value for name, value in told.items() if value}
