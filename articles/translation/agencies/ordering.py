"""To give texts to an agency, and to take the link back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Edition, Event
from articles.workflow import Refused, refusals
from languages import local_name
from staff.models import Role

from .models import Order, Version
from .tasks import send_link
from .tokens import hashed, new_seed, token_of

if TYPE_CHECKING:
    from staff.models import User

__all__ = [
    "may_manage",
    "place_order",
    "refusals_to_exchange",
    "refusals_to_manage",
    "renew",
    "revoke",
]


def refusals_to_exchange(edition: Edition, user: User) -> list[str]:
    """Say why the user may neither send the text out nor take it in; empty when they may.

    It is for whoever may save it: managing editors, and the translators of its language.
    """
    if edition.source_edition() is None:
        return [_("This is no translation. Files for agencies are made of translations.")]
    return refusals(edition, "save", user)


def refusals_to_manage(user: User) -> list[str]:
    """Say why the user may give nothing to agencies; empty when they may, at least in one language."""
    if user.holds(Role.MANAGING_EDITOR) or user.holds(Role.TRANSLATOR):
        return []
    return [_("You have no right to give texts to an agency. It is for managing editors and translators.")]


def place_order(
    user: User,
    editions: Sequence[Edition],
    *,
    agency: str,
    deadline: datetime,
    email: str = "",
    note: str = "",
    version: str = Version.NEWEST,
) -> tuple[Order, str]:
    """Give the texts (open translations) to an agency until the deadline; return the order and its token.

    The token is told this once, and by mail where there is an address. Raises `Refused`.
    """
    reasons = [] if editions else [_("Choose at least one language.")]
    if deadline <= timezone.now():
        reasons.append(_("The deadline is past."))
    for edition in editions:
        reasons += refusals_to_exchange(edition, user)
    if reasons:
        raise Refused(*dict.fromkeys(reasons))
    seed = new_seed()
    token = token_of(seed)
    with transaction.atomic():
        order = Order.objects.create(
            agency=agency,
            email=email,
            deadline=deadline,
            note=note,
            version=version,
            created_by=user,
            seed=seed,
            token_hash=hashed(token),
        )
        order.editions.set(editions)
        _record(order, user, "order_translation")
        if email:
            send_link.defer(order_id=order.pk)
    return order, token


def revoke(order: Order, user: User) -> None:
    """Close the order's link at once. Raises `Refused`."""
    with transaction.atomic():
        order = _managed(order, user)
        if order.revoked_at is None:
            order.revoked_at, order.revoked_by = timezone.now(), user
            order.save(update_fields=["revoked_at", "revoked_by"])
            _record(order, user, "revoke_translation_order")


def renew(order: Order, user: User) -> str:
    """Give the order a new link, and send it where there is an address; the old one closes. Return the new token.

    From then on the user answers for what is delivered. Raises `Refused`.
    """
    with transaction.atomic():
        order = _managed(order, user)
        if not order.is_usable():
            raise Refused(_("This order is over. Place a new one."))
        order.seed = new_seed()
        token = token_of(order.seed)
        order.token_hash = hashed(token)
        order.created_by = user
        order.save(update_fields=["seed", "token_hash", "created_by"])
        _record(order, user, "renew_translation_order")
        if order.email:
            send_link.defer(order_id=order.pk)
    return token


def may_manage(order: Order, user: User) -> bool:
    """Whether the user may close the link or make a new one: managing editors, and translators of all its texts."""
    return user.holds(Role.MANAGING_EDITOR) or all(
        user.holds(Role.TRANSLATOR, edition.language) for edition in order.editions.all()
    )


def _managed(order: Order, user: User) -> Order:
    current = Order.objects.select_for_update().get(pk=order.pk)
    if not may_manage(current, user):
        languages = ", ".join(sorted({local_name(edition.language) for edition in current.editions.all()}))
        raise Refused(
            _("You have no right to do this. It is for managing editors and translators of: %(languages)s.")
            % {"languages": languages}
        )
    return current


def _record(order: Order, user: User, action: str) -> None:
    """Leave an event with each article: who sent what to whom, and until when."""
    for article in Article.objects.filter(editions__agency_orders=order).distinct():
        languages = sorted({edition.language for edition in order.editions.filter(article=article)})
        Event.objects.create(
            article=article,
            user=user,
            action=action,
            reason=f"{order.agency} ({', '.join(languages)}), {order.deadline:%Y-%m-%d %H:%M} UTC",
        )
