"""What the newsroom wants otherwise than allauth does it."""

import base64
import hashlib
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from . import lockout
from .models import User

__all__ = ["AccountAdapter", "DirectoryAdapter", "SecondFactorAdapter"]

# Seconds for which a sign-in counts as proof of who is there, as allauth's own confirmation does.
JUST_SIGNED_IN = 300


class _Wrong(Exception):
    """Leaves the block of an attempt that failed."""


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up: managing editors make the accounts. Failures are counted by account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        login = credentials.get("username") or credentials.get("email") or ""
        try:
            with lockout.attempt(lockout.account_named(login)):
                user = super().authenticate(request, **credentials)
                if user is None:
                    raise _Wrong
        except _Wrong:
            return None
        return user

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        lockout.forget(user)

    def set_password(self, user: Any, password: str) -> None:
        super().set_password(user, password)
        lockout.forget(user)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within five minutes of signing in: whoever has to add a second factor has just shown who they are."""
        records = get_authentication_records(self.request, getattr(self.request, "user", None))
        if records and time.time() - records[-1]["at"] < JUST_SIGNED_IN:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        super().send_mail(template_prefix, email, {"newsroom": settings.NEWSROOM_NAME, **context})

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """To the address that managing editors gave, the only one a user has."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are encrypted in the database, with keys derived from SECRET_KEY and its fallbacks."""

    def get_totp_issuer(self) -> str:
        return settings.NEWSROOM_NAME

    def _get_site_name(self) -> str:
        return settings.NEWSROOM_NAME

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _keys().decrypt(encrypted_text.encode()).decode()


def _keys() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(f"staff.second_factor:{secret}".encode()).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class DirectoryAdapter(DefaultSocialAccountAdapter):
    """The institution's directory says who someone is. It makes no account and gives no right."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let in whom this entry of the directory was tied to, or tie it to the one user with its verified address.

        A user who is tied to an entry is never tied to a second: addresses of
        people who left are given to others.
        """
        if sociallogin.is_existing:
            return
        addresses = [address.email.lower() for address in sociallogin.email_addresses if address.verified is True]
        users = User.objects.filter(email__in=addresses, is_active=True, socialaccount__isnull=True)
        try:
            user = users.get()
        except (User.DoesNotExist, User.MultipleObjectsReturned):
            messages.error(
                request,
                _(
                    "The directory knows you, but no account here belongs to your verified email address. "
                    "Ask a managing editor to make one or to correct its address."
                ),
            )
            raise ImmediateHttpResponse(redirect("account_login")) from None
        sociallogin.connect(request, user)
