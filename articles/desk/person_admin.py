"""Persons at the desk, with the portrait that is chosen for them in the media library."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from articles.models import Portrait
from articles.querysets import people_in_public
from people.admin import PersonAdmin
from people.models import Person
from staff.models import Role

from .pages import member

__all__ = ["NewsroomPersonAdmin"]


class PortraitInline(admin.TabularInline):
    """One image. Of a person whom the public already reads of, it is for those who decide what becomes public."""

    model = Portrait
    autocomplete_fields = ("image",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and _may_show(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_show(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_show(request, obj)


def _may_show(request: HttpRequest, person: Person | None) -> bool:
    user = member(request)
    if user.holds(Role.PUBLISHER) or user.holds(Role.MANAGING_EDITOR):
        return True
    return person is None or not people_in_public().filter(pk=person.pk).exists()


admin.site.unregister(Person)


@admin.register(Person)
class NewsroomPersonAdmin(PersonAdmin):
    """What `people` knows of a person, and the portrait, of which it knows nothing."""

    def get_inlines(self, request: HttpRequest, obj: Person | None) -> list[Any]:
        return [*super().get_inlines(request, obj), PortraitInline]
