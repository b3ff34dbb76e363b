"""What is approved is remembered, once a second person stands for it."""

import pytest

from articles.models import Edition
from articles.translation.memory.models import MemoryUnit
from articles.translation.tasks import remember_translation
from articles.workflow import perform
from tests.desk_cast import member
from tests.translation.test_staleness import FIRST, FRENCH, french, source

pytestmark = pytest.mark.django_db


def test_an_approved_translation_is_remembered_by_the_worker(queued):
    edition = perform(french(source()), "submit", member("max"))
    edition = perform(edition, "approve", member("ada"))

    assert queued("articles.remember_translation") == [{"edition_id": edition.pk}]
    assert remember_translation(edition.pk) == 4
    unit = MemoryUnit.objects.get(source_text=FIRST)
    assert (unit.target_text, unit.approver) == (FRENCH[0], member("ada"))


def test_a_draft_is_not_remembered():
    edition = french(source())

    assert remember_translation(edition.pk) == 0


def test_the_approval_of_a_source_leaves_the_memory_alone(queued):
    perform(perform(source(), "submit", member("max")), "approve", member("ada"))

    assert queued("articles.remember_translation") == []


@pytest.fixture
def queued():
    from procrastinate.contrib.django.models import ProcrastinateJob

    return lambda name: [job.args for job in ProcrastinateJob.objects.filter(task_name=name)]


def test_a_voided_approval_is_not_remembered():
    edition = perform(french(source()), "submit", member("max"))
    edition = perform(edition, "approve", member("ada"))
    edition = perform(Edition.objects.get(pk=edition.pk), "reopen", member("tariq"))

    assert remember_translation(edition.pk) == 0
