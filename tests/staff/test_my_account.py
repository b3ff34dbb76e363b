"""My account: the language and hours of the desk, and the way to everything else."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
MY_ACCOUNT = reverse("my_account")


def test_it_asks_to_sign_in_first(client):
    assert client.get(MY_ACCOUNT).url.startswith(reverse("account_login"))


def test_language_and_time_zone_are_saved_and_shown_at_once(client, wanda):
    client.force_login(wanda)
    answer = client.post(MY_ACCOUNT, {"language": "fr", "time_zone": "Africa/Nairobi"}, follow=True)
    wanda.refresh_from_db()
    assert (wanda.language, wanda.time_zone) == ("fr", "Africa/Nairobi")
    assert answer.headers["Content-Language"] == "fr"


@pytest.mark.parametrize(("field", "value"), [("language", "tlh"), ("time_zone", "Mars/X"), ("time_zone", "../x")])
def test_what_does_not_exist_is_refused(client, wanda, field, value):
    client.force_login(wanda)
    assert field in client.post(MY_ACCOUNT, {field: value}).context["form"].errors
    wanda.refresh_from_db()
    assert getattr(wanda, field) == ""


def test_nothing_else_can_be_changed_there(client, wanda):
    client.force_login(wanda)
    client.post(MY_ACCOUNT, {"username": "root", "is_superuser": "on", "email": "x@example.org"})
    wanda.refresh_from_db()
    assert (wanda.username, wanda.is_superuser, wanda.email) == ("wanda", False, "wanda@example.org")


def test_it_leads_to_password_second_factor_and_sessions(client, wanda):
    client.force_login(wanda)
    content = client.get(MY_ACCOUNT).content.decode()
    for name in ("account_change_password", "mfa_index", "usersessions_list"):
        assert f'href="{reverse(name)}"' in content


def test_it_is_reached_from_every_page_of_the_desk(client, wanda):
    client.force_login(wanda)
    assert f'href="{MY_ACCOUNT}"' in client.get(reverse("admin:index")).content.decode()


def test_few_queries(client, wanda, django_assert_max_num_queries):
    client.force_login(wanda)
    with django_assert_max_num_queries(6):
        client.get(MY_ACCOUNT)
