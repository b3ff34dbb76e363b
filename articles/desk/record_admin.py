"""What is recorded for good: events and withdrawals. Everyone at the desk reads them, nobody changes them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Event, Withdrawal, WithdrawalNotice
from languages import local_name, newsroom_languages

from .history import sentence
from .pages import found, page

__all__ = ["EventAdmin", "RecordAdmin", "WithdrawalAdmin"]


class RecordAdmin(admin.ModelAdmin):
    """Rows that the desk only reads."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class EventLanguageFilter(admin.SimpleListFilter):
    """Events of the texts in a language."""

    title = gettext_lazy("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(code, local_name(code)) for code in newsroom_languages()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        return queryset.filter(language=self.value()) if self.value() else queryset


@admin.register(Event)
class EventAdmin(RecordAdmin):
    """Who did what, when and why."""

    list_display = ["happened_at", "user", "what", "edition", "reason"]
    list_filter = [EventLanguageFilter, "happened_at"]
    ordering = ["-pk"]  # the order in which they happened, without sorting a long history
    list_select_related = ["user", "edition"]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        return super().get_queryset(request).defer("text", "edition__body", "edition__standfirst")

    @admin.display(description=gettext_lazy("what"))
    def what(self, event: Event) -> str:
        return sentence(event)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """One event, with the text as it stood after it."""
        event = found(Event.objects.select_related("user", "article", "edition"), unquote(object_id))
        if not self.has_view_permission(request, event):
            raise PermissionDenied
        return page(request, "desk/event.html", _("Event"), event=event, article=event.article, edition=event.edition)


class NoticeInline(admin.TabularInline):
    model = WithdrawalNotice
    fields = ["language", "notice"]
    can_delete = False
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Withdrawal)
class WithdrawalAdmin(RecordAdmin):
    """What was withdrawn, and what the public reads instead."""

    list_display = ["withdrawn_at", "outcome", "reason", "withdrawn_by"]
    list_filter = ["outcome"]
    list_select_related = ["withdrawn_by"]
    inlines = [NoticeInline]
