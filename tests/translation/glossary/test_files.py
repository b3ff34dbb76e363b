"""The glossary goes out and comes in as TBX and CSV: all of a file or nothing, and the same file twice is once."""

import pytest
from lxml import etree

from articles.translation.glossary.files import (
    Unreadable,
    all_records,
    read_csv,
    read_file,
    read_tbx,
    take_over,
    write_csv,
    write_tbx,
)
from articles.translation.glossary.models import Concept, Term
from tests.translation.glossary.words import concept

pytestmark = pytest.mark.django_db


def as_csv() -> bytes:
    return "".join(write_csv(all_records())).encode()


def as_tbx() -> bytes:
    return "".join(write_tbx(all_records(), title="Our <glossary>", language="en")).encode()


def rows(*lines: str, head: str = "entry,language,term,status") -> bytes:
    return "\n".join([head, *lines]).encode()


@pytest.fixture
def glossary() -> None:
    entry = concept("exercises", "A ship\r\nof “war” & <more>", en="ship; -vessel; *tub", fr="navire", ar="سفينة")
    entry.note = "=1+1"
    entry.save()
    entry.terms.filter(text="ship").update(part_of_speech="noun", note="-a note, with “signs”")
    concept(en="NATO", fr="OTAN", fr_CA="'=odd")


@pytest.mark.parametrize("written", [as_csv, as_tbx])
def test_what_goes_out_comes_back_the_same(glossary, written):
    data, before = written(), list(all_records())

    assert read_file(data) == before
    report = take_over(read_file(data))
    assert (report.new, report.changed, report.same) == (0, 0, 2)


@pytest.mark.parametrize("written", [as_csv, as_tbx])
def test_a_glossary_that_was_lost_comes_back_from_its_file(glossary, written):
    data, before = written(), list(all_records())
    Concept.objects.all().delete()

    report = take_over(read_file(data))

    assert (report.new, report.terms_added) == (2, 8)
    assert list(all_records()) == before


def test_a_changed_file_changes_and_adds_but_removes_nothing():
    entry = concept(en="ship; -vessel", fr="navire")
    key = f"c-{entry.uid}"

    report = take_over(read_csv(rows(f"{key},en,ship,admitted", f"{key},en,vessel,preferred", f"{key},de,Schiff,")))

    assert (report.changed, report.terms_added, report.terms_changed) == (1, 1, 2)
    assert set(entry.terms.values_list("text", "status")) == {
        ("ship", "admitted"),
        ("vessel", "preferred"),
        ("Schiff", "preferred"),
        ("navire", "preferred"),
    }


def test_a_file_from_elsewhere_taken_over_twice_is_there_once():
    data = rows("1,en,ship,", "1,fr,navire,", "2,en,boat,")

    take_over(read_csv(data))
    report = take_over(read_csv(data))

    assert (report.new, report.same) == (0, 2)
    assert Concept.objects.count() == 2


def test_a_trial_says_what_would_be_and_changes_nothing():
    report = take_over(read_csv(rows("1,en,ship,", "1,fr,navire,")), is_trial=True)

    assert (report.new, report.terms_added) == (1, 2)
    assert not Concept.objects.exists()


def test_the_first_term_of_a_language_is_preferred_where_the_file_does_not_say():
    take_over(read_csv(rows("1,en,ship,", "1,en,vessel,", "1,en,tub,forbidden")))

    assert dict(Term.objects.values_list("text", "status")) == {
        "ship": "preferred",
        "vessel": "admitted",
        "tub": "forbidden",
    }


def test_every_fault_is_named_by_its_line_and_nothing_is_taken_over():
    data = rows(
        "1,en,ship,",
        "2,english,boat,",
        "3,en, ,",
        "4,en,raft,nice",
        "5,en,oar,preferred",
        "5,en,paddle,preferred",
        f"6,en,{'x' * 301},",
        "7,en,sail,",
        "7,en,Sail,",
    )

    with pytest.raises(Unreadable) as refusal:
        take_over(read_csv(data))

    assert [fault.partition(":")[0] for fault in refusal.value.faults] == [
        "Line 3", "Line 4", "Line 5", "Line 8", "Line 10",
    ]  # fmt: skip
    assert not Concept.objects.exists()


