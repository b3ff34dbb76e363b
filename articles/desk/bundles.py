"""A bundle: texts of one or several articles, in all their languages, that go out at one instant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.forms.boundfield import BoundWidget
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article, Change, Edition, Standing, State
from articles.publication import release
from languages import default_language

from .badges import LanguageRow, language_rows, with_badges
from .forms import ReleaseForm
from .pages import Done, act, lacks_the_right, member, page, refused
from .readiness import Readiness, readiness_of

__all__ = ["BundledArticle", "BundledText", "any_edition", "chosen_articles", "release_url", "release_view"]

# How many other articles are offered to be added.
OFFERED = 20


@dataclass(frozen=True, slots=True)
class BundledText:
    """What an article has in one language: ``box`` to choose it where it can go, ``lacks`` what it is missing.

    ``readiness`` is that of the translation at the desk, None where there is none.
    """

    row: LanguageRow
    edition: Edition | None
    box: BoundWidget | None
    lacks: list[str]
    readiness: Readiness | None


@dataclass(frozen=True, slots=True)
class BundledArticle:
    """One article of a bundle; ``without`` is the address of the bundle without it, None where it is the only one."""

    article: Article
    texts: list[BundledText]
    without: str | None


def release_url(articles: Iterable[int]) -> str:
    """The address of the page that releases the articles (their keys) together."""
    return f"{reverse('admin:articles_article_release')}?{urlencode([('article', key) for key in articles])}"


def chosen_articles(request: HttpRequest) -> list[Article]:
    """The articles that the address names, without their texts; 404 without any."""
    keys = [key for key in request.GET.getlist("article") if key.isdecimal() and len(key) < 19]
    articles = list(with_badges(Article.objects.filter(pk__in=keys)).order_by("pk"))
    if not articles:
        raise Http404
    return articles


def any_edition(articles: Iterable[Article]) -> list[Edition]:
    """Something to ask about rights where nothing is open."""
    keys = list(articles)
    found = Edition.objects.filter(article__in=keys).select_related("article")[:1] if keys else []
    return list(found) or [Edition(article=Article(), language=default_language())]


def release_view(request: HttpRequest) -> HttpResponse:
    """Make approved texts of one or several articles public at one instant, now or later."""
    articles = chosen_articles(request) if "article" in request.GET else []
    editions = Edition.objects.open().filter(article__in=articles).select_related("article", "approved_by")
    if reasons := lacks_the_right(editions or any_edition(articles), "release", member(request)):
        return refused(request, reasons)
    offered = list(_offered(articles))
    if not articles:
        return page(request, "desk/release.html", _("Release"), bundle=[], offered=offered)
    form = ReleaseForm(request.POST or None, editions=editions.filter(state="approved").order_by("article", "language"))
    bundle = _bundle(articles, editions.select_related("article", "translates"), form)
    return act(
        request,
        form,
        lambda data: _release(request, data),
        templates=("desk/release.html", "desk/release_confirm.html"),
        title=_("Release"),
        bundle=bundle,
        offered=offered,
        is_lacking=any(text.lacks for each in bundle for text in each.texts),
    )


def _release(request: HttpRequest, data: dict[str, Any]) -> Done:
    decision = release(
        data["editions"],
        member(request),
        at=data["at"],
        time_zone=data["time_zone"],
        override_reason=data["override_reason"],
    )
    url = reverse("admin:articles_release_change", args=[decision.pk])
    if data["at"] is None:
        return Done(_("Released. Everyone can read it now."), url)
    return Done(_("Scheduled. Nobody outside the desk sees it before the hour."), url)


def _offered(articles: list[Article]) -> Iterable[tuple[Article, str]]:
    """Other articles with an approved text, the latest first, and the address of the bundle with each."""
    keys = [article.pk for article in articles]
    ready = Edition.objects.open().filter(state="approved").values("article")
    others = with_badges(Article.objects.filter(pk__in=ready).exclude(pk__in=keys)).order_by("-pk")
    return ((article, release_url([*keys, article.pk])) for article in others[:OFFERED])


def _bundle(articles: list[Article], editions: Iterable[Edition], form: ReleaseForm) -> list[BundledArticle]:
    """The bundle as the page shows it, of the texts at the desk; the form's choices are those that can go.

    The queries are those of `readiness_of`, for each translation at the desk, and one more.
    """
    keys = [article.pk for article in articles]
    boxes = {str(box.data["value"]): box for box in form["editions"]}
    at_desk = {(edition.article_id, edition.language): edition for edition in editions}
    return [
        BundledArticle(
            article=article,
            texts=[
                _text(article, row, at_desk.get((article.pk, row.language)), boxes)
                for row in language_rows(article)
                if row.badges or row.is_required
            ],
            without=release_url(key for key in keys if key != article.pk) if len(keys) > 1 else None,
        )
        for article in articles
    ]


def _text(article: Article, row: LanguageRow, edition: Edition | None, boxes: dict[str, BoundWidget]) -> BundledText:
    readiness = readiness_of(edition) if edition else None
    ready = edition if edition and edition.state == State.APPROVED else None
    box = boxes.get(str(ready.pk)) if ready else None
    return BundledText(row, ready, box, list(_lacks(article, row, ready)), readiness)


def _lacks(article: Article, row: LanguageRow, ready: Edition | None) -> Iterable[str]:
    """What `publication.missing_for_release` would say of the language, from what is already fetched."""
    if row.is_required and ready is None and not _has_been_released(article):
        if not row.badges:
            yield _("There is no text, but the first release requires one.")
        for badge in row.badges:
            yield _("It is still %(standing)s, but the first release requires it.") % {
                "standing": badge.standing.label if badge.standing else ""
            }
    for badge in row.badges:
        is_first = badge.edition is not None and badge.edition.change == Change.FIRST
        if ready is not None and badge.is_stale and is_first and badge.standing == Standing.APPROVED:
            yield _("It is stale: its source has changed since.")
        elif badge.is_stale and is_first and badge.standing == Standing.SCHEDULED:
            yield _("It is scheduled, and stale: its source has changed since.")


def _has_been_released(article: Article) -> bool:
    return any(edition.public_from and edition.standing() != Standing.SCHEDULED for edition in article.editions.all())
