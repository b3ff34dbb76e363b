"""The media library of the desk."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from articles.desk.media_files import desk_file_url
from articles.media.keeping import add_image
from articles.models import Image
from tests.desk.screens import at_desk, queries_of, sentences
from tests.desk_cast import draft, public
from tests.media.pictures import picture, upload
from tests.media.test_prepare import XMP

pytestmark = pytest.mark.django_db

LIBRARY = reverse("admin:articles_image_changelist")


def rows(*values: dict[str, str], initial: int = 0) -> dict[str, str]:
    """The fields of the texts, as the browser posts them."""
    data = {"texts-TOTAL_FORMS": str(len(values)), "texts-INITIAL_FORMS": str(initial)}
    return data | {f"texts-{number}-{name}": value for number, row in enumerate(values) for name, value in row.items()}


def post(name: str, url: str, *texts: dict[str, str], **fields):
    return at_desk(name).post(url, {"focus_x": "50", "focus_y": "50", **fields, **rows(*texts)})


def add(file, *texts: dict[str, str], **fields):
    return post("wanda", reverse("admin:articles_image_add"), *texts, upload=file, **fields)


def change(image: Image, **fields):
    return post("wanda", reverse("admin:articles_image_change", args=[image.pk]), **fields)


def test_an_image_is_uploaded_with_its_description_in_each_language():
    add(upload(name="summit.jpg"), {"language": "en", "alt": "A ship"}, {"language": "fr", "alt": "Un navire"})

    image = Image.objects.get()
    assert image.text_in("fr").alt == "Un navire"
    assert (image.width, image.height, image.filename) == (1200, 800, "summit.jpg")
    assert not any("summit" in name for name in image.file_names())
    assert image.renditions.count() == 16


def test_what_the_file_says_fills_what_was_left_empty():
    add(upload(picture(xmp=XMP.encode())), {"language": "en", "alt": "A ship"}, rights="Ours")

    image = Image.objects.get()
    assert (image.credit, image.rights) == ("Ana Ruiz / NATO", "Ours")
    assert (image.text_in("en").alt, image.text_in("en").caption) == ("A ship", "A ship in port")


def test_what_is_no_image_is_refused_in_a_sentence():
    answer = add(upload(b"<html>", "page.png"))

    assert answer.status_code == 200
    assert "This is not a JPEG" in sentences(answer)
    assert not Image.objects.exists()


def test_many_are_uploaded_at_once_and_each_is_answered_for():
    url = reverse("admin:articles_image_upload")

    answer = at_desk("tariq").post(url, {"files": [upload(name="a.jpg"), upload(b"no image", "b.jpg")]})

    assert Image.objects.get().filename == "a.jpg"
    assert reverse("admin:articles_image_change", args=[Image.objects.get().pk]) in sentences(answer)
    assert "This is not a JPEG" in sentences(answer)


def test_the_script_of_the_page_is_answered_in_json():
    url = reverse("admin:articles_image_upload")
    client = at_desk("tariq")

    kept = client.post(url, {"files": [upload()]}, headers={"accept": "application/json"})
    refused = client.post(url, {"files": [upload(b"no image")]}, headers={"accept": "application/json"})

    assert (kept.status_code, refused.status_code) == (201, 422)
    assert kept.json()["results"][0]["url"]
    assert "not a JPEG" in refused.json()["results"][0]["reason"]


def test_replacing_the_file_keeps_the_image_and_its_words():
    image = add_image(upload(), credit="Ana")
    image.texts.create(language="en", alt="A ship")
    former = image.file_names()

    change(image, upload=upload(picture(size=(700, 500))), credit="Ana")

    again = Image.objects.get()
    assert (again.pk, again.credit, again.width) == (image.pk, "Ana", 700)
    assert again.text_in("en").alt == "A ship"
    assert not set(former) & set(again.file_names())


def test_moving_the_focal_point_crops_anew():
    image = add_image(upload())
    former = {rendition.shape: rendition.file.name for rendition in image.renditions.all()}

    change(image, focus_x="10")

    again = {rendition.shape: rendition.file.name for rendition in Image.objects.get().renditions.all()}
    assert again["whole"] == former["whole"]
    assert again["card"] != former["card"]


def test_a_focal_point_lies_in_the_image():
    answer = change(add_image(upload()), focus_x="101")

    assert "errorlist" in sentences(answer)


def test_an_unused_image_is_deleted_with_its_files(files, django_capture_on_commit_callbacks):
    image = add_image(upload())
    at_desk("wanda").post(reverse("admin:articles_image_delete", args=[image.pk]), {"post": "yes"})

    assert not Image.objects.exists()
    assert not [path for path in files.rglob("*") if path.is_file()]


def test_an_image_that_an_article_shows_is_not_deleted():
    image = add_image(upload())
    shown_by(draft("Summit"), image)
    client = at_desk("max")

    assert client.post(reverse("admin:articles_image_delete", args=[image.pk]), {"post": "yes"}).status_code == 403
    page = sentences(client.get(reverse("admin:articles_image_change", args=[image.pk])))
    assert "Summit" in page


def shown_by(edition, image: Image):
    edition.article.lead_image = image
    edition.article.save()
    return edition


def test_the_library_finds_by_words_use_rights_and_missing_descriptions():
    ship = add_image(upload(name="ship.jpg"), credit="Ana")
    ship.texts.create(language="en", alt="A ship")
    old = add_image(upload(name="old.jpg"), rights_until_on="2020-01-01", is_decorative=True)
    shown_by(public(draft()), old)

    def found(query: str) -> set[str]:
        page = sentences(at_desk("otto").get(LIBRARY + query))
        urls = {image: reverse("admin:articles_image_change", args=[image.pk]) for image in (ship, old)}
        return {image.filename for image, url in urls.items() if url in page}

    assert found("?q=ship") == found("?use=unused") == found("?lacking=fr") == {"ship.jpg"}
    assert found("?rights=ended") == found("?use=used") == {"old.jpg"}
    assert found("?rights=soon") == found("?lacking=en") == set()


def test_the_number_of_images_does_not_change_the_number_of_queries():
    client = at_desk("max")
    keep_one()
    few = queries_of(client, LIBRARY)
    for _number in range(3):
        keep_one()

    assert queries_of(client, LIBRARY) == few <= 10


def keep_one() -> None:
    image = Image.objects.create(file=ContentFile(picture(size=(2, 2)), "a.jpg"))
    image.texts.create(language="en", alt="One")


def test_the_desk_sees_a_file_that_is_not_public():
    image = add_image(upload())

    for name in image.file_names():
        answer = at_desk("otto").get(desk_file_url(name))
        assert answer.headers["Content-Type"].startswith("image/")
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert at_desk("otto").get(desk_file_url("images/none.jpg")).status_code == 404
