"""Fields that hold a body: sanitised on every way in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.forms.boundfield import BoundField

from .blocks import keep_block_ids
from .sanitising import sanitise
from .tree import RichTextError
from .widgets import RichTextWidget


def _sanitised(html: str) -> str:
    try:
        return sanitise(html)
    except RichTextError as error:
        raise ValidationError(str(error), code="richtext") from error


class RichTextFormField(forms.CharField):
    """A body in a form: cleaned to the vocabulary, with the ids that its blocks had when the form was opened."""

    widget = RichTextWidget

    def clean(self, value: Any) -> str:
        """Return the sanitised text. Raise ``ValidationError`` if it is too long or too deeply nested."""
        cleaned: str = super().clean(_sanitised(value or ""))
        return cleaned

    def _clean_bound_field(self, bf: BoundField) -> str:
        # Django calls this with the initial value at hand; clean() has none.
        if self.disabled:
            return self.clean(bf.initial)
        try:
            return self.clean(keep_block_ids(bf.data or "", bf.initial or ""))
        except RichTextError as error:
            raise ValidationError(str(error), code="richtext") from error

    def has_changed(self, initial: str | None, data: str | None) -> bool:
        """Whether the text differs, in the vocabulary's terms, from the one that the form was opened with."""
        try:
            return not self.disabled and keep_block_ids(data or "", initial or "") != sanitise(initial or "")
        except RichTextError:
            return True


class RichTextField(models.TextField):
    """A body in the database: sanitised whenever it is written, by ``save()``, in bulk or by ``update()``.

    Reading it gives exactly what is stored.
    """

    def clean(self, value: Any, model_instance: models.Model | None) -> str:
        """Return the sanitised text. Raise ``ValidationError`` if it is too long or too deeply nested."""
        cleaned: str = super().clean(_sanitised(value or ""), model_instance)
        return cleaned

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Sanitise the text on the instance too, so that it holds what the database holds."""
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = sanitise(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """Sanitise what ``update()`` and the bulk methods write."""
        if isinstance(value, str):
            value = sanitise(value)
        return super().get_db_prep_save(value, connection)

    def formfield(self, **kwargs: Any) -> Any:
        """Return a `RichTextFormField`; the admin's plain textarea gives way to the editor."""
        widget = kwargs.pop("widget", RichTextWidget)
        given = widget if isinstance(widget, type) else type(widget)
        if not issubclass(given, RichTextWidget | forms.HiddenInput):
            widget = RichTextWidget
        return super().formfield(**{"form_class": RichTextFormField, **kwargs, "widget": widget})
