"""Places: where articles are given out, named in each language."""

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from articles.querysets import PlaceQuerySet
from languages import default_language, validate_language
from people.models import LocalText, Named


class Place(Named):
    """Where an article is given out, as its dateline says it. Its address stays when its names change."""

    slug = models.SlugField(_("address"), max_length=120, unique=True, allow_unicode=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("where something is given out", "place")
        verbose_name_plural = pgettext_lazy("where something is given out", "places")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name_in(get_language() or default_language())

    def local_name(self, language: str) -> LocalText:
        """The name and the language that it is in; the address where none is recorded. A query unless prefetched."""
        names = {row.language: row.name for row in self.names.all()}
        chosen = self.choose(names, language)
        return LocalText(names[chosen], chosen) if chosen else LocalText(self.slug, self.fallback_language)

    def name_in(self, language: str) -> str:
        """The text of `local_name`."""
        return self.local_name(language).text


class PlaceName(models.Model):
    """What a place is called in one language: “Bruxelles”."""

    place = models.ForeignKey(
        Place, models.CASCADE, related_name="names", verbose_name=pgettext_lazy("where something is given out", "place")
    )
    language = models.CharField(_("language"), max_length=35, validators=[validate_language])
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("name of a place")
        verbose_name_plural = _("names of the place")
        constraints = [
            models.UniqueConstraint(fields=["place", "language"], name="a_place_has_one_name_per_language"),
        ]

    def __str__(self) -> str:
        return self.name
