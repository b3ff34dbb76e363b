"""Articles: news items, independent of language."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.querysets import DATED_ON, ArticleQuerySet
from languages import default_language, validate_language
from people.models import Organisation, Person

from .contact import Contact
from .image import Image
from .place import Place
from .topic import Topic
from .triggers import article_knows_its_languages, nothing_is_deleted

if TYPE_CHECKING:
    from .edition import Edition


class Kind(models.TextChoices):
    """What sort of news item an article is."""

    PRESS_RELEASE = "press_release", _("press release")
    STATEMENT = "statement", _("statement")
    SPEECH = "speech", _("speech")
    NEWS = "news", _("news")
    MEDIA_ADVISORY = "media_advisory", _("media advisory")
    FACT_SHEET = "fact_sheet", _("fact sheet")


def languages_required_by_default() -> list[str]:
    """``NEWSROOM_REQUIRED_LANGUAGES``."""
    return list(settings.NEWSROOM_REQUIRED_LANGUAGES)


class Article(models.Model):
    """One news item: what its editions in every language have in common."""

    kind = models.CharField(_("kind"), max_length=30, choices=Kind, default=Kind.PRESS_RELEASE)
    official_number = models.CharField(
        _("official number"),
        max_length=80,
        blank=True,
        help_text=_("As the newsroom numbers its releases, as in “PR/CP (2017) 041”. All languages share it."),
    )
    source_language = models.CharField(
        _("source language"), max_length=35, default=default_language, validators=[validate_language]
    )
    required_languages = ArrayField(
        models.CharField(max_length=35, validators=[validate_language]),
        verbose_name=_("required languages"),
        default=languages_required_by_default,
        blank=True,
        help_text=_("The first release needs an approved edition in each of them."),
    )
    dated_on = models.DateField(
        _("date of the article"),
        null=True,
        blank=True,
        help_text=_("Offices are shown as of this date. Left empty, it is the day of the first release."),
    )
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=pgettext_lazy("where something is given out", "place"),
        help_text=_("Where it is given out, as the dateline says it."),
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="articles", verbose_name=_("topics"))
    people = models.ManyToManyField(Person, blank=True, related_name="articles", verbose_name=_("people"))
    organisations = models.ManyToManyField(
        Organisation, blank=True, related_name="articles", verbose_name=_("organisations")
    )
    contacts = models.ManyToManyField(Contact, blank=True, related_name="articles", verbose_name=_("press contacts"))
    related = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="related_from",
        verbose_name=_("related articles"),
        help_text=_("Shown below the text before those that share its topics, persons and organisations."),
    )
    lead_image = models.ForeignKey(
        Image,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("lead image"),
    )
    import_id = models.CharField(_("id in the imported archive"), max_length=200, unique=True, null=True, blank=True)
    # The three are kept by the database, from the editions that were not discarded: `article_knows_its_languages`.
    languages = ArrayField(models.CharField(max_length=35), verbose_name=_("languages"), default=list, editable=False)
    missing_languages = ArrayField(
        models.CharField(max_length=35),
        verbose_name=_("required, without a text"),
        default=list,
        editable=False,
    )
    stale_languages = ArrayField(
        models.CharField(max_length=35), verbose_name=_("languages with a stale text"), default=list, editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="articles_created",
        editable=False,
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-created_at", "-pk"]
        triggers = [nothing_is_deleted, article_knows_its_languages]
        constraints = [
            models.UniqueConstraint(
                fields=["official_number"],
                condition=~Q(official_number=""),
                name="an_official_number_is_given_once",
                violation_error_message=_("Another article has this official number."),
            ),
        ]
        indexes = [
            models.Index(DATED_ON.desc(), F("id").desc(), name="article_dates"),
            models.Index(fields=["-id"], condition=~Q(missing_languages=[]), name="article_lacks_a_language"),
            models.Index(fields=["-id"], condition=~Q(stale_languages=[]), name="article_has_a_stale_text"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    def title_at_desk(self) -> str:
        """The newest title in the source language, or in any. Causes a query unless editions are prefetched."""
        editions = sorted(
            (edition for edition in self.editions.all() if edition.title and edition.discarded_at is None),
            key=lambda edition: (edition.language == self.source_language, edition.number),
        )
        return editions[-1].title if editions else str(_("(untitled)"))

    def date_shown(self) -> date:
        """The date as of which offices are shown: its own, else today in the newsroom's zone."""
        return self.dated_on or timezone.now().astimezone(ZoneInfo(settings.NEWSROOM_TIME_ZONE)).date()

    def newest_edition(self, language: str) -> Edition | None:
        """The edition with the highest number that was not discarded. Causes a query."""
        return self.editions.in_language(language).kept().order_by("-number").first()

    def description(self) -> dict[str, object]:
        """What the article's languages share, as plain values for the record. Causes up to ten queries.

        Topics, people and the like are {id: name in the source language}. What stands in an
        order that was chosen has it as a list of ids too: the database keeps none in an object.
        """
        language = self.source_language
        images = (place.image for place in self.gallery.select_related("image"))
        gallery = {str(image.pk): ", ".join(filter(None, [image.filename, image.credit])) for image in images}
        related = self.related.prefetch_related("editions")
        attachments = {str(attachment.pk): str(attachment) for attachment in self.attachments.all()}
        return {
            "kind": self.kind,
            "official_number": self.official_number,
            "dated_on": self.dated_on.isoformat() if self.dated_on else None,
            "required_languages": list(self.required_languages),
            "place": self.place.name_in(language) if self.place else None,
            "lead_image": self.lead_image_id,
            "topics": {str(topic.pk): topic.name_in(language) for topic in self.topics.with_names()},
            "people": {str(person.pk): person.name_in(language) for person in self.people.with_names()},
            "organisations": {
                str(organisation.pk): organisation.name_in(language) for organisation in self.organisations.with_names()
            },
            "contacts": {str(contact.pk): contact.name for contact in self.contacts.all()},
            "related": {str(article.pk): article.title_at_desk() for article in related},
            "gallery": gallery,
            "gallery_order": list(gallery),
            "attachments": attachments,
            "attachments_order": list(attachments),
        }

    def has_been_released(self) -> bool:
        """Whether any edition has ever been public or is scheduled to be. Causes a query."""
        return self.editions.filter(public_from__isnull=False).exists()
