"""The demo newsroom, loaded once for all tests of a module that only look at it."""

import pytest
from django.db import transaction
from django.test import override_settings

from articles.exchange import demo


@pytest.fixture(scope="module")
def newsroom(django_db_setup, django_db_blocker, tmp_path_factory):
    """What `load` returned. Every test of the module runs inside its transaction, which is undone at the end."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        yield demo.load()
        transaction.set_rollback(True)
