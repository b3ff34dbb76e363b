"""What the public sees and when: release, reschedule, correct, withdraw.

Visibility is a question to the clock, so these verbs only write down periods;
no worker has a part in it. Each is one transaction under a lock on the
articles, asks `workflow.refusals` with the database's clock, and leaves its
events. All raise `Refused` with sentences that the user can act on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from languages import local_name

from .drafting import next_number
from .models import Approval, Article, Change, Edition, Outcome, Release, Standing, State, Withdrawal, WithdrawalNotice
from .querysets import EditionQuerySet
from .tasks import announce_at_its_hour
from .translation.readiness import answer_for_staleness
from .translation.saving import copy_units
from .workflow import ACTIONS, LAST_CALL, Refused, acting, database_clock, give_address, refusals

if TYPE_CHECKING:
    from staff.models import User

__all__ = [
    "AmbiguousTime",
    "NonexistentTime",
    "correct",
    "correct_together",
    "instant",
    "missing_for_release",
    "release",
    "release_in_emergency",
    "reschedule",
    "unschedule",
    "withdraw",
]


# What the next edition takes over from the public one.
COPIED = "article language translates translated_hash title standfirst body notes_to_editors slug".split()


class NonexistentTime(ValidationError):
    """A local time that the clocks skip."""


class AmbiguousTime(ValidationError):
    """A local time that the clocks show twice; ``choices`` are the two instants, the earlier first."""

    def __init__(self, message: str, choices: tuple[datetime, datetime]) -> None:
        super().__init__(message, code="ambiguous")
        self.choices = choices


def instant(local: datetime, time_zone: str, *, fold: int | None = None) -> datetime:
    """The instant (aware UTC) of a local time (naive) in a zone (IANA name).

    Raises `NonexistentTime` in the gap when the clocks go forward, and
    `AmbiguousTime` in the fold when they go back unless ``fold`` says which of
    the two is meant (0 the first, 1 the second; PEP 495).
    """
    zone = ZoneInfo(time_zone)
    first, second = (local.replace(tzinfo=zone, fold=which).astimezone(UTC) for which in (0, 1))
    stated = {"time": f"{local:%Y-%m-%d %H:%M}", "zone": time_zone}
    if first.astimezone(zone).replace(tzinfo=None) != local:
        raise NonexistentTime(
            _("%(time)s does not exist in %(zone)s: the clocks go forward over it. Choose another hour.") % stated,
            code="nonexistent",
        )
    if first == second:
        return first
    if fold is None:
        raise AmbiguousTime(
            _("%(time)s comes twice in %(zone)s: the clocks go back. Say which of the two is meant.") % stated,
            choices=(first, second),
        )
    return (first, second)[fold]


def missing_for_release(editions: Iterable[Edition]) -> list[str]:
    """Say what a release of these editions would go without: a required language or an up-to-date translation in a
    first release, or one that is scheduled already and would follow as it is. Empty when nothing is missing.

    Causes a few queries per article. An override, with a name and a reason, lifts these.
    """
    by_article: dict[Article, list[Edition]] = {}
    for edition in editions:
        by_article.setdefault(edition.article, []).append(edition)
    return [
        sentence
        for article, chosen in by_article.items()
        for faults in (
            _missing_languages(article, chosen),
            _stale_translations(article, chosen),
            _translations_left_behind(article, chosen),
        )
        for sentence in faults
    ]


def _missing_languages(article: Article, chosen: list[Edition]) -> Iterator[str]:
    if article.editions.has_been_public().exists():
        return
    have = {edition.language for edition in chosen}
    for language in article.required_languages:
        if language in have:
            continue
        newest = article.newest_edition(language)
        words = {"article": article.title_at_desk(), "language": local_name(language)}
        if newest is None:
            yield _("“%(article)s” has no text in %(language)s, which its first release requires.") % words
        elif newest.standing() == Standing.APPROVED:
            yield _("“%(article)s” requires %(language)s, which is approved but not among the chosen.") % words
        else:
            words["standing"] = str(newest.standing().label)
            yield _("“%(article)s” requires %(language)s, which is still %(standing)s.") % words


def _stale_translations(article: Article, chosen: list[Edition]) -> Iterator[str]:
    for edition in chosen:
        if _goes_out_stale(edition):
            yield _("The text of “%(article)s” in %(language)s is stale: its source has changed since.") % {
                "article": article.title_at_desk(),
                "language": local_name(edition.language),
            }


def _goes_out_stale(edition: Edition) -> bool:
    """Whether a first translation is stale, or follows one that is: Arabic made from a French that lags behind."""
    if edition.change != Change.FIRST:
        return False
    seen: set[str] = set()
    link: Edition | None = edition
    while link is not None and link.translates_id is not None and link.language not in seen:
        if link.is_stale():
            return True
        seen.add(link.language)
        link = link.source_edition()
    return False


def _translations_left_behind(article: Article, chosen: list[Edition]) -> Iterator[str]:
    for edition in _scheduled_to_go_out_stale(article, chosen):
        yield _(
            "The text of “%(article)s” in %(language)s is scheduled, and its source has changed since."
            " Bring it up to date or take it off the schedule first."
        ) % {"article": article.title_at_desk(), "language": local_name(edition.language)}


def _scheduled_to_go_out_stale(article: Article, chosen: list[Edition]) -> list[Edition]:
    """First translations, of the languages that are to be released, whose hour comes later and for which nobody
    has answered."""
    languages = {edition.language for edition in chosen}
    later = article.editions.scheduled().filter(change=Change.FIRST, translates__language__in=languages)
    return [edition for edition in later.select_related("article", "translates") if _is_unanswered(edition)]


def _is_unanswered(edition: Edition) -> bool:
    return _goes_out_stale(edition) and not edition.has_waived(edition.staleness())


@contextmanager
def _locked(editions: Iterable[Edition]) -> Iterator[list[Edition]]:
    """The editions read anew, under a lock on their articles taken in one order, in a transaction."""
    wanted = [edition.pk for edition in editions]
    with transaction.atomic():
        articles = Article.objects.filter(editions__in=wanted).order_by("pk").values_list("pk", flat=True).distinct()
        list(Article.objects.select_for_update().filter(pk__in=list(articles)).order_by("pk"))
        yield list(
            Edition.objects.filter(pk__in=wanted)
            .select_related("article", "translates")
            .order_by("article", "language", "number")
        )


def _require_all(editions: list[Edition], action: str, user: User, *, reason: str = "") -> datetime:
    """Raise `Refused` with every edition's reasons, each named; return the database's clock."""
    now = database_clock()
    reasons = [
        f"{edition.describe()}: {sentence}"
        for edition in editions
        for sentence in refusals(edition, action, user, at=now)
    ]
    if reasons:
        raise Refused(*reasons)
    if ACTIONS[action].needs_reason and not reason.strip():
        raise Refused(_("Give a reason."))
    return now


def release(
    editions: Iterable[Edition],
    user: User,
    *,
    at: datetime | None = None,
    time_zone: str | None = None,
    override_reason: str = "",
) -> Release:
    """Make approved editions, of one or several articles, public at one instant: all of them or none.

    ``at`` is an aware instant, None for now. ``time_zone`` is the zone that the
    hour was stated in, for the record. ``override_reason`` lets a first release
    go without a required language or with a stale one.
    """
    with _locked(editions) as chosen:
        if not chosen:
            raise Refused(_("Choose at least one edition to release."))
        now = _require_all(chosen, "release", user)
        if at is not None and at <= now:
            raise Refused(_("The hour has passed. Choose a later one, or release now."))
        missing = missing_for_release(chosen)
        if missing and not override_reason.strip():
            raise Refused(*missing)
        decision = Release.objects.create(
            public_from=at or now,
            time_zone=time_zone or settings.NEWSROOM_TIME_ZONE,
            decided_by=user,
            override_reason=override_reason.strip() if missing else "",
        )
        if missing:
            _answer_for_staleness(chosen, user, decision.override_reason)
        _make_public(chosen, decision, user, action="release", reason=decision.override_reason)
        announce_at_its_hour(decision)
    return decision


def _answer_for_staleness(chosen: list[Edition], user: User, reason: str) -> None:
    """Put the name and the reason beside each stale text, those that follow at a later hour too."""
    articles = {edition.article for edition in chosen}
    later = [edition for article in articles for edition in _scheduled_to_go_out_stale(article, chosen)]
    for edition in [*(each for each in chosen if _is_unanswered(each)), *later]:
        answer_for_staleness(edition, user, reason=reason)


def _make_public(editions: list[Edition], decision: Release, user: User, *, action: str, reason: str) -> None:
    assert decision.public_from is not None
    for edition in editions:
        with acting(user, "replace"):
            _predecessors(edition).update(public_until=decision.public_from)
        with acting(user, action, reason):
            edition.release = decision
            edition.public_from = decision.public_from
            edition.save_standing()
        if edition.article.dated_on is None:
            zone = ZoneInfo(settings.NEWSROOM_TIME_ZONE)
            edition.article.dated_on = decision.public_from.astimezone(zone).date()
            edition.article.save(update_fields=["dated_on"])


def _predecessors(edition: Edition) -> EditionQuerySet:
    """The edition of the language that is public now and would otherwise stay so."""
    return edition.article.editions.in_language(edition.language).public().exclude(pk=edition.pk)


def release_in_emergency(
    editions: Iterable[Edition], user: User, *, reason: str, at: datetime | None = None
) -> Release:
    """Approve and release by one person, whoever wrote the text; marked, and left for a second person to clear."""
    with _locked(editions) as chosen:
        if not chosen:
            raise Refused(_("Choose at least one edition to release."))
        now = _require_all(chosen, "release_in_emergency", user, reason=reason)
        if at is not None and at <= now:
            raise Refused(_("The hour has passed. Choose a later one, or release now."))
        decision = Release.objects.create(
            public_from=at or now,
            time_zone=settings.NEWSROOM_TIME_ZONE,
            decided_by=user,
            emergency_reason=reason,
        )
        for edition in chosen:
            give_address(edition)
            with acting(user, "release_in_emergency", reason):
                _approve_alone(edition, user, reason)
        _make_public(chosen, decision, user, action="release_in_emergency", reason=reason)
        announce_at_its_hour(decision)
    return decision


def _approve_alone(edition: Edition, user: User, reason: str) -> None:
    """Take an open edition along the workflow table to an approval marked as an emergency."""
    if edition.state == State.APPROVED:
        return
    if edition.state == State.DRAFT:
        edition.state = State.SUBMITTED
        edition.save_standing()
        edition.refresh_from_db()
    edition.approve(user, Approval.EMERGENCY, reason[:500])
    edition.save_standing()
    edition.refresh_from_db()


def reschedule(decision: Release, user: User, *, at: datetime, time_zone: str | None = None) -> Release:
    """Move a scheduled release, with all its editions, to another instant (aware); approvals stay.

    A first translation whose source has changed since it was scheduled does not move.
    """
    with _locked(decision.editions.all()) as chosen:
        now = _require_scheduled(chosen, "reschedule", user)
        if at <= now:
            raise Refused(_("The hour has passed. Choose a later one."))
        if stale := [edition for edition in chosen if _is_unanswered(edition)]:
            raise Refused(*(_stale_by_now(edition) for edition in stale))
        earlier = decision.public_from
        decision.public_from = at
        decision.time_zone = time_zone or decision.time_zone
        decision.save()
        for edition in chosen:
            _move(edition, user, earlier, at, "reschedule")
        announce_at_its_hour(decision)
    return decision


def _stale_by_now(edition: Edition) -> str:
    return _(
        "%(edition)s: its source has changed since it was scheduled. Bring it up to date first, or take the release"
        " off the schedule and release it anew with a reason."
    ) % {"edition": edition.describe()}


def unschedule(decision: Release, user: User) -> None:
    """Call a scheduled release off; its editions stay approved."""
    with _locked(decision.editions.all()) as chosen:
        _require_scheduled(chosen, "unschedule", user)
        earlier = decision.public_from
        decision.public_from = None
        decision.save()
        for edition in chosen:
            _move(edition, user, earlier, None, "unschedule")


def _require_scheduled(editions: list[Edition], action: str, user: User) -> datetime:
    if not editions:
        raise Refused(_("This release has been called off."))
    now = _require_all(editions, action, user)
    if any(edition.public_from is not None and edition.public_from <= now + LAST_CALL for edition in editions):
        raise Refused(_("It is too late: the text becomes public within two seconds."))
    return now


def _move(edition: Edition, user: User, old: datetime | None, new: datetime | None, action: str) -> None:
    """Move the boundary between an edition and the one that it replaces; the earlier period is moved
    first or last, so that the two never overlap."""
    predecessor = edition.article.editions.filter(language=edition.language, public_until=old)
    is_earlier = new is not None and old is not None and new < old
    if is_earlier:
        with acting(user, action):
            predecessor.update(public_until=new)
    with acting(user, action):
        edition.public_from = new
        if new is None:
            edition.release = None
        edition.save_standing()
    if not is_earlier:
        with acting(user, action):
            predecessor.update(public_until=new)


def correct(
    edition: Edition, user: User, *, change: Change, public_note: str = "", touches_translations: bool = True
) -> Edition:
    """Open the next edition as a copy of the public one: a correction, an update or a minor change; return it."""
    return correct_together({edition: public_note}, user, change=change, touches_translations=touches_translations)[0]


def correct_together(
    notes: dict[Edition, str], user: User, *, change: Change, reason: str = "", touches_translations: bool = True
) -> list[Edition]:
    """Open the next edition of each public one, all or none, each with its own public note; return them.

    ``reason`` is for the desk alone; without one the note stands in the history.
    A minor change may be declared to leave the translations right as they are.
    """
    with _locked(notes) as chosen:
        if not chosen:
            raise Refused(_("Choose at least one language."))
        _require_all(chosen, "correct", user)
        if change == Change.FIRST:
            raise Refused(_("Say whether this is a correction, an update or a minor change."))
        if not touches_translations and change != Change.MINOR:
            raise Refused(_("Only a minor change can leave the translations as they are."))
        declared = {"change": change, "touches_translations": touches_translations}
        return [_successor(edition, user, reason, public_note=notes[edition], **declared) for edition in chosen]


def _successor(edition: Edition, user: User, reason: str, **declared: Any) -> Edition:
    copied = {name: getattr(edition, name) for name in COPIED}
    successor = Edition(number=next_number(edition.article, edition.language), **copied, **declared)
    with acting(user, "correct", reason or successor.public_note):
        successor.save(force_insert=True)
    copy_units(edition, successor)
    successor.refresh_from_db()
    return successor


def withdraw(
    article: Article,
    user: User,
    *,
    outcome: Outcome,
    notices: dict[str, str],
    reason: str,
    moved_to: Article | None = None,
) -> Withdrawal:
    """End the public period of the article's editions now, in the languages of ``notices``; return the withdrawal.

    ``notices`` gives, for each language to withdraw, the words that the public
    reads in place of the text. ``moved_to`` belongs to the outcome “moved” alone.
    """
    public = list(article.editions.public().filter(language__in=notices))
    with _locked(public) as chosen:
        now = _require_all(chosen, "withdraw", user, reason=reason)
        if reasons := list(_withdrawal_faults(article, chosen, outcome, notices, moved_to)):
            raise Refused(*reasons)
        withdrawal = Withdrawal.objects.create(
            article=article,
            outcome=outcome,
            moved_to=moved_to,
            reason=reason,
            withdrawn_at=now,
            withdrawn_by=user,
        )
        for edition in chosen:
            WithdrawalNotice.objects.create(
                withdrawal=withdrawal, edition=edition, language=edition.language, notice=notices[edition.language]
            )
            with acting(user, "withdraw", reason):
                edition.public_until = now
                edition.save_standing()
    return withdrawal


def _withdrawal_faults(
    article: Article,
    chosen: list[Edition],
    outcome: Outcome,
    notices: dict[str, str],
    moved_to: Article | None,
) -> Iterator[str]:
    public = {edition.language for edition in chosen}
    for language, notice in notices.items():
        name = {"language": local_name(language)}
        if language not in public:
            yield _("Nothing is public in %(language)s.") % name
        elif not notice.strip():
            yield _("Write the notice that the public reads in %(language)s.") % name
    if not notices:
        yield _("Choose at least one language to withdraw.")
    if article.editions.scheduled().filter(language__in=public).exists():
        yield _("A later edition is scheduled. Take it off the schedule first.")
    if outcome == Outcome.MOVED and (moved_to is None or not moved_to.editions.public().exists()):
        yield _("Choose the public article that the address shall lead to.")
    elif outcome != Outcome.MOVED and moved_to is not None:
        yield _("Another article is named, but the address is not to lead there.")
    elif moved_to is not None and moved_to.pk == article.pk:
        yield _("An article cannot lead to itself.")
