"""Signing in with a password, and who is let in."""

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from staff.models import User
from tests.factories import make_user
from tests.staff.conftest import PASSWORD, sign_in

pytestmark = pytest.mark.django_db

DESK = reverse("admin:index")
SIGN_IN = reverse("account_login")


@pytest.mark.parametrize("login", ["wanda", "WANDA", "wanda@example.org", " Wanda@Example.org "])
def test_a_user_name_or_an_email_address_will_do(client, wanda, login):
    assert sign_in(client, login).url == DESK
    assert client.get(DESK).status_code == 200


def test_one_goes_on_to_the_page_that_was_asked_for(client, wanda):
    wanted = reverse("admin:people_person_changelist")
    page = client.get(wanted, follow=True)
    assert page.redirect_chain[-1][0].startswith(SIGN_IN)
    assert sign_in(client, "wanda", next=wanted).url == wanted


def test_one_does_not_go_on_to_another_site(client, wanda):
    assert sign_in(client, "wanda", next="https://evil.example/").url == DESK


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(client, wanda):
    wrong, unknown = (sign_in(client, name, "wrong").context["form"].errors for name in ("wanda", "nobody"))
    assert wrong == unknown != {}


def test_the_stock_form_of_the_admin_signs_nobody_in(client, wanda):
    """It would ask for no second factor and count no failure: not even someone who is signed in gets to it."""
    client.force_login(make_user())
    answer = client.post(reverse("admin:login"), {"username": "wanda", "password": PASSWORD})
    assert answer.status_code == 403
    assert client.session["_auth_user_id"] != str(wanda.pk)


def test_whoever_holds_no_right_reads_so(client):
    client.force_login(make_user())
    answer = client.get(DESK, follow=True)
    assert answer.status_code == 403
    assert "holds no right" in answer.content.decode()


def test_a_member_of_the_desk_is_sent_on_from_the_log_in(client, wanda):
    client.force_login(wanda)
    assert client.get(reverse("admin:login"), {"next": "/desk/people/"}).url == "/desk/people/"
    assert client.get(reverse("admin:login"), {"next": "https://evil.example/"}).url == DESK


@pytest.mark.parametrize(
    "path",
    ["signup/", "email/", "confirm-email/", "confirm-email/abc/", "3rdparty/", "3rdparty/signup/"],
)
def test_nobody_signs_up_or_changes_their_address(client, wanda, path):
    client.force_login(wanda)
    for visitor in (client, Client()):
        assert visitor.get(f"/desk/account/{path}").status_code == 404
        assert visitor.post(f"/desk/account/{path}", {"email": "x@example.org"}).status_code == 404


def test_a_disabled_user_does_not_sign_in(client, wanda):
    User.objects.update(is_active=False)
    sign_in(client, "wanda")
    assert "_auth_user_id" not in client.session


def test_signing_out_takes_a_post(client, wanda):
    client.force_login(wanda)
    client.get(reverse("account_logout"))
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_a_page_of_the_desk_reads_session_user_and_rights_and_nothing_more(client, wanda, django_assert_num_queries):
    client.force_login(wanda)
    with django_assert_num_queries(3):
        client.get(reverse("admin:app_list", args=["people"]))


def test_the_scripts_of_the_sign_in_page_are_there():
    for path in ("mfa/js/webauthn.js", "account/js/onload.js", "staff/passkey-failure.js", "staff/account.css"):
        assert finders.find(path)


def test_two_users_do_not_share_an_address_or_a_name_in_another_case(wanda):
    from django.db import IntegrityError, transaction

    for fields in ({"username": "Wanda"}, {"username": "w", "email": "wanda@example.org"}, {"email": "X@example.org"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.create(**{"username": "other", **fields})
