"""Persons, organisations and positions at the desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.db import models
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from languages import default_language, language_name, newsroom_languages

from .dates import today
from .forms import (
    AppointmentsOfPersonFormSet,
    DatedNameForm,
    DatedNameFormSet,
    HoldersFormSet,
    LanguageRowForm,
    PeriodRowForm,
    PersonNameFormSet,
    PositionTitleFormSet,
)
from .models import (
    Appointment,
    AppointmentTitle,
    Biography,
    LanguageField,
    Organisation,
    OrganisationName,
    Person,
    PersonName,
    Position,
    PositionTitle,
    Succession,
)
from .slugs import slug_for_names

__all__ = ["AppointmentAdmin", "OrganisationAdmin", "PersonAdmin", "PositionAdmin"]


def _language() -> str:
    return get_language() or default_language()


class MissingLanguageFilter(admin.SimpleListFilter):
    """Those without a row in one of the newsroom's languages."""

    title = _("missing language")
    parameter_name = "missing"
    relation = "names"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(code, language_name(code, _language())) for code in newsroom_languages()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.exclude(**{f"{self.relation}__language": self.value()}) if self.value() else queryset


class MissingTitleFilter(MissingLanguageFilter):
    """The same question, of titles."""

    relation = "titles"


class InOfficeFilter(admin.SimpleListFilter):
    """Persons who hold an office today, and those who do not."""

    title = _("office today")
    parameter_name = "office"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("in office")), ("no", _("without office"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        in_office = Appointment.objects.current().values("person")
        match self.value():
            case "yes":
                return queryset.filter(pk__in=in_office)
            case "no":
                return queryset.exclude(pk__in=in_office)
        return queryset


class HeldFilter(admin.SimpleListFilter):
    """Appointments by where today falls."""

    title = _("time")
    parameter_name = "time"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("current", _("current")), ("past", _("past")), ("future", _("future"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "current":
                return queryset.current()
            case "past":
                return queryset.filter(until_on__lte=today())
            case "future":
                return queryset.filter(from_on__gt=today())
        return queryset


# A code is short; a text runs in the direction of its own letters.
WIDGETS: dict[Any, dict[str, Any]] = {
    LanguageField: {"widget": forms.TextInput(attrs={"size": 8})},
    models.CharField: {"widget": AdminTextInputWidget(attrs={"dir": "auto"})},
    models.TextField: {"widget": AdminTextareaWidget(attrs={"dir": "auto"})},
}


class RowInline(admin.TabularInline):
    """Rows of one thing; as many empty ones as its form set offers."""

    extra = 0
    formfield_overrides = WIDGETS


class PersonNameInline(RowInline):
    model = PersonName
    form = LanguageRowForm
    formset = PersonNameFormSet


class BiographyInline(admin.StackedInline):
    model = Biography
    extra = 0
    formfield_overrides = WIDGETS


class AppointmentInline(RowInline):
    model = Appointment
    form = PeriodRowForm
    formset = AppointmentsOfPersonFormSet
    autocomplete_fields = ("position",)
    fields = ("position", "from_on", "until_on")
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.with_titles().with_persons()


class HolderInline(AppointmentInline):
    formset = HoldersFormSet
    autocomplete_fields = ("person",)
    fields = ("person", "from_on", "until_on")


class OrganisationNameInline(RowInline):
    model = OrganisationName
    form = DatedNameForm
    formset = DatedNameFormSet
    fields = ("language", "name", "acronym", "from_on", "until_on")


class SuccessionInline(RowInline):
    model = Succession
    fk_name = "predecessor"
    autocomplete_fields = ("successor",)
    verbose_name = _("successor")
    verbose_name_plural = _("successors")


class PositionTitleInline(RowInline):
    model = PositionTitle
    form = LanguageRowForm
    formset = PositionTitleFormSet


class AppointmentTitleInline(RowInline):
    model = AppointmentTitle


class SearchedByName(admin.ModelAdmin):
    """Searched as ``named_like`` searches: in all languages, whatever the accents."""

    search_help_text = _("By name, in any language; accents do not matter.")
    formfield_overrides = WIDGETS

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return queryset.named_like(search_term), False


class NamedAdmin(SearchedByName):
    """Something with rows of names and an address, which is made from them once."""

    # Turns the search box on; `get_search_results` does the searching.
    search_fields = ("names__name",)
    ordering = ("slug",)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), *(["slug"] if obj else [])]

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if "slug" in form.base_fields:
            form.base_fields["slug"].required = False
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save what has an address; a new one gets it with its names, in `save_related`."""
        if obj.slug:
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        named = form.instance
        if not named.slug:
            names = next(formset for formset in formsets if isinstance(formset, PersonNameFormSet | DatedNameFormSet))
            named.slug = slug_for_names(names.texts(), named.fallback_language, type(named))
            super().save_model(request, named, form, change)
        super().save_related(request, form, formsets, change)

    @admin.display(description=_("languages"))
    def languages(self, named: Any) -> str:
        return ", ".join(dict.fromkeys(row.language for row in named.names.all()))


@admin.register(Person)
class PersonAdmin(NamedAdmin):
    fields = ("fallback_language", "slug")
    inlines = (PersonNameInline, AppointmentInline, BiographyInline)
    list_display = ("name", "offices_today", "languages")
    list_filter = (InOfficeFilter, MissingLanguageFilter)

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.with_names().with_offices()

    @admin.display(description=_("name"), ordering="slug")
    def name(self, person: Person) -> str:
        return person.sort_name_in(_language())

    @admin.display(description=_("offices today"))
    def offices_today(self, person: Person) -> str:
        return "; ".join(office.title_in(_language()) for office in person.offices_on(today()))


@admin.register(Organisation)
class OrganisationAdmin(NamedAdmin):
    fields = ("fallback_language", "slug", "parent")
    autocomplete_fields = ("parent",)
    inlines = (OrganisationNameInline, SuccessionInline)
    list_display = ("name", "acronym", "part_of", "languages")
    list_filter = (MissingLanguageFilter,)

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.with_names().select_related("parent").prefetch_related("parent__names")

    @admin.display(description=_("name"), ordering="slug")
    def name(self, organisation: Organisation) -> str:
        return organisation.name_in(_language())

    @admin.display(description=_("acronym"))
    def acronym(self, organisation: Organisation) -> str:
        return organisation.acronym_in(_language())

    @admin.display(description=_("part of"), ordering="parent__slug")
    def part_of(self, organisation: Organisation) -> str:
        return organisation.parent.name_in(_language()) if organisation.parent else ""


@admin.register(Position)
class PositionAdmin(SearchedByName):
    search_fields = ("titles__title",)
    search_help_text = _("By title or organisation, in any language; accents do not matter.")
    autocomplete_fields = ("organisation",)
    fields = ("organisation", "fallback_language")
    inlines = (PositionTitleInline, HolderInline)
    list_display = ("title", "organisation_name", "holders_today")
    list_filter = (MissingTitleFilter,)

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.with_titles().prefetch_related("appointments__person__names")

    @admin.display(description=_("title"))
    def title(self, position: Position) -> str:
        return position.title_in(_language())

    @admin.display(description=_("organisation"), ordering="organisation__slug")
    def organisation_name(self, position: Position) -> str:
        return position.organisation.name_in(_language())

    @admin.display(description=_("held today by"))
    def holders_today(self, position: Position) -> str:
        held = [appointment for appointment in position.appointments.all() if appointment.is_held_on(today())]
        return "; ".join(appointment.person.name_in(_language()) for appointment in held)


@admin.register(Appointment)
class AppointmentAdmin(SearchedByName):
    """One appointment with its own titles; most are entered with the person."""

    search_fields = ("person__names__name",)
    search_help_text = _("By the person’s name, in any language; accents do not matter.")
    autocomplete_fields = ("person", "position")
    inlines = (AppointmentTitleInline,)
    list_display = ("person_name", "title", "organisation_name", "from_on", "until_on")
    list_filter = (HeldFilter,)

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.with_titles().with_persons()

    @admin.display(description=_("person"), ordering="person__slug")
    def person_name(self, appointment: Appointment) -> str:
        return appointment.person.name_in(_language())

    @admin.display(description=_("title"))
    def title(self, appointment: Appointment) -> str:
        return appointment.title_in(_language())

    @admin.display(description=_("organisation"), ordering="position__organisation__slug")
    def organisation_name(self, appointment: Appointment) -> str:
        return appointment.position.organisation.name_in(_language())
