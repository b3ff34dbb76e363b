"""The board: articles by languages, where each text stands; filtered, sorted and paged by its address alone."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from articles.models import Article, Kind, Standing, Topic
from articles.querysets import DATED_ON, ArticleQuerySet
from languages import default_language, local_name, newsroom_languages
from people.models import Organisation

from .badges import Badge, language_rows, with_badges
from .far import with_progress
from .labels import desk_label
from .pages import page

__all__ = ["BoardFilter", "Cell", "Row", "board_view", "csv_view", "rows_of"]

PER_PAGE = 50
# Beyond this many the board says "1,000+": a count reads every row that it counts.
COUNTED = 1000
FORMULA = ("=", "+", "-", "@")
# Standings that an article is looked up by; the others are how a text ended.
LOOKED_UP = [
    Standing.DRAFT,
    Standing.SUBMITTED,
    Standing.APPROVED,
    Standing.SCHEDULED,
    Standing.PUBLIC,
    Standing.WITHDRAWN,
]
SORTS = {
    "newest": gettext_lazy("newest first"),
    "oldest": gettext_lazy("oldest first"),
    "date": gettext_lazy("latest date first"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What an article has in one language; without a badge it is `is_missing` where the language is required."""

    language: str
    badges: list[Badge]
    is_missing: bool

    def words(self) -> str:
        """The cell in words, as a spreadsheet has it."""
        standings = [
            f"{badge.standing.label} ({_('stale')})" if badge.is_stale else str(badge.standing.label)
            for badge in self.badges
            if badge.standing is not None
        ]
        return ", ".join(standings) or (_("missing") if self.is_missing else "")


@dataclass(frozen=True, slots=True)
class Row:
    """An article on the board, with a cell for each language of the board."""

    article: Article
    title: str
    cells: list[Cell]
    others: list[Cell]


def _languages() -> list[tuple[str, str]]:
    return [("", "—"), *((code, local_name(code)) for code in newsroom_languages())]


def _topics() -> list[tuple[str, str]]:
    named = sorted((desk_label(topic), topic.slug) for topic in Topic.objects.with_names())
    return [("", "—"), *((slug, name) for name, slug in named)]


