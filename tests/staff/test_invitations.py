"""Accounts are made by managing editors; their users set the password by a link that is mailed."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from staff import lockout
from staff.models import Role, User
from tests.factories import make_user
from tests.staff.conftest import PASSWORD, is_signed_in, sign_in

pytestmark = pytest.mark.django_db
ADD = reverse("admin:staff_user_add")
LIST = reverse("admin:staff_user_changelist")
NO_RIGHTS = {"rights-TOTAL_FORMS": "0", "rights-INITIAL_FORMS": "0"}


@pytest.fixture
def max_(client) -> User:
    """The managing editor, logged in."""
    user = make_user(Role.MANAGING_EDITOR)
    client.force_login(user)
    return user


def invite(client, **fields: str):
    form = {"username": "nadia", "email": "Nadia@example.org", "usable_password": "false", "is_staff": "on"}
    return client.post(ADD, {**form, **NO_RIGHTS, **fields})


def link(message) -> str:
    return re.search(r"https?://[^/]+(/\S+)", message.body)[1]


def set_password(client, message, password: str = PASSWORD):
    page = client.get(link(message), follow=True)
    return client.post(page.redirect_chain[-1][0], {"password1": password, "password2": password})


def test_a_new_user_is_mailed_a_link_and_sets_the_password(
    client, max_, mailoutbox, django_capture_on_commit_callbacks, settings
):
    with django_capture_on_commit_callbacks(execute=True):
        invite(client)
    client.logout()
    assert mailoutbox[0].to == ["nadia@example.org"]
    assert "nadia" in mailoutbox[0].body
    assert settings.NEWSROOM_NAME in mailoutbox[0].subject
    set_password(client, mailoutbox[0])
    sign_in(client, "nadia")
    assert is_signed_in(client)


def test_the_link_works_once(client, max_, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invite(client)
    client.logout()
    set_password(client, mailoutbox[0])
    assert client.get(link(mailoutbox[0])).context["token_fail"]


def test_a_link_needs_an_address(client, max_):
    answer = invite(client, email="")
    assert "email" in answer.context["adminform"].form.errors
    assert not User.objects.filter(username="nadia").exists()


def test_a_weak_password_is_refused_behind_the_link_too(client, max_, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invite(client)
    client.logout()
    assert set_password(client, mailoutbox[0], "nadia1234567").context["form"].errors


def test_another_link_is_mailed_on_demand(client, max_, wanda, mailoutbox):
    client.post(LIST, {"action": "mail_links", "_selected_action": [wanda.pk]})
    assert mailoutbox[0].to == ["wanda@example.org"]


def test_no_link_to_a_superusers_password_is_mailed_by_a_managing_editor(client, max_, mailoutbox):
    root = make_user(is_superuser=True, email="root@example.org")
    client.post(LIST, {"action": "mail_links", "_selected_action": [root.pk]})
    assert not mailoutbox


def test_a_forgotten_password_is_reset_by_mail_and_unlocks(client, wanda, mailoutbox):
    for _number in range(lockout.ALLOWED_FAILURES):
        sign_in(client, password="wrong")
    client.post(reverse("account_reset_password"), {"email": "Wanda@Example.org"})
    new = "tundra over mauve hippo"
    set_password(client, mail.outbox[0], new)
    sign_in(client, password=new)
    assert is_signed_in(client)


def test_an_unknown_address_is_answered_alike_and_gets_no_mail(client, wanda, mailoutbox):
    known, unknown = (
        client.post(reverse("account_reset_password"), {"email": email})
        for email in ("wanda@example.org", "mallory@example.org")
    )
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert len(mailoutbox) == 1


def test_a_disabled_user_gets_no_link(client, wanda, mailoutbox):
    User.objects.update(is_active=False)
    client.post(reverse("account_reset_password"), {"email": "wanda@example.org"})
    assert not mailoutbox
