"""What becomes of an uploaded image: decoded under limits, made anew, bare of what it brought along."""

import io
import struct
import zipfile
import zlib

import pytest
from PIL import ExifTags, Image, ImageCms

from articles.media import preparing
from articles.media.preparing import NotFit, prepare
from tests.media.pictures import picture, upload


def opened(made) -> Image.Image:
    return Image.open(io.BytesIO(made.content))


def by_ending(prepared) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for made in prepared.renditions:
        if made.shape == "whole":
            found.setdefault(made.ending, []).append(made.width)
    return found


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_an_image_is_made_in_three_formats_and_fixed_widths(kind):
    prepared = prepare(upload(picture(kind)))

    assert by_ending(prepared) == {"avif": [480, 960, 1200], "webp": [480, 960, 1200], "jpg": [480, 960, 1200]}
    for made in (prepared.master, *prepared.renditions):
        assert opened(made).size == (made.width, made.height)
    assert [(made.width, made.height) for made in prepared.renditions if made.shape == "card"] == [(1200, 630)]


def test_a_large_photograph_is_kept_smaller_and_shown_at_1600():
    prepared = prepare(upload(picture(size=(6000, 3000))))

    assert (prepared.master.width, prepared.master.height) == (4096, 2048)
    assert by_ending(prepared)["avif"] == [480, 960, 1600]


def test_an_image_is_turned_upright():
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6

    prepared = prepare(upload(picture(exif=exif)))

    assert (prepared.master.width, prepared.master.height) == (800, 1200)


def test_nothing_of_the_old_file_comes_along():
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "Hidden Name"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (50.0, 51.0, 2.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    prepared = prepare(upload(picture(exif=exif, comment=b"Hidden Name", icc_profile=profile) + b"Hidden Name"))

    for made in (prepared.master, *prepared.renditions):
        assert b"Hidden Name" not in made.content
        assert not opened(made).getexif()
        assert not {"exif", "xmp", "comment", "icc_profile"} & opened(made).info.keys()


XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 photoshop:Credit="NATO"><dc:creator><rdf:Seq><rdf:li>Ana Ruiz</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">A ship&#160;in port</rdf:li></rdf:Alt></dc:description>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">Free for the press</rdf:li></rdf:Alt></dc:rights>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "AVIF"])
def test_credit_caption_and_rights_are_read_from_xmp(kind):
    prepared = prepare(upload(picture(kind, xmp=XMP.encode())))

    assert (prepared.credit, prepared.caption, prepared.rights) == (
        "Ana Ruiz / NATO",
        "A ship in port",
        "Free for the press",
    )


def iptc(**fields: str) -> bytes:
    """A JPEG's segment with IPTC fields, as agencies write them."""
    numbers = {"byline": 80, "credit": 110, "rights": 116, "caption": 120}
    data = b"".join(
        b"\x1c\x02" + bytes([numbers[name]]) + struct.pack(">H", len(text.encode())) + text.encode()
        for name, text in fields.items()
    )
    block = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(data)) + data + b"\x00" * (len(data) % 2)
    segment = b"Photoshop 3.0\x00" + block
    return b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment


def test_credit_caption_and_rights_are_read_from_iptc():
    content = picture()
    content = content[:2] + iptc(byline="Élise Roy", credit="AFP", caption="Deux navires", rights="© AFP") + content[2:]

    prepared = prepare(upload(content))

    assert (prepared.credit, prepared.caption, prepared.rights) == ("Élise Roy / AFP", "Deux navires", "© AFP")


def test_hostile_xmp_reads_no_file():
    entity = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + XMP.replace("A ship", "&e;")

    assert "root" not in prepare(upload(picture(xmp=entity.encode()))).caption


