"""Put the made-up archive into the database, in batches, through all of its rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import batched, product
from random import Random

from django.db import connection, transaction

from articles.exchange.shape import NamedThing, Office, PersonNamed
from articles.exchange.subjects import organisation_for, person_for, topic_for
from articles.models import Approval, Article, Change, Edition, State
from articles.workflow import acting, database_clock

from . import words
from .writing import FIRST_DAY, WEEKS, Story, Writer

__all__ = ["ArchiveRefused", "extend", "filled"]

PREFIX = "archive"
BATCH = 500  # articles in one transaction
PERSONS = 60


class ArchiveRefused(Exception):
    """The archive cannot be made here; the message says why."""


@dataclass(frozen=True, slots=True)
class Term:
    """A person, by number, holds an office of an organisation over ``[from_on, until_on)``."""

    organisation: int
    titles: tuple[str, str]
    person: int
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True)
class Cast:
    """Primary keys, in the order of the lists of words, and who held an office of an organisation when."""

    organisations: list[int]
    persons: list[int]
    topics: list[int]
    terms: dict[int, list[Term]]

    def speaking_for(self, organisation: int, on: date) -> set[int]:
        """The persons who then held an office of the organisation."""
        return {self.persons[term.person] for term in self.terms[organisation] if term.from_on <= on < term.until_on}


def filled(seed: int) -> int:
    """How many articles of this archive there are. Raises `ArchiveRefused` where there is one of another seed."""
    archive = Article.objects.filter(import_id__startswith=f"{PREFIX}-")
    own = archive.filter(import_id__startswith=f"{PREFIX}-{seed}-").count()
    if own < archive.count():
        raise ArchiveRefused("This database holds an archive of another seed. Give that seed to extend it.")
    return own


def extend(seed: int, total: int, advance: Callable[[int], object]) -> int:
    """Add to the archive of the seed until it has ``total`` articles; return how many were added.

    Each batch is a transaction of its own, so that an interrupted run is
    carried on by the next. ``advance`` is told the number of articles of each.
    """
    organisations = [
        (english.format(place[0]), french.format(place[1]))
        for (english, french), place in product(words.BODIES, words.PLACES)
    ]
    with _alone():
        start = filled(seed)
        if start >= total:
            return 0
        cast = _cast(seed, organisations)
        writer = Writer(seed, organisations)
        counted = start
        for numbers in batched(range(start, total), BATCH):
            _fill([writer.story(number) for number in numbers], seed, cast)
            advance(len(numbers))
            if numbers[-1] > 2 * counted:
                counted = numbers[-1]
                _take_stock()
        _take_stock()
    return total - start


def _take_stock() -> None:
    """Let the database count its rows: triggers and foreign keys keep the plans they made for a small table.

    Without this they read the whole table for every row that comes in.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_article, articles_edition, articles_event")


@contextmanager
def _alone() -> Iterator[None]:
    """Refuse to run beside another one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('articles.exchange.archive'))")
        if not cursor.fetchone()[0]:
            raise ArchiveRefused("Another process is filling the archive of this database.")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('articles.exchange.archive'))")


def _terms(seed: int, organisations: int) -> list[Term]:
    random = Random(seed)
    end = (FIRST_DAY + timedelta(weeks=WEEKS + 1)).date()
    terms = []
    for organisation, titles in product(range(organisations), words.POSITIONS):
        day = FIRST_DAY.date()
        while day < end:
            until = day + timedelta(days=random.randrange(700, 2200))
            terms.append(Term(organisation, titles, random.randrange(PERSONS), day, until))
            day = until
    return terms


@transaction.atomic
def _cast(seed: int, organisations: list[tuple[str, str]]) -> Cast:
    """Find or create the organisations, persons with their offices, and topics."""
    named = [_named(pair) for pair in organisations]
    terms = _terms(seed, len(organisations))
    names = [f"{given} {family}" for given, family in product(words.GIVEN_NAMES, words.FAMILY_NAMES)]
    Random(seed).shuffle(names)
    persons = []
    for number, name in enumerate(names[:PERSONS]):
        offices = tuple(
            Office(_named(term.titles).names, organisations[term.organisation][0], term.from_on, term.until_on)
            for term in terms
            if term.person == number
        )
        persons.append(PersonNamed({"en": name}, {}, offices))
    return Cast(
        organisations=[organisation_for(organisation).pk for organisation in named],
        persons=[person_for(person, "en").pk for person in persons],
        topics=[topic_for(_named(pair)).pk for pair in words.TOPICS],
        terms={number: [term for term in terms if term.organisation == number] for number in range(len(organisations))},
    )


def _named(pair: tuple[str, ...]) -> NamedThing:
    return NamedThing(dict(zip(words.LANGUAGES, pair, strict=True)))


@transaction.atomic
def _fill(stories: list[Story], seed: int, cast: Cast) -> None:
    now = database_clock()
    articles = Article.objects.bulk_create(
        Article(
            kind=story.kind,
            source_language=story.languages[0],
            required_languages=[],
            dated_on=story.public_from.date(),
            import_id=f"{PREFIX}-{seed}-{story.number}",
        )
        for story in stories
    )
    pairs = list(zip(stories, articles, strict=True))
    with acting(None, "import", f"made-up archive, seed {seed}"):
        sources = Edition.objects.bulk_create(
            edition for story, article in pairs for edition in _editions(story, article, story.languages[0], now)
        )
        # The database has computed what the translations follow.
        hashes = dict(Edition.objects.filter(pk__in=[source.pk for source in sources]).values_list("pk", "words_hash"))
        newest = {source.article_id: (source, hashes[source.pk]) for source in sources}
        Edition.objects.bulk_create(
            edition
            for story, article in pairs
            for edition in _editions(story, article, story.languages[1], now, *newest[article.pk])
        )
    _describe(pairs, cast)


def _editions(
    story: Story,
    article: Article,
    language: str,
    now: datetime,
    source: Edition | None = None,
    words_hash: str = "",
) -> Iterator[Edition]:
    texts = [story.texts[language]]
    if story.corrected_at:
        texts.append(story.corrected_texts[language])
    for number, text in enumerate(texts, start=1):
        yield Edition(
            article=article,
            language=language,
            number=number,
            translates=source,
            translated_hash=words_hash,
            title=text.title,
            standfirst=text.standfirst,
            body=text.body,
            slug=text.slug,
            change=Change.FIRST if number == 1 else Change.CORRECTION,
            public_note="" if number == 1 else words.CORRECTION[words.LANGUAGES.index(language)],
            state=State.APPROVED,
            approval=Approval.IMPORT,
            approved_at=now,
            approval_note="made-up archive",
            public_from=story.public_from if number == 1 else story.corrected_at,
            public_until=story.corrected_at if number == 1 else None,
        )


def _describe(pairs: list[tuple[Story, Article]], cast: Cast) -> None:
    """Name the organisations, those who then spoke for them, and the topics."""
    organisations, persons, topics = (getattr(Article, name).through for name in ("organisations", "people", "topics"))
    organisations.objects.bulk_create(
        organisations(article=article, organisation_id=cast.organisations[number])
        for story, article in pairs
        for number in story.organisations
    )
    persons.objects.bulk_create(
        persons(article=article, person_id=person)
        for story, article in pairs
        for person in set().union(
            *(cast.speaking_for(number, story.public_from.date()) for number in story.organisations)
        )
    )
    topics.objects.bulk_create(
        topics(article=article, topic_id=cast.topics[number]) for story, article in pairs for number in story.topics
    )
