"""Who will read what, when: the words of a confirmation, and the hour on the clocks of the audience."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.lists import format_list
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from articles.models import Edition
from languages import default_language, local_name

__all__ = ["Clock", "announcement", "audience_zones", "clocks", "enumerated", "farewell"]


@dataclass(frozen=True, slots=True)
class Clock:
    """What a clock in the zone (IANA name) shows at an instant."""

    zone: str
    local: datetime

    def __str__(self) -> str:
        return f"{date_format(self.local, 'DATE_FORMAT')} {date_format(self.local, 'H:i')}"


def clocks(at: datetime, stated_in: str = "") -> list[Clock]:
    """The instant (aware) in the zone in which it was stated, the newsroom's, the audience's, and UTC; each once."""
    zones = filter(None, dict.fromkeys([stated_in, *audience_zones()]))
    return [Clock(zone, timezone.localtime(at, ZoneInfo(zone))) for zone in zones]


def audience_zones() -> list[str]:
    """The newsroom's zone, those of the audience, and UTC; each once."""
    zones = [settings.NEWSROOM_TIME_ZONE, *settings.NEWSROOM_AUDIENCE_TIME_ZONES, "UTC"]
    return list(dict.fromkeys(zones))


def enumerated(words: Iterable[str]) -> str:
    """“English, French and Arabic”, in the language of the desk."""
    return format_list(list(words), locale=Locale.parse(get_language() or default_language(), sep="-"))


def announcement(editions: Iterable[Edition], at: datetime | None = None, time_zone: str = "") -> str:
    """Who will read what and when, in one sentence. ``at`` is None for now, ``time_zone`` where the hour was stated."""
    editions = list(editions)
    words = {
        "texts": _texts(len(editions), len({edition.article_id for edition in editions})),
        "languages": enumerated(dict.fromkeys(local_name(edition.language) for edition in editions)),
    }
    if at is None:
        return _(
            "Everyone will be able to read %(texts)s, in %(languages)s, as soon as you confirm:"
            " on the public site and in its feeds."
        ) % {**words}
    clock = clocks(at, time_zone)[0]
    return _(
        "Everyone will be able to read %(texts)s, in %(languages)s, from %(hour)s (%(zone)s) on:"
        " on the public site and in its feeds."
    ) % {**words, "hour": clock, "zone": clock.zone}


def farewell(editions: Iterable[Edition]) -> str:
    """Who will no longer read what, in one sentence."""
    editions = list(editions)
    return _("As soon as you confirm, nobody outside the desk can read %(texts)s, in %(languages)s, any more.") % {
        "texts": _texts(len(editions), 1),
        "languages": enumerated(local_name(edition.language) for edition in editions),
    }


def _texts(texts: int, articles: int) -> str:
    if articles < 2:
        return ngettext("one text", "%(count)s texts", texts) % {"count": texts}
    return _("%(count)s texts of %(articles)s articles") % {"count": texts, "articles": articles}
