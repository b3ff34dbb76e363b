"""Releases at the desk: what goes out when, and how the hour is changed or called off."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.models import Edition, Release
from articles.publication import reschedule, unschedule
from articles.workflow import Refused, refusals

from .hours import HourForm
from .pages import found, member, page, tell
from .record_admin import RecordAdmin
from .tags import instant

__all__ = ["ReleaseAdmin"]


class WhenFilter(admin.SimpleListFilter):
    """Releases by whether their hour has come."""

    title = gettext_lazy("when")
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("scheduled", gettext_lazy("scheduled")),
            ("past", gettext_lazy("released")),
            ("off", gettext_lazy("called off")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Release]) -> QuerySet[Release]:
        releases = Release.objects.all()
        match self.value():
            case "scheduled":
                return queryset.filter(pk__in=releases.scheduled())
            case "past":
                return queryset.filter(pk__in=releases.carried_out())
            case "off":
                return queryset.filter(public_from=None)
        return queryset


@admin.register(Release)
class ReleaseAdmin(RecordAdmin):
    """Decisions to release; those whose hour has not come can be moved or called off."""

    list_display = ["hour", "texts", "decided_by", "is_emergency"]
    list_display_links = ["hour", "texts"]
    list_filter = [WhenFilter, "public_from"]
    ordering = ["-pk"]  # the latest decision first, by an index
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ["decided_by"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Release]:
        texts = Edition.objects.defer("standfirst", "body", "notes_to_editors", "public_note").order_by("article", "pk")
        return super().get_queryset(request).prefetch_related(Prefetch("editions", texts))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Releases"), **(extra_context or {})})

    @admin.display(description=gettext_lazy("hour"), ordering="public_from")
    def hour(self, decision: Release) -> str:
        return instant(decision.public_from) or _("called off")

    @admin.display(description=gettext_lazy("texts"))
    def texts(self, decision: Release) -> str:
        return "; ".join(str(edition) for edition in decision.editions.all()) or _("called off")

    @admin.display(description=gettext_lazy("emergency"), boolean=True)
    def is_emergency(self, decision: Release) -> bool:
        return bool(decision.emergency_reason)

    def get_urls(self) -> list[Any]:
        off = self.admin_site.admin_view(self.unschedule_view)
        return [path("<int:pk>/unschedule/", off, name="articles_release_unschedule"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """One release: its texts and its hour; a post changes the hour."""
        decision = found(Release.objects.select_related("decided_by"), unquote(object_id))
        if not self.has_view_permission(request, decision):
            raise PermissionDenied
        form = HourForm(request.POST or None, initial=_hour_of(decision))
        if request.method == "POST" and form.is_valid():
            try:
                reschedule(
                    decision, member(request), at=form.cleaned_data["at"], time_zone=form.cleaned_data["time_zone"]
                )
            except Refused as refusal:
                tell(request, refusal)
            else:
                messages.success(request, _("The hour is changed for all texts of this release. Approvals stay."))
            return redirect("admin:articles_release_change", decision.pk)
        return self._page(request, decision, form)

    def _page(self, request: HttpRequest, decision: Release, form: HourForm) -> HttpResponse:
        texts = decision.editions.select_related("article", "approved_by").with_staleness()
        editions = list(texts.order_by("article", "language"))
        return page(
            request,
            "desk/decision.html",
            _("Release"),
            decision=decision,
            editions=editions,
            is_scheduled=any(edition.standing() == "scheduled" for edition in editions),
            reasons=list(
                dict.fromkeys(
                    reason for edition in editions for reason in refusals(edition, "reschedule", member(request))
                )
            ),
            form=form,
            status=422 if form.errors else 200,
        )

    @method_decorator(require_POST)
    def unschedule_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Call a scheduled release off."""
        decision = found(Release.objects.all(), pk)
        try:
            unschedule(decision, member(request))
        except Refused as refusal:
            tell(request, refusal)
        else:
            messages.success(request, _("Taken off the schedule. The texts stay approved; nothing becomes public."))
        return redirect("admin:articles_release_change", pk)


def _hour_of(decision: Release) -> dict[str, Any]:
    """The hour as it was stated, to begin a new one with."""
    if decision.public_from is None:
        return {"time_zone": decision.time_zone}
    local = decision.public_from.astimezone(ZoneInfo(decision.time_zone))
    return {"day": local.date(), "time": local.time(), "time_zone": decision.time_zone}
