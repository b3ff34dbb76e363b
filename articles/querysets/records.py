"""What was done: events, releases, and the notices of withdrawal."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Now

from .editions import every_edition

__all__ = ["EventQuerySet", "ReleaseQuerySet", "WithdrawalNoticeQuerySet"]


class EventQuerySet(models.QuerySet[Any]):
    """Events."""

    def of_text_since_last_public(self, language: str, number: int) -> Self:
        """Changes of text in the language after the last edition before ``number`` that has been public."""
        last_public = (
            every_edition()
            .has_been_public()
            .filter(article=OuterRef("article"), language=language, number__lt=number)
            .order_by("-number")
        )
        return self.filter(
            ~Q(number__lte=Subquery(last_public.values("number")[:1])) | ~Exists(last_public),
            language=language,
            text__isnull=False,
        )

    def of_state(self) -> Self:
        """Those that changed where an edition stands, the last first."""
        return self.filter(~Q(from_state=F("to_state"))).order_by("-happened_at", "-pk")


class ReleaseQuerySet(models.QuerySet[Any]):
    """Releases."""

    def scheduled(self, at: datetime | None = None) -> Self:
        """Those whose hour has not come."""
        return self.filter(public_from__gt=at or Now())

    def carried_out(self, at: datetime | None = None) -> Self:
        """Those whose hour has come."""
        return self.filter(public_from__lte=at or Now())


class WithdrawalNoticeQuerySet(models.QuerySet[Any]):
    """Notices of withdrawal."""

    def public(self, at: datetime | None = None) -> Self:
        """Those of an edition whose period has ended and which no later edition took the place of."""
        later = (
            every_edition()
            .has_been_public(at)
            .filter(
                article=OuterRef("edition__article"),
                language=OuterRef("language"),
                number__gt=OuterRef("edition__number"),
            )
        )
        return self.filter(~Exists(later), edition__public_until__lte=at or Now())
