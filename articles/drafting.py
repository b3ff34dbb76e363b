"""The first steps of a text: a new article, and a new edition of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from languages import local_name
from staff.models import Role

from .models import Article, Change, Edition, Event, Kind, WorkingCopy, required_languages_by_kind
from .translation.kept import units_kept
from .translation.saving import keep_up
from .workflow import Refused, acting, may_write, perform, require

if TYPE_CHECKING:
    from staff.models import User

__all__ = [
    "describe",
    "keep_working_copy",
    "note_media",
    "open_edition",
    "refusals_to_describe",
    "refusals_to_open",
    "refusals_to_start",
    "save_text",
    "start_article",
]


def refusals_to_start(user: User) -> list[str]:
    """Say why the user may not start an article; empty when they may."""
    if user.holds(Role.WRITER) or user.holds(Role.MANAGING_EDITOR):
        return []
    return [_("You have no right to start an article. It is for writers.")]


def refusals_to_describe(article: Article, user: User) -> list[str]:
    """Say why the user may not change what an article's languages share: topics, people, image, dates.

    Once anything is public or scheduled, such a change would show at once, so
    it is for those who release.
    """
    if user.holds(Role.MANAGING_EDITOR) or user.holds(Role.PUBLISHER):
        return []
    if article.pk and article.has_been_released():
        return [_("This article is public or scheduled. Only publishers change its topics, people and image now.")]
    return refusals_to_start(user)


def refusals_to_open(article: Article, language: str, user: User) -> list[str]:
    """Say why the user may not open a new edition of the article in the language; empty when they may.

    An edition that is public is corrected instead, which opens the next one as a copy.
    """
    if not may_write(user, Edition(article=article, language=language)):
        return [
            _("You have no right to write in %(language)s.") % {"language": local_name(language)},
        ]
    existing = article.editions.in_language(language)
    if existing.unfinished().exists():
        return [_("An edition in %(language)s is already open.") % {"language": local_name(language)}]
    if existing.public().exists():
        return [_("A text in %(language)s is public. Correct it instead.") % {"language": local_name(language)}]
    return []


def start_article(
    user: User,
    *,
    kind: str = Kind.PRESS_RELEASE,
    source_language: str,
    dated_on: date | None = None,
    required_languages: list[str] | None = None,
    **text: Any,
) -> Edition:
    """Begin an article with its first edition, in the source language; return that edition.

    ``required_languages`` are those of the kind unless given. Raises `Refused`.
    """
    if reasons := refusals_to_start(user):
        raise Refused(*reasons)
    article = Article(
        kind=kind,
        source_language=source_language,
        required_languages=required_languages_by_kind()[kind] if required_languages is None else required_languages,
        dated_on=dated_on,
        created_by=user,
    )
    with transaction.atomic():
        article.save()
        return open_edition(article, source_language, user, **text)


SHARED_LISTS = ("topics", "people", "organisations", "contacts", "related")
SHARED_FIELDS = ("kind", "official_number", "dated_on", "place", "required_languages", "lead_image")


def describe(article: Article, user: User, *, reason: str = "", **shared: Any) -> Article:
    """Change what the article's languages share, and record it; return the article.

    ``shared`` holds any of `SHARED_FIELDS`, and of `SHARED_LISTS` with iterables
    of what the article is to have; ``reason`` goes into the event. Raises `Refused`.

    An article that takes another kind before its first release takes that kind's
    required languages too, unless they were chosen by hand, before or in this change.
    """
    if unknown := shared.keys() - {*SHARED_FIELDS, *SHARED_LISTS}:
        raise TypeError(f"not shared by an article's languages: {sorted(unknown)}")
    with transaction.atomic():
        current = Article.objects.select_for_update().get(pk=article.pk)
        if reasons := refusals_to_describe(current, user):
            raise Refused(*reasons)
        if shared.get("kind", current.kind) != current.kind and _is_an_invitation_that_was_sent(current):
            raise Refused(_("This article has invited to something on a day. Say that it is cancelled instead."))
        before = current.description()
        shared |= _languages_of_the_new_kind(current, shared)
        for name in SHARED_FIELDS:
            if name in shared:
                setattr(current, name, shared[name])
        current.save()
        for name in SHARED_LISTS:
            if name in shared:
                getattr(current, name).set(shared[name])
        after = current.description()
        if after != before:
            Event.objects.create(article=current, user=user, action="describe", reason=reason, details=after)
    return current


def _is_an_invitation_that_was_sent(article: Article) -> bool:
    """Whether another kind would take a date and place from the public without anyone being told."""
    return article.has_been_released() and article.occasions.confirmed().exists()


def note_media(article: Article, user: User, *, reason: str = "") -> None:
    """Record which images and files the article now has, after rows of its gallery or attachments were changed."""
    Event.objects.create(article=article, user=user, action="describe", reason=reason, details=article.description())


def _languages_of_the_new_kind(article: Article, shared: dict[str, Any]) -> dict[str, list[str]]:
    """The required languages that come with another kind; empty where someone chose the article's by hand."""
    kind = shared.get("kind", article.kind)
    required = set(article.required_languages)
    if kind == article.kind or set(shared.get("required_languages", required)) != required:
        return {}
    by_kind = required_languages_by_kind()
    if required != set(by_kind[article.kind]) or article.has_been_released():
        return {}
    return {"required_languages": by_kind[kind]}


