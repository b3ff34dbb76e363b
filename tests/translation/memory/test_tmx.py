"""TMX 1.4: what other tools remember comes in, and what the newsroom remembers goes out."""

from collections import Counter
from datetime import date
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from lxml import etree

from articles.translation.memory import tmx_reading
from articles.translation.memory.models import MemoryUnit
from articles.translation.memory.suggesting import suggest
from articles.translation.memory.tmx_reading import MalformedTMX, import_tmx, language_of, read_units
from articles.translation.memory.tmx_writing import write_tmx
from tests import desk_cast as cast
from tests.translation.memory.units import block, from_file, remembered

pytestmark = pytest.mark.django_db

HEADER = (
    '<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x"'
    ' adminlang="en" srclang="{source}" datatype="{datatype}"/>'
)


def tmx(*units: str, source: str = "en", datatype: str = "plaintext", before: str = "") -> BytesIO:
    header = HEADER.format(source=source, datatype=datatype)
    return BytesIO(
        f'<?xml version="1.0"?>{before}<tmx version="1.4">{header}<body>{"".join(units)}</body></tmx>'.encode()
    )


def unit(*variants: tuple[str, str], **attributes: str) -> str:
    inside = "".join(f'<tuv xml:lang="{language}"><seg>{seg}</seg></tuv>' for language, seg in variants)
    return f"<tu {' '.join(f'{name}="{value}"' for name, value in attributes.items())}>{inside}</tu>"


SHIPS = unit(("en-US", "The ships are back."), ("FR", "Les navires sont de retour."), creationdate="20170322T080000Z")


def test_units_are_remembered_with_the_name_of_the_file_and_no_approval():
    result = import_tmx(tmx(SHIPS), "archive.tmx")

    assert (result.pairs, result.new, result.left_out) == (1, 1, Counter())
    [suggestion] = suggest("The ships are back.", "en", "fr")
    assert (suggestion.origin, suggestion.approver, suggestion.dated_on) == ("archive.tmx", None, date(2017, 3, 22))
    assert (suggestion.unit.is_approved_here, suggestion.score) == (False, 95)


def test_the_same_file_again_adds_nothing():
    import_tmx(tmx(SHIPS), "archive.tmx")

    result = import_tmx(tmx(SHIPS, SHIPS), "other.tmx")

    assert (result.new, result.known) == (0, 2)
    assert MemoryUnit.objects.get().file_name == "archive.tmx"


def test_what_is_approved_here_stays_so():
    remembered(("The ships are back.", "Les navires sont de retour."))

    assert import_tmx(tmx(SHIPS), "archive.tmx").known == 1
    assert MemoryUnit.objects.get().is_approved_here


def test_an_approval_takes_over_what_a_file_brought():
    import_tmx(tmx(SHIPS), "archive.tmx")

    remembered(("The ships are back.", "Les navires sont de retour."))

    kept = MemoryUnit.objects.get()
    assert (kept.is_approved_here, kept.file_name, kept.approver) == (True, "", cast.member("ada"))


@pytest.mark.parametrize(
    ("code", "language"),
    [("EN-US", "en"), ("fr_FR", "fr"), ("de-AT", "de-AT"), ("ar", "ar"), ("zh-hant", "zh-Hant"), ("xx-yy", None)],
)
def test_codes_become_the_languages_that_the_newsroom_writes(code, language):
    assert language_of(code) == language


def test_each_translation_of_a_unit_is_a_pair_of_its_own():
    import_tmx(tmx(unit(("en", "Peace"), ("fr", "Paix"), ("ar", "سلام"))), "a.tmx")

    assert set(MemoryUnit.objects.values_list("source_language", "target_language")) == {("en", "fr"), ("en", "ar")}


def test_where_any_language_may_be_the_source_both_ways_are_remembered():
    import_tmx(tmx(unit(("en", "Peace"), ("fr", "Paix")), source="*all*"), "a.tmx")

    assert set(MemoryUnit.objects.values_list("source_language", "target_language")) == {("en", "fr"), ("fr", "en")}


