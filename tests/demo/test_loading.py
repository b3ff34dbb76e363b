"""Loading the demo newsroom: all of it or nothing, and once."""

import pytest
from django.apps import apps
from django.db import IntegrityError

from articles.exchange import demo
from articles.exchange.demo import motifs, stories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def count_rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_a_second_time_changes_nothing(files, django_assert_max_num_queries):
    first = demo.load()
    rows, images = count_rows(), sorted(files.rglob("*.webp"))
    with django_assert_max_num_queries(4):
        assert demo.load() == first
    assert count_rows() == rows
    assert sorted(files.rglob("*.webp")) == images


def test_half_a_demo_never_exists(files, monkeypatch):
    def fail(*args, **kwargs):
        assert list(files.rglob("*.webp"))
        raise IntegrityError

    monkeypatch.setattr(stories.Storyteller, "_withdraw", fail)
    rows = count_rows()
    with pytest.raises(IntegrityError):
        demo.load()
    assert count_rows() == rows
    assert not list(files.rglob("*.webp"))


def test_an_image_is_the_same_each_time_it_is_drawn():
    assert motifs.draw("ice") == motifs.draw("ice")
