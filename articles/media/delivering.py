"""How a file that may be seen reaches whoever asks: from here, by the web server, or from an object store."""

from __future__ import annotations

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpResponseBase

__all__ = ["MEDIA_TYPES", "deliver"]

# What a file is served as is decided here, never guessed from what was uploaded.
MEDIA_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}


def deliver(file: FieldFile, media_type: str, *, filename: str = "") -> HttpResponseBase:
    """The answer with the file; whoever calls has asked whether it may be seen.

    With a ``filename`` it is to be saved under that name, without one to be
    shown. Raises `FileNotFoundError`.
    """
    response = FileResponse(file.open("rb"), content_type=media_type, as_attachment=bool(filename), filename=filename)
    if not filename:
        response.headers["Content-Disposition"] = "inline"
    return response
