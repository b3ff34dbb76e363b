"""Concepts and the terms for them in each language; corrections that may become terms."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Event
from articles.translation.checks import TermStatus
from languages import default_language, fallbacks
from people.models import LanguageField

__all__ = ["Concept", "Correction", "Dismissal", "PartOfSpeech", "Status", "Term"]

TERM_LENGTH = 300


class Status(models.TextChoices):
    """How the newsroom stands to a term; the values are those of `TermStatus`."""

    PREFERRED = TermStatus.PREFERRED.value, pgettext_lazy("term", "preferred")
    ADMITTED = TermStatus.ADMITTED.value, pgettext_lazy("term", "admitted")
    FORBIDDEN = TermStatus.FORBIDDEN.value, pgettext_lazy("term", "forbidden")


class PartOfSpeech(models.TextChoices):
    """What a term is in a sentence, as TBX-Basic has it."""

    NOUN = "noun", _("noun")
    VERB = "verb", _("verb")
    ADJECTIVE = "adjective", _("adjective")
    ADVERB = "adverb", _("adverb")
    OTHER = "other", pgettext_lazy("part of speech", "other")


class ConceptQuerySet(models.QuerySet["Concept"]):
    """Concepts."""

    def with_terms(self) -> "ConceptQuerySet":
        """Fetch the terms along, so that `Concept.term_in` causes no query."""
        return self.prefetch_related("terms")

    def with_term(self, *, language: str = "", status: str = "") -> "ConceptQuerySet":
        """Those with a term in the language and of the status at once; where either is empty, any will do."""
        terms = Term.objects.filter(concept=OuterRef("pk"))
        terms = terms.filter(language=language) if language else terms
        terms = terms.filter(status=status) if status else terms
        return self.filter(Exists(terms))

    def named_like(self, text: str) -> "ConceptQuerySet":
        """Those with every word of the text in one term, the definition or the domain, case and accents apart."""
        found = self
        for word in text.split():
            terms = Term.objects.filter(concept=OuterRef("pk"), text__unaccent__icontains=word)
            found = found.filter(
                Q(Exists(terms)) | Q(definition__unaccent__icontains=word) | Q(domain__unaccent__icontains=word)
            )
        return found


class Concept(models.Model):
    """One idea, whatever it is called in each language."""

    # What files call it, so that one that was exported and comes back is known again.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    definition = models.TextField(_("definition"), blank=True)
    domain = models.CharField(
        _("domain"), max_length=100, blank=True, db_index=True, help_text=_("A field of knowledge, as in “exercises”.")
    )
    note = models.TextField(_("note"), blank=True)

    objects = ConceptQuerySet.as_manager()

    class Meta:
        verbose_name = _("glossary entry")
        verbose_name_plural = _("glossary entries")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.term_in(get_language() or default_language()) or _("Entry %(number)d") % {"number": self.pk or 0}

    def term_in(self, language: str) -> str:
        """The term to use in the language, or in one that it falls back to; empty if there is none at all.

        Causes a query unless `ConceptQuerySet.with_terms` came before.
        """
        good = sorted(
            (term for term in self.terms.all() if term.status != Status.FORBIDDEN),
            key=lambda term: (term.status != Status.PREFERRED, term.language, term.pk),
        )
        for code in fallbacks(language):
            for term in good:
                if term.language == code:
                    return term.text
        return good[0].text if good else ""

    def clean(self) -> None:
        self.domain = " ".join(self.domain.split())


class Term(models.Model):
    """What a concept is called, may be called or must not be called in one language."""

    concept = models.ForeignKey(Concept, models.CASCADE, related_name="terms", verbose_name=_("glossary entry"))
    language = LanguageField(_("language"))
    text = models.CharField(_("term"), max_length=TERM_LENGTH)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PREFERRED)
    part_of_speech = models.CharField(_("part of speech"), max_length=10, choices=PartOfSpeech, blank=True)
    is_case_sensitive = models.BooleanField(
        _("capitals count"), default=False, help_text=_("For acronyms: “WHO” is not “who”.")
    )
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["concept", "language", "part_of_speech"],
                condition=Q(status="preferred"),
                name="a_concept_has_one_preferred_term_in_each_language",
                violation_error_message=_(
                    "This entry already has a preferred term in this language. Admit or forbid one of the two."
                ),
            ),
            models.UniqueConstraint(
                "concept",
                "language",
                Lower("text"),
                name="a_concept_has_a_term_once_in_a_language",
                violation_error_message=_("This entry already has this term in this language."),
            ),
            models.CheckConstraint(
                condition=Q(text__regex=r"\w"),
                name="a_term_is_not_empty",
                violation_error_message=_("A term has at least one letter or digit."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["preferred", "admitted", "forbidden"]), name="a_term_has_a_known_status"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        self.text = " ".join(self.text.split())


class Correction(models.Model):
    """A run of words that someone replaced by another while a translation was worked on."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="+", verbose_name=_("event"))
    article = models.ForeignKey(Article, models.CASCADE, related_name="+", verbose_name=_("article"))
    source_language = LanguageField(_("from"))
    target_language = LanguageField(_("into"))
    # The stems of both, so that inflections count as one correction.
    key = models.CharField(max_length=2 * TERM_LENGTH)
    before = models.CharField(_("before"), max_length=TERM_LENGTH)
    after = models.CharField(_("after"), max_length=TERM_LENGTH)
    source = models.TextField(_("source paragraph"))

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        indexes = [models.Index(fields=["source_language", "target_language", "key"], name="same_correction")]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Dismissal(models.Model):
    """A suggested term that someone did not want; ``key`` as of the corrections."""

    source_language = LanguageField(_("from"))
    target_language = LanguageField(_("into"))
    key = models.CharField(max_length=2 * TERM_LENGTH)

    class Meta:
        verbose_name = _("dismissed suggestion")
        verbose_name_plural = _("dismissed suggestions")
        constraints = [
            models.UniqueConstraint(
                fields=["source_language", "target_language", "key"], name="a_suggestion_is_dismissed_once"
            )
        ]

    def __str__(self) -> str:
        return self.key


class Progress(models.Model):
    """How far the corrections have been read out of the events: one row, the last event looked at."""

    last_event = models.BigIntegerField(default=0)
