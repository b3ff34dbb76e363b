"""The public page of a text that is not public yet: the same view, the same template, for the desk alone."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from articles.models import Change, Edition
from articles.richtext import images
from languages import interface_language

from .article import article_page
from .occasions import occasion_in_preview
from .pictures import FileURL, file_url
from .reading import Chronicle, Note, chronicles

__all__ = ["preview_article"]


def preview_article(request: HttpRequest, edition: Edition, *, url_of_file: FileURL = file_url) -> HttpResponse:
    """The page as it will read once the edition is released; until then it says that it is not.

    ``edition`` may hold unsaved text; nothing is saved. ``url_of_file``
    tells where files are found before the public may have them. Whoever calls
    this answers for who may see the text.
    """
    is_released = edition.public_from is not None and edition.public_from <= timezone.now()
    hour = None if is_released else edition.public_from
    if not is_released:
        # When the language was first released, if it was.
        edition.first_public_from = _first_release(edition)
    # Neither the language nor the zone of whoever looks at it.
    with translation.override(interface_language(edition.language)), timezone.override(settings.TIME_ZONE):
        chronicle = _chronicle(edition, is_released=is_released)
        return article_page(
            request,
            edition,
            chronicle,
            url_of_file=url_of_file,
            figures=_figures(edition),
            occasion=occasion_in_preview(edition),
            is_preview=True,
            is_to_come=not is_released,
            hour=hour,
        )


def _figures(edition: Edition) -> Q:
    """The images of the text as it is typed: what the database notes is that of the saved one."""
    return Q(pk__in=images(edition.body + edition.notes_to_editors))


def _first_release(edition: Edition) -> datetime | None:
    past = Edition.objects.has_been_public().filter(article=edition.article_id, language=edition.language)
    return past.order_by("number").values_list("first_public_from", flat=True).first()


def _chronicle(edition: Edition, *, is_released: bool) -> Chronicle:
    """What the public will be told of the text's history, this edition's own note first."""
    chronicle = chronicles([edition])[edition.pk]
    chronicle.slugs[edition.language] = edition.slug or "-"
    if edition.needs_public_note and not is_released:
        chronicle.notes.insert(0, Note(Change(edition.change), edition.public_note, at=None))
    return chronicle
