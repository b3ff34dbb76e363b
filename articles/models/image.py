"""Images, with their credit, and their description in each language."""

import secrets
from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.querysets import ImageQuerySet
from languages import fallbacks, validate_language


def unguessable_name(_image: "Image", filename: str) -> str:
    """A name that says nothing of the image: the file's own name may tell what is to be released."""
    return f"images/{secrets.token_urlsafe(16)}{PurePath(filename).suffix.lower()}"


class Image(models.Model):
    """An image file. It is public exactly while a public edition's article shows it."""

    file = models.ImageField(_("file"), upload_to=unguessable_name, width_field="width", height_field="height")
    width = models.PositiveIntegerField(_("width in pixels"), editable=False)
    height = models.PositiveIntegerField(_("height in pixels"), editable=False)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-added_at"]

    def __str__(self) -> str:
        return self.credit or str(self.file)

    def text_in(self, language: str) -> "ImageText | None":
        """Description and caption in the language or its nearest fallback. Causes a query unless prefetched."""
        texts = {text.language: text for text in self.texts.all()}
        return next((texts[code] for code in [*fallbacks(language), *texts] if code in texts), None)


class ImageText(models.Model):
    """What an image shows, for those who cannot see it, and its caption, in one language."""

    image = models.ForeignKey(Image, models.CASCADE, related_name="texts", verbose_name=_("image"))
    language = models.CharField(_("language"), max_length=35, validators=[validate_language])
    alt = models.CharField(_("description"), max_length=300, help_text=_("What the image shows, in one sentence."))
    caption = models.CharField(_("caption"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("text of an image")
        verbose_name_plural = _("texts of the image")
        constraints = [
            models.UniqueConstraint(fields=["image", "language"], name="an_image_has_one_text_per_language"),
        ]

    def __str__(self) -> str:
        return self.alt
