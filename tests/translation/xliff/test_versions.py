"""Sheets written as XLIFF 2.1 and 1.2 and read again."""

import pytest
from hypothesis import given
from lxml import etree

from articles.richtext import sanitise
from articles.translation.xliff import (
    VERSIONS,
    Segment,
    Sheet,
    State,
    Unit,
    put_together,
    read_file,
    read_upload,
    write_file,
    zipped,
)
from tests.richtext.strategies import tangles
from tests.translation.xliff.sheets import schema, sheet, unit

XLF = "{urn:oasis:names:tc:xliff:document:2.0}"


def tokens(sheet: Sheet) -> list:
    return [
        (unit.key, [(each.id, each.source, each.target, each.state) for each in unit.segments]) for unit in sheet.units
    ]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("is_done", [False, True], ids=["new", "translated"])
def test_what_is_written_is_read_again(version, is_done):
    there = sheet(is_done=is_done)

    [back] = read_file(write_file(there, version))

    assert (back.original, back.source_language, back.target_language) == (there.original, "en", "fr")
    assert tokens(back) == tokens(there)


@pytest.mark.parametrize("version", VERSIONS)
@given(html=tangles)
def test_any_text_comes_back_as_the_same_html(version, html):
    html = sanitise(html)
    there = unit(html)
    if not there.segments:
        return

    [back] = read_file(write_file(Sheet("o", "en", "fr", [there]), version))

    assert put_together(html, [each.source for each in back.units[0].segments], there.codes) == html


@pytest.mark.parametrize("is_done", [False, True], ids=["new", "translated"])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_version_2_1_is_valid(tmp_path, language, is_done):
    written = write_file(sheet(target=language, is_done=is_done), "2.1")

    schema(tmp_path).assertValid(etree.fromstring(written))


def test_version_2_1_says_so_and_names_languages_and_directions():
    root = etree.fromstring(write_file(sheet(target="ar"), "2.1"))
    file = root[0]

    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.1", "en", "ar")
    assert (file.get("srcDir"), file.get("trgDir")) == ("ltr", "rtl")


def test_the_modules_are_used_for_what_they_are_for():
    written = write_file(sheet(), "2.1").decode()

    assert '<mda:meta type="Title">A title</mda:meta>' in written
    assert "<gls:translation>OTAN</gls:translation>" in written
    assert 'similarity="82.5"' in written
    assert ">Keep it short.</note>" in written


def test_a_link_is_a_code_that_may_not_be_deleted_and_its_address_is_data():
    root = etree.fromstring(write_file(Sheet("o", "en", "fr", [unit('<p><a href="/x/">a</a></p>')]), "2.1"))
    code, data = next(root.iter(f"{XLF}pc")), next(root.iter(f"{XLF}data"))

    assert (code.get("type"), code.get("canDelete"), code.get("canCopy")) == ("link", "no", "no")
    assert data.text == '<a href="/x/">'


def test_characters_that_xml_lacks_are_named_in_2_1():
    there = Sheet("o", "en", "fr", [Unit("title", "title", [Segment("s1", ("a\x0bb",))])])

    assert b'<cp hex="000B"/>' in write_file(there, "2.1")
    assert read_file(write_file(there, "2.1"))[0].units[0].segments[0].source == ("a\x0bb",)
    assert read_file(write_file(there, "1.2"))[0].units[0].segments[0].source == ("ab",)


def changed(written: bytes, old: str, new: str) -> Sheet:
    text = written.decode()
    assert old in text
    return read_file(text.replace(old, new).encode())[0]


def test_a_tool_may_split_a_paragraph_and_its_codes():
    written = write_file(Sheet("o", "en", "fr", [unit("<p>One <strong>two. Three</strong></p>")]), "2.1").decode()
    segment = written[written.index("<segment") : written.index("</unit>")]
    split = (
        '<segment id="a"><source>One <sc id="1"/>two.</source><target>Un <sc id="1"/>deux.</target></segment>'
        "<ignorable><source> </source></ignorable>"
        '<segment id="b"><source>Three<ec startRef="1"/></source><target>Trois<ec startRef="1"/></target></segment>'
    )
    back = read_file(written.replace(segment, split).encode())[0].units[0]

    _stretches, codes = unit("<p>One <strong>two. Three</strong></p>"), unit("<p><strong>x</strong></p>").codes
    whole = tuple(token for segment in back.segments for token in segment.target)
    assert put_together("<p>x</p>", [whole], codes) == "<p>Un <strong>deux. Trois</strong></p>"


def test_targets_in_another_order_are_read_in_theirs():
    written = write_file(Sheet("o", "en", "fr", [unit("<p>One</p>")]), "2.1").decode()
    segment = written[written.index("<segment") : written.index("</unit>")]
    two = (
        '<segment><source>A.</source><target order="2">a.</target></segment>'
        '<segment><source>B.</source><target order="1">b.</target></segment>'
    )
    back = read_file(written.replace(segment, two).encode())[0].units[0]

    assert [each.target for each in back.segments] == [("b.",), ("a.",)]


def test_annotations_of_the_tool_say_nothing_of_the_text():
    back = changed(
        write_file(Sheet("o", "en", "fr", [unit("<p>One</p>")]), "2.1"),
        "<source>One</source>",
        '<source>O<mrk id="m1" type="term">n</mrk>e</source>',
    )

    assert back.units[0].segments[0].source == ("One",)


def test_every_inline_element_of_1_2_is_read():
    back = changed(
        write_file(Sheet("o", "en", "fr", [unit("<p>One</p>")]), "1.2"),
        "<source>One</source>",
        '<source><bpt id="1">&lt;b></bpt>O<ept id="1"/><bx id="2" rid="7"/>n<ex id="3" rid="7"/><x id="4"/>'
        '<ph id="5">&lt;br></ph><it id="6" pos="open"/>e<it id="6" pos="close"/><mrk mtype="seg">!</mrk></source>',
    )

    marks = [str(token.place + token.id) for token in back.units[0].segments[0].source if not isinstance(token, str)]
    assert marks == ["start1", "end1", "start7", "end7", "alone4", "alone5", "start6", "end6"]


def test_the_states_of_1_2_are_those_of_2_1():
    back = changed(write_file(sheet(is_done=True), "1.2"), 'state="translated"', 'state="needs-translation"')

    assert back.units[0].segments[0].state == State.INITIAL


def test_a_zip_holds_several_files():
    files = {"a.xlf": write_file(sheet(), "2.1"), "b.xlf": write_file(sheet(target="ar"), "1.2")}

    assert [each.target_language for each in read_upload(zipped(files))] == ["fr", "ar"]
