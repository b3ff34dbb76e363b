"""Positions, their titles, and who held them when."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Deferrable
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from languages import default_language
from people.names import LocalText
from people.querysets import AppointmentQuerySet, PositionQuerySet

from .names import LanguageField, Named
from .organisations import Organisation
from .periods import Period, days_of
from .persons import Person

__all__ = ["Appointment", "AppointmentTitle", "Position", "PositionTitle"]


class Position(Named):
    """An office of an organisation, whoever holds it: “Secretary General”.

    `PositionQuerySet.with_titles` prefetches what the methods read; without it
    each call causes a query.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="positions", verbose_name=_("organisation")
    )

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["organisation__slug", "pk"]

    def __str__(self) -> str:
        language = get_language() or default_language()
        organisation = self.organisation.acronym_in(language) or self.organisation.name_in(language)
        return f"{self.title_in(language)}, {organisation}"

    def titles_by_language(self) -> dict[str, str]:
        """Language → title."""
        return {row.language: row.title for row in self.titles.all()}

    def local_title(self, language: str) -> LocalText:
        """The title and the language that it is in; empty where no title is recorded at all."""
        titles = self.titles_by_language()
        chosen = self.choose(titles, language)
        return LocalText(titles[chosen], chosen) if chosen else LocalText("", self.fallback_language)

    def title_in(self, language: str) -> str:
        """The text of `local_title`."""
        return self.local_title(language).text


class PositionTitle(models.Model):
    """What a position is called in one language."""

    position = models.ForeignKey(Position, models.CASCADE, related_name="titles", verbose_name=_("position"))
    language = LanguageField(_("language"))
    title = models.CharField(_("title"), max_length=300)

    class Meta:
        verbose_name = _("title")
        verbose_name_plural = _("titles")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["position", "language"],
                name="a_position_has_one_title_per_language",
                violation_error_message=_("This position already has a title in this language."),
            ),
            models.CheckConstraint(condition=~models.Q(title=""), name="the_title_of_a_position_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.title


class Appointment(Period):
    """A person holds a position from a day until a day; it may lie in the future.

    `AppointmentQuerySet.with_titles` prefetches what the methods read, as does
    `PersonQuerySet.with_offices`; without them each call causes queries.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="appointments", verbose_name=_("person"))
    position = models.ForeignKey(Position, models.PROTECT, related_name="appointments", verbose_name=_("position"))

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = [models.F("from_on").asc(nulls_first=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__gt=models.F("from_on")),
                name="an_appointment_ends_after_it_begins",
                violation_error_message=_(
                    "The day on which an office ends must come after the day on which it begins."
                ),
            ),
            ExclusionConstraint(
                name="a_person_holds_a_position_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("position", RangeOperators.EQUAL),
                    (days_of(), RangeOperators.OVERLAPS),
                ],
                deferrable=Deferrable.IMMEDIATE,
                violation_error_message=_("This person already holds this position on some of these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.position}"

    def is_held_on(self, on: date) -> bool:
        """Whether the office was, is or will be held on that day."""
        return self.covers(on)

    def local_title(self, language: str) -> LocalText:
        """The title as this person bears it, and the language that it is in.

        A title of this appointment ("haute représentante") goes before that of
        the position ("haut représentant") in the same language. Empty where no
        title is recorded at all.
        """
        titles = self.position.titles_by_language() | {row.language: row.title for row in self.titles.all()}
        chosen = self.position.choose(titles, language)
        return LocalText(titles[chosen], chosen) if chosen else self.position.local_title(language)

    def title_in(self, language: str) -> str:
        """The text of `local_title`."""
        return self.local_title(language).text


class AppointmentTitle(models.Model):
    """A title as one person bears it, where grammar or usage sets it apart from that of the position."""

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="titles", verbose_name=_("appointment"))
    language = LanguageField(_("language"))
    title = models.CharField(_("title"), max_length=300)

    class Meta:
        verbose_name = _("title of this person")
        verbose_name_plural = _("titles of this person")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "language"],
                name="an_appointment_has_one_title_per_language",
                violation_error_message=_("This appointment already has a title in this language."),
            ),
            models.CheckConstraint(condition=~models.Q(title=""), name="the_title_of_an_appointment_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.title
