"""The translation memory at the desk: where words stand in it, one unit, and its way in and out as TMX."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles.translation.memory.concordance import holding, language_pairs, passage
from articles.translation.memory.models import MemoryUnit, MemoryUnitQuerySet
from articles.translation.memory.suggesting import bounded
from articles.translation.memory.tasks import count_soon
from articles.translation.memory.tmx_reading import Imported, MalformedTMX, import_tmx
from articles.translation.memory.tmx_writing import write_tmx
from languages import local_name

from .pages import found, page
from .record_admin import RecordAdmin

__all__ = ["MemoryUnitAdmin"]

PER_PAGE = 50
# Milliseconds for words that stand nearly everywhere.
PATIENCE = 3000
# Bytes that are taken in before the reader, or the server, gives up: some 20,000 units.
LARGEST = 10 * 1024 * 1024


class MemoryFilter(forms.Form):
    """What of the memory is shown, as the address says it. What it says wrongly is left out."""

    words = forms.CharField(label=gettext_lazy("Words that stand together"), required=False, max_length=200)
    source = forms.ChoiceField(label=gettext_lazy("Translated from"), required=False)
    target = forms.ChoiceField(label=gettext_lazy("Translated into"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pairs = language_pairs()
        for place, name in enumerate(("source", "target")):
            languages = sorted(((code, local_name(code)) for code in {pair[place] for pair in pairs}), key=_by_name)
            self.fields[name] = forms.ChoiceField(
                label=self.fields[name].label, choices=[("", "—"), *languages], required=False
            )

    def chosen(self) -> dict[str, str]:
        """The filters that are set, by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def units(self, units: MemoryUnitQuerySet) -> MemoryUnitQuerySet:
        """Those of the units that all the filters hold for."""
        chosen = self.chosen()
        return holding(units, chosen.get("words", ""), chosen.get("source", ""), chosen.get("target", ""))


def _by_name(choice: tuple[str, str]) -> str:
    return choice[1]


class ImportForm(forms.Form):
    """A file from another tool."""

    file = forms.FileField(
        label=gettext_lazy("TMX file"),
        help_text=gettext_lazy(
            "Translation Memory eXchange 1.4, at most 10 MB. Every unit keeps the name of the file and says that"
            " nobody here approved it; what is approved here stays as it is."
        ),
        widget=forms.FileInput(attrs={"accept": ".tmx,application/x-tmx+xml,text/xml"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            text = _("The file is larger than 10 MB. Divide it, or have it imported with the command “import_tmx”.")
            raise forms.ValidationError(text, code="size")
        return file


@admin.register(MemoryUnit)
class MemoryUnitAdmin(RecordAdmin):
    """Remembered translations: everyone at the desk reads them, managing editors bring in and take out."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("memory.delete_memoryunit")

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("export.tmx", wrap(self.export_view), name="memory_memoryunit_export"),
            path("import/", wrap(self.import_view), name="memory_memoryunit_import"),
            path("forget/", wrap(self.forget_view), name="memory_memoryunit_forget"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Where words stand in the memory, the newest first; all of it without words."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = MemoryFilter(request.GET)
        units = form.units(MemoryUnit.objects.standing()).with_origin().order_by("-pk")
        if (after := request.GET.get("after", "")).isdecimal():
            units = units.filter(pk__lt=int(after))
        is_too_slow = False
        try:
            with bounded(PATIENCE):
                shown = list(units[: PER_PAGE + 1])
        except OperationalError:
            shown, is_too_slow = [], True
        phrase = form.chosen().get("words", "")
        return page(
            request,
            "desk/memory.html",
            _("Translation memory"),
            form=form,
            passages=[passage(unit, phrase) for unit in shown[:PER_PAGE]],
            is_too_slow=is_too_slow,
            is_searched=bool(form.chosen()),
            after=shown[PER_PAGE - 1].pk if len(shown) > PER_PAGE else None,
            is_first=not after,
            query=urlencode(form.chosen()),
            may_import=self.has_delete_permission(request),
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """One unit: both texts, and where they come from."""
        unit = found(MemoryUnit.objects.with_origin(), unquote(object_id))
        if not self.has_view_permission(request, unit):
            raise PermissionDenied
        return page(
            request,
            "desk/memory_unit.html",
            _("Remembered translation"),
            unit=unit,
            is_standing=MemoryUnit.objects.standing().filter(pk=unit.pk).exists(),
            may_delete=self.has_delete_permission(request, unit),
        )

    def export_view(self, request: HttpRequest) -> StreamingHttpResponse:
        """All that the filters hold for and that may leave the desk, as TMX."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = MemoryFilter(request.GET)
        units = form.units(MemoryUnit.objects.for_everyone()).with_origin().order_by("pk")
        lines = write_tmx(units.iterator(chunk_size=1000), form.chosen().get("source", ""))
        name = f"memory-{timezone.localdate():%Y-%m-%d}.tmx"
        return StreamingHttpResponse(
            (line.encode() for line in lines),
            content_type="application/x-tmx+xml",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Bring in a file of another tool, all of it or nothing."""
        if not self.has_delete_permission(request):
            raise PermissionDenied
        form = ImportForm(request.POST or None, request.FILES or None)
        result: Imported | None = None
        if request.method == "POST" and form.is_valid():
            try:
                result = import_tmx(form.cleaned_data["file"], form.cleaned_data["file"].name)
            except MalformedTMX as error:
                form.add_error("file", _("Nothing was taken from it: %(reason)s") % {"reason": error})
            else:
                count_soon()
        return page(
            request,
            "desk/memory_import.html",
            _("Import a TMX file"),
            status=422 if form.errors else 200,
            form=form,
            result=result,
            files=MemoryUnit.objects.files(),
        )

    @method_decorator(require_POST)
    def forget_view(self, request: HttpRequest) -> HttpResponse:
        """Forget every unit that a file brought."""
        if not self.has_delete_permission(request):
            raise PermissionDenied
        name = request.POST.get("file", "")
        count, _rows = MemoryUnit.objects.filter(file_name=name).exclude(file_name="").delete()
        text = ngettext(
            "%(count)d pair from “%(file)s” is forgotten.", "%(count)d pairs from “%(file)s” are forgotten.", count
        )
        messages.success(request, text % {"count": count, "file": name})
        return redirect("admin:memory_memoryunit_import")
