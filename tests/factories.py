"""Rows for tests, made in one line. The cast is named: see `CAST`."""

from datetime import date
from itertools import count
from typing import Any

from people.models import Appointment, Organisation, Person, Position
from staff.models import Role, User

__all__ = ["CAST", "appoint", "make_organisation", "make_person", "make_position", "make_user"]

# Who has which role; Nobody has none.
CAST: dict[str, str] = {
    Role.WRITER: "wanda",
    Role.TRANSLATOR: "tariq",
    Role.APPROVER: "ada",
    Role.PUBLISHER: "pia",
    Role.EMERGENCY: "emma",
    Role.MANAGING_EDITOR: "max",
    Role.AUDITOR: "otto",
    "": "nobody",
}
_numbers = count(2)


def make_user(role: str = "", language: str = "", **fields: Any) -> User:
    """Whoever of the cast has the role, for one language or (when empty) all; another one at the second call."""
    name = CAST[role]
    if "username" not in fields:
        taken = User.objects.filter(username=name).exists()
        fields["username"] = f"{name}{next(_numbers)}" if taken else name
    fields.setdefault("is_staff", True)
    user = User(**fields)
    user.set_unusable_password()
    user.save()
    if role:
        user.rights.create(role=role, language=language)
    return user


def make_person(name: str = "Jens Stoltenberg", language: str = "en", **names: str) -> Person:
    """A person with a name in one language, and in others by code: ``fr="Jens Stoltenberg"``."""
    return Person.objects.create_named({language: name, **names}, fallback_language=language)


def make_organisation(
    name: str = "North Atlantic Treaty Organization",
    language: str = "en",
    *,
    acronym: str = "",
    parent: Organisation | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
    **names: str,
) -> Organisation:
    """An organisation with a name in one language, and in others by code."""
    row = {"name": name, "acronym": acronym, "from_on": from_on, "until_on": until_on}
    return Organisation.objects.create_named({language: row, **names}, fallback_language=language, parent=parent)


def make_position(
    title: str = "Secretary General", organisation: Organisation | None = None, language: str = "en", **titles: str
) -> Position:
    """A position of an organisation (a new one if None) with titles by language."""
    return Position.objects.create_titled(
        {language: title, **titles}, fallback_language=language, organisation=organisation or make_organisation()
    )


def appoint(
    person: Person | None = None,
    position: Position | None = None,
    from_on: date | str | None = None,
    until_on: date | str | None = None,
) -> Appointment:
    """Let a person hold a position over ``[from_on, until_on)``: dates, or text as in "2014-10-01"."""
    return Appointment.objects.create(
        person=person or make_person(),
        position=position or make_position(),
        from_on=_day(from_on),
        until_on=_day(until_on),
    )


def _day(day: date | str | None) -> date | None:
    return date.fromisoformat(day) if isinstance(day, str) else day
