"""The admin without log-in and password pages of its own: those at the account's address know second factors."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

__all__ = ["SignInSite"]


class SignInSite(AdminSite):
    """An admin site whose door is allauth's."""

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """To the sign-in page; whoever is signed in already goes on, or reads that they hold no right.

        The stock form is never shown: it would take a password without
        counting failures and without asking for the second factor.
        """
        if self.has_permission(request):
            wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
            is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
            return redirect(wanted if is_ours else "admin:index")
        if request.user.is_authenticated:
            return render(request, "account/no_right.html", self.each_context(request), status=403)
        answer: HttpResponse = secure_admin_login(super().login)(request, extra_context)
        return answer

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:  # noqa: ARG002
        return redirect("account_change_password")
