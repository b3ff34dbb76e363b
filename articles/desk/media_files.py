"""Uploaded files, for the desk alone: before the release, the public's address of them does not exist."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse

from articles.media.delivering import MEDIA_TYPES, deliver
from articles.models import Attachment, Image, Rendition

from .pages import member

__all__ = ["desk_file_url", "file_view"]

# The directory that a name begins with → whose files lie in it.
KINDS: dict[str, Any] = {"images": Image, "renditions": Rendition, "attachments": Attachment}


def desk_file_url(name: str) -> str:
    """Where the desk finds the file."""
    return reverse("admin:articles_image_file", args=[name])


def file_view(request: HttpRequest, name: str) -> HttpResponseBase:
    """The file of that name, whether or not it is public."""
    if not member(request).has_perm("articles.view_image"):
        raise PermissionDenied
    model = KINDS.get(name.partition("/")[0])
    found = model.objects.filter(file=name).first() if model else None
    is_attachment = isinstance(found, Attachment)
    media_type = found.media_type if isinstance(found, Attachment) else MEDIA_TYPES.get(name.rpartition(".")[2].lower())
    if found is None or media_type is None:
        raise Http404
    try:
        response = deliver(found.file, media_type, filename=str(found) if is_attachment else "")
    except FileNotFoundError:
        raise Http404 from None
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
