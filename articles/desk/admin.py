"""Every screen of the desk, registered by being imported."""

from django.contrib import admin
from django.contrib.auth.models import Group

from .article_admin import ArticleAdmin
from .catalogue_admin import ContactAdmin, ImageAdmin, TopicAdmin
from .edition_admin import EditionAdmin
from .record_admin import EventAdmin, WithdrawalAdmin
from .release_admin import ReleaseAdmin

__all__ = [
    "ArticleAdmin",
    "ContactAdmin",
    "EditionAdmin",
    "EventAdmin",
    "ImageAdmin",
    "ReleaseAdmin",
    "TopicAdmin",
    "WithdrawalAdmin",
]

# Rights are rows of their own; a group would promise what nothing here keeps.
admin.site.unregister(Group)
