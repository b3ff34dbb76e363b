"""A walk over every public address, in search of what is not public.

The addresses come from the URLconf itself, so that a new route is walked
without anyone remembering it; a route with an argument that the walk has no
values for is an error. Each address is asked for with GET and HEAD. Two
things must hold: no hidden words in any answer, and for what is hidden
exactly the answer that something nonexistent gets.

The tests walk in process; ``manage.py leakcheck`` walks a live site.
"""

from __future__ import annotations

import html
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from itertools import product
from typing import Any
from urllib.parse import quote, unquote, urlencode

from babel.localedata import locale_identifiers
from django.db.models import Exists, OuterRef
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from articles.models import Attachment, Edition, Image, Occasion, Place, Rendition, Topic
from articles.querysets import organisations_in_public, people_in_public
from articles.translation.agencies.models import Order
from languages import interface_language, is_language, newsroom_languages
from look.models import Logo
from people.models import Organisation, Person

__all__ = ["Answer", "Ask", "Finding", "Known", "Route", "UnknownArgument", "routes", "walk"]

# Below these nothing is public: whoever is not logged in is asked to.
PRIVATE = ("desk/",)
# What lists are asked for besides their first page.
QUERIES = ("", "?before=9999-12-31", "?before=0001-01-02", "?after=0001-01-02")
# The indexes by name, and what they list.
INDEXES = {"people": "person", "organisations": "organisation", "topics": "topic"}
# So much of a hidden text is searched for; the site reads little more.
LONGEST_SEARCH = 120
# What has files behind the public door.
FILES: tuple[Any, ...] = (Image, Rendition, Attachment, Logo)


class UnknownArgument(LookupError):
    """A route has an argument that the walk has no values for: teach `Known.values` about it."""


