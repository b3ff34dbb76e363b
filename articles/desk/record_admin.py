"""What is recorded for good: events and withdrawals. Everyone at the desk reads them, nobody changes them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Event, Withdrawal, WithdrawalNotice

from .history import sentence
from .pages import page

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


@admin.register(Event)
class EventAdmin(RecordAdmin):
    """Who did what, when and why."""

    list_display = ["happened_at", "user", "what", "edition", "reason"]
    list_filter = ["language", "happened_at"]
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
        event = Event.objects.select_related("user", "article", "edition").filter(pk=object_id).first()
        if event is None:
            raise Http404
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