def test_code_of_other_programs_is_dropped():
    seg = (
        'The <bpt i="1">{b1&gt;</bpt>ships<ept i="1">{/b1}</ept> are <hi type="x">back</hi><ph><sub>note</sub>\\n</ph>.'
    )
    import_tmx(tmx(unit(("en", seg), ("fr", "Les navires sont de retour."))), "a.tmx")

    kept = MemoryUnit.objects.get()
    assert (kept.source_html, kept.source_text) == ("The ships are back.", "The ships are back.")


def test_code_that_is_html_is_kept_as_far_as_the_vocabulary_goes():
    seg = (
        'The <bpt i="1">&lt;b onclick="x()"&gt;</bpt>ships<ept i="1">&lt;/b&gt;</ept> are back'
        "<ph>&lt;script&gt;alert(1)&lt;/script&gt;</ph> &lt;now&gt;."
    )
    import_tmx(tmx(unit(("en", seg), ("fr", "Les navires.")), datatype="html"), "a.tmx")

    kept = MemoryUnit.objects.get()
    assert kept.source_html == "The <strong>ships</strong> are back &lt;now&gt;."
    assert kept.source_text == "The ships are back <now>."


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (unit(("en", "Peace")), tmx_reading.NOT_TWO),
        (unit(("en", "Peace"), ("qqq", "X")), tmx_reading.NOT_TWO),
        (unit(("en", "Peace"), ("en-GB", "Peace")), tmx_reading.NOT_TWO),
        (unit(("de", "Frieden"), ("fr", "Paix")), tmx_reading.NO_SOURCE),
        (unit(("en", "Peace"), ("fr", " ")), tmx_reading.NO_WORDS),
        (unit(("en", "12"), ("fr", "12")), tmx_reading.NO_WORDS),
        (unit(("en", "Peace"), ("fr", "x" * 10_001)), tmx_reading.TOO_LONG),
    ],
)
def test_a_unit_that_is_not_taken_is_counted_with_its_reason(given, reason):
    result = import_tmx(tmx(given, SHIPS), "a.tmx")

    assert (result.left_out, result.new) == (Counter({reason: 1}), 1)


BOMB = '<!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (BytesIO(b""), "not well-formed"),
        (BytesIO(b"no xml at all"), "not well-formed"),
        (BytesIO(b"<html/>"), "not TMX"),
        (BytesIO(tmx(SHIPS).getvalue()[:-20]), "not well-formed"),
        (tmx(SHIPS, unit(("en", "&b;"), ("fr", "x")), before=BOMB), "entities"),
        (tmx(SHIPS, unit(("en", "&x;"), ("fr", "x")), before=OUTSIDE), "entities"),
        (tmx(SHIPS, unit(("en", "&x;"), ("fr", "x")), before='<!DOCTYPE tmx SYSTEM "tmx14.dtd">'), "entities"),
        (tmx(SHIPS, "<x>" * 100 + "</x>" * 100), "too deep"),
        (tmx(SHIPS, "<x>" * 10_000 + "</x>" * 10_000), "too deep"),
        (tmx(SHIPS, "<x/>" * 20_000), "more elements"),
        (tmx(SHIPS, unit(("en", "x" * 11_000_000), ("fr", "x"))), "not well-formed"),
    ],
    ids=["empty", "no xml", "other xml", "cut off", "bomb", "file", "undeclared", "deep", "very deep", "broad", "long"],
)
def test_a_hostile_or_broken_file_is_refused_whole_with_a_sentence(file, said):
    with pytest.raises(MalformedTMX, match=said):
        import_tmx(file, "a.tmx")
    assert not MemoryUnit.objects.exists()


def test_an_entity_in_an_attribute_is_not_expanded():
    bomb = '<!DOCTYPE tmx [<!ENTITY a "ha">]>'
    with pytest.raises(MalformedTMX, match="entities"):
        list(read_units(tmx(unit(("en", "x"), ("fr", "y"), tuid="&a;"), before=bomb)))


def test_a_file_that_is_too_large_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(tmx_reading, "MAX_BYTES", 100)

    with pytest.raises(MalformedTMX, match="larger"):
        import_tmx(tmx(SHIPS), "a.tmx")


