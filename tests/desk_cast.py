"""The cast of the tests, and the texts they work on.

Wanda writes, Tariq translates into French, Ada approves, Pia publishes, Max
is the managing editor, Otto audits, Emma may release alone, Nobody has no right.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from articles import drafting, publication
from articles.models import Approval, Article, Change, Edition, Outcome, State
from articles.workflow import perform
from staff.models import Right, Role, User

ROLES = {
    "wanda": Role.WRITER,
    "tariq": Role.TRANSLATOR,
    "ada": Role.APPROVER,
    "pia": Role.PUBLISHER,
    "max": Role.MANAGING_EDITOR,
    "otto": Role.AUDITOR,
    "emma": Role.EMERGENCY,
}
BODY = "<p>The text.</p>"
# What a text and its correction say in each language, so that no translation reads like its source.
BODIES = {"en": BODY, "fr": "<p>Le texte.</p>", "ar": "<p>النص.</p>"}
IN_SHORT = {"fr": "En bref.", "ar": "باختصار."}
CORRECTED = {"en": "<p>The corrected text.</p>", "fr": "<p>Le texte corrigé.</p>", "ar": "<p>النص المصحح.</p>"}


def member(name: str, *, role: str | None = None, language: str = "") -> User:
    """One of the cast by name, or anyone with a role, made when first asked for."""
    user, is_new = User.objects.get_or_create(username=name, defaults={"is_staff": True})
    role = role or ROLES.get(name)
    if is_new and role:
        Right.objects.create(user=user, role=role, language=language or ("fr" if name == "tariq" else ""))
    return User.objects.get(pk=user.pk)


def draft(title: str = "A title", *, language: str = "en", required: list[str] | None = None, **text: str) -> Edition:
    """A draft by Wanda in the source language; requires that language alone unless told."""
    return drafting.start_article(
        member("wanda"),
        source_language=language,
        required_languages=[language] if required is None else required,
        title=title,
        **{"body": BODIES.get(language, BODY), **text},
    )


def translation(source: Edition, *, language: str = "fr", title: str = "Un titre", **text: str) -> Edition:
    """A draft by Tariq (or by a translator of the language) of an edition in another language."""
    user = member("tariq") if language == "fr" else member(f"translator-{language}", role=Role.TRANSLATOR)
    edition = drafting.open_edition(source.article, language, user, translates=source)
    standfirst = IN_SHORT.get(language, "In short.") if source.standfirst else ""
    text = {"title": title, "standfirst": standfirst, "body": BODIES.get(language, BODY), **text}
    return drafting.save_text(edition, user, revision=edition.revision, **text)


def submitted(edition: Edition | None = None) -> Edition:
    """The edition, submitted by Max, who did not write it."""
    return perform(edition or draft(), "submit", member("max"))


def approved(edition: Edition | None = None) -> Edition:
    """The edition, approved by Ada."""
    return perform(submitted(edition), "approve", member("ada"))


def scheduled(edition: Edition | None = None, *, at: datetime | None = None) -> Edition:
    """The edition, to be public in an hour."""
    edition = approved(edition)
    publication.release([edition], member("pia"), at=at or timezone.now() + timedelta(hours=1))
    edition.refresh_from_db()
    return edition


def public(edition: Edition | None = None, *, override: str = "test") -> Edition:
    """The edition, public now."""
    edition = approved(edition)
    publication.release([edition], member("pia"), override_reason=override)
    edition.refresh_from_db()
    return edition


def replaced(edition: Edition | None = None) -> Edition:
    """The edition, replaced by a correction of it."""
    edition = public(edition)
    public(correction(edition))
    edition.refresh_from_db()
    return edition


def correction(edition: Edition, *, note: str = "A figure was wrong.", change: Change = Change.CORRECTION) -> Edition:
    """The next edition of a public one, opened and written by Max."""
    successor = publication.correct(edition, member("max"), change=change, public_note=note)
    return perform(successor, "save", member("max"), body=CORRECTED.get(edition.language, CORRECTED["en"]))


def withdrawn(
    edition: Edition | None = None, *, outcome: Outcome = Outcome.NOTICE, notice: str = "Withdrawn."
) -> Edition:
    """The edition, withdrawn with a notice."""
    edition = public(edition)
    publication.withdraw(
        edition.article, member("pia"), outcome=outcome, notices={edition.language: notice}, reason="It was wrong."
    )
    edition.refresh_from_db()
    return edition


def discarded(edition: Edition | None = None) -> Edition:
    """The edition, discarded by Max."""
    return perform(edition or draft(), "discard", member("max"))


def released_in_emergency(edition: Edition | None = None) -> Edition:
    """The edition, released by Emma alone."""
    edition = edition or draft()
    publication.release_in_emergency([edition], member("emma"), reason="The siren sounds.")
    edition.refresh_from_db()
    return edition


def imported(
    title: str = "An old release",
    *,
    language: str = "en",
    public_from: datetime,
    article: Article | None = None,
    slug: str = "",
    **fields: object,
) -> Edition:
    """An edition released elsewhere in the past, with the approval that an import has."""
    article = article or Article.objects.create(source_language=language, required_languages=[])
    edition = Edition(
        article=article,
        language=language,
        number=drafting.next_number(article, language),
        title=title,
        state=State.APPROVED,
        approval=Approval.IMPORT,
        approved_at=public_from,
        public_from=public_from,
        **{"body": BODIES.get(language, BODY), **fields},
    )
    edition.slug = slug or edition.free_slug()
    edition.save(force_insert=True)
    edition.refresh_from_db()
    return edition


STANDINGS = {
    "draft": draft,
    "submitted": submitted,
    "approved": approved,
    "scheduled": scheduled,
    "public": public,
    "replaced": replaced,
    "withdrawn": withdrawn,
    "discarded": discarded,
}
