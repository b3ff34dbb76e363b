"""The desk's workflow: states, the table of actions, and who may do what to an edition.

`refusals` is the one place that decides; buttons, views, imports and tests all
ask it. `perform` carries out the actions that change one edition's state or
text; those that touch the public period are in `articles.publication`. The
database keeps the same table in a trigger and writes the event of every
change itself, with the actor that `acting` names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from procrastinate.contrib.django import app

from languages import local_name
from staff.models import Role

from .placeholders import placeholders

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from staff.models import User

    from .models import Edition

__all__ = [
    "ACTIONS",
    "TRANSITIONS",
    "Action",
    "Approval",
    "Change",
    "Conflict",
    "Refused",
    "Standing",
    "State",
    "acting",
    "also_require",
    "checks",
    "database_clock",
    "give_address",
    "lock",
    "may_write",
    "perform",
    "refusals",
    "require",
]

# Too close to the hour to call a release off: the transaction that does so
# might commit only after the public has seen the text.
LAST_CALL = timedelta(seconds=2)


class State(models.TextChoices):
    """Where an open edition stands at the desk."""

    DRAFT = "draft", gettext_lazy("draft")
    SUBMITTED = "submitted", gettext_lazy("submitted")
    APPROVED = "approved", gettext_lazy("approved")


class Standing(models.TextChoices):
    """The state as the clock completes it: derived, never stored."""

    DRAFT = "draft", gettext_lazy("draft")
    SUBMITTED = "submitted", gettext_lazy("submitted")
    APPROVED = "approved", gettext_lazy("approved")
    SCHEDULED = "scheduled", gettext_lazy("scheduled")
    PUBLIC = "public", gettext_lazy("public")
    REPLACED = "replaced", gettext_lazy("replaced")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")
    DISCARDED = "discarded", gettext_lazy("discarded")


class Change(models.TextChoices):
    """Why an edition comes after another; correction and update carry a public note."""

    FIRST = "first", gettext_lazy("first release")
    CORRECTION = "correction", gettext_lazy("correction")
    UPDATE = "update", gettext_lazy("update")
    MINOR = "minor", gettext_lazy("minor change")


class Approval(models.TextChoices):
    """How an edition came by its approval."""

    REGULAR = "regular", gettext_lazy("by a second person")
    EMERGENCY = "emergency", gettext_lazy("in an emergency, by one person")
    IMPORT = "import", gettext_lazy("imported, already released elsewhere")


# The state changes that the database allows; the trigger is built from this.
TRANSITIONS = frozenset(
    {
        (State.DRAFT, State.SUBMITTED),
        (State.SUBMITTED, State.DRAFT),
        (State.SUBMITTED, State.APPROVED),
        (State.APPROVED, State.DRAFT),
    }
)


class Reason(str):  # noqa: SLOT000 - mypy does not see attributes through slots of a str
    """Why an action is refused, and which part of the text it is about; ``field`` is empty where it is about none."""

    field: str

    def __new__(cls, sentence: str, field: str = "") -> Self:
        reason = super().__new__(cls, sentence)
        reason.field = field
        return reason


class Refused(Exception):
    """An action was refused; ``reasons`` are sentences that the user can act on."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = list(reasons)


class Conflict(Refused):
    """A save over a newer save was refused; ``current`` is the edition as it now stands."""

    def __init__(self, current: Edition) -> None:
        super().__init__(
            _("Someone saved this text after you opened it. Nothing was overwritten; merge your text with theirs.")
        )
        self.current = current


def may_write(user: User, edition: Edition) -> bool:
    """Writers write the source language, translators the languages they are named for."""
    return (
        user.holds(Role.MANAGING_EDITOR)
        or (user.holds(Role.WRITER) and edition.language == edition.article.source_language)
        or user.holds(Role.TRANSLATOR, edition.language)
    )


def _may_approve(user: User, edition: Edition) -> bool:
    return user.holds(Role.MANAGING_EDITOR) or user.holds(Role.APPROVER, edition.language)


def _may_release(user: User, edition: Edition) -> bool:
    return user.holds(Role.MANAGING_EDITOR) or user.holds(Role.PUBLISHER)


def _may_release_alone(user: User, edition: Edition) -> bool:
    return user.holds(Role.EMERGENCY)


def _may_reopen(user: User, edition: Edition) -> bool:
    return may_write(user, edition) or _may_approve(user, edition) or _may_release(user, edition)


def _is_complete(edition: Edition, user: User) -> Iterator[str]:
    if not edition.title.strip():
        yield Reason(_("The title is empty."), "title")
    if not edition.body.strip():
        yield Reason(_("The body is empty."), "body")
    if edition.needs_public_note and not edition.public_note.strip():
        yield Reason(_("A correction or an update needs a public note that says what changed."), "public_note")


