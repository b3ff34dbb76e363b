"""The public page of a text, shown to the desk before the public can see it."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.csp import CSP
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Article, Edition
from articles.richtext import RichTextError
from articles.workflow import ACTIONS

from .autosave import unsaved_text
from .badges import language_rows, with_badges
from .media_files import desk_file_url
from .pages import member, page, refused
from .texts import desk_edition, typed_text

__all__ = ["preview_page_view", "preview_view"]

# Nothing may run in it, and nothing but the desk's own pages may frame it.
POLICY: dict[str, list[str]] = {
    **cast("dict[str, list[str]]", settings.SECURE_CSP),
    "script-src": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": [CSP.SELF],
}


@require_safe
def preview_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The preview at full size: each language of the article, phone and desktop, light and dark."""
    edition = _readable(request, pk)
    article = with_badges(Article.objects.all()).get(pk=edition.article_id)
    newest = [row.badges[-1].edition for row in language_rows(article) if row.badges]
    title = _("Preview of “%(title)s”") % {"title": edition.title or _("(untitled)")}
    return page(request, "desk/preview.html", title, edition=edition, article=article, languages=newest)


@csp_override(POLICY)
@xframe_options_sameorigin
@require_http_methods(["GET", "HEAD", "POST"])
def preview_page_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The page that the public would see: of the posted text, else of the user's unsaved text, else of the saved."""
    edition = _readable(request, pk)
    if request.method == "POST":
        if not ACTIONS["save"].allowed(member(request), edition):
            raise PermissionDenied
        text = typed_text(request, edition)
    else:
        unsaved = unsaved_text(edition, member(request)) if request.GET.get("text") != "saved" else None
        text = unsaved.text if unsaved else {}
    try:
        edition.write(**text)
    except RichTextError as error:
        return refused(request, [str(error)], status=422)
    return _public_page(request, edition)


def _readable(request: HttpRequest, pk: int) -> Edition:
    edition = desk_edition(pk)
    if not member(request).has_perm("articles.view_edition"):
        raise PermissionDenied
    return edition


def _public_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """By the very function that answers the public; this layer knows it only by its name in the settings."""
    show: Any = import_string(settings.NEWSROOM_ARTICLE_PAGE)
    return cast("HttpResponse", show(request, edition, url_of_file=desk_file_url))
