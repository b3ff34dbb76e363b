"""My desk: what waits for one person, by what they may do, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import F, Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from articles.models import Article, Edition, Event, Release, Standing
from articles.querysets import EditionQuerySet
from articles.workflow import may_write
from staff.models import Role

from .badges import LanguageRow, language_rows, with_badges
from .far import note_progress

if TYPE_CHECKING:
    from staff.models import User

__all__ = ["CAP", "SHOWN", "ArticleRow", "Queue", "my_desk", "waits_for"]

# How many of a queue are shown, and how many are counted at most.
SHOWN = 8
CAP = 100


@dataclass(frozen=True, slots=True)
class Queue:
    """One kind of work that waits: its first rows, and how many there are up to `CAP`.

    ``of`` says what the rows are: "texts" (editions with ``steps``, the events
    that brought them where they stand, the last first; translations to finish
    also with ``far``, their `Progress`, and their ``source``), "articles"
    (`ArticleRow`) or "releases".
    """

    name: str
    heading: str
    of: str
    rows: list[Any]
    count: int

    @property
    def size(self) -> str:
        """The count as it is shown: "7", or "100+"."""
        return f"{CAP}+" if self.count > CAP else str(self.count)


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article that waits: to be translated into ``languages``, or to be released and still without ``missing``."""

    article: Article
    languages: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def my_desk(user: User) -> list[Queue]:
    """The queues of the user's roles, those that wait for them first. The queries do not depend on the rows."""
    return [
        *_to_write(user),
        *_to_translate(user),
        *_to_approve(user),
        *_to_release(user),
        *_to_clear(user),
        _scheduled(),
        _released(),
    ]


def _to_write(user: User) -> list[Queue]:
    if not (user.holds(Role.WRITER) or user.holds(Role.MANAGING_EDITOR) or user.holds(Role.TRANSLATOR)):
        return []
    mine = Edition.objects.awaiting_text_by(user).filter(language=F("article__source_language")).worked_on_by(user)
    return [_texts("write", _("To write"), mine.returned_first())]


def _to_translate(user: User) -> list[Queue]:
    if not (user.holds(Role.TRANSLATOR) or user.holds(Role.MANAGING_EDITOR)):
        return []
    drafts = Edition.objects.awaiting_text_by(user).exclude(language=F("article__source_language"))
    if not user.holds(Role.TRANSLATOR):
        drafts = drafts.worked_on_by(user)
    lacking = _first(with_badges(Article.objects.awaiting_translation_by(user)).order_by("-pk"))
    rows = [ArticleRow(article, languages=_languages_to_open(article, user)) for article in lacking[:SHOWN]]
    return [
        _with_progress(_texts("translate", _("Translations to finish"), drafts.returned_first())),
        Queue("lacking", _("To translate"), "articles", rows, len(lacking)),
        _texts(
            "stale",
            _("Stale translations"),
            Edition.objects.awaiting_update_by(user).order_by("-public_from", "-pk"),
        ),
    ]


def _to_approve(user: User) -> list[Queue]:
    if not (user.holds(Role.APPROVER) or user.holds(Role.MANAGING_EDITOR)):
        return []
    waiting = Edition.objects.awaiting_approval_by(user).order_by("pk")
    return [_texts("approve", _("To approve"), waiting)]


def _to_release(user: User) -> list[Queue]:
    if not (user.holds(Role.PUBLISHER) or user.holds(Role.MANAGING_EDITOR)):
        return []
    ready = Edition.objects.awaiting_release_by(user).values("article")
    articles = _first(with_badges(Article.objects.filter(pk__in=ready)).order_by("pk"))
    rows = [ArticleRow(article, missing=waits_for(article)) for article in articles[:SHOWN]]
    rows.sort(key=lambda row: bool(row.missing))
    return [Queue("release", _("To release"), "articles", rows, len(articles))]


def _to_clear(user: User) -> list[Queue]:
    if not (user.holds(Role.APPROVER) or user.holds(Role.MANAGING_EDITOR)):
        return []
    waiting = Edition.objects.awaiting_clearance_by(user).order_by("approved_at", "pk")
    return [_texts("clear", _("Emergency releases to clear"), waiting)]


def _scheduled() -> Queue:
    rows = _first(Release.objects.scheduled().order_by("public_from", "pk"))
    return _releases("scheduled", _("Scheduled next"), rows)


def _released() -> Queue:
    rows = _first(Release.objects.carried_out().order_by("-public_from", "-pk"), SHOWN - 1)
    return _releases("released", _("Recently released"), rows)


def _first(queryset: QuerySet[Any], most: int = CAP) -> list[Any]:
    return list(queryset[: most + 1])


def _texts(name: str, heading: str, editions: EditionQuerySet) -> Queue:
    light = editions.select_related("article", "approved_by").defer(
        "standfirst", "body", "notes_to_editors", "public_note"
    )
    found = _first(light.with_staleness())
    rows = found[:SHOWN]
    steps = Event.objects.of_state().select_related("user").defer("text", "details")
    prefetch_related_objects(rows, Prefetch("events", steps, to_attr="steps"))
    return Queue(name, heading, "texts", rows, len(found))


def _with_progress(queue: Queue) -> Queue:
    """The queue with how far each translation has come, and what its source is called. Three queries."""
    note_progress(queue.rows)
    return queue


def _releases(name: str, heading: str, found: list[Release]) -> Queue:
    rows = found[:SHOWN]
    editions = Edition.objects.defer("standfirst", "body", "notes_to_editors", "public_note").order_by("pk")
    prefetch_related_objects(rows, Prefetch("editions", editions))
    return Queue(name, heading, "releases", rows, len(found))


def _languages_to_open(article: Article, user: User) -> list[str]:
    """The required languages without a text that the user may write in; no query on what `with_badges` fetched."""
    return [
        row.language
        for row in language_rows(article)
        if row.is_required and not row.badges and may_write(user, Edition(article=article, language=row.language))
    ]


def waits_for(article: Article) -> list[str]:
    """The languages that a release of everything approved would lack or have stale.

    What `publication.missing_for_release` says in sentences, for an article
    from `with_badges` and without a query.
    """
    if any(edition.public_from and edition.standing() != Standing.SCHEDULED for edition in article.editions.all()):
        return [row.language for row in language_rows(article) if _is_approved_but_stale(row)]
    return [
        row.language
        for row in language_rows(article)
        if (row.is_required and not _is_approved(row)) or _is_approved_but_stale(row)
    ]


def _is_approved(row: LanguageRow) -> bool:
    return any(badge.standing == Standing.APPROVED for badge in row.badges)


def _is_approved_but_stale(row: LanguageRow) -> bool:
    return any(
        badge.standing == Standing.APPROVED
        and badge.is_stale
        and badge.edition is not None
        and badge.edition.change == "first"
        for badge in row.badges
    )
