"""When and where something takes place: what of it is confirmed, and what the public knows."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject, Now

from .editions import every_edition

__all__ = ["OccasionQuerySet"]


def _counted(rows: Any) -> Any:
    """Their number, as a subquery of one row."""
    return rows.order_by().values("article").annotate(number_of=Count("pk")).values("number_of")


class OccasionQuerySet(models.QuerySet[Any]):
    """Occasions."""

    def kept(self) -> Self:
        """Those that were not dropped."""
        return self.filter(dropped_at=None)

    def confirmed(self, at: datetime | None = None) -> Self:
        """Those that hold at the instant: a second person confirmed them, and no later ones took their place."""
        instant = at or Now()
        return self.filter(Q(replaced_at=None) | Q(replaced_at__gt=instant), confirmed_at__lte=instant)

    def public(self, at: datetime | None = None) -> Self:
        """The confirmed ones of articles that invite to something and have a public edition."""
        return (
            self._of_invitations()
            .confirmed(at)
            .filter(Exists(every_edition().public(at).filter(article=OuterRef("article"))))
        )

    def public_in(self, language: str, at: datetime | None = None) -> Self:
        """The confirmed ones of articles that invite to something, with a public edition in the language.

        Annotates ``edition`` (what its page is named by: {title, slug, standfirst}), ``edition_from`` (from
        when that is public), ``moved_from_at`` (the last other beginning that the public of that language
        was told, or None) and ``changes`` (how often the facts were confirmed before).
        """
        # Without an order: there is one at most, and the model's own would sort by the article.
        editions = every_edition().public(at).in_language(language).filter(article=OuterRef("article")).order_by()
        named = JSONObject(title="title", slug="slug", standfirst="standfirst")
        return (
            self._of_invitations()
            .confirmed(at)
            .annotate(
                edition=Subquery(editions.values(row=named)[:1]),
                edition_from=Subquery(editions.values("public_from")[:1]),
                moved_from_at=Subquery(self._told_before(language).values("starts_at")[:1]),
                changes=Coalesce(Subquery(_counted(self._confirmed_before())), 0),
            )
            .filter(edition__isnull=False)
        )

    def _of_invitations(self) -> Self:
        return self.filter(article__kind="media_advisory")

    def _confirmed_before(self) -> Any:
        return self.model._default_manager.filter(
            article=OuterRef("article"), number__lt=OuterRef("number"), confirmed_at__isnull=False
        )

    def _told_before(self, language: str) -> Any:
        """Earlier ones with another beginning that stood on a public page of the language, the last first.

        What was told before a withdrawal went with it.
        """
        notices = apps.get_model("articles", "WithdrawalNotice")._default_manager.filter(language=language)
        texts = every_edition().in_language(language).has_been_public()
        return (
            self._confirmed_before()
            .filter(
                ~Q(starts_at=OuterRef("starts_at")),
                Exists(texts.filter(article=OuterRef("article"), first_public_from__lt=OuterRef("replaced_at"))),
                ~Exists(
                    notices.filter(
                        edition__article=OuterRef("article"), withdrawal__withdrawn_at__gte=OuterRef("replaced_at")
                    )
                ),
            )
            .order_by("-number")
        )

    def upcoming(self, at: datetime | None = None) -> Self:
        """Those that are not over."""
        return self.filter(over_at__gt=at or Now())

    def past(self, at: datetime | None = None) -> Self:
        """Those that are over."""
        return self.filter(over_at__lte=at or Now())

    def soonest_first(self) -> Self:
        """In the order in which they begin."""
        return self.order_by("starts_at", "article_id")

    def latest_first(self) -> Self:
        """The last begun first."""
        return self.order_by(F("starts_at").desc(), F("article_id").desc())
