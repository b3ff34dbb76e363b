"""Public pages and feeds go compressed to whoever takes them so: a long communiqué shrinks to a third."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

__all__ = ["PublicGZipMiddleware"]

# Pages with secrets of their own, which compression could help to guess (https://breachattack.com).
PRIVATE = ("/desk/", "/agency/")
TEXTS = ("text/", "application/xml", "application/atom+xml", "application/rss+xml", "application/feed+json")


class PublicGZipMiddleware(GZipMiddleware):
    """Django's own, for texts that anyone may read; images are compressed already."""

    def process_response(self, request: HttpRequest, response: Any) -> HttpResponseBase:
        is_text = response.get("Content-Type", "").startswith(TEXTS)
        if not is_text or response.streaming or request.path_info.startswith(PRIVATE):
            return cast("HttpResponseBase", response)
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed
