"""Invitations for the tests: written by Wanda, confirmed by Ada, released by Pia."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from articles import occasions
from articles.drafting import describe
from articles.models import Article, Edition, Kind, Occasion
from tests import desk_cast as cast
from tests.desk_cast import member

__all__ = ["SUMMER", "TEXTS", "advisory", "confirmed", "invitation", "invited", "moved", "soon", "written"]

# A morning in Brussels far enough ahead, in summer time.
SUMMER = datetime(2031, 6, 12, 8, 0, tzinfo=UTC)
TEXTS = {
    "en": {"venue": "The Salt Quay", "address": "1 Quay Street, Port Ansel", "accreditation": "Bring a press card."},
    "fr": {"venue": "Le quai du Sel"},
}


def soon(**ahead: float) -> datetime:
    """The instant so far ahead, to the minute."""
    return (timezone.now() + timedelta(**ahead)).replace(second=0, microsecond=0)


def advisory(title: str = "Come and see", **text: Any) -> Article:
    """A media advisory at the desk, by Wanda."""
    article = cast.draft(title, **text).article
    return describe(article, member("wanda"), kind=Kind.MEDIA_ADVISORY)


def written(article: Article | None = None, *, who: str = "wanda", **facts: Any) -> Occasion:
    """When and where it takes place, as somebody wrote it down: a morning in Brussels unless told."""
    article = article or advisory()
    last = article.occasions.kept().order_by("-number").first()
    usual = {} if last else {"starts_at": SUMMER, "time_zone": "Europe/Brussels", "texts": TEXTS}
    seen = last.number if last else 0
    return occasions.write(article, member(who), seen=seen, reason="It had to be.", **{**usual, **facts})


def confirmed(occasion: Occasion | None = None, *, who: str = "ada") -> Occasion:
    """The facts, confirmed by Ada."""
    return occasions.confirm(occasion or written(), member(who))


def invitation(title: str = "Come and see", *, text: dict[str, Any] | None = None, **facts: Any) -> Edition:
    """A public advisory with a confirmed date and place."""
    article = advisory(title, **(text or {}))
    confirmed(written(article, **facts))
    return cast.public(article.editions.get())


def moved(edition: Edition, **facts: Any) -> Occasion:
    """Other facts for a public advisory, written by Pia and confirmed by Ada."""
    return confirmed(written(edition.article, who="pia", **facts))


def invited(edition: Edition) -> Occasion:
    """What the public is told of it."""
    return Occasion.objects.public_in(edition.language).get(article=edition.article_id)
