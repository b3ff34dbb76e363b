"""The images that texts show in their bodies."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .edition import Edition
from .image import Image
from .triggers import follows_the_text


class Figure(models.Model):
    """An image in the body or the notes of an edition that was not discarded. The database keeps it, from the text.

    So whether a public text shows an image is a question to an index. What a
    text names before the library has it, it does not show: a page goes by
    these rows, as the door of the files does.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="figures", verbose_name=_("edition"))
    image = models.ForeignKey(Image, models.PROTECT, related_name="figures", verbose_name=_("image"))

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        triggers = [follows_the_text]
        constraints = [
            models.UniqueConstraint(fields=["edition", "image"], name="a_text_shows_an_image_or_not"),
        ]

    def __str__(self) -> str:
        return str(self.image)
