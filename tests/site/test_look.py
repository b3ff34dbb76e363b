"""What the site looks like: one stylesheet with the accent in it, light pages, templates that can be replaced."""

import gzip

import pytest
from django.template import engines
from django.test import Client
from django.test.utils import override_settings

from look.colours import DARK_PAPER, LIGHT_PAPER, contrast, is_colour, shades
from tests import desk_cast as cast
from tests.paths import BASE_DIR
from tests.site.scene import page

pytestmark = pytest.mark.django_db

MOST = 60_000  # bytes of an article over the wire, with its stylesheet and scripts
LONG = "".join(f"<p>{'The ministers met and spoke of ice, ports and pilots at length. ' * 8}{n}</p>" for n in range(80))


def fetched(path: str) -> int:
    """How many bytes come over the wire."""
    answer = Client().get(path, headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200
    return len(answer.content if not answer.streaming else b"".join(answer.streaming_content))


def test_a_page_has_one_stylesheet_and_nothing_of_other_hosts() -> None:
    cast.public(cast.draft("Hello"))
    shown = page("/en/news/hello/")

    assert len(shown.xpath("//link[@rel='stylesheet']")) == 1
    loaded = [*shown.xpath("//link[@rel='stylesheet' or @rel='icon']/@href"), *shown.xpath("//*/@src")]
    assert all(url.startswith("/") and not url.startswith("//") for url in loaded)
    assert not shown.xpath("//style | //*[@style]")


def test_a_long_article_is_light() -> None:
    cast.public(cast.draft("Hello", body=LONG))
    shown = page("/en/news/hello/")

    parts = ["/en/news/hello/", *shown.xpath("//link[@rel='stylesheet']/@href"), *shown.xpath("//script/@src")]
    assert sum(fetched(path) for path in parts) < MOST


def test_the_stylesheet_is_kept_for_ever_under_its_version_only() -> None:
    (url,) = page("/en/").xpath("//link[@rel='stylesheet']/@href")

    assert "immutable" in Client().get(url)["Cache-Control"]
    assert Client().get("/site.css?v=another")["Cache-Control"] == "no-cache"


def test_the_accent_of_the_settings_is_in_the_stylesheet(settings) -> None:
    before = page("/en/").xpath("//link[@rel='stylesheet']/@href")
    settings.NEWSROOM_ACCENT = "#7a1f2b"

    assert "--accent-light:#7a1f2b;" in Client().get("/site.css").content.decode()
    assert page("/en/").xpath("//link[@rel='stylesheet']/@href") != before


@pytest.mark.parametrize("accent", ["#0a4d8c", "#ffd700", "#ffffff", "#000000", "#00a651", "#e30613", "#808080"])
def test_every_accent_can_be_read_on_light_and_dark_paper(accent: str) -> None:
    found = shades(accent)

    assert all(is_colour(shade) for shade in found)
    assert min(contrast(shade, LIGHT_PAPER) for shade in (found.light, found.light_strong)) >= 4.5
    assert min(contrast(shade, DARK_PAPER) for shade in (found.dark, found.dark_strong)) >= 4.5


def test_the_papers_are_those_of_the_stylesheet() -> None:
    css = (BASE_DIR / "static/site/site.css").read_text()

    assert f"--raised: {LIGHT_PAPER};" in css
    assert f"--raised: {DARK_PAPER};" in css


def test_a_template_of_ones_own_wins_and_may_extend_ours(settings, tmp_path) -> None:
    (tmp_path / "site").mkdir()
    own = '{% extends "site/base.html" %}{% block footing %}<footer>Our own foot</footer>{% endblock %}'
    (tmp_path / "site" / "base.html").write_text(own)
    engine = {**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}

    with override_settings(TEMPLATES=[engine]):
        engines["django"]
        shown = page("/en/")
    assert shown.xpath("//footer")[0].text_content() == "Our own foot"
    assert shown.find_class("brand")


def test_the_document_names_the_blocks_that_there_are() -> None:
    base, document = (BASE_DIR / "templates/site/base.html").read_text(), (BASE_DIR / "docs/look.md").read_text()
    blocks = {part.split()[0] for part in base.split("{% block ")[1:]}

    assert blocks
    assert all(f"`{name}`" in document for name in blocks)


def test_pages_go_compressed_and_the_desk_does_not() -> None:
    plain = Client().get("/en/").content
    answer = Client().get("/en/", headers={"accept-encoding": "gzip"})

    assert gzip.decompress(answer.content) == plain
    assert "Content-Encoding" not in Client().get("/desk/account/login/", headers={"accept-encoding": "gzip"})


def test_the_menu_marks_the_page_that_is_open() -> None:
    assert page("/en/events/").xpath("//nav[@class='menu']//a[@aria-current='page']/@href") == ["/en/events/"]
    assert not page("/en/").xpath("//nav[@class='menu']//a[@aria-current]")


def test_the_search_box_leads_to_the_archive() -> None:
    (form,) = page("/fr/").xpath("//form[@role='search']")

    assert (form.get("action"), form.xpath(".//input/@name")) == ("/fr/news/", ["q"])
    assert len(page("/en/news/").xpath("//form[@role='search']")) == 1
