"""What public means: a question to the clock."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Now

__all__ = ["is_public_at"]


def is_public_at(at: datetime | None = None, edition: str = "") -> Q:
    """The condition that an edition is public: ``public_from <= at < public_until``.

    ``edition`` leads to it from the row, as in "edition__".
    """
    instant = at or Now()
    is_begun, has_no_end, is_not_over = (
        Q((f"{edition}{name}", value))
        for name, value in (
            ("public_from__lte", instant),
            ("public_until__isnull", True),
            ("public_until__gt", instant),
        )
    )
    return is_begun & (has_no_end | is_not_over)
