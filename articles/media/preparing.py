"""An uploaded image, made fit to be kept: see `articles.media.workshop`, which does the work in its own process."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _

__all__ = ["LARGEST", "Made", "NotFit", "Prepared", "prepare"]

LARGEST = 30 * 1024 * 1024  # bytes
SECONDS = 40
PROJECT = Path(__file__).resolve().parents[2]


class NotFit(Exception):
    """The file is refused; the argument is a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made of the upload: its content, its ending, and its size in pixels."""

    content: bytes
    ending: str
    width: int
    height: int
    shape: str = "whole"


@dataclass(frozen=True, slots=True)
class Prepared:
    """The image to keep and its renditions; ``credit``, ``caption`` and ``rights`` are what the file itself said."""

    master: Made
    renditions: tuple[Made, ...]
    credit: str = ""
    caption: str = ""
    rights: str = ""


def _sentence(fault: str) -> str:
    match fault:
        case "size":
            return _("The file is larger than 30 MB. Make it smaller first.")
        case "pixels":
            return _("The image has more than 60 million pixels. Make it smaller first.")
        case "moves":
            return _("The image moves, and only its first moment would be shown. Upload a still image.")
        case "two":
            return _("The file is an image and something else besides. Open it in a picture editor and export it anew.")
        case "broken":
            return _("The image is damaged or was cut off on its way. Upload it again, or export it anew.")
        case "effort":
            return _("The image takes too long to decode. Export it anew from a picture editor.")
    return _("This is not a JPEG, PNG, WebP, AVIF or GIF image.")


def prepare(file: File[bytes], *, focus: tuple[int, int] = (50, 50)) -> Prepared:
    """Decode an uploaded image and make anew what is kept of it. Raises `NotFit`.

    ``focus`` is the point that matters most, in hundredths of width and height:
    what is cropped is cropped around it. Takes about a second for a photograph.
    """
    if (file.size or 0) > LARGEST:
        raise NotFit(_sentence("size"))
    with tempfile.TemporaryDirectory(prefix="image-") as name:
        directory = Path(name)
        with (directory / "upload").open("wb") as copy:
            for chunk in file.chunks():
                copy.write(chunk)
        result = _work(directory, focus)
        if "unfit" in result:
            raise NotFit(_sentence(result["unfit"]))
        return Prepared(
            master=_made(directory, result["master"]),
            renditions=tuple(_made(directory, rendition) for rendition in result["renditions"]),
            **result["read"],
        )


def _work(directory: Path, focus: tuple[int, int]) -> dict[str, Any]:
    command = [sys.executable, "-m", "articles.media.workshop", str(directory), *(str(part) for part in focus)]
    try:
        subprocess.run(command, cwd=PROJECT, check=True, timeout=SECONDS, capture_output=True)
    except subprocess.TimeoutExpired:
        return {"unfit": "effort"}
    except subprocess.CalledProcessError as error:
        # Stopped by its limits, or by a fault that a decoder did not notice itself.
        return {"unfit": "effort" if error.returncode < 0 else "broken"}
    result: dict[str, Any] = json.loads((directory / "result.json").read_text())
    return result


def _made(directory: Path, entry: dict[str, Any]) -> Made:
    path = directory / entry["file"]
    return Made(
        path.read_bytes(),
        path.suffix.removeprefix("."),
        entry["width"],
        entry["height"],
        entry.get("shape", "whole"),
    )
