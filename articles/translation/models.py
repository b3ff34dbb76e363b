"""Units: the paragraphs of a translation, each with the source text that it was made from."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models import Edition

__all__ = ["Origin", "Part", "Unit"]


class Part(models.TextChoices):
    """The part of a text that a unit belongs to."""

    TITLE = "title", _("title")
    STANDFIRST = "standfirst", _("standfirst")
    BODY = "body", _("body")
    NOTES = "notes_to_editors", _("notes to editors")


class Origin(models.TextChoices):
    """Who or what the words of a unit came from."""

    HUMAN = "human", _("written by a translator")
    MEMORY = "memory", _("from the translation memory")
    MACHINE = "machine", _("translated by a machine")
    AGENCY = "agency", _("from an agency")
    IMPORT = "import", _("imported")


class Unit(models.Model):
    """A paragraph of a translation (XLIFF: unit): which blocks of the source it renders, and with which of its own.

    ``made_from`` holds the source blocks as they read when the translation was
    made or last confirmed: a list of {"id", "kind", "html"}. ``target_ids``
    are the edition's own blocks; none where the paragraph is left out on
    purpose. What has no unit is not translated yet.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="units", verbose_name=_("edition"))
    part = models.CharField(_("part"), max_length=16, choices=Part)
    place = models.PositiveIntegerField(_("place in the source"))
    made_from: models.JSONField[Any, Any] = models.JSONField(_("made from"), default=list)
    target_ids = ArrayField(models.CharField(max_length=16), verbose_name=_("blocks of the translation"), default=list)
    is_dropped = models.BooleanField(_("left out on purpose"), default=False)
    origin = models.CharField(_("origin"), max_length=8, choices=Origin, default=Origin.HUMAN)
    origin_note = models.CharField(_("by which machine, agency or file"), max_length=200, blank=True)
    reviewed_at = models.DateTimeField(_("read by a person at"), null=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="units_reviewed",
        verbose_name=_("read by"),
    )

    objects: ClassVar[models.Manager[Unit]] = models.Manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["edition", "place"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_dropped=False) | Q(target_ids=[]), name="a_paragraph_left_out_has_no_translation"
            ),
            models.CheckConstraint(condition=Q(part__in=Part.values), name="a_unit_belongs_to_a_part_of_the_text"),
        ]
        indexes = [
            models.Index(
                fields=["edition"],
                condition=Q(origin="machine", reviewed_at=None),
                name="unit_of_a_machine_unread",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.place} ({self.edition})"

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The ids of the source blocks that it renders."""
        return tuple(block["id"] for block in self.made_from)
