"""Managing editors say how the site looks; the site looks so at once."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from look import current
from look.models import Logo, Look
from tests.desk.screens import at_desk
from tests.site.scene import page

pytestmark = pytest.mark.django_db


def url() -> str:
    return reverse("admin:look_look_change", args=[Look.objects.get_or_create(pk=1)[0].pk])


def words(**fields) -> dict:
    """The form as it is sent, with the name and the foot in French."""
    texts = {"texts-0-language": "fr", "texts-0-name": "La Chancellerie", "texts-0-footer": "Rue Neuve 1"}
    links = {"links-0-language": "fr", "links-0-label": "Mentions légales", "links-0-url": "https://example.org/loi"}
    management = {"texts-TOTAL_FORMS": 1, "texts-INITIAL_FORMS": 0, "links-TOTAL_FORMS": 1, "links-INITIAL_FORMS": 0}
    return {**management, **texts, **links, "links-0-position": 0, "names_itself_beside_logo": "on", **fields}


def drawing(width: int = 1600, height: int = 400) -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGBA", (width, height), (20, 60, 120, 128)).save(content, "PNG")
    return SimpleUploadedFile("secret-name.png", content.getvalue(), "image/png")


def test_name_foot_and_links_show_at_once(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert at_desk("max").post(url(), words(accent="#7a1f2b")).status_code == 302

    french = page("/fr/")
    assert french.find_class("brand")[0].text_content().strip() == "La Chancellerie"
    assert "Rue Neuve 1" in french.find_class("footing")[0].text_content()
    assert french.find_class("footing-links")[0].find(".//a").get("href") == "https://example.org/loi"
    (name,) = page("/ar/").find_class("brand")[0].findall(".//span")
    assert (name.text, name.get("lang"), name.get("dir")) == ("La Chancellerie", "fr", "ltr")
    assert "--accent-light:#7a1f2b" in Client().get("/site.css").content.decode()


def test_a_colour_that_is_none_is_refused():
    assert "as in #0a4d8c" in at_desk("max").post(url(), words(accent="red")).content.decode()
    assert Look.objects.get().accent == ""


def test_a_logo_is_made_anew_and_shown_to_everyone(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        at_desk("max").post(url(), words(logo=drawing()))

    logo = Logo.objects.get()
    assert (logo.width, logo.height) == (576, 144)
    assert "secret" not in logo.file.name
    shown = page("/fr/").find_class("brand")[0].find(".//img")
    answer = Client().get(shown.get("src"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert Image.open(BytesIO(b"".join(answer.streaming_content))).mode == "RGBA"


def test_a_logo_that_does_not_decode_is_refused():
    answer = at_desk("max").post(url(), words(logo=SimpleUploadedFile("logo.png", b"<svg></svg>", "image/png")))

    assert "This is not a JPEG" in answer.content.decode()
    assert not Logo.objects.exists()


@pytest.mark.parametrize("who", ["wanda", "ada", "pia", "otto"])
def test_others_may_only_look(who):
    assert at_desk(who).get(url()).status_code == 200
    assert at_desk(who).post(url(), words()).status_code == 403


def test_the_list_leads_to_the_one_look():
    assert at_desk("otto").get(reverse("admin:look_look_changelist"))["Location"] == url()


def test_a_page_reads_the_look_again_after_a_second(monkeypatch, django_assert_num_queries):
    clock = [100.0]
    monkeypatch.setattr(current, "monotonic", lambda: clock[0])
    current.forget()
    assert current.current_look().accent == ""
    Look.objects.create(pk=1, accent="#7a1f2b")
    with django_assert_num_queries(0):
        assert current.current_look().accent == ""
    clock[0] += current.SECONDS
    with django_assert_num_queries(1):
        assert current.current_look().accent == "#7a1f2b"
