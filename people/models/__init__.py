"""Persons, organisations, positions and appointments; everything that others import."""

from people.dates import today
from people.names import LocalText, choose_language

from .names import LanguageField, LetterField, Named, SortKeyField
from .offices import Appointment, AppointmentTitle, Position, PositionTitle
from .organisations import Organisation, OrganisationName, Succession
from .periods import Period
from .persons import Biography, Person, PersonName

__all__ = [
    "Appointment",
    "AppointmentTitle",
    "Biography",
    "LanguageField",
    "LetterField",
    "LocalText",
    "Named",
    "Organisation",
    "OrganisationName",
    "Period",
    "Person",
    "PersonName",
    "Position",
    "PositionTitle",
    "SortKeyField",
    "Succession",
    "choose_language",
    "today",
]
