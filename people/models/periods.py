"""Dated facts: half-open periods of days."""

from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Period", "days_of"]


def days_of(from_on: str = "from_on", until_on: str = "until_on") -> models.Func:
    """The period as a PostgreSQL ``daterange``, for constraints."""
    return models.Func(from_on, until_on, function="daterange", output_field=DateRangeField())


class Period(models.Model):
    """The days ``[from_on, until_on)``: the first one counts, the last one does not. None is open.

    Half-open, so that an office that passes from hand to hand is held by one
    person on every day, and a period's length is the difference of its dates.
    """

    from_on = models.DateField(
        _("from"), null=True, blank=True, help_text=_("The first day. Leave empty if it is not known.")
    )
    until_on = models.DateField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("The first day on which it no longer holds. Leave empty if it still does."),
    )

    class Meta:
        abstract = True

    def covers(self, on: date) -> bool:
        """Whether the day belongs to the period."""
        return (self.from_on is None or self.from_on <= on) and (self.until_on is None or on < self.until_on)

    def overlaps(self, other: "Period") -> bool:
        """Whether the two have a day in common."""
        return (self.from_on is None or other.until_on is None or self.from_on < other.until_on) and (
            other.from_on is None or self.until_on is None or other.from_on < self.until_on
        )
