"""Template words of the desk: ``{% load desk %}``."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.forms import BoundField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.approvals import VoidedApproval, concerning, voided_approvals
from articles.models import Article, Edition, Image, Standing
from articles.richtext import render
from articles.translation.agencies.ordering import refusals_to_manage
from languages import local_name, newsroom_languages
from people.models import today
from staff.models import User

from .addresses import changing_addresses
from .audience import announcement, audience_zones, clocks, farewell
from .badges import badges
from .bundles import any_edition
from .figures import figure_of
from .history import sentence
from .labels import desk_label, who
from .media_files import desk_file_url
from .occasions import occasions_of
from .pages import lacks_the_right

LONG = ("standfirst", "body", "notes_to_editors", "public_note")
MOST_VOIDED = 20

register = template.Library()
register.filter("local_name", local_name)
register.filter("desk_label", desk_label)
register.filter("sentence", sentence)
register.filter("who", who)
register.simple_tag(announcement, name="audience")
register.simple_tag(farewell)
register.simple_tag(changing_addresses)
register.simple_tag(lambda: " ".join(audience_zones()), name="audience_zones")
register.inclusion_tag("desk/_clocks.html", name="clocks")(lambda at, zone="": {"clocks": clocks(at, zone)})
register.inclusion_tag("desk/_badges.html", name="badges")(lambda article: {"badges": badges(article)})

register.inclusion_tag("desk/_occasion.html", name="occasion_of")(occasions_of)


@register.simple_tag
def media_card(image: Image) -> dict[str, object]:
    """What the library says of an image. Causes no query where texts and renditions were fetched along."""
    described = {text.language for text in image.texts.all() if text.alt}
    lacking = [] if image.is_decorative else [code for code in newsroom_languages() if code not in described]
    return {
        "thumbnail": desk_file_url(image.thumbnail()),
        "label": desk_label(image),
        "lacking": ", ".join(local_name(code) for code in lacking),
        "has_rights": image.has_rights_on(today()),
    }


@register.inclusion_tag("desk/_voided.html")
def voided(subject: Edition | Article | User) -> dict[str, list[VoidedApproval]]:
    """The approvals that a later change voided: of an edition, of an article's editions, or those that a user
    wrote, gave or was to release. Causes a query or two, whatever their number."""
    match subject:
        case Edition():
            editions = [subject]
        case Article():
            editions = list(subject.editions.all())
        case _:
            editions = list(concerning(subject).select_related("article").defer(*LONG).order_by("-pk")[:MOST_VOIDED])
    return {"voided": list(voided_approvals(editions).values())}


@register.simple_tag
def may_release(user: User) -> bool:
    """Whether the user is one of those who release texts."""
    return not lacks_the_right(any_edition([]), "release", user)


@register.simple_tag
def may_order(user: User) -> bool:
    """Whether the user is one of those who give texts to agencies."""
    return not refusals_to_manage(user)


@register.filter
def is_ready(article: Article) -> bool:
    """Whether a text of the article, from `with_badges`, is approved and waits for its release; no query."""
    return any(badge.standing == Standing.APPROVED for badge in badges(article))


@register.filter
def body(edition: Edition) -> SafeString:
    """The body as the public will read it, by the same function that renders the page."""
    figures = figure_of(edition.body, edition.language)
    return render(edition.body, figure_of=figures, note_prefix=f"note-{edition.pk}")


@register.filter
def notes(edition: Edition) -> SafeString:
    """The notes to editors, in the same way."""
    figures = figure_of(edition.notes_to_editors, edition.language)
    return render(edition.notes_to_editors, figure_of=figures, note_prefix=f"editors-note-{edition.pk}")


@register.filter
def rendered(html: str) -> SafeString:
    """The HTML of a body as the public will read it."""
    return render(html, figure_of=figure_of(html), note_prefix="note-then")


@register.simple_tag
def labelled(field: BoundField) -> SafeString:
    """The field with its label as the accessible name, where the label itself is only a heading of the column."""
    names: dict[str, str | bool] = {} if field.use_fieldset else {"aria-label": str(field.label)}
    return field.as_widget(attrs=names)


@register.simple_tag
def instant(at: datetime | None, zone: str = "", *, is_brief: bool = False) -> str:
    """An instant in words, in the zone (IANA name; the user's own when empty), which is named unless ``is_brief``."""
    if at is None:
        return ""
    local = timezone.localtime(at, ZoneInfo(zone) if zone else None)
    day, hour = date_format(local, "DATE_FORMAT"), date_format(local, "H:i")
    words = format_html('<time datetime="{}">{} {}</time>', at.isoformat(), day, hour)
    name = zone or timezone.get_current_timezone_name()
    return words if is_brief else format_html('{} <span class="zone">({})</span>', words, name)
