"""One order to an agency for texts of several articles."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch
from django.forms.boundfield import BoundWidget
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles.models import Article, Edition
from articles.translation.agencies.models import Order
from articles.translation.agencies.ordering import refusals_to_manage
from articles.translation.agencies.tasks import link_of
from languages import newsroom_languages

from .agencies import OrderForm, placed_by
from .badges import Badge, language_rows
from .bundles import chosen_articles
from .orders import Offer, offers
from .pages import member, page, refused

__all__ = ["MOST", "order_together_url", "order_together_view"]

_TEXTS = Prefetch("editions", Edition.objects.order_by("article", "language").select_related("article"))
#: How many articles one order is made of; each takes some queries.
MOST = 50


@dataclass(frozen=True, slots=True)
class Cell:
    """What an article has in one language: ``box`` to order it where that may be done, else where it stands."""

    language: str
    offer: Offer | None
    box: BoundWidget | None
    badges: list[Badge]


def order_together_url(articles: list[int]) -> str:
    """The address of the page that orders translations of the articles (their keys)."""
    return f"{reverse('admin:articles_article_order')}?{urlencode([('article', key) for key in articles])}"


def order_together_view(request: HttpRequest) -> HttpResponse:
    """The texts of the chosen articles, with their words, to be ordered from one agency; its link is shown once."""
    if reasons := refusals_to_manage(member(request)):
        return refused(request, reasons)
    articles = chosen_articles(request)
    if len(articles) > MOST:
        return refused(request, [_("Choose at most %(number)s articles for one order.") % {"number": MOST}], status=409)
    offered = [offer for article in articles for offer in offers(article, member(request))]
    form = OrderForm(request.POST or None, offers=offered, initial={"texts": _asked_for(offered)})
    placed = placed_by(request, form)
    languages = _languages(offered)
    response = page(
        request,
        "desk/order.html",
        _("Order translations"),
        status=422 if form.errors else 200,
        form=None if placed else form,
        placed=placed and Order.objects.prefetch_related(_TEXTS).get(pk=placed[0].pk),
        link=placed and link_of(placed[1]),
        articles=articles,
        languages=[
            (language, sum(offer.words for offer in offered if offer.language == language)) for language in languages
        ],
        rows=[(article, _cells(article, languages, form)) for article in articles],
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _asked_for(offered: list[Offer]) -> list[str]:
    """The texts that the first release requires and that lack something."""
    return [offer.value for offer in offered if offer.words and offer.language in offer.article.required_languages]


def _languages(offered: list[Offer]) -> list[str]:
    """The languages that a text may be ordered in, the newsroom's first."""
    found = {offer.language for offer in offered}
    return [*(code for code in newsroom_languages() if code in found), *sorted(found - {*newsroom_languages()})]


def _cells(article: Article, languages: list[str], form: OrderForm) -> list[Cell]:
    boxes = {str(box.data["value"]): box for box in form["texts"]}
    standing = {row.language: row.badges for row in language_rows(article)}
    found = []
    for language in languages:
        offer = form.offers.get(f"{article.pk}:{language}")
        found.append(Cell(language, offer, boxes[offer.value] if offer else None, standing.get(language, [])))
    return found