def _describes_its_images(edition: Edition, user: User) -> Iterator[str]:
    lacking = edition.images().lacking_alt(edition.language).count()
    if lacking:
        yield Reason(
            ngettext(
                "An image of the article has no description in %(language)s. Describe it, or declare it decorative.",
                "%(count)s images of the article have no description in %(language)s. "
                "Describe them, or declare them decorative.",
                lacking,
            )
            % {"language": local_name(edition.language), "count": lacking},
            "lead_image",
        )


def _shows_what_there_is(edition: Edition, user: User) -> Iterator[str]:
    if lost := edition.lost_images():
        yield Reason(
            _("The text shows an image that the media library does not have: %(numbers)s. Choose another one.")
            % {"numbers": ", ".join(map(str, lost))},
            "body",
        )


def _holds_no_placeholder(edition: Edition, user: User) -> Iterator[str]:
    if left := placeholders(edition.plain_text()):
        yield _("Placeholder text is left in it: %(placeholders)s. Replace it first.") % {
            "placeholders": ", ".join(f"“{word}”" for word in left)
        }


def _is_somebody_elses(edition: Edition, user: User) -> Iterator[str]:
    if user.pk in edition.author_ids():
        yield _("You wrote or changed this text. Someone else has to approve it.")


def _follows_its_source(edition: Edition, user: User) -> Iterator[str]:
    if edition.change == Change.FIRST and edition.is_stale() and not edition.has_waived(edition.staleness()):
        yield _("The text that this was translated from has changed since. Bring the translation up to date first.")


def _has_no_other_open_edition(edition: Edition, user: User) -> Iterator[str]:
    other = edition.article.editions.in_language(edition.language).unfinished().exclude(pk=edition.pk).first()
    if other is not None:
        yield _("Edition %(number)s in %(language)s is already open or scheduled. Finish or discard it first.") % {
            "number": other.number,
            "language": local_name(edition.language),
        }


def _leaves_no_translation_scheduled(edition: Edition, user: User) -> Iterator[str]:
    for translation in edition.translations.scheduled().filter(change=Change.FIRST):
        yield _("%(edition)s was translated from this text and is scheduled. Take it off the schedule first.") % {
            "edition": translation.describe()
        }


def _is_before_the_last_call(edition: Edition, user: User) -> Iterator[str]:
    if edition.public_from is not None and edition.public_from <= timezone.now() + LAST_CALL:
        yield _("It is too late: the text becomes public within two seconds.")


def _approval_is_by_another(edition: Edition, user: User) -> Iterator[str]:
    if edition.approval != Approval.EMERGENCY or edition.cleared_at is not None:
        yield _("There is no emergency approval to clear.")
    elif edition.approved_by_id == user.pk or user.pk in edition.author_ids():
        yield _("You wrote this text or released it alone. A second person has to clear it.")


Requirement = Callable[["Edition", "User"], Iterator[str]]

# What each requirement asks for, as a statement of what holds where it is met.
STATEMENTS: dict[Requirement, str | _StrPromise] = {
    _is_complete: gettext_lazy("Title and body are there, and the public note where one is needed."),
    _shows_what_there_is: gettext_lazy("Every image in the text is in the media library."),
    _describes_its_images: gettext_lazy("Every image is described in the language of the text, or decorative."),
    _holds_no_placeholder: gettext_lazy("No placeholder text is left."),
    _is_somebody_elses: gettext_lazy("You neither wrote nor changed this text: a second person reads it."),
    _follows_its_source: gettext_lazy("The text follows the newest text of the source language."),
}


# What the layers above ask of a text beside the table, by action: see `also_require`.
_MORE_REQUIREMENTS: dict[str, list[Requirement]] = {}


def also_require(requirement: Requirement, statement: str | _StrPromise, *actions: str) -> None:
    """Ask this too before the actions, as if it stood in the table: for parts of the project that it cannot know.

    Called once, when the part is loaded.
    """
    STATEMENTS[requirement] = statement
    for action in actions:
        _MORE_REQUIREMENTS.setdefault(action, []).append(requirement)


@dataclass(frozen=True, slots=True)
class Action:
    """One row of the workflow table: what is done, from where, by whom, and what else it takes."""

    name: str
    label: str | _StrPromise
    standings: frozenset[Standing]
    allowed: Callable[[User, Edition], bool]
    who: str | _StrPromise
    to: State | None = None
    needs_reason: bool = False
    requirements: tuple[Requirement, ...] = ()

    def all_requirements(self) -> tuple[Requirement, ...]:
        """Those of the table, and those that `also_require` added."""
        return (*self.requirements, *_MORE_REQUIREMENTS.get(self.name, ()))


