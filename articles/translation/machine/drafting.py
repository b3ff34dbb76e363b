"""Asking the machine for paragraphs of a translation, and when not to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from articles.models import Edition
from articles.richtext import Block
from articles.translation.checks import TermStatus
from articles.translation.glossary.entries import load_terms
from articles.workflow import Refused

from .base import MachineError
from .providers import provider
from .taming import sent, tame

if TYPE_CHECKING:
    from articles.translation.units import UnitView

__all__ = ["draft", "drafts_of", "is_embargoed", "refusals"]

MOST_CHARACTERS = 100_000
MOST_TERMS = 5000


def is_embargoed(edition: Edition) -> bool:
    """Whether what would be sent for a translation holds words that the public has not been able to read.

    So it is where nothing of the article is public yet, and where the source is
    being corrected. Causes a query.
    """
    source = edition.translates
    if source is None:
        return True
    newest = edition.article.editions.kept().in_language(source.language).order_by("-number")[:1]
    wanted = {source.pk, *newest.values_list("pk", flat=True)}
    return Edition.objects.has_been_public().filter(pk__in=wanted).count() < len(wanted)


def refusals(edition: Edition) -> list[str]:
    """Say why nothing of this translation is sent to a machine; empty where it may be. Two queries at the most."""
    if provider() is None:
        return [_("Machine translation is switched off.")]
    if edition.translates is None:
        return [_("This text is no translation of another one.")]
    if not settings.NEWSROOM_MACHINE_TRANSLATES_EMBARGOED and is_embargoed(edition):
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
    from articles.translation.units import units_of

    wanted = set(keys)
    return drafts_of([unit for unit in units_of(edition) if unit.key in wanted], edition)


def drafts_of(units: Iterable[UnitView], edition: Edition) -> dict[str, str]:
    """As `draft`, of units at hand and without asking whether it may be done."""
    machine = provider()
    assert machine is not None
    assert edition.translates is not None
    asked: list[tuple[str, Block]] = [(unit.key, block) for unit in units for block in unit.source]
    blocks = [sent(block) for _key, block in asked]
    if sum(map(len, blocks)) > MOST_CHARACTERS:
        raise MachineError(
            _("That is more than %(count)s characters in one go. Ask for fewer paragraphs.")
            % {"count": MOST_CHARACTERS}
        )
    if not blocks:
        return {}
    source_language, target_language = edition.translates.language, edition.language
    answers = machine.translate(blocks, source_language, target_language, _terms(source_language, target_language))
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
