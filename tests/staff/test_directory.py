"""Signing in with the institution's own directory, by OpenID Connect."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal import auth as totp
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from newsroom import environment
from staff.models import User
from tests.staff.conftest import is_signed_in
from tests.staff.openid_provider import Directory

pytestmark = pytest.mark.django_db
TO_DIRECTORY = reverse("openid_connect_login", args=["directory"])
WANDA = {"sub": "w-1", "email": "Wanda@example.org", "email_verified": True, "name": "Wanda"}


@pytest.fixture
def directory(settings) -> Iterator[Directory]:
    directory = Directory()
    settings.SOCIALACCOUNT_PROVIDERS = directory.settings()
    yield directory
    directory.stop()


def come_in(client: Client, directory: Directory, **claims):
    """Sign in at the directory as Wanda, but for these claims; the last answer."""
    directory.person = {**WANDA, **claims}
    page = client.post(TO_DIRECTORY)
    address = unescape(re.search(r'<a href="(http[^"]+)"', page.content.decode())[1])
    assert address.startswith(directory.url)
    back = urlsplit(directory.authorize(address))
    return client.get(f"{back.path}?{back.query}", follow=True)


def test_a_verified_address_lets_its_user_in(client, wanda, directory):
    come_in(client, directory)
    assert is_signed_in(client)
    assert client.get(reverse("admin:index")).status_code == 200


@pytest.mark.parametrize("is_verified", [False, None, "false", "true", 1])
def test_an_address_that_the_directory_does_not_call_verified_lets_nobody_in(client, wanda, directory, is_verified):
    answer = come_in(client, directory, email_verified=is_verified)
    assert not is_signed_in(client)
    assert "no account here belongs to your verified email address" in answer.content.decode()


def test_a_directory_that_vouches_for_its_addresses_need_not_say_so_each_time(client, wanda, directory, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["verified_email"] = True
    come_in(client, directory, email_verified=None)
    assert is_signed_in(client)


def test_nobody_gets_an_account_by_it(client, wanda, directory):
    come_in(client, directory, sub="m-1", email="mallory@example.org")
    assert not is_signed_in(client)
    assert [*User.objects.all()] == [wanda]


def test_the_password_and_the_rights_stay_as_they_are(client, wanda, directory):
    come_in(client, directory, groups=["managing_editor"], name="The Director")
    after = User.objects.get()
    assert (after.password, after.rights_held, after.get_full_name()) == (
        wanda.password,
        wanda.rights_held,
        wanda.get_full_name(),
    )


def test_the_entry_and_not_the_address_is_who_someone_is(client, wanda, directory):
    """The address changes in the directory: Wanda comes in. It is given to someone else: they do not."""
    come_in(client, directory)
    married, successor = Client(), Client()
    come_in(married, directory, email="wanda.new@example.org")
    assert is_signed_in(married)
    come_in(successor, directory, sub="w-2")
    assert not is_signed_in(successor)
    assert SocialAccount.objects.count() == 1


def test_a_disabled_user_does_not_come_in(client, wanda, directory):
    come_in(Client(), directory)
    User.objects.update(is_active=False)
    come_in(client, directory)
    assert not is_signed_in(client)


def test_the_second_factor_is_asked_for_all_the_same(client, wanda, directory):
    totp.TOTP.activate(wanda, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    answer = come_in(client, directory)
    assert answer.redirect_chain[-1][0] == reverse("mfa_authenticate")
    assert not is_signed_in(client)


def test_a_second_entry_is_not_tied_by_hand(client, wanda, directory):
    client.force_login(wanda)
    directory.person = {**WANDA, "sub": "m-1", "email": "mallory@example.org"}
    page = client.post(f"{TO_DIRECTORY}?process=connect")
    address = unescape(re.search(r'<a href="(http[^"]+)"', page.content.decode())[1])
    back = urlsplit(directory.authorize(address))
    client.get(f"{back.path}?{back.query}")
    assert not SocialAccount.objects.exists()


def test_an_answer_to_a_question_of_another_browser_is_refused(client, wanda, directory):
    directory.person = WANDA
    page = Client().post(TO_DIRECTORY)
    address = unescape(re.search(r'<a href="(http[^"]+)"', page.content.decode())[1])
    back = urlsplit(directory.authorize(address))
    client.get(f"{back.path}?{back.query}")
    assert not is_signed_in(client)


def test_nothing_begins_by_a_get(client, wanda, directory):
    answer = client.get(TO_DIRECTORY)
    assert answer.status_code == 200
    assert directory.url not in answer.content.decode()


def test_a_directory_that_is_down_is_said_to_be(client, wanda, settings):
    directory = Directory()
    settings.SOCIALACCOUNT_PROVIDERS = directory.settings()
    directory.stop()
    answer = client.post(TO_DIRECTORY, follow=True)
    assert "The directory does not answer." in answer.content.decode()


def test_without_a_directory_the_page_does_not_speak_of_one(client):
    assert "oidc" not in client.get(reverse("account_login")).content.decode()
    assert client.post(TO_DIRECTORY).status_code == 404


def test_it_is_configured_by_the_environment(monkeypatch):
    monkeypatch.setenv("OIDC_SERVER_URL", "http://login.example.org/")
    with pytest.raises(ImproperlyConfigured, match="Only https"):
        environment.directory(needs_https=True)
    monkeypatch.setenv("OIDC_SERVER_URL", "https://login.example.org/")
    with pytest.raises(ImproperlyConfigured, match="OIDC_CLIENT_ID"):
        environment.directory(needs_https=True)
    monkeypatch.setenv("OIDC_CLIENT_ID", "newsroom")
    monkeypatch.setenv("OIDC_CLIENT_SECRET", "secret")
    (app,) = environment.directory(needs_https=True)["openid_connect"]["APPS"]
    assert (app["name"], app["settings"]["server_url"]) == ("login.example.org", "https://login.example.org")
