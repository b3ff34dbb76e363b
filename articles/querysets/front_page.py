"""What home pages start with."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

__all__ = ["LeadQuerySet"]


class LeadQuerySet(models.QuerySet[Any]):
    """Picks of leads."""

    def newest_in(self, language: str) -> Self:
        """The last pick in the language alone."""
        picks = self.model._default_manager.filter(language=language).order_by("-pk")
        return self.filter(pk__in=picks.values("pk")[:1])

    def holding(self, language: str, at: datetime | None = None) -> Self:
        """The pick that the home page of the language follows at the instant, none where the newest text leads.

        It holds until its time is over, and ends for good with a withdrawal in the language.
        Whether its article is public there is for ``public`` to say.
        """
        instant = at or Now()
        notices = apps.get_model("articles", "WithdrawalNotice")._default_manager
        withdrawn = notices.filter(
            edition__article=OuterRef("article"),
            language=language,
            withdrawal__withdrawn_at__gte=OuterRef("picked_at"),
            withdrawal__withdrawn_at__lte=instant,
        )
        return self.newest_in(language).filter(
            Q(until_at=None) | Q(until_at__gt=instant), ~Exists(withdrawn), article__isnull=False
        )
