"""Who may do what with an edition, as conditions on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from staff.models import Role

if TYPE_CHECKING:
    from staff.models import User

__all__ = ["is_approved_by", "is_by", "is_released_by", "is_written_by"]


_EVERY_ONE = ~Q(pk__in=[])
_NONE = Q(pk__in=[])


def is_written_by(user: User) -> Q:
    """The condition on an edition that `workflow.may_write` holds."""
    languages = user.rights_held.get(Role.TRANSLATOR, set())
    if user.holds(Role.MANAGING_EDITOR) or "" in languages:
        return _EVERY_ONE
    in_source = Q(language=F("article__source_language")) if user.holds(Role.WRITER) else _NONE
    return Q(language__in=languages) | in_source


def is_approved_by(user: User) -> Q:
    """The condition on an edition that the user approves texts in its language."""
    languages = user.rights_held.get(Role.APPROVER, set())
    return _EVERY_ONE if user.holds(Role.MANAGING_EDITOR) or "" in languages else Q(language__in=languages)


def is_released_by(user: User) -> Q:
    """The condition on an edition that the user releases texts."""
    return _EVERY_ONE if user.holds(Role.MANAGING_EDITOR) or user.holds(Role.PUBLISHER) else _NONE


def is_by(user: User) -> Exists:
    """The condition on an edition that the user is among `Edition.author_ids`."""
    last_public = (
        apps.get_model("articles", "Edition")
        ._default_manager.all()
        .has_been_public()
        .filter(article=OuterRef("article"), language=OuterRef("language"), number__lt=OuterRef(OuterRef("number")))
        .order_by("-number")
        .values("number")[:1]
    )
    texts = apps.get_model("articles", "Event")._default_manager.filter(
        article=OuterRef("article"),
        language=OuterRef("language"),
        user=user.pk,
        text__isnull=False,
        number__gt=Coalesce(Subquery(last_public), 0),
    )
    return Exists(texts)
