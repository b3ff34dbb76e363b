"""Uploaded files, behind the same door as the texts that show them; and the logo."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.media.delivering import MEDIA_TYPES, deliver
from articles.models import Attachment, Image, Rendition
from look.models import Logo

from .pages import not_found

__all__ = ["file", "public_file", "which_are_public"]

# The directory that a name begins with → whose files lie in it.
KINDS: dict[str, Any] = {"images": Image, "renditions": Rendition, "attachments": Attachment, "look": Logo}


@csrf_exempt
@require_safe
def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file that a public text's article shows: an image, one of its renditions, an attachment.

    Caches may keep it but have to ask every time: it is gone the moment that
    the text is withdrawn. Causes one query.
    """
    found = public_file(name)
    ending = name.rpartition(".")[2].lower()
    is_attachment = isinstance(found, Attachment)
    media_type = found.media_type if is_attachment else MEDIA_TYPES.get(ending)
    if found is None or media_type is None:
        return not_found(request)
    # A name is given once and its file is never written again, so the name is the version.
    etag = quote_etag(hashlib.sha256(name.encode()).hexdigest()[:32])
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            response = deliver(found.file, media_type, filename=f"attachment.{ending}" if is_attachment else "")
        except FileNotFoundError:
            return not_found(request)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def public_file(name: str) -> Any:
    """The row of the file, of an image, rendition or attachment; None where the public may not have it. A query."""
    kind = name.partition("/")[0]
    return which_are_public(kind, settings.NEWSROOM_TIME_ZONE).filter(file=name).first() if kind in KINDS else None


@cache
def which_are_public(kind: str, _time_zone: str) -> QuerySet[Any]:
    """All files of the kind that are public at the moment of asking.

    The question is the same every time, its clock being the database's, and
    putting it together takes longer than the answer: it is kept, unasked.
    """
    public: QuerySet[Any] = KINDS[kind].objects.public()
    return public
