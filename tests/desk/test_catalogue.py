"""Topics and press contacts at the desk."""

import pytest
from django.urls import reverse

from articles.models import Contact, Image, Topic
from tests.desk.screens import at_desk, png, queries_of, sentences

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def rows(prefix: str, *values: dict[str, str]) -> dict[str, str]:
    """The fields of inline rows, as the browser posts them."""
    data = {f"{prefix}-TOTAL_FORMS": str(len(values)), f"{prefix}-INITIAL_FORMS": "0"}
    return data | {
        f"{prefix}-{number}-{name}": value for number, row in enumerate(values) for name, value in row.items()
    }


def test_a_topic_is_added_with_its_names():
    names = rows("names", {"language": "en", "name": "Ice"}, {"language": "fr", "name": "Glace"})

    at_desk("tariq").post(reverse("admin:articles_topic_add"), {"slug": "ice", "fallback_language": "en", **names})

    assert Topic.objects.get().name_in("fr") == "Glace"
    french = at_desk("otto", language="fr").get(reverse("admin:articles_topic_changelist"))
    assert "Glace" in sentences(french)


def test_a_press_contact_is_added_with_languages_and_roles():
    roles = rows("roles", {"language": "en", "role": "Spokesperson"})
    data = {"name": "Iris Vale", "email": "press@example.org", "languages": ["en", "fr"], **roles}

    at_desk("pia").post(reverse("admin:articles_contact_add"), data)

    contact = Contact.objects.get()
    assert contact.languages == ["en", "fr"]
    assert contact.role_in("fr") == "Spokesperson"


@pytest.mark.parametrize("name", ["topic", "image", "contact"])
def test_the_number_of_rows_does_not_change_the_number_of_queries(name):
    client = at_desk("max")
    url = reverse(f"admin:articles_{name}_changelist")
    one_of_each(0)
    few = queries_of(client, url)

    for number in range(1, 4):
        one_of_each(number)

    assert queries_of(client, url) == few <= 10


def one_of_each(number: int) -> None:
    Topic.objects.create(slug=f"topic-{number}")
    Image.objects.create(file=png())
    Contact.objects.create(name=f"Contact {number}")
