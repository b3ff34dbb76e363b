"""Real releases, commit by commit: which translations are stale after each is what their own records say."""

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

import pytest

from articles import drafting
from articles.exchange.imported import record_release
from articles.models import Article, Edition
from articles.translation.alignment import align
from articles.translation.models import Part
from articles.translation.saving import UnitText, save_units
from articles.translation.units import blocks_of, units_of
from articles.workflow import perform
from staff.models import Role
from tests.desk_cast import member
from tests.paths import CORPUS, needs_corpus

pytestmark = [pytest.mark.django_db, needs_corpus]
HISTORIES = sorted(CORPUS.glob("histories/*.json"))

Commit = list[dict[str, Any]]


def commits(path: Any) -> Iterator[Commit]:
    events = json.loads(path.read_text())["events"]
    for _commit, group in groupby(events, itemgetter("commit")):
        yield list(group)


def base(event: dict[str, Any]) -> int:
    return int(event["based_on_source_revision"].split(".")[-1])


def stale(article: Article) -> list[str]:
    """What the article's row, the queryset word and the method say; they have to agree."""
    article = Article.objects.get(pk=article.pk)
    newest = [article.newest_edition(language) for language in article.languages]
    by_method = [edition.language for edition in newest if edition is not None and edition.is_stale()]
    by_word = [edition.language for edition in Edition.objects.stale().filter(article=article) if edition in newest]
    assert article.stale_languages == by_method == sorted(by_word)
    return by_method


@pytest.mark.parametrize("path", HISTORIES, ids=lambda path: path.stem)
def test_the_archive_of_a_release_is_stale_as_recorded_after_every_commit(path):
    source: dict[int, Edition] = {}
    following = _next_times(path)
    article = Article.objects.create(source_language="en")
    for commit in commits(path):
        for event in commit:
            edition = record_release(
                article,
                event["language"],
                None,
                origin=event["commit"],
                public_from=datetime.fromisoformat(event["at"]),
                public_until=following.get((event["language"], event["revision"])),
                translates=None if event["is_source"] else source[base(event)],
                title=event["title"],
                body=event["body_html"],
            )
            if event["is_source"]:
                source[event["revision"]] = edition
        assert stale(article) == sorted(commit[-1]["outdated_after"]), commit[-1]["commit"]


def _next_times(path: Any) -> dict[tuple[str, int], datetime]:
    """When the next text of the language takes over, by language and number of the text."""
    events = [event for commit in commits(path) for event in commit]
    last: dict[str, int] = {}
    times = {}
    for event in events:
        if before := last.get(event["language"]):
            times[event["language"], before] = datetime.fromisoformat(event["at"])
        last[event["language"]] = event["revision"]
    return times


@pytest.mark.parametrize("path", HISTORIES, ids=lambda path: path.stem)
def test_the_drafts_of_a_release_are_stale_as_recorded_after_every_commit(path):
    """The same told at the desk, in one draft per language: whoever worked from an older source than there is
    by then had opened the page before, and saves a text that still does not follow."""
    begun = {event["language"]: base(event) for commit in commits(path) for event in reversed(commit) if _is_new(event)}
    source = None
    for commit in commits(path):
        for event in commit:
            if event["is_source"]:
                source = _write_source(source, event)
                for language in [language for language, number in begun.items() if number == event["revision"]]:
                    drafting.open_edition(source.article, language, _translator(language), translates=source)
            else:
                assert source is not None
                _translate(source, event, is_current=base(event) == event["source_revision_now"])
        assert source is not None
        written = {event["language"] for event in commit} | {
            edition.language for edition in source.article.editions.all() if edition.body
        }
        assert [language for language in stale(source.article) if language in written] == sorted(
            commit[-1]["outdated_after"]
        ), commit[-1]["commit"]


def _is_new(event: dict[str, Any]) -> bool:
    return not event["is_source"] and event["revision"] == 1


def _translator(language: str) -> Any:
    return member(f"translator-{language}", role=Role.TRANSLATOR, language=language)


def _write_source(source: Edition | None, event: dict[str, Any]) -> Edition:
    text = {"title": event["title"], "body": event["body_html"]}
    if source is None:
        return drafting.start_article(member("wanda"), source_language="en", required_languages=["en"], **text)
    return perform(source, "save", member("wanda"), **text)


def _translate(source: Edition, event: dict[str, Any], *, is_current: bool) -> None:
    edition = source.article.newest_edition(event["language"])
    assert edition is not None
    user = _translator(event["language"])
    if not is_current:
        drafting.save_text(edition, user, revision=edition.revision, title=event["title"], body=event["body_html"])
        return
    draft = Edition(article=source.article, language=event["language"], body=edition.body)
    draft.write(body=event["body_html"])
    before, after = blocks_of(source, Part.BODY), blocks_of(draft, Part.BODY)
    rows = [UnitText(Part.TITLE, ("title",), event["title"], is_current=True, key="title")]
    rows += [
        UnitText(
            Part.BODY,
            tuple(before[place].id for place in pair.source),
            "".join(after[place].html for place in pair.target),
            is_current=True,
            is_dropped=not pair.target,
        )
        for pair in align(before, after)
    ]
    saved = save_units(edition, user, revision=edition.revision, rows=rows)
    assert not [unit for unit in units_of(saved) if unit.has_moved_on]
