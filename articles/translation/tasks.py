"""Side effects of translation, done by the worker. None of them stands between a text and the public."""

from procrastinate.contrib.django import app

from articles.models import Approval, Edition, State

from .memory.feeding import remember
from .units import units_of

__all__ = ["remember_translation"]


@app.task(name="articles.remember_translation", retry=3)
def remember_translation(edition_id: int) -> int:
    """Feed the memory with the paragraphs of an approved translation; return how many are new.

    Only what one paragraph renders of one other, and of an approval that a
    second person stands for. Does nothing where it was voided meanwhile.
    """
    edition = Edition.objects.select_related("article", "translates").get(pk=edition_id)
    is_alone = edition.approval == Approval.EMERGENCY and edition.cleared_at is None
    if edition.state != State.APPROVED or edition.translates is None or is_alone:
        return 0
    pairs = [
        (unit.source[0], unit.target[0])
        for unit in units_of(edition)
        if len(unit.source) == len(unit.target) == 1 and not unit.has_moved_on
    ]
    return remember(edition, pairs)
