"""Rows of several models, with what hangs on them, in one query: as JSON from the database, then models again.

A page shows names, titles and roles in the nearest language that there is.
The models choose among rows fetched along; ``prefetch_related`` takes a query
for each kind of row. This fetches the same rows at once, and the models'
methods answer from them as they do from what was prefetched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Model, OuterRef, QuerySet
from django.db.models.functions import JSONObject

__all__ = ["Rows", "rows_of", "the_one"]

DATABASE = "default"


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a queryset, which may refer to the row above by ``OuterRef``.

    ``one`` and ``many`` are what hangs on each, by the names of foreign keys
    and of relations to many. ``also`` are expressions that become attributes.
    """

    rows: QuerySet[Any]
    one: Mapping[str, Rows] = field(default_factory=dict)
    many: Mapping[str, Rows] = field(default_factory=dict)
    also: Mapping[str, Any] = field(default_factory=dict)

    def expression(self) -> ArraySubquery:
        """What to select in the query for the row above."""
        return ArraySubquery(self.rows.values(row=self._row()))

    def fetched(self) -> list[Any]:
        """The rows, where they refer to none above, as by `models`. Causes one query."""
        return self.models(list(self.rows.values_list(self._row(), flat=True)))

    def _row(self) -> JSONObject:
        fields = {column.attname: F(column.attname) for column in self.rows.model._meta.concrete_fields}
        below = {name: rows.expression() for name, rows in {**self.one, **self.many}.items()}
        return JSONObject(**fields, **below, **self.also)

    def models(self, selected: list[dict[str, Any]] | None) -> list[Any]:
        """What was selected, as instances on which the relations are there. No query."""
        return [self._model(row) for row in selected or ()]

    def _model(self, row: dict[str, Any]) -> Any:
        model: Any = self.rows.model
        columns = model._meta.concrete_fields
        values = [column.to_python(row[column.attname]) for column in columns]
        made = model.from_db(DATABASE, [column.attname for column in columns], values)
        for name, rows in self.one.items():
            setattr(made, name, next(iter(rows.models(row[name])), None))
        made._prefetched_objects_cache = {}
        for name, rows in self.many.items():
            found = getattr(made, name).all()
            found._result_cache = rows.models(row[name])
            found._prefetch_done = True
            made._prefetched_objects_cache[name] = found
        for name in self.also:
            setattr(made, name, row[name])
        return made


def rows_of(model: type[Model], owner: str) -> Rows:
    """The rows, of a language each or the like, that belong to the row above."""
    return Rows(model._default_manager.filter(**{owner: OuterRef("pk")}).order_by("language", "pk"))


def the_one(model: type[Model], key: str, **branches: Any) -> Rows:
    """The one row that a foreign key of the row above leads to."""
    return Rows(model._default_manager.filter(pk=OuterRef(f"{key}_id")), **branches)
