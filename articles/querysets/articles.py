"""Articles, by what they have and lack."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from people.querysets import OrganisationQuerySet
from staff.models import Role

from .editions import every_edition

if TYPE_CHECKING:
    from staff.models import User

__all__ = ["DATED_ON", "ArticleQuerySet"]


# The date by which articles are sorted; those that have none yet come after every date.
DATED_ON = Coalesce("dated_on", Value(date.max), output_field=models.DateField())


class ArticleQuerySet(models.QuerySet[Any]):
    """Articles."""

    def public(self, at: datetime | None = None) -> Self:
        """Those with at least one public edition."""
        return self.filter(Exists(every_edition().public(at).filter(article=OuterRef("pk"))))

    def lacking(self, language: str) -> Self:
        """Those without any text in the language that was not discarded."""
        return self.filter(~Q(languages__contains=[language]))

    def lacking_required(self) -> Self:
        """Those without any text in one of the languages that they require."""
        return self.filter(~Q(missing_languages=[]))

    def stale(self) -> Self:
        """Those whose newest text in some language is a translation that its source has moved on from."""
        return self.filter(~Q(stale_languages=[]))

    def showing(self, image: Any) -> Self:
        """Those that show the image, given by its key, or have shown it in a text."""
        places = apps.get_model("articles", "GalleryPlace")._default_manager.filter(image=image)
        figures = apps.get_model("articles", "Figure")._default_manager.filter(image=image)
        in_gallery, in_text = places.order_by().values("article"), figures.values("edition__article")
        return self.filter(Q(lead_image=image) | Q(pk__in=in_gallery) | Q(pk__in=in_text))

    def titled(self, words: str) -> Self:
        """Those with a text that has all the words in its title."""
        return self.filter(pk__in=every_edition().kept().titled(words).values("article"))

    def numbered(self, words: str) -> Self:
        """Those with all the words, or parts of words, in the official number."""
        found = self.exclude(official_number="")
        for word in words.split():
            found = found.filter(official_number__icontains=word)
        return found

    def found(self, words: str) -> Self:
        """Those that `titled` or `numbered` holds: two short searches, where one condition would read every article."""
        titled = every_edition().kept().titled(words).order_by().values("article")
        numbered = self.model._default_manager.numbered(words).order_by().values("pk")
        return self.filter(pk__in=titled.union(numbered))

    def with_text(self, *, standing: str = "", language: str = "") -> Self:
        """Those with a text that stands so, in the language; where either is empty, any will do."""
        if not standing:
            return self.filter(languages__contains=[language]) if language else self
        texts = every_edition().standing_so(standing)
        texts = texts.in_language(language) if language else texts
        return self.filter(pk__in=texts.values("article"))

    def naming(self, organisations: OrganisationQuerySet) -> Self:
        """Those that name one of the organisations."""
        through = apps.get_model("articles", "Article").organisations.through
        chosen = organisations.order_by().values("pk")
        return self.filter(pk__in=through._default_manager.filter(organisation__in=chosen).values("article"))

    def awaiting_translation_by(self, user: User) -> Self:
        """Those at the desk or public that lack a required language into which the user may translate."""
        source = every_edition().current().filter(article=OuterRef("pk"), language=OuterRef("source_language"))
        languages = user.rights_held.get(Role.TRANSLATOR, set())
        articles = self.lacking_required().filter(Exists(source))
        if user.holds(Role.MANAGING_EDITOR) or "" in languages:
            return articles
        return articles.filter(missing_languages__overlap=list(languages))