@dataclass(frozen=True)
class Answer:
    """What a site answered; the names of the headers in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def words(self) -> str:
        """Everything in it that could be read, also behind character references and percent-encoding."""
        written = "\n".join([*self.headers.values(), self.body.decode("utf-8", "replace")])
        return "\n".join((written, html.unescape(written), unquote(written)))


Ask = Callable[[str, str], Answer]


@dataclass(frozen=True)
class Finding:
    """Something that the public should not have been told."""

    method: str
    path: str
    fault: str

    def __str__(self) -> str:
        return f"{self.method} {unquote(self.path)}: {self.fault}"


@dataclass(frozen=True)
class Route:
    """A pattern of the URLconf: its name with namespaces, and its arguments."""

    name: str
    arguments: tuple[str, ...]

    @property
    def kind(self) -> str:
        """What it shows: the name without namespace and format ("site:person-feed" → "person")."""
        return self.name.rpartition(":")[2].removesuffix("-feed")


def routes(resolver: URLResolver | None = None, prefix: str = "", namespace: str = "") -> Iterator[Route]:
    """Every public route of the URLconf, in its order. Raises `UnknownArgument` for one without a name."""
    for entry in (resolver or get_resolver()).url_patterns:
        written = prefix + str(entry.pattern)
        if written.startswith(PRIVATE):
            continue
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from routes(entry, written, inner)
        elif isinstance(entry, URLPattern):
            if not entry.name:
                raise UnknownArgument(f"The route “{written}” has no name to be reversed by.")
            yield Route(namespace + entry.name, tuple(_arguments(written)))


def _arguments(written: str) -> Iterator[str]:
    """The names of the arguments in a route as path() writes it: "<slug:name>" """
    for part in written.split("<")[1:]:
        yield part.partition(">")[0].rpartition(":")[2]


@dataclass(frozen=True)
class Known:
    """What there is to ask for, public or not, and which of it may be found."""

    languages: frozenset[str]
    slugs: frozenset[str]
    files: frozenset[str]
    months: frozenset[tuple[int, int]]
    visible: Mapping[str, frozenset[Any]]
    visible_languages: frozenset[str]
    # Of orders to agencies, which open to nobody without their code.
    orders: frozenset[int] = frozenset()

    @classmethod
    def from_database(cls, limit: int | None = None) -> Known:
        """What the database holds; of each sort the ``limit`` newest (None: all), editions both hidden and public."""
        public = Edition.objects.public()
        addressed = Edition.objects.exclude(slug="").order_by("-pk")
        editions = [*addressed.exclude(pk__in=public)[:limit], *addressed.filter(pk__in=public)[:limit]]
        slugs = {edition.slug for edition in editions}
        for model in (Person, Organisation, Topic, Place):
            slugs.update(model._default_manager.order_by("-pk").values_list("slug", flat=True)[:limit])
        instants = {edition.first_public_from or edition.public_from or edition.opened_at for edition in editions}
        public_languages = set(public.values_list("language", flat=True).distinct())
        languages = {edition.language for edition in editions} | set(
            Edition.objects.filter(slug="").values_list("language", flat=True).distinct()[:limit]
        )
        return cls(
            languages=frozenset({*newsroom_languages(), *languages}),
            slugs=frozenset(slugs),
            files=frozenset(
                name
                for model in FILES
                for name in model._default_manager.order_by("-pk").values_list("file", flat=True)[:limit]
            ),
            months=frozenset((at.astimezone(UTC).year, at.astimezone(UTC).month) for at in instants),
            visible=_visible(),
            visible_languages=frozenset({*newsroom_languages(), *public_languages}),
            orders=frozenset(Order.objects.order_by("-pk").values_list("pk", flat=True)[:limit]),
        )

    def values(self, argument: str) -> Iterable[Any]:
        """What to try for an argument. Raises `UnknownArgument`."""
        match argument:
            case "language":
                return sorted(self.languages)
            case "slug":
                return sorted(self.slugs)
            case "name":
                return sorted(self.files)
            case "suffix":
                return ["rss", "atom", "json"]
            case "number":
                return sorted(self.orders)
            case "year":
                return sorted({year for year, _month in self.months})
            case "version":
                # Few texts are updated oftener; the first has nothing before it.
                return [1, 2, 3]
            case "month":
                return sorted({month for _year, month in self.months})
        raise UnknownArgument(f"Nothing is known to try for the argument “{argument}”.")

    def hides(self, route: Route, arguments: Mapping[str, Any]) -> bool:
        """Whether the public must not be able to tell the address from one of nothing at all."""
        if "number" in arguments:
            return True
        language = arguments.get("language")
        if language is not None and language not in self.visible_languages:
            return True
        key = next((arguments[name] for name in ("slug", "name") if name in arguments), None)
        if key is None:
            return False
        if route.kind in self.visible:
            return key not in self.visible[route.kind] and (language, key) not in self.visible[route.kind]
        return not any(key in found or (language, key) in found for found in self.visible.values())

    def queries(self, route: Route) -> Iterable[str]:
        """What to ask the route for besides its path alone: other pages of its list, of hidden items too."""
        if "slug" in route.arguments:
            return QUERIES[:1]
        return (*QUERIES, *(f"?after={quote(slug)}" for slug in sorted(self.slugs) if route.kind in INDEXES))

    def hides_place(self, route: Route, query: str) -> bool:
        """Whether the query continues an index after what the public must not know to be there."""
        kind = INDEXES.get(route.kind)
        slug = unquote(query.removeprefix("?after="))
        return kind is not None and slug in self.slugs and slug not in self.visible[kind]

    def nothing_like(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """The same arguments with names that nothing has."""
        nothing = {"slug": f"nothing-{secrets.token_hex(8)}", "name": f"images/{secrets.token_urlsafe(16)}.png"}
        nothing["number"] = str(secrets.randbelow(10**9) + 10**9)
        made = {name: nothing.get(name, value) for name, value in arguments.items()}
        if made.get("language", newsroom_languages()[0]) not in self.visible_languages:
            made["language"] = self._unused_language(made["language"])
        return made

    def _unused_language(self, language: str) -> str:
        """A language without any text, with labels in the same language as the other's."""
        codes = sorted(code.replace("_", "-") for code in locale_identifiers())
        return next(
            code
            for code in codes
            if is_language(code)
            and code not in self.languages
            and interface_language(code) == interface_language(language)
        )


def _visible() -> dict[str, frozenset[Any]]:
    """What the public may find, by the kind of route: addresses in a language, slugs, names of files."""
    languages = Edition.objects.public().values_list("language", flat=True).distinct()
    # Old addresses of what is public lead there; of what was withdrawn, only the page itself has something to say.
    public = Edition.objects.public().filter(article=OuterRef("article"), language=OuterRef("language"))
    in_public = Edition.objects.has_been_public().filter(Exists(public))
    with_history = frozenset(in_public.values_list("language", "slug"))
    return {
        "event": frozenset(
            (language, slug)
            for language in languages
            for slug in Edition.objects.has_been_public()
            .filter(language=language, article__in=Occasion.objects.public_in(language).values("article"))
            .values_list("slug", flat=True)
        ),
        "updates": with_history,
        "update": with_history,
        "article-pdf": with_history,
        "article": frozenset(Edition.objects.has_been_public().values_list("language", "slug")),
        "person": frozenset(people_in_public().values_list("slug", flat=True)),
        "organisation": frozenset(organisations_in_public().values_list("slug", flat=True)),
        "topic": frozenset(Topic.objects.public().values_list("slug", flat=True)),
        "place": frozenset(Place.objects.public().values_list("slug", flat=True)),
        "file": frozenset(name for model in FILES for name in model.objects.public().values_list("file", flat=True)),
    }


