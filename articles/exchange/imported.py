"""Editions that were released before they came here, or elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

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
    translates: Edition | None = None,
    change: Change = Change.FIRST,
    **text: str,
) -> Edition:
    """Record the article's next edition in the language as one that was public from then on; return it.

    ``public_from`` and ``public_until`` (None: it still is) are aware instants,
    and what the database holds of a past period cannot be changed: say the end
    now. The approval says that the edition was imported, by whom and from where
    (``origin``). ``text`` is as for `Edition.write`; blocks that the edition
    before it has keep their ids, its address stays, and a first one gets its
    address from the title unless given. Up to seven queries.
    """
    before = article.newest_edition(language)
    edition = Edition(
        article=article,
        language=language,
        number=next_number(article, language),
        translates=translates,
        translated_hash=translates.words_hash if translates else "",
        change=change,
        state=State.APPROVED,
        approval=Approval.IMPORT,
        approved_at=public_from,
        approved_by=user,
        approval_note=origin[:500],
        public_from=public_from,
        public_until=public_until,
    )
    if before:
        edition.body, edition.notes_to_editors, edition.slug = before.body, before.notes_to_editors, before.slug
    edition.write(**text)
    edition.slug = edition.slug or edition.free_slug()
    with transaction.atomic():
        with acting(user, "import", origin):
            edition.save(force_insert=True)
        if article.dated_on is None:
            article.dated_on = public_from.astimezone(ZoneInfo(settings.NEWSROOM_TIME_ZONE)).date()
            article.save(update_fields=["dated_on"])
    edition.refresh_from_db()
    return edition
