"""Where an uploaded image is decoded and made anew: a process of its own that knows neither database nor settings.

``python -m articles.media.workshop DIRECTORY FOCUS_X FOCUS_Y`` reads
``DIRECTORY/upload`` and leaves there ``result.json`` and the files that it
names. What an attacker could make of a fault in a decoder ends with this
process: it may take so much memory, so much time of the processor, and no more.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import warnings
import zipfile
from pathlib import Path
from typing import Any, cast

from PIL import Image, ImageCms, ImageOps, IptcImagePlugin

# Pillow's names of what browsers, cameras and picture editors make.
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 4096  # of what is kept, in pixels
WIDTHS = (480, 960, 1600)
LEAD = 3 / 2  # width to height of what begins a home page
LEAD_WIDTHS = (480, 960)
CARD = (1200, 630)  # what the networks show beside a link, in pixels
SECONDS = 25  # of the processor's time
MEMORY = 3 * 1024**3  # bytes
ENCODINGS: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 60, "speed": 8},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 82, "progressive": True, "optimize": True},
}
MASTERS: dict[str, dict[str, Any]] = {
    "jpg": {"format": "JPEG", "quality": 92, "progressive": True},
    "png": {"format": "PNG", "optimize": False},
    "webp": {"format": "WEBP", "quality": 88, "method": 4},
}
# What has no business in an image: whoever opened the file as that would find something else in it.
ACTIVE = (b"<script", b"<?php", b"<!doctype html")
ACTIVE_AT_THE_START = (*ACTIVE, b"%pdf-", b"<html", b"<svg", b"#!/")
START = 1024  # bytes

XMP_NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
}


class Unfit(Exception):
    """The file is refused; the argument is one of the words that `preparing.SENTENCES` explains."""


def decode(content: bytes) -> Image.Image:
    """The image in it, all of it, upright and in sRGB; raises `Unfit`."""
    _refuse_what_is_two_things(content)
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
    except Image.DecompressionBombError:
        raise Unfit("pixels") from None
    except (OSError, SyntaxError, ValueError):
        raise Unfit("format") from None
    if image.width * image.height > MOST_PIXELS:
        raise Unfit("pixels")
    # A camera's file may hold a second, smaller picture; that makes no animation of it.
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        raise Unfit("moves")
    try:
        image.load()
        image.info["read"] = described(image)
        return _in_srgb(ImageOps.exif_transpose(image))
    except MemoryError:
        raise Unfit("effort") from None
    except (OSError, SyntaxError, ValueError, EOFError, IndexError):
        raise Unfit("broken") from None


def _refuse_what_is_two_things(content: bytes) -> None:
    start = content[:START].lower()
    if any(mark in start for mark in ACTIVE_AT_THE_START) and not _is_known(content):
        raise Unfit("format")
    everything = content.lower()
    if any(mark in start for mark in ACTIVE_AT_THE_START) or any(mark in everything for mark in ACTIVE):
        raise Unfit("two")
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise Unfit("two")


def _is_known(content: bytes) -> bool:
    return content.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF")) or content[4:8] == b"ftyp"


def _in_srgb(image: Image.Image) -> Image.Image:
    """In the colours that browsers assume, with or without transparency."""
    profile = image.info.get("icc_profile")
    has_alpha = image.has_transparency_data
    kept = image.info.get("read", {})
    if image.mode.startswith("I") or image.mode == "F":
        image = image.point(lambda value: value / 256).convert("L")
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            source, target = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            image = ImageCms.profileToProfile(image, source, target, outputMode="RGB") or image
        except (ImageCms.PyCMSError, OSError):
            pass  # A profile that does not fit: the numbers are taken as they are.
    image = image.convert("RGBA" if has_alpha else "RGB")
    image.info = {"read": kept}
    return image


def described(image: Image.Image) -> dict[str, str]:
    """Credit, caption and rights that the file itself states, XMP before IPTC; empty where it states none."""
    xmp, iptc = _xmp(image), _iptc(image)
    author = xmp.get("creator") or iptc.get((2, 80), "")
    agency = xmp.get("credit") or iptc.get((2, 110), "")
    return {
        "credit": " / ".join(dict.fromkeys(filter(None, (author, agency))))[:200],
        "caption": (xmp.get("caption") or iptc.get((2, 120), ""))[:300],
        "rights": (xmp.get("rights") or iptc.get((2, 116), ""))[:300],
    }


def _iptc(image: Image.Image) -> dict[tuple[int, int], str]:
    try:
        found = IptcImagePlugin.getiptcinfo(cast("Any", image)) or {}
    except (OSError, SyntaxError, ValueError, IndexError, KeyError, TypeError):
        return {}
    return {key: _words(value[0] if isinstance(value, list) else value) for key, value in found.items()}


def _words(value: Any) -> str:
    if not isinstance(value, bytes):
        return ""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("latin-1")
    return _plain(text)


def _plain(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _xmp(image: Image.Image) -> dict[str, str]:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    if not packet:
        return {}
    from lxml import etree

    data = packet.encode() if isinstance(packet, str) else packet
    try:
        root = etree.fromstring(
            data.strip(b"\0 \n"), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        )
    except (etree.XMLSyntaxError, ValueError):
        return {}

    def first(*paths: str) -> str:
        for path in paths:
            for found in root.xpath(path, namespaces=XMP_NAMES):
                if words := _plain(found if isinstance(found, str) else "".join(found.itertext())):
                    return words
        return ""

    def alternatives(name: str) -> tuple[str, ...]:
        return f"//{name}/rdf:Alt/rdf:li[@xml:lang='x-default']", f"//{name}//rdf:li", f"//{name}"

    return {
        "creator": first("//dc:creator//rdf:li", "//dc:creator"),
        "credit": first("//photoshop:Credit", "//@photoshop:Credit"),
        "caption": first(*alternatives("dc:description")),
        "rights": first(*alternatives("dc:rights"), *alternatives("xmpRights:UsageTerms")),
    }


def make(image: Image.Image, source: str, focus: tuple[int, int], directory: Path) -> dict[str, Any]:
    """Write the image to keep and its renditions; return what was made. ``source`` is the format that it came in."""
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    opaque = _flattened(image)
    ending = {"PNG": "png", "GIF": "png", "WEBP": "webp"}.get(source, "webp" if image.mode == "RGBA" else "jpg")
    master = _write(image, MASTERS[ending], directory / f"master.{ending}")
    renditions = []
    for width in sorted({min(width, image.width) for width in WIDTHS}):
        height = max(1, round(image.height * width / image.width))
        shapes = {
            kind: picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
            for kind, picture in (("any", image), ("jpg", opaque))
        }
        for kind, options in ENCODINGS.items():
            file = _write(shapes.get(kind, shapes["any"]), options, directory / f"{width}.{kind}")
            renditions.append({"file": file, "shape": "whole", "width": width, "height": height})
    return {
        "master": {"file": master, "width": image.width, "height": image.height},
        "renditions": [
            *renditions,
            *_make_leads(image, opaque, focus, directory),
            _make_card(opaque, focus, directory),
        ],
        "read": image.info.get("read", {}),
    }


def _make_leads(
    image: Image.Image, opaque: Image.Image, focus: tuple[int, int], directory: Path
) -> list[dict[str, Any]]:
    """Three by two, cropped around the focal point: the page's policy lets no style say where that is."""
    widest = max(1, min(image.width, round(image.height * LEAD)))
    made = []
    for width in sorted({min(width, widest) for width in LEAD_WIDTHS}):
        size = (width, max(1, round(width / LEAD)))
        for kind, options in ENCODINGS.items():
            crop = _fit(opaque if kind == "jpg" else image, size, focus)
            file = _write(crop, options, directory / f"lead-{width}.{kind}")
            made.append({"file": file, "shape": "lead", "width": size[0], "height": size[1]})
    return made


