"""Editions: the numbered texts of an article in one language."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Deferrable, F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import richtext
from articles.querysets import EditionQuerySet, ImageQuerySet, Plain
from articles.workflow import Approval, Change, Standing, State
from languages import local_name, validate_language
from people.slugs import slug_from

from .article import Article
from .image import Image
from .release import Release
from .triggers import (
    edition_keeps_the_rules,
    edition_leaves_an_event,
    edition_names_its_figures,
    edition_tells_its_article,
    not_emptied,
    nothing_is_deleted,
)

if TYPE_CHECKING:
    from staff.models import User

SLUG_LENGTH = 120
TEXT_FIELDS = frozenset({"title", "standfirst", "body", "notes_to_editors", "slug", "public_note", "change"})
# What moves an edition along without touching a word of it.
STANDING_FIELDS = (
    "state",
    "discarded_at",
    "approval",
    "approved_hash",
    "approved_at",
    "approved_by",
    "approval_note",
    "cleared_at",
    "cleared_by",
    "translates",
    "translated_hash",
    "release",
    "public_from",
    "public_until",
)
RICH_TEXT_FIELDS = frozenset({"body", "notes_to_editors"})


class Period(Func):
    """The range ``[public_from, public_until)``, which the exclusion constraint compares."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Edition(models.Model):
    """One numbered text of an article in one language. It passes the desk once; released, it never changes."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="editions", verbose_name=_("article"))
    language = models.CharField(_("language"), max_length=35, validators=[validate_language])
    number = models.PositiveIntegerField(_("number"))
    translates = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="translations",
        verbose_name=_("source edition"),
    )
    translated_hash = models.CharField(_("hash of the source’s words"), max_length=64, blank=True, editable=False)

    title = models.CharField(_("title"), max_length=300, blank=True)
    standfirst = models.TextField(_("standfirst"), blank=True)
    body = richtext.RichTextField(_("body"), blank=True)
    notes_to_editors = richtext.RichTextField(
        _("notes to editors"), blank=True, help_text=_("Background for journalists, shown below the text.")
    )
    slug = models.CharField(
        _("address"),
        max_length=SLUG_LENGTH,
        blank=True,
        help_text=_("The last part of the page’s address. Left empty, it is made from the title."),
    )
    change = models.CharField(_("kind of change"), max_length=12, choices=Change, default=Change.FIRST)
    public_note = models.TextField(
        _("public note"), blank=True, help_text=_("What was corrected or updated, as the public will read it.")
    )
    touches_translations = models.BooleanField(
        _("translations have to follow"),
        default=True,
        help_text=_("A minor change may be declared to leave the translations right as they are."),
    )
    # The database computes both: what an approval is bound to, and what a translation follows.
    text_hash = models.CharField(_("hash of the text"), max_length=64, blank=True, editable=False)
    words_hash = models.CharField(_("hash of the words"), max_length=64, blank=True, editable=False)
    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    opened_at = models.DateTimeField(_("opened at"), auto_now_add=True)
    discarded_at = models.DateTimeField(_("discarded at"), null=True, editable=False)

    approval = models.CharField(_("approval"), max_length=10, choices=Approval, blank=True, editable=False)
    approved_hash = models.CharField(_("hash of the approved text"), max_length=64, blank=True, editable=False)
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="editions_approved",
        editable=False,
        verbose_name=_("approved by"),
    )
    approval_note = models.CharField(_("note on the approval"), max_length=500, blank=True, editable=False)
    cleared_at = models.DateTimeField(_("cleared at"), null=True, editable=False)
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="editions_cleared",
        editable=False,
        verbose_name=_("cleared by"),
    )

    release = models.ForeignKey(
        Release, models.PROTECT, null=True, related_name="editions", editable=False, verbose_name=_("release")
    )
    public_from = models.DateTimeField(_("public from"), null=True, editable=False)
    public_until = models.DateTimeField(_("public until"), null=True, editable=False)
    first_public_from = models.DateTimeField(_("first released"), null=True, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["article", "language", "number"]
        triggers = [
            edition_keeps_the_rules,
            edition_leaves_an_event,
            edition_names_its_figures,
            *edition_tells_its_article,
            nothing_is_deleted,
            not_emptied,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "language", "number"], name="editions_of_a_language_are_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["article", "language"],
                condition=Q(public_from=None, discarded_at=None),
                name="an_article_has_one_open_edition_per_language",
            ),
            ExclusionConstraint(
                name="an_article_has_one_public_edition_per_language",
                expressions=[
                    ("article", RangeOperators.EQUAL),
                    ("language", RangeOperators.EQUAL),
                    (Period(F("public_from"), F("public_until")), RangeOperators.OVERLAPS),
                ],
                condition=Q(public_from__isnull=False),
                deferrable=Deferrable.IMMEDIATE,
            ),
            ExclusionConstraint(
                name="an_address_belongs_to_one_article",
                expressions=[
                    ("language", RangeOperators.EQUAL),
                    ("slug", RangeOperators.EQUAL),
                    ("article", RangeOperators.NOT_EQUAL),
                ],
                condition=Q(discarded_at=None) & ~Q(slug=""),
            ),
            models.CheckConstraint(
                condition=Q(public_until=None) | Q(public_from__isnull=False, public_until__gt=F("public_from")),
                name="the_public_period_is_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state=State.APPROVED, approved_at__isnull=False, approved_hash=F("text_hash"))
                & ~Q(approval="")
                | ~Q(state=State.APPROVED) & Q(approved_at=None, approved_hash="", approval=""),
                name="an_approval_is_bound_to_the_approved_text",
            ),
            models.CheckConstraint(
                condition=Q(approval__in=["", Approval.IMPORT]) | Q(approved_by__isnull=False),
                name="an_approval_at_the_desk_has_an_approver",
            ),
            models.CheckConstraint(
                condition=Q(public_from=None) | Q(state=State.APPROVED) & ~Q(slug="") & ~Q(title=""),
                name="a_public_edition_is_approved_and_has_an_address",
            ),
            models.CheckConstraint(
                condition=Q(public_from=None)
                | Q(approval=Approval.IMPORT)
                | ~Q(change__in=[Change.CORRECTION, Change.UPDATE])
                | ~Q(public_note=""),
                name="a_correction_or_update_has_a_public_note",
            ),
            models.CheckConstraint(
                condition=Q(touches_translations=True) | Q(change=Change.MINOR),
                name="only_a_minor_change_leaves_translations_alone",
            ),
            models.CheckConstraint(
                condition=Q(discarded_at=None) | Q(public_from=None),
                name="a_discarded_edition_was_never_released",
            ),
            models.CheckConstraint(
                condition=Q(cleared_at=None, cleared_by=None)
                | Q(cleared_at__isnull=False, cleared_by__isnull=False) & ~Q(cleared_by=F("approved_by")),
                name="an_emergency_is_cleared_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="an_edition_is_draft_submitted_or_approved"
            ),
        ]
        indexes = [
            models.Index(
                fields=["language", "-first_public_from", "-id"],
                condition=Q(public_from__isnull=False),
                name="edition_archive",
            ),
            models.Index(
                fields=["language", "-public_from"], condition=Q(public_from__isnull=False), name="edition_starts"
            ),
            models.Index(
                fields=["language", "-public_until"], condition=Q(public_until__isnull=False), name="edition_ends"
            ),
            models.Index(fields=["language", "slug"], name="edition_address"),
            models.Index(
                fields=["approved_at"],
                condition=Q(approval=Approval.EMERGENCY, cleared_at=None),
                name="edition_awaits_clearance",
            ),
            GinIndex(OpClass(Plain("title"), name="gin_trgm_ops"), name="edition_title_words"),
        ]

    def __str__(self) -> str:
        return f"{self.title or _('(untitled)')} ({self.language} {self.number})"

    def standing(self, at: datetime | None = None) -> Standing:
        """Where the edition stands at the instant (aware; the application's clock when None).

        Withdrawn and replaced are told apart by whether a later edition took over
        at the very instant; that causes a query unless `with_standing` annotated it.
        """
        at = at or timezone.now()
        if self.discarded_at is not None:
            return Standing.DISCARDED
        if self.public_from is None:
            return Standing(self.state)
        if at < self.public_from:
            return Standing.SCHEDULED
        if self.public_until is None or at < self.public_until:
            return Standing.PUBLIC
        return Standing.REPLACED if self._was_replaced() else Standing.WITHDRAWN

    def _was_replaced(self) -> bool:
        known: bool | None = getattr(self, "was_replaced", None)
        if known is not None:
            return known
        return (
            type(self)
            .objects.filter(article=self.article_id, language=self.language, public_from=self.public_until)
            .exists()
        )

    def is_public(self, at: datetime | None = None) -> bool:
        """Whether ``EditionQuerySet.public(at)`` would hold this edition."""
        return self.standing(at) == Standing.PUBLIC

    @property
    def is_source(self) -> bool:
        """Whether the edition is in the article's source language."""
        return self.language == self.article.source_language

    @property
    def needs_public_note(self) -> bool:
        """Whether the kind of change is one that the public is told of."""
        return self.change in (Change.CORRECTION, Change.UPDATE)

    def write(self, **text: str) -> None:
        """Set (unsaved) parts of the text; the body is sanitised, and its blocks keep their ids.

        Raises `richtext.RichTextError` for a body too large or too deep to be one,
        and `TypeError` for what is no part of the text.
        """
        if unknown := text.keys() - TEXT_FIELDS:
            raise TypeError(f"not parts of an edition's text: {sorted(unknown)}")
        for name, value in text.items():
            is_rich = name in RICH_TEXT_FIELDS
            setattr(self, name, richtext.keep_block_ids(value, getattr(self, name)) if is_rich else value)

    def save_standing(self) -> None:
        """Save everything but the text, which is thereby not even sanitised anew."""
        self.save(update_fields=STANDING_FIELDS)

    def images(self) -> ImageQuerySet:
        """The images that its page shows: those of the article, and those in the text."""
        in_gallery = self.article.gallery.order_by().values("image")
        in_text = self.figures.values("image")
        return Image.objects.filter(Q(pk=self.article.lead_image_id) | Q(pk__in=in_gallery) | Q(pk__in=in_text))

    def lost_images(self) -> list[int]:
        """The numbers of the images in the text that the library has not. Causes a query where there are images."""
        shown = richtext.images(self.body + self.notes_to_editors)
        found = set(Image.objects.filter(pk__in=shown).values_list("pk", flat=True)) if shown else set()
        return [number for number in shown if number not in found]

    def plain_text(self) -> str:
        """Everything that the public would read, without markup: title, standfirst, body, notes, a line each."""
        rich = (richtext.plain_text(html) for html in (self.body, self.notes_to_editors))
        return "\n".join(filter(None, (self.title, self.standfirst, *rich, self.public_note)))

    def author_ids(self) -> set[int]:
        """Who wrote or changed the text since the last public edition of the language. Causes a query."""
        return set(
            self.article.events.of_text_since_last_public(self.language, self.number).values_list("user_id", flat=True)
        ) - {None}

    def is_stale(self) -> bool:
        """Whether `EditionQuerySet.stale` would hold this edition. One query; none for what translates nothing."""
        return self.translates_id is not None and type(self).objects.stale().filter(pk=self.pk).exists()

    def source_edition(self) -> Edition | None:
        """The newest edition of the language that this was translated from, None of a text that translates nothing.

        Of a translation that was never tied to a source it is that of the article's source language. Up to two queries.
        """
        language = self.translates.language if self.translates else self.article.source_language
        return None if language == self.language else self.article.newest_edition(language)

    def staleness(self) -> str:
        """What a waiver of staleness is bound to: the source's words as they now stand. Up to two queries."""
        source = self.source_edition()
        return f"{source.pk}:{source.words_hash[:40]}" if source else ""

    def has_waived(self, fingerprint: str) -> bool:
        """Whether someone answered for this fault, in this edition or an earlier one of the language. A query."""
        editions = type(self).objects.filter(article=self.article_id, language=self.language)
        return editions.filter(waivers__fingerprint=fingerprint).exists()

    def follow_source(self) -> None:
        """Declare (unsaved) that the text follows the newest source edition as it now stands."""
        source = self.source_edition()
        if source is not None:
            self.translates = source
            self.translated_hash = source.words_hash

    def approve(self, user: User | None, approval: Approval, note: str = "") -> None:
        """Bind (unsaved) the approval to the text as it now stands."""
        self.state = State.APPROVED
        self.approval = approval
        self.approved_hash = self.text_hash
        self.approved_at = timezone.now()
        self.approved_by = user
        self.approval_note = note

    def free_slug(self) -> str:
        """An address of the title that no other article has in this language. Causes a query."""
        base = slug_from(self.title)[: SLUG_LENGTH - 10].strip("-_") or self.article.kind
        taken = set(
            type(self)
            .objects.filter(language=self.language, slug__startswith=base, discarded_at=None)
            .exclude(article=self.article_id)
            .values_list("slug", flat=True)
        )
        numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
        return base if base not in taken else next(slug for slug in numbered if slug not in taken)

    def describe(self) -> str:
        """The edition in words for messages: “French, edition 2”."""
        return str(_("%(language)s, edition %(number)s")) % {
            "language": local_name(self.language),
            "number": self.number,
        }
