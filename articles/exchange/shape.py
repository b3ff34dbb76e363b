"""The shape of a release in a file, read with distrust; `docs/import.md` describes it.

`read` takes the bytes of a JSON file and returns a `ReleaseFile` whose every
value is of the right type, length and range, or raises `Malformed` with all
that is wrong, each with the way to the field. It asks nothing of the database.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from articles.models import Kind
from languages import standard_form

from .dates import day_in, instant_in
from .lines import one_line, shown

__all__ = [
    "ChangeNote",
    "Malformed",
    "NamedThing",
    "Notice",
    "Office",
    "PersonNamed",
    "ReleaseFile",
    "Version",
    "read",
]

MAX_BYTES = 10_000_000

# What other publishers call their releases, and what it is here.
KINDS: dict[str, Kind] = {
    **{kind.value: kind for kind in Kind},
    "authored_article": Kind.STATEMENT,
    "case_study": Kind.FACT_SHEET,
    "government_response": Kind.STATEMENT,
    "html_publication": Kind.FACT_SHEET,
    "institutional_news": Kind.NEWS,
    "news_story": Kind.NEWS,
    "oral_statement": Kind.STATEMENT,
    "social_media_use": Kind.FACT_SHEET,
    "world_news_story": Kind.NEWS,
    "written_statement": Kind.STATEMENT,
}

# Figures that follow from the text, and a direction that follows from the language (and is often wrong).
DERIVED = frozenset({"stats", "dir"})


class Malformed(Exception):
    """A file cannot be imported; ``faults`` are sentences that name the field and what is wrong with it."""

    def __init__(self, *faults: str) -> None:
        super().__init__(" ".join(faults))
        self.faults = list(faults)


@dataclass(frozen=True, slots=True)
class Version:
    """The text in one language. ``body_html`` is as foreign as it came."""

    title: str
    standfirst: str
    body_html: str
    slug: str


@dataclass(frozen=True, slots=True)
class ChangeNote:
    """A later change, as the public was told of it, in the source language."""

    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class NamedThing:
    """An organisation or a topic: its names and acronyms by language."""

    names: dict[str, str]
    acronyms: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Office:
    """A position that a person held over ``[from_on, until_on)``."""

    titles: dict[str, str]
    organisation: str
    from_on: date | None
    until_on: date | None


@dataclass(frozen=True, slots=True)
class PersonNamed:
    """A person with the names by language, the forms for later mentions, and the offices."""

    names: dict[str, str]
    short_names: dict[str, str]
    offices: tuple[Office, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """The end of the public period, with what the public reads in each language."""

    at: datetime
    explanations: dict[str, str]


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """One release. ``left_out`` is what the file says that has no place here: the way to it → the value."""

    id: str
    kind: Kind
    source_language: str
    public_from: datetime
    dated_on: date
    versions: dict[str, Version]
    people: tuple[PersonNamed, ...]
    organisations: tuple[NamedThing, ...]
    topics: tuple[NamedThing, ...]
    changes: tuple[ChangeNote, ...]
    withdrawal: Notice | None
    left_out: dict[str, Any]


def read(content: bytes) -> ReleaseFile:
    """Read one file; raise `Malformed` with everything that is wrong with it."""
    faults: list[str] = []
    left_out: dict[str, Any] = {}
    top = Value(_load(content), "", faults, left_out)
    if not isinstance(top.value, dict):
        raise Malformed("The file holds no release: a JSON object is expected.")
    language = top["source_language"].language()
    moment, day = _published(top["published_at"])
    versions = {code: _version(member) for code, member in top["versions"].by_language()}
    if not versions:
        top["versions"].fault("has no text in any language")
    release = ReleaseFile(
        id=top["id"].line(most=200),
        kind=_kind(top["kind"]),
        source_language=language,
        public_from=moment,
        dated_on=day,
        versions=versions,
        people=tuple(_person(member, language) for member in top["people"].members()),
        organisations=tuple(_organisation(member, language) for member in top["organisations"].members()),
        topics=tuple(NamedThing(member["name"].names(language, most=120)) for member in top["topics"].members()),
        changes=tuple(_changes(top["change_history"], moment)),
        withdrawal=_withdrawal(top["withdrawn_notice"], language, moment),
        left_out=left_out,
    )
    top.finish()
    if faults:
        raise Malformed(*faults)
    return release


def _load(content: bytes) -> Any:
    if len(content) > MAX_BYTES:
        raise Malformed(f"The file is larger than {MAX_BYTES // 1_000_000} MB.")
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_without_twins, parse_constant=_refuse)
    except UnicodeDecodeError as error:
        raise Malformed(f"The file is not UTF-8 text: byte {error.start} fits no character.") from error
    except json.JSONDecodeError as error:
        raise Malformed(f"The file is not JSON: line {error.lineno}, column {error.colno}: {error.msg}.") from error
    except ValueError as error:
        raise Malformed(f"The file is not JSON: {error}.") from error
    except RecursionError as error:
        raise Malformed("The file nests its values too deeply.") from error


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        twin = next(name for name in members if sum(name == other for other, _ in pairs) > 1)
        raise ValueError(f"“{shown(twin)}” is there twice in one object")
    return members


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON value")


class Value:
    """A value in the file and the way to it, which notes what is wrong with it instead of raising.

    The reading methods return something of the right type in any case, so that
    one pass finds all faults. `finish` puts what nobody read among the left out.
    """

    def __init__(self, value: Any, path: str, faults: list[str], left_out: dict[str, Any]) -> None:
        self.value = value
        self.path = path
        self.faults = faults
        self.left_out = left_out
        self.children: dict[str, Value] = {}

    def __getitem__(self, name: str) -> Value:
        if name not in self.children:
            path = f"{self.path}.{name}" if self.path else name
            inside = self.value.get(name) if isinstance(self.value, dict) else None
            self.children[name] = Value(inside, path, self.faults, self.left_out)
        return self.children[name]

    def fault(self, sentence: str) -> None:
        self.faults.append(f"{self.path}: {sentence}.")

    def finish(self) -> None:
        """Note as left out each member that was not read."""
        if isinstance(self.value, dict):
            for name, value in self.value.items():
                if name not in self.children and name not in DERIVED and value not in (None, "", [], {}):
                    self.left_out[f"{self.path}.{shown(name)}" if self.path else shown(name)] = value
        for child in self.children.values():
            child.finish()

    def members(self) -> list[Value]:
        """The objects of a list; none where there is no list."""
        if self.value is None:
            return []
        if not isinstance(self.value, list):
            self.fault(f"is {_sort(self.value)}, not a list")
            return []
        found = []
        for index, inside in enumerate(self.value):
            member = self.children[f"[{index}]"] = Value(inside, f"{self.path}[{index}]", self.faults, self.left_out)
            if isinstance(inside, dict):
                found.append(member)
            else:
                member.fault(f"is {_sort(inside)}, not an object")
        return found

    def by_language(self) -> Iterator[tuple[str, Value]]:
        """The members of an object whose names are language codes."""
        if self.value is None:
            return
        if not isinstance(self.value, dict):
            self.fault(f"is {_sort(self.value)}, not an object of languages")
            return
        seen: set[str] = set()
        for name in self.value:
            code = _code(name)
            if code is None:
                self.fault(f"“{shown(name)}” is not the code of a language")
            elif code in seen:
                self.fault(f"has “{code}” twice, in two spellings")
            else:
                seen.add(code)
                yield code, self[name]

    def text(self, *, required: bool = True, most: int | None = None) -> str:
        """The text as it stands; empty where it is missing."""
        if self.value is None or self.value == "":
            if required:
                self.fault("is missing")
            return ""
        if not isinstance(self.value, str):
            self.fault(f"is {_sort(self.value)}, not text")
            return ""
        if (bad := _unstorable(self.value)) is not None:
            self.fault(f"has the character U+{ord(bad):04X}, which cannot be stored")
            return ""
        if most is not None and len(self.value) > most:
            self.fault(f"has {len(self.value)} characters; at most {most} fit")
            return ""
        return self.value

    def line(self, *, required: bool = True, most: int | None = None) -> str:
        """The text as one line without mark-up."""
        line = one_line(self.text(required=required))
        if most is not None and len(line) > most:
            self.fault(f"has {len(line)} characters; at most {most} fit")
        elif required and self.value and isinstance(self.value, str) and not line:
            self.fault("is empty")
        return line

    def names(self, language: str, *, most: int, required: bool = True) -> dict[str, str]:
        """Names by language: an object of them, or one text in the given language."""
        if isinstance(self.value, dict):
            names = {code: member.line(most=most) for code, member in self.by_language()}
        else:
            name = self.line(required=required, most=most)
            names = {language: name} if name else {}
        if required and not names and isinstance(self.value, dict):
            self.fault("has no name in any language")
        return names

    def language(self) -> str:
        """A language code in its standard form."""
        text = self.text()
        code = _code(text)
        if text and code is None:
            self.fault(f"“{shown(text)}” is not the code of a language")
        return code or "und"

    def parsed[T](self, parse: Callable[[str], T], *, required: bool = True) -> T | None:
        """What ``parse`` makes of the text; None where it is missing or raises `ValueError`, whose words are noted."""
        text = self.text(required=required)
        if not text:
            return None
        try:
            return parse(text)
        except (ValueError, OverflowError) as error:
            self.fault(str(error) if type(error) is ValueError else f"“{shown(text)}” is no date that can be stored")
            return None


def _sort(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case list():
            return "a list"
    return "an object"


def _unstorable(text: str) -> str | None:
    return next((character for character in text if character == "\0" or "\ud800" <= character <= "\udfff"), None)


def _code(text: str) -> str | None:
    code = standard_form(text) if text.isascii() else None
    return code if code is not None and len(code) <= 35 else None


def _kind(value: Value) -> Kind:
    text = value.text()
    if text and text not in KINDS:
        value.fault(f"“{shown(text)}” is not a kind of article; known are {', '.join(sorted(KINDS))}")
    return KINDS.get(text, Kind.PRESS_RELEASE)


def _published(value: Value) -> tuple[datetime, date]:
    """The instant (aware UTC), and the day as the file writes it.

    A day alone counts from its first instant in the press office's zone.
    """
    text = value.text()
    on = None
    try:
        on = day_in(text) if text else None
    except ValueError:
        at = value.parsed(instant_in)
        if at is not None:
            return at.astimezone(UTC), at.date()
    if on is None:
        return datetime.min.replace(tzinfo=UTC), date.min
    return _first_instant(value, on), on


def _first_instant(value: Value, on: date) -> datetime:
    try:
        # With fold=0 this is right too where the clocks skip midnight or show it twice.
        return datetime.combine(on, time.min, tzinfo=ZoneInfo(settings.NEWSROOM_TIME_ZONE)).astimezone(UTC)
    except OverflowError:
        value.fault(f"“{on}” is no date that can be stored")
        return datetime.min.replace(tzinfo=UTC)


def _version(value: Value) -> Version:
    if not isinstance(value.value, dict):
        value.fault(f"is {_sort(value.value)}, not an object")
    return Version(
        title=value["title"].line(most=300),
        standfirst=value["standfirst"].line(required=False),
        body_html=value["body_html"].text(),
        slug=value["slug"].line(required=False),
    )


def _organisation(value: Value, language: str) -> NamedThing:
    names = value["name"].names(language, most=300)
    acronyms = value["acronym"].names(language, most=50, required=False)
    return NamedThing(names, acronyms)


def _person(value: Value, language: str) -> PersonNamed:
    return PersonNamed(
        names=value["name"].names(language, most=200),
        short_names=value["short"].names(language, most=200, required=False),
        offices=tuple(filter(None, (_office(member, language) for member in value["roles"].members()))),
    )


def _office(value: Value, language: str) -> Office | None:
    office = Office(
        titles=value["title"].names(language, most=300),
        organisation=value["organisation"].line(most=300),
        from_on=value["from"].parsed(day_in, required=False),
        until_on=value["until"].parsed(day_in, required=False),
    )
    if office.from_on and office.until_on and office.until_on <= office.from_on:
        value["until"].fault(f"{office.until_on} does not come after {office.from_on}")
    return office if office.titles and office.organisation else None


def _changes(value: Value, published: datetime) -> list[ChangeNote]:
    """The changes after the first release, in order of time."""
    changes = []
    for member in value.members():
        at = member["public_timestamp"].parsed(instant_in)
        is_later = at is not None and at > published
        note = member["note"].line(required=is_later)
        if at is not None and is_later:
            changes.append(ChangeNote(at.astimezone(UTC), note))
    instants = [change.at for change in changes]
    if len(set(instants)) < len(instants):
        value.fault("has two changes at one instant")
    return sorted(changes, key=lambda change: change.at)


def _withdrawal(value: Value, language: str, published: datetime) -> Notice | None:
    if not value.value:
        return None
    if not isinstance(value.value, dict):
        value.fault(f"is {_sort(value.value)}, not an object")
        return None
    at = value["withdrawn_at"].parsed(instant_in)
    explanation = value["explanation"]
    if isinstance(explanation.value, dict):
        explanations = {code: member.text() for code, member in explanation.by_language()}
    else:
        explanations = {language: explanation.text()}
    if at is None:
        return None
    if at <= published:
        value["withdrawn_at"].fault("does not come after published_at")
    return Notice(at.astimezone(UTC), explanations)
