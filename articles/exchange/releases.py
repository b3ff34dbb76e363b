"""Import of releases that were published elsewhere, each in its own transaction.

An imported edition carries an approval that says so; everything else about it
is as if it had passed the desk. What a file says and the newsroom has no place
for is kept in the reason of the article's event.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, transaction

from articles.models import (
    Approval,
    Article,
    Change,
    Edition,
    Event,
    Outcome,
    Withdrawal,
    WithdrawalNotice,
)
from articles.models.edition import SLUG_LENGTH
from articles.richtext import RichTextError, plain_text, sanitise, split_blocks
from articles.translation.memory.tasks import remember_import
from articles.workflow import database_clock
from people.slugs import slug_from
from staff.models import Role, User

from .imported import record_release
from .lines import shown
from .shape import MAX_BYTES, Malformed, Notice, ReleaseFile, Version, read
from .subjects import organisation_for, person_for, topic_for

__all__ = ["Fate", "Result", "files_in", "import_file", "refusals_to_import"]


class Fate(StrEnum):
    """What became of a file."""

    IMPORTED = "imported"
    UNCHANGED = "already imported"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a file, and why."""

    path: Path
    fate: Fate
    reasons: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Text:
    """One edition to be."""

    language: str
    number: int
    title: str
    standfirst: str
    body: str
    change: Change
    public_note: str
    public_from: datetime
    public_until: datetime | None

    def differences(self, edition: Edition) -> Iterator[str]:
        """What the edition says otherwise; ids of blocks, which are given at random, do not count."""
        for name in ("title", "standfirst", "change", "public_note", "public_from"):
            if getattr(self, name) != getattr(edition, name):
                yield name
        if _without_ids(self.body) != _without_ids(edition.body):
            yield "body"


def refusals_to_import(user: User) -> list[str]:
    """Say why releases may not be imported in the user's name; empty when they may."""
    name = user.get_username()
    if not user.is_active:
        return [f"The account “{name}” is closed."]
    if not (user.holds(Role.PUBLISHER) or user.holds(Role.MANAGING_EDITOR)):
        return [f"“{name}” has no right to release. Name a publisher or a managing editor."]
    return []


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and the ``.json`` files in the folders named and below, in alphabetical order, each once.

    Raises `OSError` for a path that does not exist or a folder that cannot be read.
    """
    seen: set[Path] = set()
    for path in paths:
        path.stat()
        for file in _in_folder(path) if path.is_dir() else [path]:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def _in_folder(folder: Path) -> list[Path]:
    def give_up(error: OSError) -> None:
        raise error

    return sorted(
        path / name
        for path, _folders, names in folder.walk(on_error=give_up)
        for name in names
        if name.endswith(".json")
    )


def import_file(path: Path, user: User | None = None) -> Result:
    """Import the release in the file, in one transaction; say what became of it.

    Again with the same file, it changes nothing. A file that now says otherwise
    than what was imported from it is refused: public texts are corrected at the
    desk. Events and approval name the user (None: nobody) and the file.
    """
    try:
        if not path.is_file():
            raise Malformed("It is not a file.")
        with path.open("rb") as file:
            release = read(file.read(MAX_BYTES + 1))
        with transaction.atomic():
            _one_import_at_a_time()
            texts = _texts(release)
            article = Article.objects.filter(import_id=release.id).first()
            faults = _faults(release, texts, user) if article is None else _differences(article, texts)
            if sentences := list(faults):
                raise Malformed(*sentences)
            if article is not None:
                return Result(path, Fate.UNCHANGED)
            _create(release, texts, user, path.name)
    except Malformed as error:
        return Result(path, Fate.REFUSED, error.faults)
    except OSError as error:
        return Result(path, Fate.REFUSED, [f"The file cannot be read: {error.strerror}."])
    except (RichTextError, ValidationError, IntegrityError, DataError) as error:
        return Result(path, Fate.REFUSED, [_first_line(error)])
    return Result(path, Fate.IMPORTED, [], sorted(release.versions), sorted(release.left_out))


def _first_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return str(error).partition("\n")[0]


def _one_import_at_a_time() -> None:
    """Let two imports take turns, so that they do not both create a person, or the article of an id."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('articles.exchange.releases'))")


def _texts(release: ReleaseFile) -> list[_Text]:
    """The editions to be, the source language first.

    A file holds the last text alone. Where it tells of later changes, the text
    is an edition at each of them, so that the notes stand at their dates.
    """
    languages = sorted(release.versions, key=lambda language: (language != release.source_language, language))
    texts = []
    for language in languages:
        version = release.versions[language]
        changes = release.changes if language == release.source_language or len(languages) == 1 else ()
        starts = [release.public_from, *(change.at for change in changes)]
        ends = [*starts[1:], release.withdrawal.at if release.withdrawal else None]
        notes = ["", *(change.note for change in changes)]
        body = _body(version, language)
        for number, (start, end, note) in enumerate(zip(starts, ends, notes, strict=True), start=1):
            texts.append(
                _Text(
                    language=language,
                    number=number,
                    title=version.title,
                    standfirst=version.standfirst,
                    body=body,
                    change=Change.UPDATE if note else Change.FIRST,
                    public_note=note,
                    public_from=start,
                    public_until=end,
                )
            )
    return texts