_WRITERS = gettext_lazy("writers and translators")
_APPROVERS = gettext_lazy("approvers")
_PUBLISHERS = gettext_lazy("publishers")
_OPEN = frozenset({Standing.DRAFT, Standing.SUBMITTED, Standing.APPROVED})

ACTIONS: dict[str, Action] = {
    action.name: action
    for action in (
        Action("save", gettext_lazy("Save"), frozenset({Standing.DRAFT}), may_write, _WRITERS),
        Action(
            "submit",
            gettext_lazy("Submit for approval"),
            frozenset({Standing.DRAFT}),
            may_write,
            _WRITERS,
            to=State.SUBMITTED,
            requirements=(_is_complete, _describes_its_images, _shows_what_there_is),
        ),
        Action(
            "return",
            gettext_lazy("Return to the writer"),
            frozenset({Standing.SUBMITTED}),
            _may_approve,
            _APPROVERS,
            to=State.DRAFT,
            needs_reason=True,
        ),
        Action(
            "approve",
            gettext_lazy("Approve"),
            frozenset({Standing.SUBMITTED}),
            _may_approve,
            _APPROVERS,
            to=State.APPROVED,
            requirements=(_is_complete, _holds_no_placeholder, _is_somebody_elses, _follows_its_source),
        ),
        Action(
            "reopen",
            gettext_lazy("Reopen for editing"),
            frozenset({Standing.APPROVED}),
            _may_reopen,
            gettext_lazy("writers, translators, approvers and publishers"),
            to=State.DRAFT,
            requirements=(_leaves_no_translation_scheduled,),
        ),
        Action(
            "release",
            gettext_lazy("Release"),
            frozenset({Standing.APPROVED}),
            _may_release,
            _PUBLISHERS,
        ),
        Action(
            "reschedule",
            gettext_lazy("Change the hour"),
            frozenset({Standing.SCHEDULED}),
            _may_release,
            _PUBLISHERS,
            requirements=(_is_before_the_last_call,),
        ),
        Action(
            "unschedule",
            gettext_lazy("Take off the schedule"),
            frozenset({Standing.SCHEDULED}),
            _may_release,
            _PUBLISHERS,
            requirements=(_is_before_the_last_call,),
        ),
        Action(
            "correct",
            gettext_lazy("Correct or update"),
            frozenset({Standing.PUBLIC}),
            lambda user, edition: may_write(user, edition) or _may_release(user, edition),
            gettext_lazy("writers, translators and publishers"),
            requirements=(_has_no_other_open_edition,),
        ),
        Action(
            "withdraw",
            gettext_lazy("Withdraw"),
            frozenset({Standing.PUBLIC}),
            _may_release,
            _PUBLISHERS,
            needs_reason=True,
        ),
        Action(
            "discard",
            gettext_lazy("Discard"),
            _OPEN,
            may_write,
            _WRITERS,
            requirements=(_leaves_no_translation_scheduled,),
        ),
        Action(
            "release_in_emergency",
            gettext_lazy("Release in an emergency"),
            _OPEN,
            _may_release_alone,
            gettext_lazy("emergency publishers"),
            needs_reason=True,
            requirements=(_is_complete, _holds_no_placeholder),
        ),
        Action(
            "clear",
            gettext_lazy("Clear the emergency release"),
            frozenset({Standing.APPROVED, Standing.SCHEDULED, Standing.PUBLIC, Standing.REPLACED, Standing.WITHDRAWN}),
            _may_approve,
            _APPROVERS,
            requirements=(_approval_is_by_another,),
        ),
        Action(
            "confirm_source",
            gettext_lazy("Confirm that the translation follows its source"),
            frozenset({*_OPEN, Standing.SCHEDULED, Standing.PUBLIC}),
            may_write,
            _WRITERS,
        ),
        Action(
            "waive",
            gettext_lazy("Waive a finding"),
            frozenset({Standing.DRAFT, Standing.SUBMITTED}),
            lambda user, edition: may_write(user, edition) or _may_approve(user, edition),
            gettext_lazy("writers, translators and approvers"),
            needs_reason=True,
        ),
    )
}


def refusals(edition: Edition, action: str, user: User, *, at: datetime | None = None) -> list[str]:
    """Say why the user may not do this to the edition; an empty list means that they may.

    Someone without the right learns only that, nothing about the text. ``at``
    is an aware instant, by default the application's clock; `perform` and the
    verbs of `articles.publication` ask again under a lock with the database's.
    """
    row = ACTIONS[action]
    if not row.allowed(user, edition):
        return [
            _("You have no right to do this. It is for %(who)s in %(language)s.")
            % {"who": row.who, "language": local_name(edition.language)}
        ]
    standing = edition.standing(at)
    if standing not in row.standings:
        return [
            _("“%(action)s” needs an edition that stands at: %(wanted)s. This one stands at: %(standing)s.")
            % {
                "standing": standing.label,
                "action": row.label,
                "wanted": ", ".join(str(wanted.label) for wanted in Standing if wanted in row.standings),
            }
        ]
    return [sentence for requirement in row.all_requirements() for sentence in requirement(edition, user)]