def _fit(image: Image.Image, size: tuple[int, int], focus: tuple[int, int]) -> Image.Image:
    """Cropped to the shape so that the focal point is as near to its middle as can be."""
    return ImageOps.fit(image, size, Image.Resampling.LANCZOS, centering=_centring(image, size, focus))


def _centring(image: Image.Image, size: tuple[int, int], focus: tuple[int, int]) -> tuple[float, float]:
    """Where Pillow has to cut: it shares out what is cut off by these parts, from 0 to 1."""
    scale = max(size[0] / image.width, size[1] / image.height)

    def share(whole: float, shown: float, point: float) -> float:
        rest = whole - shown
        return min(1.0, max(0.0, (point * whole - shown / 2) / rest)) if rest > 0 else 0.5

    return (
        share(image.width * scale, size[0], focus[0] / 100),
        share(image.height * scale, size[1], focus[1] / 100),
    )


def _make_card(opaque: Image.Image, focus: tuple[int, int], directory: Path) -> dict[str, Any]:
    card = _fit(opaque, CARD, focus)
    file = _write(card, ENCODINGS["jpg"], directory / "card.jpg")
    return {"file": file, "shape": "card", "width": CARD[0], "height": CARD[1]}


def _flattened(image: Image.Image) -> Image.Image:
    """On white, for formats without transparency."""
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _write(image: Image.Image, options: dict[str, Any], path: Path) -> str:
    # Nothing of the old file comes along: neither its EXIF nor its comments nor its profile.
    bare = image.copy()
    bare.info = {}
    bare.save(path, **options)
    return path.name


def main(directory: Path, focus: tuple[int, int]) -> None:
    """Do the work and write down how it went."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # A bomb is told by its pixels, above, and with a sentence.
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("ignore")
    content = (directory / "upload").read_bytes()
    result: dict[str, Any]
    try:
        with io.BytesIO(content) as file:
            source = _format_of(file)
        result = make(decode(content), source, focus, directory)
    except Unfit as unfit:
        result = {"unfit": str(unfit)}
    except MemoryError:
        result = {"unfit": "effort"}
    (directory / "result.json").write_text(json.dumps(result))


def _format_of(file: io.BytesIO) -> str:
    try:
        return str(Image.open(file, formats=FORMATS).format)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return ""


if __name__ == "__main__":
    main(Path(sys.argv[1]), (int(sys.argv[2]), int(sys.argv[3])))
