"""One's own account, and the few steps of signing in that allauth takes otherwise."""

import logging
from typing import Any

from allauth.account.internal.decorators import login_not_required
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from requests import RequestException

from .browsers import browser_name
from .forms import PreferencesForm
from .models import User
from .second_factor import needs_second_factor

__all__ = ["SessionsView", "end_session", "my_account", "not_offered", "to_directory"]

logger = logging.getLogger(__name__)


@never_cache
@login_required
def my_account(request: HttpRequest) -> HttpResponse:
    """Preferences, and the way to password, second factor, recovery codes and sessions."""
    user = request.user
    assert isinstance(user, User)
    form = PreferencesForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        user.save(update_fields=["language", "time_zone"])
        messages.success(request, _("Your preferences are saved."))
        return redirect("my_account")
    factors = list(Authenticator.objects.filter(user=user))
    context = {
        "form": form,
        "has_app": any(factor.type == Authenticator.Type.TOTP for factor in factors),
        "keys": sum(factor.type == Authenticator.Type.WEBAUTHN for factor in factors),
        "recovery_codes": next((f for f in factors if f.type == Authenticator.Type.RECOVERY_CODES), None),
        "needs_second_factor": needs_second_factor(user),
        "sessions": UserSession.objects.filter(user=user).count(),
        "directory_account": SocialAccount.objects.filter(user=user).first(),
    }
    return render(request, "account/my_account.html", context)


class SessionsView(ListUserSessionsView):
    """The user's sessions, newest first; a POST ends all but this one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["sessions"].reverse()
        for session in context["sessions"]:
            session.browser = browser_name(session.user_agent)
        return context


@require_POST
@login_required
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of the user's own sessions, wherever it is."""
    end_sessions(request, [get_object_or_404(UserSession, pk=pk, user=request.user)])
    messages.success(request, _("That session is ended."))
    return redirect("usersessions_list")


@login_not_required
def to_directory(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to the institution's directory.

    By a page that goes on by itself, not by a redirect: browsers hold
    form-action against every address that a form's redirects lead to, and
    where a directory leads is for the directory to say.
    """
    try:
        answer: HttpResponse = openid_connect.login(request, provider_id)
    except RequestException as error:
        logger.warning("The directory does not answer: %s", error)
        messages.error(request, _("The directory does not answer. Try again later, or sign in with your password."))
        return redirect("account_login")
    if not isinstance(answer, HttpResponseRedirect) or answer.url.startswith("/"):
        return answer
    return render(request, "socialaccount/to_directory.html", {"address": answer.url})


def not_offered(_request: HttpRequest) -> HttpResponse:
    """A page of allauth's that staff accounts have no use for."""
    raise Http404
