"""Members of staff and their rights at the desk."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Field, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .models import Right, Role, User

__all__ = ["MemberAdmin"]


class RightInline(admin.TabularInline):
    model = Right
    extra = 0


class RoleFilter(admin.SimpleListFilter):
    """Those who hold a role, for whichever language."""

    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*Role.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(rights__role=self.value()).distinct() if self.value() else queryset


@admin.register(User)
class MemberAdmin(UserAdmin):
    """Rights are given by rows of their own: Django's groups and permissions have no effect here."""

    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email", "language", "time_zone")}),
        (_("Access"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "usable_password", "password1", "password2")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Access"), {"fields": ("is_staff",)}),
    )
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()
    inlines = (RightInline,)
    list_display = ("username", "full_name", "rights", "is_active", "last_login")
    list_filter = (RoleFilter, "is_active")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("rights")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Only a superuser sees, and so can change, who else is one."""
        fieldsets = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return fieldsets
        return [
            (title, {**options, "fields": tuple(name for name in options["fields"] if name != "is_superuser")})
            for title, options in fieldsets
        ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"is_staff": True, **super().get_changeform_initial_data(request)}

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        match db_field.name:
            case "language":
                return self._choice(db_field, settings.LANGUAGES)
            case "time_zone":
                return self._choice(db_field, [(zone, zone) for zone in sorted(available_timezones())])
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @staticmethod
    def _choice(db_field: Field, choices: Any) -> forms.ChoiceField:
        label, default = capfirst(db_field.verbose_name), ("", _("as the newsroom"))
        return forms.ChoiceField(label=label, choices=[default, *choices], required=False, help_text=db_field.help_text)

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return request.user.has_perm("staff.view_user", obj)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return request.user.has_perm("staff.change_user", obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return request.user.has_perm("staff.delete_user", obj)

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description=_("rights"))
    def rights(self, user: User) -> str:
        return ", ".join(str(right) for right in user.rights.all())
