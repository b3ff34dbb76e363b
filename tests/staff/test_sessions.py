"""Sessions: listed and ended by their owner, and all ended at once when something is taken from a user."""

import pytest
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.urls import reverse

from staff import second_factor
from staff.models import Role
from tests.factories import make_user
from tests.staff.conftest import PASSWORD, is_signed_in, sign_in

pytestmark = pytest.mark.django_db
SESSIONS = reverse("usersessions_list")


@pytest.fixture
def browsers(wanda) -> list[Client]:
    """Two browsers in which Wanda is signed in."""
    browsers = [Client(headers={"user-agent": name}) for name in ("Firefox", "Chromium")]
    for browser in browsers:
        sign_in(browser)
    return browsers


def sql(statement: str, *parameters) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


TAKEN = {
    "a right": lambda user: user.rights.all().delete(),
    "a right, in SQL": lambda user: sql("DELETE FROM staff_right WHERE user_id = %s", user.pk),
    "a language": lambda user: user.rights.update(language="fr"),
    "the account": lambda user: type(user).objects.filter(pk=user.pk).update(is_active=False),
    "the account, in SQL": lambda user: sql("UPDATE staff_user SET is_active = false WHERE id = %s", user.pk),
    "all rights of a superuser": lambda user: type(user).objects.update(is_superuser=False),
}


@pytest.mark.parametrize("taken", TAKEN)
def test_when_something_is_taken_every_session_has_ended_at_the_next_request(browsers, wanda, taken):
    get_user_model().objects.update(is_superuser="superuser" in taken)
    TAKEN[taken](wanda)
    for browser in browsers:
        answer = browser.get(reverse("admin:people_person_changelist"), follow=True)
        assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))
        assert not is_signed_in(browser)


def test_an_account_that_is_opened_again_does_not_bring_its_sessions_back(browsers, wanda):
    wanda.is_active = False
    wanda.save()
    wanda.is_active = True
    wanda.save()
    assert not any(map(is_signed_in, browsers))


def test_a_user_who_is_saved_by_someone_who_read_it_before_brings_no_session_back(browsers, wanda):
    read_before = get_user_model().objects.get()
    wanda.rights.all().delete()
    read_before.save()
    assert not any(map(is_signed_in, browsers))


def test_a_right_that_is_given_ends_no_session(browsers, wanda):
    wanda.rights.create(role=Role.APPROVER)
    wanda.first_name = "Wanda"
    wanda.save()
    assert all(map(is_signed_in, browsers))


def test_another_users_sessions_go_on(browsers, wanda):
    make_user(Role.APPROVER).rights.all().delete()
    assert all(map(is_signed_in, browsers))


def test_a_new_password_ends_the_other_sessions(browsers):
    here, elsewhere = browsers
    new = "tundra over mauve hippo"
    answer = here.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert answer.status_code == 302
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)


def test_the_sessions_are_listed_with_browser_and_address(browsers):
    content = browsers[0].get(SESSIONS).content.decode()
    assert "Firefox" in content
    assert "Chromium" in content
    assert "127.0.0.1" in content


def test_the_owner_ends_one_session(browsers):
    here, elsewhere = browsers
    session = UserSession.objects.get(user_agent="Chromium")
    here.post(reverse("end_session", args=[session.pk]))
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)


def test_the_owner_ends_all_other_sessions(browsers):
    browsers[0].post(SESSIONS)
    assert [*map(is_signed_in, browsers)] == [True, False]


def test_nobody_ends_the_session_of_another(client, browsers):
    client.force_login(make_user(Role.MANAGING_EDITOR))
    session = UserSession.objects.get(user_agent="Chromium")
    assert client.post(reverse("end_session", args=[session.pk])).status_code == 404
    assert all(map(is_signed_in, browsers))


def test_no_session_is_ended_by_a_get(browsers):
    session = UserSession.objects.get(user_agent="Chromium")
    assert browsers[0].get(reverse("end_session", args=[session.pk])).status_code == 405
    assert is_signed_in(browsers[1])


def test_the_managing_editor_disables_someone_and_they_are_out(client, browsers, wanda):
    client.force_login(make_user(Role.MANAGING_EDITOR))
    form = {"username": "wanda", "rights-TOTAL_FORMS": "0", "rights-INITIAL_FORMS": "0"}
    client.post(reverse("admin:staff_user_change", args=[wanda.pk]), form)
    assert not any(map(is_signed_in, browsers))


def test_the_managing_editor_removes_the_factors_of_a_lost_device(client, browsers, wanda, mailoutbox):
    totp.TOTP.activate(wanda, "A" * 32)
    client.force_login(make_user(Role.MANAGING_EDITOR))
    chosen = {"action": "remove_second_factors", "_selected_action": [wanda.pk]}
    client.post(reverse("admin:staff_user_changelist"), chosen)
    assert not second_factor.has_second_factor(wanda)
    assert not any(map(is_signed_in, browsers))
    assert mailoutbox[-1].to == ["wanda@example.org"]


def test_ended_sessions_are_no_longer_listed(browsers, wanda):
    wanda.rights.all().delete()
    sign_in(browsers[0])
    assert browsers[0].get(SESSIONS).context["session_count"] == 1
