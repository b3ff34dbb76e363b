"""Topics, images, press contacts and the rules of kinds at the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles.models import Contact, ContactRole, Image, ImageText, KindRule, Topic, TopicName
from languages import default_language, local_name, newsroom_languages
from staff.models import Role

from .forms import KindRuleForm
from .labels import desk_label
from .pages import member

__all__ = ["ContactAdmin", "ImageAdmin", "KindRuleAdmin", "TopicAdmin"]

# Pillow's name of each format that browsers show → the file's ending.
FORMATS = {"JPEG": ("jpg", "jpeg"), "PNG": ("png",), "WEBP": ("webp",), "AVIF": ("avif",), "GIF": ("gif",)}
LARGEST = 30 * 1024 * 1024  # bytes


class KeptAdmin(admin.ModelAdmin):
    """Something that is never deleted at the desk."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class LocalRows(admin.TabularInline):
    """Rows by language, with an empty one for each language of the newsroom that is missing."""

    can_delete = False

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 1 if obj else len(newsroom_languages())


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


class ImageForm(forms.ModelForm):
    """An image that browsers show; Pillow has to recognise it as what its ending says."""

    class Meta:
        model = Image
        fields = ["file", "credit"]
        widgets = {"file": forms.FileInput}

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        found = getattr(getattr(file, "image", None), "format", None)
        if found is None:
            return file
        ending = str(file.name).rpartition(".")[2].lower()
        if ending not in FORMATS.get(found, ()):
            raise forms.ValidationError(
                _("This is not a JPEG, PNG, WebP, AVIF or GIF image, or its ending does not say so."), code="format"
            )
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("The file is larger than 30 MB. Make it smaller first."), code="size")
        return file


class ImageTextInline(LocalRows):
    model = ImageText


@admin.register(Image)
class ImageAdmin(KeptAdmin):
    """Images with their description in every language. A file stays as it was uploaded."""

    form = ImageForm
    list_display = ["preview", "description", "credit", "width", "height", "added_at"]
    list_display_links = ["preview", "description"]
    search_fields = ["credit", "texts__alt", "texts__caption"]
    inlines = [ImageTextInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Image]:
        return super().get_queryset(request).prefetch_related("texts")

    def get_fields(self, request: HttpRequest, obj: Image | None = None) -> list[Any]:
        return ["preview", "credit"] if obj else ["file", "credit"]

    def get_readonly_fields(self, request: HttpRequest, obj: Image | None = None) -> list[str]:
        return ["preview"] if obj else []

    def get_urls(self) -> list[Any]:
        address = path("<int:pk>/file/", self.admin_site.admin_view(self.file_view), name="articles_image_file")
        return [address, *super().get_urls()]

    def file_view(self, request: HttpRequest, pk: int) -> FileResponse:
        """The file, for the desk alone: before the release the public's address of it does not exist."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        response = FileResponse(get_object_or_404(Image, pk=pk).file.open())
        response["Cache-Control"] = "private, no-store"
        response["X-Content-Type-Options"] = "nosniff"
        return response

    @admin.display(description=gettext_lazy("image"))
    def preview(self, image: Image) -> str:
        address = reverse("admin:articles_image_file", args=[image.pk])
        return format_html('<img class="preview" src="{}" alt="{}" loading="lazy">', address, desk_label(image))

    @admin.display(description=gettext_lazy("description"))
    def description(self, image: Image) -> str:
        return desk_label(image)


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
