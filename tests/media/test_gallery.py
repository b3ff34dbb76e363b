"""Several images beneath a text, in their order."""

from datetime import timedelta

import pytest

from articles.media.keeping import add_image
from articles.models import Image
from articles.workflow import refusals
from people.models import today
from tests.desk_cast import draft, member, public
from tests.media.pictures import picture, upload
from tests.site.scene import page

pytestmark = pytest.mark.django_db


def placed(edition, *alts: str) -> list[Image]:
    images = []
    for position, alt in enumerate(alts):
        image = add_image(upload(picture(size=(60, 40))), credit="Per Ask")
        image.texts.create(language="en", alt=alt, caption=f"Caption of {alt}")
        edition.article.gallery.create(image=image, position=len(alts) - position)
        images.append(image)
    return images


def alts() -> list[str]:
    return [image.get("alt") for image in page("/en/news/hello/").xpath("//section[@class='gallery']//img")]


def test_the_page_shows_the_gallery_in_its_order_and_loads_it_late():
    placed(public(draft("Hello")), "second", "first")

    assert alts() == ["first", "second"]
    (first, _second) = page("/en/news/hello/").xpath("//section[@class='gallery']//figure")
    assert next(first.iter("img")).get("loading") == "lazy"
    assert "Caption of first Per Ask" in " ".join(first.text_content().split())


def test_each_image_goes_on_the_day_that_its_rights_end(client):
    edition = public(draft("Hello"))
    kept, ended = placed(edition, "kept", "ended")
    Image.objects.filter(pk=ended.pk).update(rights_until_on=today())

    assert alts() == ["kept"]
    assert client.get(f"/files/{kept.file.name}").status_code == 200
    assert client.get(f"/files/{ended.file.name}").status_code == 404
    Image.objects.filter(pk=ended.pk).update(rights_until_on=today() + timedelta(days=1))
    assert alts() == ["ended", "kept"] or alts() == ["kept", "ended"]


def test_every_image_of_the_gallery_is_described_before_the_text_is_submitted():
    edition = draft()
    placed(edition, "one", "", "")

    (reason,) = refusals(edition, "submit", member("wanda"))

    assert "2 images of the article have no description" in reason


def test_more_images_cost_no_query_more(client, django_assert_num_queries):
    edition = public(draft("Hello"))
    placed(edition, "one")
    with django_assert_num_queries(5):
        client.get("/en/news/hello/")
    placed(edition, "two", "three")
    with django_assert_num_queries(5):
        client.get("/en/news/hello/")
