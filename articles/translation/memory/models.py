"""The models of the memory: its units, and how common each word is among them."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from articles.models import Edition, WithdrawalNotice
from languages import validate_language

__all__ = ["MemoryUnit", "MemoryWord"]


class MemoryUnitQuerySet(models.QuerySet["MemoryUnit"]):
    """The vocabulary of the memory."""

    def of_pair(self, source_language: str, target_language: str) -> Self:
        """Those from the one language into the other."""
        return self.filter(source_language=source_language, target_language=target_language)

    def standing(self) -> Self:
        """Those whose text still stands: its approval holds, and it was neither discarded nor withdrawn.

        Units from a file have no text of ours, and stand. The clock is the database's.
        """
        withdrawn = WithdrawalNotice.objects.filter(edition=OuterRef("edition"), edition__public_until__lte=Now())
        approved = Q(edition__state="approved", edition__discarded_at=None) & ~Exists(withdrawn)
        return self.filter(Q(edition=None) | approved)

    def for_everyone(self) -> Self:
        """Those standing that may leave the desk: from a file, or of a text whose hour has come."""
        return self.standing().filter(Q(edition=None) | Q(edition__public_from__lte=Now()))

    def files(self) -> list[tuple[str, int]]:
        """The files that were imported, by name, with how many pairs of each there are. Causes a query."""
        named = self.exclude(file_name="").values_list("file_name").annotate(Count("pk")).order_by("file_name")
        return list(named)

    def with_origin(self) -> Self:
        """Fetch along what says where each comes from and who approved it."""
        heavy = ("standfirst", "body", "notes_to_editors", "public_note")
        return self.select_related("edition", "approver").defer("words", *(f"edition__{name}" for name in heavy))


class MemoryUnit(models.Model):
    """A paragraph and its translation: the translation unit of TMX.

    It comes from a text that the newsroom approved, or from a file, and then
    nobody here answers for it. The HTML is what stands inside the paragraph.
    """

    source_language = models.CharField(_("source language"), max_length=35, validators=[validate_language])
    target_language = models.CharField(_("target language"), max_length=35, validators=[validate_language])
    source_html = models.TextField(_("source"))
    source_text = models.TextField(_("text of the source"))
    target_html = models.TextField(_("translation"))
    target_text = models.TextField(_("text of the translation"))
    # The distinct words of both sides as `words.keys_of` numbers them, and the length of the source.
    words = ArrayField(models.BigIntegerField(), verbose_name=_("words"))
    # What two sources that differ in digits, capitals and punctuation alone have in common.
    source_key = models.BigIntegerField(_("key of the source"))
    pair_hash = models.UUIDField(_("hash of both texts"))

    edition = models.ForeignKey(
        Edition,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memory_units",
        verbose_name=_("text of the translation"),
    )
    file_name = models.CharField(_("file"), max_length=255, blank=True)
    dated_on = models.DateField(_("date of the article"), null=True, blank=True)
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memory_units_approved",
        verbose_name=_("approved by"),
    )

    objects = MemoryUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("remembered translation")
        verbose_name_plural = _("translation memory")
        constraints = [
            models.UniqueConstraint(fields=["pair_hash"], name="a_pair_of_texts_is_remembered_once"),
            models.CheckConstraint(
                condition=Q(edition__isnull=False, file_name="") | Q(edition=None) & ~Q(file_name=""),
                name="a_unit_comes_from_an_edition_or_a_file",
            ),
            models.CheckConstraint(
                condition=Q(edition__isnull=False, approved_at__isnull=False)
                | Q(edition=None, approved_at=None, approver=None),
                name="a_unit_of_a_file_is_not_approved_here",
            ),
            models.CheckConstraint(condition=~Q(source_text="") & ~Q(target_text=""), name="a_unit_has_both_texts"),
            models.CheckConstraint(
                condition=~Q(source_language=models.F("target_language")), name="a_unit_has_two_languages"
            ),
        ]
        indexes = [
            GinIndex(fields=["words"], name="memory_words", fastupdate=False),
            models.Index(fields=["source_key"], name="memory_source"),
            models.Index(fields=["file_name"], condition=~Q(file_name=""), name="memory_file"),
            # The newest of a pair, and which pairs there are.
            models.Index(fields=["source_language", "target_language", "-id"], name="memory_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.source_text[:60]} → {self.target_text[:60]}"

    @property
    def is_approved_here(self) -> bool:
        """Whether somebody of the newsroom answers for the translation; what comes from a file nobody does."""
        return self.edition_id is not None

    def origin(self) -> str:
        """Where the unit comes from: the title of the text, or the name of the file. No query on `with_origin`."""
        return self.edition.title if self.edition else self.file_name

    def latest(self) -> date | None:
        """The date to judge its age by: the article's, else that of the approval; None of a file without dates."""
        return self.dated_on or (self.approved_at.date() if self.approved_at else None)


class MemoryWord(models.Model):
    """How many units hold a word, of those words that many hold. `frequencies.count_words` writes it."""

    word = models.BigIntegerField(_("word"), primary_key=True)
    units = models.PositiveIntegerField(_("units"))

    class Meta:
        verbose_name = _("word of the memory")
        verbose_name_plural = _("words of the memory")
