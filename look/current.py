"""The look as pages ask for it: read at most once a second in each process, so that no page waits for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from time import monotonic
from typing import NamedTuple

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from languages import default_language, fallbacks

from .colours import Shades, shades
from .models import Logo, Look, LookLink, LookText

__all__ = ["CurrentLook", "LocalLook", "LogoFile", "Said", "current_look", "forget", "read_look"]

# How old a look may be that a page shows.
SECONDS = 1.0


class Said(NamedTuple):
    """Words, and the language that they are in."""

    text: str
    language: str


class LogoFile(NamedTuple):
    """The name of a logo's file, and its size in pixels."""

    file: str
    width: int
    height: int


class Link(NamedTuple):
    """A link at the foot."""

    label: str
    url: str
    language: str


class LocalLook(NamedTuple):
    """The look with its words in one language, each as near to it as there is; None where nothing is said."""

    name: Said
    footer: Said | None
    licence: Said | None
    licence_url: str
    links: list[Link]
    logo: LogoFile | None
    dark_logo: LogoFile | None
    names_itself_beside_logo: bool


@dataclass(frozen=True, slots=True)
class CurrentLook:
    """What a page shows of the look. Nothing here causes a query."""

    accent: str = ""
    logo: LogoFile | None = None
    dark_logo: LogoFile | None = None
    names_itself_beside_logo: bool = True
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    links: dict[str, list[Link]] = field(default_factory=dict)

    @property
    def shades(self) -> Shades:
        """The accent, as it can be read."""
        return shades(self.accent or settings.NEWSROOM_ACCENT)

    def name_in(self, language: str) -> str:
        """The newsroom's name."""
        return self.in_language(language).name.text

    def in_language(self, language: str) -> LocalLook:
        """The look with the words of the language; the links all of one language, so that none appears twice."""
        codes = fallbacks(language)
        address = self._said("licence_url", codes)
        return LocalLook(
            name=self._said("name", codes) or Said(settings.NEWSROOM_NAME, default_language()),
            footer=self._said("footer", codes),
            licence=self._said("licence", codes) or _stated(settings.NEWSROOM_LICENCE),
            licence_url=address.text if address else settings.NEWSROOM_LICENCE_URL,
            links=next((self.links[code] for code in codes if code in self.links), []),
            logo=self.logo,
            dark_logo=self.dark_logo,
            names_itself_beside_logo=self.names_itself_beside_logo,
        )

    def _said(self, part: str, codes: list[str]) -> Said | None:
        found = (code for code in codes if self.texts.get(code, {}).get(part))
        return next((Said(self.texts[code][part], code) for code in found), None)


def _stated(words: str) -> Said | None:
    return Said(words, default_language()) if words else None


@dataclass(slots=True)
class _Kept:
    """The look that this process read last, and until when it holds, in seconds of its clock."""

    look: CurrentLook = field(default_factory=CurrentLook)
    holds_until: float = float("-inf")


kept = _Kept()


def current_look() -> CurrentLook:
    """The look as it was at most a second ago. Causes a query where the last one was longer ago."""
    if monotonic() >= kept.holds_until:
        kept.look = read_look()
        kept.holds_until = monotonic() + SECONDS
    return kept.look


def forget() -> None:
    """Let the next page of this process read the look anew."""
    kept.holds_until = float("-inf")


def read_look() -> CurrentLook:
    """The look as it is now; that of the settings where the desk has said nothing. Causes a query."""
    texts = LookText.objects.filter(look=OuterRef("pk")).order_by("pk")
    links = LookLink.objects.filter(look=OuterRef("pk")).order_by("position", "pk")
    logos = Logo.objects.filter(look=OuterRef("pk"))
    words = {name: name for name in ("language", "name", "footer", "licence", "licence_url")}
    row = Look.objects.values_list(
        "accent",
        "names_itself_beside_logo",
        ArraySubquery(texts.values(row=JSONObject(**words))),
        ArraySubquery(links.values(row=JSONObject(label="label", url="url", language="language"))),
        ArraySubquery(logos.values(row=JSONObject(scheme="scheme", file="file", width="width", height="height"))),
    ).first()
    if row is None:
        return CurrentLook()
    accent, names_itself_beside_logo, all_texts, all_links, all_logos = row
    made = {logo.pop("scheme"): LogoFile(**logo) for logo in all_logos}
    return CurrentLook(
        accent=accent,
        logo=made.get(Logo.Scheme.LIGHT),
        dark_logo=made.get(Logo.Scheme.DARK),
        names_itself_beside_logo=names_itself_beside_logo,
        texts={text["language"]: text for text in all_texts},
        links=_by_language(Link(**link) for link in all_links),
    )


def _by_language(links: Iterable[Link]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in links:
        found.setdefault(link.language, []).append(link)
    return found
