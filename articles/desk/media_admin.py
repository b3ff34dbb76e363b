"""The media library: images to search, upload, describe, replace, and delete where nothing uses them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db.models import DateField
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.media.keeping import add_image, crop_anew, drop_files, keep
from articles.media.preparing import NotFit, Prepared, prepare
from articles.models import Article, Image, ImageText
from articles.querysets import ImageQuerySet
from languages import local_name, newsroom_languages
from people.models import Person

from .figures import choose_view, thumbnail_view
from .labels import desk_label
from .media_files import desk_file_url, file_view
from .pages import page
from .rows import LocalRows

__all__ = ["ImageAdmin"]

ACCEPTED = "image/jpeg,image/png,image/webp,image/avif,image/gif"
SOON = timedelta(days=30)


class ImageForm(forms.ModelForm):
    """An image; what is uploaded has to decode, and is made anew."""

    upload = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=gettext_lazy("JPEG, PNG, WebP, AVIF or GIF, up to 30 MB and 60 million pixels."),
    )
    prepared: Prepared | None = None

    class Meta:
        model = Image
        fields = ["credit", "rights", "rights_until_on", "is_decorative", "focus_x", "focus_y"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "upload" in self.fields:
            self.fields["upload"].required = False
            self.fields["upload"].label = _("Replace the file")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        upload: UploadedFile | None = data.get("upload")
        if upload is not None:
            focus = (data.get("focus_x", 50), data.get("focus_y", 50))
            try:
                self.prepared = prepare(upload, focus=focus)
            except NotFit as fault:
                self.add_error("upload", str(fault))
        return data


class ManyFiles(forms.ClearableFileInput):
    """A chooser of several files at once."""

    allow_multiple_selected = True


class ImageTextInline(LocalRows):
    model = ImageText


class RightsFilter(admin.SimpleListFilter):
    """Images by when their rights end."""

    title = gettext_lazy("rights")
    parameter_name = "rights"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("ended", _("ended")), ("soon", _("ending within 30 days"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "ended":
            return queryset.exclude(pk__in=Image.objects.within_rights())
        if self.value() == "soon":
            return queryset.within_rights().filter(rights_until_on__lte=Now() + SOON)
        return queryset


class UseFilter(admin.SimpleListFilter):
    """Images by whether an article or a portrait shows them."""

    title = gettext_lazy("use")
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("used", _("in use")), ("unused", _("not used"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(is_used=self.value() == "used") if self.value() in ("used", "unused") else queryset


class LackingAltFilter(admin.SimpleListFilter):
    """Images that are not described in a language."""

    title = gettext_lazy("no description in")
    parameter_name = "lacking"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(code, local_name(code)) for code in newsroom_languages()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.lacking_alt(self.value()) if self.value() in newsroom_languages() else queryset


@admin.register(Image)
class ImageAdmin(admin.ModelAdmin):
    """Images with their words in every language, their rights and the point that matters most in them."""

    form = ImageForm
    change_list_template = "desk/images.html"
    change_form_template = "desk/image.html"
    list_display = ["description"]
    list_filter = [UseFilter, RightsFilter, LackingAltFilter]
    list_per_page = 60
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    search_fields = ["filename", "credit", "rights", "texts__alt", "texts__caption"]
    search_help_text = gettext_lazy("Words of the description, the caption, the credit or the name of the file")
    actions = None
    inlines = [ImageTextInline]
    formfield_overrides = {DateField: {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}}

    def get_queryset(self, request: HttpRequest) -> ImageQuerySet:
        return Image.objects.with_use().prefetch_related("texts", "renditions")

    def get_fields(self, request: HttpRequest, obj: Image | None = None) -> list[Any]:
        words = ["credit", "rights", "rights_until_on", "is_decorative"]
        if obj is None:
            return ["upload", *words]
        return ["preview", ("focus_x", "focus_y"), *words, "upload", "used_by"]

    def get_readonly_fields(self, request: HttpRequest, obj: Image | None = None) -> list[str]:
        return ["preview", "used_by"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:
        """What an article or a portrait shows, or has shown under this record, stays; the rest may go."""
        if obj is None or not super().has_delete_permission(request, obj):
            return False
        return not (Article.objects.showing(obj.pk).exists() or obj.portraits.exists())

    def delete_model(self, request: HttpRequest, obj: Image) -> None:
        names = obj.file_names()
        obj.delete()
        drop_files(names)

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("choose/", wrap(choose_view), name="articles_image_choose"),
            path("<int:pk>/thumbnail/", wrap(thumbnail_view), name="articles_image_thumbnail"),
            path("file/<path:name>", wrap(file_view), name="articles_image_file"),
            path("upload/", wrap(self.upload_view), name="articles_image_upload"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Media library"), **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        if form.prepared is not None:
            obj.filename = (form.cleaned_data["upload"].name or "")[:200]
            keep(obj, form.prepared)
            if not change and (form.prepared.credit or form.prepared.caption or form.prepared.rights):
                messages.info(request, _("Credit, caption and rights were read from the file. Check them."))
            return
        super().save_model(request, obj, form, change)
        if {"focus_x", "focus_y"} & set(form.changed_data):
            crop_anew(obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """A caption that the file brought along gives way to what was typed for the same language."""
        for text in formset.save(commit=False):
            brought = None if text.pk else form.instance.texts.filter(language=text.language).first()
            if brought is not None:
                text.pk = brought.pk
                text.caption = text.caption or brought.caption
            text.save()
        formset.save_m2m()

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        """Several images at once; the page's script sends them one by one and is answered in JSON."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        results = [self._take(request, file) for file in request.FILES.getlist("files")]
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"results": results}, status=201 if all(row["url"] for row in results) else 422)
        context: dict[str, Any] = {"opts": self.opts, "results": results, "accepted": ACCEPTED}
        return page(request, "desk/upload.html", _("Upload images"), **context)

    def _take(self, request: HttpRequest, file: UploadedFile) -> dict[str, str]:
        try:
            image = add_image(file)
        except NotFit as fault:
            return {"name": str(file.name), "url": "", "reason": str(fault)}
        self.log_addition(request, image, [{"added": {}}])
        return {
            "name": str(file.name),
            "url": reverse("admin:articles_image_change", args=[image.pk]),
            "thumbnail": desk_file_url(image.thumbnail()),
            "reason": "",
        }

    @admin.display(description=gettext_lazy("image"))
    def preview(self, image: Image) -> SafeString:
        context = {"image": image, "url": desk_file_url(image.thumbnail(960)), "label": desk_label(image)}
        return mark_safe(render_to_string("desk/_focus.html", context))  # noqa: S308 - escaped there

    @admin.display(description=gettext_lazy("used by"))
    def used_by(self, image: Image) -> SafeString:
        articles = Article.objects.showing(image.pk).prefetch_related("editions")
        persons = Person.objects.filter(portrait__image=image.pk).with_names()
        context = {"articles": articles, "persons": persons}
        return mark_safe(render_to_string("desk/_used_by.html", context))  # noqa: S308 - the same

    @admin.display(description=gettext_lazy("description"))
    def description(self, image: Image) -> str:
        return desk_label(image)
