"""The worker tells those who worked on a release that it is public."""

from datetime import timedelta

import pytest
from django.urls import include, path
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import publication
from articles.models import Edition
from articles.tasks import announce
from tests.desk_cast import approved, draft, member, scheduled

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

_site = [path("<language>/news/<slug>/", lambda request: None, name="article")]
urlpatterns = [path("", include((_site, "site")))]


@pytest.fixture(autouse=True)
def _addresses():
    for name in ("wanda", "ada", "pia", "otto"):
        user = member(name)
        user.email = f"{name}@example.org"
        user.save()


def test_those_who_worked_on_it_are_told_once(mailoutbox):
    release = publication.release([approved()], member("pia"))

    announce(release.pk)
    announce(release.pk)

    assert sorted(mail.to[0] for mail in mailoutbox) == ["ada@example.org", "pia@example.org", "wanda@example.org"]
    assert "/en/news/a-title/" in mailoutbox[0].body


def test_nobody_is_told_before_the_hour(mailoutbox):
    announce(scheduled().release.pk)

    assert mailoutbox == []


def test_a_release_that_was_called_off_is_not_announced(mailoutbox):
    release = scheduled().release
    publication.unschedule(release, member("pia"))

    announce(release.pk)

    assert mailoutbox == []


def test_the_job_is_part_of_the_releases_transaction():
    edition = scheduled(at=timezone.now() + timedelta(hours=5))

    job = ProcrastinateJob.objects.get()
    assert job.args == {"release_id": edition.release_id}
    assert job.scheduled_at == edition.public_from


def test_the_subject_keeps_to_one_line(mailoutbox):
    release = publication.release([approved(draft("Two\nlines"))], member("pia"))

    announce(release.pk)

    assert "Two lines" in mailoutbox[0].subject


def test_release_does_not_wait_for_the_worker():
    publication.release([approved()], member("pia"))

    assert ProcrastinateJob.objects.get().status == "todo"
    assert Edition.objects.public().count() == 1
