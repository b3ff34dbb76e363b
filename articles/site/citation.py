"""How to cite a text, and how to send it on without any third party."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.models import Edition

__all__ = ["Sharing", "sharing"]


class Sharing(NamedTuple):
    """The address of the page, a citation in plain text, and a mail to send on."""

    address: str
    citation: str
    mail: str


def sharing(edition: Edition, address: str) -> Sharing:
    """What readers take along of a text at its full address, in the language of the labels."""
    mail = f"mailto:?subject={quote(edition.title, safe='')}&body={quote(f'{edition.title}\r\n\r\n{address}', safe='')}"
    return Sharing(address, _citation(edition, address), mail)


def _citation(edition: Edition, address: str) -> str:
    article = edition.article
    words = {
        "title": edition.title,
        "kind": " ".join(filter(None, [article.get_kind_display(), article.official_number])),
        "newsroom": settings.NEWSROOM_NAME,
        "address": address,
    }
    if edition.first_public_from is None:
        return _("“%(title)s”, %(kind)s, %(newsroom)s, %(address)s") % words
    words["date"] = _day(edition.first_public_from)
    # Translators: how to cite a text: “Title”, press release PR (2017) 041, Newsroom, 21 March 2017, https://…
    return _("“%(title)s”, %(kind)s, %(newsroom)s, %(date)s, %(address)s") % words


def _day(at: datetime) -> str:
    local = at.astimezone(ZoneInfo(settings.NEWSROOM_TIME_ZONE))
    return formats.date_format(local, pgettext("date format", "j F Y"))
