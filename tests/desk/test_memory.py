"""The translation memory at the desk."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from articles.desk import memory_admin
from articles.translation.memory.models import MemoryUnit
from tests import desk_cast as cast
from tests.desk.screens import at_desk, queries_of, sentences
from tests.translation.memory.units import approved_translation, from_file, remembered

pytestmark = pytest.mark.django_db

LIST = reverse("admin:memory_memoryunit_changelist")
IMPORT = reverse("admin:memory_memoryunit_import")
EXPORT = reverse("admin:memory_memoryunit_export")
SIDES = "//ol[@class='pairs']//p[@class='side']"
SOURCES = "//ol[@class='pairs']//p[@class='side'][1]"
TMX = (
    b'<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="block" o-tmf="x" adminlang="en"'
    b' srclang="en" datatype="plaintext"/><body>'
    b'<tu><tuv xml:lang="en"><seg>Peace</seg></tuv><tuv xml:lang="fr"><seg>Paix</seg></tuv></tu>'
    b'<tu><tuv xml:lang="en"><seg>War</seg></tuv></tu></body></tmx>'
)


def page(address: str, who: str = "tariq"):
    return html.fromstring(sentences(at_desk(who).get(address)))


def texts(address: str) -> list[str]:
    return [side.text_content() for side in page(address).xpath(SIDES)]


def upload(content: bytes = TMX, who: str = "max", name: str = "old.tmx"):
    return at_desk(who).post(IMPORT, {"file": SimpleUploadedFile(name, content)})


def test_both_sides_are_shown_in_their_languages_with_the_words_marked():
    from_file("The troops left", "غادرت القوات", languages=("en", "ar"))

    seen = page(f"{LIST}?words=troops")

    source, target = seen.xpath(SIDES)
    assert [mark.text for mark in source.xpath("mark")] == ["troops"]
    assert (target.get("lang"), target.get("dir")) == ("ar", "rtl")


def test_where_it_comes_from_and_who_answers_for_it_is_said():
    remembered(("Peace", "Paix"))
    from_file("War", "Guerre")

    approved, imported = (row.text_content() for row in reversed(page(LIST).xpath("//ol//p[@class='facts']")))

    assert "Un titre" in approved
    assert "approved by ada" in approved
    assert "not approved here" in imported
    assert "old.tmx" in imported


def test_the_languages_are_chosen_among_those_that_there_are():
    from_file("Peace", "Paix")
    from_file("Peace", "سلام", languages=("en", "ar"))

    assert texts(f"{LIST}?target=ar") == ["Peace", "سلام"]
    assert len(texts(f"{LIST}?source=en")) == 4
    assert page(LIST).xpath("//select[@name='target']/option/@value") == ["", "ar", "fr"]


@pytest.mark.parametrize("query", ["?target=xx", "?source='", "?after=x", "?after=99999999999999999999", "?words=%00"])
def test_what_the_address_says_wrongly_is_left_out(query):
    from_file("Peace", "Paix")

    assert at_desk("tariq").get(LIST + query).status_code == 200


def test_there_are_pages(monkeypatch):
    monkeypatch.setattr(memory_admin, "PER_PAGE", 2)
    remembered(*((f"Text {word}", f"Texte {word}") for word in "abcde"))

    first = page(LIST)
    [address] = first.xpath("//a[@rel='next']/@href")
    second = page(LIST + address)

    shown = [
        *(side.text_content() for side in first.xpath(SOURCES)),
        *(side.text_content() for side in second.xpath(SOURCES)),
    ]
    assert shown == [f"Text {word}" for word in sorted("abcde", key=shown_order, reverse=True)][:4]
    assert second.xpath("//a[normalize-space()='The newest']")


def shown_order(word: str) -> int:
    return MemoryUnit.objects.get(source_text=f"Text {word}").pk


def test_an_empty_memory_and_an_empty_search_say_so():
    assert "Nothing is remembered yet" in sentences(at_desk("tariq").get(LIST))
    assert "The memory holds nothing like that" in sentences(at_desk("tariq").get(f"{LIST}?words=peace"))


def test_words_that_take_too_long_are_answered_with_advice(monkeypatch):
    from_file("Peace", "Paix")
    monkeypatch.setattr(memory_admin, "PATIENCE", 1)
    monkeypatch.setattr(memory_admin.MemoryFilter, "units", slow)

    assert "Add another word" in sentences(at_desk("tariq").get(f"{LIST}?words=the"))


def slow(form, units):
    return units.extra(where=["pg_sleep(1) IS NOT NULL"])


def test_the_number_of_units_does_not_change_the_number_of_queries():
    client = at_desk("tariq")
    remembered(("Peace is here", "La paix est là"))
    few = queries_of(client, f"{LIST}?words=peace")
    for number in range(5):
        remembered((f"Peace {number}", f"Paix {number}"), edition=approved_translation())

    assert queries_of(client, f"{LIST}?words=peace") == few <= 10


# One unit


def test_a_unit_shows_its_formatting_and_its_text():
    edition = remembered(("Peace", "Paix"))
    MemoryUnit.objects.update(target_html="<strong>Paix</strong>")
    unit = MemoryUnit.objects.get()

    seen = page(reverse("admin:memory_memoryunit_change", args=[unit.pk]))

    assert [strong.text for strong in seen.xpath("//div[@class='side']//strong")] == ["Paix"]
    assert seen.xpath(f"//a[@href='{reverse('admin:articles_edition_change', args=[edition.pk])}']")


def test_a_unit_whose_text_was_discarded_says_that_it_is_not_suggested():
    edition = remembered(("Peace", "Paix"))
    cast.discarded(edition)
    unit = MemoryUnit.objects.get()

    answer = at_desk("otto").get(reverse("admin:memory_memoryunit_change", args=[unit.pk]))

    assert "This is not suggested" in sentences(answer)
    assert texts(LIST) == []


def test_only_the_managing_editor_is_offered_to_forget_a_unit_and_can():
    from_file("Peace", "Paix")
    unit = MemoryUnit.objects.get()
    url = reverse("admin:memory_memoryunit_delete", args=[unit.pk])

    assert "Forget this translation" not in sentences(
        at_desk("tariq").get(reverse("admin:memory_memoryunit_change", args=[unit.pk]))
    )
    assert at_desk("tariq").post(url, {"post": "yes"}).status_code == 403
    assert MemoryUnit.objects.exists()

    at_desk("max").post(url, {"post": "yes"})

    assert not MemoryUnit.objects.exists()


# In


def test_a_file_is_taken_in_and_what_was_left_out_is_said():
    answer = upload()

    assert answer.status_code == 200
    assert "1 pair is new in the memory" in sentences(answer)
    assert "1 left out, because it has no two languages that are known" in sentences(answer)
    assert "old.tmx" in sentences(answer)


@pytest.mark.parametrize("content", [b"", b"<tmx>", b"<html></html>", b"PK\x03\x04"])
def test_a_file_that_is_refused_is_refused_with_a_sentence(content):
    answer = upload(content)

    assert answer.status_code == 422
    assert "errorlist" in sentences(answer)
    assert not MemoryUnit.objects.exists()


def test_a_file_that_would_take_too_long_is_refused_with_the_other_way(monkeypatch):
    monkeypatch.setattr(memory_admin, "LARGEST", 100)

    answer = upload()

    assert answer.status_code == 422
    assert "import_tmx" in sentences(answer)
    assert not MemoryUnit.objects.exists()


@pytest.mark.parametrize("who", ["tariq", "wanda", "otto", "pia", "ada"])
def test_others_cannot_take_a_file_in(who):
    assert upload(who=who).status_code == 403
    assert not MemoryUnit.objects.exists()


def test_the_name_of_a_file_is_no_markup():
    answer = upload(name="<b>x</b>.tmx")

    assert "<b>x</b>" not in sentences(answer)


def test_everything_that_a_file_brought_is_forgotten_at_once():
    upload()
    from_file("War", "Guerre", name="other.tmx")

    answer = at_desk("max").post(reverse("admin:memory_memoryunit_forget"), {"file": "old.tmx"}, follow=True)

    assert "1 pair from “old.tmx” is forgotten." in sentences(answer)
    assert MemoryUnit.objects.get().file_name == "other.tmx"


def test_what_is_approved_here_cannot_be_forgotten_as_a_file():
    remembered(("Peace", "Paix"))

    at_desk("max").post(reverse("admin:memory_memoryunit_forget"), {"file": ""})

    assert MemoryUnit.objects.exists()


def test_only_the_managing_editor_forgets_a_file():
    upload()

    assert at_desk("tariq").post(reverse("admin:memory_memoryunit_forget"), {"file": "old.tmx"}).status_code == 403
    assert MemoryUnit.objects.exists()


# Out


def test_what_is_shown_is_written_as_tmx():
    from_file("Peace", "Paix")
    from_file("War", "Guerre")

    answer = at_desk("tariq").get(f"{EXPORT}?words=war")

    file = b"".join(answer.streaming_content)
    assert answer.headers["Content-Disposition"].endswith('.tmx"')
    assert b"Guerre" in file
    assert b"Paix" not in file


def test_what_was_written_can_be_taken_in_again():
    from_file("Peace", "Paix")
    file = b"".join(at_desk("max").get(EXPORT).streaming_content)
    MemoryUnit.objects.all().delete()

    upload(BytesIO(file).getvalue())

    assert MemoryUnit.objects.get().target_text == "Paix"
