"""The feeds: RSS 2.0, Atom 1.0 (RFC 4287) and JSON Feed 1.1, of each language and of what its texts are about."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import OuterRef
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, rfc3339_date
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _

from articles.models import Article, Edition, Topic
from articles.querysets import EditionQuerySet, organisations_in_public, people_in_public
from articles.richtext import render
from look.current import current_look

from .models import FeedVersion
from .pages import absolute, feed_links, not_found, public_page
from .pictures import pictures_in, plain_figures_in
from .reading import Chronicle, Subject, chronicles, is_site_language, public_texts, versions_about

__all__ = ["FEED_LENGTH", "home_feed", "organisation_feed", "person_feed", "topic_feed"]

FEED_LENGTH = 20
# The names of items are made in this space and never change; see `item_id`.
ITEMS = uuid.UUID("0c0f9d1c-7c2b-5d9c-9f0e-5a1f3d6f2b7e")


def item_id(article: Article, language: str) -> str:
    """The item's name for all time, whatever becomes of its title, its address or the site's host (RFC 9562).

    The instant at which the article was begun tells apart the articles of two
    newsrooms that happen to bear the same number.
    """
    return uuid.uuid5(ITEMS, f"{article.pk} {article.created_at.isoformat()} {language}").urn


@dataclass(frozen=True, slots=True)
class Item:
    """One text as a feed carries it; addresses are full, instants aware UTC."""

    id: str
    url: str
    title: str
    summary: str
    content: str
    published_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed before it is written in one of the formats."""

    title: str
    description: str
    language: str
    page_url: str
    url: str
    items: list[Item]

    @property
    def updated_at(self) -> datetime:
        """When an item was last more than touched up; long ago where there are none."""
        return max((item.updated_at for item in self.items), default=datetime(1970, 1, 1, tzinfo=UTC))


@public_page
def home_feed(request: HttpRequest, language: str, suffix: str) -> HttpResponse:
    """The newest texts in the language."""
    if not is_site_language(language):
        return not_found(request)
    return _respond(request, "home", language, suffix, public_texts(language), Edition.objects.in_language(language))


@public_page
def person_feed(request: HttpRequest, language: str, slug: str, suffix: str) -> HttpResponse:
    """The newest texts in the language that name the person."""
    person = people_in_public().filter(slug=slug).with_names().first()
    return _about(request, "person", language, suffix, person)


@public_page
def organisation_feed(request: HttpRequest, language: str, slug: str, suffix: str) -> HttpResponse:
    """The newest texts in the language that name the organisation."""
    organisation = organisations_in_public().filter(slug=slug).with_names().first()
    return _about(request, "organisation", language, suffix, organisation)


@public_page
def topic_feed(request: HttpRequest, language: str, slug: str, suffix: str) -> HttpResponse:
    """The newest texts in the language about the topic."""
    topic = Topic.objects.public().filter(slug=slug).with_names().first()
    return _about(request, "topic", language, suffix, topic)


def _about(request: HttpRequest, name: str, language: str, suffix: str, subject: Subject | None) -> HttpResponse:
    if subject is None or language not in {version.language for version in versions_about(subject, name)}:
        return not_found(request)
    public = public_texts(language).about(subject)
    every = Edition.objects.in_language(language).about(subject)
    return _respond(request, name, language, suffix, public, every, subject)


def _respond(
    request: HttpRequest,
    name: str,
    language: str,
    suffix: str,
    public: EditionQuerySet,
    every: EditionQuerySet,
    subject: Subject | None = None,
) -> HttpResponse:
    """Answer with the feed, or with 304 to who has it already."""
    arguments = [language, subject.slug] if subject else [language]
    about = subject.name_in(language) if subject else ""
    newsroom = current_look().name_in(language)
    feed = Feed(
        title=f"{about} – {newsroom}" if about else newsroom,
        description=_("News about %(subject)s from %(newsroom)s") % {"subject": about, "newsroom": newsroom}
        if about
        else _("News from %(newsroom)s") % {"newsroom": newsroom},
        language=language,
        page_url=absolute(request, reverse(f"site:{name}", args=arguments)),
        url=absolute(request, reverse(f"site:{name}-feed", args=[*arguments, suffix])),
        items=_items(request, public),
    )
    media_type = {path.rpartition(".")[2]: media for media, path in feed_links(name, *arguments)}[suffix]
    content = WRITERS[suffix](feed).encode()
    response = HttpResponse(content, content_type=f"{media_type}; charset=utf-8")
    response.headers["ETag"] = etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-cache"
    version = FeedVersion.current(request.path, etag.strip('"'), every.last_changed_at)
    last_modified = None
    # Two changes within a second date the later version ahead; until then its ETag alone tells it apart.
    if version.modified_at <= timezone.now():
        last_modified = int(version.modified_at.timestamp())
        response.headers["Last-Modified"] = http_date(last_modified)
    return get_conditional_response(request, etag, last_modified, response) or response


