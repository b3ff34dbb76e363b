"""Files made to do harm are refused with a sentence, quickly and in little memory."""

import io
import subprocess
import sys
import time
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.translation.xliff import (
    Mark,
    Place,
    UnitFault,
    XLIFFError,
    put_together,
    read_upload,
    take_apart,
    write_file,
    zipped,
)
from articles.translation.xliff.reading import MAX_BYTES
from tests.paths import BASE_DIR
from tests.translation.xliff.sheets import sheet

HEAD = '<?xml version="1.0"?>'
XLIFF = '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="fr">'
BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(12))


def refusal(data: bytes) -> str:
    """The sentence with which it is refused, in at most two seconds."""
    started = time.perf_counter()
    with pytest.raises(XLIFFError) as refused:
        read_upload(data)
    assert time.perf_counter() - started < 2
    return str(refused.value)


def text(inside: str) -> bytes:
    source = f"<source>{inside}</source>"
    return f'{HEAD}{XLIFF}<file id="f"><unit id="u"><segment>{source}</segment></unit></file></xliff>'.encode()


@pytest.mark.parametrize(
    "doctype",
    [
        f"<!DOCTYPE x [{BOMB}]>",
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://localhost:9/x.dtd">',
        '<!DOCTYPE x [<!ENTITY % e SYSTEM "http://localhost:9/x"> %e;]>',
        f"<!-- first --><?a b?>\n<!DOCTYPE x [{BOMB}]>",
        f"<!doctype x [{BOMB}]>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_document_type_is_refused(doctype, encoding):
    declaration = HEAD if encoding.startswith("utf-8") else '<?xml version="1.0" encoding="UTF-16"?>'
    data = f"{declaration}{doctype}{XLIFF}<file id='f'>&e11;&e;</file></xliff>".encode(encoding)

    assert "DOCTYPE" in refusal(data)


def test_an_entity_of_no_document_type_is_refused():
    assert "well-formed" in refusal(text("&e;"))


@pytest.mark.parametrize("depth", [100, 10_000, 100_000])
@pytest.mark.parametrize("tag", ["mrk", "pc", "group"])
def test_deep_nesting_is_refused(depth, tag):
    deep = f'<{tag} id="a">' * depth + f"</{tag}>" * depth
    data = text(deep) if tag != "group" else f'{XLIFF}<file id="f">{deep}</file></xliff>'.encode()

    assert refusal(data)


def test_a_hundred_million_bytes_are_refused():
    assert "million bytes" in refusal(b" " * 100_000_000)


def test_very_many_elements_are_refused():
    assert "more elements" in refusal(text("<ph id='a'/>" * 500_000))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "well-formed"),
        (b"hello", "well-formed"),
        (b"\x00" * 1000, ""),
        (b"PK\x03\x04 and then nothing", "ZIP"),
        (b"<x/>", "not XLIFF"),
        (b'<xliff version="9"/>', "not XLIFF"),
        (XLIFF.encode() + b"</xliff>", "no <file>"),
        (b"\xff\xfe\x00\x00<\x00\x00\x00", "encoding"),
        (b'<?xml version="1.0" encoding="EBCDIC-CP-US"?><x/>', "encoding"),
        (b'<?xml version="1.0" encoding="utf-8"?><x>\xff</x>', "encoding that it declares"),
        (b'<?xml version="1.0" encoding="utf-7"?>+ADw-x/+AD4-', "encoding"),
        ("\ufeff<x/>".encode("utf-16-be"), "not XLIFF"),
        (text("<script/>"), "does not belong"),
        (text("a</source><source>b"), "two elements"),
        (f'{XLIFF}<file id="f"><unit id="u"><segment/></unit></file></xliff>'.encode(), "no <source>"),
        (b"<x>\x0c</x>", "well-formed"),
    ],
)
def test_what_is_no_xliff_is_refused(data, said):
    assert said in refusal(data)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1"])
@pytest.mark.parametrize("version", ["2.1", "1.2"])
def test_other_encodings_are_read(encoding, version):
    written = write_file(sheet("<p>déjà vu</p>"), version).decode().replace("UTF-8", encoding.removesuffix("-sig"), 1)

    [back] = read_upload(written.encode(encoding, "xmlcharrefreplace"))

    assert back.units[0].segments[0].source == ("déjà vu",)


