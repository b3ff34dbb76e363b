"""How a file that may be seen reaches whoever asks: from here, by the web server, or from an object store."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.http import content_disposition_header

__all__ = ["MEDIA_TYPES", "deliver"]

# What an image is served as is decided here, never guessed from what was uploaded.
MEDIA_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
SIGNED_FOR = 60  # seconds that an address of the object store answers


def deliver(file: FieldFile, media_type: str, *, filename: str = "") -> HttpResponseBase:
    """The answer with the file; whoever calls has asked whether it may be seen.

    With a ``filename`` it is to be saved under that name, without one to be
    shown. A web server in front fetches it itself where NEWSROOM_ACCEL_REDIRECT
    names its internal location; an object store hands it out at a signed
    address for a minute. Raises `FileNotFoundError`.
    """
    disposition = (content_disposition_header(True, filename) if filename else None) or "inline"
    if settings.NEWSROOM_ACCEL_REDIRECT:
        response: HttpResponseBase = HttpResponse(content_type=media_type)
        response.headers["X-Accel-Redirect"] = settings.NEWSROOM_ACCEL_REDIRECT + quote(str(file.name))
    elif hasattr(file.storage, "bucket_name"):
        storage: Any = file.storage
        asked = {"ResponseContentType": media_type, "ResponseContentDisposition": disposition}
        return HttpResponseRedirect(storage.url(file.name, parameters=asked, expire=SIGNED_FOR))
    else:
        response = FileResponse(file.open("rb"), content_type=media_type)
    response.headers["Content-Disposition"] = disposition
    return response
