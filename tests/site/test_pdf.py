"""A text as PDF: tagged, in its language, with nothing fetched from anywhere, behind the public door."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image as Picture

from articles.models import Contact, Image
from articles.site import pdf
from tests import desk_cast as cast
from tests.site.scene import WINTER, page
from tests.site.test_article import change

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not pdf.is_available(), reason="WeasyPrint or its system libraries (Pango) are not installed"),
]

HELLO = "/en/news/hello/release.pdf"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def document(path: str = HELLO):
    pypdf = pytest.importorskip("pypdf")
    response = Client().get(path)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
    return pypdf.PdfReader(BytesIO(response.content))


def words(path: str = HELLO) -> str:
    return " ".join(" ".join(sheet.extract_text() for sheet in document(path).pages).split())


def test_it_bears_title_language_newsroom_and_page_numbers(settings) -> None:
    settings.NEWSROOM_NAME = "The Office"
    edition = cast.imported("Hello", public_from=WINTER, slug="hello", standfirst="In short")
    edition.article.official_number = "PR (2017) 041"
    edition.article.save()
    edition.article.contacts.add(Contact.objects.create(name="Per Ask", telephone="+32 2 000"))
    made = document()
    assert (made.metadata.title, made.metadata.author) == ("Hello", "The Office")
    assert made.trailer["/Root"]["/Lang"] == "en"
    assert made.trailer["/Root"]["/MarkInfo"]["/Marked"]
    for said in ("The Office", "PR (2017) 041", "In short", "The text.", "Per Ask", "+32 2 000", "1 / 1", HELLO[:15]):
        assert said in words()


def test_a_correction_stands_in_it() -> None:
    change(cast.public(cast.draft("Hello")), note="A figure was wrong.", body="<p>Two.</p>")
    assert "A figure was wrong." in words()


def test_an_arabic_text_reads_from_the_right() -> None:
    cast.imported("مرحبا", language="ar", public_from=WINTER, slug="hello")
    made = document("/ar/news/hello/release.pdf")
    assert made.trailer["/Root"]["/Lang"] == "ar"
    assert made.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    fonts = {str(font.get_object()["/BaseFont"]) for font in made.pages[0]["/Resources"]["/Font"].values()}
    assert any("Arab" in font for font in fonts)


def test_it_shows_its_own_picture_and_fetches_nothing_else(monkeypatch) -> None:
    asked: list[str] = []
    read = pdf.written

    def watched(html: str, *, read_file, **where):
        return read(html, read_file=lambda name: asked.append(name) or read_file(name), **where)

    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("articles.site.pdf.written", watched)
    monkeypatch.setattr("socket.socket.connect", no_network)
    file = BytesIO()
    Picture.new("RGB", (40, 30), "red").save(file, "PNG")
    image = Image.objects.create(file=ContentFile(file.getvalue(), "a.png"), is_decorative=True)
    edition = cast.imported("Hello", public_from=WINTER, slug="hello")
    edition.article.lead_image = image
    edition.article.save()
    assert len(document().pages[0].images) == 1
    assert asked == [str(image.file)]


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:8000/static/site/icon.svg",
        "https://example.org/a.png",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "http://localhost:8000/files/../../etc/passwd",
    ],
)
def test_addresses_of_others_are_refused(address: str) -> None:
    fetcher = pdf._fetcher("http://localhost:8000/files/", lambda _name: None)
    with pytest.raises(ValueError, match="not a file of this newsroom"):
        fetcher.fetch(address)


def test_it_is_made_only_for_whom_it_has_changed(client: Client, monkeypatch) -> None:
    edition = cast.public(cast.draft("Hello"))
    first = client.get(HELLO)
    assert first.headers["Cache-Control"] == "no-cache"
    assert first.headers["Content-Disposition"] == 'inline; filename="hello.pdf"'
    made: list[str] = []
    monkeypatch.setattr("articles.site.pdf.written", lambda html, **_: made.append(html) or b"%PDF")
    assert client.get(HELLO, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert made == []
    change(edition, note="A figure.", body="<p>Two.</p>")
    assert client.get(HELLO, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    assert len(made) == 1


def test_too_many_at_once_are_asked_to_come_back(client: Client, monkeypatch) -> None:
    cast.public(cast.draft("Hello"))

    def busy(*_: object, **__: object) -> bytes:
        raise pdf.Busy

    monkeypatch.setattr("articles.site.pdf.written", busy)
    response = client.get(HELLO)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")


def test_the_page_offers_it_and_an_old_address_leads_to_it(client: Client) -> None:
    change(cast.public(cast.draft("Hello")), note="New.", slug="new")
    assert page("/en/news/new/").xpath("//a[@href='/en/news/new/release.pdf'][@type='application/pdf']")
    assert client.get(HELLO).headers["Location"] == "/en/news/new/release.pdf"
    assert client.post("/en/news/new/release.pdf").status_code == 405
