"""How to cite a text, and how to send it on without any third party."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import formats
from django.utils.encoding import uri_to_iri
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.models import Edition
from look.current import current_look

__all__ = ["Sharing", "sharing"]


class Sharing(NamedTuple):
    """The address of the page and as people read it, a citation (safe HTML), and a mail to send on."""

    address: str
    readable: str
    citation: SafeString
    mail: str


def sharing(edition: Edition, address: str) -> Sharing:
    """What readers take along of a text at its full address, in the language of the labels."""
    mail = f"mailto:?subject={quote(edition.title, safe='')}&body={quote(f'{edition.title}\r\n\r\n{address}', safe='')}"
    readable = uri_to_iri(address)
    return Sharing(address, readable, _citation(edition, readable), mail)


def _citation(edition: Edition, address: str) -> SafeString:
    """In one sentence, each part with a direction of its own."""
    article = edition.article
    words = {
        "title": edition.title,
        "kind": " ".join(filter(None, [article.get_kind_display(), article.official_number])),
        "newsroom": current_look().name_in(edition.language),
        "address": address,
    }
    if edition.first_public_from is None:
        pattern = _("“%(title)s”, %(kind)s, %(newsroom)s, %(address)s")
    else:
        words["date"] = _day(edition.first_public_from)
        # Translators: how to cite a text: “Title”, press release PR (2017) 041, Newsroom, 21 March 2017, https://…
        pattern = _("“%(title)s”, %(kind)s, %(newsroom)s, %(date)s, %(address)s")
    parts = {name: format_html("<bdi>{}</bdi>", part) for name, part in words.items()}
    return mark_safe(escape(pattern) % parts)  # noqa: S308 - all of it is escaped


def _day(at: datetime) -> str:
    local = at.astimezone(ZoneInfo(settings.NEWSROOM_TIME_ZONE))
    return formats.date_format(local, pgettext("date format", "j F Y"))
