"""Editions that were released before they came here, or elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from articles import richtext
from articles.drafting import next_number
from articles.models import Approval, Article, Change, Edition, State
from articles.workflow import acting

if TYPE_CHECKING:
    from staff.models import User

__all__ = ["record_release"]


def record_release(
    article: Article,
    language: str,
    user: User | None,
    *,
    origin: str,
    public_from: datetime,
    public_until: datetime | None = None,
    title: str,
    standfirst: str = "",
    body: str,
    slug: str = "",
    translates: Edition | None = None,
    change: Change = Change.FIRST,
    public_note: str = "",
) -> Edition:
    """Record the article’s next edition in the language as one that was public from then on; return it.

    ``public_from`` and ``public_until`` (None: it still is) are aware instants,
    and what the database holds of a past period cannot be changed: say the end
    now. The approval says that the edition was imported, by whom and from where
    (``origin``). The body is sanitised; the address is made from the title
    unless given. Five queries.
    """
    edition = Edition(
        article=article,
        language=language,
        number=next_number(article, language),
        translates=translates,
        translated_hash=translates.words_hash if translates else "",
        title=title,
        standfirst=standfirst,
        body=richtext.sanitise(body),
        slug=slug,
        change=change,
        public_note=public_note,
        state=State.APPROVED,
        approval=Approval.IMPORT,
        approved_at=public_from,
        approved_by=user,
        approval_note=origin[:500],
        public_from=public_from,
        public_until=public_until,
    )
    edition.slug = edition.slug or edition.free_slug()
    with transaction.atomic():
        with acting(user, "import", origin):
            edition.save(force_insert=True)
        if article.dated_on is None:
            article.dated_on = public_from.astimezone(ZoneInfo(settings.NEWSROOM_TIME_ZONE)).date()
            article.save(update_fields=["dated_on"])
    edition.refresh_from_db()
    return edition
