"""The forms of signing in, and of one's own account."""

from typing import Any
from zoneinfo import available_timezones

from allauth.account import forms as account_forms
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second_factor_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.conf import settings
from django.contrib.auth.forms import AdminUserCreationForm
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from . import lockout
from .models import User

__all__ = [
    "AddKeyForm",
    "CodeForm",
    "ConfirmCodeForm",
    "NewMemberForm",
    "PreferencesForm",
    "SignInForm",
    "language_choices",
    "time_zone_choices",
]

AS_THE_NEWSROOM = ("", _("as the newsroom"))


def language_choices() -> list[tuple[str, Any]]:
    """The languages that the desk speaks."""
    return [AS_THE_NEWSROOM, *((code, name) for code, name in settings.LANGUAGES if code in settings.DESK_LANGUAGES)]


def time_zone_choices() -> list[tuple[str, Any]]:
    """Every zone of the time zone database, by name."""
    return [AS_THE_NEWSROOM, *((zone, zone.replace("_", " ")) for zone in sorted(available_timezones()))]


class SignInForm(account_forms.LoginForm):
    """User name or email address, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("User name or email address")
        login.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = ""


class _CountedCode(forms.Form):
    """A wrong code counts against the account as a wrong password does; a right one works once.

    allauth remembers used codes in the cache, which other processes may not
    share: they are kept with the authenticator, one request at a time.
    """

    user: User
    authenticator: Authenticator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}

    def clean_code(self) -> str:
        with lockout.attempt(lockout.account_of(self.user)), transaction.atomic():
            factors = {row.pk: row for row in Authenticator.objects.select_for_update().filter(user=self.user)}
            code: str = super().clean_code()  # type: ignore[misc]
            factor = factors[self.authenticator.pk]
            if factor.type == Authenticator.Type.TOTP:
                typed = normalize_user_code(code)
                if factor.data.get("last_code") == typed:
                    raise get_adapter().validation_error("incorrect_code")
                factor.data["last_code"] = typed
                factor.save(update_fields=["data"])
        return code


class CodeForm(_CountedCode, second_factor_forms.AuthenticateForm):
    """A code of the authenticator app, or a recovery code, while signing in."""


class ConfirmCodeForm(_CountedCode, second_factor_forms.ReauthenticateForm):
    """The same, to confirm who is there."""


class AddKeyForm(webauthn_forms.AddWebAuthnForm):
    """A passkey, unless one asks for a key that goes with the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["name"].help_text = _("By which you know the device or key again, as in “my phone”.")
        passkey = self.fields["passwordless"]
        passkey.label = _("Sign in with it alone, without the password (a passkey)")
        passkey.help_text = _("It then asks for your finger, face or PIN. Untick for an old key that cannot.")
        passkey.initial = True


class PreferencesForm(forms.ModelForm):
    """In which language the desk is shown to the user, and in whose hours."""

    language = forms.ChoiceField(label=_("Language of the desk"), choices=language_choices, required=False)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zone_choices, required=False)

    class Meta:
        model = User
        fields = ("language", "time_zone")


class NewMemberForm(AdminUserCreationForm):
    """A new member of staff, who sets their own password by a link that is mailed to them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["usable_password"]
        assert isinstance(field, forms.ChoiceField)
        field.label = _("Password")
        field.initial = "false"
        field.choices = [("false", _("Mail a link to set one")), ("true", _("Set one here"))]
        field.help_text = _("A password that nobody else has seen is the better one.")

    def clean(self) -> dict[str, Any]:
        is_invited = self.cleaned_data.get("usable_password") == "false"
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if is_invited and not cleaned.get("email"):
            self.add_error("email", _("The link needs an email address to go to."))
        return cleaned
