"""The accent colour, and the shades of it that can be read on light and on dark paper.

Contrast is that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

__all__ = ["DARK_PAPER", "LIGHT_PAPER", "Shades", "contrast", "is_colour", "shades", "validate_colour"]

# The grounds in site.css on which the accent has to be read, the hardest of each scheme.
LIGHT_PAPER, DARK_PAPER = "#f4f3ef", "#1f2329"
# WCAG's AA asks for 4.5; a little more, so that a stroke of thin letters passes too.
ENOUGH = 4.8
STEPS = 100

Colour = tuple[int, int, int]


class Shades(NamedTuple):
    """Colours as CSS writes them; the strong ones are for what is pointed at."""

    light: str
    light_strong: str
    dark: str
    dark_strong: str


def is_colour(value: str) -> bool:
    """Whether it is written as in “#0a4d8c”."""
    return re.fullmatch(r"#[0-9a-fA-F]{6}", value) is not None


def validate_colour(value: str) -> None:
    """Raise ``ValidationError`` unless `is_colour` holds."""
    if not is_colour(value):
        raise ValidationError(_("Write the colour as # and six digits, as in #0a4d8c."), code="colour")


def contrast(one: str, other: str) -> float:
    """The ratio of two colours, from 1 (the same) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(_parts(one)), _luminance(_parts(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@cache
def shades(accent: str) -> Shades:
    """The accent where it can be read, else the nearest shade that can: darker on light paper, lighter on dark."""
    light = _readable(accent, LIGHT_PAPER, towards=(0, 0, 0))
    dark = _readable(accent, DARK_PAPER, towards=(255, 255, 255))
    return Shades(light, _mixed(light, (0, 0, 0), 0.25), dark, _mixed(dark, (255, 255, 255), 0.35))


def _readable(accent: str, paper: str, *, towards: Colour) -> str:
    tried = (_mixed(accent, towards, step / STEPS) for step in range(STEPS + 1))
    return next(shade for shade in tried if contrast(shade, paper) >= ENOUGH)


def _mixed(colour: str, other: Colour, share: float) -> str:
    mixed = (round(own + (end - own) * share) for own, end in zip(_parts(colour), other, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _parts(colour: str) -> Colour:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
