"""Rows of names and of periods, as the desk's forms edit them."""

from itertools import combinations
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import connection
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from languages import newsroom_languages

__all__ = ["DatedNameFormSet", "LanguageFormSet", "LanguageRowForm", "PeriodFormSet", "PeriodRowForm"]


class LanguageRowForm(forms.ModelForm):
    """A row whose language is filled in already; it counts as empty while nothing else is."""

    def has_changed(self) -> bool:
        changed = set(self.changed_data)
        return bool(changed if self.instance.pk else changed - {"language"})


class PeriodRowForm(forms.ModelForm):
    """A row with a period, which its form set holds against the other rows."""

    parent_field = ""

    def validate_constraints(self) -> None:
        """Leave out what involves the parent: the rows in the database may be about to change as well."""
        try:
            self.instance.validate_constraints(exclude={self.parent_field, *self.errors})
        except ValidationError as error:
            self.add_error(None, error)


class DatedNameForm(LanguageRowForm, PeriodRowForm):
    """A name in one language over a period."""


class _FormSet(forms.BaseInlineFormSet):
    """What every set of rows here needs."""

    model: Any
    fk: Any

    def filled_forms(self) -> list[forms.ModelForm]:
        """The forms that will be rows: valid, not empty and not to be deleted."""
        return [
            form
            for form in self.forms
            if form.is_valid()
            and (form.instance.pk or form.has_changed())
            and not form.cleaned_data.get(DELETION_FIELD_NAME)
        ]


class LanguageFormSet(_FormSet):
    """One row per language, with an empty one offered for each of the newsroom's that has none yet."""

    # What has to be said in at least one language, or empty where nothing has.
    required = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        if "initial" not in kwargs:
            kwargs["initial"] = [{"language": language} for language in self.missing_languages(instance)]
        super().__init__(*args, **kwargs)
        self.extra = len(kwargs["initial"])

    @classmethod
    def missing_languages(cls, instance: Any) -> list[str]:
        """The newsroom's languages in which there is no row. Causes a query if the instance is saved."""
        rows = cls.model._default_manager.filter(**{cls.fk.name: instance}) if instance and instance.pk else None
        used = set(rows.values_list("language", flat=True)) if rows is not None else set()
        return [language for language in newsroom_languages() if language not in used]

    def clean(self) -> None:
        super().clean()
        if self.required and not any(self.errors) and not self.filled_forms():
            raise ValidationError(_("Fill in at least one language."), code="required")

    def texts(self) -> dict[str, str]:
        """Language → the text that is required there."""
        return {form.cleaned_data["language"]: form.cleaned_data[self.required] for form in self.filled_forms()}


class PeriodFormSet(_FormSet):
    """Rows of which those with the same value in one field may not cover the same day.

    The database refuses that too, but it looks at one row after the other: the
    form set looks at all of them as they will be, and saves them in any order.
    """

    # The field in which rows are alike, what to say, and the database's name of the rule.
    alike = ""
    overlap_message: Any = ""
    rule = ""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.parent_field = self.fk.name

    def clean(self) -> None:
        super().clean()
        for earlier, later in combinations(self.filled_forms(), 2):
            same = getattr(earlier.instance, self.attname) == getattr(later.instance, self.attname)
            if same and earlier.instance.overlaps(later.instance):
                later.add_error("from_on", ValidationError(self.overlap_message, code="overlap"))

    @property
    def attname(self) -> str:
        attname: str = self.model._meta.get_field(self.alike).attname
        return attname

    def save(self, commit: bool = True) -> Any:
        """Save; the rule about overlaps is checked once all rows are in place."""
        rule = connection.ops.quote_name(self.rule)
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS {rule} DEFERRED")
            rows = super().save(commit)
            cursor.execute(f"SET CONSTRAINTS {rule} IMMEDIATE")
        return rows


class PersonNameFormSet(LanguageFormSet):
    """The names of a person."""

    required = "name"


class PositionTitleFormSet(LanguageFormSet):
    """The titles of a position."""

    required = "title"


class DatedNameFormSet(LanguageFormSet, PeriodFormSet):
    """The names of an organisation."""

    required = "name"
    alike = "language"
    overlap_message = gettext_lazy("Another name in this language covers some of the same days.")
    rule = "an_organisation_has_one_name_at_a_time_per_language"


class AppointmentsOfPersonFormSet(PeriodFormSet):
    """Who someone was, when."""

    alike = "position"
    overlap_message = gettext_lazy("This person already holds this position on some of these days.")
    rule = "a_person_holds_a_position_once_at_a_time"


class HoldersFormSet(AppointmentsOfPersonFormSet):
    """Who held a position, when."""

    alike = "person"
