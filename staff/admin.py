"""Members of staff and their rights at the desk."""

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Field, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from . import lockout, second_factor
from .forms import NewMemberForm, language_choices, time_zone_choices
from .invitations import invite
from .models import Right, Role, User

__all__ = ["MemberAdmin"]

# Secrets, what users keep for themselves, and groups, which have no effect: nothing to look at at the desk.
for model in (Authenticator, EmailAddress, Group, SocialAccount, SocialApp, SocialToken, UserSession):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


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
        (None, {"fields": ("username", "email", "usable_password", "password1", "password2")}),
        (_("Person"), {"fields": ("first_name", "last_name")}),
        (_("Access"), {"fields": ("is_staff",)}),
    )
    add_form = NewMemberForm
    actions = ("mail_links", "unlock", "remove_second_factors")
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
                return self._choice(db_field, language_choices)
            case "time_zone":
                return self._choice(db_field, time_zone_choices)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @staticmethod
    def _choice(db_field: Field, choices: Any) -> forms.ChoiceField:
        label = capfirst(db_field.verbose_name)
        return forms.ChoiceField(label=label, choices=choices, required=False, help_text=db_field.help_text)

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change and obj.email and not obj.has_usable_password():
            # Django's admin saves a new user in a transaction of its own view.
            transaction.on_commit(lambda: self._mail_link(request, obj))

    def _mail_link(self, request: HttpRequest, user: User) -> None:
        invite(request, user)
        self.message_user(request, gettext("A link to set a password is on its way to %s.") % user.email)

    def _chosen(self, request: HttpRequest, queryset: QuerySet) -> Iterator[User]:
        """Those whom the user may change; a superuser among them is passed over, and named."""
        for user in queryset:
            if self.has_change_permission(request, user):
                yield user
            else:
                self.message_user(request, gettext("You may not change %s.") % user, messages.ERROR)

    @admin.action(description=_("Mail a link to set the password"), permissions=["change"])
    def mail_links(self, request: HttpRequest, queryset: QuerySet) -> None:
        for user in self._chosen(request, queryset):
            if user.email and user.is_active:
                self._mail_link(request, user)
                self.log_change(request, user, gettext("Mailed a link to set the password."))
            else:
                sentence = gettext("%s has no email address, or is not active: no link was mailed.")
                self.message_user(request, sentence % user, messages.ERROR)

    @admin.action(description=_("Unlock after failed sign-ins"), permissions=["change"])
    def unlock(self, request: HttpRequest, queryset: QuerySet) -> None:
        users = list(self._chosen(request, queryset))
        for user in users:
            lockout.forget(user)
            self.log_change(request, user, gettext("Unlocked."))
        sentence = ngettext("%d account is unlocked.", "%d accounts are unlocked.", len(users))
        self.message_user(request, sentence % len(users))

    @admin.action(description=_("Remove second factors (lost device)"), permissions=["change"])
    def remove_second_factors(self, request: HttpRequest, queryset: QuerySet) -> None:
        users = list(self._chosen(request, queryset))
        for user in users:
            second_factor.remove(user)
            self.log_change(request, user, gettext("Removed the second factors."))
        sentence = ngettext(
            "%d account signs in without a second factor until its user adds one.",
            "%d accounts sign in without a second factor until their users add one.",
            len(users),
        )
        self.message_user(request, sentence % len(users), messages.WARNING)

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
