"""Translation agencies at the desk: orders for an article, and the file of one translation out and in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from articles.models import Article
from articles.translation.agencies.models import Order, Version
from articles.translation.agencies.ordering import (
    may_manage,
    refusals_to_exchange,
    refusals_to_manage,
    renew,
    revoke,
)
from articles.translation.agencies.sending import files_of, words_to_translate
from articles.translation.agencies.taking import take_upload
from articles.translation.agencies.tasks import link_of
from articles.translation.xliff import MAX_BYTES, VERSIONS
from articles.workflow import Refused
from languages import local_name
from staff.models import User

from .badges import with_badges
from .hours import HourForm
from .orders import Offer, offers, order_texts
from .pages import member, page, refused, tell
from .texts import desk_edition

__all__ = ["OrderForm", "order_act_view", "orders_view", "placed_by", "xliff_file_view", "xliff_view"]


class OrderForm(HourForm):
    """Which texts go to which agency, until when. ``cleaned_data["texts"]`` are the offers that were chosen."""

    texts = forms.MultipleChoiceField(label=gettext_lazy("Translate into"), widget=forms.CheckboxSelectMultiple)

    field_order = ["texts", "agency", "email", "day", "time", "time_zone", "fold", "version", "note"]

    def __init__(self, *args: Any, offers: Iterable[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = {offer.value: offer for offer in offers}
        self.fields.update(forms.fields_for_model(Order, fields=["agency", "email", "version", "note"]))
        self.fields["agency"].widget.attrs["class"] = "vTextField"
        self.fields["email"].widget.attrs["class"] = "vTextField"
        self.fields["note"].widget = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
        self.fields["version"].initial = Version.NEWEST
        self.fields["day"].label = _("Deadline")
        self.fields["time"].initial = "18:00"
        self.fields["texts"].choices = [(value, label_of(offer)) for value, offer in self.offers.items()]
        self.order_fields(self.field_order)

    def clean_texts(self) -> list[Offer]:
        return [self.offers[value] for value in self.cleaned_data["texts"]]

    def place(self, user: User) -> tuple[Order, str]:
        """Place the order; return it and its token. Raises `Refused`."""
        data = self.cleaned_data
        fields = {name: data[name] for name in ("agency", "email", "note", "version")}
        return order_texts(user, data["texts"], deadline=data["at"], **fields)


def label_of(offer: Offer) -> str:
    """The language of the text, and the words that are to be translated."""
    words = ngettext("%(number)s word", "%(number)s words", offer.words) % {"number": intcomma(offer.words)}
    facts = {"language": local_name(offer.language), "words": words}
    if offer.edition is None:
        return _("%(language)s (a text is opened): %(words)s") % facts
    return _("%(language)s: %(words)s") % facts


class UploadForm(forms.Form):
    """A file from an agency."""

    file = forms.FileField(
        label=gettext_lazy("XLIFF file, or ZIP of XLIFF files"),
        help_text=gettext_lazy("What is sound of it goes into the draft. Nothing is approved or released by it."),
        widget=forms.FileInput(attrs={"accept": ".xlf,.xliff,.zip"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("This file is larger than %(limit)s million bytes. Send each text in a file of its own.")
                % {"limit": MAX_BYTES // 1_000_000}
            )
        return file


def orders_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The orders for an article, and a new one. The link of a new one is on the page that answers, and nowhere else."""
    if reasons := refusals_to_manage(member(request)):
        return refused(request, reasons)
    article = get_object_or_404(with_badges(Article.objects.all()), pk=pk)
    form = OrderForm(request.POST or None, offers=offers(article, member(request)))
    if placed := placed_by(request, form):
        return _orders(request, article, None, placed=placed[0], link=link_of(placed[1]))
    return _orders(request, article, form, status=422 if form.errors else 200)


def placed_by(request: HttpRequest, form: OrderForm) -> tuple[Order, str] | None:
    """The order that the posted form placed, and its token; None where there is something to be mended first."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return form.place(member(request))
    except Refused as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason)
        return None


def _orders(request: HttpRequest, article: Article, form: OrderForm | None, **context: Any) -> HttpResponse:
    response = page(
        request,
        "desk/agencies.html",
        _("Agencies: “%(title)s”") % {"title": article.title_at_desk()},
        article=article,
        form=form,
        orders=[_shown(order, article, member(request)) for order in _orders_of(article)],
        **context,
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _shown(order: Order, article: Article, user: User) -> dict[str, Any]:
    """An order as the page of one of its articles shows it; no query."""
    texts = [edition for edition in order.editions.all() if edition.article_id == article.pk]
    return {
        "order": order,
        "texts": texts,
        "others": len(order.editions.all()) - len(texts),
        "may_manage": may_manage(order, user),
    }


def _orders_of(article: Article) -> Any:
    return (
        Order.objects.of(article).select_related("created_by", "revoked_by").prefetch_related("editions", "deliveries")
    )


@require_POST
def order_act_view(request: HttpRequest, pk: int, order: int, act: str) -> HttpResponse:
    """Close an order's link, or give it a new one."""
    article = get_object_or_404(with_badges(Article.objects.all()), pk=pk)
    chosen = get_object_or_404(Order.objects.of(article), pk=order)
    try:
        if act == "renew":
            token = renew(chosen, member(request))
            return _orders(request, article, None, placed=chosen, link=link_of(token))
        if act != "revoke":
            raise Http404
        revoke(chosen, member(request))
    except Refused as refusal:
        tell(request, refusal)
    else:
        messages.success(request, _("The link is closed. Nothing more comes in through it."))
    return redirect("admin:articles_article_agencies", pk)


def xliff_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of one translation: to be downloaded, and what comes back to be uploaded."""
    edition = desk_edition(pk)
    if reasons := refusals_to_exchange(edition, member(request)):
        return refused(request, reasons)
    form = UploadForm(request.POST or None, request.FILES or None)
    reports = None
    if request.method == "POST" and form.is_valid():
        reports = take_upload(form.cleaned_data["file"].read(), [edition], member(request))
        edition = desk_edition(pk)
        form = UploadForm()
    return page(
        request,
        "desk/xliff.html",
        _("Translation file of “%(title)s”") % {"title": edition.title or edition.article.title_at_desk()},
        status=422 if form.errors else 200,
        article=edition.article,
        edition=edition,
        form=form,
        reports=reports,
        words=words_to_translate(edition),
        versions=Version.choices,
    )


@require_safe
def xliff_file_view(request: HttpRequest, pk: int, version: str) -> HttpResponse:
    """The file of one translation in a version of XLIFF."""
    edition = desk_edition(pk)
    if reasons := refusals_to_exchange(edition, member(request)):
        return refused(request, reasons)
    if version not in VERSIONS:
        raise Http404
    name, data = files_of([edition], version)
    return HttpResponse(
        data,
        content_type="application/xliff+xml",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
