"""What public means: a question to the clock."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Now

__all__ = ["is_public_at"]


def is_public_at(at: datetime | None = None) -> Q:
    """The condition that an edition is public: ``public_from <= at < public_until``."""
    instant = at or Now()
    return Q(public_from__lte=instant) & (Q(public_until__isnull=True) | Q(public_until__gt=instant))
