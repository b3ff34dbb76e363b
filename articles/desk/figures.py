"""The library's images in texts, as the desk shows them whether or not they are public."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Image, ImageText
from articles.querysets import ImageQuerySet
from articles.richtext import Figure, FigureOf, images
from languages import default_language, is_language, local_name
from people.models import today

from .labels import desk_label
from .media_files import desk_file_url, file_view
from .pages import found, member

__all__ = ["choose_view", "editor_library", "figure_of", "thumbnail_url", "thumbnail_view", "with_thumbnails"]

MOST_SHOWN = 24
# As the vocabulary writes it, and as `richtext.compare` does.
_KEY = "([1-9][0-9]{0,17})"
_IMAGE = re.compile(rf'<img data-image="{_KEY}">|<span class="compared-img" data-image="{_KEY}">[^<]*</span>')


def figure_of(html: str, language: str = "") -> FigureOf:
    """How the images in the text are shown, with their words in the language. Three queries where there are any."""
    shown = _images(images(html))

    def figure(key: int) -> Figure | None:
        image = shown.get(key)
        if image is None:
            return None
        text = image.text_in(language or default_language())
        caption = format_html('<span lang="{}">{}</span>', text.language, text.caption) if text and text.caption else ""
        credit = format_html('<span class="credit" dir="auto">{}</span>', image.credit) if image.credit else ""
        alt = text.alt if text else ""
        picture = format_html('<img src="{}" alt="{}" loading="lazy">', desk_file_url(image.thumbnail()), alt)
        return Figure(picture, SafeString(caption), SafeString(credit))

    return figure


def with_thumbnails(html: str) -> SafeString:
    """The HTML, sanitised or compared, with the images of the library to be seen in it. No query."""
    return mark_safe(_IMAGE.sub(_shown, html))  # noqa: S308 - whoever calls has made it safe


def _shown(match: re.Match[str]) -> str:
    key = match[1] or match[2]
    alt = _("Image %(number)s") % {"number": key}
    return format_html('<img data-image="{}" src="{}" alt="{}" loading="lazy">', key, thumbnail_url(key), alt)


def thumbnail_url(key: object) -> str:
    """Where the desk finds a small rendition of the image."""
    return reverse("admin:articles_image_thumbnail", args=[key])


def _images(keys: list[int]) -> dict[int, Image]:
    return Image.objects.prefetch_related("texts", "renditions").in_bulk(keys) if keys else {}


def editor_library() -> dict[str, str]:
    """What `richtext.RichTextWidget` has to know of the library; a thumbnail's address is that of 0 with its number."""
    return {"choose": reverse("admin:articles_image_choose"), "thumbnail": thumbnail_url(0)}


@require_safe
def thumbnail_view(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A small rendition of the image: the texts at the desk know its number alone."""
    image = found(Image.objects.prefetch_related("renditions"), pk)
    return file_view(request, image.thumbnail())


@require_safe
def choose_view(request: HttpRequest) -> JsonResponse:
    """What the editor's chooser asks: the newest images in which the words ``q`` are found. Four queries.

    ``language`` is that of the text: what is not described in it is said to be so.
    """
    if not member(request).has_perm("articles.view_image"):
        raise PermissionDenied
    language = request.GET.get("language", "")
    language = language if is_language(language) else default_language()
    images = list(_with_words(request.GET.get("q", ""))[: MOST_SHOWN + 1])
    lacking = Image.objects.filter(pk__in=[image.pk for image in images]).lacking_alt(language)
    undescribed = set(lacking.values_list("pk", flat=True))
    rows = [_row(image, language, is_lacking=image.pk in undescribed) for image in images[:MOST_SHOWN]]
    return JsonResponse({"images": rows, "has_more": len(images) > MOST_SHOWN})


def _with_words(words: str) -> ImageQuerySet:
    images: ImageQuerySet = Image.objects.prefetch_related("texts", "renditions").order_by("-pk")
    for word in words.split():
        texts = ImageText.objects.filter(Q(alt__icontains=word) | Q(caption__icontains=word))
        named = Q(filename__icontains=word) | Q(credit__icontains=word) | Q(rights__icontains=word)
        images = images.filter(named | Q(pk__in=texts.values("image")))
    return images


def _row(image: Image, language: str, *, is_lacking: bool) -> dict[str, Any]:
    text = image.text_in(language)
    faults = []
    if is_lacking:
        faults.append(_("not described: %(languages)s") % {"languages": local_name(language)})
    if not image.has_rights_on(today()):
        faults.append(_("rights ended"))
    return {
        "pk": image.pk,
        "label": desk_label(image),
        "caption": text.caption if text else "",
        "credit": image.credit,
        "thumbnail": desk_file_url(image.thumbnail()),
        "faults": faults,
    }
