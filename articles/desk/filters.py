"""The filters of the list of articles."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, Max, Min, OuterRef
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Edition, Standing, Topic
from articles.querysets import EditionQuerySet
from languages import default_language, local_name, newsroom_languages

__all__ = ["LackingFilter", "LanguageFilter", "StaleFilter", "StandingFilter", "TopicFilter", "YearFilter"]


def _of_article() -> EditionQuerySet:
    return Edition.objects.kept().filter(article=OuterRef("pk"))


class LackingFilter(admin.SimpleListFilter):
    """Articles without any text in a language."""

    title = _("language lacking")
    parameter_name = "lacks"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(code, local_name(code)) for code in newsroom_languages()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        language = self.value()
        return queryset.lacking(language) if language else queryset


class LanguageFilter(LackingFilter):
    """Articles with a text in a language; together with the state, a text of that state in it."""

    title = _("language")
    parameter_name = "language"

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        language = self.value()
        if StandingFilter.parameter_name in request.GET:
            return queryset
        return queryset.filter(languages__contains=[language]) if language else queryset


class StandingFilter(admin.SimpleListFilter):
    """Articles with a text that stands so, in the language that is filtered for or in any."""

    title = _("state")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        offered = ["draft", "submitted", "approved", "scheduled", "public", "withdrawn"]
        return [(name, str(Standing(name).label)) for name in offered]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        editions = _of_article()
        if language := request.GET.get("language"):
            editions = editions.in_language(language)
        match self.value():
            case None:
                return queryset
            case "scheduled":
                editions = editions.scheduled()
            case "public":
                editions = editions.public()
            case "withdrawn":
                editions = editions.has_been_public().filter(withdrawal_notice__isnull=False)
            case state:
                editions = editions.open().filter(state=state)
        return queryset.filter(Exists(editions))


class StaleFilter(admin.SimpleListFilter):
    """Articles with a translation that its source has moved on from."""

    title = _("translation")
    parameter_name = "stale"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("stale"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.stale() if self.value() else queryset


class YearFilter(admin.SimpleListFilter):
    """Articles dated in a year. The years between the first and the last article are offered, without counting."""

    title = _("year")
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        span = Article.objects.aggregate(first=Min("dated_on"), last=Max("dated_on"))
        if span["first"] is None:
            return []
        return [(str(year), str(year)) for year in range(span["last"].year, span["first"].year - 1, -1)]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        year = self.value()
        return queryset.filter(dated_on__year=year) if year and year.isdecimal() else queryset


class TopicFilter(admin.SimpleListFilter):
    """Articles about a topic, by the topics' names."""

    title = _("topic")
    parameter_name = "topic"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        language = get_language() or default_language()
        return sorted(
            ((topic.slug, topic.name_in(language)) for topic in Topic.objects.with_names()), key=lambda pair: pair[1]
        )

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(topics__slug=self.value()) if self.value() else queryset