def checks(edition: Edition, action: str, user: User) -> list[tuple[str, list[str]]]:
    """What the action asks of the text, each as a statement with the sentences that say why it does not hold."""
    return [
        (str(STATEMENTS[requirement]), list(requirement(edition, user)))
        for requirement in ACTIONS[action].all_requirements()
        if requirement in STATEMENTS
    ]


def require(edition: Edition, action: str, user: User, *, reason: str = "", at: datetime | None = None) -> None:
    """Raise `Refused` unless the user may do this and gave the reason that it asks for."""
    reasons = refusals(edition, action, user, at=at)
    if not reasons and ACTIONS[action].needs_reason and not reason.strip():
        reasons = [_("Give a reason.")]
    if reasons:
        raise Refused(*reasons)


def database_clock() -> datetime:
    """The present instant by the database's clock, aware UTC. Causes a query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now


@contextmanager
def acting(user: User | None, action: str, reason: str = "") -> Iterator[None]:
    """Tell the database whose action the changes in this block are: its trigger writes that into the events.

    Must be inside a transaction; the names are forgotten when the block ends.
    """
    _name_the_actor(str(user.pk) if user is not None and user.pk else "", action, reason)
    yield
    # Not in a ``finally``: after a database error the transaction is over, and with it the names.
    _name_the_actor("", "", "")


def _name_the_actor(user: str, action: str, reason: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('newsroom.user', %s, true),"
            " set_config('newsroom.action', %s, true),"
            " set_config('newsroom.reason', %s, true)",
            [user, action, reason],
        )


def lock(edition: Edition) -> Edition:
    """Read the edition anew under a lock on its article, so that the actions on one article take turns."""
    article_model = type(edition).article.field.related_model
    list(article_model._default_manager.select_for_update().filter(pk=edition.article_id))
    return type(edition)._default_manager.select_related("article").get(pk=edition.pk)


def perform(
    edition: Edition,
    action: str,
    user: User,
    *,
    reason: str = "",
    revision: int | None = None,
    text_hash: str | None = None,
    **text: Any,
) -> Edition:
    """Do one action of the table to one edition, and return the edition as it then stands.

    ``revision`` is the revision that the user saw, for `save`; ``text_hash`` the
    hash of the text that the approver read. ``text`` holds the fields to save.

    Raises `Refused` with the reasons, or `Conflict` where someone saved first.
    """
    with transaction.atomic():
        current = lock(edition)
        require(current, action, user, reason=reason, at=database_clock())
        if revision is not None and current.revision != revision:
            raise Conflict(current)
        if text_hash is not None and current.text_hash != text_hash:
            raise Refused(_("The text was changed after you opened it. Read it again before you approve it."))
        if action == "submit":
            give_address(current)
        _apply(current, action, user, text)
        with acting(user, action, reason):
            if action == "save":
                current.save()
            else:
                current.save_standing()
        current.refresh_from_db()
        # By their names: the tasks know the models, which know this module.
        if action in {"approve", "clear"} and current.translates_id is not None:
            app.configure_task("articles.remember_translation").defer(edition_id=current.pk)
        if action == "reopen":
            app.configure_task("articles.tell_of_voided_approval").defer(edition_id=current.pk, user_id=user.pk)
    return current


def give_address(edition: Edition) -> None:
    """Save an address made from the title where the edition has none.

    Nobody's doing in the events: whoever only submits has not written.
    """
    if not edition.slug:
        edition.slug = edition.free_slug()
        with acting(None, "address"):
            edition.save()
        edition.refresh_from_db()


def _apply(edition: Edition, action: str, user: User, text: dict[str, Any]) -> None:
    match action:
        case "save":
            edition.write(**text)
        case "submit":
            edition.state = State.SUBMITTED
        case "return":
            edition.state = State.DRAFT
        case "approve":
            edition.approve(user, Approval.REGULAR)
        case "reopen":
            edition.state = State.DRAFT
        case "discard":
            edition.discarded_at = database_clock()
        case "clear":
            edition.cleared_by = user
            edition.cleared_at = database_clock()
        case "confirm_source":
            edition.follow_source()
        case _:
            raise TypeError(f"{action} is not done by perform(); see articles.publication")
