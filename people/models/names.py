"""What everything with names in several languages has in common."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from languages import default_language, validate_language
from languages.collation import MAX_KEY_LENGTH, letter, sort_key
from people.names import choose_language

__all__ = ["LanguageField", "LetterField", "Named", "SortKeyField"]


class LanguageField(models.CharField):
    """A BCP 47 code that CLDR knows."""

    default_validators = [validate_language]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 35)
        super().__init__(*args, **kwargs)


class SortKeyField(models.BinaryField):
    """What rows with a name are sorted by, in the order of their language: made whenever the row is saved.

    The row says with ``sorts_as()`` which text counts. An ``update()`` of the
    name alone leaves it as it was.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "max_length": MAX_KEY_LENGTH, "default": b"", "editable": False})

    def pre_save(self, model_instance: Any, add: bool) -> bytes:  # noqa: ARG002 - Django gives it
        key = sort_key(model_instance.sorts_as(), model_instance.language)
        setattr(model_instance, self.attname, key)
        return key

    def to_python(self, value: Any) -> Any:
        """Read also what the database writes of bytes in JSON."""
        if isinstance(value, str) and value.startswith("\\x"):
            return bytes.fromhex(value[2:])
        return super().to_python(value)


class LetterField(models.CharField):
    """The letter of the alphabet under which a row with a name is listed, made as by `SortKeyField`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "max_length": 8, "blank": True, "default": "", "editable": False})

    def pre_save(self, model_instance: Any, add: bool) -> str:  # noqa: ARG002 - Django gives it
        found = letter(model_instance.sorts_as(), model_instance.language)
        setattr(model_instance, self.attname, found)
        return found


class Named(models.Model):
    """Something with texts per language, which declares the language that the others fall back to."""

    fallback_language = LanguageField(
        _("fallback language"),
        default=default_language,
        help_text=_("Shown where a name is not recorded in the reader’s language."),
    )

    class Meta:
        abstract = True

    def choose(self, available: Iterable[str], language: str) -> str | None:
        """`choose_language` with the fallback declared here."""
        return choose_language(available, language, self.fallback_language)
