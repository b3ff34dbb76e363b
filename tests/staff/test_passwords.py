"""Passwords: strong ones, not known from a breach."""

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from staff.models import User
from staff.passwords import BreachedPasswordValidator
from tests.staff.conftest import PASSWORD, is_signed_in, sign_in

WANDA = User(username="wanda", first_name="Wanda", last_name="Kowalczyk", email="wanda@press.example.org")


@pytest.mark.parametrize(
    "password",
    [
        "short-1A!",
        "password1234",
        "Password123456!",
        "qwertyuiop123",
        "abcdefghijklmn",
        "aaaaaaaaaaaaaaaa",
        "123456789012345",
        "kowalczyk2026",
        "WandaKowalczyk1",
        "a" * 5000,
    ],
)
def test_what_is_easily_guessed_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password, WANDA)


@pytest.mark.parametrize("password", [PASSWORD, "one stapler battery horse", "Zq7#vLp2@xRw", "بيان صحفي يوم الاثنين"])
def test_what_is_hard_to_guess_is_accepted(password):
    validate_password(password, WANDA)


@pytest.fixture
def breaches(settings):
    """A local service that speaks the range protocol and knows one breached password; the paths asked for."""
    digest = hashlib.sha1(PASSWORD.encode()).hexdigest().upper()
    asked: list[str] = []

    class Service(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            lines = ["0018A45C4D1DEF81644B54AB7F969B88D65:3", f"{'0' * 35}:0"]
            if self.path.endswith(digest[:5]):
                lines.append(f"{digest[5:]}:42")
            self.send_response(200)
            self.end_headers()
            self.wfile.write("\r\n".join(lines).encode())

        def log_message(self, *_arguments) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.NEWSROOM_BREACHED_PASSWORDS_URL = f"http://127.0.0.1:{server.server_port}/range"
    yield asked
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_breached_password_is_refused(breaches):
    with pytest.raises(ValidationError, match="breached"):
        validate_password(PASSWORD)


def test_another_one_is_accepted(breaches):
    validate_password("correct stapler battery horse")


def test_five_digits_of_the_hash_are_all_that_leaves(breaches):
    validate_password("correct stapler battery horse")
    digest = hashlib.sha1(b"correct stapler battery horse").hexdigest().upper()
    assert breaches == [f"/range/{digest[:5]}"]


def test_padding_is_not_taken_for_a_breach(breaches, monkeypatch):
    monkeypatch.setattr(hashlib, "sha1", lambda *_a, **_k: type("Zeros", (), {"hexdigest": lambda _self: "0" * 40})())
    BreachedPasswordValidator().validate("anything")


def test_a_service_that_does_not_answer_stops_nobody_and_leaves_a_line(settings, caplog):
    settings.NEWSROOM_BREACHED_PASSWORDS_URL = "http://127.0.0.1:9/range"
    validate_password(PASSWORD)
    assert "not checked against breaches" in caplog.text


def test_without_the_setting_no_one_is_asked(monkeypatch):
    monkeypatch.setattr("staff.passwords.urlopen", lambda *_a, **_k: pytest.fail("asked"))
    validate_password(PASSWORD)


@pytest.mark.django_db
def test_a_weak_new_password_is_refused_with_its_reasons(client, wanda):
    sign_in(client)
    form = {"oldpassword": PASSWORD, "password1": "wanda1234", "password2": "wanda1234"}
    answer = client.post(reverse("account_change_password"), form)
    assert len(answer.context["form"].errors["password1"]) >= 2
    assert is_signed_in(client)


@pytest.mark.django_db
def test_the_admins_own_password_page_leads_here(client, wanda):
    client.force_login(wanda)
    assert client.get(reverse("admin:password_change")).url == reverse("account_change_password")
