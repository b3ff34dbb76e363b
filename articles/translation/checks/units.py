"""Units, currencies, per cent and time zones that are others in the translation, though the number is right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .base import Check, Context, Finding, Pair, Place
from .differing import matched
from .reading import Item, Kind, is_read, read
from .reading.units import is_currency, same_unit

__all__ = ["TimeZones", "Units"]

LOCAL = re.compile(r"heure locale|local time|ortszeit|по местному|hora local|ora locale", re.IGNORECASE)
ZONES = {
    "UTC": r"\b(?:GMT|UTC|TU)\b|(?i:temps universel|weltzeit|по гринвичу)",
    "Eastern": r"\b(?:E[SD]?T|H[NA]?E)\b|(?i:eastern (?:standard |daylight )?time|de l['’]est|ostküstenzeit|восточно"
    r"|нью-йорк)",
    "Pacific": r"\b(?:P[SD]?T|H[NA]?P)\b|(?i:pacific (?:standard |daylight )?time|du pacifique|pazifik|тихоокеанск)",
    "Central European": r"\b(?:CES?T|MES?Z|HNEC|HAEC)\b|(?i:central european|d['’]europe centrale|mitteleuropäisch"
    r"|центральноевропейск|heure de paris|heure de bruxelles)",
    "British": r"\bBST\b|(?i:british summer|britannique|britisch|английск|британск)",
    "Moscow": r"\bMSK\b|(?i:moscow time|heure de moscou|moskauer zeit|\bмск\b|московск)",
}
"""How a time zone is named in any language."""
_ZONES = {zone: re.compile(pattern) for zone, pattern in ZONES.items()}
AROUND = 30
"""So many characters after an hour its zone is looked for."""


class Units(Check):
    """A number is right, but counts something else: 2.5 per cent is not 2.5 euros."""

    name = "units"
    label = gettext_lazy("Unit, currency or per cent")

    def findings(self, pairs: Sequence[Pair], context: Context) -> Iterator[Finding]:  # noqa: ARG002
        for pair in pairs:
            source, target = pair.source, pair.target
            if not source.text or not target.text or not (is_read(source.language) and is_read(target.language)):
                continue
            units = {item.unit for item in read(target.text, target.language)}
            for one, other in matched(source.text, source.language, target.text, target.language):
                if one.kind == Kind.NUMBER and _differ(one, other, units):
                    yield Finding(
                        self.name,
                        self.severity,
                        _("“%(source)s” in the source and “%(target)s” here do not count the same thing.")
                        % {"source": _counted(one, source.text), "target": _counted(other, target.text)},
                        pair.key,
                        source=(Place(one.start, one.end, source.text[one.start : one.end]),),
                        target=(Place(other.start, other.end, target.text[other.start : other.end]),),
                    )


def _differ(one: Item, other: Item, units: set[str]) -> bool:
    """Tell whether two equal numbers surely count different things. Where a unit is not told, nothing is sure."""
    if not one.is_sure or not other.is_sure or not one.unit:
        return False
    if other.unit:
        return not same_unit(one.unit, other.unit) and (_is_telling(one.unit) or _is_telling(other.unit))
    return _is_telling(one.unit) and not any(same_unit(one.unit, unit) for unit in units if unit)


def _is_telling(unit: str) -> bool:
    return unit == "%" or is_currency(unit)


def _counted(item: Item, text: str) -> str:
    """Return the number with what stands around it, up to the next words."""
    before = re.search(r"[$€£¥₽₹]?\s?$", text[: item.start])
    after = re.match(r"\s?[%$€£¥₽₹]|(?:[\s-](?:de\s|d['’])?[^\W\d_]+)?", text[item.end :])
    start = before.start() if before else item.start
    return text[start : item.end + (after.end() if after else 0)].strip()


class TimeZones(Check):
    """An hour has lost the zone that it is given in."""

    name = "time_zones"
    label = gettext_lazy("Time zone")

    def findings(self, pairs: Sequence[Pair], context: Context) -> Iterator[Finding]:  # noqa: ARG002
        for pair in pairs:
            for item in read(pair.source.text, pair.source.language) if pair.target.text else ():
                if item.kind == Kind.HOUR:
                    yield from self._of_hour(item, pair)

    def _of_hour(self, item: Item, pair: Pair) -> Iterator[Finding]:
        text = pair.source.text
        for pattern in _ZONES.values():
            zone = pattern.search(text, item.end, item.end + AROUND)
            if zone and not pattern.search(pair.target.text) and not LOCAL.search(pair.target.text):
                yield Finding(
                    self.name,
                    self.severity,
                    _("“%(hour)s” in the source is an hour of the zone “%(zone)s”, which is not named here.")
                    % {"hour": text[item.start : item.end], "zone": zone.group()},
                    pair.key,
                    source=(Place(item.start, zone.end(), text[item.start : zone.end()]),),
                )
