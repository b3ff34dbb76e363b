"""When and where something takes place that an article invites to: written by one person, confirmed by another.

The public is told what is confirmed, and nothing else; see
`docs/decisions/an-occasion-is-confirmed-by-a-second-person.md`. Each verb is one transaction under a lock
on the article, leaves an event, and raises `Refused` with sentences that the user can act on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staff.models import Role

from .drafting import refusals_to_describe
from .models import Article, Confirmation, Edition, Event, Happening, Kind, Occasion
from .placeholders import placeholders
from .workflow import Reason, Refused, also_require

if TYPE_CHECKING:
    from staff.models import User

__all__ = [
    "confirm",
    "confirmed_occasion",
    "drop",
    "is_invitation",
    "pending_occasion",
    "refusals_to_confirm",
    "refusals_to_drop",
    "refusals_to_write",
    "write",
]


def is_invitation(article: Article) -> bool:
    """Whether articles of this kind invite to something."""
    return article.kind == Kind.MEDIA_ADVISORY


def confirmed_occasion(article: Article, at: datetime | None = None) -> Occasion | None:
    """What is confirmed of the article's occasion, whether or not the article is public. Causes a query."""
    return article.occasions.confirmed(at).first()


def pending_occasion(article: Article) -> Occasion | None:
    """What was written last of the article's occasion and waits for a second person. Causes a query."""
    last: Occasion | None = article.occasions.kept().order_by("-number").first()
    return last if last is not None and last.confirmed_at is None else None


def refusals_to_write(article: Article, user: User) -> list[str]:
    """Say why the user may not write when and where it takes place; empty when they may.

    It is for whoever describes the article: writers, and publishers once something of it is public or scheduled.
    """
    if reasons := refusals_to_describe(article, user):
        return reasons
    if not is_invitation(article):
        return [_("Only a media advisory has a date and a place. Change its kind first.")]
    return []


def refusals_to_confirm(occasion: Occasion, user: User, *, reason: str = "") -> list[str]:
    """Say why the user may not confirm these facts; empty when they may. Causes a few queries.

    It takes a second person who approves or releases texts. With a ``reason``, whoever may release alone in
    an emergency may also confirm alone, what they wrote themselves too.
    """
    is_alone = user.holds(Role.EMERGENCY) and bool(reason.strip())
    if not (is_alone or _may_confirm(user)):
        return [_("You have no right to confirm a date and place. It is for approvers and publishers.")]
    if occasion.confirmed_at or occasion.dropped_at or pending_occasion(occasion.article) != occasion:
        return [_("These are no longer the last facts that were written. Look at where they stand now.")]
    if not is_alone and user.pk in _writers(occasion):
        return [_("You wrote or changed this date and place. Someone else has to confirm it.")]
    words = "\n".join(value for texts in occasion.texts.values() for value in texts.values())
    if left := placeholders(words):
        found = ", ".join(f"“{word}”" for word in left)
        return [_("Placeholder text is left in it: %(placeholders)s. Replace it first.") % {"placeholders": found}]
    return []


def _may_confirm(user: User) -> bool:
    roles = user.rights_held
    return bool(roles.get(Role.APPROVER)) or user.holds(Role.PUBLISHER) or user.holds(Role.MANAGING_EDITOR)


def _writers(occasion: Occasion) -> set[int]:
    """Who wrote or changed the facts since they were last confirmed. Causes a query."""
    rows = occasion.article.occasions.kept().filter(number__lte=occasion.number).order_by("-number")
    writers = set()
    for row in rows:
        if row.confirmed_at is not None:
            break
        writers.add(row.written_by_id)
    return writers


def refusals_to_drop(article: Article, user: User) -> list[str]:
    """Say why the user may not drop what waits to be confirmed; empty when they may."""
    return refusals_to_describe(article, user)


def write(article: Article, user: User, *, seen: int, reason: str = "", **facts: Any) -> Occasion:
    """Write down when and where it takes place; return what now waits for a second person.

    ``seen`` is the number of the facts that the user started from, 0 where there were none. ``facts`` are
    the fields of `Occasion.facts`; instants are aware. What is public stays as it is until it is confirmed.
    """
    with transaction.atomic():
        article = _locked(article)
        if reasons := refusals_to_write(article, user):
            raise Refused(*reasons)
        last = article.occasions.order_by("-number").first()
        kept = article.occasions.kept().order_by("-number").first()
        if seen != (kept.number if kept else 0):
            raise Refused(
                _("Someone changed the date and place after you opened them. Nothing was overwritten; look again.")
            )
        occasion = Occasion(
            article=article,
            number=last.number + 1 if last else 1,
            written_by=user,
            reason=reason.strip(),
            **{**(kept.facts() if kept else {}), **facts},
        )
        if reasons := list(_faults(occasion, kept, confirmed_occasion(article))):
            raise Refused(*reasons)
        occasion.save(force_insert=True)
        occasion.refresh_from_db()
        _record(occasion, user, "write_occasion", reason.strip())
    return occasion


