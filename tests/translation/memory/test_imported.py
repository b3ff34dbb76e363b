"""The memory is fed by translations that are imported, and by approvals."""

from io import StringIO

import pytest
from django.core.management import call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.exchange.releases import Fate, import_file
from articles.models import Edition
from articles.translation.memory.feeding import remember
from articles.translation.memory.imported import remember_imported
from articles.translation.memory.models import MemoryUnit
from articles.translation.memory.suggesting import suggest
from articles.translation.memory.tasks import remember_import
from tests import desk_cast as cast
from tests.exchange.release_files import release_file, version
from tests.paths import CORPUS, needs_corpus
from tests.translation.memory.units import approved_translation, block, remembered

pytestmark = pytest.mark.django_db

ENGLISH = "<h2>Ships</h2><p>The <strong>first</strong> ship came in.</p><ul><li>One</li></ul><p>All is well.</p>"
FRENCH = (
    "<h2>Navires</h2><p>Le <strong>premier</strong> navire est entré.</p><ul><li>Un</li></ul><p>Tout va\u00a0bien.</p>"
)


def pairs() -> dict[str, str]:
    return dict(MemoryUnit.objects.values_list("source_text", "target_text"))


@pytest.fixture
def imported(tmp_path) -> Edition:
    """A release imported in English and French; its French edition."""
    versions = {
        "en": version("Harbour reopens", standfirst="Ships are back.", body_html=ENGLISH),
        "fr": version("Le port rouvre", standfirst="Les navires\u00a0reviennent.", body_html=FRENCH),
    }
    assert import_file(release_file(tmp_path, versions=versions)).fate == Fate.IMPORTED
    work()
    return Edition.objects.get(language="fr")


def work() -> None:
    """Do what the import left for the worker."""
    for job in ProcrastinateJob.objects.filter(task_name="articles.remember_import"):
        remember_import(**job.args)


def test_an_imported_translation_is_remembered_paragraph_by_paragraph(imported):
    assert pairs() == {
        "Harbour reopens": "Le port rouvre",
        "Ships are back.": "Les navires\u00a0reviennent.",
        "Ships": "Navires",
        "The first ship came in.": "Le premier navire est entré.",
        "All is well.": "Tout va\u00a0bien.",
    }


def test_it_says_which_text_it_comes_from_and_when_that_was_released(imported):
    unit = MemoryUnit.objects.get(source_text="The first ship came in.")

    assert (unit.edition, unit.approver, unit.approved_at) == (imported, None, imported.public_from)
    assert unit.dated_on == imported.article.dated_on
    assert unit.source_html == "The <strong>first</strong> ship came in."


def test_the_command_brings_in_what_was_imported_before_and_nothing_twice(imported):
    MemoryUnit.objects.all().delete()
    output = StringIO()

    call_command("remember_translations", stdout=output)
    call_command("remember_translations", stdout=output)

    assert output.getvalue().splitlines() == [
        "1 articles: 5 pairs of paragraphs are new in the memory.",
        "1 articles: 0 pairs of paragraphs are new in the memory.",
    ]


def test_an_import_without_a_translation_gives_nothing(tmp_path):
    import_file(release_file(tmp_path))
    work()

    assert pairs() == {}


def test_what_the_desk_translated_is_not_aligned_by_guess():
    edition = cast.public(cast.translation(cast.public(cast.draft())))

    assert remember_imported(edition.article) == 0


@needs_corpus
def test_real_releases_are_suggested_for_their_own_paragraphs():
    assert import_file(CORPUS / "seed" / "2017-03-22-coalition-meeting.json").fate == Fate.IMPORTED
    work()

    for unit in MemoryUnit.objects.all():
        found = suggest(unit.source_text, unit.source_language, unit.target_language)
        assert found[0].score == 100
    assert MemoryUnit.objects.count() >= 5


# By an approval


def test_only_single_paragraphs_of_words_are_remembered():
    edition = approved_translation()
    table = block("A table", kind="table")

    written = remember(edition, [(block("Peace"), block("Paix")), (table, table), (block("12"), block("12"))])

    assert (written, pairs()) == (1, {"Peace": "Paix"})


def test_an_approval_given_anew_forgets_what_the_text_no_longer_says():
    edition = remembered(("Peace", "Paix"), ("War", "Gerre"))

    remembered(("Peace", "Paix"), ("War", "Guerre"), edition=edition)

    assert pairs() == {"Peace": "Paix", "War": "Guerre"}


def test_the_same_pair_is_remembered_once_under_its_newest_approval():
    first = remembered(("Peace", "Paix"))
    second = remembered(("Peace", "Paix"))
    assert MemoryUnit.objects.get().edition == second

    remembered(("Peace", "Paix"), edition=first)

    assert MemoryUnit.objects.get().edition == second


@pytest.mark.parametrize("make", [cast.draft, cast.approved])
def test_what_is_no_approved_translation_is_not_remembered(make):
    with pytest.raises(ValueError, match="Only an approved translation"):
        remember(make(), [(block("Peace"), block("Paix"))])
