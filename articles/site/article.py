"""The page of a text, and what stands at an address that a text once had."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from articles.models import Article, Edition, Outcome, WithdrawalNotice
from articles.richtext import render
from languages import fallbacks
from look.current import current_look

from . import pdf
from .citation import sharing
from .occasions import occasion_of
from .pages import Version, absolute, answer, feed_links, not_found, public_page, redirect_for_good
from .pictures import FileURL, figures_in, file_url, media_of
from .reading import Chronicle, chronicles, day_of_offices, public_texts
from .related import related_to
from .structured import json_ld, news_article
from .surroundings import surroundings_of

__all__ = ["article", "article_page", "former_address"]


@public_page
def article(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """One text, with what was corrected, and the persons, organisations and topics of its article."""
    edition = public_texts(language).filter(slug=slug).select_related("article").first()
    if edition is None:
        return _former_page(request, language, slug)
    return article_page(request, edition, chronicles([edition])[edition.pk], occasion=occasion_of(edition))


def article_page(
    request: HttpRequest,
    edition: Edition,
    chronicle: Chronicle,
    *,
    template: str = "site/article.html",
    url_of_file: FileURL = file_url,
    figures: Q | None = None,
    **context: Any,
) -> HttpResponse:
    """The page of a text. The desk's preview shows this same page, of texts that are not public.

    ``figures`` is the condition on the images that the text shows; by default
    those that the database notes of the saved one. Causes three queries: what
    it shows, whom and what it names, and what is related.
    """
    language = edition.language
    source = edition.article.source_language
    day = day_of_offices(edition.article)
    shown = figures or Q(figures__edition=edition.pk)
    media = media_of([edition.article_id], language, url=url_of_file, figures=shown)[edition.article_id]
    figure_of = figures_in(media.figures, language)
    surroundings = surroundings_of(edition, day, url=url_of_file)
    links = surroundings.mention_url(language)
    ahead = chronicle.ahead.get(language)
    own = _path(language, chronicle.slugs[language])
    in_full = partial(absolute, request)
    look = current_look().in_language(language)
    return answer(
        request,
        template,
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
        updates_url=_path(language, chronicle.slugs[language], "updates") if len(chronicle.texts) > 1 else "",
        ahead=ahead,
        ahead_url=_path(ahead.language, chronicle.slugs[ahead.language]) if ahead else "",
        day=day,
        surroundings=surroundings,
        related=related_to(edition, surroundings),
        sharing=sharing(edition, in_full(own)),
        structured=json_ld(news_article(edition, chronicle, surroundings, media, in_full)),
        licence={"name": look.licence.text if look.licence else "", "url": look.licence_url},
        has_pdf=pdf.is_available(),
        **context,
    )


def _path(language: str, slug: str, name: str = "article") -> str:
    return reverse(f"site:{name}", args=[language, slug])


def former_address(language: str, slug: str, name: str = "article") -> str | None:
    """Where the page of a text has gone whose address this was once; None where it is nowhere. Two queries."""
    former = Edition.objects.has_been_public().in_language(language).filter(slug=slug).values("article")
    current = public_texts(language).filter(article__in=former[:1]).values_list("slug", flat=True).first()
    return _path(language, current, name) if current else None


def _former_page(request: HttpRequest, language: str, slug: str) -> HttpResponse:
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
