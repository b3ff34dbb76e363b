"""Occasions: when and where something takes place that an article invites to."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pgtrigger
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from articles.querysets import OccasionQuerySet
from people.models import LocalText, choose_language

from .article import Article
from .triggers import not_emptied, nothing_is_deleted

__all__ = ["Confirmation", "Happening", "Occasion"]

FACTS = (
    *("happening", "starts_at", "ends_at", "time_zone", "is_all_day"),
    *("accreditation_until_at", "accreditation_url", "texts"),
)
TEXTS = ("venue", "address", "accreditation")


class Happening(models.TextChoices):
    """Whether it takes place."""

    PLANNED = "planned", _("takes place")
    POSTPONED = "postponed", _("postponed, a new date is not known yet")
    CANCELLED = "cancelled", _("cancelled")


class Confirmation(models.TextChoices):
    """How the facts came to be confirmed."""

    REGULAR = "regular", _("by a second person")
    EMERGENCY = "emergency", _("in an emergency, by one person")


# What is told of an occasion stays told: its row never changes but for the three things that can happen
# to it, each once. A change of the facts is the next row.
occasion_keeps_the_rules = pgtrigger.Trigger(
    name="keeps_the_rules",
    operation=pgtrigger.Insert | pgtrigger.Update,
    when=pgtrigger.Before,
    declare=[("fate", "text[]")],
    func="""
    fate := ARRAY['confirmed_at', 'confirmed_by_id', 'confirmation', 'confirmation_reason', 'replaced_at',
                  'dropped_at', 'dropped_by_id', 'over_at'];
    IF TG_OP = 'INSERT' THEN
        IF NEW.confirmed_by_id IS NOT NULL OR NEW.dropped_by_id IS NOT NULL OR NEW.replaced_at IS NOT NULL THEN
            RAISE EXCEPTION 'New facts of an occasion wait for a second person.' USING ERRCODE = 'check_violation';
        END IF;
        IF EXISTS (
            SELECT FROM articles_occasion other WHERE other.article_id = NEW.article_id AND other.number >= NEW.number
        ) THEN
            RAISE EXCEPTION 'The facts of an occasion are numbered in their order.' USING ERRCODE = 'check_violation';
        END IF;
        NEW.confirmed_at := NULL;
        NEW.dropped_at := NULL;
        NEW.over_at := coalesce(
            NEW.ends_at,
            (date_trunc('day', NEW.starts_at AT TIME ZONE NEW.time_zone) + interval '1 day')
                AT TIME ZONE NEW.time_zone
        );
        RETURN NEW;
    END IF;

    IF to_jsonb(NEW) - fate IS DISTINCT FROM to_jsonb(OLD) - fate OR NEW.over_at IS DISTINCT FROM OLD.over_at THEN
        RAISE EXCEPTION 'The facts of an occasion never change; write them anew.' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.dropped_by_id IS NOT NULL OR OLD.replaced_at IS NOT NULL
       OR OLD.confirmed_by_id IS NOT NULL
          AND to_jsonb(NEW) - 'replaced_at'::text IS DISTINCT FROM to_jsonb(OLD) - 'replaced_at'::text THEN
        RAISE EXCEPTION 'What became of the facts of an occasion never changes.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.dropped_by_id IS NOT NULL THEN
        NEW.dropped_at := clock_timestamp();
    END IF;
    IF NEW.confirmed_by_id IS NOT NULL AND OLD.confirmed_by_id IS NULL THEN
        IF EXISTS (
            SELECT FROM articles_occasion later
            WHERE later.article_id = NEW.article_id AND later.number > NEW.number AND later.dropped_by_id IS NULL
        ) THEN
            RAISE EXCEPTION 'Only the last facts of an occasion are confirmed.' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.confirmation = 'regular' AND EXISTS (
            SELECT FROM articles_occasion written
            WHERE written.article_id = NEW.article_id AND written.number <= NEW.number
              AND written.written_by_id = NEW.confirmed_by_id AND written.dropped_by_id IS NULL
              AND written.number > coalesce((
                  SELECT max(known.number) FROM articles_occasion known
                  WHERE known.article_id = NEW.article_id AND known.confirmed_by_id IS NOT NULL
              ), 0)
        ) THEN
            RAISE EXCEPTION 'Nobody confirms a date or place that they wrote.' USING ERRCODE = 'check_violation';
        END IF;
        NEW.confirmed_at := clock_timestamp();
        UPDATE articles_occasion SET replaced_at = NEW.confirmed_at
        WHERE article_id = NEW.article_id AND confirmed_by_id IS NOT NULL AND replaced_at IS NULL;
    END IF;
    RETURN NEW;
    """,
)


class Occasion(models.Model):
    """When and where something takes place that an article invites to, as one person wrote it down at one time.

    Each change of it is a row of its own with the next ``number``. The public is told the last row that a
    second person confirmed, over ``[confirmed_at, replaced_at)`` and as long as the article is public.
    ``ends_at`` is None where no end is stated. What lasts all day starts with the first instant of its first
    day in its zone and ends with the first instant after its last. ``over_at``, from when it is past, is
    kept by the database: the end, or that of the day where none is stated.

    ``texts`` holds {language: {venue, address, accreditation}}, each left out where it is empty.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="occasions", verbose_name=_("article"))
    number = models.PositiveIntegerField(_("number"))
    happening = models.CharField(
        _("whether it takes place"), max_length=10, choices=Happening, default=Happening.PLANNED
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64)
    is_all_day = models.BooleanField(_("all day"), default=False)
    over_at = models.DateTimeField(_("over"), null=True, editable=False)
    accreditation_until_at = models.DateTimeField(_("accreditation until"), null=True, blank=True)
    accreditation_url = models.URLField(_("address for accreditation"), max_length=500, blank=True)
    texts = models.JSONField(_("texts"), default=dict, blank=True)

    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="occasions_written", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written at"), db_default=Now())
    reason = models.TextField(_("reason"), blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="occasions_confirmed",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)
    confirmation = models.CharField(_("confirmation"), max_length=10, choices=Confirmation, blank=True)
    confirmation_reason = models.TextField(_("reason of the emergency"), blank=True)
    replaced_at = models.DateTimeField(_("replaced at"), null=True, editable=False)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="occasions_dropped",
        verbose_name=_("dropped by"),
    )
    dropped_at = models.DateTimeField(_("dropped at"), null=True, editable=False)

    objects = OccasionQuerySet.as_manager()

    class Meta:
        verbose_name = _("occasion")
        verbose_name_plural = _("occasions")
        ordering = ["article", "-number"]
        triggers = [occasion_keeps_the_rules, nothing_is_deleted, not_emptied]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="occasions_of_an_article_are_numbered_once"),
            models.CheckConstraint(
                condition=Q(ends_at=None, is_all_day=False) | Q(ends_at__gt=F("starts_at")),
                name="an_occasion_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(accreditation_until_at=None) | Q(accreditation_until_at__lte=F("over_at")),
                name="accreditation_closes_before_the_end",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None, confirmation="")
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, dropped_by=None)
                & (Q(confirmation=Confirmation.REGULAR) | Q(confirmation=Confirmation.EMERGENCY))
                & (~Q(confirmation=Confirmation.EMERGENCY) | ~Q(confirmation_reason="")),
                name="facts_are_confirmed_by_somebody_in_one_way",
            ),
            models.CheckConstraint(
                condition=Q(dropped_by=None, dropped_at=None) | Q(dropped_by__isnull=False, dropped_at__isnull=False),
                name="facts_are_dropped_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(happening__in=Happening.values), name="an_occasion_is_planned_postponed_or_cancelled"
            ),
        ]
        indexes = [
            models.Index(fields=["over_at"], condition=Q(confirmed_at__isnull=False), name="occasion_is_over"),
            models.Index(
                fields=["-starts_at", "-article"],
                condition=Q(confirmed_at__isnull=False),
                name="occasion_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day:%Y-%m-%d} ({self.number})"

    @property
    def zone(self) -> ZoneInfo:
        """Where its clocks hang."""
        return ZoneInfo(self.time_zone)

    @property
    def first_day(self) -> date:
        """The day on which it begins, in its zone."""
        return self.starts_at.astimezone(self.zone).date()

    @property
    def last_day(self) -> date:
        """The last day that it lasts, in its zone; the first one where no end is stated."""
        if self.ends_at is None:
            return self.first_day
        return (self.ends_at - timedelta(microseconds=1)).astimezone(self.zone).date()

    def is_over(self, at: datetime) -> bool:
        """Whether `OccasionQuerySet.past` would hold it at the instant (aware)."""
        return self.over_at is not None and self.over_at <= at

    def text(self, name: str, language: str) -> LocalText | None:
        """The venue, the address or the words on accreditation, in the language or its nearest fallback."""
        written = {code: texts[name] for code, texts in self.texts.items() if texts.get(name)}
        chosen = choose_language(written, language)
        return LocalText(written[chosen], chosen) if chosen else None

    def facts(self) -> dict[str, Any]:
        """What it says, by the names of its fields."""
        return {name: getattr(self, name) for name in FACTS}

    def description(self) -> dict[str, Any]:
        """The facts as plain values for the record."""
        plain = DjangoJSONEncoder()
        return {
            name: plain.default(value) if isinstance(value, datetime) else value for name, value in self.facts().items()
        }
