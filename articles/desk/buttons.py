"""The buttons of an edition: what each will do, to whom it shows, and why it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy

from articles.models import Approval, Edition, Standing
from articles.workflow import ACTIONS, refusals
from languages import local_name

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from staff.models import User

__all__ = ["Button", "buttons", "edition_url"]

WHAT_HAPPENS: dict[str, str | _StrPromise] = {
    "submit": gettext_lazy("The text is locked and waits for an approver of %(language)s. Only the desk sees it."),
    "return": gettext_lazy("The text becomes a draft again, with your reason beside it. Only the desk sees it."),
    "approve": gettext_lazy(
        "Opens the final page, with what changed, to be read and signed. Nothing is approved before you sign there."
    ),
    "reopen": gettext_lazy("The approval is void and the text can be edited again. Only the desk sees it."),
    "release": gettext_lazy(
        "Opens the page where you choose languages and hour. Nothing is public before you confirm there."
    ),
    "reschedule": gettext_lazy("Opens the release: all its languages move together and keep their approval."),
    "unschedule": gettext_lazy(
        "Opens the release, where you can call it off: its texts stay approved and do not become public."
    ),
    "correct": gettext_lazy(
        "Opens the next edition as a copy of this one. The public reads this one until the next is released."
    ),
    "withdraw": gettext_lazy(
        "Opens the page where you write what the public will read instead. Nothing changes before you confirm there."
    ),
    "discard": gettext_lazy("Ends this edition for good; its history stays. Nothing that is public changes."),
    "release_in_emergency": gettext_lazy(
        "Opens the page on which you alone make the text public, with a reason."
        " It stays in the emergency queue until a second person clears it."
    ),
    "clear": gettext_lazy(
        "You confirm, as the second person, the text released in an emergency. The public sees no change."
    ),
    "confirm_source": gettext_lazy(
        "The translation is no longer marked as stale. Its text does not change, and only the desk sees this."
    ),
}
# What comes next where the edition stands, shown to everyone, so that all see what it is and who does it.
_TO_THE_PUBLIC = ["submit", "approve", "release"]
NEXT = {
    Standing.DRAFT: _TO_THE_PUBLIC,
    Standing.SUBMITTED: _TO_THE_PUBLIC,
    Standing.APPROVED: _TO_THE_PUBLIC,
    Standing.SCHEDULED: ["reschedule", "unschedule"],
    Standing.PUBLIC: ["correct", "withdraw"],
}
# What else whoever has the right to it can do.
ASIDE = ["confirm_source", "return", "reopen", "clear", "discard", "release_in_emergency"]


@dataclass(frozen=True, slots=True)
class Button:
    """One action offered on one edition; ``reasons`` are empty where the user may do it.

    ``url`` is a page to open where ``opens_page``, else where to post.
    """

    name: str
    label: str
    what_happens: str
    url: str
    opens_page: bool
    needs_reason: bool
    reasons: list[str]
    binds_text: bool = False


def buttons(edition: Edition, user: User) -> tuple[list[Button], list[Button]]:
    """What comes next for the edition, and what else the user can do with it. Causes a few queries."""
    standing = edition.standing()
    way = NEXT.get(standing, [])
    aside = [name for name in ASIDE if _is_offered(name, edition, standing, user)]
    return [_button(edition, name, user) for name in way], [_button(edition, name, user) for name in aside]


def _is_offered(name: str, edition: Edition, standing: Standing, user: User) -> bool:
    """Whether the action may be of use to the user here, even if something is still in its way."""
    action = ACTIONS[name]
    if standing not in action.standings or not action.allowed(user, edition):
        return False
    match name:
        case "confirm_source":
            return edition.is_stale()
        case "clear":
            return edition.approval == Approval.EMERGENCY and edition.cleared_at is None
    return True


def _button(edition: Edition, name: str, user: User) -> Button:
    action = ACTIONS[name]
    page = _page(edition, name)
    return Button(
        name=name,
        label=str(action.label),
        what_happens=str(WHAT_HAPPENS[name]) % {"language": local_name(edition.language)},
        url=page or reverse("admin:articles_edition_do", args=[edition.pk, name]),
        opens_page=page is not None,
        needs_reason=action.needs_reason,
        reasons=refusals(edition, name, user),
        binds_text=name == "approve",
    )


def _page(edition: Edition, name: str) -> str | None:
    """The page that the action has for itself, or None where a click does it."""
    match name:
        case "release":
            return f"{reverse('admin:articles_article_release')}?article={edition.article_id}"
        case "release_in_emergency":
            return f"{reverse('admin:articles_article_emergency')}?article={edition.article_id}"
        case "withdraw":
            return reverse("admin:articles_article_withdraw", args=[edition.article_id])
        case "approve":
            return reverse("admin:articles_edition_approve", args=[edition.pk])
        case "correct":
            return reverse("admin:articles_edition_correct", args=[edition.pk])
        case "reschedule" | "unschedule" if edition.release_id:
            return reverse("admin:articles_release_change", args=[edition.release_id])
    return None


def edition_url(edition: Edition) -> str:
    """The address of the edition's page at the desk."""
    return reverse("admin:articles_edition_change", args=[edition.pk])
