"""Uploaded files, behind the same door as the texts that show them."""

from __future__ import annotations

import hashlib

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.models import Image

from .pages import not_found

__all__ = ["image"]

# What a file is served as is decided here, never guessed from what was uploaded.
MEDIA_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}


@csrf_exempt
@require_safe
def image(request: HttpRequest, name: str) -> HttpResponseBase:
    """The file of an image that a public text's article shows.

    Caches may keep it but have to ask every time: it is gone the moment that
    the text is withdrawn.
    """
    found = Image.objects.public().filter(file=name).first()
    media_type = MEDIA_TYPES.get(name.rpartition(".")[2].lower())
    if found is None or media_type is None:
        return not_found(request)
    # A name is given once and its file is never written again, so the name is the version.
    etag = quote_etag(hashlib.sha256(name.encode()).hexdigest()[:32])
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            response = FileResponse(found.file.open("rb"), content_type=media_type)
        except FileNotFoundError:
            return not_found(request)
        response.headers["Content-Disposition"] = "inline"
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
