"""The look as managing editors set it: one row, its words in every language, its links, its logos."""

import secrets
from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _

from languages import validate_language

from .colours import validate_colour

__all__ = ["Logo", "Look", "LookLink", "LookText"]


def unguessable_name(_logo: "Logo", filename: str) -> str:
    """A new name for every upload, so that browsers never show the former logo."""
    return f"look/{secrets.token_urlsafe(16)}{PurePath(filename).suffix.lower()}"


class Look(models.Model):
    """How the site looks. There is one; without it, or where it is empty, the settings hold."""

    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        blank=True,
        validators=[validate_colour],
        help_text=_("As in #0a4d8c. Where it could not be read on the page, a darker or lighter shade of it is shown."),
    )
    names_itself_beside_logo = models.BooleanField(
        _("name beside the logo"),
        default=True,
        help_text=_("For a logo that does not hold the name. It is read aloud in any case."),
    )

    class Meta:
        verbose_name = _("look of the site")
        verbose_name_plural = _("look of the site")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="there_is_one_look")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class LogoQuerySet(models.QuerySet["Logo"]):
    def public(self) -> "LogoQuerySet":
        """Those that anyone may see: all of them, since every page shows them."""
        return self.all()


class Logo(models.Model):
    """The newsroom's logo: for light pages, and perhaps another one for dark pages. Always public."""

    class Scheme(models.TextChoices):
        """The pages that it is for."""

        LIGHT = "light", _("light pages")
        DARK = "dark", _("dark pages")

    look = models.ForeignKey(Look, models.CASCADE, related_name="logos", verbose_name=_("look of the site"))
    scheme = models.CharField(_("for"), max_length=5, choices=Scheme)
    file = models.FileField(_("file"), upload_to=unguessable_name)
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))

    objects = LogoQuerySet.as_manager()

    class Meta:
        verbose_name = _("logo")
        verbose_name_plural = _("logos")
        constraints = [models.UniqueConstraint(fields=["look", "scheme"], name="a_look_has_one_logo_per_scheme")]

    def __str__(self) -> str:
        return self.get_scheme_display()


class LookText(models.Model):
    """The newsroom's name and the words of the foot, in one language."""

    look = models.ForeignKey(Look, models.CASCADE, related_name="texts", verbose_name=_("look of the site"))
    language = models.CharField(_("language"), max_length=35, validators=[validate_language])
    name = models.CharField(_("name of the newsroom"), max_length=120, blank=True)
    footer = models.TextField(_("text at the foot"), max_length=600, blank=True)
    licence = models.CharField(
        _("licence"), max_length=200, blank=True, help_text=_("Under which texts may be reused, as in CC BY 4.0.")
    )
    licence_url = models.URLField(_("address of the licence"), blank=True)

    class Meta:
        verbose_name = _("words of the site")
        verbose_name_plural = _("words of the site")
        constraints = [
            models.UniqueConstraint(fields=["look", "language"], name="a_look_has_one_text_per_language"),
        ]

    def __str__(self) -> str:
        return self.name or self.language


class LookLink(models.Model):
    """A link at the foot of pages in one language: contact, legal notice, privacy."""

    look = models.ForeignKey(Look, models.CASCADE, related_name="links", verbose_name=_("look of the site"))
    language = models.CharField(_("language"), max_length=35, validators=[validate_language])
    label = models.CharField(_("words"), max_length=80)
    url = models.URLField(_("address"))
    position = models.PositiveSmallIntegerField(_("place"), default=0)

    class Meta:
        verbose_name = _("link at the foot")
        verbose_name_plural = _("links at the foot")
        ordering = ["language", "position", "pk"]

    def __str__(self) -> str:
        return self.label
