"""Approvals that a later change voided, as the events tell it, until the text is approved anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from staff.models import Right, Role, User

from .models import Edition, Event
from .querysets import EditionQuerySet

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = ["VoidedApproval", "concerned_by", "concerning", "voided_approvals"]

RELEASERS = [Role.PUBLISHER, Role.MANAGING_EDITOR]


@dataclass(frozen=True, slots=True)
class VoidedApproval:
    """An approval that no longer holds: given by ``approved``, taken back by ``reopened``.

    ``edited`` is the first change of the text since then, None as long as nobody
    has changed a word.
    """

    edition: Edition
    approved: Event
    reopened: Event
    edited: Event | None

    def sentence(self) -> str:
        """Whose approval it was and what voided it, in the present language and time zone."""
        words = {
            "approver": _name(self.approved.user),
            "approved_at": _in_words(self.approved.happened_at),
        }
        if self.edited is None:
            return _("%(approver)s’s approval of %(approved_at)s was voided: %(who)s reopened the text at %(at)s.") % {
                **words,
                "who": _name(self.reopened.user),
                "at": _in_words(self.reopened.happened_at),
            }
        return _("%(approver)s’s approval of %(approved_at)s was voided by %(who)s’s edit at %(at)s.") % {
            **words,
            "who": _name(self.edited.user),
            "at": _in_words(self.edited.happened_at),
        }


def _name(user: User | None) -> str:
    return user.get_full_name() or user.get_username() if user else _("the desk")


def _in_words(at: datetime) -> str:
    """The hour, and the day where it is not today."""
    local = timezone.localtime(at)
    hour = date_format(local, "H:i")
    return hour if local.date() == timezone.localdate() else f"{date_format(local, 'DATE_FORMAT')}, {hour}"


def _with_voided_approval() -> EditionQuerySet:
    """Open editions that were approved once, and are not at present."""
    voided = Event.objects.filter(edition=OuterRef("pk"), from_state="approved", to_state="draft")
    return Edition.objects.open().exclude(state="approved").filter(Exists(voided))


def voided_approvals(editions: Iterable[Edition]) -> dict[int, VoidedApproval]:
    """The voided approval of each edition that has one, by its key. One query, whatever the number."""
    by_key = {edition.pk: edition for edition in editions if _may_have_one(edition)}
    if not by_key:
        return {}
    events = (
        Event.objects.filter(~Q(from_state=F("to_state")) | Q(text__isnull=False), edition__in=by_key)
        .annotate(has_text=Q(text__isnull=False))
        .select_related("user")
        .defer("text", "details")
        .order_by("edition", "pk")
    )
    found = (
        _voided(by_key[key], list(group)) for key, group in groupby(events, key=lambda event: event.edition_id or 0)
    )
    return {voided.edition.pk: voided for voided in found if voided is not None}


def _may_have_one(edition: Edition) -> bool:
    return edition.state != "approved" and edition.discarded_at is None


def _voided(edition: Edition, events: list[Event]) -> VoidedApproval | None:
    """What the edition's events, the first one first, say of its last approval."""
    approved = reopened = edited = None
    for event in events:
        if event.from_state != event.to_state and event.to_state == "approved":
            approved, reopened, edited = event, None, None
        elif approved and event.from_state == "approved" and event.to_state == "draft":
            reopened = event
        if reopened and edited is None and getattr(event, "has_text", False):
            edited = event
    return VoidedApproval(edition, approved, reopened, edited) if approved and reopened else None


def concerned_by(edition: Edition) -> QuerySet[User]:
    """Who wrote, approved or scheduled the edition, and those who were to release it: every publisher."""
    deeds = Event.objects.filter(edition=edition, user=OuterRef("pk"))
    rights = Right.objects.filter(user=OuterRef("pk"), role__in=RELEASERS)
    return User.objects.filter(Exists(deeds) | Exists(rights), is_active=True).order_by("pk")


def concerning(user: User) -> EditionQuerySet:
    """The editions with a voided approval that `concerned_by` names the user for."""
    editions = _with_voided_approval()
    if any(user.holds(role) for role in RELEASERS):
        return editions
    return editions.filter(Exists(Event.objects.filter(edition=OuterRef("pk"), user=user.pk)))
