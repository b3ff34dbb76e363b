"""Uploaded files, behind the same door as the texts that show them."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.media.delivering import MEDIA_TYPES, deliver
from articles.models import Image, Rendition

from .pages import not_found

__all__ = ["file"]

# The directory that a name begins with → whose files lie in it.
KINDS: dict[str, Any] = {"images": Image, "renditions": Rendition}


@csrf_exempt
@require_safe
def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file that a public text's article shows: an image, or one of its renditions.

    Caches may keep it but have to ask every time: it is gone the moment that
    the text is withdrawn. Causes one query.
    """
    found = _public_file(name)
    media_type = MEDIA_TYPES.get(name.rpartition(".")[2].lower())
    if found is None or media_type is None:
        return not_found(request)
    # A name is given once and its file is never written again, so the name is the version.
    etag = quote_etag(hashlib.sha256(name.encode()).hexdigest()[:32])
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            response = deliver(found, media_type)
        except FileNotFoundError:
            return not_found(request)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _public_file(name: str) -> FieldFile | None:
    model = KINDS.get(name.partition("/")[0])
    found = model.objects.public().filter(file=name).first() if model else None
    return found.file if found else None