def walk(ask: Ask, hidden_words: Iterable[str], known: Known) -> Iterator[Finding]:
    """Ask for every address that the known things make, and tell what should not have been in the answers.

    The archive is searched for the hidden words too, and narrowed down to what is hidden.
    """
    words = tuple(hidden_words)
    yield from _searches(ask, words, known)
    yield from _narrowings(ask, known)
    nothing = _Nothing(ask, known)
    for route in routes():
        for combination in product(*(known.values(argument) for argument in route.arguments)):
            arguments = dict(zip(route.arguments, combination, strict=True))
            for query in known.queries(route):
                path = reverse(route.name, kwargs=arguments) + query
                is_hidden = known.hides(route, arguments) or known.hides_place(route, query)
                for method in ("GET", "HEAD"):
                    answer = ask(method, path)
                    yield from _faults(answer, method, path, words)
                    if is_hidden and answer != (twin := nothing.answer(method, route, arguments, query)):
                        fault = f"is told from what does not exist ({_difference(answer, twin)})"
                        yield Finding(method, path, fault)


class _Nothing:
    """What the site answers for names that nothing has: asked once for each route and language."""

    def __init__(self, ask: Ask, known: Known) -> None:
        self._ask = ask
        self._known = known
        self._answers: dict[tuple[Any, ...], Answer] = {}
        self._no_place = f"?after=nothing-{secrets.token_hex(8)}"

    def answer(self, method: str, route: Route, arguments: Mapping[str, Any], query: str) -> Answer:
        """The answer for an address that differs only in what it names."""
        named = {key: value for key, value in arguments.items() if key not in ("slug", "name")}
        query = self._no_place if self._known.hides_place(route, query) else query
        key = (method, route, *sorted(named.items()), query)
        if key not in self._answers:
            path = reverse(route.name, kwargs=self._known.nothing_like(arguments)) + query
            self._answers[key] = self._ask(method, path)
        return self._answers[key]


def _searches(ask: Ask, words: tuple[str, ...], known: Known) -> Iterator[Finding]:
    """Search for each of the words in every language: the answer may not say more of it than it was asked.

    What was typed stands once in the title of the page, and else in attributes.
    """
    for language, word in product(sorted(known.visible_languages), words):
        asked = " ".join(word.replace('"', " ").split())[:LONGEST_SEARCH]
        for typed in (asked, f'"{asked}"'):
            path = f"{reverse('site:archive', args=[language])}?{urlencode({'q': typed})}"
            answer = ask("GET", path)
            readable = html.unescape(re.sub("<[^>]*>", "", answer.body.decode("utf-8", "replace")))
            if answer.status >= 500:
                yield Finding("GET", path, f"the site failed ({answer.status})")
            elif " ".join(readable.split()).count(asked) > 1:
                yield Finding("GET", path, f"says “{word}”, which is not public")


def _narrowings(ask: Ask, known: Known) -> Iterator[Finding]:
    """Narrow the archive down to each of what is hidden: the answer is that for nothing at all."""
    archive = reverse("site:archive", args=[newsroom_languages()[0]])
    for kind in ("person", "organisation", "topic", "place"):
        nothing = f"nothing-{secrets.token_hex(8)}"
        twin = ask("GET", f"{archive}?{kind}={nothing}")
        for slug in sorted(known.slugs - known.visible.get(kind, frozenset())):
            path = f"{archive}?{urlencode({kind: slug})}"
            answer = ask("GET", path)
            if _without(answer, slug) != _without(twin, nothing):
                yield Finding("GET", path, "is told from what does not exist")


def _without(answer: Answer, typed: str) -> tuple[int, bytes]:
    """The status and the body, without what the address said."""
    said = answer.body
    for written in (quote(typed), quote(quote(typed)), html.escape(typed), typed):
        said = said.replace(written.encode(), b"")
    return answer.status, said


def _faults(answer: Answer, method: str, path: str, words: tuple[str, ...]) -> Iterator[Finding]:
    if answer.status >= 500:
        yield Finding(method, path, f"the site failed ({answer.status})")
    readable = answer.words()
    for word in words:
        if word in readable:
            yield Finding(method, path, f"says “{word}”, which is not public")


def _difference(answer: Answer, nothing: Answer) -> str:
    if answer.status != nothing.status:
        return f"status {answer.status}, not {nothing.status}"
    names = sorted({*answer.headers, *nothing.headers})
    other = [name for name in names if answer.headers.get(name) != nothing.headers.get(name)]
    return f"headers: {', '.join(other)}" if other else "another body"
