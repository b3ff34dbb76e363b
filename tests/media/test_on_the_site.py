"""Images on public pages: the fitting rendition, the words of the language, and only within their rights."""

import os
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles import publication
from articles.media.keeping import add_image, keep
from articles.media.preparing import prepare
from articles.models import Image, Outcome, Rendition
from articles.site import urls as site_urls
from articles.site.pages import not_found
from people.models import today
from tests import desk_cast as cast
from tests.media.pictures import picture, upload
from tests.site.scene import page, with_language

pytestmark = pytest.mark.django_db

# Some milliseconds each.
GUESSES = "10000" if os.environ.get("CI") else "700"


@pytest.fixture
def image() -> Image:
    image = add_image(upload(), credit="Per Ask", rights="Free for the press")
    image.texts.create(language="en", alt="A ship", caption="A ship in port")
    return image


@pytest.fixture
def edition(image):
    edition = cast.public(cast.draft("Hello"))
    edition.article.lead_image = image
    edition.article.save()
    return edition


def test_a_browser_chooses_format_and_width(edition, client: Client):
    (shown,) = page("/en/news/hello/").xpath("//figure/picture")

    assert [source.get("type") for source in shown.iter("source")] == ["image/avif", "image/webp"]
    for element in shown.iter("source", "img"):
        widths = [part.split()[-1] for part in element.get("srcset").split(", ")]
        assert widths == ["480w", "960w", "1200w"]
        assert element.get("sizes")
        for part in element.get("srcset").split(", "):
            assert client.get(part.split()[0]).status_code == 200
    assert (next(shown.iter("img")).get("width"), next(shown.iter("img")).get("height")) == ("1200", "800")
    assert next(shown.iter("img")).get("alt") == "A ship"


def test_a_page_in_another_language_says_so_of_words_that_it_has_not(edition):
    with_language(edition, "fr", "Bonjour", slug="bonjour")
    (shown,) = page("/fr/news/bonjour/").xpath("//figure//img")
    assert shown.get("lang") == "en"


def test_caption_credit_and_rights_are_told(edition):
    (words,) = page("/en/news/hello/").xpath("//figure/figcaption")
    assert words.text_content().split() == "A ship in port Per Ask Free for the press".split()


def test_what_is_decorative_has_an_empty_description(edition, image):
    Image.objects.update(is_decorative=True)
    (shown,) = page("/en/news/hello/").xpath("//figure//img")
    assert shown.get("alt") == ""


def test_other_sites_are_given_a_jpeg(edition, client):
    (card,) = page("/en/news/hello/").xpath("//meta[@property='og:image']/@content")
    response = client.get(card.removeprefix("http://localhost:8000").removeprefix("http://testserver"))
    assert response.headers["Content-Type"] == "image/jpeg"


def test_an_image_without_renditions_is_shown_itself(edition, image):
    image.renditions.all().delete()
    (shown,) = page("/en/news/hello/").xpath("//figure//img")
    assert shown.get("src") == f"/files/{image.file.name}"


def test_the_home_page_shows_the_lead(edition):
    assert len(page("/en/").xpath("//article//picture//source")) == 2


def test_the_home_page_shows_what_matters_of_it_three_by_two(edition, image):
    (shown,) = page("/en/").xpath("//article//img")
    leads = image.renditions.filter(shape="lead", file__endswith=".jpg").order_by("width")
    assert shown.get("srcset") == ", ".join(f"/files/{made.file.name} {made.width}w" for made in leads)
    assert (shown.get("width"), shown.get("height")) == ("960", "640")


def names() -> list[str]:
    return [*Image.objects.values_list("file", flat=True), *Rendition.objects.values_list("file", flat=True)]


def test_renditions_are_public_exactly_while_the_text_is(edition, client):
    found = names()
    assert {client.get(f"/files/{name}").status_code for name in found} == {200}

    publication.withdraw(
        edition.article, cast.member("pia"), outcome=Outcome.NOTICE, notices={"en": "Gone."}, reason="A hoax."
    )

    assert {client.get(f"/files/{name}").status_code for name in found} == {404}


def test_an_image_disappears_on_the_day_that_its_rights_end(edition, image, client):
    Image.objects.update(rights_until_on=today() + timedelta(days=1))
    assert page("/en/news/hello/").xpath("//figure")

    Image.objects.update(rights_until_on=today())

    assert not page("/en/news/hello/").xpath("//figure | //meta[@property='og:image']")
    assert not page("/en/").xpath("//figure")
    assert {client.get(f"/files/{name}").status_code for name in names()} == {404}


def test_the_day_begins_in_the_newsroom(edition, image, settings):
    settings.NEWSROOM_TIME_ZONE = "Asia/Tokyo"
    Image.objects.update(rights_until_on="2030-05-02")
    just_before, midnight = datetime(2030, 5, 1, 14, 59, tzinfo=UTC), datetime(2030, 5, 1, 15, tzinfo=UTC)

    assert Image.objects.within_rights(just_before).exists()
    assert not Image.objects.within_rights(midnight).exists()
    assert Rendition.objects.public(just_before).exists()
    assert not Rendition.objects.public(midnight).exists()


def test_a_replaced_file_is_served_no_more(edition, image, client, django_capture_on_commit_callbacks):
    former = names()
    with django_capture_on_commit_callbacks(execute=True):
        keep(image, prepare(upload(picture(size=(500, 500)))))

    assert {client.get(f"/files/{name}").status_code for name in former} == {404}
    assert {client.get(f"/files/{name}").status_code for name in names()} == {200}


def test_ten_thousand_guessed_addresses_answer_like_nothing(edition):
    """Made-up names, near-misses of public ones, and the very names of what is not public; all of them in CI."""
    add_image(upload())
    said = StringIO()
    call_command("guess_files", GUESSES, stdout=said)
    assert said.getvalue().startswith(f"{GUESSES} guessed addresses")


@pytest.mark.parametrize("fault", ["body", "header", "status"])
def test_guessing_notices_an_answer_that_differs_in_anything(edition, monkeypatch, fault):
    hidden = add_image(upload()).file_names()

    def careless(request, name):
        answer = not_found(request)
        if name in hidden:
            match fault:
                case "body":
                    answer.content += b" "
                case "header":
                    answer.headers["X-Waits-For"] = "its hour"
                case "status":
                    answer.status_code = 403
        return answer

    monkeypatch.setattr(next(p for p in site_urls.urlpatterns if p.name == "file"), "callback", careless)
    with pytest.raises(CommandError, match="not as what does not exist"):
        call_command("guess_files", "300", verbosity=0)


def test_a_page_asks_no_query_more_for_more_renditions(edition, image, client, django_assert_num_queries):
    with django_assert_num_queries(5):
        client.get("/en/news/hello/")
