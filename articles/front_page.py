"""What the home page of a language starts with: picked by whoever releases, from what is public there."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from languages import local_name
from staff.models import Role

from .models import Article, Edition, Event, Lead
from .workflow import Refused, database_clock

if TYPE_CHECKING:
    from staff.models import User

__all__ = ["lead_of", "lead_with", "lead_with_newest", "refusals_to_lead"]


def refusals_to_lead(user: User) -> list[str]:
    """Say why the user may not pick what a home page starts with; empty when they may."""
    if user.holds(Role.MANAGING_EDITOR) or user.holds(Role.PUBLISHER):
        return []
    return [_("You have no right to arrange the front page. It is for publishers.")]


def lead_of(language: str, at: datetime | None = None) -> Edition | None:
    """The picked text that leads in the language, None where the newest one does. Causes a query."""
    holding = Lead.objects.holding(language, at)
    return Edition.objects.public(at).in_language(language).filter(article__in=holding.values("article")).first()


def lead_with(edition: Edition, user: User, *, until_at: datetime | None = None) -> Lead:
    """Let the home page of the edition's language start with its article, until an instant (aware) or for good.

    Raises `Refused`, also where the text is not public now: nobody promises a lead to what may never come.
    """
    if reasons := refusals_to_lead(user):
        raise Refused(*reasons)
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=edition.article_id)
        if not Edition.objects.public().filter(pk=edition.pk).exists():
            raise Refused(_("Only a text that is public can lead. This one is not public now."))
        if until_at is not None and until_at <= database_clock():
            raise Refused(_("The day has passed. Choose a later one."))
        pick = Lead.objects.create(
            language=edition.language, article=edition.article, until_at=until_at, picked_by=user
        )
        _record(edition, user, "lead")
    return pick


def lead_with_newest(language: str, user: User) -> Lead:
    """Let the newest text lead in the language again. Raises `Refused`."""
    if reasons := refusals_to_lead(user):
        raise Refused(*reasons)
    with transaction.atomic():
        led = lead_of(language)
        if led is None:
            raise Refused(
                _("Nothing is picked in %(language)s: the newest text leads already.")
                % {"language": local_name(language)}
            )
        pick = Lead.objects.create(language=language, picked_by=user)
        _record(led, user, "end_lead")
    return pick


def _record(edition: Edition, user: User, action: str) -> None:
    Event.objects.create(
        article=edition.article,
        edition=edition,
        language=edition.language,
        number=edition.number,
        revision=edition.revision,
        user=user,
        action=action,
    )
