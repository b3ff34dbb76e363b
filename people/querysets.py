"""The vocabulary in which persons, organisations and their offices are asked for."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Self, cast

from django.db import models, transaction
from django.db.models import Case, Q, Value, When

from languages import default_language

from .dates import today
from .slugs import slug_for_names

if TYPE_CHECKING:
    from .models import Appointment, Organisation, Person, Position

__all__ = ["AppointmentQuerySet", "OrganisationQuerySet", "PersonQuerySet", "PositionQuerySet"]


def _related[M: models.Model](queryset: models.QuerySet[M], name: str) -> models.QuerySet[Any]:
    """All rows of the model at the other end of a relation."""
    field: Any = queryset.model._meta.get_field(name)
    model: type[models.Model] = field.related_model
    return model._default_manager.all()


def _named_like[S: models.QuerySet[Any]](queryset: S, text: str, relation: str, *fields: str) -> S:
    """Those with every word of the text in the fields of one related row; all where the text is empty."""
    field: Any = queryset.model._meta.get_field(relation)
    found = Q()
    for word in text.split():
        found &= Q.create([(f"{name}__unaccent__icontains", word) for name in fields], connector=Q.OR)
    owners = _related(queryset, relation).filter(found).values(field.remote_field.name)
    return queryset.filter(pk__in=owners) if found else queryset


def _closest[M: models.Model](queryset: models.QuerySet[M], text: str, *fields: str) -> M | None:
    """The row that has exactly the text in one of the fields, case and accents apart, or None.

    Written alike to the letter goes before alike but for case and accents, an
    earlier field before a later one, the row recorded first before others.
    """
    text = " ".join(text.split())
    ways = [Q(**{field: text}) for field in fields] + [Q(**{f"{field}__unaccent__iexact": text}) for field in fields]
    nearness = Case(*(When(way, then=Value(rank)) for rank, way in enumerate(ways)), default=None)
    found = queryset.annotate(nearness=nearness).filter(nearness__isnull=False)
    return found.order_by("nearness", "pk").first()


def _fallback(texts: Mapping[str, Any]) -> str:
    return default_language() if default_language() in texts else next(iter(texts))


class _NamedQuerySet[M: models.Model](models.QuerySet[M]):
    """What persons and organisations have in common: a slug, and rows of names."""

    def with_names(self) -> Self:
        """Prefetch the names, of all languages and dates, so that ``name_in`` and its like cause no query."""
        return self.prefetch_related("names")

    @transaction.atomic
    def create_named(self, names: Mapping[str, str | Mapping[str, Any]], **fields: Any) -> M:
        """Create one with its names, and a slug made from the name in the fallback language.

        ``names`` is language → name, or language → the fields of the row of
        names. Unless given, ``fallback_language`` is the newsroom's default one,
        or the first of the names if that is not among them. ``ValueError`` if
        there is no name. A query per language, and two.
        """
        if not names:
            raise ValueError("Give a name in at least one language.")
        rows = {language: {"name": row} if isinstance(row, str) else row for language, row in names.items()}
        fields.setdefault("fallback_language", _fallback(rows))
        if not fields.get("slug"):
            texts = {language: row["name"] for language, row in rows.items()}
            fields["slug"] = slug_for_names(texts, fields["fallback_language"], self.model)
        named: Any = self.create(**fields)
        for language, row in rows.items():
            named.names.create(language=language, **row)
        return cast("M", named)


class PersonQuerySet(_NamedQuerySet["Person"]):
    """Persons."""

    def with_biographies(self) -> Self:
        """Prefetch the biographies, so that ``biography_in`` causes no query."""
        return self.prefetch_related("biographies")

    def with_offices(self) -> Self:
        """Prefetch appointments of any date, so that ``offices_on`` and what it returns cause no query."""
        model: type[Appointment] = _related(self, "appointments").model
        return self.prefetch_related(models.Prefetch("appointments", AppointmentQuerySet(model).with_titles()))

    def named_like(self, text: str) -> Self:
        """Those with every word of the text in the forms of one name, in any language.

        Case and accents do not matter. All of them where the text is empty.
        """
        return _named_like(self, text, "names", "name", "short_name", "sort_name")

    def by_name(self, name: str) -> "Person | None":
        """The person with exactly this full name in some language, case and accents apart, or None. A query."""
        return _closest(self, name, "names__name")


class OrganisationQuerySet(_NamedQuerySet["Organisation"]):
    """Organisations."""

    def named_like(self, text: str) -> Self:
        """Those with every word of the text in one name and its acronym, in any language, present or past.

        Case and accents do not matter. All of them where the text is empty.
        """
        return _named_like(self, text, "names", "name", "acronym")

    def by_name(self, name_or_acronym: str) -> "Organisation | None":
        """The one with exactly this name or acronym, present or past, case and accents apart, or None. A query."""
        return _closest(self, name_or_acronym, "names__name", "names__acronym")


class PositionQuerySet(models.QuerySet["Position"]):
    """Positions."""

    def with_titles(self) -> Self:
        """Fetch the titles and the organisation with its names, so that ``title_in`` causes no query."""
        return self.select_related("organisation").prefetch_related("titles", "organisation__names")

    def named_like(self, text: str) -> Self:
        """Those with every word of the text in one title and one name of the organisation, in whatever languages.

        Case and accents do not matter. All of them where the text is empty.
        """
        organisation = "position__organisation__names"
        return _named_like(self, text, "titles", "title", f"{organisation}__name", f"{organisation}__acronym")

    def by_title(self, title: str) -> "Position | None":
        """The one with exactly this title in some language, case and accents apart, or None. Causes a query.

        Ask it of the positions of one organisation: titles repeat from one to another.
        """
        return _closest(self, title, "titles__title")

    @transaction.atomic
    def create_titled(self, titles: Mapping[str, str], **fields: Any) -> "Position":
        """Create a position with its titles by language; the rest as in ``create_named``."""
        if not titles:
            raise ValueError("Give a title in at least one language.")
        fields.setdefault("fallback_language", _fallback(titles))
        position = self.create(**fields)
        for language, title in titles.items():
            position.titles.create(language=language, title=title)
        return position


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Appointments."""

    def held_on(self, on: date) -> Self:
        """Those that cover the day: begun by then, and not ended by then."""
        return self.filter(
            Q(from_on=None) | Q(from_on__lte=on),
            Q(until_on=None) | Q(until_on__gt=on),
        )

    def named_like(self, text: str) -> Self:
        """Those of the persons whom ``PersonQuerySet.named_like`` finds."""
        persons: Any = _related(self, "person")
        return self.filter(person__in=persons.named_like(text)) if text.split() else self

    def current(self) -> Self:
        """Those held today, by the date at the press office."""
        return self.held_on(today())

    def with_titles(self) -> Self:
        """Fetch positions, titles and organisations with their names, so that ``title_in`` causes no query."""
        return self.select_related("position__organisation").prefetch_related(
            "titles", "position__titles", "position__organisation__names"
        )

    def with_persons(self) -> Self:
        """Fetch the persons with their names, so that ``person.name_in`` causes no query."""
        return self.select_related("person").prefetch_related("person__names")
