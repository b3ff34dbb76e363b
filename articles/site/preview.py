"""The public page of a text that is not public yet: the same view, the same template, for the desk alone."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import Q, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation

from articles.models import Change, Edition
from articles.richtext import MentionURL, images
from languages import interface_language

from .article import article_page
from .occasions import occasion_in_preview
from .pictures import FileURL, file_url
from .reading import Chronicle, Note, chronicles, links_of_mentions

__all__ = ["preview_article"]


def preview_article(request: HttpRequest, edition: Edition, *, url_of_file: FileURL = file_url) -> HttpResponse:
    """The page as it would read if the edition were released now, or when it is scheduled.

    ``edition`` may hold unsaved text; nothing is saved. ``url_of_file``
    tells where files are found before the public may have them. Whoever calls
    this answers for who may see the text.
    """
    is_news = edition.public_from is None or edition.public_from > timezone.now()
    edition.public_from = edition.public_from or timezone.now()
    edition.first_public_from = edition.first_public_from or _first_release(edition) or edition.public_from
    related = ["article__topics__names", "article__organisations__names"]
    prefetch_related_objects([edition], *related)
    chronicle, links = _chronicle(edition, is_news=is_news), _links(edition)
    # Neither the language nor the zone of whoever looks at it.
    with translation.override(interface_language(edition.language)), timezone.override(settings.TIME_ZONE):
        figures, occasion = _figures(edition), occasion_in_preview(edition)
        return article_page(
            request, edition, chronicle, links, url_of_file=url_of_file, figures=figures, occasion=occasion
        )


def _figures(edition: Edition) -> Q:
    """The images of the text as it is typed: what the database notes is that of the saved one."""
    return Q(pk__in=images(edition.body + edition.notes_to_editors))


def _first_release(edition: Edition) -> datetime | None:
    past = Edition.objects.has_been_public().filter(article=edition.article_id, language=edition.language)
    return past.order_by("number").values_list("first_public_from", flat=True).first()


def _chronicle(edition: Edition, *, is_news: bool) -> Chronicle:
    """What the public would be told of the text's history, this edition's own note first."""
    assert edition.public_from is not None
    chronicle = chronicles([edition])[edition.pk]
    chronicle.slugs[edition.language] = edition.slug or "-"
    note = Note(Change(edition.change), edition.public_note, edition.public_from)
    if edition.needs_public_note and is_news:
        chronicle.notes.insert(0, note)
        chronicle.updated_at = edition.public_from
    return chronicle


def _links(edition: Edition) -> MentionURL:
    """Where mentions lead once the text is public: its own people and organisations have pages then."""
    public = links_of_mentions([edition], edition.language)
    own = {("person", person.pk): person.slug for person in edition.article.people.all()}
    own |= {("organisation", body.pk): body.slug for body in edition.article.organisations.all()}

    def link(kind: str, pk: int) -> str | None:
        slug = own.get((kind, pk))
        return reverse(f"site:{kind}", args=[edition.language, slug]) if slug else public(kind, pk)

    return link
