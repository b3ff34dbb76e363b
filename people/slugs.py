"""Addresses made from names, in every script."""

import re
import unicodedata
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from .names import choose_language

__all__ = ["SLUG_LENGTH", "free_slug", "slug_for_names", "slug_from", "validate_slug"]

SLUG_LENGTH = 120


def slug_from(text: str) -> str:
    """Lower-case letters, marks and digits of any script, joined by hyphens; empty where there are none.

    Not Django's ``slugify``, which drops the vowel signs of Hindi or Thai and
    runs "l’Otan" together.
    """
    kept = []
    for character in unicodedata.normalize("NFKC", text).lower():
        category = unicodedata.category(character)
        if category[0] in "LMN":
            kept.append(character)
        elif category != "Cf":
            kept.append("-")
    return re.sub("-+", "-", "".join(kept)).strip("-")


def validate_slug(slug: str) -> None:
    """Raise ``ValidationError`` unless ``slug_from`` would leave the address as it is."""
    if slug_from(slug) != slug:
        raise ValidationError(
            _("“%(slug)s” is not an address. Use small letters, digits and hyphens, as in “%(example)s”."),
            code="slug",
            params={"slug": slug, "example": slug_from(slug) or "jens-stoltenberg"},
        )


def free_slug(text: str, model: type[models.Model]) -> str:
    """An address made from the text that no row of the model has yet: "name", "name-2" … Causes a query."""
    start = slug_from(text)[: SLUG_LENGTH - 8].strip("-") or model._meta.model_name or "-"
    taken = set(model._default_manager.filter(slug__startswith=start).values_list("slug", flat=True))
    slug, count = start, 1
    while slug in taken:
        count += 1
        slug = f"{start}-{count}"
    return slug


def slug_for_names(names: Mapping[str, str], fallback_language: str, model: type[models.Model]) -> str:
    """`free_slug` of the name (by language) that is shown in the fallback language. Causes a query."""
    return free_slug(names.get(choose_language(names, fallback_language) or "", ""), model)
