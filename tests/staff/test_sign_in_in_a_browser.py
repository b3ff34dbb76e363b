"""Signing in as people do, in a real browser: passkeys, codes, the keyboard, light and dark, on a phone."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from tests.staff.conftest import PASSWORD
from tests.staff.openid_provider import Directory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LOOKS = {
    "desktop": {"viewport": {"width": 1600, "height": 900}},
    "phone": {"viewport": {"width": 360, "height": 740}, "has_touch": True},
    "dark": {"color_scheme": "dark"},
}
BEFORE = ["account_login", "account_reset_password", "account_reset_password_done"]
WITHIN = [
    "my_account",
    "account_change_password",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_index",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "usersessions_list",
    "account_logout",
]


@pytest.fixture(autouse=True)
def every_request_counts(settings):
    settings.ACCOUNT_RATE_LIMITS = False
    settings.MFA_RATE_LIMITS = False


def give_a_key(page, **options) -> None:
    """A device that holds passkeys, whose owner always gives their finger."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    settings = {**device, "isUserVerified": True, "automaticPresenceSimulation": True, **options}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": settings})


def sign_in(page, address: str, password: str = PASSWORD) -> None:
    page.goto(address + reverse("account_login"))
    page.get_by_label("User name or email address").fill("wanda")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_keeps_to_the_policy_and_to_what_everyone_can_use(live_server, new_page, wanda, settings, look):
    directory = Directory()
    settings.SOCIALACCOUNT_PROVIDERS = directory.settings()
    page = new_page(**LOOKS[look])
    for name in BEFORE:
        page.goto(live_server.url + reverse(name))
        is_usable(page, name)
    sign_in(page, live_server.url, "wrong")
    is_usable(page, "a wrong password")
    sign_in(page, live_server.url)
    page.wait_for_url("**/desk/")
    page.goto(live_server.url + reverse("mfa_activate_totp"))
    is_usable(page, "mfa_activate_totp")
    totp.TOTP.activate(wanda, SECRET)
    RecoveryCodes.activate(wanda)
    for name in WITHIN:
        page.goto(live_server.url + reverse(name))
        is_usable(page, name)
    page.context.clear_cookies()
    sign_in(page, live_server.url)
    page.get_by_label("Code").wait_for()
    is_usable(page, "the code")
    directory.stop()


def is_usable(page, name: str) -> None:
    found = Axe().run(page).response["violations"]
    assert not [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found], name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def test_a_passkey_is_added_and_signs_in_without_a_password(live_server, page, wanda):
    give_a_key(page)
    sign_in(page, live_server.url)
    page.get_by_role("link", name="My account").click()
    page.get_by_role("link", name="Passkeys, app and recovery codes").click()
    page.get_by_role("link", name="Add a passkey or security key").click()
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("heading", name="Recovery Codes").wait_for()
    assert Authenticator.objects.get(type="webauthn").wrap().is_passwordless
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/desk/")


def test_a_security_key_is_the_second_factor(live_server, page, wanda):
    give_a_key(page, hasResidentKey=False, hasUserVerification=False, isUserVerified=False)
    sign_in(page, live_server.url)
    page.goto(live_server.url + reverse("mfa_add_webauthn"))
    page.get_by_label("Sign in with it alone").uncheck()
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("heading", name="Recovery Codes").wait_for()
    page.get_by_role("button", name="Log out").click()
    sign_in(page, live_server.url)
    page.get_by_role("button", name="Use a security key").click()
    page.wait_for_url("**/desk/")


def test_a_passkey_that_is_not_given_is_spoken_of_on_the_page(live_server, page, wanda):
    give_a_key(page)
    page.goto(live_server.url + reverse("account_login"))
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("alert").filter(has_text="No passkey or security key was used.").wait_for()


def test_whoever_needs_a_factor_is_led_to_it_and_then_to_the_desk(live_server, page, wanda, settings):
    settings.NEWSROOM_SECOND_FACTOR_ROLES = ["writer"]
    give_a_key(page)
    sign_in(page, live_server.url)
    page.get_by_text("Your role needs a second factor.").wait_for()
    page.get_by_role("link", name="Add a passkey or security key").click()
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("heading", name="Recovery Codes").wait_for()
    page.get_by_role("link", name="Home").click()
    page.get_by_role("link", name="My account").wait_for()
    assert page.url == live_server.url + reverse("admin:index")


def test_password_and_code_are_given_with_the_keyboard_alone(live_server, page, wanda):
    totp.TOTP.activate(wanda, SECRET)
    codes = RecoveryCodes.activate(wanda).get_unused_codes()
    page.goto(live_server.url + reverse("admin:index"))
    expect(page.locator("[name=login]")).to_be_focused()
    page.keyboard.type("wanda")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Code")).to_be_focused()
    page.keyboard.type(codes[0])
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")


def test_the_directory_is_gone_to_and_come_back_from(live_server, page, wanda, settings):
    """In a browser, because form-action of the policy holds for redirects after a form too."""
    directory = Directory()
    directory.person = {"sub": "w-1", "email": "wanda@example.org", "email_verified": True}
    settings.SOCIALACCOUNT_PROVIDERS = directory.settings()
    page.goto(live_server.url + reverse("admin:index"))
    page.get_by_role("button", name="Sign in with Directory").click()
    page.wait_for_url("**/desk/")
    directory.stop()
