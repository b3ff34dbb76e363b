"""Topics, places, press contacts and the rules of kinds at the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy

from articles.models import Contact, ContactRole, KindRule, Place, PlaceName, Topic, TopicName
from languages import default_language, local_name, newsroom_languages
from staff.models import Role

from .forms import KindRuleForm
from .pages import member
from .rows import LocalRows

__all__ = ["ContactAdmin", "KindRuleAdmin", "PlaceAdmin", "TopicAdmin"]


class KeptAdmin(admin.ModelAdmin):
    """Something that is never deleted at the desk."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class TopicNameInline(LocalRows):
    model = TopicName


@admin.register(Topic)
class TopicAdmin(KeptAdmin):
    """Topics with their names in every language."""

    list_display = ["name", "slug"]
    search_fields = ["slug", "names__name"]
    inlines = [TopicNameInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return Topic.objects.with_names()

    @admin.display(description=gettext_lazy("name"))
    def name(self, topic: Topic) -> str:
        return topic.name_in(get_language() or default_language())


class PlaceNameInline(LocalRows):
    model = PlaceName


@admin.register(Place)
class PlaceAdmin(KeptAdmin):
    """Where articles are given out, with the names in every language."""

    list_display = ["name", "slug"]
    search_fields = ["slug", "names__name"]
    inlines = [PlaceNameInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Place]:
        return Place.objects.with_names()

    @admin.display(description=gettext_lazy("name"))
    def name(self, place: Place) -> str:
        return str(place)


class ContactForm(forms.ModelForm):
    """A press contact; the languages are chosen among the newsroom's."""

    class Meta:
        model = Contact
        fields = ["name", "telephone", "email", "languages"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "languages" in self.fields:
            codes = dict.fromkeys([*newsroom_languages(), *self.instance.languages])
            self.fields["languages"] = forms.MultipleChoiceField(
                label=Contact._meta.get_field("languages").verbose_name,
                choices=[(code, local_name(code)) for code in codes],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )


class ContactRoleInline(LocalRows):
    model = ContactRole


@admin.register(Contact)
class ContactAdmin(KeptAdmin):
    """Whom journalists may ask."""

    form = ContactForm
    list_display = ["name", "telephone", "email"]
    search_fields = ["name", "email"]
    inlines = [ContactRoleInline]


@admin.register(KindRule)
class KindRuleAdmin(KeptAdmin):
    """What each kind requires, for managing editors to say; everyone at the desk may read it."""

    form = KindRuleForm
    list_display = ["kind", "languages"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return member(request).holds(Role.MANAGING_EDITOR)

    def has_change_permission(self, request: HttpRequest, obj: KindRule | None = None) -> bool:
        return member(request).holds(Role.MANAGING_EDITOR)

    @admin.display(description=gettext_lazy("required languages"))
    def languages(self, rule: KindRule) -> str:
        return ", ".join(local_name(language) for language in rule.required_languages)