@pytest.mark.parametrize(
    "name", ["../x.xlf", "/etc/x.xlf", "a/../../x.xlf", "..\\x.xlf", "C:\\x.xlf", "a/b.exe", "x.zip"]
)
def test_names_that_lead_elsewhere_are_refused(name):
    assert refusal(zipped({name: write_file(sheet(), "2.1")}))


def test_a_zip_bomb_is_refused():
    assert "too large" in refusal(zipped({"a.xlf": b" " * 200_000_000}))
    assert "too large" in refusal(zipped({f"{n}.xlf": b" " * (MAX_BYTES - 1) for n in range(5)}))
    assert "more than" in refusal(zipped({f"{n}.xlf": b"" for n in range(5000)}))


def test_a_zip_that_lies_about_its_sizes_is_read_no_further_than_allowed():
    data = bytearray(zipped({"a.xlf": b" " * 30_000_000}))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (100).to_bytes(4, "little")

    assert refusal(bytes(data))


def test_a_zip_in_a_zip_or_with_nothing_in_it_is_refused():
    assert refusal(zipped({"a.xlf": zipped({"b.xlf": b"x"})}))
    assert "no XLIFF file" in refusal(zipped({}))


def test_an_encrypted_zip_is_refused():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a.xlf", b"secret")
    data = bytearray(content.getvalue())
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        place = data.index(start) + (6 if start.endswith(b"\x04") else 8)
        data[place] |= 1

    assert "password" in refusal(bytes(data))


def test_what_a_mac_adds_to_a_zip_is_left_aside():
    assert len(read_upload(zipped({"a.xlf": write_file(sheet(), "2.1"), "__MACOSX/._a.xlf": b"\x00"}))) == 1


def quickly(data: bytes) -> list:
    """What is read, in at most two seconds."""
    started = time.perf_counter()
    sheets = read_upload(data)
    assert time.perf_counter() - started < 2
    return sheets


def test_text_in_very_many_pieces_is_put_together_quickly():
    pieces = "<mrk id='a'>x</mrk>" * 50_000

    [back] = quickly(text("y" * 1_000_000 + pieces))

    assert len(back.units[0].segments[0].source[0]) == 1_050_000


def test_very_many_files_in_one_are_refused():
    file = '<file id="f"><unit id="u"><segment><source>a</source></segment></unit></file>'

    assert "more than 100" in refusal(f"{XLIFF}{file * 5000}</xliff>".encode())


def test_codes_that_all_overlap_are_refused():
    html = "<p>" + "<em>a</em><strong>b</strong>" * 1000 + "</p>"
    codes = take_apart(html)[1]
    tokens = [Mark(Place.START, each) for each in codes] + [Mark(Place.END, each) for each in codes]

    with pytest.raises(UnitFault, match="Too many"):
        put_together("<p>x</p>", [tuple(tokens)], codes)


@pytest.mark.parametrize("version", ["2.1", "1.2"])
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(version, data):
    written = write_file(sheet("<p>One <strong>two</strong> <a href='/x/'>three</a></p>", is_done=True), version)
    place = data.draw(st.integers(0, len(written)))
    cut = data.draw(st.integers(0, 60))
    damaged = written[:place] + data.draw(st.binary(max_size=8)) + written[place + cut :]
    with suppress(XLIFFError):
        assert read_upload(damaged)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_and_nothing_else(data):
    for start in (b"", b"PK\x03\x04", b"\xff\xfe", b"<?xml"):
        with pytest.raises(XLIFFError):
            read_upload(start + data)


WORST = """
import resource, sys
from articles.translation.xliff import XLIFFError, read_upload
from articles.translation.xliff.reading import MAX_BYTES, MAX_ELEMENTS
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
head = '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="fr">'
head += '<file id="f"><unit id="u"><segment><source>'
many = "<ph id='a'/>" * (MAX_ELEMENTS - 100)
words = "x" * (MAX_BYTES - len(head) - len(many) - 100)
read_upload((head + many + words + "</source></segment></unit></file></xliff>").encode())
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_the_largest_file_that_is_read_takes_bounded_memory_and_time():
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", WORST], cwd=BASE_DIR, capture_output=True, text=True, check=True)

    assert int(done.stdout) < 500, "megabytes"
    assert time.perf_counter() - started < 20