def _faults(occasion: Occasion, last: Occasion | None, confirmed: Occasion | None) -> Iterator[str]:
    if last is not None and last.facts() == occasion.facts():
        yield _("Nothing was changed.")
    if occasion.time_zone not in available_timezones():
        yield _("Choose a time zone.")
    elif occasion.ends_at is not None and occasion.ends_at <= occasion.starts_at:
        yield _("It ends before it begins. Choose a later end.")
    elif occasion.accreditation_until_at and occasion.accreditation_until_at > (
        occasion.ends_at or _day_over(occasion)
    ):
        yield _("Accreditation closes after the end. Choose an earlier hour.")
    if confirmed is None:
        if occasion.happening != Happening.PLANNED:
            yield _("Nothing is confirmed yet that could be postponed or cancelled.")
        return
    has_moved = (occasion.starts_at, occasion.is_all_day) != (confirmed.starts_at, confirmed.is_all_day)
    if occasion.happening != Happening.PLANNED and has_moved:
        yield _(
            "What is postponed or cancelled keeps the date that the public knows."
            " Once a new date is known, say that it takes place, with that date."
        )
    if confirmed.article.has_been_released() and not occasion.reason:
        yield _("The article is public or scheduled. Give a reason for the change.")


def _day_over(occasion: Occasion) -> datetime:
    """The last instant of its first day."""
    local = occasion.starts_at.astimezone(occasion.zone)
    return local.replace(hour=23, minute=59, second=59, microsecond=999999)


def confirm(occasion: Occasion, user: User, *, reason: str = "") -> Occasion:
    """Confirm the facts, which the public is told from now on if the article is public; return them.

    With a ``reason`` one person confirms alone in an emergency, and the record says so.
    """
    with transaction.atomic():
        _locked(occasion.article)
        current = Occasion.objects.select_related("article").get(pk=occasion.pk)
        if reasons := refusals_to_confirm(current, user, reason=reason):
            raise Refused(*reasons)
        is_regular = not refusals_to_confirm(current, user)
        current.confirmed_by = user
        current.confirmation = Confirmation.REGULAR if is_regular else Confirmation.EMERGENCY
        current.confirmation_reason = "" if is_regular else reason.strip()
        current.save(update_fields=["confirmed_by", "confirmation", "confirmation_reason"])
        current.refresh_from_db()
        action = "confirm_occasion" if is_regular else "confirm_occasion_alone"
        _record(current, user, action, current.confirmation_reason)
    return current


def drop(article: Article, user: User, *, reason: str = "") -> None:
    """Drop what was written since the facts were last confirmed; those hold on."""
    with transaction.atomic():
        article = _locked(article)
        if reasons := refusals_to_drop(article, user):
            raise Refused(*reasons)
        waiting = pending_occasion(article)
        if waiting is None:
            raise Refused(_("Nothing waits to be confirmed."))
        for occasion in article.occasions.kept().filter(confirmed_at=None):
            occasion.dropped_by = user
            occasion.save(update_fields=["dropped_by"])
        _record(waiting, user, "drop_occasion", reason)


def _locked(article: Article) -> Article:
    return Article.objects.select_for_update().get(pk=article.pk)


def _record(occasion: Occasion, user: User, action: str, reason: str) -> None:
    Event.objects.create(
        article=occasion.article, user=user, action=action, reason=reason, details=occasion.description()
    )


def _has_a_confirmed_occasion(edition: Edition, user: User) -> Iterator[str]:  # noqa: ARG001 - as in the table
    if is_invitation(edition.article) and pending_occasion(edition.article) is not None:
        yield Reason(_("The date and place wait for a second person. Have them confirmed first, or dropped."))


also_require(
    _has_a_confirmed_occasion,
    gettext_lazy("The date and place are confirmed by a second person."),
    "release",
    "release_in_emergency",
)
