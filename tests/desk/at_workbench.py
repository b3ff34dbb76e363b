"""The workbench as its tests use it: a text, its translation, and the form as a browser sends it."""

import re
from html import unescape

from django.urls import reverse

from articles import drafting
from articles.models import Edition
from articles.translation.saving import write_units
from articles.translation.units import UnitView, units_of
from articles.workflow import perform
from tests.desk.screens import sentences
from tests.desk_cast import draft, member

__all__ = [
    "FIRST", "FRENCH", "SECOND", "THIRD", "body", "change", "english", "form_of", "french", "fresh_units", "opened",
    "press", "units", "url",
]  # fmt: skip

FIRST = "The first paragraph tells what happened on the lake."
SECOND = "The second one names those who were there and why."
THIRD = "The third looks ahead to the meeting of next spring."
FRENCH = [
    "Le premier paragraphe dit ce qui s’est passé sur le lac.",
    "Le deuxième nomme ceux qui étaient présents et pourquoi.",
    "Le troisième regarde vers la réunion du printemps prochain.",
]


def body(*paragraphs: str, ids: str = "abc") -> str:
    pairs = zip(ids, paragraphs, strict=False)
    return "".join(f'<p data-block="{name * 8}">{text}</p>' for name, text in pairs)


def english() -> Edition:
    return draft("On the lake", body=body(FIRST, SECOND, THIRD), required=["en", "fr"])


def opened(source: Edition | None = None, *, language: str = "fr", who: str = "tariq") -> Edition:
    source = source or english()
    return drafting.open_edition(source.article, language, member(who), translates=source)


def french(source: Edition | None = None, *paragraphs: str) -> Edition:
    edition = opened(source)
    keys = ("body:" + name * 8 for name in "abc")
    texts = {key: f"<p>{text}</p>" for key, text in zip(keys, paragraphs or FRENCH, strict=False)}
    return write_units(edition, member("tariq"), revision=edition.revision, texts={"title": "Sur le lac", **texts})


def url(edition: Edition) -> str:
    return reverse("admin:articles_edition_translate", args=[edition.pk])


def form_of(html: str) -> dict[str, str | list[str]]:
    """The fields of the workbench's form as a browser would send them."""
    rows = [unescape(value) for value in re.findall(r'name="row" value="([^"]*)"', html)]
    texts = {
        name: unescape(text).removeprefix("\n")
        for name, text in re.findall(r'<textarea[^>]* name="(text-[^"]*)"[^>]*>(.*?)</textarea>', html, re.DOTALL)
    }
    texts |= {name: unescape(text) for name, text in re.findall(r'hidden" name="(text-[^"]*)" value="([^"]*)"', html)}
    seen = dict(re.findall(r'name="(seen-[^"]*)" value="([^"]*)"', html))
    revision = re.search(r'name="revision" value="(\d+)"', html)
    return {"row": rows, "revision": revision[1] if revision else "", **seen, **texts}


def press(client, edition: Edition, then: str = "stay", *, html: str | None = None, **typed: str):
    """Press a button of the workbench, with some of its rows typed: ``title=…``, ``a=…`` for the paragraph “a”."""
    html = sentences(client.get(url(edition))) if html is None else html
    names = {"title": "text-title", "standfirst": "text-standfirst"}
    changed = {names.get(name, f"text-body:{name * 8}"): text for name, text in typed.items()}
    return client.post(url(edition), {**form_of(html), **changed, "then": then})


def change(source: Edition, **text: str) -> Edition:
    return perform(Edition.objects.get(pk=source.pk), "save", member("wanda"), **text)


def units(edition: Edition) -> dict[str, UnitView]:
    return {unit.key.replace("body:", "")[:1] if ":" in unit.key else unit.key: unit for unit in fresh_units(edition)}


def fresh_units(edition: Edition) -> list[UnitView]:
    return units_of(Edition.objects.get(pk=edition.pk))
