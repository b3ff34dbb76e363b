"""The front page: what the home page of each language starts with, and a choice of what else it could."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from articles.front_page import lead_of, lead_with, lead_with_newest, refusals_to_lead
from articles.models import Edition, Lead
from articles.publication import instant
from articles.querysets import languages_in_public
from articles.workflow import Refused
from languages import direction, local_name, newsroom_languages

from .pages import member, page, refused, tell

__all__ = ["front_page_view"]

OFFERED = 12
REMEMBERED = 12


class PickForm(forms.Form):
    """What leads in a language, and through which day; without a text the newest leads."""

    language = forms.CharField()
    edition = forms.ModelChoiceField(
        queryset=Edition.objects.public(),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy("Only a text that is public can lead. This one is not public now.")
        },
    )
    until_on = forms.DateField(
        label=gettext_lazy("Through this day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Left empty, it leads until you pick another one."),
    )

    def until_at(self) -> datetime | None:
        """The first instant after the day, at the press office."""
        day = self.cleaned_data.get("until_on")
        return _midnight_after(day) if day else None


def _midnight_after(day: Any) -> datetime:
    return instant(datetime.combine(day + timedelta(days=1), time()), settings.NEWSROOM_TIME_ZONE, fold=0)


@dataclass(frozen=True, slots=True)
class Home:
    """A home page: what leads on it, by whose pick (None where it is the newest text), and its address."""

    language: str
    leading: Edition | None
    pick: Lead | None
    url: str


@require_http_methods(["GET", "HEAD", "POST"])
def front_page_view(request: HttpRequest) -> HttpResponse:
    """Each language's lead, and for one of them the public texts to choose from."""
    if reasons := refusals_to_lead(member(request)):
        return refused(request, reasons)
    languages = list(dict.fromkeys([*newsroom_languages(), *languages_in_public()]))
    asked = request.POST if request.method == "POST" else request.GET
    language = asked.get("language") or languages[0]
    if language not in languages:
        raise Http404
    form = PickForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _pick(request, language, form):
        return redirect(f"{request.path}?{urlencode({'language': language})}")
    words = " ".join(asked.get("q", "").split())
    texts = Edition.objects.public().in_language(language)
    found = texts.titled(words) if words else texts
    return page(
        request,
        "desk/front_page.html",
        _("Front page"),
        homes=[_home(code) for code in languages],
        language=language,
        direction=direction(language),
        words=words,
        form=form,
        texts=found.newest_first().select_related("article").defer("body", "notes_to_editors")[:OFFERED],
        picks=_picks(language),
        status=422 if form.errors else 200,
    )


def _pick(request: HttpRequest, language: str, form: PickForm) -> bool:
    """Whether it was done; why not, the next page says."""
    edition = form.cleaned_data["edition"]
    try:
        if edition is None:
            lead_with_newest(language, member(request))
            messages.success(request, _("The newest text leads in %(language)s again.") % _named(language))
        else:
            lead_with(edition, member(request), until_at=form.until_at())
            words = {"title": edition.title, **_named(edition.language)}
            messages.success(request, _("“%(title)s” leads in %(language)s now.") % words)
    except Refused as refusal:
        tell(request, refusal)
        return False
    return True


def _named(language: str) -> dict[str, str]:
    return {"language": local_name(language)}


def _home(language: str) -> Home:
    """Causes up to three queries."""
    leading = lead_of(language)
    pick = Lead.objects.holding(language).select_related("picked_by").first() if leading else None
    newest = Edition.objects.public().in_language(language).newest_first().defer("body", "notes_to_editors")
    return Home(language, leading or newest.first(), pick, reverse("site:home", args=[language]))


def _picks(language: str) -> list[tuple[Lead, Edition | None]]:
    """The last picks, each with the newest text of its article in the language. Causes two queries."""
    picks = list(Lead.objects.filter(language=language).select_related("picked_by")[:REMEMBERED])
    texts = Edition.objects.has_been_public().in_language(language).defer("body", "notes_to_editors")
    by_article = {
        text.article_id: text
        for text in texts.filter(article__in=[pick.article_id for pick in picks]).order_by("number")
    }
    return [(pick, by_article.get(pick.article_id) if pick.article_id else None) for pick in picks]
