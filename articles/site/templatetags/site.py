"""Words of the site's templates: texts with the language they are in, instants in the newsroom's zone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from babel import Locale
from babel.lists import format_list
from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import reverse
from django.utils import formats
from django.utils.encoding import iri_to_uri
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy, pgettext

from articles.models import Contact, Edition, Place, Topic
from articles.site.pages import absolute
from articles.site.stylesheet import stylesheet_url
from languages import direction, local_name
from people.models import LocalText, Organisation, Person
from people.templatetags.people import marked

register = template.Library()

# The pages that every page leads to, by the names of their addresses.
MENU = (
    ("archive", gettext_lazy("All news")),
    ("events", gettext_lazy("Events")),
    ("people", gettext_lazy("People")),
    ("organisations", gettext_lazy("Organisations")),
    ("topics", gettext_lazy("Topics")),
)


def _attributes(language: str) -> SafeString:
    return format_html(' lang="{}" dir="{}"', language, direction(language))


@register.simple_tag(takes_context=True)
def label_language(context: Context) -> SafeString:
    """The attributes of an element whose words are the interface's, where those are not in the page's language."""
    spoken = get_language() or settings.LANGUAGE_CODE
    return mark_safe("") if spoken == context["language"] else _attributes(spoken)


@register.simple_tag(takes_context=True)
def text(context: Context, local: LocalText) -> SafeString | str:
    """The text, marked with its language where that is not the page's."""
    return marked(local, context["language"])


@register.simple_tag(takes_context=True)
def name(context: Context, subject: Person | Organisation | Topic | Place, on: date | None = None) -> SafeString | str:
    """The name of a person, a topic, a place or (as of the date) an organisation, marked as by ``text``."""
    language = context["language"]
    if isinstance(subject, Topic):
        return text(context, LocalText(*subject.name_and_language(language)))
    if isinstance(subject, Organisation):
        return text(context, subject.local_name(language, on))
    return text(context, subject.local_name(language))


@register.simple_tag(takes_context=True)
def title(context: Context, office: Any) -> SafeString | str:
    """The title of an office, marked as by ``text``."""
    return text(context, office.local_title(context["language"]))


@register.simple_tag(takes_context=True)
def role(context: Context, contact: Contact) -> SafeString | str:
    """The role of a press contact, marked as by ``text``; empty where none is recorded."""
    return text(context, contact.local_role(context["language"]))


def _local(instant: datetime) -> datetime:
    return instant.astimezone(ZoneInfo(settings.NEWSROOM_TIME_ZONE))


def _shown(value: date) -> str:
    # Translators: a full date in the letters of Django's "date" filter, as in "23 November 2026".
    return formats.date_format(value, pgettext("date format", "j F Y"))


@register.simple_tag
def moment(instant: datetime) -> SafeString:
    """The instant to the minute, in the newsroom's zone, which it names."""
    local = _local(instant)
    # Translators: an instant, as in "23 November 2026, 18:00 CET".
    shown = pgettext("an instant", "%(date)s, %(time)s %(zone)s") % {
        "date": _shown(local),
        "time": f"{local:%H:%M}",
        "zone": local.tzname(),
    }
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), shown)


@register.simple_tag
def day(instant: datetime) -> SafeString:
    """The day of the instant in the newsroom's zone."""
    local = _local(instant)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), _shown(local))


@register.simple_tag
def on(value: date) -> SafeString:
    """A date."""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), _shown(value))


@register.simple_tag
def dateline_day(edition: Edition, hour: datetime | None = None) -> SafeString | str:
    """The day that a text is dated: that of its article, else of its first release, else of the hour to come."""
    instant = edition.first_public_from or hour
    dated_on = edition.article.dated_on or (_local(instant).date() if instant else None)
    return on(dated_on) if dated_on else ""


@register.simple_tag
def language_list(codes: Iterable[str]) -> str:
    """The names of the languages in that of the labels, as a list in words."""
    spoken = get_language() or settings.LANGUAGE_CODE
    return format_list([local_name(code) for code in codes], locale=Locale.parse(spoken, sep="-"))


@register.simple_tag(takes_context=True)
def plain_name(context: Context, subject: Person | Organisation | Topic) -> str:
    """The name alone, for places that hold no markup."""
    return subject.name_in(context["language"])


@register.simple_tag
def stylesheet() -> str:
    """The path of the stylesheet."""
    return stylesheet_url()


class Entry(NamedTuple):
    """An entry of the menu; ``is_here`` on its own page."""

    url: str
    label: str
    is_here: bool


@register.simple_tag(takes_context=True)
def menu(context: Context) -> list[Entry]:
    """The entries of the menu."""
    here = context["request"].path
    paths = [(reverse(f"site:{name}", args=[context["language"]]), label) for name, label in MENU]
    return [Entry(path, str(label), path == here) for path, label in paths]


@register.simple_tag(takes_context=True)
def other_language(context: Context, language: str) -> SafeString:
    """The attributes of an element in the language, where that is not the page's."""
    return mark_safe("") if language == context["language"] else _attributes(language)


@register.simple_tag(takes_context=True)
def home_url(context: Context) -> str:
    """The path of the home page in the page's language."""
    return reverse("site:home", args=[context["language"]])


@register.simple_tag(takes_context=True)
def archive_url(context: Context) -> str:
    """The path of the archive in the page's language."""
    return reverse("site:archive", args=[context["language"]])


@register.simple_tag(takes_context=True, name="absolute")
def absolute_url(context: Context, path: str) -> str:
    """The full address of a path."""
    return absolute(context["request"], iri_to_uri(path))


@register.simple_tag
def language_here(language: str) -> str:
    """The name of a language in the language of the labels."""
    return local_name(language)


@register.simple_tag
def feed_name(media_type: str) -> str:
    """What the format is called."""
    return {"application/atom+xml": "Atom", "application/rss+xml": "RSS"}.get(media_type, "JSON Feed")


@register.simple_tag(takes_context=True)
def feed_title(context: Context, media_type: str) -> str:
    """What the feed is called in a list of feeds."""
    subject = context.get("subject")
    about = [subject.name_in(context["language"])] if subject else []
    return " – ".join([*about, context["newsroom_name"], feed_name(media_type)])
