"""Images, with their credit, and their description in each language."""

import secrets
from datetime import date
from pathlib import PurePath

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.querysets import ImageQuerySet, RenditionQuerySet
from languages import fallbacks, validate_language


def unguessable_name(_image: "Image", filename: str) -> str:
    """A name that says nothing of the image: the file's own name may tell what is to be released."""
    return f"images/{secrets.token_urlsafe(16)}{PurePath(filename).suffix.lower()}"


def unguessable_rendition(_rendition: "Rendition", filename: str) -> str:
    """A name that says nothing of the image, nor of its other renditions."""
    return f"renditions/{secrets.token_urlsafe(16)}{PurePath(filename).suffix.lower()}"


class Image(models.Model):
    """An image file. It is public exactly while a public edition's article shows it and its rights have not ended."""

    file = models.ImageField(_("file"), upload_to=unguessable_name, width_field="width", height_field="height")
    width = models.PositiveIntegerField(_("width in pixels"), editable=False)
    height = models.PositiveIntegerField(_("height in pixels"), editable=False)
    filename = models.CharField(_("name of the file"), max_length=200, blank=True, editable=False)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    rights = models.CharField(
        _("rights"), max_length=300, blank=True, help_text=_("Who holds them and what they allow, as readers see it.")
    )
    rights_until_on = models.DateField(
        _("rights end on"),
        null=True,
        blank=True,
        help_text=_("From the first minute of this day in the newsroom’s zone, the site no longer shows the image."),
    )
    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("It tells nothing that the text does not say: whoever cannot see it misses nothing."),
    )
    focus_x = models.PositiveSmallIntegerField(
        _("focal point from the left, in per cent"), default=50, validators=[MaxValueValidator(100)]
    )
    focus_y = models.PositiveSmallIntegerField(
        _("focal point from the top, in per cent"), default=50, validators=[MaxValueValidator(100)]
    )
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-added_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(focus_x__lte=100, focus_y__lte=100), name="a_focal_point_lies_in_its_image"
            )
        ]

    def __str__(self) -> str:
        return self.credit or self.filename or str(self.file)

    def thumbnail(self, width: int = 480) -> str:
        """The name of the smallest file that is as wide, or of the widest. Causes a query unless prefetched."""
        made = [row for row in self.renditions.all() if str(row.file).endswith(".jpg") and row.shape == "whole"]
        made.sort(key=lambda row: (row.width < width, abs(row.width - width)))
        return str(made[0].file if made else self.file)

    def has_rights_on(self, day: date) -> bool:
        """Whether its rights have not ended by the day."""
        return self.rights_until_on is None or self.rights_until_on > day

    def file_names(self) -> list[str]:
        """The names of its file and of those made of it. Causes a query unless prefetched."""
        return [str(self.file), *(str(rendition.file) for rendition in self.renditions.all())]

    def text_in(self, language: str) -> "ImageText | None":
        """Description and caption in the language or its nearest fallback. Causes a query unless prefetched."""
        texts = {text.language: text for text in self.texts.all()}
        return next((texts[code] for code in [*fallbacks(language), *texts] if code in texts), None)


class Rendition(models.Model):
    """A file made of an image, in one format and size: made once, at the upload. No address makes another."""

    class Shape(models.TextChoices):
        """How much of the image it shows."""

        WHOLE = "whole", _("the whole image")
        LEAD = "lead", _("three by two, cropped around the focal point, for the home page")
        CARD = "card", _("cropped around the focal point, for links on other sites")

    image = models.ForeignKey(Image, models.CASCADE, related_name="renditions", verbose_name=_("image"))
    file = models.FileField(_("file"), upload_to=unguessable_rendition, unique=True)
    shape = models.CharField(_("shape"), max_length=10, choices=Shape, default=Shape.WHOLE)
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))

    objects = RenditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")

    def __str__(self) -> str:
        return str(self.file)


class ImageText(models.Model):
    """What an image shows, for those who cannot see it, and its caption, in one language."""

    image = models.ForeignKey(Image, models.CASCADE, related_name="texts", verbose_name=_("image"))
    language = models.CharField(_("language"), max_length=35, validators=[validate_language])
    alt = models.CharField(
        _("description"), max_length=300, blank=True, help_text=_("What the image shows, in one sentence.")
    )
    caption = models.CharField(_("caption"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("text of an image")
        verbose_name_plural = _("texts of the image")
        constraints = [
            models.UniqueConstraint(fields=["image", "language"], name="an_image_has_one_text_per_language"),
        ]

    def __str__(self) -> str:
        return self.alt or self.caption
