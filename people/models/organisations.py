"""Organisations, their dated names, their parents and successors."""

from datetime import date

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Deferrable
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from languages import default_language
from people.dates import today
from people.names import LocalText
from people.querysets import OrganisationQuerySet
from people.slugs import SLUG_LENGTH, validate_slug

from .names import LanguageField, LetterField, Named, SortKeyField
from .periods import Period, days_of

__all__ = ["Organisation", "OrganisationName", "Succession"]

# The lock makes two transactions that would each add one half of a circle wait
# for one another; walking up after it sees what the other one committed.
REFUSE_CIRCLES = """
    PERFORM pg_advisory_xact_lock(hashtext('people_organisation.parent'));
    IF EXISTS (
        WITH RECURSIVE above(id) AS (
            SELECT NEW.parent_id
            UNION
            SELECT o.parent_id FROM people_organisation o JOIN above ON o.id = above.id
        )
        SELECT 1 FROM above WHERE id = NEW.id
    ) THEN
        RAISE EXCEPTION 'organisation % would be a part of itself', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'an_organisation_is_no_part_of_itself';
    END IF;
    RETURN NEW;
"""


class Organisation(Named):
    """A body with names that change over time, perhaps a part of another one, perhaps succeeded by others.

    `OrganisationQuerySet.with_names` prefetches what the methods read; without
    it each call causes a query.
    """

    slug = models.CharField(
        _("address"),
        max_length=SLUG_LENGTH,
        unique=True,
        validators=[validate_slug],
        help_text=_("Last part of the web address. Made from the name if left empty; it stays when the name changes."),
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    successors = models.ManyToManyField(
        "self",
        through="Succession",
        through_fields=("predecessor", "successor"),
        symmetrical=False,
        related_name="predecessors",
        verbose_name=_("successors"),
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(slug=""), name="an_organisation_has_an_address"),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("pk")),
                name="an_organisation_is_not_its_own_parent",
                violation_error_message=_("An organisation cannot be a part of itself."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="an_organisation_is_no_part_of_itself",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id"),
                condition=pgtrigger.Q(new__parent__isnull=False),
                func=REFUSE_CIRCLES,
            ),
        ]

    def __str__(self) -> str:
        return self.name_in(get_language() or default_language())

    def clean(self) -> None:
        if self.pk and any(ancestor.pk == self.pk for ancestor in self.ancestors()):
            raise ValidationError(
                {"parent": _("An organisation cannot be a part of itself. Choose one that is not below this one.")},
                code="circle",
            )

    def ancestors(self) -> "list[Organisation]":
        """The organisation that this one is a part of, the one that that is a part of, and so on upwards.

        Causes a query per level. Stops where a circle closes.
        """
        found: list[Organisation] = []
        above = self.parent
        while above is not None and above not in found:
            found.append(above)
            above = above.parent
        return found

    def _row_in(self, language: str, on: date | None) -> "OrganisationName | None":
        on = on or today()
        rows = list(self.names.all())
        in_force = [row for row in rows if row.covers(on)]
        chosen = self.choose((row.language for row in in_force or rows), language)
        candidates = [row for row in in_force or rows if row.language == chosen]
        earlier = [row for row in candidates if row.from_on is None or row.from_on <= on]
        if earlier:
            return max(earlier, key=lambda row: row.from_on or date.min)
        return min(candidates, key=lambda row: row.from_on or date.min, default=None)

    def local_name(self, language: str, on: date | None = None) -> LocalText:
        """The name on that day (today if None) and the language that it is in.

        A name that was in force then, even in a fallback language, goes before
        one that was not. On a day without any, the name before it serves, or
        else the first one after. The address where no name is recorded at all.
        """
        row = self._row_in(language, on)
        return LocalText(row.name, row.language) if row else LocalText(self.slug, self.fallback_language)

    def local_acronym(self, language: str, on: date | None = None) -> LocalText | None:
        """The acronym that belongs to `local_name`, or None if that name has none."""
        row = self._row_in(language, on)
        return LocalText(row.acronym, row.language) if row and row.acronym else None

    def name_in(self, language: str, on: date | None = None) -> str:
        """The text of `local_name`."""
        return self.local_name(language, on).text

    def acronym_in(self, language: str, on: date | None = None) -> str:
        """The text of `local_acronym`; empty if there is none."""
        acronym = self.local_acronym(language, on)
        return acronym.text if acronym else ""


class OrganisationName(Period):
    """The name of an organisation in one language, from a day until a day."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="names", verbose_name=_("organisation"))
    language = LanguageField(_("language"))
    name = models.CharField(_("name"), max_length=300)
    acronym = models.CharField(_("acronym"), max_length=50, blank=True)
    sort_key = SortKeyField()
    letter = LetterField()

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["language", models.F("from_on").asc(nulls_first=True)]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="the_name_of_an_organisation_is_not_empty"),
            models.CheckConstraint(
                condition=models.Q(until_on__gt=models.F("from_on")),
                name="a_name_ends_after_it_begins",
                violation_error_message=_("The day on which a name ends must come after the day on which it begins."),
            ),
            # Deferrable, so that a form can move the day of a renaming, which
            # changes two rows, in whatever order it saves them.
            ExclusionConstraint(
                name="an_organisation_has_one_name_at_a_time_per_language",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("language", RangeOperators.EQUAL),
                    (days_of(), RangeOperators.OVERLAPS),
                ],
                deferrable=Deferrable.IMMEDIATE,
                violation_error_message=_("Another name in this language covers some of the same days."),
            ),
        ]
        indexes = [models.Index(fields=["sort_key", "organisation"], name="organisations_by_name")]

    def __str__(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    def sorts_as(self) -> str:
        """The form that counts in lists by name."""
        return self.name


class Succession(models.Model):
    """One organisation took over from another on a day. The same pair may appear once."""

    predecessor = models.ForeignKey(
        Organisation, models.CASCADE, related_name="successions", verbose_name=_("predecessor")
    )
    successor = models.ForeignKey(Organisation, models.CASCADE, related_name="takeovers", verbose_name=_("successor"))
    from_on = models.DateField(_("from"), null=True, blank=True, help_text=_("Leave empty if it is not known."))

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = [models.F("from_on").asc(nulls_first=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="an_organisation_succeeds_another_once",
                violation_error_message=_("This successor is already recorded."),
            ),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")),
                name="an_organisation_does_not_succeed_itself",
                violation_error_message=_("An organisation cannot succeed itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
