"""What the desk's own screens have in common: the frame, the refusal, and the act in two steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.models import Edition
from articles.workflow import ACTIONS, Refused, refusals
from staff.models import User

__all__ = ["Done", "act", "found", "lacks_the_right", "member", "page", "refused", "tell"]


def member(request: HttpRequest) -> User:
    """Who asks. The admin lets nobody else than staff as far as its views."""
    return cast("User", request.user)


def found[M: Model](queryset: QuerySet[M], key: str | int) -> M:
    """The row with the key, as an address gives it; 404 where there is none."""
    if not str(key).isdecimal():
        raise Http404
    return get_object_or_404(queryset, pk=key)


def page(request: HttpRequest, template: str, title: str, *, status: int = 200, **context: Any) -> TemplateResponse:
    """A screen of the desk in the admin's frame."""
    frame = admin.site.each_context(request)
    return TemplateResponse(request, template, {**frame, "title": title, **context}, status=status)


def refused(request: HttpRequest, reasons: Iterable[str], *, status: int = 403) -> TemplateResponse:
    """A screen that says why, and nothing of what it is about."""
    return page(request, "desk/refused.html", _("This cannot be done"), status=status, reasons=list(reasons))


def tell(request: HttpRequest, refusal: Refused) -> None:
    """Show each reason of the refusal on the next page."""
    for reason in refusal.reasons:
        messages.error(request, reason)


def lacks_the_right(editions: Iterable[Edition], action: str, user: User) -> list[str]:
    """The refusals of one edition where the user has the right to the action for none of them, else nothing."""
    editions = list(editions)
    if not editions or any(ACTIONS[action].allowed(user, edition) for edition in editions):
        return []
    return refusals(editions[0], action, user)


@dataclass(frozen=True, slots=True)
class Done:
    """An act as it was done: the sentence that says so, and the page to see it on."""

    sentence: str
    url: str


def act(
    request: HttpRequest,
    form: forms.Form,
    carry_out: Callable[[dict[str, Any]], Done],
    *,
    templates: tuple[str, str],
    title: str,
    **context: Any,
) -> HttpResponse:
    """An act with a confirmation: the form, then what it will do in words, then the act itself.

    ``carry_out`` takes the cleaned data, touches nothing but the database, and may
    raise `Refused`. The first post carries it out too and rolls it back, so that
    the confirmation is refused for exactly the reasons for which the act would be.
    """
    ask, confirm = templates
    step = request.POST.get("step", "")
    if request.method == "POST" and form.is_valid() and step != "change":
        try:
            with transaction.atomic():
                done = carry_out(form.cleaned_data)
                transaction.set_rollback(step != "confirm")
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
        else:
            if step == "confirm":
                messages.success(request, done.sentence)
                return redirect(done.url)
            return page(request, confirm, title, form=form, chosen=form.cleaned_data, **context)
    return page(request, ask, title, status=422 if form.errors else 200, form=form, **context)