def keep_working_copy(
    edition: Edition, user: User, *, revision: int, rows: Sequence[dict[str, Any]] | None = None, **text: str
) -> WorkingCopy:
    """Keep what the user has typed so far, for them alone; the edition does not change. Raises `Refused`.

    ``revision`` is the one that the user opened, ``rows`` are those of the workbench;
    None where the text was typed as one, so that the rows kept before still say what
    was merged and split. Only `perform` with “save” brings a text into the edition.
    """
    require(edition, "save", user)
    draft = Edition(article=edition.article, language=edition.language, body=edition.body)
    draft.write(**text)
    kept = {name: getattr(draft, name) for name in text}
    defaults: dict[str, Any] = {"revision": revision, "text": kept}
    if rows is not None:
        defaults["rows"] = list(rows)
    copy, _is_new = WorkingCopy.objects.update_or_create(edition=edition, user=user, defaults=defaults)
    return copy


def save_text(edition: Edition, user: User, *, revision: int, **text: str) -> Edition:
    """Save the text into the edition and drop the user's working copy of it. Raises `Refused` or `Conflict`.

    What the user merged and split beside the source, and had not saved, is saved with it.
    """
    with transaction.atomic():
        mine = WorkingCopy.objects.filter(edition=edition, user=user)
        kept = mine.first()
        units = units_kept(edition, user, kept.rows) if kept else None
        saved = perform(edition, "save", user, revision=revision, **text)
        mine.delete()
        if saved.translates_id is not None:
            keep_up(saved, user, units)
    return saved


def open_edition(
    article: Article, language: str, user: User, *, translates: Edition | None = None, **text: Any
) -> Edition:
    """Open the next edition in the language; return it.

    A translation (``translates`` given, or the language not the source) starts
    from the newest edition of the language that it is made from. Raises `Refused`.
    """
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=article.pk)
        if reasons := refusals_to_open(article, language, user):
            raise Refused(*reasons)
        if translates is None and language != article.source_language:
            translates = article.newest_edition(article.source_language)
        number = next_number(article, language)
        edition = Edition(article=article, language=language, number=number, translates=translates)
        if number > 1 and article.editions.in_language(language).has_been_public().exists():
            edition.change = Change.UPDATE
        edition.write(**text)
        if translates is not None:
            edition.translated_hash = translates.words_hash
        with acting(user, "open"):
            edition.save(force_insert=True)
        edition.refresh_from_db()
    return edition


def next_number(article: Article, language: str) -> int:
    """The number that the article's next edition in the language bears. Causes a query."""
    highest = article.editions.in_language(language).aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1
