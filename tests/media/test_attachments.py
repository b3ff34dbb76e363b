"""Files that an article hands out: told by their content, public with their language, from names that say nothing."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from articles.media.attaching import attach, type_of
from articles.media.keeping import add_image
from articles.media.preparing import NotFit
from articles.models import Attachment, Event, GalleryPlace
from tests.desk.screens import at_desk, sentences
from tests.desk_cast import draft, public
from tests.media.pictures import upload
from tests.site.scene import page, with_language

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def zipped(*names: str, mimetype: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


ALLOWED = {
    "pdf": PDF,
    "docx": zipped("[Content_Types].xml", "word/document.xml"),
    "xlsx": zipped("[Content_Types].xml", "xl/workbook.xml"),
    "pptx": zipped("[Content_Types].xml", "ppt/presentation.xml"),
    "odt": zipped("content.xml", mimetype="application/vnd.oasis.opendocument.text"),
    "ods": zipped("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"),
    "odp": zipped("content.xml", mimetype="application/vnd.oasis.opendocument.presentation"),
    "zip": zipped("a.txt"),
    "txt": "Année".encode(),
    "mp3": b"ID3\x04" + b"\0" * 50,
    "mp4": b"\0\0\0\x18ftypisom" + b"\0" * 50,
}


@pytest.mark.parametrize("ending", list(ALLOWED))
def test_what_a_file_is_is_told_from_its_content(ending):
    assert type_of(upload(ALLOWED[ending], "anything.exe")).ending == ending


def test_a_table_is_a_text_that_says_so():
    assert type_of(upload(b"a,b\n1,2\n", "table.csv")).media_type == "text/csv; charset=utf-8"


REFUSED = {
    "a drawing": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
    "a drawing with a declaration": (b"<?xml version='1.0'?><svg/>", "SVG"),
    "a page": (b"<!DOCTYPE html><p>x", "cannot be attached"),
    "a script": (b"\n <script>alert(1)</script>", "cannot be attached"),
    "a program": (b"MZ\x90\0\3", "cannot be attached"),
    "nothing": (b"", "cannot be attached"),
    "bytes": (bytes(range(1, 256)), "cannot be attached"),
    "half a PDF": (PDF[:-10], "cut off"),
    "half an archive": (ALLOWED["docx"][:-30], "cut off"),
    "macros": (zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "macros"),
    "a page in an archive": (zipped("index.html"), "macros or programs"),
    "a PDF and an archive": (PDF + zipped("a.txt") + b"", "at once|cut off"),
}


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_is_not_allowed_is_refused_in_a_sentence(name):
    content, sentence = REFUSED[name]
    with pytest.raises(NotFit, match=sentence):
        type_of(upload(content, "report.pdf"))


def attached(edition, language: str = "", title: str = "Annex") -> Attachment:
    attachment = attach(Attachment(article=edition.article, language=language), upload(PDF, "secret-plan.pdf"))
    attachment.texts.create(language="en", title=title)
    return attachment


def test_the_page_lists_files_with_type_size_and_language(client: Client):
    edition = public(draft("Hello"))
    attached(edition, "en")

    (link,) = page("/en/news/hello/").xpath("//section[@class='attachments']//a")

    assert link.text == "Annex"
    assert (
        link.getparent().text_content().split() == "Annex PDF, 50 bytes, English".replace("50", str(len(PDF))).split()
    )
    response = client.get(link.get("href"))
    assert b"".join(response.streaming_content) == PDF
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="attachment.pdf"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "secret" not in link.get("href")


def test_a_file_is_public_once_a_text_in_its_language_is(client):
    edition = public(draft("Hello"))
    french, everyone = attached(edition, "fr"), attached(edition)

    def answers() -> list[int]:
        return [client.get(f"/files/{attachment.file.name}").status_code for attachment in (french, everyone)]

    assert answers() == [404, 200]
    assert len(page("/en/news/hello/").xpath("//section[@class='attachments']//li")) == 1
    with_language(edition, "fr", "Bonjour", slug="bonjour")
    assert answers() == [200, 200]
    assert len(page("/en/news/hello/").xpath("//section[@class='attachments']//li")) == 2


def test_a_file_of_a_draft_is_answered_like_none(client):
    attachment = attached(draft("Hello"))
    hidden, nothing = client.get(f"/files/{attachment.file.name}"), client.get("/files/attachments/none.pdf")
    assert (hidden.status_code, hidden.content, hidden.headers) == (404, nothing.content, nothing.headers)


def rows(prefix: str, *values: dict) -> dict:
    data = {f"{prefix}-TOTAL_FORMS": str(len(values)), f"{prefix}-INITIAL_FORMS": "0"}
    return data | {
        f"{prefix}-{number}-{name}": value for number, row in enumerate(values) for name, value in row.items()
    }


def describe(who: str, edition, *, gallery=(), attachments=()):
    data = {"kind": edition.article.kind, "required_languages": ["en"]}
    url = reverse("admin:articles_article_change", args=[edition.article_id])
    return at_desk(who).post(url, {**data, **rows("gallery", *gallery), **rows("attachments", *attachments)})


def test_the_desk_attaches_files_and_fills_the_gallery_and_both_are_recorded():
    edition, image = draft(), add_image(upload())
    file = {"upload": upload(PDF, "annex.pdf"), "title_en": "Annex", "title_fr": "Annexe", "position": "0"}

    describe("wanda", edition, gallery=[{"image": image.pk, "position": "1"}], attachments=[file])

    attachment = Attachment.objects.get()
    assert (attachment.title_in("fr"), attachment.filename) == ("Annexe", "annex.pdf")
    assert GalleryPlace.objects.get().image == image
    details = Event.objects.filter(action="describe").latest("pk").details
    assert details["attachments"] == {str(attachment.pk): "annex.pdf"}
    assert list(details["gallery"]) == [str(image.pk)]


def test_a_file_that_is_not_allowed_is_refused_at_the_desk():
    answer = describe("wanda", draft(), attachments=[{"upload": upload(b"<svg/>", "a.pdf"), "title_en": "A"}])

    assert "SVG" in sentences(answer)
    assert not Attachment.objects.exists()


def test_once_it_is_public_only_publishers_attach():
    edition = public(draft())
    describe("wanda", edition, attachments=[{"upload": upload(PDF), "title_en": "A", "position": "0"}])

    assert not Attachment.objects.exists()
