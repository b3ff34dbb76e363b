"""What the frame of the desk needs on pages that no admin view renders."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

__all__ = ["account_pages"]


def account_pages(request: HttpRequest) -> dict[str, Any]:
    """The admin site's own context, for the pages of signing in and of one's account."""
    if not request.path_info.startswith(reverse("my_account")):
        return {}
    return admin.site.each_context(request)
