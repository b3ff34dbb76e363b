"""The desk: the stock admin with the newsroom's name, open to whoever holds a right."""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from articles.drafting import refusals_to_start
from articles.front_page import refusals_to_lead
from staff.sites import SignInSite

from .board import board_view, csv_view
from .front_page import front_page_view
from .labels import desk_label
from .my_desk import my_desk
from .pages import member

__all__ = ["DeskSite"]

# What the desk is for comes first; an app that is not named comes last.
APPS_IN_ORDER = ["articles", "glossary", "people", "look", "staff"]
MODELS_IN_ORDER = ["Article", "Release", "Topic", "Place", "Image", "Contact", "Withdrawal", "Event", "KindRule"]


def may_enter(user: Any) -> bool:
    """Whether the user works at the desk: active, and with at least one right (or a superuser)."""
    return bool(user.is_active and (user.is_superuser or user.is_desk_member))


class LabelledAutocomplete(AutocompleteJsonView):
    """Search results by the names that editors know."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        return {"id": str(getattr(obj, to_field_name)), "text": desk_label(obj)}


class DeskSite(SignInSite):
    site_header = _("Newsroom desk")
    site_title = _("Newsroom desk")
    index_title = _("My desk")
    enable_nav_sidebar = False
    index_template = "desk/my_desk.html"

    def has_permission(self, request: HttpRequest) -> bool:
        return may_enter(request.user)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """My desk: what waits for the user, above everything that is kept."""
        user = member(request)
        context = {
            "queues": my_desk(user),
            "may_start": not refusals_to_start(user),
            "may_lead": not refusals_to_lead(user),
        }
        return super().index(request, {**context, **(extra_context or {})})

    def get_urls(self) -> list[Any]:
        own = [
            path("board/", self.admin_view(board_view), name="board"),
            path("board.csv", self.admin_view(csv_view), name="board_csv"),
            path("front-page/", self.admin_view(front_page_view), name="front_page"),
        ]
        return [*own, *super().get_urls()]

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return LabelledAutocomplete.as_view(admin_site=self)(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The stock list, in the order of the work."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: _place(model["object_name"], MODELS_IN_ORDER))
        return sorted(apps, key=lambda app: _place(app["app_label"], APPS_IN_ORDER))


def _place(name: str, order: list[str]) -> int:
    return order.index(name) if name in order else len(order)
