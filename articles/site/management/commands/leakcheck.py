"""Ask a live site for everything that is not public, and fail if it tells."""

from __future__ import annotations

import http.client
from argparse import ArgumentParser
from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from articles.models import Edition, Topic, TopicName
from articles.querysets import organisations_in_public, people_in_public
from articles.richtext import split_blocks
from articles.site.leaks import Answer, Known, walk
from people.models import Appointment, Organisation, OrganisationName, PersonName, today
from people.querysets import OrganisationQuerySet

# Set by the server or the connection, whatever was asked for.
IGNORED_HEADERS = {"date", "server", "connection", "keep-alive", "transfer-encoding", "via", "age"}
# Shorter ones occur by chance.
SHORTEST = 12


class Command(BaseCommand):
    help = "Walk every public address of a live site and report what is not public but shows; exit status 1 if any."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--base-url", default=settings.NEWSROOM_BASE_URL, help="Where the site is, as in https://press.example.org."
        )
        parser.add_argument(
            "--limit", type=int, default=50, help="Ask for the newest so many of each sort of thing (default 50)."
        )

    def handle(self, *_args: Any, base_url: str, limit: int, **_options: Any) -> None:
        site = LiveSite(base_url)
        self.stdout.write(f"Asking {base_url} for everything that the public must not see …")
        count = 0
        for finding in walk(site.ask, hidden_words(limit), Known.from_database(limit)):
            count += 1
            self.stdout.write(str(finding))
        if count:
            raise CommandError(f"{count} findings in {site.asked} answers of {base_url}.", returncode=1)
        self.stdout.write(f"Nothing that is hidden shows in {site.asked} answers of {base_url}.")


class LiveSite:
    """Asks a site over HTTP, without following where it redirects."""

    def __init__(self, base_url: str) -> None:
        parts = urlsplit(base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise CommandError(f"“{base_url}” is no address of a site. Write it as in https://press.example.org.")
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self._connection = kind(parts.hostname, parts.port, timeout=30)
        self._prefix = parts.path.rstrip("/")
        self.asked = 0

    def ask(self, method: str, path: str) -> Answer:
        """The answer, without the headers that any answer has. Raises `CommandError` if nobody answers."""
        try:
            response = self._response(method, path)
        except (http.client.HTTPException, ConnectionError):
            # The server closed a connection that it had kept open.
            self._connection.close()
            try:
                response = self._response(method, path)
            except (http.client.HTTPException, OSError) as error:
                raise CommandError(f"The site does not answer: {error}") from error
        except OSError as error:
            raise CommandError(f"The site does not answer: {error}") from error
        body = response.read()
        self.asked += 1
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, {n: v for n, v in headers.items() if n not in IGNORED_HEADERS}, body)

    def _response(self, method: str, path: str) -> http.client.HTTPResponse:
        self._connection.request(method, self._prefix + path, headers={"Accept-Encoding": "identity"})
        return self._connection.getresponse()


def hidden_words(limit: int) -> set[str]:
    """Texts, long enough to be told apart, that occur in nothing public."""
    return {text for text in _hidden_texts(limit) if len(text) >= SHORTEST and not _is_public(text)}


def _hidden_texts(limit: int) -> Iterator[str]:
    public = Edition.objects.public()
    for edition in Edition.objects.exclude(pk__in=public).order_by("-pk")[:limit]:
        said = "\n".join(other.plain_text() for other in public.filter(article=edition.article_id))
        note = edition.public_note if edition.public_from is None else ""
        paragraphs = [block.text for block in split_blocks(edition.body)]
        yield from (
            text for text in (edition.title, edition.standfirst, edition.slug, note, *paragraphs) if text not in said
        )
    people = PersonName.objects.exclude(person__in=people_in_public())
    yield from people.values_list("name", flat=True)[:limit]
    organisations = OrganisationName.objects.exclude(organisation__in=_organisations_shown())
    yield from organisations.values_list("name", flat=True)[:limit]
    topics = TopicName.objects.exclude(topic__in=Topic.objects.public())
    yield from topics.values_list("name", flat=True)[:limit]


def _organisations_shown() -> OrganisationQuerySet:
    """Those with pages, and those whose offices are shown on the pages of persons."""
    begun = Appointment.objects.filter(Q(from_on=None) | Q(from_on__lte=today()), person__in=people_in_public())
    return Organisation.objects.filter(
        Q(pk__in=organisations_in_public()) | Q(pk__in=begun.values("position__organisation"))
    )


def _is_public(text: str) -> bool:
    """Whether the words stand in a public text too. Causes a query."""
    plain = [(f"{field}__contains", text) for field in ("title", "standfirst", "slug", "public_note")]
    rich = [(f"{field}__contains", escape(text, quote=False)) for field in ("body", "notes_to_editors")]
    return Edition.objects.public().filter(Q.create([*plain, *rich], Q.OR)).exists()
