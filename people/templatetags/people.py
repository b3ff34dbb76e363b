"""Names and titles in templates, marked with the language that they are in.

``{{ person|local_name:language|marked:language }}`` is the name as a reader of
``language`` sees it, inside ``<span lang dir>`` if it is in another language.
"""

from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from people.models import Appointment, LocalText, Organisation, Person, Position

register = template.Library()


@register.filter
def local_name(named: Person | Organisation, language: str) -> LocalText:
    """The name of a person, or of an organisation today."""
    return named.local_name(language)


@register.filter
def local_short_name(person: Person, language: str) -> LocalText:
    """The form for later mentions."""
    return person.local_short_name(language)


@register.filter
def local_title(office: Position | Appointment, language: str) -> LocalText:
    """The title of a position, or of an appointment as its holder bears it."""
    return office.local_title(language)


@register.filter
def offices_on(person: Person, on: date) -> list[Appointment]:
    """The appointments of that day."""
    return person.offices_on(on)


@register.simple_tag
def name_on(organisation: Organisation, language: str, on: date) -> LocalText:
    """The name that the organisation had on that day: ``{% name_on organisation language day as name %}``."""
    return organisation.local_name(language, on)


@register.filter
def marked(text: LocalText | None, page_language: str) -> SafeString | str:
    """The text, with its language and direction where they are not the page's; empty for None."""
    if text is None or text.language == page_language:
        return str(text or "")
    return format_html('<span lang="{}" dir="{}">{}</span>', text.language, text.direction, text.text)
