"""How a house sets a language: spaces around punctuation, and quotation marks.

A profile is a choice of the newsroom, not of the language: printers in France,
the institutions of the European Union and the government of Canada space
French each in their own way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .base import Context
from .words import base

__all__ = ["PROFILES", "QUOTES", "Profile", "chosen_profile", "profile_of", "quotes_of"]

NO_BREAK = "\N{NO-BREAK SPACE}"
NARROW = "\N{NARROW NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Profile:
    """The space before each of ``; : ! ?``, none unless it is named, and the one inside the outer quotation marks."""

    before: Mapping[str, str] = field(default_factory=dict)
    inside_quotes: str = ""


PLAIN = Profile()
#: By language and name; the first one of a language is what it has without a choice.
PROFILES: dict[str, dict[str, Profile]] = {
    "fr": {
        # Lexique des règles typographiques en usage à l’Imprimerie nationale.
        "imprimerie": Profile({";": NARROW, "!": NARROW, "?": NARROW, ":": NO_BREAK}, NO_BREAK),
        # Code de rédaction interinstitutionnel, 6.4.
        "eu": Profile(),
        # Le guide du rédacteur.
        "canada": Profile({":": NO_BREAK}, NO_BREAK),
    },
}
_OF_PLACE = {"fr-CA": "canada"}

#: By language the pairs that a text may use outermost; the first one is written in the place of others.
QUOTES: dict[str, tuple[tuple[str, str], ...]] = {
    "ar": (("«", "»"), ("“", "”")),
    "be": (("«", "»"),),
    "cs": (("„", "“"),),
    "de": (("„", "“"),),
    "en": (("“", "”"),),
    "es": (("«", "»"), ("“", "”")),
    "fr": (("«", "»"),),
    "it": (("«", "»"), ("“", "”")),
    "pl": (("„", "”"),),
    "pt": (("«", "»"), ("“", "”")),
    "ru": (("«", "»"),),
    "sk": (("„", "“"),),
    "uk": (("«", "»"), ("„", "“")),
}
#: The pairs within outer ones, where they are not the outer ones again.
INNER = {"de": ("‚", "‘"), "en": ("‘", "’"), "fr": ("“", "”"), "ru": ("„", "“"), "uk": ("„", "“")}


def chosen_profile(language: str, choices: Mapping[str, str]) -> str:
    """Return the name of a language's profile: the newsroom's choice for it, its region's habit, or neither ("")."""
    return choices.get(language) or _OF_PLACE.get(language) or choices.get(base(language), "")


def profile_of(context: Context) -> Profile:
    """Return the profile of the target language that the newsroom chose; without a choice the first of its profiles."""
    profiles = PROFILES.get(base(context.target_language))
    if profiles is None:
        return PLAIN
    chosen = context.profile or _OF_PLACE.get(context.target_language, "")
    return profiles.get(chosen) or next(iter(profiles.values()))


def quotes_of(context: Context) -> tuple[tuple[str, str], ...]:
    """Return the pairs of quotation marks of the target language; none where nothing is known of them."""
    return QUOTES.get(base(context.target_language), ())
