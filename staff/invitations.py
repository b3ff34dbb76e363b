"""The link by which a new member of staff sets their password."""

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.utils import user_pk_to_url_str
from allauth.core import context
from django.http import HttpRequest
from django.utils import translation

from languages import interface_language

from .models import User

__all__ = ["invite"]


def invite(request: HttpRequest, user: User) -> None:
    """Mail the user a link to set a password; it works once, and until PASSWORD_RESET_TIMEOUT has passed."""
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    language = interface_language(user.language) if user.language else translation.get_language()
    # Perhaps after the answer is made, when allauth has let go of the request.
    with translation.override(language), context.request_context(request):
        adapter = get_adapter()
        address = adapter.get_reset_password_from_key_url(f"{user_pk_to_url_str(user)}-{token}")
        adapter.send_mail(
            "account/email/invitation", user.email, {"user": user, "address": address, "request": request}
        )
