"""One edition at the desk: the text, and what can be done with it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.drafting import save_text
from articles.models import Article, Edition
from articles.translation.saving import confirm_all
from articles.workflow import Conflict, Refused, perform, refusals

from .approving import approve_view
from .autosave import autosave_settings, unsaved_text
from .badges import with_badges
from .buttons import buttons, edition_url
from .conflict import merged, parts, show_conflict, text_at
from .correcting import correct_view
from .editing import editing_urls
from .forms import EditionForm, count_labels
from .history import events_of, last_return
from .pages import member, page, tell
from .readiness import faults_of, waive_view
from .texts import desk_edition, posted_revision

__all__ = ["EditionAdmin"]

DONE = {
    "submit": gettext_lazy("Submitted. The approvers of this language can read and approve it now."),
    "return": gettext_lazy("Returned to the writer, with your reason."),
    "approve": gettext_lazy("Approved. It is not public until a publisher releases it."),
    "reopen": gettext_lazy("Reopened. The approval is void."),
    "discard": gettext_lazy("Discarded. Its history stays."),
    "clear": gettext_lazy("Cleared. The emergency release has been read by a second person."),
    "confirm_source": gettext_lazy("Confirmed. The translation follows its source."),
}


@admin.register(Edition)
class EditionAdmin(admin.ModelAdmin):
    """The page of an edition. What may be done, `articles.workflow` says."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return obj is not None and not refusals(obj, "save", member(request))

    def has_delete_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("to-clear/", wrap(self.queue_view), name="articles_edition_queue"),
            path("<int:pk>/do/<slug:action>/", wrap(self.do_view), name="articles_edition_do"),
            path("<int:pk>/approve/", wrap(approve_view), name="articles_edition_approve"),
            path("<int:pk>/correct/", wrap(correct_view), name="articles_edition_correct"),
            path("<int:pk>/waive/", wrap(waive_view), name="articles_edition_waive"),
            *editing_urls(wrap),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("admin:articles_article_changelist")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The text: to be edited by whom the workflow allows to save it, to be read by everyone else."""
        edition = desk_edition(unquote(object_id))
        if not self.has_view_permission(request, edition):
            raise PermissionDenied
        if request.method == "POST":
            return self._save(request, edition)
        unsaved = unsaved_text(edition, member(request))
        form = None if refusals(edition, "save", member(request)) else EditionForm(edition=edition, unsaved=unsaved)
        return self._page(request, edition, form, unsaved=unsaved)

    def _page(self, request: HttpRequest, edition: Edition, form: EditionForm | None, **context: Any) -> HttpResponse:
        way, aside = buttons(edition, member(request))
        article = with_badges(Article.objects.all()).get(pk=edition.article_id)
        title = edition.title or _("(untitled)")
        return page(
            request,
            "desk/edition.html",
            title,
            edition=edition,
            article=article,
            standing=edition.standing(),
            is_stale=edition.is_stale(),
            faults=faults_of(edition, member(request)),
            source=edition.translates and article.newest_edition(edition.translates.language),
            form=form,
            way=way,
            aside=aside,
            events=events_of(edition)[:5],
            returned=last_return(edition),
            autosave=autosave_settings(edition, member(request)),
            counts=count_labels(),
            **context,
        )

    def _save(self, request: HttpRequest, edition: Edition) -> HttpResponse:
        """Save the text, and submit it where that button was used. Nothing typed is lost where either is refused."""
        if request.POST.get("then", "").startswith("merge"):
            return self._merge(request, edition)
        return self._save_form(request, edition, EditionForm(request.POST, edition=edition))

    def _save_form(self, request: HttpRequest, edition: Edition, form: EditionForm) -> HttpResponse:
        if not form.is_valid():
            return self._page(request, edition, form, status=422)
        try:
            edition = save_text(edition, member(request), **form.cleaned_data)
        except Conflict as conflict:
            return show_conflict(request, conflict.current, form.cleaned_data)
        except Refused as refusal:
            return self._page(request, edition, None, lost=form, reasons=refusal.reasons, status=409)
        if request.POST.get("then") == "submit":
            if reasons := refusals(edition, "submit", member(request)):
                return self._incomplete(request, edition, reasons)
            self._tell_saved(request, edition)
            return self._perform(request, edition, "submit")
        self._tell_saved(request, edition)
        return redirect(edition_url(edition))

    def _tell_saved(self, request: HttpRequest, edition: Edition) -> None:
        """Say so, in a message that tells the page's script to forget what it kept."""
        sentence = _("Saved at the desk. Only the desk sees it.")
        messages.success(request, sentence, extra_tags=f"saved-{edition.pk}")

    def _incomplete(self, request: HttpRequest, edition: Edition, reasons: list[str]) -> HttpResponse:
        """The text was saved but may not be submitted yet: why, at the fields that it is about."""
        form = EditionForm({**request.POST.dict(), "revision": str(edition.revision)}, edition=edition)
        form.full_clean()
        for reason in reasons:
            field = getattr(reason, "field", "")
            form.add_error(field if field in form.fields else None, reason)
        self._tell_saved(request, edition)
        return self._page(request, edition, form, status=422)

    def _merge(self, request: HttpRequest, edition: Edition) -> HttpResponse:
        """One text of the two, as chosen: into the form to be looked at, or saved at once over what was shown."""
        typed = EditionForm(request.POST, edition=edition)
        if not typed.is_valid():
            return self._page(request, edition, typed, status=422)
        if reasons := refusals(edition, "save", member(request)):
            return self._page(request, edition, None, lost=typed, reasons=reasons, status=409)
        if typed.cleaned_data.pop("revision") != edition.revision:
            return show_conflict(request, edition, typed.cleaned_data)
        base = text_at(edition, posted_revision(request, edition, "base_revision"))
        text = merged(parts(base, edition, typed.cleaned_data), request.POST)
        form = EditionForm({**text, "revision": str(edition.revision)}, edition=edition)
        if request.POST["then"] == "merge-and-save":
            return self._save_form(request, edition, form)
        return self._page(request, edition, form, is_merged=True)

    @method_decorator(require_POST)
    def do_view(self, request: HttpRequest, pk: int, action: str) -> HttpResponse:
        """Do one action of the workflow table."""
        if action not in DONE:
            raise Http404
        return self._perform(request, desk_edition(pk), action)

    def _perform(self, request: HttpRequest, edition: Edition, action: str) -> HttpResponse:
        if action == "confirm_source":
            return self._confirm_source(request, edition)
        try:
            perform(
                edition,
                action,
                member(request),
                reason=request.POST.get("reason", ""),
                text_hash=request.POST.get("text_hash", "") if action == "approve" else None,
            )
        except Refused as refusal:
            tell(request, refusal)
        else:
            messages.success(request, DONE[action])
        return redirect(edition_url(edition))

    def _confirm_source(self, request: HttpRequest, edition: Edition) -> HttpResponse:
        """Every paragraph of the translation is right for the source as it now stands."""
        try:
            confirm_all(edition, member(request))
        except Refused as refusal:
            tell(request, refusal)
        else:
            messages.success(request, DONE["confirm_source"])
        return redirect(edition_url(edition))

    def queue_view(self, request: HttpRequest) -> HttpResponse:
        """The releases that one person made alone and nobody has cleared."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        waiting = Edition.objects.awaiting_clearance().select_related("article", "approved_by")
        rows = [(edition, refusals(edition, "clear", member(request))) for edition in waiting.order_by("approved_at")]
        return page(request, "desk/queue.html", _("Emergency queue"), rows=rows)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        edition = desk_edition(unquote(object_id))
        if not self.has_view_permission(request, edition):
            raise PermissionDenied
        title = _("History of “%(title)s”") % {"title": edition.title}
        return page(
            request,
            "desk/history.html",
            title,
            article=edition.article,
            edition=edition,
            events=events_of(edition),
        )
