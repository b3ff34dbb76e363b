"""The site's one stylesheet: ``static/site/site.css`` with the newsroom's accent colour in it.

The Content-Security-Policy leaves no room for a colour in the page itself, and
a second request for one line would cost every reader a round trip.
"""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from look.colours import Shades
from look.current import current_look

__all__ = ["stylesheet", "stylesheet_url"]

NAME = "site/site.css"
FOR_EVER = "public, max-age=31536000, immutable"


def stylesheet_url() -> str:
    """The path of the stylesheet as it is now: another one whenever the file or the accent changes."""
    _content, version = _made(_written(), current_look().shades)
    return f"{reverse('site:stylesheet')}?v={version}"


@csrf_exempt
@require_safe
def stylesheet(request: HttpRequest) -> HttpResponse:
    """The stylesheet; kept for ever by browsers that asked for just this version."""
    content, version = _made(_written(), current_look().shades)
    response = HttpResponse(content, content_type="text/css; charset=utf-8")
    # Another process may have told the version of a look that this one has not read yet.
    response.headers["Cache-Control"] = FOR_EVER if request.GET.get("v") == version else "no-cache"
    return response


def _written() -> str:
    return _read() if settings.DEBUG else _kept()


def _read() -> str:
    path = finders.find(NAME)
    assert isinstance(path, str)
    return Path(path).read_text(encoding="utf-8")


@cache
def _kept() -> str:
    return _read()


@lru_cache(maxsize=4)
def _made(written: str, shades: Shades) -> tuple[str, str]:
    """The stylesheet, and the name of its version."""
    colours = "".join(f"--accent-{name.replace('_', '-')}:{value};" for name, value in shades._asdict().items())
    content = f"{written}\n:root{{{colours}}}\n"
    return content, hashlib.sha256(content.encode()).hexdigest()[:12]
