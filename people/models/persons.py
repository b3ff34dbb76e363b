"""Persons, their names and biographies."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from languages import default_language
from people.names import LocalText
from people.querysets import PersonQuerySet
from people.slugs import SLUG_LENGTH, validate_slug

from .names import LanguageField, LetterField, Named, SortKeyField

if TYPE_CHECKING:
    from .offices import Appointment

__all__ = ["Biography", "Person", "PersonName"]


class Person(Named):
    """Someone who speaks, signs or is spoken of.

    `PersonQuerySet.with_names` and `with_offices` prefetch what the methods
    read; without them each call causes a query.
    """

    slug = models.CharField(
        _("address"),
        max_length=SLUG_LENGTH,
        unique=True,
        validators=[validate_slug],
        help_text=_("Last part of the web address. Made from the name if left empty; it stays when the name changes."),
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(slug=""), name="a_person_has_an_address"),
        ]

    def __str__(self) -> str:
        return self.name_in(get_language() or default_language())

    def _row_in(self, language: str) -> "PersonName | None":
        rows = {row.language: row for row in self.names.all()}
        return rows.get(self.choose(rows, language) or "")

    def local_name(self, language: str) -> LocalText:
        """The full name and the language that it is in; the address where no name is recorded at all."""
        row = self._row_in(language)
        return LocalText(row.name, row.language) if row else LocalText(self.slug, self.fallback_language)

    def local_short_name(self, language: str) -> LocalText:
        """The form for later mentions ("M. Stoltenberg"); the full name where that language has no short one."""
        row = self._row_in(language)
        return LocalText(row.short_name or row.name, row.language) if row else self.local_name(language)

    def name_in(self, language: str) -> str:
        """The text of `local_name`."""
        return self.local_name(language).text

    def short_name_in(self, language: str) -> str:
        """The text of `local_short_name`."""
        return self.local_short_name(language).text

    def sort_name_in(self, language: str) -> str:
        """The form to sort by ("Stoltenberg, Jens"); the full name where that language has no other."""
        row = self._row_in(language)
        return row.sort_name or row.name if row else self.slug

    def biography_in(self, language: str) -> LocalText | None:
        """Plain text with empty lines between paragraphs, or None if there is no biography in any language."""
        rows = {row.language: row.text for row in self.biographies.all()}
        chosen = self.choose(rows, language)
        return LocalText(rows[chosen], chosen) if chosen else None

    def offices_on(self, on: date) -> "list[Appointment]":
        """The appointments held on that day, the longest held first; empty if there were none."""
        return [appointment for appointment in self.appointments.all() if appointment.is_held_on(on)]


class PersonName(models.Model):
    """The forms of a person's name in one language."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="names", verbose_name=_("person"))
    language = LanguageField(_("language"))
    name = models.CharField(_("full name"), max_length=200)
    short_name = models.CharField(
        _("short form"),
        max_length=200,
        blank=True,
        help_text=_("For later mentions in a text, as in “M. Stoltenberg”."),
    )
    sort_name = models.CharField(
        _("sort form"), max_length=200, blank=True, help_text=_("For lists by name, as in “Stoltenberg, Jens”.")
    )
    sort_key = SortKeyField()
    letter = LetterField()

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "language"],
                name="a_person_has_one_name_per_language",
                violation_error_message=_("This person already has a name in this language."),
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="the_name_of_a_person_is_not_empty"),
        ]
        indexes = [models.Index(fields=["sort_key", "person"], name="persons_by_name")]

    def __str__(self) -> str:
        return self.name

    def sorts_as(self) -> str:
        """The form that counts in lists by name."""
        return self.sort_name or self.name


class Biography(models.Model):
    """A person's life in one language: plain text, paragraphs set apart by empty lines."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="biographies", verbose_name=_("person"))
    language = LanguageField(_("language"))
    text = models.TextField(_("text"), help_text=_("Plain text. Leave an empty line between paragraphs."))

    class Meta:
        verbose_name = _("biography")
        verbose_name_plural = _("biographies")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "language"],
                name="a_person_has_one_biography_per_language",
                violation_error_message=_("This person already has a biography in this language."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.language})"
