"""Portraits: which image of the media library shows a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.querysets import PortraitQuerySet
from people.models import Person

from .image import Image


class Portrait(models.Model):
    """The image that shows a person, wherever the site shows the person. Kept here: `people` knows no images."""

    person = models.OneToOneField(
        Person, models.CASCADE, primary_key=True, related_name="portrait", verbose_name=_("person")
    )
    image = models.ForeignKey(
        Image,
        models.PROTECT,
        related_name="portraits",
        verbose_name=_("image"),
        help_text=_("From the media library. Readers see it wherever a public article names the person."),
    )

    objects = PortraitQuerySet.as_manager()

    class Meta:
        verbose_name = _("portrait")
        verbose_name_plural = _("portraits")

    def __str__(self) -> str:
        return str(self.person)
