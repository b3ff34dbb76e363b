"""Articles at the desk: the list, the first page, and the acts that concern all languages of an article."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db.models import DateField, ForeignKey, ManyToManyField, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.drafting import (
    describe,
    note_media,
    open_edition,
    refusals_to_describe,
    refusals_to_open,
    refusals_to_start,
    start_article,
)
from articles.models import Article, Edition, Place, Topic, Withdrawal
from articles.publication import release_in_emergency, withdraw
from articles.translation.agencies.ordering import refusals_to_manage
from articles.workflow import Refused
from languages import is_language
from people.models import Organisation, Person

from .addresses import changing_addresses
from .agencies import order_act_view, orders_view
from .article_media import AttachmentInline, GalleryInline
from .badges import badges, language_rows, with_badges
from .bundles import any_edition, chosen_articles, release_url, release_view
from .buttons import edition_url
from .compare import compare_view
from .far import with_progress
from .filters import LackingFilter, LanguageFilter, StaleFilter, StandingFilter, TopicFilter, YearFilter
from .forms import ArticleForm, EmergencyForm, KnownThing, KnownThings, StartForm, WithdrawalForm
from .history import events_of
from .occasions import occasion_do_view, occasion_view
from .opening import translate_form, translate_from_view, writing_url
from .orders_together import MOST, order_together_url, order_together_view
from .pages import Done, act, found, lacks_the_right, member, page, refused, tell

__all__ = ["ArticleAdmin"]

NAMED: dict[Any, Any] = {
    Place: Place.objects.with_names,
    Topic: Topic.objects.with_names,
    Person: Person.objects.with_names,
    Organisation: Organisation.objects.with_names,
}


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    """The list of articles, and what their languages share. Who may do what, `articles.drafting` says."""

    form = ArticleForm
    change_form_template = "desk/article.html"
    change_list_template = "desk/articles.html"
    list_display = ["title_and_link", "kind", "standings", "dated_on"]
    list_display_links = None
    list_filter = [LackingFilter, LanguageFilter, StandingFilter, StaleFilter, "kind", TopicFilter, YearFilter]
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    search_fields = ["editions__title", "official_number"]
    search_help_text = gettext_lazy("Words of a title, in any language, or an official number")
    actions = ["release_together", "order_together"]
    formfield_overrides = {DateField: {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}}
    inlines = [GalleryInline, AttachmentInline]
    autocomplete_fields = ["place", "topics", "people", "organisations", "contacts", "related", "lead_image"]

    # What may be seen and done

    def has_add_permission(self, request: HttpRequest) -> bool:
        return not refusals_to_start(member(request))

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return not refusals_to_describe(obj or Article(), member(request))

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False

    def get_inline_instances(self, request: HttpRequest, obj: Article | None = None) -> list[Any]:
        """None where a form is sent without them: the gallery and the attachments stay as they are."""
        if request.method == "POST" and "gallery-TOTAL_FORMS" not in request.POST:
            return []
        instances: list[Any] = super().get_inline_instances(request, obj)
        return instances

    # The list

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return with_badges(super().get_queryset(request))

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return (queryset.found(search_term) if search_term else queryset), False

    @admin.display(description=gettext_lazy("title"))
    def title_and_link(self, article: Article) -> SafeString:
        return mark_safe(render_to_string("desk/_title.html", {"article": article}))  # noqa: S308 - escaped there

    @admin.display(description=gettext_lazy("languages"))
    def standings(self, article: Article) -> SafeString:
        return mark_safe(render_to_string("desk/_badges.html", {"badges": badges(article)}))  # noqa: S308

    @admin.action(description=gettext_lazy("Release the selected articles together…"), permissions=["view"])
    def release_together(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse:
        return redirect(release_url(queryset.values_list("pk", flat=True)))

    def has_order_permission(self, request: HttpRequest) -> bool:
        """Whether the user may give texts to an agency."""
        return not refusals_to_manage(member(request))

    @admin.action(description=gettext_lazy("Order translations of the selected articles…"), permissions=["order"])
    def order_together(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse:
        return redirect(order_together_url(list(queryset.values_list("pk", flat=True)[: MOST + 1])))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Articles"), **(extra_context or {})})

    # The article

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("release/", wrap(release_view), name="articles_article_release"),
            path("order/", wrap(order_together_view), name="articles_article_order"),
            path("emergency/", wrap(self.emergency_view), name="articles_article_emergency"),
            path("<int:pk>/open/<str:language>/", wrap(self.open_view), name="articles_article_open"),
            path("<int:pk>/translate/", wrap(translate_from_view), name="articles_article_translate"),
            path("<int:pk>/compare/<str:language>/", wrap(compare_view), name="articles_article_compare"),
            path("<int:pk>/withdraw/", wrap(self.withdraw_view), name="articles_article_withdraw"),
            path("<int:pk>/occasion/", wrap(occasion_view), name="articles_article_occasion"),
            path("<int:pk>/occasion/<slug:action>/", wrap(occasion_do_view), name="articles_article_occasion_do"),
            path("<int:pk>/agencies/", wrap(orders_view), name="articles_article_agencies"),
            path(
                "<int:pk>/agencies/<int:order>/<slug:act>/", wrap(order_act_view), name="articles_article_agencies_act"
            ),
            *super().get_urls(),
        ]

    def formfield_for_manytomany(self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if named := NAMED.get(db_field.related_model):
            kwargs["queryset"] = named()
        return super().formfield_for_manytomany(db_field, request, **{"form_class": KnownThings, **kwargs})

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, **{"form_class": KnownThing, **kwargs})

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """The first page of an article: its kind and its first text."""
        if reasons := refusals_to_start(member(request)):
            return refused(request, reasons)
        form = StartForm(request.POST or None, language=request.GET.get("language", ""))
        if request.method == "POST" and form.is_valid():
            edition = start_article(member(request), **form.cleaned_data)
            messages.success(request, _("The draft is kept at the desk. Only the desk sees it."))
            return redirect(edition_url(edition))
        status = 422 if form.errors else 200
        return page(request, "desk/start.html", _("New release"), form=form, status=status, opts=self.opts)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The article: its texts in every language above what they share."""
        article = self.get_object(request, unquote(object_id))
        if article is None:
            raise Http404
        with_progress([article])
        rows = [(row, refusals_to_open(article, row.language, member(request))) for row in language_rows(article)]
        context = {
            "title": article.title_at_desk(),
            "subtitle": None,
            "article": article,
            "rows": rows,
            "translate_form": translate_form(article, member(request)),
            "reasons_not_to_describe": refusals_to_describe(article, member(request)),
        }
        try:
            return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})
        except Refused as refusal:
            tell(request, refusal)
            return redirect("admin:articles_article_change", article.pk)

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Nothing yet: `save_related` has everything at hand that one act of describing takes."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        changed = _changed_fields(self.construct_change_message(request, form, []))
        describe(form.instance, member(request), reason=changed, **form.cleaned_data)
        touched = [str(formset.model._meta.verbose_name_plural) for formset in formsets if formset.has_changed()]
        for formset in formsets:
            formset.save()
        if touched:
            note_media(form.instance, member(request), reason=", ".join(touched))

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        article = found(self.get_queryset(request), unquote(object_id))
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        title = _("History of “%(title)s”") % {"title": article.title_at_desk()}
        return page(request, "desk/history.html", title, article=article, events=events_of(article))

    @method_decorator(require_POST)
    def open_view(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:
        """Open the next edition in a language, from the newest text of the source language."""
        article = get_object_or_404(Article, pk=pk)
        if not is_language(language):
            raise Http404
        try:
            edition = open_edition(article, language, member(request))
        except Refused as refusal:
            tell(request, refusal)
            return redirect("admin:articles_article_change", pk)
        return redirect(writing_url(edition))

    # The acts

    def emergency_view(self, request: HttpRequest) -> HttpResponse:
        """Make open texts public by one person alone, now."""
        articles = chosen_articles(request)
        editions = Edition.objects.open().filter(article__in=articles).select_related("article", "approved_by")
        if reasons := lacks_the_right(editions or any_edition(articles), "release_in_emergency", member(request)):
            return refused(request, reasons)
        form = EmergencyForm(request.POST or None, editions=editions.order_by("article", "language"))
        return act(
            request,
            form,
            lambda data: self._release_in_emergency(request, data),
            templates=("desk/emergency.html", "desk/emergency_confirm.html"),
            title=_("Release in an emergency"),
            articles=articles,
        )

    def _release_in_emergency(self, request: HttpRequest, data: dict[str, Any]) -> Done:
        decision = release_in_emergency(data["editions"], member(request), reason=data["reason"])
        return Done(
            _("Released. Everyone can read it now. A second person has to clear it."),
            reverse("admin:articles_release_change", args=[decision.pk]),
        )

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End the public period of the article in some or all of its languages."""
        article = get_object_or_404(with_badges(Article.objects.all()), pk=pk)
        editions = list(article.editions.public().select_related("article").order_by("language"))
        if reasons := lacks_the_right(editions or any_edition([article]), "withdraw", member(request)):
            return refused(request, reasons)
        if not editions:
            return refused(request, [_("Nothing of this article is public.")], status=409)
        chooser = AutocompleteSelect(Withdrawal._meta.get_field("moved_to"), self.admin_site)
        form = WithdrawalForm(request.POST or None, editions=editions, chooser=chooser)
        return act(
            request,
            form,
            lambda data: self._withdraw(request, article, data),
            templates=("desk/withdraw.html", "desk/withdraw_confirm.html"),
            title=_("Withdraw “%(title)s”") % {"title": article.title_at_desk()},
            article=article,
            editions=editions,
            changing=changing_addresses(article, editions),
        )

    def _withdraw(self, request: HttpRequest, article: Article, data: dict[str, Any]) -> Done:
        withdraw(
            article,
            member(request),
            outcome=data["outcome"],
            notices=data["notices"],
            reason=data["reason"],
            moved_to=data["moved_to"],
        )
        return Done(
            _("Withdrawn. The public no longer reads the text."),
            reverse("admin:articles_article_change", args=[article.pk]),
        )


def _changed_fields(message: Any) -> str:
    """The names of the fields that a message of the admin's log tells of."""
    names = [name for entry in message for name in entry.get("changed", {}).get("fields", [])]
    return ", ".join(str(name) for name in names)
