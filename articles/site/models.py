"""What the site itself keeps: when each feed last changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest
from django.utils import timezone

__all__ = ["FeedVersion"]

# HTTP dates count in these.
SECOND = timedelta(seconds=1)


class FeedVersion(models.Model):
    """The version of a feed that was given out last, and since when.

    A feed changes with more than the texts in it: a topic is added to an
    article, a person's name is corrected, a new release of the software writes
    it otherwise. Rather than know of everything, the site remembers what it
    said. Each version is dated a whole second or more after the one before,
    so that dates tell any two of them apart.
    """

    path = models.CharField(max_length=300, primary_key=True)
    etag = models.CharField(max_length=64)
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(etag=""), name="a_version_of_a_feed_has_an_etag"),
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.etag}"

    @classmethod
    def current(cls, path: str, etag: str, changed_at: Callable[[], datetime | None]) -> Self:
        """The record of this version, made if it is new.

        ``changed_at`` says when its texts last changed (aware UTC); it is asked
        only for a new version. One that differs otherwise dates from now.
        Causes a query, and three more for a new version.
        """
        known = cls.objects.filter(path=path).first()
        if known is not None and known.etag == etag:
            return known
        wanted = changed_at()
        if wanted is None or (known is not None and wanted <= known.modified_at):
            wanted = timezone.now()
        wanted = wanted.replace(microsecond=0)
        cls.objects.bulk_create([cls(path=path, etag=etag, modified_at=wanted)], ignore_conflicts=True)
        # In one statement, so that of two requests at once each dates its version after the other's.
        cls.objects.filter(path=path).exclude(etag=etag).update(
            etag=etag, modified_at=Greatest(Value(wanted), F("modified_at") + Value(SECOND))
        )
        return cls.objects.get(path=path)
