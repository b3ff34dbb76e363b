"""Images, their renditions, and files: public as long as something public shows them."""

from __future__ import annotations

from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q, Value
from django.db.models.functions import Now, TruncDate

from .editions import every_edition
from .subjects import people_in_public

__all__ = ["AttachmentQuerySet", "ImageQuerySet", "PortraitQuerySet", "RenditionQuerySet"]


class ImageQuerySet(models.QuerySet[Any]):
    """Images."""

    def within_rights(self, at: datetime | None = None) -> Self:
        """Those whose rights have not ended: the day is the newsroom's, by the database's clock."""
        instant = Now() if at is None else Value(at, output_field=models.DateTimeField())
        day = TruncDate(instant, tzinfo=ZoneInfo(settings.NEWSROOM_TIME_ZONE))
        return self.filter(Q(rights_until_on__isnull=True) | Q(rights_until_on__gt=day))

    def public(self, at: datetime | None = None) -> Self:
        """Those that a public edition or its article shows, or names the person of, as long as their rights last."""
        leading = every_edition().public(at).filter(article__lead_image=OuterRef("pk"))
        in_gallery = every_edition().public(at).filter(article__gallery__image=OuterRef("pk"))
        in_text = every_edition().public(at).filter(figures__image=OuterRef("pk"))
        portraits = apps.get_model("articles", "Portrait")._default_manager.of_public_persons(at)
        of_person = portraits.filter(image=OuterRef("pk"))
        return self.within_rights(at).filter(Exists(leading) | Exists(in_gallery) | Exists(in_text) | Exists(of_person))

    def with_use(self) -> Self:
        """Annotate ``is_used``: whether an article shows it, has shown it in a text, or it is somebody's portrait."""
        articles, places, figures, portraits = (
            apps.get_model("articles", name)._default_manager
            for name in ("Article", "GalleryPlace", "Figure", "Portrait")
        )
        used = (
            Exists(articles.filter(lead_image=OuterRef("pk")))
            | Exists(places.filter(image=OuterRef("pk")))
            | Exists(figures.filter(image=OuterRef("pk")))
            | Exists(portraits.filter(image=OuterRef("pk")))
        )
        return self.annotate(is_used=ExpressionWrapper(used, output_field=models.BooleanField()))

    def lacking_renditions(self) -> Self:
        """Those of which something was never made: they came before there were renditions, or before that shape."""
        made = apps.get_model("articles", "Rendition")
        of_it = made._default_manager.filter(image=OuterRef("pk"))
        lacks = (~Q(Exists(of_it.filter(shape=shape))) for shape in made.Shape.values)
        return self.filter(reduce(or_, lacks))

    def lacking_alt(self, language: str) -> Self:
        """Those that are not decorative and not described in the language or one that it is a variety of."""
        parts = language.split("-")
        codes = ["-".join(parts[:length]) for length in range(1, len(parts) + 1)]
        texts = apps.get_model("articles", "ImageText")._default_manager.filter(
            image=OuterRef("pk"), language__in=codes
        )
        return self.filter(~Exists(texts.exclude(alt="")), is_decorative=False)


class PortraitQuerySet(models.QuerySet[Any]):
    """Portraits."""

    def of_public_persons(self, at: datetime | None = None) -> Self:
        """Those of persons whom a public edition's article names."""
        return self.filter(Exists(people_in_public(at).filter(pk=OuterRef("person"))))

    def public(self, at: datetime | None = None) -> Self:
        """Those of public persons whose image's rights have not ended."""
        images = apps.get_model("articles", "Image")._default_manager.all()
        return self.of_public_persons(at).filter(Exists(images.within_rights(at).filter(pk=OuterRef("image"))))


class AttachmentQuerySet(models.QuerySet[Any]):
    """Files that articles hand out."""

    def public(self, at: datetime | None = None) -> Self:
        """Those of an article with a public text in their language; in any, of those without a language."""
        texts = every_edition().public(at).filter(article=OuterRef("article"))
        in_its_language = Exists(texts.filter(language=OuterRef("language")))
        return self.filter(in_its_language | Q(Exists(texts), language=""))


class RenditionQuerySet(models.QuerySet[Any]):
    """Renditions of images."""

    def public(self, at: datetime | None = None) -> Self:
        """Those of public images."""
        images = apps.get_model("articles", "Image")._default_manager.all()
        return self.filter(Exists(images.public(at).filter(pk=OuterRef("image"))))
