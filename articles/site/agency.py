"""The page of an agency: the texts ordered, their files, and a way to deliver. No account, and nothing else to see.

The token comes after “#” in the link, where no log, cache or referrer ever has
it; a script posts it, or a person pastes it. It is exchanged for a place in
the session, which is asked again at every request whether the order still
stands. Unknown, expired and revoked are answered alike.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from articles.translation.agencies.delivering import deliver, editions_of, files_for, opened_by
from articles.translation.agencies.models import Order
from articles.translation.agencies.sending import words_to_translate

from .pages import answer

__all__ = ["enter", "file", "order"]

SESSION_KEY = "agency_orders"
SHOWN = 5


class CodeForm(forms.Form):
    """The code at the end of the link."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=2000,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )

    def clean_code(self) -> str:
        """The code alone, also where the whole link was pasted."""
        return str(self.cleaned_data["code"]).rpartition("#")[2].strip()


class DeliveryForm(forms.Form):
    """The file that an agency delivers."""

    file = forms.FileField(
        label=gettext_lazy("Translated file (XLIFF, or ZIP of XLIFF files)"),
        widget=forms.FileInput(attrs={"accept": ".xlf,.xliff,.zip"}),
    )


def private(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer in the language of the browser, as far as we have it; let nothing keep or index the answer."""

    @wraps(view)
    def answering(request: HttpRequest, **arguments: Any) -> HttpResponse:
        with translation.override(translation.get_language_from_request(request)):
            response = view(request, **arguments)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        # Not “no-referrer”: browsers would then hide the origin of our own forms from us.
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return answering


@private
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the link, and open the order that it belongs to."""
    if not ratelimit.consume(request, action="agency_code"):
        too_many: HttpResponse = ratelimit.respond_429(request)
        return too_many
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        opened = opened_by(form.cleaned_data["code"])
        if opened is not None:
            request.session.cycle_key()
            request.session[SESSION_KEY] = {
                **request.session.get(SESSION_KEY, {}),
                str(opened.pk): opened.token_hash,
            }
            return redirect("agency:order", number=opened.pk)
        form.add_error(None, _("This link is not valid, or no longer. Ask the newsroom for a new one."))
    return _page(request, "agency/enter.html", form=form, status=422 if form.errors else 200)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HttpRequest, number: int) -> HttpResponse:
    """The order: its texts, the file to be downloaded, and what became of what was delivered."""
    opened = _opened(request, number)
    if opened is None:
        return redirect("agency:enter")
    form = DeliveryForm(request.POST or None, request.FILES or None)
    reports, status = None, 200
    if request.method == "POST" and form.is_valid():
        before = opened.deliveries.count()
        uploaded = form.cleaned_data["file"]
        reports = deliver(opened, uploaded, uploaded.name)
        if opened.deliveries.count() > before:
            return redirect("agency:order", number=number)
        status = 429
    texts = [(edition, edition.source_edition(), words_to_translate(edition)) for edition in editions_of(opened)]
    return _page(
        request,
        "agency/order.html",
        order=opened,
        texts=texts,
        form=form,
        reports=reports,
        deliveries=opened.deliveries.all()[:SHOWN],
        zone=settings.NEWSROOM_TIME_ZONE,
        status=422 if form.errors else status,
    )


@private
@require_safe
def file(request: HttpRequest, number: int) -> HttpResponse:
    """The file of the order: XLIFF, or a ZIP where there are several texts."""
    opened = _opened(request, number)
    if opened is None:
        return redirect("agency:enter")
    name, data = files_for(opened)
    kind = "application/zip" if name.endswith(".zip") else "application/xliff+xml"
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _opened(request: HttpRequest, number: int) -> Order | None:
    """The order, if this browser opened it with the token that it still has, and it is not over."""
    token_hash = request.session.get(SESSION_KEY, {}).get(str(number))
    if token_hash is None:
        return None
    return Order.objects.usable().filter(pk=number, token_hash=token_hash).select_related("created_by").first()


def _page(request: HttpRequest, template: str, *, status: int, **context: Any) -> HttpResponse:
    return answer(request, template, translation.get_language() or "en", status=status, **context)
