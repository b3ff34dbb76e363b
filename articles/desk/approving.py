"""To approve: the final page, what changed since the public last read it, what is asked of it, and the signature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from articles.models import Edition, Release
from articles.publication import missing_for_release, release
from articles.workflow import ACTIONS, Refused, checks, perform, refusals

from .buttons import edition_url
from .comparison import Part, compared, shared_changes
from .pages import lacks_the_right, member, page, refused
from .points import TEXT, Points
from .readiness import faults_of
from .texts import desk_edition

if TYPE_CHECKING:
    from staff.models import User

__all__ = ["Difference", "Signature", "approve_view", "difference", "sign", "signature"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a reader of ``before`` finds changed: passages by part, and what all languages share, in sentences."""

    before: Edition
    parts: list[Part]
    shared: list[str]


@dataclass(frozen=True, slots=True)
class Signature:
    """What a user may sign: why not to approve, and the release that could follow at once.

    ``together`` are the texts that would go out now with this one; None where
    the user does not release, and ``missing`` says what stands in the way.
    """

    reasons: list[str]
    reasons_to_keep: list[str]
    together: list[Edition] | None
    missing: list[str]


def difference(edition: Edition) -> Difference | None:
    """What changed since the public last read the language; None where it never did. The queries are few, and
    do not depend on how often the text was saved."""
    earlier = edition.article.editions.in_language(edition.language).has_been_public()
    before = earlier.filter(number__lt=edition.number).order_by("-number").first()
    if before is None:
        return None
    parts = compared(*({name: getattr(each, name) for name in TEXT} for each in (before, edition)))
    points = Points(edition.article, edition.language)
    points_of_both = (points.get(f"edition-{each.pk}") for each in (before, edition))
    shared = [points.shared(point) for point in points_of_both if point is not None]
    return Difference(before, [part for part in parts if part.is_changed], shared_changes(*shared))


def signature(edition: Edition, user: User) -> Signature:
    """What the user may sign. Causes a few queries."""
    together: list[Edition] | None = None
    missing: list[str] = []
    if ACTIONS["release"].allowed(user, edition):
        ready = edition.article.editions.open().filter(state="approved").exclude(pk=edition.pk)
        together = sorted([edition, *ready.select_related("article", "approved_by")], key=lambda each: each.language)
        missing = missing_for_release(together)
    return Signature(
        reasons=refusals(edition, "approve", user),
        reasons_to_keep=refusals(edition, "return", user),
        together=together,
        missing=missing,
    )


def sign(edition: Edition, user: User, *, text_hash: str, together: list[int] | None = None) -> Release | None:
    """Approve exactly the text that was read; with ``together``, the keys of texts shown, release them now as well.

    All of it or nothing. Returns the release, None where there was none. Raises `Refused`.
    """
    with transaction.atomic():
        perform(edition, "approve", user, text_hash=text_hash)
        if together is None:
            return None
        return release(edition.article.editions.filter(pk__in=[edition.pk, *together]), user)


def approve_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The final page, to be read and signed."""
    edition = desk_edition(pk)
    if reasons := lacks_the_right([edition], "approve", member(request)):
        return refused(request, reasons)
    return _sign(request, edition) if request.method == "POST" else _page(request, edition)


def _sign(request: HttpRequest, edition: Edition) -> HttpResponse:
    is_released = request.POST.get("then") == "release"
    together = [int(key) for key in request.POST.getlist("together") if key.isdecimal()] if is_released else None
    try:
        decision = sign(edition, member(request), text_hash=request.POST.get("text_hash", ""), together=together)
    except Refused as refusal:
        edition.refresh_from_db()
        return _page(request, edition, refusal=refusal, status=409)
    if decision is None:
        messages.success(request, _("Approved. It is not public until a publisher releases it."))
        return redirect(edition_url(edition))
    messages.success(request, _("Approved and released. Everyone can read it now."))
    return redirect("admin:articles_release_change", decision.pk)


def _page(request: HttpRequest, edition: Edition, *, status: int = 200, **context: object) -> HttpResponse:
    return page(
        request,
        "desk/approve.html",
        _("Approve “%(title)s”") % {"title": edition.title or _("(untitled)")},
        status=status,
        article=edition.article,
        edition=edition,
        standing=edition.standing(),
        checks=checks(edition, "approve", member(request)),
        faults=faults_of(edition, member(request)),
        difference=difference(edition),
        signature=signature(edition, member(request)),
        **context,
    )
