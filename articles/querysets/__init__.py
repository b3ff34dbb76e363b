"""The vocabulary of queries. Every anonymous read starts from the word ``public``.

The words chain, and none of them slices or orders in secret. ``at`` is an
aware instant; None means now by the database's clock.
"""

from .articles import DATED_ON, ArticleQuerySet
from .editions import EditionQuerySet, Plain
from .front_page import LeadQuerySet
from .hopping import languages_about, languages_in_public, months_in_public
from .media import AttachmentQuerySet, ImageQuerySet, PortraitQuerySet, RenditionQuerySet
from .occasions import OccasionQuerySet
from .records import EventQuerySet, ReleaseQuerySet, WithdrawalNoticeQuerySet
from .subjects import (
    ContactQuerySet,
    ListEntryQuerySet,
    PlaceQuerySet,
    TopicQuerySet,
    is_named_in_public,
    organisations_in_public,
    people_in_public,
)
from .visibility import is_public_at

__all__ = [
    "DATED_ON",
    "ArticleQuerySet",
    "AttachmentQuerySet",
    "ContactQuerySet",
    "EditionQuerySet",
    "EventQuerySet",
    "ImageQuerySet",
    "LeadQuerySet",
    "ListEntryQuerySet",
    "OccasionQuerySet",
    "PlaceQuerySet",
    "Plain",
    "PortraitQuerySet",
    "ReleaseQuerySet",
    "RenditionQuerySet",
    "TopicQuerySet",
    "WithdrawalNoticeQuerySet",
    "is_named_in_public",
    "is_public_at",
    "languages_about",
    "languages_in_public",
    "months_in_public",
    "organisations_in_public",
    "people_in_public",
]
