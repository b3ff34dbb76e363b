"""The forms of the desk. They check how things are written; what is allowed, `articles.workflow` says."""

from __future__ import annotations

import json
from itertools import chain
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Model
from django.forms import Script
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override
from js_asset import ImportMap, Media

from articles.models import Article, Change, Edition, Kind, KindRule, Outcome, WorkingCopy, required_languages_by_kind
from articles.richtext import RichTextFormField, RichTextWidget
from languages import default_language, direction, interface_language, local_name, newsroom_languages
from people.slugs import validate_slug

from .figures import editor_library
from .hours import HourForm
from .labels import desk_label, who

__all__ = [
    "ArticleForm",
    "CorrectionForm",
    "EditionForm",
    "EmergencyForm",
    "KindRuleForm",
    "KnownThing",
    "KnownThings",
    "ReleaseForm",
    "StartForm",
    "WithdrawalForm",
    "count_labels",
]

TEXT = ["title", "standfirst", "body", "notes_to_editors"]
RICH_TEXT = ["body", "notes_to_editors"]
MODULES = {"newsroom/desk/panel": "desk/panel.js", "newsroom/desk/preview": "desk/preview.js"}


def _language_choices(*more: str) -> list[tuple[str, str]]:
    return [(code, local_name(code)) for code in dict.fromkeys([*newsroom_languages(), *filter(None, more)])]


def _in_language(field: forms.Field, language: str) -> None:
    field.widget.attrs |= {"lang": language, "dir": direction(language)}


def _advise(field: forms.Field, length: int) -> None:
    """Say how long the text should be at most; the page's script counts."""
    field.widget.attrs["data-advised"] = length
    field.help_text = ngettext(
        "At most %(count)d character is advised.", "At most %(count)d characters are advised.", length
    ) % {"count": length}


def _text_fields(language: str) -> dict[str, Any]:
    """What is written in the language: title, standfirst, body and notes to editors."""
    fields: dict[str, Any] = forms.fields_for_model(
        Edition,
        fields=TEXT,
        field_classes=dict.fromkeys(RICH_TEXT, RichTextFormField),
        widgets=dict.fromkeys(RICH_TEXT, RichTextWidget),
    )
    fields["title"].widget.attrs["class"] = "vTextField"
    fields["standfirst"].widget.attrs |= {"rows": 3, "class": "vLargeTextField"}
    for name, field in fields.items():
        if name in RICH_TEXT:
            field.widget.language = language
            field.widget.library = editor_library
        else:
            _in_language(field, language)
    fields["notes_to_editors"].widget.attrs["rows"] = 6
    for name, length in settings.NEWSROOM_ADVISED_LENGTHS.items():
        _advise(fields[name], length)
    return fields


def count_labels() -> str:
    """What the page's script says of the length of a text, as JSON."""
    return json.dumps(
        {
            "within": _("%(count)s of %(advised)s characters that are advised"),
            "over": _("%(count)s characters: longer than the %(advised)s that are advised"),
        },
        ensure_ascii=False,
    )


