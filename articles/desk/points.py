"""The points in the life of an article's language that can be compared: its editions, and the steps of its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Article, Edition, Event

from .history import sentence
from .labels import who

__all__ = ["Point", "Points"]

# What a text consists of, as an event keeps it.
TEXT = ("title", "standfirst", "body", "notes_to_editors", "slug", "public_note")


@dataclass(frozen=True, slots=True)
class Point:
    """One edition or one step of the history; ``key`` names it in an address ("edition-3", "event-12")."""

    key: str
    label: str
    at: datetime
    edition: Edition | None = None
    event: Event | None = None


class Points:
    """The points of one language of an article, the latest first. Causes two queries when made.

    Steps are the events of the language, and those that changed what all
    languages share.
    """

    def __init__(self, article: Article, language: str) -> None:
        self.article = article
        self.language = language
        # Not ``article.editions``: what was prefetched for the badges leaves out the discarded ones.
        editions = Edition.objects.filter(article=article, language=language).defer(
            "standfirst", "body", "notes_to_editors"
        )
        events = article.events.filter(Q(language=language) | Q(language="")).select_related("user")
        self._editions = list(editions.with_standing().order_by("-number"))
        self._events = list(events.annotate(has_text=Q(text__isnull=False)).defer("text").order_by("-pk"))
        self.editions = [self._of_edition(edition) for edition in self._editions]
        self.steps = [self._of_event(event) for event in self._events]
        self._by_key = {point.key: point for point in [*self.editions, *self.steps]}

    def get(self, key: str) -> Point | None:
        """The point with the key; None where this language of this article has none such."""
        return self._by_key.get(key)

    def newest(self) -> Point | None:
        """The newest edition that was not discarded, or the newest of all."""
        kept = [point for point in self.editions if point.edition and point.edition.discarded_at is None]
        return next(iter(kept or self.editions), None)

    def before(self, after: Point) -> Point:
        """What a point is compared with unless told: a step with the one before it, an edition with what the
        public read before; the point itself where it is the first."""
        if after.event is not None:
            place = self.steps.index(after)
            return self.steps[place + 1] if place + 1 < len(self.steps) else after
        now = timezone.now()
        earlier = self.editions[self.editions.index(after) + 1 :]
        public = [point for point in earlier if _has_been_public(point.edition, now)]
        return next(iter(public or earlier), self.steps[-1] if self.steps else after)

    def text(self, point: Point) -> dict[str, str]:
        """The text as it stood at the point, by the names of its parts. Causes a query."""
        if point.event is None:
            return self._text_of(point.edition)
        of_import = {edition.pk for edition in self._editions} - {e.edition_id for e in self._events if e.has_text}
        until = point.event.pk
        for event in (event for event in self._events if event.pk <= until):
            if event.has_text:
                text = Event.objects.values_list("text", flat=True).get(pk=event.pk) or {}
                return {name: text.get(name) or "" for name in TEXT}
            if event.edition_id in of_import:
                return self._text_of(event.edition)
        return dict.fromkeys(TEXT, "")

    def _text_of(self, edition: Edition | None) -> dict[str, str]:
        kept = Edition.objects.filter(pk=edition.pk).values(*TEXT).first() if edition else None
        return dict(kept or dict.fromkeys(TEXT, ""))

    def shared(self, point: Point) -> dict[str, Any] | None:
        """What all languages shared at the point, as `Article.description` has it; None where nobody recorded it.

        An article that was begun at the desk named nobody until a step says so.
        """
        recorded = [event for event in self._events if event.action == "describe"]
        until = [event for event in recorded if self._is_until(event, point)]
        if until:
            return dict(until[0].details or {})
        if not recorded and point.event is None:
            return self.article.description()
        return {} if self.article.created_by_id else None

    def _is_until(self, event: Event, point: Point) -> bool:
        return event.pk <= point.event.pk if point.event else event.happened_at <= point.at

    def _of_edition(self, edition: Edition) -> Point:
        now = timezone.now()
        was_public = _has_been_public(edition, now)
        label = _("Edition %(number)s, %(standing)s") % {
            "number": edition.number,
            "standing": edition.standing(now).label,
        }
        at = edition.public_from if was_public and edition.public_from else now
        return Point(f"edition-{edition.pk}", label, at, edition=edition)

    def _of_event(self, event: Event) -> Point:
        local = timezone.localtime(event.happened_at)
        label = _("%(when)s: %(who)s %(deed)s") % {
            "when": f"{date_format(local, 'SHORT_DATE_FORMAT')} {date_format(local, 'H:i:s')}",
            "who": who(event.user),
            "deed": sentence(event),
        }
        return Point(f"event-{event.pk}", label, event.happened_at, event=event)


def _has_been_public(edition: Edition | None, now: datetime) -> bool:
    return edition is not None and edition.public_from is not None and edition.public_from <= now
