"""What someone types is kept for them alone, every few seconds, until they save it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.drafting import keep_working_copy
from articles.models import Edition, WorkingCopy
from articles.richtext import RichTextError
from articles.workflow import ACTIONS, Refused
from staff.models import User

from .buttons import edition_url
from .pages import member
from .texts import desk_edition, posted_revision, same_text, typed_text

__all__ = [
    "Typed",
    "autosave_settings",
    "discard_view",
    "hour_now",
    "keep_typed",
    "unsaved_text",
    "unsaved_work",
    "working_copy_view",
]

LABELS = {
    "saved": gettext_lazy("Saved at %(time)s – only you see this"),
    "typing": gettext_lazy("Not saved yet"),
    "saving": gettext_lazy("Saving…"),
    "offline": gettext_lazy("No connection. What you type is kept in this browser until the desk can be reached."),
    "failed": gettext_lazy("The desk could not keep this just now. It is kept in this browser; trying again."),
    "expired": gettext_lazy("Your session has ended. What you type is kept in this browser."),
    "signIn": gettext_lazy("Sign in in a new tab, then go on here"),
    "conflict": gettext_lazy("Someone saved this text since you opened it. Yours is kept; save to compare the two."),
    "elsewhere": gettext_lazy("This text is also open in another tab of yours. Go on in one of them only."),
    "kept": gettext_lazy("This browser kept text of yours from %(time)s that did not reach the desk."),
    "restore": gettext_lazy("Put it into the form"),
    "throwAway": gettext_lazy("Throw it away"),
    "notNow": gettext_lazy("This could not be sent, and nothing is lost: it is kept in this browser."),
}


def unsaved_text(edition: Edition, user: User) -> WorkingCopy | None:
    """The user's own working copy where it says something else than the edition. Causes a query."""
    copy = _own_copy(edition, user)
    return None if copy is None or same_text(edition, copy.text) else copy


def unsaved_work(edition: Edition, user: User) -> WorkingCopy | None:
    """The user's own working copy where its words or its rows are not those of the edition. Causes a query."""
    copy = _own_copy(edition, user)
    return None if copy is None or (same_text(edition, copy.text) and not copy.rows) else copy


def _own_copy(edition: Edition, user: User) -> WorkingCopy | None:
    copy = WorkingCopy.objects.filter(edition=edition, user=user).first()
    if copy is not None:
        copy.edition = edition
    return copy


def autosave_settings(edition: Edition, user: User) -> dict[str, str]:
    """What the page's script has to know, as values of data attributes."""
    return {
        "key": f"newsroom-text-{user.pk}-{edition.pk}",
        "edition": str(edition.pk),
        "labels": json.dumps({name: str(label) for name, label in LABELS.items()}, ensure_ascii=False),
    }


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form holds: the parts of the text, and the rows of the workbench where saving them would change anything.

    The rows are None where the text was typed as one: those kept before stay.
    """

    text: dict[str, str]
    rows: list[dict[str, Any]] | None = None


@require_POST
def working_copy_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is typed, for the user who typed it alone. The edition does not change."""
    edition = desk_edition(pk)
    return keep_typed(request, edition, lambda: Typed(typed_text(request, edition)))


def keep_typed(request: HttpRequest, edition: Edition, typed: Callable[[], Typed]) -> HttpResponse:
    """Keep what ``typed`` reads from the request; answer with JSON that the page's script understands.

    ``typed`` may raise `RichTextError`, and is asked only of someone who may write.
    """
    user = member(request)
    if not ACTIONS["save"].allowed(user, edition):
        return _answer(403, reasons=[_("You have no right to write this text.")])
    if request.POST.get("who", str(user.pk)) != str(user.pk):
        return _answer(409, reasons=[_("Someone else is now signed in in this browser. Your text is kept in it.")])
    try:
        form = typed()
        if same_text(edition, form.text) and not form.rows:
            own = WorkingCopy.objects.filter(edition=edition, user=user)
            has_rows = form.rows is None and own.exclude(rows=[]).update(text=form.text, saved_at=timezone.now())
            if not has_rows:
                own.delete()
            return _answer(200, saved_at=hour_now(), is_behind=False)
        copy = keep_working_copy(edition, user, revision=posted_revision(request, edition), rows=form.rows, **form.text)
    except Refused as refusal:
        return _answer(409, reasons=refusal.reasons)
    except RichTextError as error:
        return _answer(422, reasons=[str(error)])
    return _answer(200, saved_at=hour_now(), is_behind=copy.is_behind)


@require_POST
def discard_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the user's own working copy away; the edition does not change."""
    edition = desk_edition(pk)
    WorkingCopy.objects.filter(edition=edition, user=member(request)).delete()
    if request.POST.get("to") == "workbench":
        return redirect("admin:articles_edition_translate", edition.pk)
    return redirect(edition_url(edition))


def _answer(status: int, **content: Any) -> JsonResponse:
    return JsonResponse(content, status=status)


def hour_now() -> str:
    """The hour, as the page's script says when something was kept."""
    return date_format(timezone.localtime(), "H:i")
