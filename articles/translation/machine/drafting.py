"""Asking the machine for paragraphs of a translation, and when not to."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from articles.models import Edition
from articles.richtext import Block
from articles.translation.checks import TermStatus
from articles.translation.glossary.entries import load_terms
from articles.translation.units import UnitView, units_of
from articles.workflow import Refused

from .base import MachineError
from .providers import provider
from .taming import sent, tame

__all__ = ["draft", "drafts_of", "is_embargoed", "refusals"]

MOST_CHARACTERS = 100_000
MOST_TERMS = 5000


def is_embargoed(source: Edition) -> bool:
    """Whether the source holds words that the public has not been able to read. Causes a query.

    So it is where nothing of the article is public yet, and while the source is
    being corrected, since its newest edition is what would be sent.
    """
    return not Edition.objects.has_been_public().filter(pk=source.pk).exists()


def refusals(edition: Edition) -> list[str]:
    """Say why nothing of this translation is sent to a machine; empty where it may be. Three queries at the most."""
    if not settings.NEWSROOM_MACHINE_TRANSLATION:
        return [_("Machine translation is switched off.")]
    source = edition.source_edition()
    if source is None:
        return [_("This text is no translation of another one.")]
    if not settings.NEWSROOM_MACHINE_TRANSLATES_EMBARGOED and is_embargoed(source):
        return [_("The source is not public yet, and this newsroom sends no text under embargo to a machine.")]
    return []


def draft(edition: Edition, keys: Iterable[str]) -> dict[str, str]:
    """Ask for the units of a translation by key; return the HTML of each, sanitised, its blocks with the source's ids.

    Nothing is saved. A unit for which nothing of use came back is left out, as
    is a key that there is not. Raises `Refused`, and `MachineError` where the
    machine failed or nothing at all was of use. Not for use within a transaction:
    the answer may take a minute.
    """
    if reasons := refusals(edition):
        raise Refused(*reasons)
    source = edition.source_edition()
    assert source is not None
    wanted = set(keys)
    return drafts_of([unit for unit in units_of(edition, source) if unit.key in wanted], source, edition.language)


def drafts_of(units: Iterable[UnitView], source: Edition, target_language: str) -> dict[str, str]:
    """As `draft`, of units at hand and without asking whether it may be done."""
    machine = provider()
    assert machine is not None
    asked: list[tuple[str, Block]] = [(unit.key, block) for unit in units for block in unit.source]
    blocks = [sent(block) for _key, block in asked]
    if sum(map(len, blocks)) > MOST_CHARACTERS:
        raise MachineError(
            _("That is more than %(count)s characters in one go. Ask for fewer paragraphs.")
            % {"count": MOST_CHARACTERS}
        )
    if not blocks:
        return {}
    terms = _terms(source.language, target_language)
    answers = machine.translate(blocks, source.language, target_language, terms)
    if len(answers) != len(blocks):
        raise MachineError(_("The machine answered with another number of paragraphs."))
    drafts: dict[str, list[str]] = {}
    useless: set[str] = set()
    for (key, block), answer in zip(asked, answers, strict=True):
        html = tame(answer, block)
        if html is None:
            useless.add(key)
        else:
            drafts.setdefault(key, []).append(html)
    usable = {key: "".join(parts) for key, parts in drafts.items() if key not in useless}
    if not usable:
        raise MachineError(_("Nothing of use came back from the machine. Translate by hand."))
    return usable


def _terms(source_language: str, target_language: str) -> list[tuple[str, str]]:
    """The newsroom's own terms. No names: a person whose appointment is not public yet is no one's business."""
    pairs: dict[str, str] = {}
    for entry in load_terms(source_language, target_language):
        if entry.text and entry.targets and entry.targets[0].status == TermStatus.PREFERRED:
            pairs.setdefault(entry.text, entry.targets[0].text)
    return list(pairs.items())[:MOST_TERMS]
