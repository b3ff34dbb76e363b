"""Every screen of the desk, registered by being imported."""

from .article_admin import ArticleAdmin
from .catalogue_admin import ContactAdmin, PlaceAdmin, TopicAdmin
from .edition_admin import EditionAdmin
from .glossary_admin import ConceptAdmin
from .look_admin import LookAdmin
from .media_admin import ImageAdmin
from .memory_admin import MemoryUnitAdmin
from .person_admin import NewsroomPersonAdmin
from .record_admin import EventAdmin, WithdrawalAdmin
from .release_admin import ReleaseAdmin

__all__ = [
    "ArticleAdmin",
    "ConceptAdmin",
    "ContactAdmin",
    "EditionAdmin",
    "EventAdmin",
    "ImageAdmin",
    "LookAdmin",
    "MemoryUnitAdmin",
    "NewsroomPersonAdmin",
    "PlaceAdmin",
    "ReleaseAdmin",
    "TopicAdmin",
    "WithdrawalAdmin",
]
