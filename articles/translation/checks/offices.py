"""An office that a person did not hold on the day of the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.translation.inflection import find_term

from .base import Check, Context, Finding, KnownName, Office, Pair, Place, Text
from .names import named
from .words import base, place, words

__all__ = ["Offices"]

#: Characters that may part an office from the name that it belongs to: “Secretary General, Mr Jens …”.
_APART = 6
#: Words with which an office is said of another time.
_OTHER_TIME = {
    "ar": "سابق|السابق|سابقا|المنتخب|المقبل|السابقة",
    "de": "ehemalig\\w*|früher\\w*|vormalig\\w*|einstig\\w*|damalig\\w*|designiert\\w*|künftig\\w*|ex|alt",
    "en": "former\\w*|ex|then|late|past|previous|future|incoming|outgoing|elect|designate|next|become|became|appointed",
    "es": "ex\\w*|antigu\\w+|anterior|entonces|futur\\w+|elect\\w+",
    "fr": "ancien\\w*|ex|alors|feu|précédent\\w*|futur\\w*|prochain\\w*|élu\\w*|désigné\\w*|sortant\\w*|nommé\\w*",
    "it": "ex|precedente|futur\\w+|allora|elett\\w+",
    "ru": "бывш\\w+|экс|тогдашн\\w+|прежн\\w+|будущ\\w+|избранн\\w+|назначен\\w*",
    "uk": "колишн\\w+|екс|тодішн\\w+|майбутн\\w+|обран\\w+",
}
_AROUND = 30
_ACRONYM = re.compile(r"^[A-ZА-Я]{2,}\s+|\s+(?:(?:de|du|of|von|der|des|del)\s+)?(?:the\s+|l['’]|la\s+)?[A-ZА-Я]{2,}$")


class Offices(Check):
    """On either side: an office beside a person's name that the person held at another time, but not that day."""

    name = "offices"
    label = gettext_lazy("Offices")

    def findings(self, pairs: Sequence[Pair], context: Context) -> Iterator[Finding]:
        """“Former” and the like are no fault, nor is another office of the same title that was held."""
        (pair,) = pairs
        if context.dated_on is None:
            return
        for name in context.names:
            if not name.offices:
                continue
            source = _not_held(pair.source, name, context.dated_on)
            target = _not_held(pair.target, name, context.dated_on)
            if not (source or target):
                continue
            where, office = (target or source)[0]
            yield Finding(
                self.name,
                self.severity,
                _("“%(words)s”: on %(date)s this person did not hold that office (%(period)s).")
                % {"words": where.text, "date": date_format(context.dated_on), "period": _period(office)},
                pair.key,
                tuple(found for found, _office in source),
                tuple(found for found, _office in target),
            )


def _period(office: Office) -> str:
    start = date_format(office.from_on) if office.from_on else "…"
    return f"{start} – {date_format(office.until_on) if office.until_on else '…'}"


def _not_held(text: Text, name: KnownName, day: date) -> list[tuple[Place, Office]]:
    """Return where a text gives the person an office not held that day, with the office."""
    people = named(text, name.forms.get(text.language, ()))
    if not people:
        return []
    held = {title for office in name.offices if _is_held(office, day) for title in _titles(office, text.language)}
    found = []
    for office in name.offices:
        if _is_held(office, day):
            continue
        for title in _titles(office, text.language):
            if title in held:
                continue
            for start, end in find_term(text.text, title, text.language):
                person = next((one for one in people if _is_beside(text, (start, end), one)), None)
                if person and not _is_of_other_time(text, min(start, person.start), max(end, person.end)):
                    found.append((place(text, min(start, person.start), max(end, person.end)), office))
    return _longest(found)


def _longest(found: list[tuple[Place, Office]]) -> list[tuple[Place, Office]]:
    return [
        (one, office)
        for number, (one, office) in enumerate(found)
        if not any(
            other.start <= one.start and one.end <= other.end and (other != one or at < number)
            for at, (other, _office) in enumerate(found)
            if at != number
        )
    ]


def _is_held(office: Office, day: date) -> bool:
    return (office.from_on is None or office.from_on <= day) and (office.until_on is None or day < office.until_on)


@lru_cache(maxsize=1024)
def _short(title: str) -> str:
    """Return a title without the acronym that begins or ends it: “secrétaire général” of “… de l’OTAN”."""
    short = re.sub(
        r"^[A-ZА-Я]{2,}\s+|\s+(?:(?:de|du|of|von|der|des|del)\s+)?(?:the\s+|l['’]|la\s+)?[A-ZА-Я]{2,}$", "", title
    )
    return short if len(words(short)) > 1 else title


def _titles(office: Office, language: str) -> list[str]:
    return [form for title in office.titles.get(language, ()) for form in dict.fromkeys((title, _short(title)))]


def _is_beside(text: Text, title: tuple[int, int], person: Place) -> bool:
    between = text.text[title[1] : person.start] if title[1] <= person.start else text.text[person.end : title[0]]
    if title[0] < person.end and person.start < title[1]:
        return False
    letters = [word for word in words(between) if not word.text.istitle()]
    return (
        not re.search(r"[.!?;\n]\s", re.sub(r"\b\w{1,3}\.", "", between))
        and sum(len(word.text) for word in letters) <= _APART
        and len(between) <= 4 * _APART
    )


def _is_of_other_time(text: Text, start: int, end: int) -> bool:
    pattern = _OTHER_TIME.get(base(text.language))
    around = text.text[max(0, start - _AROUND) : end + _AROUND]
    return bool(pattern and re.search(rf"\b(?:{pattern})\b", around, re.IGNORECASE))
