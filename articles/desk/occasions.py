"""The date and place of an article at the desk: written by one person, confirmed by another."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles.models import Article
from articles.occasions import (
    confirm,
    confirmed_occasion,
    drop,
    is_invitation,
    pending_occasion,
    refusals_to_confirm,
    refusals_to_drop,
    refusals_to_write,
    write,
)
from articles.workflow import Refused
from staff.models import Role

from .occasion_form import OccasionForm
from .pages import member, page, tell

__all__ = ["occasion_do_view", "occasion_view", "occasions_of"]


def occasions_of(article: Article) -> dict[str, object]:
    """What the page of an article says of its date and place. Causes two queries where it is an invitation."""
    if not is_invitation(article):
        return {"is_invitation": False, "article": article}
    return {
        "is_invitation": True,
        "article": article,
        "confirmed": confirmed_occasion(article),
        "pending": pending_occasion(article),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def occasion_view(request: HttpRequest, pk: int) -> HttpResponse:
    """When and where: what the public is told, what waits for a second person, and a form to change it."""
    article = _readable(request, pk)
    user = member(request)
    confirmed, pending = confirmed_occasion(article), pending_occasion(article)
    reasons = refusals_to_write(article, user)
    form = None if reasons else OccasionForm(request.POST or None, article=article, occasion=pending or confirmed)
    if request.method == "POST" and form is None:
        raise PermissionDenied
    if request.method == "POST" and form is not None and form.is_valid():
        data = form.cleaned_data
        try:
            write(article, user, seen=data["seen"], reason=data["reason"], **form.facts())
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("Kept at the desk. It waits for a second person to confirm it."))
            return redirect("admin:articles_article_occasion", article.pk)
    return page(
        request,
        "desk/occasion.html",
        _("Date and place"),
        article=article,
        is_public=article.editions.public().exists(),
        confirmed=confirmed,
        pending=pending,
        reasons=reasons,
        reasons_not_to_confirm=refusals_to_confirm(pending, user) if pending else [],
        may_confirm_alone=user.holds(Role.EMERGENCY),
        reasons_not_to_drop=refusals_to_drop(article, user),
        form=form,
        occasions=article.occasions.select_related("written_by", "confirmed_by", "dropped_by").order_by("-number"),
        status=422 if form is not None and form.errors else 200,
    )


@require_POST
def occasion_do_view(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Confirm what waits, or drop it."""
    article = _readable(request, pk)
    try:
        match action:
            case "confirm":
                _confirm(request, article)
            case "drop":
                drop(article, member(request), reason=request.POST.get("reason", ""))
                messages.success(request, _("Dropped. What is confirmed holds on."))
            case _:
                raise Http404
    except Refused as refusal:
        tell(request, refusal)
    return redirect("admin:articles_article_occasion", article.pk)


def _confirm(request: HttpRequest, article: Article) -> None:
    """Confirm the facts that the user read, by their number: others may have been written since."""
    number = request.POST.get("number", "")
    occasion = article.occasions.filter(number=number).first() if number.isdecimal() and len(number) < 10 else None
    if occasion is None:
        raise Refused(_("Nothing waits to be confirmed."))
    confirm(occasion, member(request), reason=request.POST.get("reason", ""))
    if article.editions.public().exists():
        messages.success(request, _("Confirmed. Everyone reads it now."))
    else:
        messages.success(request, _("Confirmed. It becomes public together with the article."))


def _readable(request: HttpRequest, pk: int) -> Article:
    article = get_object_or_404(Article, pk=pk)
    if not member(request).has_perm("articles.view_article"):
        raise PermissionDenied
    return article
