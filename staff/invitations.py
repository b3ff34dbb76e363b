"""The link by which a new member of staff sets their password."""

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.utils import user_pk_to_url_str
from django.http import HttpRequest
from django.utils import translation

from languages import interface_language

from .models import User

__all__ = ["invite"]


def invite(request: HttpRequest, user: User) -> None:
    """Mail the user a link to set a password; it works once, and until PASSWORD_RESET_TIMEOUT has passed."""
    adapter = get_adapter(request)
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    address = adapter.get_reset_password_from_key_url(f"{user_pk_to_url_str(user)}-{token}")
    language = interface_language(user.language) if user.language else translation.get_language()
    with translation.override(language):
        adapter.send_mail(
            "account/email/invitation", user.email, {"user": user, "address": address, "request": request}
        )
