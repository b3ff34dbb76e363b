"""Files that an article hands out beside its text, and the images that it shows beneath it."""

import secrets
from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.querysets import AttachmentQuerySet
from languages import fallbacks, validate_language

from .article import Article
from .image import Image


def unguessable_attachment(_attachment: "Attachment", filename: str) -> str:
    """A name that says nothing of the file."""
    return f"attachments/{secrets.token_urlsafe(16)}{PurePath(filename).suffix.lower()}"


class Attachment(models.Model):
    """A file that an article hands out: public while a text of the article in its language is.

    One without a language is for all of them. ``media_type`` was told from its content.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="attachments", verbose_name=_("article"))
    file = models.FileField(_("file"), upload_to=unguessable_attachment, unique=True)
    filename = models.CharField(_("name of the file"), max_length=200, blank=True, editable=False)
    media_type = models.CharField(_("type"), max_length=100, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    language = models.CharField(
        _("language"),
        max_length=35,
        blank=True,
        validators=[validate_language],
        help_text=_("Empty for a file for all languages."),
    )
    position = models.PositiveSmallIntegerField(_("place"), default=0)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.filename or str(self.file)

    def title_in(self, language: str) -> str:
        """What it is called in the language or its nearest fallback. Causes a query unless prefetched."""
        titles = {text.language: text.title for text in self.texts.all()}
        return next((titles[code] for code in [*fallbacks(language), *titles] if code in titles), "")


class AttachmentText(models.Model):
    """What an attachment is called in one language."""

    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="texts", verbose_name=_("attachment"))
    language = models.CharField(_("language"), max_length=35, validators=[validate_language])
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        verbose_name = _("title of an attachment")
        verbose_name_plural = _("titles of the attachment")
        constraints = [
            models.UniqueConstraint(fields=["attachment", "language"], name="an_attachment_has_one_title_per_language"),
        ]

    def __str__(self) -> str:
        return self.title


class GalleryPlace(models.Model):
    """An image in the gallery of an article."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="gallery", verbose_name=_("article"))
    image = models.ForeignKey(Image, models.PROTECT, related_name="gallery_places", verbose_name=_("image"))
    position = models.PositiveSmallIntegerField(_("place"), default=0)

    class Meta:
        verbose_name = _("image of the gallery")
        verbose_name_plural = _("gallery")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "image"], name="a_gallery_shows_an_image_once"),
        ]

    def __str__(self) -> str:
        return str(self.image)