def test_the_document_type_that_every_tool_writes_is_no_fault():
    assert import_tmx(tmx(SHIPS, before='<!DOCTYPE tmx SYSTEM "tmx14.dtd">'), "a.tmx").new == 1


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_other_encodings_are_read(encoding):
    text = tmx(unit(("en", "Defence"), ("fr", "Défense"))).getvalue().decode()
    text = text.replace('version="1.0"', f'version="1.0" encoding="{encoding}"', 1)

    import_tmx(BytesIO(text.encode(encoding)), "a.tmx")

    assert MemoryUnit.objects.get().target_text == "Défense"


def test_unbreakable_spaces_stay():
    import_tmx(tmx(unit(("en", "It  costs\n 3%."), ("fr", "Cela coûte 3\u00a0%."))), "a.tmx")

    kept = MemoryUnit.objects.get()
    assert (kept.source_text, kept.target_text) == ("It costs 3%.", "Cela coûte 3\u00a0%.")


def test_the_command_takes_in_what_it_can_and_names_what_it_cannot(tmp_path, capsys):
    (tmp_path / "a.tmx").write_bytes(tmx(SHIPS, unit(("en", "Peace"))).getvalue())
    (tmp_path / "b.tmx").write_bytes(b"<tmx>")

    with pytest.raises(CommandError, match="1 files were refused"):
        call_command("import_tmx", tmp_path / "a.tmx", tmp_path / "b.tmx")

    said = capsys.readouterr()
    assert "1 pairs are new, 0 were there already" in said.out
    assert "1 left out: has no two languages that are known." in said.out
    assert "b.tmx: The file is not well-formed XML" in said.err
    assert MemoryUnit.objects.get().file_name == "a.tmx"


# Out again


def written(units=None) -> bytes:
    units = MemoryUnit.objects.for_everyone().with_origin().order_by("pk") if units is None else units
    return "".join(write_tmx(units)).encode()


def test_what_is_written_is_read_again_as_it_was():
    html = 'The <strong>ships &amp; <em>boats</em></strong><br>are <a href="https://example.org/?a=1&amp;b=2">back</a>.'
    edition = cast.public(cast.translation(cast.public(cast.draft())))
    from articles.translation.memory.feeding import remember

    remember(edition, [(block("The ships & boats\nare back.", html=html), block("Les « navires » < 3\u00a0%"))])
    before = MemoryUnit.objects.get()
    file = written()
    MemoryUnit.objects.all().delete()

    import_tmx(BytesIO(file), "ours.tmx")

    after = MemoryUnit.objects.get()
    assert after.source_html == html
    assert after.target_text == before.target_text
    assert (after.source_language, after.target_language) == ("en", "fr")
    assert after.dated_on == before.approved_at.date()


def test_the_file_has_the_parts_that_the_standard_asks_for():
    from_file("Peace", "Paix")

    root = etree.fromstring(written())

    assert root.get("version") == "1.4"
    assert {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"} == set(
        root.find("header").attrib
    )
    [tu] = root.findall("body/tu")
    assert [prop.text for prop in tu.findall("prop")] == ["old.tmx", "no"]
    assert [tuv.get("{http://www.w3.org/XML/1998/namespace}lang") for tuv in tu.findall("tuv")] == ["en", "fr"]


def test_what_xml_cannot_say_is_left_out():
    from_file("Pea\x0bce \ufffe and < quiet", 'Paix ]]> & "calme"')

    root = etree.fromstring(written())

    assert root.findtext("body/tu/tuv/seg") == "Peace  and < quiet"


def test_nobody_of_the_staff_is_named():
    edition = cast.public(cast.translation(cast.public(cast.draft())))
    remembered(("Peace", "Paix"), edition=edition)

    assert b"ada" not in written()


@pytest.mark.parametrize("stand", [cast.approved, cast.scheduled])
def test_what_is_not_public_yet_does_not_leave_the_desk(stand):
    edition = stand(cast.translation(cast.public(cast.draft())))
    remembered(("Peace", "Paix"), edition=edition)

    assert suggest("Peace", "en", "fr")
    assert b"<tu " not in written()


def test_a_replaced_text_was_public_and_is_written():
    edition = cast.public(cast.translation(cast.public(cast.draft())))
    remembered(("Peace", "Paix"), edition=edition)
    assert edition.public_from <= timezone.now()

    assert b"<tu " in written()
