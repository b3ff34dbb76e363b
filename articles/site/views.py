"""The pages of the public site: fetch, ask, render."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.models import Article, Edition, Outcome, Topic, WithdrawalNotice
from articles.querysets import languages_in_public, organisations_in_public, people_in_public
from articles.richtext import MentionURL, render
from languages import default_language, fallbacks, newsroom_languages, standard_form
from people.models import Appointment, Organisation, Succession, today

from .pages import Version, answer, feed_links, not_found, public_page, redirect_for_good
from .paging import BadCursor, page_of, years_of
from .pictures import FileURL, Media, file_url, media_of
from .reading import (
    Chronicle,
    Subject,
    chronicles,
    day_of_offices,
    is_machine_work_read,
    is_site_language,
    links_of_mentions,
    public_texts,
    versions_about,
)

__all__ = ["archive", "article", "article_page", "choose_language", "home", "organisation", "person", "topic"]

HOME_LENGTH = 11
TOPICS_SHOWN = 24


@csrf_exempt
@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Lead to the home page in the language that the browser likes best of those the newsroom works in."""
    wanted = [code for code, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", ""))]
    own = newsroom_languages()
    candidates = [code for want in wanted for code in _parents(want)]
    best = next((code for code in candidates if code in own), default_language())
    response = HttpResponseRedirect(reverse("site:home", args=[best]))
    response.headers["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _parents(code: str) -> list[str]:
    """The language and what it is a variety of ("fr-CH" → "fr-CH", "fr"); empty for what is no language."""
    parts = (standard_form(code) or "").split("-")
    return ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]


@public_page
def home(request: HttpRequest, language: str) -> HttpResponse:
    """The newest texts in the language, the first one at length."""
    if not is_site_language(language):
        return not_found(request)
    newest = public_texts(language).newest_first().select_related("article")[:HOME_LENGTH]
    editions = list(newest)
    lead = editions[0] if editions else None
    has_image = lead is not None and lead.article.lead_image_id is not None
    media = media_of([lead.article_id], language)[lead.article_id] if lead and has_image else Media()
    topics = Topic.objects.public_in(language).with_names()
    return answer(
        request,
        "site/home.html",
        language,
        versions=_versions_of_all("home"),
        original=reverse("site:root"),
        feeds=feed_links("home", language),
        lead=lead,
        picture=media.lead,
        editions=editions[1:],
        topics=topics[:TOPICS_SHOWN],
    )


def _versions_of_all(name: str) -> list[Version]:
    """The versions of a page that every language of the site has. Causes a query."""
    codes = {*newsroom_languages(), *languages_in_public()}
    return [Version(code, reverse(f"site:{name}", args=[code])) for code in codes]


@public_page
def archive(request: HttpRequest, language: str) -> HttpResponse:
    """Everything in the language by the date of its first release, a page at a time."""
    if not is_site_language(language):
        return not_found(request)
    editions = public_texts(language)
    try:
        page = page_of(editions.select_related("article"), request.GET)
    except BadCursor:
        return not_found(request)
    return answer(
        request,
        "site/archive.html",
        language,
        versions=_versions_of_all("archive"),
        original=reverse("site:archive", args=[default_language()]),
        feeds=feed_links("home", language),
        page=page,
        months=[
            (month, list(group))
            for month, group in groupby(page.items, lambda edition: _first_released_on(edition).replace(day=1))
        ],
        years=years_of(editions),
    )


def _first_released_on(edition: Edition) -> date:
    """The day of the first release at the press office."""
    assert edition.first_public_from is not None
    return edition.first_public_from.astimezone(ZoneInfo(settings.NEWSROOM_TIME_ZONE)).date()


@public_page
def article(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """One text, with what was corrected, and the persons, organisations and topics of its article."""
    edition = (
        public_texts(language)
        .filter(slug=slug)
        .select_related("article")
        .prefetch_related("article__topics__names", "article__organisations__names")
        .first()
    )
    if edition is None:
        return _former_address(request, language, slug)
    chronicle = chronicles([edition])[edition.pk]
    return article_page(request, edition, chronicle, links_of_mentions([edition], language))


def article_page(
    request: HttpRequest,
    edition: Edition,
    chronicle: Chronicle,
    links: MentionURL,
    *,
    url_of_file: FileURL = file_url,
    **context: Any,
) -> HttpResponse:
    """The page of a text. The desk's preview shows this same page, of texts that are not public."""
    language = edition.language
    media = media_of([edition.article_id], language, url=url_of_file)[edition.article_id]
    day = day_of_offices(edition.article)
    source = edition.article.source_language
    ahead = chronicle.ahead.get(language)
    people = [(person, person.offices_on(day)) for person in edition.article.people.with_names().with_offices()]
    return answer(
        request,
        "site/article.html",
        language,
        versions=chronicle.versions(),
        original=_path(source, chronicle.slugs[source]) if source in chronicle.slugs else "",
        feeds=feed_links("home", language),
        edition=edition,
        body=render(edition.body, mention_url=links),
        notes_to_editors=render(edition.notes_to_editors, mention_url=links, note_prefix="editors-note"),
        media=media,
        picture=media.lead,
        chronicle=chronicle,
        ahead=ahead,
        ahead_url=_path(ahead.language, chronicle.slugs[ahead.language]) if ahead else "",
        is_machine_work_read=is_machine_work_read(edition),
        day=day,
        people=people,
        linked=_linked_organisations(office for _person, offices in people for office in offices),
        contacts=edition.article.contacts.prefetch_related("roles"),
        organisations=edition.article.organisations.all(),
        topics=edition.article.topics.all(),
        **context,
    )


def _path(language: str, slug: str) -> str:
    return reverse("site:article", args=[language, slug])


def _former_address(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Where a text was public once: lead to what replaced it, or say that it was withdrawn."""
    former = Edition.objects.has_been_public().in_language(language).filter(slug=slug).first()
    if former is None:
        return not_found(request)
    texts = public_texts(language).filter(article=former.article_id)
    if current := texts.values_list("slug", flat=True).first():
        if current == slug:
            # It became public between the two questions.
            return article(request, language=language, slug=slug)
        return redirect_for_good(_path(language, current))
    notice = (
        WithdrawalNotice.objects.public()
        .filter(edition__article=former.article_id, language=language)
        .select_related("withdrawal__moved_to")
        .order_by("-edition__number")
        .first()
    )
    return _withdrawn(request, language, notice) if notice else not_found(request)


def _withdrawn(request: HttpRequest, language: str, notice: WithdrawalNotice) -> HttpResponse:
    """The notice in place of the text; nothing of the text, not even its address, is in the answer."""
    withdrawal = notice.withdrawal
    if withdrawal.moved_to is not None and (target := _best_version(withdrawal.moved_to, language)):
        return redirect_for_good(target)
    others = Edition.objects.public().filter(article=withdrawal.article_id)
    return answer(
        request,
        "site/withdrawn.html",
        language,
        versions=[Version(code, _path(code, slug)) for code, slug in others.values_list("language", "slug")],
        notice=notice,
        status=200 if withdrawal.outcome == Outcome.NOTICE else 410,
    )


def _best_version(article: Article, language: str) -> str | None:
    """The path of the article in the language, or the nearest in which it is public. Causes a query."""
    slugs = dict(Edition.objects.public().filter(article=article).values_list("language", "slug"))
    nearest = [*fallbacks(language, article.source_language), *sorted(slugs)]
    return next((_path(code, slugs[code]) for code in nearest if code in slugs), None)


def _about(request: HttpRequest, name: str, language: str, subject: Subject | None, **context: Any) -> HttpResponse:
    """Answer with the page about a person, organisation or topic; not found where it has none in the language."""
    versions = versions_about(subject, name) if subject else []
    if subject is None or language not in {version.language for version in versions}:
        return not_found(request)
    try:
        page = page_of(public_texts(language).about(subject).select_related("article"), request.GET)
    except BadCursor:
        return not_found(request)
    return answer(
        request,
        f"site/{name}.html",
        language,
        versions=versions,
        original=reverse(f"site:{name}", args=[default_language(), subject.slug]),
        feeds=feed_links(name, language, subject.slug),
        subject=subject,
        page=page,
        **context,
    )


@public_page
def person(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """A person: biography, offices up to today, and the texts that name them."""
    found = people_in_public().filter(slug=slug).with_names().with_biographies().with_offices().first()
    if found is None:
        return not_found(request)
    offices = found.offices_on(today())
    return _about(
        request,
        "person",
        language,
        found,
        biography=found.biography_in(language),
        offices=offices,
        past_offices=_past(found.appointments.all()),
        linked=_linked_organisations(found.appointments.all()),
    )


def _past(appointments: Iterable[Appointment]) -> list[tuple[Appointment, date]]:
    """Those that have ended, the last begun first, with their last day: a period leaves out the day it ends on."""
    return [
        (office, office.until_on - timedelta(days=1))
        for office in appointments
        if office.until_on and office.until_on <= today()
    ][::-1]


def _linked_organisations(appointments: Iterable[Appointment]) -> set[int]:
    """Which organisations of the offices have a public page; the others are not named. Causes a query if any."""
    keys = {appointment.position.organisation_id for appointment in appointments}
    if not keys:
        return set()
    return set(organisations_in_public().filter(pk__in=keys).values_list("pk", flat=True))


@public_page
def organisation(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """An organisation: its place among others, who holds its offices today, and the texts that name it."""
    found = organisations_in_public().filter(slug=slug).with_names().first()
    if found is None:
        return not_found(request)
    return _about(
        request,
        "organisation",
        language,
        found,
        local_name=found.local_name(language),
        acronym=found.local_acronym(language),
        **_related(found),
        offices=Appointment.objects.current()
        .filter(position__organisation=found, person__in=people_in_public())
        .with_titles()
        .with_persons(),
    )


def _related(organisation: Organisation) -> dict[str, list[Organisation]]:
    """Parent, parts, predecessors and successors that have public pages themselves. Causes three queries."""
    began = Q(from_on=None) | Q(from_on__lte=today())
    pairs = Succession.objects.filter(began).filter(Q(predecessor=organisation) | Q(successor=organisation))
    ties = list(pairs.values_list("predecessor", "successor"))
    after = {successor for predecessor, successor in ties if predecessor == organisation.pk}
    before = {predecessor for predecessor, successor in ties if successor == organisation.pk}
    ties_or_place = Q(pk=organisation.parent_id) | Q(parent=organisation) | Q(pk__in=after | before)
    others = list(organisations_in_public().with_names().filter(ties_or_place))
    return {
        "parents": [other for other in others if other.pk == organisation.parent_id],
        "parts": [other for other in others if other.parent_id == organisation.pk],
        "predecessors": [other for other in others if other.pk in before],
        "successors": [other for other in others if other.pk in after],
    }


@public_page
def topic(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """A topic and the texts about it."""
    found = Topic.objects.public().filter(slug=slug).with_names().first()
    return _about(request, "topic", language, found)
