"""To correct: the next edition of what is public, in one language or in several at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Edition
from articles.publication import correct_together
from articles.workflow import Refused, refusals

from .addresses import changing_addresses
from .buttons import edition_url
from .forms import CorrectionForm
from .pages import member, page, refused
from .texts import desk_edition

__all__ = ["correct_view"]


def correct_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the next edition of a public one, and of its article's other public ones that are chosen."""
    edition = desk_edition(pk)
    if reasons := refusals(edition, "correct", member(request)):
        return refused(request, reasons)
    form = CorrectionForm(request.POST or None, edition=edition, others=_others(request, edition))
    if request.method == "POST" and form.is_valid():
        try:
            return _correct(request, edition, form.cleaned_data)
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
    return page(
        request,
        "desk/correct.html",
        _("Correct or update “%(title)s”") % {"title": edition.title},
        status=422 if form.errors else 200,
        article=edition.article,
        edition=edition,
        form=form,
        changing=changing_addresses(edition.article, [edition, *form.others]),
    )


def _others(request: HttpRequest, edition: Edition) -> list[Edition]:
    """The article's other public editions that the user may correct as well."""
    public = edition.article.editions.public().exclude(pk=edition.pk).select_related("article")
    return [other for other in public.order_by("language") if not refusals(other, "correct", member(request))]


def _correct(request: HttpRequest, edition: Edition, data: dict[str, Any]) -> HttpResponse:
    opened = correct_together(
        data["notes"],
        member(request),
        change=data["change"],
        reason=data["reason"],
        touches_translations=not data["leaves_translations"],
    )
    sentence = ngettext(
        "The next edition is open. The public reads the present one until it is released.",
        "%(count)s editions are open. The public reads the present ones until they are released.",
        len(opened),
    )
    messages.success(request, sentence % {"count": len(opened)})
    return redirect(edition_url(next(each for each in opened if each.language == edition.language)))
