"""What the newsroom keeps about its articles. Import from here, not from the modules inside."""

from articles.workflow import Approval, Change, Standing, State

from .article import Article, Kind
from .attachment import Attachment, AttachmentText, GalleryPlace
from .contact import Contact, ContactRole
from .edition import Edition
from .event import Event
from .figure import Figure
from .image import Image, ImageText, Rendition
from .kind_rule import KindRule, required_languages_by_kind
from .lead import Lead
from .list_entry import ListEntry
from .occasion import Confirmation, Happening, Occasion
from .place import Place, PlaceName
from .portrait import Portrait
from .release import Release
from .topic import Topic, TopicName
from .waiver import Waiver
from .withdrawal import Outcome, Withdrawal, WithdrawalNotice
from .working_copy import WorkingCopy

__all__ = [
    "Approval",
    "Article",
    "Attachment",
    "AttachmentText",
    "Change",
    "Confirmation",
    "Contact",
    "ContactRole",
    "Edition",
    "Event",
    "Figure",
    "GalleryPlace",
    "Happening",
    "Image",
    "ImageText",
    "Kind",
    "KindRule",
    "Lead",
    "ListEntry",
    "Occasion",
    "Outcome",
    "Place",
    "PlaceName",
    "Portrait",
    "Release",
    "Rendition",
    "Standing",
    "State",
    "Topic",
    "TopicName",
    "Waiver",
    "Withdrawal",
    "WithdrawalNotice",
    "WorkingCopy",
    "required_languages_by_kind",
]
