"""Who may write what in the glossary; everyone at the desk reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from languages import local_name
from staff.models import Role

from .models import Status

if TYPE_CHECKING:
    from staff.models import User

__all__ = ["refusals_to_import", "refusals_to_write"]


def refusals_to_write(user: User, language: str, *, status: str = "", is_new_entry: bool = False) -> list[str]:
    """Say why the user may not add, change or remove a term in the language; empty when they may.

    A translator writes the terms of the languages that they translate into. In
    an entry that they begin they also say what it is called in the others, but
    forbid nothing there: a forbidden term holds up other people's texts.
    """
    if user.holds(Role.MANAGING_EDITOR) or user.holds(Role.TRANSLATOR, language):
        return []
    if user.holds(Role.TRANSLATOR) and is_new_entry:
        if status != Status.FORBIDDEN:
            return []
        return [_("You may not forbid a term in %(language)s. It is for its translators.") % _in(language)]
    return [_("You have no right to change terms in %(language)s. They are for its translators.") % _in(language)]


def refusals_to_import(user: User) -> list[str]:
    """Say why the user may not take a file into the glossary; empty when they may."""
    if user.holds(Role.MANAGING_EDITOR):
        return []
    return [_("You have no right to take a file into the glossary. It is for managing editors.")]


def _in(language: str) -> dict[str, str]:
    return {"language": local_name(language)}
