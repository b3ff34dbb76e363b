"""The glossary at the desk: its list, its entries, its files and what it might take up next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.forms import Textarea, TextInput
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles.translation.glossary.files import (
    Report,
    Unreadable,
    all_records,
    read_file,
    take_over,
    write_csv,
    write_tbx,
)
from articles.translation.glossary.files.sheet import COLUMNS
from articles.translation.glossary.models import Concept, Status, Term
from articles.translation.glossary.rights import refusals_to_import
from articles.translation.glossary.suggestions import dismiss, suggestions
from languages import default_language, direction, local_name, newsroom_languages
from people.models import LanguageField
from staff.models import Role

from .glossary_forms import FileForm, TermForm, TermFormSet
from .pages import member, page, refused

__all__ = ["ConceptAdmin"]

ORDER = {Status.PREFERRED.value: 0, Status.ADMITTED.value: 1, Status.FORBIDDEN.value: 2}


class TermLanguageFilter(admin.SimpleListFilter):
    """Entries with a term in a language; together with the status, a term of that status in it."""

    title = gettext_lazy("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        used = set(Term.objects.order_by().values_list("language", flat=True).distinct())
        codes = [*newsroom_languages(), *sorted(used - set(newsroom_languages()))]
        return [(code, local_name(code)) for code in codes]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        language = self.value()
        if not language:
            return queryset
        status = request.GET.get("status", "")
        return queryset.with_term(language=language, status=status if status in Status.values else "")


class TermStatusFilter(admin.SimpleListFilter):
    """Entries with a term of a status, in the language that is filtered for or in any."""

    title = gettext_lazy("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in Status.choices]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if not self.value() or request.GET.get("language"):
            return queryset
        return queryset.with_term(status=self.value())


class DomainFilter(admin.SimpleListFilter):
    """Entries of a domain."""

    title = gettext_lazy("domain")
    parameter_name = "domain"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        domains = Concept.objects.exclude(domain="").order_by("domain").values_list("domain", flat=True).distinct()
        return [(domain, domain) for domain in domains]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(domain=self.value()) if self.value() else queryset


class TermInline(admin.TabularInline):
    model = Term
    form = TermForm
    formset = TermFormSet
    extra = 0
    formfield_overrides = {
        LanguageField: {"widget": TextInput(attrs={"size": 6})},
        models.CharField: {"widget": TextInput(attrs={"dir": "auto"})},
    }

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        made = super().get_formset(request, obj, **kwargs)
        return type(made.__name__, (made,), {"user": member(request)})

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


@admin.register(Concept)
class ConceptAdmin(admin.ModelAdmin):
    """What the newsroom calls things in each of its languages."""

    class Media:
        css = {"all": ["desk/glossary.css"]}

    change_list_template = "desk/glossary.html"
    fields = ["domain", "definition", "note"]
    inlines = [TermInline]
    list_filter = [TermLanguageFilter, TermStatusFilter, DomainFilter]
    list_per_page = 50
    search_fields = ["terms__text"]  # turns the search box on; `get_search_results` does the searching
    search_help_text = gettext_lazy("By term, definition or domain, in any language; accents do not matter.")
    formfield_overrides = {
        models.CharField: {"widget": TextInput(attrs={"dir": "auto", "size": 40})},
        models.TextField: {"widget": Textarea(attrs={"dir": "auto", "rows": 3})},
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Concept]:
        return Concept.objects.with_terms()

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return queryset.named_like(search_term), False

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """A column for each language of the newsroom, that of the desk first."""
        desk = get_language() or default_language()
        codes = sorted(newsroom_languages(), key=lambda code: code != desk)
        return [*map(_column, codes), "other_languages", "domain"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and member(request).holds(Role.MANAGING_EDITOR)

    @admin.display(description=gettext_lazy("other languages"))
    def other_languages(self, concept: Concept) -> str:
        used = dict.fromkeys(term.language for term in concept.terms.all())
        return ", ".join(local_name(code) for code in used if code not in newsroom_languages())

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("import/", view(self.import_view), name="glossary_concept_import"),
            path("export.<str:kind>", view(require_GET(self.export_view)), name="glossary_concept_export"),
            path("suggestions/", view(require_GET(self.suggestions_view)), name="glossary_concept_suggestions"),
            path("dismiss/", view(require_POST(self.dismiss_view)), name="glossary_concept_dismiss"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        context = {"may_import": not refusals_to_import(member(request)), "title": _("Glossary")}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def export_view(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        """The whole glossary as a file."""
        if kind == "tbx":
            lines = write_tbx(all_records(), title=settings.NEWSROOM_NAME, language=default_language())
            content_type = "application/x-tbx+xml; charset=utf-8"
        elif kind == "csv":
            lines, content_type = write_csv(all_records()), "text/csv; charset=utf-8"
        else:
            return redirect("admin:glossary_concept_changelist")
        name = f"glossary-{timezone.localdate():%Y-%m-%d}.{kind}"
        return StreamingHttpResponse(
            lines, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )

    def import_view(self, request: HttpRequest) -> HttpResponseBase:
        """A file taken over, or only looked into: the whole of it or, where there is a fault, nothing."""
        if reasons := refusals_to_import(member(request)):
            return refused(request, reasons)
        form = FileForm(request.POST or None, request.FILES or None)
        is_trial = request.POST.get("then") != "import"
        report: Report | None = None
        if request.method == "POST" and form.is_valid():
            try:
                report = take_over(read_file(form.cleaned_data["file"].read()), is_trial=is_trial)
            except Unreadable as refusal:
                for fault in refusal.faults:
                    form.add_error("file", fault)
        if report and not is_trial:
            messages.success(request, _sentence(report))
            return redirect("admin:glossary_concept_changelist")
        title, status = _("Take a file into the glossary"), 422 if form.errors else 200
        found = _sentence(report) if report else ""
        return page(
            request,
            "desk/glossary_import.html",
            title,
            status=status,
            form=form,
            found=found,
            columns=", ".join(COLUMNS),
        )

    def suggestions_view(self, request: HttpRequest) -> HttpResponse:
        """Corrections that were made again and again, each with a form to make a term of it."""
        may_change = self.has_add_permission(request)
        return page(
            request,
            "desk/glossary_suggestions.html",
            _("Suggested terms"),
            suggestions=[(suggestion, _form_of(suggestion)) for suggestion in suggestions()],
            may_change=may_change,
        )

    def dismiss_view(self, request: HttpRequest) -> HttpResponse:
        """Never suggest this again."""
        if not self.has_add_permission(request):
            return refused(request, [_("You have no right to change the glossary. It is for translators.")])
        fields = ("source_language", "target_language", "key")
        dismiss(**{name: request.POST.get(name, "")[:700] for name in fields})
        return redirect("admin:glossary_concept_suggestions")

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """A new entry begins with the terms that its address gives, as suggestions do."""
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        rows = _given_rows(request) if request.method == "GET" and obj is not None and obj.pk is None else []
        return {**kwargs, "initial": rows} if rows else kwargs


def _column(code: str) -> Callable[[Concept], SafeString]:
    """The terms in a language, one below the other."""

    def terms(concept: Concept) -> SafeString:
        rows = sorted(
            (term for term in concept.terms.all() if term.language == code), key=lambda term: ORDER[term.status]
        )
        return format_html_join(
            "",
            '<span class="term {}" lang="{}" dir="{}">{}</span>{}',
            ((term.status, code, direction(code), term.text, _said_of(term)) for term in rows),
        )

    terms.__name__ = f"in_{code.replace('-', '_')}"
    terms.short_description = local_name(code)  # type: ignore[attr-defined]
    return terms


def _said_of(term: Term) -> SafeString:
    """The status of a term that is not the preferred one, in words."""
    if term.status == Status.PREFERRED:
        return SafeString("<br>")
    return format_html(" <small>({})</small><br>", term.get_status_display())


def _sentence(report: Report) -> str:
    """What was, or would be, taken over."""
    entries = ngettext("%(count)d new entry", "%(count)d new entries", report.new) % {"count": report.new}
    changed = ngettext("%(count)d changed", "%(count)d changed", report.changed) % {"count": report.changed}
    same = ngettext("%(count)d as it was", "%(count)d as they were", report.same) % {"count": report.same}
    terms = ngettext("%(count)d term added", "%(count)d terms added", report.terms_added) % {
        "count": report.terms_added
    }
    altered = ngettext("%(count)d term changed", "%(count)d terms changed", report.terms_changed) % {
        "count": report.terms_changed
    }
    return _("%(entries)s, %(changed)s, %(same)s; %(terms)s, %(altered)s.") % {
        "entries": entries,
        "changed": changed,
        "same": same,
        "terms": terms,
        "altered": altered,
    }


def _form_of(suggestion: Any) -> str:
    """The address of a new entry that holds what is suggested."""
    rows = [
        ("term", f"{suggestion.source_language}|preferred|{suggestion.term}"),
        ("term", f"{suggestion.target_language}|preferred|{suggestion.after}"),
        ("term", f"{suggestion.target_language}|forbidden|{suggestion.before}"),
    ]
    return f"{reverse('admin:glossary_concept_add')}?{urlencode(rows)}"


def _given_rows(request: HttpRequest) -> list[dict[str, str]]:
    """The rows of ``?term=fr|preferred|navire``, at most ten."""
    rows = []
    for given in request.GET.getlist("term")[:10]:
        language, _bar, rest = given.partition("|")
        status, _bar, text = rest.partition("|")
        if text and status in Status.values:
            rows.append({"language": language[:35], "status": status, "text": text[:300]})
    missing = [code for code in newsroom_languages() if code not in {row["language"] for row in rows}]
    return [*rows, *({"language": code} for code in missing)] if rows else []