def test_transparency_stays_and_lies_on_white_in_a_jpeg():
    image = Image.new("RGBA", (600, 400), (0, 0, 0, 0))
    file = io.BytesIO()
    image.save(file, "PNG")

    prepared = prepare(upload(file.getvalue()))

    made = {made.ending: opened(made) for made in prepared.renditions if made.width == 480}
    assert made["webp"].convert("RGBA").getpixel((5, 5))[3] == 0
    assert made["jpg"].convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_print_colours_become_those_of_a_screen():
    prepared = prepare(upload(picture(mode="CMYK")))

    assert opened(prepared.master).mode == "RGB"


def test_a_card_is_cropped_around_the_focal_point():
    wide = picture(size=(4000, 700))

    left, right = (prepare(upload(wide), focus=(x, 50)).renditions[-1] for x in (0, 100))

    middle = (600, 315)
    assert opened(left).convert("RGB").getpixel(middle)[0] > 200
    assert opened(right).convert("RGB").getpixel(middle)[2] > 200


def png(width: int, height: int) -> bytes:
    """A PNG that claims a size, of a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    data = zlib.compress(b"\x00" * ((width // 8 + 1) * min(height, 2000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("page.html", "x")
    return file.getvalue()


def moving() -> bytes:
    file = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    return file.getvalue()


HOSTILE = {
    "a bomb": (lambda: png(50_000, 50_000), "60 million pixels"),
    "a bomb just above": (lambda: png(60_001, 1_000), "60 million pixels"),
    "cut off": (lambda: picture()[:-2500], "damaged"),
    "a header alone": (lambda: png(600, 600)[:33], "not a JPEG"),
    "a web page": (lambda: b"<html><script>alert(1)</script>", "not a JPEG"),
    "a drawing": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "not a JPEG"),
    "a bitmap": (lambda: picture("BMP"), "not a JPEG"),
    "nothing": (lambda: b"", "not a JPEG"),
    "an archive behind": (lambda: picture() + zipped(), "something else besides"),
    "a script in a comment": (lambda: picture(comment=b"<script>alert(1)</script>"), "something else besides"),
    "a program behind": (lambda: picture("GIF") + b"<?php system('id');", "something else besides"),
    "a document in front": (lambda: picture(comment=b"%PDF-1.7"), "something else besides"),
    "an animation": (moving, "moves"),
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_what_is_hostile_or_broken_is_refused_in_a_sentence(name):
    make, sentence = HOSTILE[name]
    with pytest.raises(NotFit, match=sentence):
        prepare(upload(make()))


def test_a_file_too_large_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(preparing, "LARGEST", 100)
    with pytest.raises(NotFit, match="30 MB"):
        prepare(upload())


def test_what_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(preparing, "SECONDS", 0.01)
    with pytest.raises(NotFit, match="too long"):
        prepare(upload())


@pytest.mark.parametrize(("size", "largest"), [((1200, 500), (750, 500)), ((500, 1200), (500, 333)), ((3, 2), (3, 2))])
def test_what_begins_a_home_page_is_three_by_two(size, largest):
    leads = [made for made in prepare(upload(picture(size=size))).renditions if made.shape == "lead"]
    assert {made.ending for made in leads} == {"avif", "webp", "jpg"}
    assert max((made.width, made.height) for made in leads) == largest


@pytest.mark.parametrize(
    ("point", "shown"), [(10, ["red", "red"]), (50, ["red", "blue"]), (40, ["red", "blue"]), (90, ["blue", "blue"])]
)
def test_the_focal_point_stands_as_near_to_the_middle_as_can_be(point, shown):
    """Red on the left, blue on the right, four times as wide as high."""
    made = prepare(upload(picture(size=(1600, 400))), focus=(point, 50)).renditions
    lead = opened(next(one for one in made if one.shape == "lead" and one.ending == "jpg")).convert("RGB")
    ends = [
        "red" if red > blue else "blue" for red, _green, blue in (lead.getpixel((x, 9)) for x in (4, lead.width - 5))
    ]
    assert ends == shown
