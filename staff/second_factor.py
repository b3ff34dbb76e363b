"""Who needs a second factor, and the guard that leads them to it."""

from collections.abc import Callable

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from .models import User

__all__ = ["SecondFactorMiddleware", "has_second_factor", "needs_second_factor", "remove"]

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def needs_second_factor(user: User) -> bool:
    """Whether a role of the user's is in NEWSROOM_SECOND_FACTOR_ROLES; superusers need one where any role does."""
    roles = settings.NEWSROOM_SECOND_FACTOR_ROLES
    return bool(roles) and (user.is_superuser or any(user.holds(role) for role in roles))


def has_second_factor(user: User) -> bool:
    """Whether the user has a passkey, a security key or an authenticator app; causes a query.

    Recovery codes are for the day that these are lost, and are none.
    """
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())


def remove(user: User) -> None:
    """Take all second factors from the user, whose device is lost; ends the user's sessions and tells them by mail."""
    with transaction.atomic():
        Authenticator.objects.filter(user=user).delete()
        User.objects.filter(pk=user.pk).update(session_generation=F("session_generation") + 1)
    if user.email:
        get_adapter().send_notification_mail("account/email/second_factor_removed", user)


class SecondFactorMiddleware:
    """Open nothing at the desk to whoever needs a second factor and has none, but the pages where they add one.

    A guard of addresses and not of views, so that a new screen is behind it
    without anyone remembering. One query for those who need a factor.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_guarded(request.path_info) and self._is_without(request):
            sentence = _("Your role needs a second factor. The desk opens when you have added one.")
            if sentence not in map(str, messages.get_messages(request)):
                messages.warning(request, sentence)
            return redirect("mfa_index")
        return self.get_response(request)

    @staticmethod
    def _is_guarded(path: str) -> bool:
        open_to_them = ("my_account", "admin:login", "admin:logout", "admin:jsi18n")
        return path.startswith(reverse("admin:index")) and not path.startswith(tuple(map(reverse, open_to_them)))

    @staticmethod
    def _is_without(request: HttpRequest) -> bool:
        user = request.user
        return isinstance(user, User) and needs_second_factor(user) and not has_second_factor(user)
