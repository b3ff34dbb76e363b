"""The desk in each user's own language and time zone."""

from collections.abc import Callable
from zoneinfo import available_timezones

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation.trans_real import parse_accept_lang_header

from languages import desk_language, standard_form

__all__ = ["DeskPreferencesMiddleware"]


class DeskPreferencesMiddleware:
    """Show the desk in the user's language (or the browser's) and time zone (or the newsroom's).

    Only below the desk's address: what the public reads never depends on who asks.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(reverse("admin:index")):
            return self.get_response(request)
        with translation.override(_language(request)), timezone.override(_time_zone(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        return response


def _language(request: HttpRequest) -> str:
    chosen = getattr(request.user, "language", "")
    if chosen:
        return desk_language(chosen)
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    return desk_language(*(standard_form(code) or "" for code, _weight in accepted))


def _time_zone(request: HttpRequest) -> str:
    chosen = getattr(request.user, "time_zone", "")
    return chosen if chosen in available_timezones() else settings.NEWSROOM_TIME_ZONE