class BoardFilter(forms.Form):
    """What the board shows, as its address says it. What the address says wrongly is left out."""

    text = forms.CharField(label=gettext_lazy("Words of a title"), required=False, max_length=200)
    language = forms.ChoiceField(label=gettext_lazy("With a text in"), choices=_languages, required=False)
    standing = forms.ChoiceField(
        label=gettext_lazy("Where it stands"),
        choices=[("", "—"), *((standing.value, standing.label) for standing in LOOKED_UP)],
        required=False,
    )
    lacks = forms.ChoiceField(label=gettext_lazy("Lacks"), choices=_languages, required=False)
    needs = forms.ChoiceField(
        label=gettext_lazy("Needs"),
        choices=[
            ("", "—"),
            ("missing", gettext_lazy("a required language")),
            ("stale", gettext_lazy("a stale text brought up to date")),
        ],
        required=False,
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[("", "—"), *Kind.choices], required=False)
    organisation = forms.CharField(label=gettext_lazy("Organisation"), required=False, max_length=200)
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), choices=_topics, required=False)
    sort = forms.ChoiceField(label=gettext_lazy("Sorted"), choices=[*SORTS.items()], required=False)

    def chosen(self) -> dict[str, str]:
        """The filters that are set, by name, without an order that is the default."""
        self.is_valid()
        set_ = {name: value for name, value in self.cleaned_data.items() if value}
        return {name: value for name, value in set_.items() if (name, value) != ("sort", "newest")}

    def articles(self) -> ArticleQuerySet:
        """The articles that all the filters hold for, in no order."""
        chosen = self.chosen()
        articles = Article.objects.with_text(standing=chosen.get("standing", ""), language=chosen.get("language", ""))
        if text := chosen.get("text"):
            articles = articles.found(text)
        if lacks := chosen.get("lacks"):
            articles = articles.lacking(lacks)
        if needs := chosen.get("needs"):
            articles = articles.lacking_required() if needs == "missing" else articles.stale()
        if kind := chosen.get("kind"):
            articles = articles.filter(kind=kind)
        if organisation := chosen.get("organisation"):
            articles = articles.naming(Organisation.objects.named_like(organisation))
        if topic := chosen.get("topic"):
            articles = articles.filter(topics__slug=topic)
        return articles

    def quick_views(self) -> list[tuple[str, str, bool]]:
        """The views that are asked for most, as (label, address, whether it is the one shown)."""
        views: list[tuple[str, dict[str, str]]] = [(_("Everything"), {})]
        views += [
            *(
                (_("Lacks %(language)s") % {"language": local_name(code)}, {"lacks": code})
                for code in newsroom_languages()
            ),
            (_("Lacks a required language"), {"needs": "missing"}),
            (_("Stale"), {"needs": "stale"}),
            *(
                (str(standing.label).capitalize(), {"standing": standing.value})
                for standing in (Standing.SUBMITTED, Standing.APPROVED, Standing.SCHEDULED)
            ),
        ]
        return [(label, f"?{urlencode(query)}", query == self.chosen()) for label, query in views]


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of articles, and the keys at which the pages before and after it begin; None where there is none."""

    articles: list[Article]
    before: int | None
    after: int | None


def in_order(articles: ArticleQuerySet, sort: str) -> QuerySet[Article]:
    """The articles in one of the orders of `SORTS`; an index of the database holds each."""
    match sort:
        case "oldest":
            return articles.order_by("pk")
        case "date":
            by_date: QuerySet[Article] = articles.alias(sorted_on=DATED_ON).order_by(DATED_ON.desc(), "-pk")
            return by_date
    return articles.order_by("-pk")


def slice_of(articles: ArticleQuerySet, sort: str, *, after: str = "", before: str = "") -> Slice:
    """The page after or before the article with that key, the first page without one.

    It reads from the key on, so that the last page costs what the first does.
    """
    ordered = in_order(articles, sort)
    start = _start(after or before)
    if start is None:
        found = list(with_badges(ordered)[: PER_PAGE + 1])
        return Slice(found[:PER_PAGE], None, found[PER_PAGE - 1].pk if len(found) > PER_PAGE else None)
    if after:
        found = list(with_badges(ordered.filter(_beyond(sort, *start)))[: PER_PAGE + 1])
        more = len(found) > PER_PAGE
        found = found[:PER_PAGE]
        return Slice(found, found[0].pk if found else None, found[-1].pk if more else None)
    found = list(with_badges(ordered.filter(_beyond(sort, *start, backwards=True)).reverse())[: PER_PAGE + 1])
    more = len(found) > PER_PAGE
    found = found[:PER_PAGE][::-1]
    return Slice(found, found[0].pk if more else None, found[-1].pk if found else None)


def _start(key: str) -> tuple[int, date] | None:
    if not key.isdecimal():
        return None
    start: tuple[int, date] | None = Article.objects.filter(pk=key).values_list("pk", DATED_ON).first()
    return start


def _beyond(sort: str, pk: int, dated_on: date, *, backwards: bool = False) -> Q:
    """The condition on articles that come after the one with the key and the date, or before it."""
    if sort == "date":
        side = "gt" if backwards else "lt"
        # The first of the two conditions repeats the second, in a form that the index starts from.
        return Q(**{f"sorted_on__{side}e": dated_on}) & (
            Q(**{f"sorted_on__{side}": dated_on}) | Q(**{f"pk__{side}": pk})
        )
    return Q(pk__gt=pk) if (sort == "oldest") != backwards else Q(pk__lt=pk)


def rows_of(articles: Iterable[Article]) -> Iterator[Row]:
    """The articles as rows; they must come from `with_badges`, no query then."""
    columns = newsroom_languages()
    for article in articles:
        cells = {row.language: Cell(row.language, row.badges, row.is_required) for row in language_rows(article)}
        others = [cell for code, cell in cells.items() if code not in columns and (cell.badges or cell.is_missing)]
        yield Row(article, article.title_at_desk(), [cells[code] for code in columns], others)


def board_view(request: HttpRequest) -> HttpResponse:
    """The board as a page."""
    form = BoardFilter(request.GET)
    articles = form.articles()
    sort = form.chosen().get("sort", "newest")
    shown = slice_of(articles, sort, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    count = articles.order_by()[: COUNTED + 1].count()
    return page(
        request,
        "desk/board.html",
        _("Board"),
        form=form,
        columns=newsroom_languages(),
        rows=list(rows_of(with_progress(shown.articles))),
        shown=shown,
        count=count,
        is_counted=count <= COUNTED,
        most=COUNTED,
        query=urlencode(form.chosen()),
    )


def csv_view(request: HttpRequest) -> StreamingHttpResponse:
    """All that the board's filters hold for, not only the page, as a spreadsheet reads it."""
    form = BoardFilter(request.GET)
    articles = in_order(form.articles(), form.chosen().get("sort", "newest"))
    lines = _lines(articles, get_language() or default_language())
    name = f"board-{timezone.localdate():%Y-%m-%d}.csv"
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _lines(articles: QuerySet[Article], language: str) -> Iterator[str]:
    """The lines of the CSV; the words are in the language, which the request no longer sets while this runs."""
    with override(language):
        heads = [local_name(code) for code in newsroom_languages()]
        # The mark by which spreadsheets know UTF-8.
        yield "\ufeff" + _line([_("Number"), _("Kind"), _("Date"), _("Title"), *heads, _("Other languages")])
    for row in rows_of(with_badges(articles).iterator(chunk_size=500)):
        with override(language):
            line = _line(
                [
                    str(row.article.pk),
                    row.article.get_kind_display(),
                    row.article.dated_on.isoformat() if row.article.dated_on else "",
                    row.title,
                    *(cell.words() for cell in row.cells),
                    "; ".join(f"{local_name(cell.language)}: {cell.words()}" for cell in row.others),
                ]
            )
        yield line


def _line(cells: list[str]) -> str:
    line = StringIO()
    csv.writer(line).writerow([_harmless(cell) for cell in cells])
    return line.getvalue()


def _harmless(cell: str) -> str:
    """The cell, so written that no spreadsheet takes it for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell.lstrip().startswith(FORMULA) or cell.startswith(("\t", "\r", "\n")) else cell
