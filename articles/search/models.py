"""What search reads: a narrow row beside each edition, and the words that texts are made of.

The database writes both, in the transaction that releases a text (the
functions and triggers are in the migrations), so that no worker stands between
a release and its being found. What is public of them is asked of the clock.
"""

from __future__ import annotations

from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Now, TruncDate

from articles.models import Article, Edition
from articles.querysets import is_public_at
from languages import validate_language

__all__ = ["SearchRow", "SearchWord", "WordShare"]


class SearchRowQuerySet(models.QuerySet["SearchRow"]):
    """The vocabulary of search. Every read of the public starts from ``public``."""

    def public(self, at: datetime | None = None) -> Self:
        """Those of editions that the public may read at the instant; None is now by the database's clock."""
        return self.filter(is_public_at(at))

    def in_language(self, language: str) -> Self:
        """Those in the language."""
        return self.filter(language=language)

    def with_media(self) -> Self:
        """Those with images whose rights have not ended, figures or attachments: by the database's clock."""
        day = TruncDate(Now(), tzinfo=ZoneInfo(settings.NEWSROOM_TIME_ZONE))
        return self.filter(media_until_on__gt=day)

    def newest_first(self) -> Self:
        """In the order of the archive: last first released first."""
        return self.order_by("-first_public_from", "-pk")


class Headings(Func):
    """The part of a vector that comes from the title and the standfirst."""

    function = "ts_filter"
    output_field = SearchVectorField()

    def __init__(self) -> None:
        super().__init__(F("vector"), Value('{"a","b"}'), template='%(function)s(%(expressions)s::"char"[])')


class SearchRow(models.Model):
    """What there is to find of an edition that is public, scheduled, or was public once.

    Beside the words of the text, the vector holds a mark for what the columns
    say: language, kind, topics, persons, organisations and place ("#p12en"). Names
    are looked up when somebody searches, so that a new name finds old texts at
    once. Weights: title A, standfirst B, marks C, the rest D.
    """

    edition = models.OneToOneField(Edition, models.PROTECT, primary_key=True, related_name="search_row")
    article = models.ForeignKey(Article, models.PROTECT, related_name="search_rows", db_index=False)
    language = models.CharField(max_length=35, validators=[validate_language])
    kind = models.CharField(max_length=30)
    public_from = models.DateTimeField()
    public_until = models.DateTimeField(null=True)
    first_public_from = models.DateTimeField()
    topics = ArrayField(models.BigIntegerField())
    people = ArrayField(models.BigIntegerField())
    organisations = ArrayField(models.BigIntegerField())
    # Of one place at most.
    places = ArrayField(models.BigIntegerField(), default=list)
    # The first day without anything to look at or to take away; None where there is nothing, else 9999 where
    # no rights end.
    media_until_on = models.DateField(null=True)
    vector = SearchVectorField()
    # Standfirst, body and notes without markup, to cut excerpts from.
    text = models.TextField()

    objects = SearchRowQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["language", "-first_public_from", "-edition"], name="search_dates"),
            models.Index(fields=["article"], name="search_article"),
            GinIndex(fields=["vector"], name="search_vector", fastupdate=False),
            GinIndex(Headings(), name="search_headings", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.language}"


class SearchWord(models.Model):
    """A word of texts in a language, to be suggested where another was misspelt.

    It says nothing of where the word stands: whether it stands in something
    public is asked each time before it is shown.
    """

    language = models.CharField(max_length=35)
    # Without accents and in lower case.
    word = models.TextField()
    written = models.TextField()
    # In how many public texts, when they were last counted.
    texts = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "word"], name="a_word_of_a_language_is_kept_once"),
        ]
        indexes = [
            GinIndex(OpClass("word", "gin_trgm_ops"), name="search_word_parts", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.written


class WordShare(models.Model):
    """A word, a mark, a word of titles ("^word") or a run of two words ("~number") of many texts, as last counted.

    The way to the results is chosen by them; with old ones it is slower, not wrong.
    """

    lexeme = models.TextField(primary_key=True)
    # Of all rows, whatever their language.
    share = models.FloatField()

    def __str__(self) -> str:
        return self.lexeme