def _items(request: HttpRequest, editions: EditionQuerySet) -> list[Item]:
    """The newest of the editions as items. Causes two queries."""
    with_pictures = editions.select_related("article").annotate(shown=pictures_in(OuterRef("pk")))
    newest = list(with_pictures.newest_first()[:FEED_LENGTH])
    histories = chronicles(newest)
    return [_item(request, edition, histories[edition.pk]) for edition in newest]


def _item(request: HttpRequest, edition: Edition, chronicle: Chronicle) -> Item:
    assert edition.first_public_from is not None
    url = absolute(request, reverse("site:article", args=[edition.language, edition.slug]))
    # Mentions are no links here: where they lead depends on more than this text, and the
    # feed's date of change would have to know of it.
    figure_of = plain_figures_in(getattr(edition, "shown", ()), edition.language)
    body = render(edition.body, figure_of=figure_of, note_prefix=f"note-{edition.article_id}")
    notes_to_editors = render(
        edition.notes_to_editors, figure_of=figure_of, note_prefix=f"editors-note-{edition.article_id}"
    )
    content = render_to_string(
        "site/_feed_item.html",
        {"edition": edition, "notes": chronicle.notes, "body": body, "notes_to_editors": notes_to_editors},
    )
    return Item(
        id=item_id(edition.article, edition.language),
        url=url,
        title=_plain(edition.title),
        summary=_plain(edition.standfirst),
        content=_plain(_with_full_addresses(content, url, absolute(request, "/"))),
        published_at=edition.first_public_from,
        updated_at=chronicle.updated_at,
    )


def _plain(text: str) -> str:
    """The text without what XML 1.0 does not admit."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text).strip()


def _with_full_addresses(html: str, page: str, root: str) -> str:
    """Sanitised HTML with what its links and images lead to made independent of the page."""
    html = re.sub(r'\b(href|src|cite)="/(?!/)', rf'\1="{root}', html)
    return re.sub(r'\bhref="#', f'href="{page}#', html)


class _Rss(Rss201rev2Feed):
    """RSS 2.0 with the full text in content:encoded."""

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, {**item, "author_name": None})
        handler.addQuickElement("dc:creator", item["author_name"])
        handler.addQuickElement("content:encoded", item["content"])

    def latest_post_date(self) -> datetime:
        """The feed's own date: the stock one is now for an empty feed, which would change at every reading."""
        updated_at: datetime = self.feed["updated_at"]
        return updated_at


class _Atom(Atom1Feed):
    """Atom with the full text in content, and a plain summary."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, {**item, "description": None})
        if item["description"]:
            handler.addQuickElement("summary", item["description"], {"type": "text"})
        handler.addQuickElement("content", item["content"], {"type": "html"})

    def latest_post_date(self) -> datetime:
        """The feed's own date, as above."""
        updated_at: datetime = self.feed["updated_at"]
        return updated_at


def _write_xml(generator: type[_Rss] | type[_Atom], feed: Feed) -> str:
    document = generator(
        title=feed.title,
        link=feed.page_url,
        description=feed.description,
        subtitle=feed.description,
        language=feed.language,
        author_name=current_look().name_in(feed.language),
        feed_url=feed.url,
        feed_guid=feed.page_url,
        updated_at=feed.updated_at,
    )
    for item in feed.items:
        document.add_item(
            title=item.title,
            link=item.url,
            description=item.summary or item.title,
            author_name=current_look().name_in(feed.language),
            pubdate=item.published_at,
            updateddate=item.updated_at,
            unique_id=item.id,
            unique_id_is_permalink=False,
            content=item.content,
        )
    return document.writeString("utf-8")


def _write_rss(feed: Feed) -> str:
    return _write_xml(_Rss, feed)


def _write_atom(feed: Feed) -> str:
    return _write_xml(_Atom, feed)


def _write_json(feed: Feed) -> str:
    """JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "description": feed.description,
            "home_page_url": feed.page_url,
            "feed_url": feed.url,
            "language": feed.language,
            "authors": [{"name": current_look().name_in(feed.language)}],
            "items": [_json_item(item, feed.language) for item in feed.items],
        },
        ensure_ascii=False,
    )


def _json_item(item: Item, language: str) -> dict[str, str]:
    summary = {"summary": item.summary} if item.summary else {}
    return {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        **summary,
        "content_html": item.content,
        "date_published": rfc3339_date(item.published_at),
        "date_modified": rfc3339_date(item.updated_at),
        "language": language,
    }


WRITERS = {"rss": _write_rss, "atom": _write_atom, "json": _write_json}
