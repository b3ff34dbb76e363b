"""Images and what is made of them, kept: one way in for the desk, the demo and imports."""

from __future__ import annotations

from collections.abc import Collection

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction

from articles.models import Image, Rendition
from languages import default_language

from .preparing import Prepared, prepare

__all__ = ["add_image", "complete", "crop_anew", "drop_files", "keep", "make_anew"]


CROPPED = (Rendition.Shape.LEAD, Rendition.Shape.CARD)


def add_image(file: File[bytes], **fields: object) -> Image:
    """Keep an uploaded image with its renditions; return it. Raises `NotFit`.

    ``fields`` are those of the image; credit, rights and the caption (in the
    newsroom's language) are what the file itself says unless given.
    """
    image = Image(**fields)
    prepared = prepare(file, focus=(image.focus_x, image.focus_y))
    image.filename = image.filename or (file.name or "").rpartition("/")[2][:200]
    return keep(image, prepared)


def keep(image: Image, prepared: Prepared) -> Image:
    """Save the image with the prepared files in place of those it had, if any; return it.

    The former file stays in the storage, where no address leads to it; former
    renditions go. The site shows either the old or the new, never a mixture.
    """
    is_new = image.pk is None
    image.credit = image.credit or prepared.credit
    image.rights = image.rights or prepared.rights
    written: list[str] = []
    try:
        with transaction.atomic():
            image.file.save(f"image.{prepared.master.ending}", ContentFile(prepared.master.content), save=False)
            written.append(str(image.file))
            image.width, image.height = prepared.master.width, prepared.master.height
            image.save()
            _replace_renditions(image, prepared, written)
            if is_new and prepared.caption:
                image.texts.create(language=default_language(), alt="", caption=prepared.caption)
    except BaseException:
        drop_files(written)
        raise
    return image


def _replace_renditions(
    image: Image, prepared: Prepared, written: list[str], *, shapes: Collection[str] = Rendition.Shape.values
) -> None:
    former = image.renditions.filter(shape__in=shapes)
    names = list(former.values_list("file", flat=True))
    former.delete()
    for made in prepared.renditions:
        if made.shape in shapes:
            rendition = Rendition(image=image, shape=made.shape, width=made.width, height=made.height)
            rendition.file.save(f"rendition.{made.ending}", ContentFile(made.content), save=False)
            written.append(str(rendition.file))
            rendition.save()
    transaction.on_commit(lambda: drop_files(names))


def crop_anew(image: Image) -> None:
    """Make anew what is cropped around the focal point, after it was moved."""
    with image.file.open("rb") as file:
        prepared = prepare(File(file, name=image.file.name), focus=(image.focus_x, image.focus_y))
    written: list[str] = []
    try:
        with transaction.atomic():
            _replace_renditions(image, prepared, written, shapes=CROPPED)
    except BaseException:
        drop_files(written)
        raise


def make_anew(image: Image) -> Image:
    """Pass the file that is kept through the same door as an upload: for images from before there were renditions."""
    with image.file.open("rb") as file:
        prepared = prepare(File(file, name=image.file.name), focus=(image.focus_x, image.focus_y))
    return keep(image, prepared)


def complete(image: Image) -> None:
    """Make the renditions that it lacks. Raises `NotFit`, and `FileNotFoundError` where its file is gone."""
    if image.renditions.filter(shape=Rendition.Shape.WHOLE).exists():
        crop_anew(image)
    else:
        make_anew(image)


def drop_files(names: list[str]) -> None:
    """Delete files from the storage, of which no row tells any more."""
    for name in names:
        default_storage.delete(name)
