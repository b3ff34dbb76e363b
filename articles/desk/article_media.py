"""The gallery and the attachments of an article, as rows of its form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.drafting import refusals_to_describe
from articles.media.attaching import FileType, attach, type_of
from articles.media.preparing import NotFit
from articles.models import Article, Attachment, GalleryPlace
from languages import local_name, newsroom_languages

from .pages import member

__all__ = ["AttachmentInline", "GalleryInline"]


class SharedRows(admin.TabularInline):
    """Rows that all languages of an article share: who may change them, `articles.drafting` says."""

    extra = 1

    def _may(self, request: HttpRequest, article: Article | None) -> bool:
        return not refusals_to_describe(article or Article(), member(request))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj)


class GalleryInline(SharedRows):
    """Images beneath the text, in their order."""

    model = GalleryPlace
    fields = ["image", "position"]
    autocomplete_fields = ["image"]


class AttachmentForm(forms.ModelForm):
    """A file with a title in each language of the newsroom."""

    upload = forms.FileField(label=gettext_lazy("File"), required=False)
    kind: FileType | None = None

    class Meta:
        model = Attachment
        fields = ["language", "position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = dict.fromkeys([*newsroom_languages(), *filter(None, [self.instance.language])])
        self.fields["language"] = forms.ChoiceField(
            label=_("language"),
            choices=[("", _("all languages")), *((code, local_name(code)) for code in codes)],
            required=False,
        )
        for code, name in self.title_names.items():
            self.fields[name].initial = self._titles.get(code, "")

    @cached_property
    def title_names(self) -> dict[str, str]:
        """Language → name of the field of the title in it."""
        return {code: name for code in newsroom_languages() if (name := f"title_{code}") in self.fields}

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {text.language: text.title for text in self.instance.texts.all()} if self.instance.pk else {}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        upload = data.get("upload")
        if upload is None and self.instance.pk is None:
            self.add_error("upload", _("Choose a file."))
        elif upload is not None:
            try:
                type_of(upload)
            except NotFit as fault:
                self.add_error("upload", str(fault))
        if not any(data.get(name) for name in self.title_names.values()):
            self.add_error(next(iter(self.title_names.values())), _("Give it a title in at least one language."))
        return data

    def save(self, commit: bool = True) -> Any:
        attachment = super().save(commit=False)
        if self.cleaned_data.get("upload") is not None:
            attach(attachment, self.cleaned_data["upload"])
        else:
            attachment.save()
        for code, name in self.title_names.items():
            title = self.cleaned_data[name]
            if title:
                attachment.texts.update_or_create(language=code, defaults={"title": title})
            else:
                attachment.texts.filter(language=code).delete()
        return attachment


class AttachmentInline(SharedRows):
    """Files that readers may take along."""

    model = Attachment
    form = AttachmentForm

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("texts")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return ["upload", *(f"title_{code}" for code in newsroom_languages()), "language", "position"]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        titles = {
            f"title_{code}": forms.CharField(
                label=_("Title in %(language)s") % {"language": local_name(code)}, max_length=200, required=False
            )
            for code in newsroom_languages()
        }
        form = type("AttachmentForm", (AttachmentForm,), titles)
        return super().get_formset(request, obj, form=form, **kwargs)
