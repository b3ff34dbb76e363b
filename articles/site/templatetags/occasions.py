"""Words of the site's templates for what takes place when and where: ``{% load occasions %}``."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import now
from django.utils.translation import pgettext

from articles.models import Edition, Occasion
from articles.site.occasions import as_data
from articles.site.structured import json_ld
from people.models import LocalText

register = template.Library()


@register.simple_tag(takes_context=True)
def events_url(context: Context) -> str:
    """The path of the page of events in the page's language."""
    return reverse("site:events", args=[context["language"]])


@register.simple_tag(takes_context=True)
def occasion_text(context: Context, occasion: Occasion, name: str) -> LocalText | None:
    """The venue, the address or the words on accreditation, in the page's language or the nearest."""
    return occasion.text(name, context["language"])


@register.simple_tag(takes_context=True)
def occasion_data(context: Context, occasion: Occasion, edition: Edition) -> SafeString:
    """The occasion for machines, as the content of a script element."""
    picture = context.get("picture")
    return json_ld(as_data(context["request"], edition, occasion, image=picture.card if picture else ""))


@register.simple_tag
def when(occasion: Occasion) -> SafeString:
    """Its day and hours by the clocks of its place, which are named."""
    if occasion.is_all_day:
        first = _day(occasion.first_day)
        if occasion.first_day == occasion.last_day:
            return first
        return format_html("{} – {}", first, _day(occasion.last_day))
    start = occasion.starts_at.astimezone(occasion.zone)
    if occasion.ends_at is None:
        return _moment(start, _zone(start))
    end = occasion.ends_at.astimezone(occasion.zone)
    if occasion.first_day == occasion.last_day:
        return format_html("{}–{}", _moment(start), _time(end, f"{end:%H:%M} {_zone(end)}"))
    # The clocks may change between the two.
    zone = "" if _zone(start) == _zone(end) else _zone(start)
    return format_html("{} – {}", _moment(start, zone), _moment(end, _zone(end)))


@register.simple_tag
def moment_there(occasion: Occasion, instant: datetime) -> SafeString:
    """An instant by the clocks of its place."""
    local = instant.astimezone(occasion.zone)
    return _moment(local, _zone(local))


@register.simple_tag
def beginning(occasion: Occasion, instant: datetime) -> SafeString:
    """When it was to begin: a day, and the hour where it does not last all day."""
    return _day(instant.astimezone(occasion.zone).date()) if occasion.is_all_day else moment_there(occasion, instant)


@register.filter
def is_past(instant: datetime) -> bool:
    """Whether the instant has passed."""
    return instant <= now()


def _day(value: date) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), _shown(value))


def _shown(value: date) -> str:
    # Translators: a day in the letters of Django's "date" filter, as in "Thursday 12 June 2031".
    return formats.date_format(value, pgettext("date format with the day of the week", "l j F Y"))


def _moment(local: datetime, zone: str = "") -> SafeString:
    # Translators: an instant, as in "Thursday 12 June 2031, 18:00 CET"; the name of the zone may be left out.
    shown = pgettext("an instant", "%(date)s, %(time)s %(zone)s") % {
        "date": _shown(local.date()),
        "time": f"{local:%H:%M}",
        "zone": zone,
    }
    return _time(local, shown.strip())


def _time(local: datetime, shown: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), shown)


def _zone(local: datetime) -> str:
    """What its clocks are called there; how far they are from UTC where they have no name."""
    name = local.tzname() or ""
    return f"UTC{name}" if name.startswith(("+", "-")) else name
