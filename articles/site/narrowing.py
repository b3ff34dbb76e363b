"""What the archive can be narrowed down to, by address: ``?kind=speech&topic=ice&from=2017-01-01``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, DateFilter, FilterSet

from articles.models import Kind
from articles.search.finding import Facet, Found
from articles.search.meaning import NARROWED
from articles.search.models import SearchRow, SearchRowQuerySet
from articles.search.suggesting import Asked
from articles.search.terms import cleaned
from languages import fallbacks
from people.models import LocalText

from .paging import midnight

__all__ = ["ArchiveFilter", "Choice", "FacetOfPage", "address", "facets_of", "narrowed_to"]

# Beyond these no text is dated, and what dates mean is no longer sure.
YEARS = range(1900, 3000)
WITH_MEDIA = pgettext_lazy("filter", "With pictures or files")


class SubjectFilter(CharFilter):
    """Rows that name the subject with this address; none where there is no such subject."""

    def filter(self, qs: SearchRowQuerySet, value: str) -> SearchRowQuerySet:
        """Causes no query: `ArchiveFilter.chosen` has the keys."""
        if not value:
            return qs
        keys = self.parent.chosen.get(self.field_name, ())
        return qs.filter(**{f"{self.field_name}__overlap": list(keys)}) if keys else qs.none()


class DayField(forms.DateField):
    """A day of the years that texts may be of."""

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day is not None and day.year not in YEARS:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class DayFilter(DateFilter):
    """Rows first released from, or until the end of, a day at the press office."""

    field_class = DayField

    def filter(self, qs: SearchRowQuerySet, value: date | None) -> SearchRowQuerySet:
        if value is None:
            return qs
        instant = midnight(value + timedelta(days=1)) if self.lookup_expr == "lt" else midnight(value)
        return qs.filter(**{f"first_public_from__{self.lookup_expr}": instant})


def _day(lookup: str, label: Any) -> DayFilter:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return DayFilter(
        field_name="first_public_from",
        lookup_expr=lookup,
        label=label,
        input_formats=["%Y-%m-%d"],
        widget=widget,
        error_messages={"invalid": _("This is no date. Write it as in 2026-11-23.")},
    )


class ArchiveFilter(FilterSet):
    """The columns that the address asks something of. What it asks without sense is not asked.

    ``chosen`` are the keys of the subjects that the address names, by column: `Meaning.chosen`.
    """

    kind = ChoiceFilter(choices=Kind.choices, label=_("Kind"))
    topic = SubjectFilter(field_name="topics", label=_("Topic"), max_length=120)
    person = SubjectFilter(field_name="people", label=_("Person"), max_length=120)
    organisation = SubjectFilter(field_name="organisations", label=_("Organisation"), max_length=120)
    place = SubjectFilter(field_name="places", label=_("Place"), max_length=120)
    media = ChoiceFilter(method="with_media", choices=[("yes", WITH_MEDIA)], label=_("Media"))
    until = _day("lt", pgettext_lazy("end of a period", "Until"))

    class Meta:
        model = SearchRow
        fields: list[str] = []

    def __init__(self, query: QueryDict, language: str) -> None:
        super().__init__(query, queryset=SearchRow.objects.public().in_language(language))
        self.chosen: Mapping[str, Sequence[int]] = {}
        # What is not valid is left out of the cleaned data, and so not asked.
        self.form.is_valid()

    def value(self, name: str) -> Any:
        """What is asked of a column; empty where nothing is, or nothing that makes sense."""
        return self.form.cleaned_data.get(name) or ""

    def slugs(self) -> dict[str, str]:
        """The addresses of the subjects, by column."""
        return {column: self.value(FACETS[column][0]) for column in NARROWED}

    @property
    def is_narrowed(self) -> bool:
        """Whether any column is asked anything of."""
        return any(self.form.cleaned_data.values())

    @property
    def days(self) -> list[forms.BoundField]:
        """The fields of the period, in its order."""
        return [self.form["from"], self.form["until"]]

    def kept(self) -> list[tuple[str, str]]:
        """What else is asked for, to be kept when the form is sent."""
        names = [parameter for parameter, _heading in FACETS.values()]
        return [(name, str(value)) for name in names if (value := self.value(name))]

    def refusals(self) -> list[str]:
        """What the address asks for that makes no sense, beside the days, which say so themselves."""
        return [
            gettext("“%(value)s” is nothing to narrow down to here, and was left out.")
            % {"value": cleaned(self.data.get(name, ""))}
            for name in self.form.errors
            if name not in ("from", "until")
        ]

    def asked(self) -> Asked:
        """What is asked beside subjects, for other languages."""
        start, end = self.value("from"), self.value("until")
        return Asked(
            kind=self.value("kind"),
            released_from=midnight(start) if start else None,
            released_until=midnight(end + timedelta(days=1)) if end else None,
            has_media=bool(self.value("media")),
        )

    def with_media(self, rows: SearchRowQuerySet, _name: str, _value: str) -> SearchRowQuerySet:
        """Rows of texts with pictures or files."""
        return rows.with_media()


# A word that no name in a class may be.
ArchiveFilter.base_filters["from"] = _day("gte", pgettext_lazy("beginning of a period", "From"))

#: Facet → (parameter of the address, heading).
FACETS = {
    "kinds": ("kind", _("Kind")),
    "topics": ("topic", _("Topic")),
    "people": ("person", _("Person")),
    "organisations": ("organisation", _("Organisation")),
    "places": ("place", _("Place")),
    "media": ("media", _("Media")),
}
PARAMETERS = ("q", "kind", "topic", "person", "organisation", "place", "media", "from", "until", "sort")


@dataclass(frozen=True)
class Choice:
    """A value to narrow down to, or to let go of; ``url`` is the query that does it."""

    name: LocalText | str
    url: str
    count: int = 0


@dataclass(frozen=True)
class FacetOfPage:
    """A heading with its values; the name is that of the parameter."""

    name: str
    heading: str
    choices: list[Choice]


def address(query: QueryDict, **changes: str) -> str:
    """The query with what is asked in it, and the changes; an empty value takes the parameter out."""
    parts = QueryDict(mutable=True)
    for name in PARAMETERS:
        value = query.get(name, "").replace("\0", "")[:300]
        if value and name not in changes:
            parts[name] = value
    for name, value in changes.items():
        if value:
            parts[name] = value
    return f"?{parts.urlencode()}" if parts else "?"


def narrowed_to(filters: ArchiveFilter, query: QueryDict, found: Found, language: str) -> list[Choice]:
    """What the results are narrowed down to, each with the query that lets go of it."""
    chosen = []
    for facet, (parameter, _heading) in FACETS.items():
        value = filters.form.cleaned_data.get(parameter)
        if not value:
            continue
        named = next((each for each in found.facets.get(facet, []) if each.value == value), Facet(value, 0, {}))
        chosen.append(Choice(_name(facet, named, language), address(query, **{parameter: ""})))
    return chosen


def facets_of(filters: ArchiveFilter, query: QueryDict, found: Found, language: str) -> list[FacetOfPage]:
    """What the results can be narrowed down to further; facets of a single value that says nothing are left out."""
    shown = []
    for facet, (parameter, heading) in FACETS.items():
        chosen = filters.form.cleaned_data.get(parameter)
        values: Iterable[Facet] = found.facets.get(facet, [])
        choices = [
            Choice(_name(facet, each, language), address(query, **{parameter: each.value}), each.times)
            for each in values
            if each.value != chosen and not (facet in ("kinds", "media") and each.times == found.count)
        ]
        if choices and not (chosen and facet in ("kinds", "media")):
            shown.append(FacetOfPage(parameter, str(heading), choices))
    return shown


def _name(facet: str, value: Facet, language: str) -> LocalText | str:
    if facet == "kinds":
        label = str(Kind(value.value).label)
        return label[:1].upper() + label[1:]
    if facet == "media":
        return str(WITH_MEDIA)
    for code in [*fallbacks(language, value.fallback_language or None), *sorted(value.names)]:
        if code in value.names:
            return LocalText(value.names[code], code)
    return value.value
