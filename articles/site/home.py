"""The home page of a language, and the way to it from the bare address."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.models import Edition, Lead, Topic
from languages import default_language, newsroom_languages, standard_form

from .occasions import coming_occasions
from .pages import answer, feed_links, not_found, public_page
from .pictures import Media, media_of
from .reading import public_texts, versions_of_all

__all__ = ["choose_language", "home"]

HOME_LENGTH = 11
OCCASIONS_SHOWN = 4
TOPICS_SHOWN = 24


@csrf_exempt
@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Lead to the home page in the language that the browser likes best of those the newsroom works in."""
    wanted = [code for code, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", ""))]
    own = newsroom_languages()
    candidates = [code for want in wanted for code in _parents(want)]
    best = next((code for code in candidates if code in own), default_language())
    response = HttpResponseRedirect(reverse("site:home", args=[best]))
    response.headers["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _parents(code: str) -> list[str]:
    """The language and what it is a variety of ("fr-CH" → "fr-CH", "fr"); empty for what is no language."""
    parts = (standard_form(code) or "").split("-")
    return ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]


@public_page
def home(request: HttpRequest, language: str) -> HttpResponse:
    """The newest texts in the language; the one that editors picked, else the newest, at length above them.

    Causes at most six queries.
    """
    versions = versions_of_all("home")
    if language not in {version.language for version in versions}:
        return not_found(request)
    lead, others = _lead_and_newest(language)
    has_image = lead is not None and lead.article.lead_image_id is not None
    media = media_of([lead.article_id], language)[lead.article_id] if lead and has_image else Media()
    topics = Topic.objects.public_in(language).with_names()
    return answer(
        request,
        "site/home.html",
        language,
        versions=versions,
        original=reverse("site:root"),
        feeds=feed_links("home", language),
        lead=lead,
        picture=media.lead_crop,
        editions=others,
        coming=coming_occasions(language)[:OCCASIONS_SHOWN],
        topics=topics[:TOPICS_SHOWN],
    )


def _lead_and_newest(language: str) -> tuple[Edition | None, list[Edition]]:
    """What the page starts with, the picked text or else the newest, and the newest others. Causes one query."""
    texts = public_texts(language)
    picks = Lead.objects.holding(language)
    picked = texts.filter(article__in=picks.values("article"))
    shown = texts.newest_first().values("pk")[:HOME_LENGTH].union(picked.values("pk"))
    found = texts.filter(pk__in=shown).annotate(is_picked=Exists(picks.filter(article=OuterRef("article"))))
    editions: list[Any] = list(found.newest_first().select_related("article"))
    lead = next((edition for edition in editions if edition.is_picked), editions[0] if editions else None)
    return lead, [edition for edition in editions if edition is not lead][: HOME_LENGTH - 1]
