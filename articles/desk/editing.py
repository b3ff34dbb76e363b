"""The addresses that serve the editing of a text, below the edition's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from .agencies import xliff_file_view, xliff_view
from .autosave import discard_view, working_copy_view
from .following import next_view
from .panel import panel_view
from .preview import preview_page_view, preview_view
from .workbench import check_document_view, check_view, help_view, translate_view
from .workbench import working_copy_view as typed_rows_view

__all__ = ["editing_urls"]

VIEWS: list[tuple[str, Callable[..., Any], str]] = [
    ("<int:pk>/working-copy/", working_copy_view, "articles_edition_working_copy"),
    ("<int:pk>/working-copy/discard/", discard_view, "articles_edition_discard_copy"),
    ("<int:pk>/panel/", panel_view, "articles_edition_panel"),
    ("<int:pk>/next/", next_view, "articles_edition_next"),
    ("<int:pk>/xliff/", xliff_view, "articles_edition_xliff"),
    ("<int:pk>/xliff/<str:version>/", xliff_file_view, "articles_edition_xliff_file"),
    ("<int:pk>/translate/", translate_view, "articles_edition_translate"),
    ("<int:pk>/translate/working-copy/", typed_rows_view, "articles_edition_translate_working_copy"),
    ("<int:pk>/translate/check/", check_view, "articles_edition_translate_check"),
    ("<int:pk>/translate/check-all/", check_document_view, "articles_edition_translate_check_all"),
    ("<int:pk>/translate/help/", help_view, "articles_edition_translate_help"),
    ("<int:pk>/preview/", preview_view, "articles_edition_preview"),
    ("<int:pk>/preview/page/", preview_page_view, "articles_edition_preview_page"),
]


def editing_urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    """The addresses; ``wrap`` is the admin site's gate, which lets nobody but the desk through."""
    return [path(route, wrap(view), name=name) for route, view, name in VIEWS]
