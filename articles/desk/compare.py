"""Compare: any two editions or steps of a language of an article, in one text or side by side."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from articles.models import Article
from languages import is_language, local_name

from .badges import with_badges
from .comparison import compared, shared_changes
from .pages import found, member, page
from .points import Point, Points

__all__ = ["compare_view"]

SIDE = "side"


def compare_view(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """What changed between two points; between the newest edition and what the public last read, unless told."""
    article = found(with_badges(Article.objects.all()), pk)
    if not member(request).has_perm("articles.view_edition"):
        raise PermissionDenied
    points, newest = _points(article, language)
    after = _chosen(points, request.GET.get("after", "")) or newest
    before = _chosen(points, request.GET.get("before", "")) or points.before(after)
    title = _("Compare in %(language)s: “%(title)s”") % {
        "language": local_name(language),
        "title": article.title_at_desk(),
    }
    view, only = request.GET.get("view", ""), request.GET.get("only", "")
    look: dict[str, Any] = {"is_side_by_side": view == SIDE, "only_changes": bool(only)}
    return page(
        request,
        "desk/compare.html",
        title,
        article=article,
        language=language,
        points=points,
        views=_views(before, after, view, only),
        **look,
        **_difference(points, before, after),
    )


def _difference(points: Points, before: Point, after: Point) -> dict[str, Any]:
    parts = compared(points.text(before), points.text(after))
    shared = shared_changes(points.shared(before), points.shared(after))
    is_changed = bool(shared) or any(part.is_changed for part in parts)
    return {"before": before, "after": after, "parts": parts, "shared": shared, "is_changed": is_changed}


def _points(article: Article, language: str) -> tuple[Points, Point]:
    """The points of the language and the newest of them; 404 where the article has no text in it."""
    if is_language(language):
        points = Points(article, language)
        if newest := points.newest():
            return points, newest
    raise Http404


def _chosen(points: Points, key: str) -> Point | None:
    """The point that the address names, None where it names none; 404 where it is not of this text."""
    if not key:
        return None
    point = points.get(key)
    if point is None:
        raise Http404
    return point


def _views(before: Point, after: Point, view: str, only: str) -> dict[str, str]:
    """The addresses of the same comparison seen otherwise."""

    def address(view: str, only: str, *pair: Point) -> str:
        old, new = pair or (before, after)
        given = {"before": old.key, "after": new.key, "view": view, "only": only}
        return f"?{urlencode({name: value for name, value in given.items() if value})}"

    return {
        "inline": address("", only),
        "side": address(SIDE, only),
        "only": address(view, "" if only else "1"),
        "swapped": address(view, only, after, before),
    }
