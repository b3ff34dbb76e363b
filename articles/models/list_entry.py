"""Which lists an edition stands in: those of the persons, organisations and topics that its article names."""

from django.db import models
from django.db.models import Q

from articles.querysets import ListEntryQuerySet

from .edition import Edition


class ListEntry(models.Model):
    """An edition in the list of one subject, if it has a public period, past, present or to come.

    The database writes these rows (the functions and triggers are in the
    migration), in the transaction that releases an edition or changes what its
    article names. They say nothing of what is public: that is asked of the
    edition, always.
    """

    class Kind(models.TextChoices):
        """What the subject is."""

        PERSON = "p"
        ORGANISATION = "o"
        TOPIC = "t"

    pk = models.CompositePrimaryKey("edition", "kind", "subject")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="list_entries", db_index=False)
    kind = models.CharField(max_length=1, choices=Kind)
    subject = models.BigIntegerField()
    # As the edition has them, so that one index leads to any place in a list.
    language = models.CharField(max_length=35)
    first_public_from = models.DateTimeField()

    objects = ListEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["p", "o", "t"]), name="an_entry_is_of_a_person_or_the_like"),
        ]
        indexes = [
            models.Index(
                fields=["kind", "subject", "language", "-first_public_from", "-edition"], name="list_of_a_subject"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}{self.subject} {self.edition_id}"
