"""Units: their signs, and which can be turned into which."""

from __future__ import annotations

import re
from decimal import Decimal

__all__ = [
    "COMPOUND",
    "CURRENCIES",
    "TEMPERATURES",
    "UNIT_SIGNS",
    "are_converted",
    "are_of_one_kind",
    "are_roughly_converted",
    "is_currency",
    "same_unit",
]

CURRENCIES = {
    "$": "$", "€": "€", "£": "£", "¥": "¥", "₽": "₽", "₹": "₹", "usd": "$", "eur": "€", "gbp": "£", "chf": "CHF",
    "°c": "°C", "°f": "°F", "º": "°", "％": "%", "٪": "%",
}  # fmt: skip
UNIT_SIGNS = re.compile(
    r"\s?(?:(?P<sign>%|٪|％|[$€£¥₽₹]|km/h|км/ч|(?<=\d)in\b|°\s?[cf]|[°º])"
    r"|(?:per\scents?|pour\scent|por\sciento|per\scento|points?\sde\spourcentage)\b)"
)
"""What follows a number without being a word of a table."""

METRES = {"mm": "0.001", "cm": "0.01", "m": "1", "km": "1000", "in": "0.0254", "ft": "0.3048", "yd": "0.9144"} | {
    "mi": "1609.344"
}
KILOGRAMS = {"g": "0.001", "kg": "1", "t": "1000", "oz": "0.02835", "lb": "0.4536", "st": "6.35", "£|lb": "0.4536"}
HECTARES = {"ha": "1", "acre": "0.4047", "m2": "0.0001", "km2": "100", "m": "0.0001", "km": "100"} | {
    "ft2": "0.0000092903",
    "yd2": "0.0000836127",
    "mi2": "258.999",
}
LITRES = {"l": "1", "gal": "3.785", "pt": "0.4732"}
SPEEDS = {"km/h": "1", "mi/h": "1.609344", "km": "1", "mi": "1.609344"}
MINUTES = {"s": "0.0166667", "min": "1", "h": "60", "d": "1440", "week": "10080"}
MONTHS = {"month": "1", "year": "12", "decade": "120", "century": "1200"}
MONEY = {"penny": "0.01", "£": "1", "£|lb": "1"}
CENTS = {"cent": "0.01", "$": "1", "€": "1"}
DIMENSIONS = [
    {unit: Decimal(size) for unit, size in sizes.items()}
    for sizes in (METRES, KILOGRAMS, HECTARES, LITRES, SPEEDS, MINUTES, MONTHS, MONEY, CENTS)
]
EXACT = DIMENSIONS[5:]
TEMPERATURES = {"°F", "°C", "°"}
NEAR = Decimal("0.08")
"""How far a converted measure may be rounded."""
ROUGH = Decimal("0.25")
"""How far it may be where it stands in brackets after the other, and surely is that."""


COMPOUND = {("ft", "in"): Decimal(12), ("st", "lb"): Decimal(14), ("lb", "oz"): Decimal(16)}
"""How many of the second, which may follow the first, are one of the first: 5 ft 10 in."""


def are_of_one_kind(one: str, other: str) -> bool:
    """Tell whether two units measure the same: lengths, weights, money."""
    if {one, other} <= TEMPERATURES or all(is_currency(unit) or unit == "£|lb" for unit in (one, other)):
        return True
    return any(one in sizes and other in sizes for sizes in DIMENSIONS)


def is_currency(unit: str) -> bool:
    """Tell whether the code is a currency's; pounds, which may be a weight, are none."""
    return unit in {"$", "€", "£", "¥", "₽", "₹", "₴", "CHF"}


def same_unit(one: str, other: str) -> bool:
    """Tell whether two codes may mean one unit ("pounds" are money or weight)."""
    return bool({*one.split("|")} & {*other.split("|")}) or (one.startswith("°") and other.startswith("°"))


def are_converted(one: Decimal, its_unit: str, other: Decimal, other_unit: str) -> bool:
    """Tell whether two measures in different units are one: 10 miles and 16 km, 100 °F and 38 °C."""
    if its_unit in TEMPERATURES and other_unit in TEMPERATURES:
        as_celsius = (one - 32) * 5 / 9
        as_fahrenheit = one * 9 / 5 + 32
        return any(abs(turned - other) <= 2 for turned in (as_celsius, as_fahrenheit, one * 5 / 9, one * 9 / 5))
    if its_unit == other_unit:
        return False
    for sizes in DIMENSIONS:
        if its_unit in sizes and other_unit in sizes and other and one:
            ratio = (one * sizes[its_unit]) / (other * sizes[other_unit])
            if abs(ratio - 1) <= (Decimal("0.001") if sizes in EXACT else NEAR):
                return True
    return False


def are_roughly_converted(one: Decimal, its_unit: str, other: Decimal, other_unit: str) -> bool:
    """Tell whether two measures may be one; true also of what cannot be turned, as the dollar and the euro."""
    sizes = next((sizes for sizes in DIMENSIONS if its_unit in sizes and other_unit in sizes), None)
    if sizes is None or is_currency(its_unit) or is_currency(other_unit) or not one or not other:
        return True
    return abs((one * sizes[its_unit]) / (other * sizes[other_unit]) - 1) <= ROUGH
