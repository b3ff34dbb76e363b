"""Rows by language, as several screens of the desk have them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from languages import newsroom_languages

__all__ = ["LocalRows"]


class LocalRows(admin.TabularInline):
    """Rows by language, with an empty one for each language of the newsroom that is missing."""

    can_delete = False

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 1 if obj else len(newsroom_languages())
