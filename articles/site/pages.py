"""What every public answer has in common: who may ask, in which language it speaks, and how it says no."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from languages import default_language, interface_language, newsroom_languages, standard_form
from look.current import current_look

__all__ = ["Version", "absolute", "answer", "feed_links", "not_found", "public_page", "redirect_for_good"]


class Version(NamedTuple):
    """The page in one language; ``url`` is a path. ``is_behind`` where it does not show a correction of its source."""

    language: str
    url: str
    is_behind: bool = False


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer GET and HEAD alone, with labels in the language of the address; send to its standard form.

    Sites without unsafe methods need no protection against forged requests,
    which would answer 403 where 405 is the truth.
    """

    @csrf_exempt
    @require_safe
    @wraps(view)
    def answering(request: HttpRequest, language: str, **arguments: Any) -> HttpResponse:
        standard = standard_form(language)
        if standard is not None and standard != language:
            match = request.resolver_match
            assert match is not None
            path = reverse(match.view_name, kwargs={**match.kwargs, "language": standard})
            query = request.META.get("QUERY_STRING", "")
            return redirect_for_good(path + (f"?{query}" if query else ""))
        with translation.override(interface_language(language)):
            response = view(request, language=language, **arguments)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return answering


def answer(
    request: HttpRequest,
    template: str,
    language: str,
    *,
    versions: Iterable[Version] = (),
    original: str = "",
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Render a page in the language. ``versions`` are the languages that it exists in, this one among them;
    ``original`` is the path for readers of any other language."""
    look = current_look().in_language(language)
    response = render(
        request,
        template,
        {
            "language": language,
            "versions": sorted(versions, key=lambda version: _position(version.language)),
            "original": original,
            "look": look,
            "newsroom_name": look.name.text,
            **context,
        },
        status=status,
    )
    response.headers["Content-Language"] = language
    return response


def _position(language: str) -> tuple[int, str]:
    """The newsroom's own languages in its order, then the others by code."""
    own = newsroom_languages()
    return (own.index(language) if language in own else len(own), language)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """The one answer for what does not exist and for what is not public; also the site's ``handler404``.

    Nothing of the request shows in it but the language that the address begins with.
    """
    first = request.path_info.lstrip("/").split("/", 1)[0]
    language = interface_language(standard_form(first) or default_language())
    with translation.override(language):
        response = answer(
            request,
            "404.html",
            language,
            versions=[Version(code, reverse("site:home", args=[code])) for code in newsroom_languages()],
            status=404,
        )
    response.headers["Cache-Control"] = "no-cache"
    return response


def redirect_for_good(path: str) -> HttpResponse:
    """A 301 that caches ask about again: what it leads to may be withdrawn."""
    response = HttpResponsePermanentRedirect(path)
    response.headers["Cache-Control"] = "no-cache"
    return response


def absolute(request: HttpRequest, path: str) -> str:
    """The full address of a path, with the scheme and host that the newsroom is known by."""
    base = getattr(settings, "NEWSROOM_BASE_URL", "")
    return base.rstrip("/") + path if base else request.build_absolute_uri(path)


def feed_links(name: str, *arguments: str) -> list[tuple[str, str]]:
    """The media types and paths of the feeds of a page; ``name`` is "home", "person" …"""
    types = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}
    return [(media, reverse(f"site:{name}-feed", args=[*arguments, suffix])) for suffix, media in types.items()]