def test_two_preferred_terms_are_a_fault_also_where_one_was_there_before():
    entry = concept(en="ship")

    with pytest.raises(Unreadable, match="“ship” and “vessel” are both preferred in English"):
        take_over(read_csv(rows("1,en,boat,", f"c-{entry.uid},en,vessel,preferred")))

    assert Term.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Missing: entry, language, term"),
        (b"term,language\nship,en", "Missing: entry"),
        (b"entry,language,term,colour\n", "unknown"),
        (b"entry,language,term,term\n", "twice"),
        (b"entry,language,term\n1,en\n", "Line 2: It has 2 columns"),
        (b"entry,language,term\n,en,ship\n", "Line 2: The column “entry” is empty"),
        (b'entry,language,term\n1,en,"ship\n', "quotation marks"),
        ("entry,language,term\n1,fr,é".encode("latin-1"), "UTF-8"),
        (b"entry,language,term\n1,en,a\x00b", "characters"),
        (b"x" * 10_000_001, "larger"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_refused_in_a_sentence(data, words):
    with pytest.raises(Unreadable, match=words):
        read_csv(data)


def test_semicolons_part_columns_too_as_spreadsheets_in_some_countries_write_them():
    (entry,) = read_csv("\ufeffentry;language;term\n1;fr;navire, bâtiment\n".encode())

    assert entry.terms[0].text == "navire, bâtiment"


def test_no_cell_is_a_formula():
    concept(en="-; =cmd|' /C calc'!A0".replace("-; ", ""), definition="@SUM(1)")

    text = as_csv().decode()

    assert "'=cmd" in text
    assert "'@SUM" in text


DCT = """<?xml version="1.0"?>
<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
     xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"><text><body>
<conceptEntry id="c1"><min:subjectField>ships</min:subjectField>
  <langSec xml:lang="en"><descripGrp><basic:definition>It floats.</basic:definition></descripGrp>
    <termSec><term>ship</term><min:partOfSpeech>noun</min:partOfSpeech>
      <min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
    <termSec><term>S.S.</term><basic:termType>acronym</basic:termType></termSec></langSec>
  <langSec xml:lang="FR"><termSec><term>rafiot</term>
      <min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec></langSec>
</conceptEntry></body></text></tbx>"""
MARTIF = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body><termEntry id="c1"><descrip type="subjectField">ships</descrip>
<langSet xml:lang="en"><descripGrp><descrip type="definition">It floats.</descrip></descripGrp>
<ntig><termGrp><term>ship</term><termNote type="partOfSpeech">noun</termNote>
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp></ntig>
<tig><term>S.S.</term><termNote type="termType">acronym</termNote></tig></langSet>
<langSet xml:lang="FR"><tig><term>rafiot</term>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
</termEntry></body></text></martif>"""


@pytest.mark.parametrize("text", [DCT, MARTIF], ids=["DCT", "of 2008"])
def test_other_forms_of_tbx_are_read(text):
    take_over(read_file(text.encode()))

    entry = Concept.objects.get()
    assert (entry.domain, entry.definition) == ("ships", "It floats.")
    terms = entry.terms.values_list("language", "text", "status", "part_of_speech", "is_case_sensitive")
    assert list(terms) == [
        ("en", "ship", "preferred", "noun", False),
        ("en", "S.S.", "preferred", "", True),
        ("fr", "rafiot", "forbidden", "", False),
    ]


def test_a_file_in_another_encoding_is_read_as_it_declares():
    text = MARTIF.replace('version="1.0"', 'version="1.0" encoding="UTF-16"').replace("ship<", "štít<")

    (entry,) = read_file(text.encode("utf-16"))

    assert entry.terms[0].text == "štít"


def test_a_fault_in_tbx_is_named_by_its_line():
    with pytest.raises(Unreadable, match="Line 5: “xx-nowhere”"):
        take_over(read_tbx(MARTIF.replace('langSet xml:lang="en"', 'langSet xml:lang="xx-nowhere"').encode()))


BOMB = (
    '<!DOCTYPE tbx [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY a{n} "{"&a" * 10};">' for n in range(9))
    + "]><tbx>&a8;</tbx>"
)


@pytest.mark.parametrize(
    "data",
    [
        BOMB.encode(),
        BOMB.encode("utf-16"),
        b'<!DOCTYPE tbx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tbx><term>&x;</term></tbx>',
        b'<!DOCTYPE tbx [<!ATTLIST term xml:lang CDATA "en">]><tbx/>',
        b"<tbx>&x;</tbx>",
        b"<tbx>" + b"<a>" * 10_000 + b"</a>" * 10_000 + b"</tbx>",
        b"<tbx>" + b"<a>" * 100 + b"</a>" * 100 + b"</tbx>",
        b"<tbx>" + b" " * 10_000_000 + b"</tbx>",
        b"<tbx>",
        b"<html/>",
        b"<\x00",
        b'<?xml version="1.0" encoding="no-such"?><tbx/>',
    ],
    ids=range(12),
)
def test_hostile_xml_is_refused_in_a_sentence(data):
    with pytest.raises(Unreadable) as refusal:
        read_tbx(data)

    assert refusal.value.faults[0].endswith((".", "“martif”."))
    assert "root:" not in str(refusal.value)


def test_what_is_written_is_tbx_basic(glossary):
    root = etree.fromstring(as_tbx())

    assert (root.get("type"), root.get("style")) == ("TBX-Basic", "dca")
    assert {etree.QName(e).localname for e in root.iter()} == {
        "tbx", "tbxHeader", "fileDesc", "titleStmt", "title", "sourceDesc", "p", "text", "body", "conceptEntry",
        "descrip", "note", "langSec", "termSec", "term", "termNote",
    }  # fmt: skip


def test_the_number_of_entries_does_not_change_the_number_of_queries(glossary, django_assert_num_queries):
    with django_assert_num_queries(2):
        list(all_records())


def test_a_large_file_takes_a_few_queries(django_assert_max_num_queries):
    records = read_csv(rows(*(f"{number},{code},word {number}," for number in range(2500) for code in ("en", "fr"))))

    with django_assert_max_num_queries(20):
        assert take_over(records).terms_added == 5000
    with django_assert_max_num_queries(5):
        assert take_over(records).same == 2500


def test_entries_that_stand_twice_in_a_file_are_one():
    entry = concept(en="ship")
    key = f"c-{entry.uid}"

    report = take_over(read_csv(rows(f"{key},fr,navire,", f"{key.upper().replace('C-', 'c-')},de,Schiff,")))

    assert (report.new, report.changed, report.terms_added) == (0, 1, 2)
    assert entry.terms.count() == 3