def _body(version: Version, language: str) -> str:
    try:
        body = sanitise(version.body_html)
    except RichTextError as error:
        raise Malformed(f"versions.{language}.body_html: {error}") from error
    if not plain_text(body).strip():
        raise Malformed(f"versions.{language}.body_html: is empty once what is not text is taken away.")
    return body


def _without_ids(body: str) -> list[str]:
    return [block.html.replace(f' data-block="{block.id}"', "") for block in split_blocks(body)]


def _differences(article: Article, texts: list[_Text]) -> Iterator[str]:
    imported = {
        (edition.language, edition.number): edition for edition in article.editions.filter(approval=Approval.IMPORT)
    }
    faults = []
    for text in texts:
        edition = imported.pop((text.language, text.number), None)
        if edition is None:
            faults.append(f"{text.language} is new")
        else:
            faults += [f"{name} in {text.language}" for name in text.differences(edition)]
    faults += [f"{language} is missing" for language, _number in imported]
    if faults:
        yield (
            f"It was already imported, and the file differs now: {', '.join(dict.fromkeys(faults))}."
            " Nothing was changed; correct the public text at the desk."
        )


def _faults(release: ReleaseFile, texts: list[_Text], user: User | None) -> Iterator[str]:
    now = database_clock()
    if release.public_from >= now:
        yield "published_at: lies in the future; only what has been released can be imported."
    if release.changes and release.changes[-1].at >= now:
        yield "change_history: a change lies in the future."
    if release.withdrawal is None:
        return
    if user is None:
        yield "withdrawn_notice: a withdrawal is somebody’s decision; say whose with --as."
    if release.withdrawal.at >= now:
        yield "withdrawn_notice.withdrawn_at: lies in the future."
    if any(text.public_until is not None and text.public_until <= text.public_from for text in texts):
        yield "withdrawn_notice.withdrawn_at: comes before the last change."
    for language in release.versions:
        if not plain_text(release.withdrawal.explanations.get(language, "")).strip():
            yield f"withdrawn_notice.explanation: has no words for {language}."


def _create(release: ReleaseFile, texts: list[_Text], user: User | None, name: str) -> Article:
    article = Article.objects.create(
        kind=release.kind,
        source_language=release.source_language,
        required_languages=[],
        dated_on=release.dated_on,
        import_id=release.id,
        created_by=user,
    )
    article.organisations.set([organisation_for(named) for named in release.organisations])
    article.people.set([person_for(named, release.source_language) for named in release.people])
    article.topics.set([topic_for(named) for named in release.topics])
    by = f" by {user.get_username()}" if user else ""
    origin = f"import{by} from {shown(name, 255)}"
    left_out = [f"{path} = {json.dumps(value)}" for path, value in sorted(release.left_out.items())]
    Event.objects.create(
        article=article,
        user=user,
        action="import",
        details=article.description(),
        reason="\n".join([origin, *(["Not taken over:", *left_out] if left_out else [])]),
    )
    editions = _record_editions(article, release, texts, user, origin)
    if release.withdrawal is not None and user is not None:
        _record_withdrawal(article, release.withdrawal, editions, user, origin)
    if len(release.versions) > 1:
        # Aligning takes as long as importing, and nothing waits for it.
        remember_import.defer(article_id=article.pk)
    return article


def _record_editions(
    article: Article, release: ReleaseFile, texts: list[_Text], user: User | None, origin: str
) -> list[Edition]:
    """Record the editions, each translation as made from the last of the source language."""
    slugs = {language: _slug(article, language, version) for language, version in release.versions.items()}
    source: Edition | None = None
    editions = []
    for text in texts:
        is_source = text.language == release.source_language
        edition = record_release(
            article,
            text.language,
            user,
            origin=origin,
            public_from=text.public_from,
            public_until=text.public_until,
            title=text.title,
            standfirst=text.standfirst,
            body=text.body,
            slug=slugs[text.language],
            translates=None if is_source else source,
            change=text.change,
            public_note=text.public_note,
        )
        editions.append(edition)
        source = edition if is_source else source
    return editions


def _slug(article: Article, language: str, version: Version) -> str:
    """The last part of the address in the file, or else the title; numbered where another article has it."""
    last_part = version.slug.rstrip("/").rpartition("/")[2]
    base = slug_from(last_part) or slug_from(version.title) or article.kind.replace("_", "-")
    base = base[: SLUG_LENGTH - 10].strip("-")
    taken = set(
        Edition.objects.in_language(language)
        .kept()
        .filter(slug__startswith=base)
        .exclude(article=article)
        .values_list("slug", flat=True)
    )
    slug, count = base, 1
    while slug in taken:
        count += 1
        slug = f"{base}-{count}"
    return slug


def _record_withdrawal(article: Article, notice: Notice, editions: list[Edition], user: User, origin: str) -> None:
    withdrawal = Withdrawal.objects.create(
        article=article,
        outcome=Outcome.NOTICE,
        reason=origin,
        withdrawn_at=notice.at,
        withdrawn_by=user,
    )
    last_of_each = {edition.language: edition for edition in editions}
    for language, edition in last_of_each.items():
        WithdrawalNotice.objects.create(
            withdrawal=withdrawal,
            edition=edition,
            language=language,
            notice=plain_text(notice.explanations[language]).strip(),
        )
