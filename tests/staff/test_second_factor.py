"""Second factors: who needs one, and how one is added and used."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib import admin
from django.core.cache import cache
from django.core.checks import run_checks
from django.urls import reverse

from newsroom import environment
from staff.models import Role
from staff.second_factor import has_second_factor, needs_second_factor
from tests.factories import make_user
from tests.staff.conftest import PASSWORD, is_signed_in, sign_in

pytestmark = pytest.mark.django_db
DESK = reverse("admin:index")
SECOND_FACTORS = reverse("mfa_index")
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEED = (Role.PUBLISHER, Role.MANAGING_EDITOR)


@pytest.fixture
def demanded(settings) -> None:
    settings.NEWSROOM_SECOND_FACTOR_ROLES = ["publisher", "managing_editor"]


def code(secret: str) -> str:
    """What an authenticator app shows now."""
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def test_in_production_publishers_and_managing_editors_need_one(monkeypatch):
    from tests.setup.test_settings import PRODUCTION, check

    answer = check("--deploy", **PRODUCTION, NEWSROOM_SECOND_FACTOR_ROLES="publisher,editor")
    assert "“editor”, which is not a role" in answer.stderr
    monkeypatch.delenv("NEWSROOM_SECOND_FACTOR_ROLES", raising=False)
    assert environment.words_or_none("NEWSROOM_SECOND_FACTOR_ROLES", "none") == []


@pytest.mark.parametrize("role", Role)
def test_the_desk_is_closed_to_roles_that_need_one_and_have_none(client, demanded, role):
    client.force_login(make_user(role))
    answer = client.get(DESK)
    assert (answer.status_code, answer.headers.get("Location")) == (
        (302, SECOND_FACTORS) if role in NEED else (200, None)
    )


def test_every_page_of_the_desk_is_behind_the_guard(client, demanded):
    """Found from the admin site, so that a new page is tried without anyone remembering."""
    client.force_login(make_user(Role.PUBLISHER))
    open_to_all = {"login", "logout", "jsi18n"}
    routes = [route for route, name in every_route(admin.site.get_urls()) if name not in open_to_all]
    assert "people/person/" in routes
    for route in routes:
        for ask in (client.get, client.post):
            assert ask(f"{DESK}{route}").headers.get("Location") == SECOND_FACTORS, route


def every_route(patterns, before: str = ""):
    """(route, name) of every address, with 1 for whatever it captures."""
    for pattern in patterns:
        route = before + re.sub(r"<[^>]+>", "1", str(pattern.pattern)).lstrip("^").rstrip("$")
        if hasattr(pattern, "url_patterns"):
            yield from every_route(pattern.url_patterns, route)
        else:
            yield route, pattern.name


def test_the_page_that_one_is_led_to_says_why(client, demanded):
    client.force_login(make_user(Role.PUBLISHER))
    assert "Your role needs a second factor." in client.get(DESK, follow=True).content.decode()


def test_the_public_site_and_signing_out_stay_open(client, demanded):
    client.force_login(make_user(Role.PUBLISHER))
    assert client.get("/en/").status_code == 200
    assert client.post(reverse("admin:logout")).status_code == 200


def test_a_superuser_needs_one_where_any_role_does(demanded, settings):
    root = make_user(is_superuser=True)
    assert needs_second_factor(root)
    settings.NEWSROOM_SECOND_FACTOR_ROLES = []
    assert not needs_second_factor(root)


def test_recovery_codes_alone_are_none(client, demanded):
    pia = make_user(Role.PUBLISHER)
    Authenticator.objects.create(user=pia, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert not has_second_factor(pia)


def test_the_guard_asks_once_of_those_who_need_one_and_nothing_of_others(client, demanded, django_assert_num_queries):
    page = reverse("admin:app_list", args=["people"])
    for role, queries in ((Role.WRITER, 3), (Role.PUBLISHER, 4)):
        user = make_user(role)
        totp.TOTP.activate(user, SECRET)
        client.force_login(user)
        with django_assert_num_queries(queries):
            assert client.get(page).status_code == 200


def test_an_app_is_added_right_after_signing_in_and_the_desk_opens(client, wanda, settings):
    settings.NEWSROOM_SECOND_FACTOR_ROLES = ["writer"]
    sign_in(client)
    add = reverse("mfa_activate_totp")
    secret = client.get(add).context["form"].secret
    answer = client.post(add, {"code": code(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    assert len(client.get(answer.url).context["unused_codes"]) == 10
    assert client.get(DESK).status_code == 200


def test_a_code_is_asked_for_after_the_password(client, wanda):
    totp.TOTP.activate(wanda, SECRET)
    assert sign_in(client).url == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code(SECRET)})
    assert is_signed_in(client)


def test_a_code_works_once_also_in_another_process(client, wanda):
    totp.TOTP.activate(wanda, SECRET)
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code(SECRET)})
    client.post(reverse("account_logout"))
    cache.clear()
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": f"{code(SECRET)[:3]} {code(SECRET)[3:]}"})
    assert not is_signed_in(client)


def test_the_password_is_asked_for_again_before_factors_change_later_on(client, wanda):
    client.force_login(wanda)
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer.url.startswith(reverse("account_reauthenticate"))
    answer = client.post(answer.url, {"password": PASSWORD})
    assert answer.url == reverse("mfa_activate_totp")


def test_secrets_are_not_readable_in_the_database(client, wanda, settings):
    totp.TOTP.activate(wanda, SECRET)
    assert SECRET not in str(Authenticator.objects.get().data)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another one, as after a change of keys"
    assert Authenticator.objects.get().wrap().validate_code(code(SECRET))


@pytest.mark.django_db(transaction=True)
def test_adding_a_factor_is_told_by_mail(client, wanda, mailoutbox):
    sign_in(client)
    add = reverse("mfa_activate_totp")
    client.post(add, {"code": code(client.get(add).context["form"].secret)})
    assert mailoutbox[0].to == ["wanda@example.org"]
    assert mailoutbox[0].subject.startswith("[Newsroom]")


def test_a_role_that_does_not_exist_is_found_at_the_start(settings):
    settings.NEWSROOM_SECOND_FACTOR_ROLES = ["editor"]
    assert any(error.id == "staff.E001" for error in run_checks())
