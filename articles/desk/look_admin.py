"""The look of the site at the desk: one page, for managing editors to write and for everyone to read."""

from __future__ import annotations

import io
from typing import Any

from django import forms
from django.contrib import admin
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image as Picture

from articles.media.keeping import drop_files
from articles.media.preparing import NotFit, prepare
from look.colours import is_colour, shades
from look.current import forget
from look.models import Logo, Look, LookLink, LookText

from .media_admin import ACCEPTED
from .rows import LocalRows

__all__ = ["LookAdmin"]

# The largest that a logo is shown, for screens with two pixels to a point.
LARGEST = (640, 144)


class LookForm(forms.ModelForm):
    """The look; logos have to decode, and are made anew at the size at which they are shown."""

    logo = forms.FileField(
        label=gettext_lazy("Logo for light pages"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        help_text=gettext_lazy("PNG, WebP or JPEG, best with a transparent ground."),
    )
    dark_logo = forms.FileField(
        label=gettext_lazy("Logo for dark pages"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        help_text=gettext_lazy("Without one, the logo for light pages is shown there too."),
    )
    drops_logos = forms.BooleanField(label=gettext_lazy("Show no logo"), required=False)

    class Meta:
        model = Look
        fields = ["accent", "names_itself_beside_logo"]

    def clean_logo(self) -> bytes | None:
        return self._made("logo")

    def clean_dark_logo(self) -> bytes | None:
        return self._made("dark_logo")

    def _made(self, name: str) -> bytes | None:
        upload: UploadedFile | None = self.cleaned_data.get(name)
        if not upload:
            return None
        try:
            master = prepare(upload).master
        except NotFit as fault:
            raise forms.ValidationError(str(fault)) from None
        picture = Picture.open(io.BytesIO(master.content))
        picture.thumbnail(LARGEST, Picture.Resampling.LANCZOS)
        written = io.BytesIO()
        picture.save(written, "PNG", optimize=True)
        return written.getvalue()


class LookTextInline(LocalRows):
    model = LookText


class LookLinkInline(admin.TabularInline):
    model = LookLink
    extra = 1


@admin.register(Look)
class LookAdmin(admin.ModelAdmin):
    """The one look: its list leads straight to it."""

    form = LookForm
    inlines = [LookTextInline, LookLinkInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        look, _is_new = Look.objects.get_or_create(pk=1)
        return redirect(reverse("admin:look_look_change", args=[look.pk]))

    def get_fields(self, request: HttpRequest, obj: Look | None = None) -> list[Any]:
        written = ["logo", "dark_logo", "drops_logos"] if self.has_change_permission(request, obj) else []
        return ["accent", "shown_as", *written, "names_itself_beside_logo"]

    def get_readonly_fields(self, request: HttpRequest, obj: Look | None = None) -> list[str]:
        return ["shown_as"]

    @admin.display(description=gettext_lazy("shown as"))
    def shown_as(self, look: Look) -> str:
        if not is_colour(look.accent):
            return _("the colour of the settings")
        shown = shades(look.accent)
        return _("%(light)s on light pages, %(dark)s on dark pages") % {"light": shown.light, "dark": shown.dark}

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        look, data = form.instance, form.cleaned_data
        if data.get("drops_logos"):
            _drop(look, list(Logo.Scheme.values))
        for scheme, content in ((Logo.Scheme.LIGHT, data.get("logo")), (Logo.Scheme.DARK, data.get("dark_logo"))):
            if content:
                _drop(look, [scheme])
                _keep(look, scheme, content)
        transaction.on_commit(forget)


def _drop(look: Look, schemes: list[str]) -> None:
    former = look.logos.filter(scheme__in=schemes)
    names = list(former.values_list("file", flat=True))
    former.delete()
    transaction.on_commit(lambda: drop_files(names))


def _keep(look: Look, scheme: str, content: bytes) -> None:
    with Picture.open(io.BytesIO(content)) as picture:
        logo = Logo(look=look, scheme=scheme, width=picture.width, height=picture.height)
    logo.file.save("logo.png", ContentFile(content), save=False)
    logo.save()
