"""Lockout after repeated failures: by account, whatever address they come from."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from staff import lockout
from staff.models import FailedSignIns, Role
from tests.factories import make_user
from tests.staff.conftest import is_signed_in, sign_in

pytestmark = pytest.mark.django_db
LOCKED = [str(lockout.SENTENCE)]


def fail(times: int = lockout.ALLOWED_FAILURES, login: str = "wanda") -> list[str]:
    """Sign in with a wrong password, each time from another address with fresh cookies; the last answer's errors."""
    for number in range(times):
        answer = Client(REMOTE_ADDR=f"192.0.2.{number}").post(
            reverse("account_login"), {"login": login, "password": f"wrong {number}"}
        )
    return answer.context["form"].non_field_errors()


def later(**delta: int) -> None:
    """Let time pass."""
    for row in FailedSignIns.objects.all():
        row.last_at -= timedelta(**delta)
        row.save()


def test_nine_failures_lock_nobody_out(client, wanda):
    fail(lockout.ALLOWED_FAILURES - 1)
    sign_in(client)
    assert is_signed_in(client)


def test_ten_failures_from_ten_addresses_lock_the_account(client, wanda):
    fail()
    answer = sign_in(client)
    assert answer.context["form"].non_field_errors() == LOCKED
    assert not is_signed_in(client)


def test_failures_by_name_and_by_address_are_of_one_account(client, wanda):
    fail(5, "Wanda")
    fail(5, "WANDA@example.org")
    sign_in(client)
    assert not is_signed_in(client)


def test_a_name_that_nobody_has_is_locked_with_the_same_words(wanda):
    assert [fail(1, "wanda"), fail(9, "wanda"), fail(1, "wanda")] == [
        fail(1, "mallory"),
        fail(9, "mallory"),
        fail(1, "Mallory"),
    ]
    assert not FailedSignIns.objects.filter(account__contains="mallory").exists()


def test_others_are_not_locked_out(client, wanda):
    fail(login="someone-else")
    sign_in(client)
    assert is_signed_in(client)


def test_a_quarter_of_an_hour_later_there_is_one_more_try(client, wanda):
    fail()
    later(minutes=16)
    sign_in(client, password="wrong again")
    assert lockout.is_locked(lockout.account_of(wanda))
    later(minutes=16)
    sign_in(client)
    assert is_signed_in(client)
    assert not FailedSignIns.objects.exists()


def test_a_day_later_all_is_forgotten(client, wanda):
    fail()
    later(hours=25)
    fail(9)
    sign_in(client)
    assert is_signed_in(client)


def test_an_attempt_while_locked_does_not_lengthen_the_lock(wanda):
    fail()
    before = FailedSignIns.objects.get()
    fail(3)
    after = FailedSignIns.objects.get()
    assert (after.count, after.last_at) == (before.count, before.last_at)


def test_the_right_password_does_not_hide_failures_before_the_second_factor(client, wanda):
    """Whoever knows the password could otherwise try codes without end."""
    totp.TOTP.activate(wanda, "A" * 32)
    for _number in range(lockout.ALLOWED_FAILURES):
        sign_in(client)
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).context["form"].errors["code"] == LOCKED
    assert sign_in(Client()).context["form"].non_field_errors() == LOCKED


def test_a_wrong_code_counts_and_the_right_one_forgets(client, wanda):
    totp.TOTP.activate(wanda, "A" * 32)
    codes = RecoveryCodes.activate(wanda).get_unused_codes()
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert FailedSignIns.objects.get().count == 1
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert is_signed_in(client)
    assert not FailedSignIns.objects.exists()


def test_the_password_asked_for_again_counts_too(client, wanda):
    client.force_login(wanda)
    for _number in range(lockout.ALLOWED_FAILURES):
        client.post(reverse("account_reauthenticate"), {"password": "wrong"})
    assert lockout.is_locked(lockout.account_of(wanda))


def test_the_managing_editor_unlocks(client, wanda):
    fail()
    client.force_login(make_user(Role.MANAGING_EDITOR))
    client.post(reverse("admin:staff_user_changelist"), {"action": "unlock", "_selected_action": [wanda.pk]})
    hers = Client()
    sign_in(hers)
    assert is_signed_in(hers)


def test_the_managing_editor_does_not_unlock_a_superuser(client):
    root = make_user(is_superuser=True, username="root")
    fail(login="root")
    client.force_login(make_user(Role.MANAGING_EDITOR))
    client.post(reverse("admin:staff_user_changelist"), {"action": "unlock", "_selected_action": [root.pk]})
    assert lockout.is_locked(lockout.account_of(root))


@pytest.mark.django_db(transaction=True)
def test_of_a_hundred_guesses_at_once_ten_are_judged():
    judged = []

    def guess(number: int) -> None:
        try:
            with lockout.attempt("user:1"):
                judged.append(number)
                raise ZeroDivisionError
        except (ValidationError, ZeroDivisionError):
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(guess, range(100)))
    assert len(judged) == lockout.ALLOWED_FAILURES


def test_old_rows_go(wanda):
    FailedSignIns.objects.create(account="name:x", count=3, last_at=timezone.now() - timedelta(days=2))
    fail(1)
    assert not FailedSignIns.objects.filter(account="name:x").exists()
