"""Topics: what articles are about, named in each language."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.querysets import TopicQuerySet
from languages import default_language, fallbacks, validate_language
from people.models import LetterField, SortKeyField


class Topic(models.Model):
    """A subject that articles share. Its address stays when its names change."""

    slug = models.SlugField(_("address"), max_length=120, unique=True, allow_unicode=True)
    fallback_language = models.CharField(
        _("fallback language"), max_length=35, default=default_language, validators=[validate_language]
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug

    def name_and_language(self, language: str) -> tuple[str, str]:
        """The topic's name and the language it is in. Causes a query unless names are prefetched."""
        names = {name.language: name.name for name in self.names.all()}
        for code in [*fallbacks(language, self.fallback_language), *names]:
            if code in names:
                return names[code], code
        return self.slug, self.fallback_language

    def name_in(self, language: str) -> str:
        """The topic's name in the language or its nearest fallback."""
        return self.name_and_language(language)[0]


class TopicName(models.Model):
    """A topic's name in one language."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="names", verbose_name=_("topic"))
    language = models.CharField(_("language"), max_length=35, validators=[validate_language])
    name = models.CharField(_("name"), max_length=120)
    sort_key = SortKeyField()
    letter = LetterField()

    class Meta:
        verbose_name = _("name of a topic")
        verbose_name_plural = _("names of the topic")
        constraints = [
            models.UniqueConstraint(fields=["topic", "language"], name="a_topic_has_one_name_per_language"),
        ]
        indexes = [models.Index(fields=["sort_key", "topic"], name="topics_by_name")]

    def __str__(self) -> str:
        return self.name

    def sorts_as(self) -> str:
        """The form that counts in lists by name."""
        return self.name
