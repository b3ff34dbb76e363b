"""Members of staff and their rights, at the desk."""

import pytest
from django.test import Client
from django.urls import reverse

from staff.models import Role, User
from tests.factories import make_user

pytestmark = pytest.mark.django_db

LIST = reverse("admin:staff_user_changelist")
ADD = reverse("admin:staff_user_add")
FORM_SETS = {
    "rights-TOTAL_FORMS": "0",
    "rights-INITIAL_FORMS": "0",
}


@pytest.fixture
def max_(client: Client) -> User:
    """The managing editor, logged in."""
    user = make_user(Role.MANAGING_EDITOR)
    client.force_login(user)
    return user


def page_of(user: User) -> str:
    return reverse("admin:staff_user_change", args=[user.pk])


def filled_in(user: User, **fields: str) -> dict[str, str]:
    return {"username": user.username, "is_active": "on", "is_staff": "on", **FORM_SETS, **fields}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.MANAGING_EDITOR])
def test_other_roles_do_not_see_the_staff(client, role):
    client.force_login(make_user(role))
    assert [client.get(path).status_code for path in (LIST, ADD)] == [403, 403]


def test_the_managing_editor_gives_a_right(client, max_):
    wanda = make_user()
    right = {"rights-TOTAL_FORMS": "1", "rights-0-role": "translator", "rights-0-language": "fr"}
    client.post(page_of(wanda), filled_in(wanda, **right))
    assert User.objects.get(pk=wanda.pk).holds(Role.TRANSLATOR, "fr")


def test_the_managing_editor_takes_a_right_away_and_the_next_request_asks_to_sign_in(client, max_):
    wanda = make_user(Role.WRITER)
    hers = Client()
    hers.force_login(wanda)
    right = wanda.rights.get()
    rights = {"rights-TOTAL_FORMS": "1", "rights-INITIAL_FORMS": "1", "rights-0-id": str(right.pk)}
    rights |= {"rights-0-user": str(wanda.pk), "rights-0-role": "writer", "rights-0-DELETE": "on"}
    client.post(page_of(wanda), filled_in(wanda, **rights))
    answer = hers.get(reverse("admin:people_person_changelist"), follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_the_managing_editor_does_not_become_a_superuser(client, max_):
    assert b"is_superuser" not in client.get(page_of(max_)).content
    client.post(page_of(max_), filled_in(max_, is_superuser="on"))
    max_.refresh_from_db()
    assert not max_.is_superuser


def test_the_managing_editor_does_not_make_a_superuser(client, max_):
    password = {"usable_password": "true", "password1": "a-Long-passw0rd", "password2": "a-Long-passw0rd"}
    client.post(ADD, {"username": "mallory", "is_superuser": "on", "is_staff": "on", **password, **FORM_SETS})
    assert User.objects.get(username="mallory").is_superuser is False


@pytest.mark.parametrize("page", ["change", "delete"])
def test_the_managing_editor_does_not_touch_a_superuser(client, max_, page):
    root = make_user(is_superuser=True)
    assert client.post(reverse(f"admin:staff_user_{page}", args=[root.pk]), {"post": "yes"}).status_code == 403


def test_the_managing_editor_does_not_set_the_password_of_a_superuser(client, max_):
    root = make_user(is_superuser=True)
    assert client.get(reverse("admin:auth_user_password_change", args=[root.pk])).status_code == 403


def test_the_managing_editor_does_not_delete_a_superuser_from_the_list(client, max_):
    root = make_user(is_superuser=True)
    client.post(LIST, {"action": "delete_selected", "_selected_action": [root.pk], "post": "yes"})
    assert User.objects.filter(pk=root.pk).exists()


def test_a_superuser_sees_who_else_is_one(client):
    client.force_login(make_user(is_superuser=True))
    assert b"is_superuser" in client.get(page_of(make_user(Role.WRITER))).content


def test_groups_and_permissions_are_not_offered(client):
    client.force_login(root := make_user(is_superuser=True))
    content = client.get(page_of(root)).content
    assert b"user_permissions" not in content
    assert b'name="groups"' not in content


def test_a_language_that_the_desk_does_not_speak_is_refused(client, max_):
    answer = client.post(page_of(max_), filled_in(max_, language="xx"))
    assert "language" in answer.context["adminform"].form.errors


def test_the_list_asks_as_many_queries_for_many_as_for_one(client, max_, django_assert_max_num_queries):
    with django_assert_max_num_queries(10) as one:
        client.get(LIST)
    for role in [*Role] * 3:
        make_user(role)
    with django_assert_max_num_queries(len(one)):
        client.get(LIST)


def test_the_list_is_filtered_by_role(client, max_):
    wanda = make_user(Role.WRITER)
    assert [*client.get(LIST, {"role": "writer"}).context["cl"].queryset] == [wanda]