class ArticleForm(forms.ModelForm):
    """What the languages of an article share."""

    class Meta:
        model = Article
        fields = [
            "kind",
            "official_number",
            "dated_on",
            "place",
            "required_languages",
            "topics",
            "people",
            "organisations",
            "contacts",
            "related",
            "lead_image",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "required_languages" in self.fields:
            self.fields["required_languages"] = _required_languages(*self.instance.required_languages)

    def clean_official_number(self) -> str:
        return " ".join(self.cleaned_data["official_number"].split())

    def clean_related(self) -> Any:
        related = self.cleaned_data["related"]
        if self.instance.pk in {article.pk for article in related}:
            raise forms.ValidationError(_("An article is not related to itself."), code="itself")
        return related


class KindRuleForm(forms.ModelForm):
    """What one kind requires."""

    class Meta:
        model = KindRule
        fields = ["kind", "required_languages"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "required_languages" in self.fields:
            self.fields["required_languages"] = _required_languages(*self.instance.required_languages, model=KindRule)


def _required_languages(*more: str, model: type[Model] = Article) -> forms.MultipleChoiceField:
    field: Any = model._meta.get_field("required_languages")
    return forms.MultipleChoiceField(
        label=capfirst(field.verbose_name),
        help_text=field.help_text,
        choices=_language_choices(*more),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class StartForm(forms.Form):
    """A new article with its first text, on one page."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Kind, initial=Kind.PRESS_RELEASE)
    source_language = forms.ChoiceField(
        label=gettext_lazy("Source language"), help_text=gettext_lazy("The language that you write in.")
    )

    fields: dict[str, Any]

    def __init__(self, *args: Any, language: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = (self.data.get("source_language") if self.is_bound else language) or default_language()
        choices = _language_choices()
        self.fields["source_language"].choices = choices
        self.fields["source_language"].initial = language
        self.fields |= _text_fields(language if language in dict(choices) else default_language())
        by_kind = required_languages_by_kind()
        self.fields["required_languages"] = _required_languages(*chain.from_iterable(by_kind.values()))
        self.fields["required_languages"].initial = by_kind[Kind.PRESS_RELEASE]
        # The page's script ticks those of the kind that is chosen, until somebody ticks by hand.
        self.fields["kind"].widget.attrs["data-required"] = json.dumps(by_kind)
        self.fields["dated_on"] = Article._meta.get_field("dated_on").formfield(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        )


class EditionForm(forms.Form):
    """The text of one edition. ``revision`` is the one that the user saw when the page was opened."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    fields: dict[str, Any]

    @property
    def media(self) -> Media:
        """The editor, and the page's own modules after it."""
        return super().media + Media(importmap=ImportMap(MODULES), js=[Script("desk/edit.js", type="module")])

    def __init__(self, *args: Any, edition: Edition, unsaved: WorkingCopy | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        if unsaved is not None:
            self.initial = {**unsaved.text, "revision": unsaved.revision}
        self.fields |= _text_fields(edition.language)
        self.fields |= forms.fields_for_model(Edition, fields=["slug", "change", "public_note"])
        self.fields["slug"].widget.attrs["class"] = "vTextField"
        _in_language(self.fields["slug"], edition.language)
        _in_language(self.fields["public_note"], edition.language)
        self.fields["public_note"].widget.attrs |= {"rows": 3, "class": "vLargeTextField"}
        if edition.change == Change.FIRST:
            del self.fields["change"], self.fields["public_note"]
        else:
            self.fields["change"].choices = _later_changes()
        self.initial = {name: getattr(edition, name) for name in self.fields} | dict(self.initial)

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"].strip()
        if slug:
            validate_slug(slug)
        others = Edition.objects.kept().in_language(self.edition.language).exclude(article=self.edition.article_id)
        if slug and others.filter(slug=slug).exists():
            raise forms.ValidationError(_("Another article has this address. Choose another one."), code="taken")
        return slug


def _later_changes() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in Change.choices if value != Change.FIRST]


class CorrectionForm(forms.Form):
    """Why the next edition follows a public one, in its language and in any other that is public.

    ``cleaned_data["notes"]`` is {edition: public note} of the languages chosen.
    """

    change = forms.ChoiceField(
        label=gettext_lazy("Kind of change"),
        choices=_later_changes,
        widget=forms.RadioSelect,
        initial=Change.CORRECTION,
    )
    public_note = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=gettext_lazy(
            "What was corrected or updated, as the public will read it, with the date."
            " A minor change shows none; you can also write it later."
        ),
    )
    leaves_translations = forms.BooleanField(
        label=gettext_lazy("This minor change does not touch the translations"),
        required=False,
        help_text=gettext_lazy("They are not marked as stale then. For a comma, a capital or a typing mistake."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason, for the desk"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text=gettext_lazy("Kept in the history; the public reads the notes alone."),
    )

    fields: dict[str, Any]

    def __init__(self, *args: Any, edition: Edition, others: list[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition, self.others = edition, others
        self.fields["public_note"].label = _note_label(edition.language)
        _in_language(self.fields["public_note"], edition.language)
        for other in others:
            language = other.language
            self.fields[f"correct_{language}"] = forms.BooleanField(
                label=_("Open the next edition in %(language)s too") % {"language": local_name(language)},
                required=False,
            )
            self.fields[f"note_{language}"] = forms.CharField(
                label=_note_label(language),
                required=False,
                widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
            )
            _in_language(self.fields[f"note_{language}"], language)
        self.order_fields([name for name in self.fields if name != "reason"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("leaves_translations") and data.get("change") != Change.MINOR:
            self.add_error("leaves_translations", _("Only a minor change can leave the translations as they are."))
        data["notes"] = {self.edition: data.get("public_note", "")} | {
            other: data.get(f"note_{other.language}", "")
            for other in self.others
            if data.get(f"correct_{other.language}") or data.get(f"note_{other.language}")
        }
        return data


def _note_label(language: str) -> str:
    return _("Public note in %(language)s") % {"language": local_name(language)}


class KnownThing(forms.ModelChoiceField):
    """A choice of something by the name that editors know it by."""

    def label_from_instance(self, obj: Any) -> str:
        return desk_label(obj)


class KnownThings(forms.ModelMultipleChoiceField):
    """A choice of several things by those names."""

    def label_from_instance(self, obj: Any) -> str:
        return desk_label(obj)


class EditionsField(forms.ModelMultipleChoiceField):
    """A choice of editions, each named by language, title and approval."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "invalid_choice": gettext_lazy(
            "A text that you chose no longer waits for its release: someone has released, scheduled or reopened it"
            " since you opened this page. Look at where the texts stand now, and choose again."
        )
    }

    def label_from_instance(self, edition: Edition) -> str:
        words = {
            "language": local_name(edition.language),
            "title": edition.title or _("(untitled)"),
            "number": edition.number,
            "standing": edition.standing().label,
            "approver": who(edition.approved_by),
        }
        if edition.approved_by:
            return _("%(language)s: “%(title)s” (edition %(number)s, approved by %(approver)s)") % words
        return _("%(language)s: “%(title)s” (edition %(number)s, %(standing)s)") % words


class ReleaseForm(HourForm):
    """Which editions become public, and when."""

    NOW, LATER = "now", "later"

    editions = EditionsField(label=gettext_lazy("Texts that can go"), queryset=Edition.objects.none())
    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[(LATER, gettext_lazy("at the hour below")), (NOW, gettext_lazy("now, as soon as you confirm"))],
        widget=forms.RadioSelect,
        initial=LATER,
    )
    override_reason = forms.CharField(
        label=gettext_lazy("Reason for releasing without what is missing"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text=gettext_lazy("Only where something is missing. It is kept in the history with your name."),
    )
    field_order = ["editions", "when", "day", "time", "time_zone", "fold", "override_reason"]

    def __init__(self, *args: Any, editions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["editions"].queryset = editions
        self.fields["editions"].initial = editions
        self.fields["day"].required = self.fields["time"].required = False

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("when") == self.NOW:
            return self.cleaned_data | {"at": None, "day": None, "time": None}
        for name in ("day", "time"):
            if name in self.cleaned_data and not self.cleaned_data[name]:
                self.add_error(name, _("Say the day and the time, or choose to release now."))
        return super().clean()


class EmergencyForm(forms.Form):
    """Which texts one person alone makes public now, and why."""

    editions = EditionsField(label=gettext_lazy("Texts to release now"), queryset=Edition.objects.none())
    reason = forms.CharField(
        label=gettext_lazy("Reason for the emergency"),
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )

    fields: dict[str, Any]

    def __init__(self, *args: Any, editions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["editions"].queryset = editions


def _usual_notice(language: str) -> str:
    """The words of a notice to begin with, empty where the interface does not speak the language."""
    code = interface_language(language)
    if code.split("-")[0] != language.split("-", maxsplit=1)[0]:
        return ""
    with override(code):
        return _("This text has been withdrawn") + "."


class WithdrawalForm(forms.Form):
    """How the public period of an article ends; a notice for each language that is public."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What the address answers from then on"),
        choices=Outcome,
        widget=forms.RadioSelect,
        initial=Outcome.NOTICE,
    )
    moved_to = KnownThing(
        label=gettext_lazy("The article that the address leads to"), queryset=Article.objects.all(), required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text=gettext_lazy("For the desk; the public reads the notices."),
    )

    fields: dict[str, Any]

    def __init__(self, *args: Any, editions: list[Edition], chooser: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser.choices = self.fields["moved_to"].choices
        self.fields["moved_to"].widget = chooser
        self.editions = editions
        self.languages = [edition.language for edition in editions]
        for language in self.languages:
            self.fields[f"withdraw_{language}"] = forms.BooleanField(
                label=_("Withdraw the text in %(language)s") % {"language": local_name(language)},
                initial=True,
                required=False,
            )
            self.fields[f"notice_{language}"] = forms.CharField(
                label=_("Public notice in %(language)s") % {"language": local_name(language)},
                initial=_usual_notice(language),
                required=False,
                widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
            )
            _in_language(self.fields[f"notice_{language}"], language)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["notices"] = {
            language: data.get(f"notice_{language}", "")
            for language in self.languages
            if data.get(f"withdraw_{language}")
        }
        data["editions"] = [edition for edition in self.editions if edition.language in data["notices"]]
        return data
