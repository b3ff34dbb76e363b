"""What takes place when and where: the page of events, and what an invitation says of its own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from articles.models import Edition, Happening, Kind, Occasion
from articles.querysets import OccasionQuerySet
from languages import default_language
from look.current import current_look

from .pages import absolute, answer, feed_links, not_found, public_page
from .paging import BadCursor, Cursor
from .reading import versions_of_all

__all__ = ["as_data", "coming_occasions", "events", "occasion_in_preview", "occasion_of"]

UPCOMING_SHOWN = 30
PAST_SHOWN = 20
# The vocabulary of schema.org, https://schema.org/EventStatusType
STATUS = {
    Happening.PLANNED: "EventScheduled",
    Happening.POSTPONED: "EventPostponed",
    Happening.CANCELLED: "EventCancelled",
}


def coming_occasions(language: str) -> OccasionQuerySet:
    """What takes place from now on, by the public texts of a language, the soonest first."""
    found: OccasionQuerySet = Occasion.objects.public_in(language).upcoming().soonest_first()
    return found


def occasion_of(edition: Edition) -> Occasion | None:
    """When and where takes place what a public text invites to. Causes a query where it is an invitation."""
    if edition.article.kind != Kind.MEDIA_ADVISORY:
        return None
    return Occasion.objects.public_in(edition.language).filter(article=edition.article_id).first()


def occasion_in_preview(edition: Edition) -> Occasion | None:
    """The same for the desk: what was written last, confirmed or not. Causes a query where it is an invitation."""
    if edition.article.kind != Kind.MEDIA_ADVISORY:
        return None
    return Occasion.objects.kept().filter(article=edition.article_id).order_by("-number").first()


@public_page
def events(request: HttpRequest, language: str) -> HttpResponse:
    """What takes place from now on, the soonest first, and what is past, a page at a time."""
    versions = versions_of_all("events")
    if language not in {version.language for version in versions}:
        return not_found(request)
    occasions = Occasion.objects.public_in(language)
    try:
        before, after = (
            Cursor.parse(text) if (text := request.GET.get(name)) else None for name in ("before", "after")
        )
    except BadCursor:
        return not_found(request)
    coming = _soonest(occasions, after) if before is None else []
    past = _latest(occasions, before) if after is None else []
    return answer(
        request,
        "site/events.html",
        language,
        versions=versions,
        original=reverse("site:events", args=[default_language()]),
        feeds=feed_links("home", language),
        coming=coming[:UPCOMING_SHOWN],
        later=f"?after={_place(coming[UPCOMING_SHOWN - 1])}" if len(coming) > UPCOMING_SHOWN else "",
        past=past[:PAST_SHOWN],
        older=f"?before={_place(past[PAST_SHOWN - 1])}" if len(past) > PAST_SHOWN else "",
        is_first=before is None and after is None,
        shows_coming=before is None,
    )


def _place(occasion: Occasion) -> Cursor:
    """Where it stands in the list: a place that stays when later facts take its own."""
    return Cursor(occasion.starts_at, occasion.article_id)


def _soonest(occasions: OccasionQuerySet, after: Cursor | None) -> list[Occasion]:
    """The next ones after the place, and one more where there is one. Causes a query."""
    coming = occasions.upcoming().soonest_first()
    if after is not None:
        coming = coming.filter(Q(starts_at__gt=after.at) | Q(starts_at=after.at, article__gt=after.pk))
    return list(coming[: UPCOMING_SHOWN + 1])


def _latest(occasions: OccasionQuerySet, before: Cursor | None) -> list[Occasion]:
    """The last ones before the place, and one more where there is one. Causes a query."""
    past = occasions.past().latest_first()
    if before is not None:
        # The first condition is implied by the second; it lets the index begin at the right place.
        past = past.filter(
            Q(starts_at__lt=before.at) | Q(starts_at=before.at, article__lt=before.pk), starts_at__lte=before.at
        )
    return list(past[: PAST_SHOWN + 1])


def as_data(request: HttpRequest, edition: Edition, occasion: Occasion, *, image: str = "") -> dict[str, Any]:
    """The occasion as schema.org describes an event, https://schema.org/Event. No query."""
    moved_from: datetime | None = getattr(occasion, "moved_from_at", None)
    status = STATUS[Happening(occasion.happening)]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": edition.title,
        "description": edition.standfirst,
        "inLanguage": edition.language,
        "url": absolute(request, reverse("site:article", args=[edition.language, edition.slug or "-"])),
        "image": absolute(request, image) if image else "",
        "startDate": _written(occasion, occasion.starts_at),
        "endDate": _end(occasion),
        "previousStartDate": _written(occasion, moved_from) if moved_from else "",
        "eventStatus": "https://schema.org/"
        + ("EventRescheduled" if moved_from and occasion.happening == Happening.PLANNED else status),
        "location": _location(occasion, edition.language),
        "organizer": {
            "@type": "Organization",
            "name": current_look().name_in(edition.language),
            "url": absolute(request, "/"),
        },
    }
    return {name: value for name, value in data.items() if value}


def _written(occasion: Occasion, instant: datetime) -> str:
    local = instant.astimezone(occasion.zone)
    return local.date().isoformat() if occasion.is_all_day else local.isoformat(timespec="seconds")


def _end(occasion: Occasion) -> str:
    if occasion.ends_at is None:
        return ""
    return occasion.last_day.isoformat() if occasion.is_all_day else _written(occasion, occasion.ends_at)


def _location(occasion: Occasion, language: str) -> dict[str, str]:
    venue, address = occasion.text("venue", language), occasion.text("address", language)
    if venue is None and address is None:
        return {}
    place = {"@type": "Place", "name": venue.text if venue else "", "address": address.text if address else ""}
    return {name: value for name, value in place.items() if value}
