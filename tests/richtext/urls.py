"""A page with the editor in a form and nothing else, and the stock admin with it."""

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from articles.models import Edition
from articles.richtext import RichTextFormField, RichTextWidget

TEXTS: dict[str, str] = {}
TEMPLATE = """<!doctype html>
<html lang="en">
<head><title>Editor</title><meta charset="utf-8">{% csp_nonce_attr form.media %}</head>
<body><main><h1>Editor</h1>
<form method="post">{% csrf_token %}{{ form.as_div }}<button id="save">Save</button></form>
</main></body></html>"""


class BodyForm(forms.Form):
    body = RichTextFormField(label="Body of the article", help_text="As it will be read.", required=False)


def edit(request: HttpRequest, language: str) -> HttpResponse:
    initial = {"body": TEXTS.get(language, "")}
    form = BodyForm(request.POST or None, initial=initial)
    form.fields["body"].widget = RichTextWidget(language=language)
    if form.is_valid():
        TEXTS[language] = form.cleaned_data["body"]
        form = BodyForm(initial={"body": TEXTS[language]})
        form.fields["body"].widget = RichTextWidget(language=language)
    return HttpResponse(engines["django"].from_string(TEMPLATE).render({"form": form}, request))


class EditionAdmin(admin.ModelAdmin):
    """The stock form, with the editor for the body alone."""

    fields = ("title", "body")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "body":
            kwargs |= {"widget": RichTextWidget, "form_class": RichTextFormField}
        return super().formfield_for_dbfield(db_field, request, **kwargs)


stock_admin = admin.AdminSite(name="admin")
stock_admin.register(Edition, EditionAdmin)

urlpatterns = [
    path("admin/", stock_admin.urls),
    # The templates' context names these.
    path("account/", include("staff.urls")),
    path("<str:language>/", edit),
]
