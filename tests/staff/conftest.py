"""Members of staff with a password, and the way they sign in."""

import pytest
from django.test import Client
from django.urls import reverse

from staff.models import Role, User
from tests.factories import make_user

PASSWORD = "mauve hippo under tundra"


@pytest.fixture
def wanda(db) -> User:
    """The writer, who has a password."""
    user = make_user(Role.WRITER, email="wanda@example.org")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, login: str = "wanda", password: str = PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": login, "password": password, **more})


def is_signed_in(client: Client) -> bool:
    """Whether the next request of this browser is somebody's."""
    return client.get(reverse("my_account")).status_code == 200
