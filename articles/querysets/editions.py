"""Editions, at the desk and in public."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, Func, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Now

from people.models import Organisation, Person
from staff.models import Role

from .rights import is_approved_by, is_by, is_released_by, is_written_by
from .visibility import is_public_at

if TYPE_CHECKING:
    from articles.models import Edition, Topic
    from staff.models import User

__all__ = ["EditionQuerySet", "Plain", "every_edition", "kind_of"]


class Plain(Func):
    """A text without accents and in lower case: the database's function, which an index can hold."""

    function = "articles_plain"
    output_field = models.TextField()


def every_edition() -> EditionQuerySet:
    return apps.get_model("articles", "Edition")._default_manager.all()


def kind_of(subject: Person | Organisation | Topic) -> str:
    """The letter that `ListEntry.Kind` has for the subject."""
    if isinstance(subject, Person):
        return "p"
    return "o" if isinstance(subject, Organisation) else "t"


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions, at the desk and in public."""

    def public(self, at: datetime | None = None) -> Self:
        """Those that the public may read at the instant."""
        return self.filter(is_public_at(at))

    def has_been_public(self, at: datetime | None = None) -> Self:
        """Those whose public period has begun, whether or not it has ended."""
        return self.filter(public_from__lte=at or Now())

    def scheduled(self, at: datetime | None = None) -> Self:
        """Those whose public period lies in the future."""
        return self.filter(public_from__gt=at or Now())

    def in_language(self, language: str) -> Self:
        """Those in the language."""
        return self.filter(language=language)

    def about(self, subject: Person | Organisation | Topic) -> Self:
        """Those ever released or scheduled whose article names the person, the organisation or the topic.

        They keep a place in the list of the subject, by which `newest_first` and
        its like go: one index leads to any page of any list.
        """
        return self.filter(
            list_entries__kind=kind_of(subject),
            list_entries__subject=subject.pk,
            list_entries__language=F("language"),
        ).alias(listed_from=F("list_entries__first_public_from"), listed_edition=F("list_entries__edition"))

    def kept(self) -> Self:
        """Those that were not discarded."""
        return self.filter(discarded_at=None)

    def open(self) -> Self:
        """Those at the desk: neither released, nor scheduled, nor discarded."""
        return self.filter(public_from=None, discarded_at=None)

    def unfinished(self, at: datetime | None = None) -> Self:
        """Those that are open or scheduled."""
        return self.filter(Q(public_from=None) | Q(public_from__gt=at or Now()), discarded_at=None)

    def awaiting_clearance(self) -> Self:
        """Those released in an emergency by one person, whom no second person has cleared yet."""
        return self.filter(approval="emergency", cleared_at=None)

    def current(self, at: datetime | None = None) -> Self:
        """Those at the desk, scheduled or public: neither discarded nor over."""
        return self.kept().filter(Q(public_until=None) | Q(public_until__gt=at or Now()))

    def standing_so(self, standing: str, at: datetime | None = None) -> Self:
        """Those of which `Edition.standing` says this; an unknown word holds for none."""
        over = self.filter(public_until__lte=at or Now())
        successor = every_edition().filter(
            article=OuterRef("article"), language=OuterRef("language"), public_from=OuterRef("public_until")
        )
        match standing:
            case "draft" | "submitted" | "approved":
                return self.open().filter(state=standing)
            case "scheduled":
                return self.scheduled(at)
            case "public":
                return self.public(at)
            case "replaced":
                return over.filter(Exists(successor))
            case "withdrawn":
                # Whatever ends a public period without a successor leaves a notice; those are few, and quick to find.
                return over.filter(withdrawal_notice__isnull=False)
            case "discarded":
                return self.exclude(discarded_at=None)
        return self.none()

    def titled(self, words: str) -> Self:
        """Those with all the words in the title, or parts of words, whatever their accents and capitals."""
        found = self.annotate(plain_title=Plain("title"))
        for word in words.split():
            found = found.filter(plain_title__contains=Plain(Value(word)))
        return found

    def awaiting_text_by(self, user: User) -> Self:
        """Drafts that the user may write."""
        return self.open().filter(is_written_by(user), state="draft")

    def worked_on_by(self, user: User) -> Self:
        """Those that the user opened, or whose text the user wrote or changed."""
        deeds = apps.get_model("articles", "Event")._default_manager.filter(edition=OuterRef("pk"), user=user.pk)
        return self.filter(Exists(deeds.filter(Q(text__isnull=False) | Q(action__in=["open", "correct"]))))

    def returned_first(self) -> Self:
        """Those that an approver has returned before the others, the latest opened first."""
        last = apps.get_model("articles", "Event")._default_manager.of_state().filter(edition=OuterRef("pk"))
        is_returned = Q(last_step="return")
        return self.annotate(last_step=Subquery(last.values("action")[:1])).order_by(
            Case(When(is_returned, then=0), default=1), "-pk"
        )

    def awaiting_approval_by(self, user: User) -> Self:
        """Submitted texts that the user has to read: in their languages, and not by themselves.

        What only the text is at fault for (a placeholder, a source that has moved
        on) does not take it out: the approver returns it then.
        """
        return self.open().filter(is_approved_by(user), ~is_by(user), state="submitted")

    def awaiting_release_by(self, user: User) -> Self:
        """Approved texts that the user may release."""
        return self.open().filter(is_released_by(user), state="approved")

    def awaiting_clearance_by(self, user: User) -> Self:
        """Emergency releases that the user may clear as the second person."""
        return self.awaiting_clearance().filter(is_approved_by(user), ~is_by(user), ~Q(approved_by=user.pk))

    def awaiting_update_by(self, user: User) -> Self:
        """Public translations that are stale, and that nobody has begun to bring up to date."""
        later = every_edition().filter(article=OuterRef("article"), language=OuterRef("language"))
        return self.public().filter(
            is_written_by(user),
            ~Q(article__stale_languages=[]),
            ~Exists(later.unfinished()),
            article__stale_languages__contains=[F("language")],
        )

    def stale(self) -> Self:
        """Translations whose source edition is no longer the newest of its language, or has changed since.

        Two things do not make them stale: an open edition of the source as long
        as it says the same, and minor changes declared to leave translations alone.
        """
        return self.with_staleness().filter(has_stale_source=True)

    def with_staleness(self) -> Self:
        """Annotate ``has_stale_source``; `Edition.is_stale` asks the same of one edition."""
        later = (
            every_edition()
            .kept()
            .filter(article=OuterRef("article"), language=OuterRef("language"), number__gt=OuterRef("number"))
        )
        followed = (
            every_edition()
            .kept()
            .filter(
                Q(pk=OuterRef("translates")) | Q(public_from=None),
                ~Exists(later.filter(touches_translations=True)),
                article=OuterRef("article"),
                language=OuterRef("translates__language"),
                words_hash=OuterRef("translated_hash"),
            )
        )
        return self.annotate(has_stale_source=Q(translates__isnull=False) & ~Exists(followed))

    def with_standing(self) -> Self:
        """Annotate what `Edition.standing` would otherwise ask the database for."""
        successor = every_edition().filter(
            article=OuterRef("article"), language=OuterRef("language"), public_from=OuterRef("public_until")
        )
        return self.annotate(was_replaced=Exists(successor))

    def languages(self) -> set[str]:
        """The languages that these are in. Reads all of them once; of everything, ask `languages_in_public`."""
        return set(self.order_by().values_list("language", flat=True).distinct())

    def newest_first(self) -> Self:
        """In the order of the archive: last first released first."""
        return self.order_by(*(f"-{name}" for name in self._place))

    def oldest_first(self) -> Self:
        """In the opposite order."""
        return self.order_by(*self._place)

    def older_than(self, at: datetime, pk: int = 0) -> Self:
        """What comes after the place in a list with the newest first: that of an edition, or between two."""
        first, number = self._place
        # The first condition is implied by the second; it lets the index begin at the right place.
        return self.filter(Q((f"{first}__lte", at)) & (Q((f"{first}__lt", at)) | Q((first, at), (f"{number}__lt", pk))))

    def newer_than(self, at: datetime, pk: int = 0) -> Self:
        """What comes before it."""
        first, number = self._place
        return self.filter(Q((f"{first}__gte", at)) & (Q((f"{first}__gt", at)) | Q((first, at), (f"{number}__gt", pk))))

    @property
    def _place(self) -> tuple[str, str]:
        """What places an edition in a list: of a subject's list the columns of that, which say the same."""
        is_listed = "listed_from" in self.query.annotations
        return ("listed_from", "listed_edition") if is_listed else ("first_public_from", "pk")

    def last_changed_at(self, at: datetime | None = None) -> datetime | None:
        """The last instant, up to ``at``, at which what is public of these changed: a release or the end of one.

        None where nothing was ever public. Causes two queries.
        """
        instant = at or Now()
        started = self.filter(public_from__lte=instant).aggregate(at=Max("public_from"))["at"]
        ended = self.filter(public_until__lte=instant).aggregate(at=Max("public_until"))["at"]
        return max(filter(None, (started, ended)), default=None)
