"""What the newsroom asks of the articles of one kind."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from languages import validate_language

from .article import Kind, languages_required_by_default

__all__ = ["KindRule", "required_languages_by_kind"]


class KindRule(models.Model):
    """The languages that the first release of an article of this kind requires, unless the article says otherwise.

    A kind without a rule follows ``NEWSROOM_REQUIRED_LANGUAGES``. Articles that
    have been started keep what they require; see `drafting.describe`.
    """

    kind = models.CharField(_("kind"), max_length=30, choices=Kind, unique=True)
    required_languages = ArrayField(
        models.CharField(max_length=35, validators=[validate_language]),
        verbose_name=_("required languages"),
        default=languages_required_by_default,
        blank=True,
        help_text=_("Articles that are started from now on begin with these."),
    )

    class Meta:
        verbose_name = _("rule of a kind")
        verbose_name_plural = _("rules of kinds")
        ordering = ["kind"]
        constraints = [models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="a_rule_is_of_a_kind")]

    def __str__(self) -> str:
        return self.get_kind_display()


def required_languages_by_kind() -> dict[str, list[str]]:
    """The languages that each kind requires by default: those of its rule, else the newsroom's. Causes a query."""
    rules = dict(KindRule.objects.values_list("kind", "required_languages"))
    return {kind: list(rules.get(kind, languages_required_by_default())) for kind in Kind.values}
