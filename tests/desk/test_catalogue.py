"""Images, topics and press contacts at the desk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
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


def upload(file, *texts: dict[str, str]):
    data = {"file": file, "credit": "The Organisation", **rows("texts", *texts)}
    return at_desk("wanda").post(reverse("admin:articles_image_add"), data)


@pytest.mark.parametrize(
    ("kind", "name"), [("PNG", "a.png"), ("JPEG", "a.JPG"), ("WEBP", "a.webp"), ("AVIF", "a.avif")]
)
def test_an_image_is_uploaded_with_its_description_in_each_language(kind, name):
    upload(png(name, kind), {"language": "en", "alt": "A ship"}, {"language": "fr", "alt": "Un navire"})

    image = Image.objects.get()
    assert image.text_in("fr").alt == "Un navire"
    assert (image.width, image.height) == (1, 1)
    assert name.split(".")[0] != image.file.name.split("/")[-1].split(".")[0]


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("page.png", b"<html><script>alert(1)</script>"),
        SimpleUploadedFile("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
        png("page.html"),
        png("other.jpg"),
        png("icon.bmp", "BMP"),
        SimpleUploadedFile("empty.png", b""),
    ],
    ids=lambda file: file.name,
)
def test_what_is_no_image_or_not_what_it_says_is_refused(file):
    answer = upload(file)

    assert answer.status_code == 200
    assert not Image.objects.exists()
    assert "errorlist" in sentences(answer)


def test_the_desk_sees_the_file_of_an_image_that_is_not_public():
    upload(png())
    url = reverse("admin:articles_image_file", args=[Image.objects.get().pk])

    answer = at_desk("otto").get(url)

    assert answer.headers["Content-Type"] == "image/png"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_stays_as_it_was_uploaded():
    upload(png())
    image = Image.objects.get()
    url = reverse("admin:articles_image_change", args=[image.pk])

    at_desk("wanda").post(url, {"file": png("other.png"), "credit": "New credit", **rows("texts")})

    again = Image.objects.get()
    assert (again.file.name, again.credit) == (image.file.name, "New credit")


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
