"""Side effects, done by the worker. None of them stands between a text and the public."""

from zoneinfo import available_timezones

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from procrastinate.contrib.django import app

from languages import local_name
from staff.models import User

from .approvals import concerned_by, voided_approvals
from .models import Edition, Event, Release

__all__ = ["announce", "announce_at_its_hour", "tell_of_voided_approval"]


def announce_at_its_hour(release: Release) -> None:
    """Ask the worker to announce the release once its hour has come; part of the running transaction."""
    announce.configure(schedule_at=release.public_from).defer(release_id=release.pk)


@app.task(name="articles.announce", retry=3)
def announce(release_id: int) -> None:
    """Tell everyone who worked on a release that it is public, by mail, once.

    Does nothing where the release was called off or moved to a later hour; the
    new hour has an announcement of its own.
    """
    with transaction.atomic():
        release = Release.objects.select_for_update().get(pk=release_id)
        is_due = release.public_from is not None and release.public_from <= timezone.now()
        if not is_due or release.announced_at is not None:
            return
        release.announced_at = timezone.now()
        release.save(update_fields=["announced_at"])
        editions = list(release.editions.select_related("article").order_by("article", "language"))
        for user in _concerned(editions):
            with override(user.language or settings.LANGUAGE_CODE):
                send_mail(_subject(editions), _message(editions), None, [user.email])


def _concerned(editions: list[Edition]) -> list[User]:
    """Those who wrote, approved or released one of the editions, and have an address. One query."""
    events = Event.objects.filter(edition__in=editions)
    return list(User.objects.filter(pk__in=events.values("user"), is_active=True).exclude(email="").order_by("pk"))


def _subject(editions: list[Edition]) -> str:
    return ngettext("Now public: “%(title)s”", "Now public: “%(title)s” and other languages", len(editions)) % {
        "title": " ".join(editions[0].title.split()),
    }


def _message(editions: list[Edition]) -> str:
    lines = [
        f"{local_name(edition.language)}: {edition.title}\n{settings.NEWSROOM_BASE_URL}"
        + reverse("site:article", kwargs={"language": edition.language, "slug": edition.slug})
        for edition in editions
    ]
    return "\n\n".join([_("These texts are public now:"), *lines]) + "\n"


@app.task(name="articles.tell_of_voided_approval", retry=3)
def tell_of_voided_approval(edition_id: int, user_id: int) -> None:
    """Tell by mail whoever wrote, approved or was to release a text that its approval no longer holds.

    Not the user who reopened it. Nothing is sent where the text has been
    approved anew, or discarded, in the meantime.
    """
    edition = Edition.objects.select_related("article").get(pk=edition_id)
    voided = voided_approvals([edition]).get(edition.pk)
    if voided is None:
        return
    page = settings.NEWSROOM_BASE_URL + reverse("admin:articles_edition_change", args=[edition.pk])
    for user in concerned_by(edition).exclude(email="").exclude(pk=user_id):
        with override(user.language or settings.LANGUAGE_CODE), timezone.override(_zone_of(user)):
            subject = _("No longer approved: “%(title)s”") % {"title": " ".join(edition.title.split())}
            message = [
                f"{edition.describe()}: {edition.title}",
                voided.sentence(),
                _("It cannot be released before it is approved anew."),
                page,
            ]
            send_mail(subject, "\n\n".join(message) + "\n", None, [user.email])


def _zone_of(user: User) -> str:
    return user.time_zone if user.time_zone in available_timezones() else settings.NEWSROOM_TIME_ZONE
