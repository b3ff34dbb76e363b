"""Occasions as calendars read them: iCalendar, RFC 5545."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from articles.models import Edition, Happening, Occasion
from languages import newsroom_languages
from look.current import current_look
from people.models import LocalText

from .occasions import coming_occasions
from .pages import absolute, not_found, public_page, redirect_for_good
from .reading import is_site_language, public_texts

__all__ = ["calendar", "event", "occasion_id"]

# The names of occasions are made in this space and never change; see `occasion_id`.
OCCASIONS = uuid.UUID("9a4f2f5e-6d53-5b0e-8c39-4be5a7b0d1c4")
# More than a calendar is subscribed to for.
MOST = 300
STATUS = {Happening.PLANNED: "CONFIRMED", Happening.POSTPONED: "TENTATIVE", Happening.CANCELLED: "CANCELLED"}


def occasion_id(article_id: int, created_at: datetime) -> str:
    """The name of an article's occasion for all time and in every language (RFC 7986, section 5.3)."""
    return uuid.uuid5(OCCASIONS, f"{article_id} {created_at.isoformat()}").urn


@public_page
def event(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """What one public text invites to, to be added to a calendar."""
    occasion = _occasions(language).filter(article__in=public_texts(language).filter(slug=slug).values("article"))
    found = occasion.first()
    if found is None:
        return _former_address(request, language, slug)
    response = _respond(request, language, [found])
    response.headers["Content-Disposition"] = 'attachment; filename="event.ics"'
    return response


def _former_address(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Where the text has another address since, lead to that; else there is nothing."""
    former = Edition.objects.has_been_public().in_language(language).filter(slug=slug).values("article")
    current = _occasions(language).filter(article__in=former).first()
    if current is None:
        return not_found(request)
    return redirect_for_good(reverse("site:event", args=[language, _named(current)["slug"]]))


@public_page
def calendar(request: HttpRequest, language: str) -> HttpResponse:
    """What takes place from now on, to be subscribed to."""
    if language not in newsroom_languages() and not is_site_language(language):
        return not_found(request)
    return _respond(request, language, coming_occasions(language).select_related("article")[:MOST], is_feed=True)


def _occasions(language: str) -> Any:
    return Occasion.objects.public_in(language).select_related("article")


def _respond(
    request: HttpRequest, language: str, occasions: Iterable[Occasion], *, is_feed: bool = False
) -> HttpResponse:
    """Answer with a calendar of them, or with 304 to who has it already."""
    made = Calendar()
    made.add("prodid", f"-//{settings.NEWSROOM_NAME}//Newsroom//{language.upper()}")
    made.add("version", "2.0")
    if is_feed:
        name = _("Events – %(newsroom)s") % {"newsroom": current_look().name_in(language)}
        made.add("name", name)
        made.add("x-wr-calname", name)
        made.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
        made.add("url", absolute(request, reverse("site:events", args=[language])))
    for occasion in occasions:
        made.add_component(_component(request, language, occasion))
    made.add_missing_timezones()
    content = made.to_ical()
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["ETag"] = etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-cache"
    return get_conditional_response(request, etag, None, response) or response


def _component(request: HttpRequest, language: str, occasion: Occasion) -> Event:
    """One occasion. It dates from when the public last learnt something new of it, so the same is written the same."""
    named = _named(occasion)
    url = absolute(request, reverse("site:article", args=[language, named["slug"]]))
    changed_at = _changed_at(occasion).astimezone(UTC)
    made = Event()
    made.add("uid", occasion_id(occasion.article_id, occasion.article.created_at))
    made.add("dtstamp", changed_at)
    made.add("last-modified", changed_at)
    made.add("sequence", _annotated(occasion, "changes"))
    made.add("status", STATUS[Happening(occasion.happening)])
    _add_time(made, occasion)
    in_language = {"LANGUAGE": language}
    made.add("summary", _summary(occasion, named["title"]), parameters=in_language)
    if place := _joined(occasion.text(name, language) for name in ("venue", "address")):
        made.add("location", place.replace("\n", ", "))
    words = _joined([named["standfirst"], occasion.text("accreditation", language), url])
    made.add("description", words, parameters=in_language)
    made.add("url", url)
    return made


def _named(occasion: Occasion) -> dict[str, str]:
    named: dict[str, str] = _annotated(occasion, "edition")
    return named


def _annotated(occasion: Occasion, name: str) -> Any:
    """What `OccasionQuerySet.public_in` says of it."""
    return getattr(occasion, name)


def _changed_at(occasion: Occasion) -> datetime:
    """When its facts or the text that it is named by last changed."""
    assert occasion.confirmed_at is not None
    changed: datetime = max(occasion.confirmed_at, _annotated(occasion, "edition_from"))
    return changed


def _add_time(made: Event, occasion: Occasion) -> None:
    if occasion.is_all_day:
        made.add("dtstart", occasion.first_day)
        made.add("dtend", occasion.last_day + timedelta(days=1))
        return
    made.add("dtstart", occasion.starts_at.astimezone(occasion.zone))
    if occasion.ends_at is not None:
        made.add("dtend", occasion.ends_at.astimezone(occasion.zone))


def _summary(occasion: Occasion, title: str) -> str:
    """The title, and that it does not take place: not every calendar shows the status."""
    if occasion.happening == Happening.CANCELLED:
        return _("Cancelled: %(title)s") % {"title": title}
    if occasion.happening == Happening.POSTPONED:
        return _("Postponed: %(title)s") % {"title": title}
    return title


def _joined(parts: Iterable[LocalText | str | None]) -> str:
    texts = (part.text if isinstance(part, LocalText) else part for part in parts)
    return "\n".join(text for text in texts if text)
