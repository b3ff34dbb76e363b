"""The rows of terms as the desk's form edits them, and the file of a glossary."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.translation.glossary.files.records import MAX_BYTES
from articles.translation.glossary.models import Concept, Status, Term
from articles.translation.glossary.rights import refusals_to_write
from people.forms import LanguageFormSet, LanguageRowForm
from staff.models import User

__all__ = ["FileForm", "TermForm", "TermFormSet"]


class TermForm(LanguageRowForm):
    """A term; whether it agrees with the other terms of its entry, the rows decide together."""

    class Meta:
        model = Term
        fields = ["language", "text", "status", "part_of_speech", "is_case_sensitive", "note"]

    def validate_constraints(self) -> None:
        """Leave out what involves the entry: its other rows may be about to change as well."""
        try:
            self.instance.validate_constraints(exclude={"concept", *self.errors})
        except ValidationError as error:
            self.add_error(None, error)


class TermFormSet(LanguageFormSet):
    """The terms of an entry. ``user`` is who changes them."""

    required = "text"
    user: User
    instance: Concept

    def clean(self) -> None:
        super().clean()
        is_new = self.instance._state.adding
        for form in self.forms:
            if form.is_valid() and (form.has_changed() or form.cleaned_data.get(DELETION_FIELD_NAME)):
                self._refuse(form, is_new_entry=is_new)
        preferred: set[tuple[str, str]] = set()
        texts: set[tuple[str, str]] = set()
        for form in self.filled_forms():
            term: Any = form.instance
            text = (term.language, term.text.casefold())
            if text in texts:
                form.add_error("text", _("This entry already has this term in this language."))
            texts.add(text)
            place = (term.language, term.part_of_speech)
            if term.status == Status.PREFERRED and place in preferred:
                form.add_error(
                    "status",
                    _("This entry already has a preferred term in this language. Admit or forbid one of the two."),
                )
            elif term.status == Status.PREFERRED:
                preferred.add(place)

    def _refuse(self, form: forms.ModelForm, *, is_new_entry: bool) -> None:
        """Note why the user may not do to the row what was done; what it was counts as much as what it is to be."""
        languages = dict.fromkeys(filter(None, (form.initial.get("language"), form.cleaned_data.get("language"))))
        if not form.instance.pk:
            languages = dict.fromkeys([form.cleaned_data.get("language", "")])
        for language in languages:
            status = form.cleaned_data.get("status", "")
            for reason in refusals_to_write(self.user, language, status=status, is_new_entry=is_new_entry):
                if form.cleaned_data.get(DELETION_FIELD_NAME):
                    # What a row to be removed has to say, nobody asks.
                    raise ValidationError(reason)
                form.add_error(None, reason)

    def save(self, commit: bool = True) -> Any:
        """Save; rows that exchange their texts or the preference step aside first, each rule being checked at once."""
        if commit:
            changed = [form.instance.pk for form in self.initial_forms if form.has_changed()]
            aside = Concat(Value("#"), Cast("pk", CharField()))
            Term.objects.filter(pk__in=changed).update(status=Status.ADMITTED, text=aside)
        return super().save(commit)


class FileForm(forms.Form):
    """A glossary from elsewhere."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "TBX or CSV, up to 10 MB. An entry that is known is brought up to date; no term is removed."
        ),
        widget=forms.FileInput(attrs={"accept": ".tbx,.xml,.csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise ValidationError(_("The file is larger than 10 MB. Split it."))
        return file
