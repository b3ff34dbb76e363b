"""The page of a text, and what stands at an address that a text once had."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from articles.models import Article, Edition, Outcome, WithdrawalNotice
from articles.richtext import MentionURL, render
from languages import fallbacks

from .occasions import occasion_of
from .pages import Version, answer, feed_links, not_found, public_page, redirect_for_good
from .pictures import FileURL, figures_in, file_url, media_of
from .reading import (
    Chronicle,
    chronicles,
    day_of_offices,
    is_machine_work_read,
    linked_organisations,
    links_of_mentions,
    public_texts,
)

__all__ = ["article", "article_page"]


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
    links = links_of_mentions([edition], language)
    return article_page(request, edition, chronicle, links, occasion=occasion_of(edition))


def article_page(
    request: HttpRequest,
    edition: Edition,
    chronicle: Chronicle,
    links: MentionURL,
    *,
    url_of_file: FileURL = file_url,
    figures: Q | None = None,
    **context: Any,
) -> HttpResponse:
    """The page of a text. The desk's preview shows this same page, of texts that are not public.

    ``figures`` is the condition on the images that the text shows; by default
    those that the database notes of the saved one.
    """
    language = edition.language
    shown = figures or Q(figures__edition=edition.pk)
    media = media_of([edition.article_id], language, url=url_of_file, figures=shown)[edition.article_id]
    figure_of = figures_in(media.figures, language)
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
        body=render(edition.body, mention_url=links, figure_of=figure_of),
        notes_to_editors=render(
            edition.notes_to_editors, mention_url=links, figure_of=figure_of, note_prefix="editors-note"
        ),
        media=media,
        picture=media.lead,
        chronicle=chronicle,
        ahead=ahead,
        ahead_url=_path(ahead.language, chronicle.slugs[ahead.language]) if ahead else "",
        is_machine_work_read=is_machine_work_read(edition),
        day=day,
        people=people,
        linked=linked_organisations(office for _person, offices in people for office in offices),
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
