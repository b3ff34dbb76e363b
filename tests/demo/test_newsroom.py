"""What there is in the demo newsroom."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import authenticate
from django.utils import timezone

from articles.front_page import lead_of
from articles.models import (
    Approval,
    Article,
    Edition,
    Event,
    Happening,
    Image,
    Occasion,
    Outcome,
    Standing,
    Topic,
    Withdrawal,
)
from articles.richtext import split_blocks
from articles.workflow import perform, refusals
from people.models import Organisation, Person, today
from staff.models import Right, Role, User

pytestmark = [pytest.mark.usefixtures("newsroom"), pytest.mark.django_db]

# Of each article, where the newest edition in each language stands.
STANDINGS = {
    "vessel-traffic-centre": {"en": "public", "fr": "public", "ar": "public"},
    "ice-skarn": {"en": "public", "fr": "public", "ar": "public"},
    "ice-bulletin": {"en": "withdrawn", "fr": "withdrawn"},
    "winter-conference": {"en": "public", "fr": "public"},
    "traffic-2024": {"en": "public", "fr": "public", "ar": "public"},
    "speech-pilots": {"en": "public", "fr": "public"},
    "exercise": {"en": "withdrawn", "fr": "withdrawn"},
    "tender": {"en": "withdrawn", "fr": "withdrawn"},
    "calluna": {"en": "public", "fr": "public", "ar": "public"},
    "council-media": {"en": "public", "fr": "public"},
    "deputy": {"en": "scheduled", "fr": "scheduled", "ar": "scheduled"},
    "rescue-base": {"en": "approved", "fr": "approved"},
    "pilots-agreement": {"en": "submitted", "fr": "submitted", "ar": "draft"},
    "icebreaker-visit": {"en": "draft"},
    "annual-report": {"fr": "draft"},
    "ice-briefing": {"en": "public", "fr": "public", "ar": "public"},
    "open-day": {"en": "public", "fr": "public", "ar": "public"},
    "press-boat": {"en": "public", "fr": "public", "ar": "public"},
}


def article(name: str) -> Article:
    return Article.objects.get(import_id=f"demo:{name}")


def newest(name: str, language: str = "en") -> Edition:
    return article(name).newest_edition(language)


def test_every_article_stands_where_its_story_leaves_it():
    found: dict[str, dict[str, str]] = {}
    for edition in Edition.objects.with_standing().select_related("article").order_by("number"):
        name = edition.article.import_id.removeprefix("demo:")
        found.setdefault(name, {})[edition.language] = edition.standing()
    assert found == STANDINGS


def test_unfinished_words_in_the_draft_would_stop_its_approval():
    draft = newest("annual-report", "fr")
    submitted = perform(draft, "submit", User.objects.get(username="wren"))
    assert any("XX" in reason for reason in refusals(submitted, "approve", User.objects.get(username="agnes")))


def test_a_later_edition_keeps_the_blocks_that_did_not_change():
    for name in ("traffic-2024", "calluna"):
        first, second = article(name).editions.in_language("en").order_by("number")
        assert [block.id for block in split_blocks(first.body)] == [block.id for block in split_blocks(second.body)]
        assert first.body != second.body


def test_every_role_can_log_in(newsroom):
    for _roles, username, password in newsroom:
        assert authenticate(username=username, password=password).is_desk_member
    assert set(Right.objects.values_list("role", flat=True)) == set(Role.values)


def test_there_are_people_organisations_topics_and_images_to_look_at():
    assert (Person.objects.count(), Organisation.objects.count(), Topic.objects.count()) == (8, 6, 5)
    for image in Image.objects.all():
        assert (image.width, image.height) == (1600, 900)
        assert image.file.size < 60_000
        assert {text.language for text in image.texts.all()} == {"en", "fr", "ar"}


def test_offices_are_those_of_the_article_s_day():
    solhaug = Person.objects.get(slug="ingrid-solhaug")
    (office,) = solhaug.offices_on(article("vessel-traffic-centre").date_shown())
    assert office.title_in("fr") == "secrétaire générale"
    assert not solhaug.offices_on(timezone.localdate())
    coming = Person.objects.get(slug="nadia-el-khatib")
    assert coming.appointments.get().from_on > timezone.localdate()


def test_an_organisation_is_called_what_it_was_called_then():
    organisation = Organisation.objects.get(slug="nsso")
    assert organisation.name_in("en", on=date(2005, 1, 1)) == "Northern Straits Pilotage Commission"
    assert organisation.name_in("ar") == "منظمة السلامة في المضائق الشمالية"


def test_a_correction_says_on_its_day_what_was_wrong():
    for language, right in (("en", "6,204"), ("fr", "6\u202f204"), ("ar", "6204")):
        correction = newest("traffic-2024", language)
        assert correction.change == "correction"
        assert correction.public_from.date() == date(2025, 3, 6)
        assert right in correction.public_note


def test_only_the_arabic_of_the_updated_article_is_stale():
    stale = Edition.objects.public().stale()
    assert {(e.article.import_id, e.language) for e in stale.filter(article=article("ice-skarn"))} == {
        ("demo:ice-skarn", "ar")
    }
    assert not newest("calluna", "ar").is_stale()


def test_withdrawals_have_each_outcome_and_a_notice_per_language():
    outcomes = {w.article.import_id: w.outcome for w in Withdrawal.objects.all()}
    assert outcomes == {
        "demo:ice-bulletin": Outcome.MOVED,
        "demo:exercise": Outcome.NOTICE,
        "demo:tender": Outcome.GONE,
    }
    assert all(withdrawal.notices.count() == 2 for withdrawal in Withdrawal.objects.all())


def test_what_went_through_the_desk_was_approved_by_someone_else():
    for edition in Edition.objects.filter(approval=Approval.REGULAR):
        assert edition.approved_by_id not in edition.author_ids()
    assert Event.objects.get(action="return").reason.startswith("Which Thursday?")


def test_the_scheduled_release_is_for_tomorrow_at_ten(settings):
    (at,) = {edition.public_from for edition in Edition.objects.scheduled()}
    local = timezone.localtime(at, ZoneInfo(settings.NEWSROOM_TIME_ZONE))
    assert (local.hour, local.minute) == (10, 0)
    assert newest("deputy").standing() == Standing.SCHEDULED


def test_nobody_of_the_demo_is_a_superuser():
    assert not User.objects.filter(is_superuser=True).exists()


def test_there_are_a_gallery_documents_a_figure_and_an_image_whose_rights_end():
    gallery = article("vessel-traffic-centre").gallery.select_related("image")
    assert next(place.image.text_in("fr").caption for place in gallery) == "Le terminal à conteneurs de Port-Ansel"
    documents = {file.language: file for file in article("traffic-2024").attachments.all()}
    assert {(code, file.media_type.partition(";")[0]) for code, file in documents.items()} == {
        ("en", "text/csv"),
        ("fr", "text/csv"),
        ("ar", "text/csv"),
    }
    assert {newest("traffic-2024", code).figures.count() for code in documents} == {1}
    (ending,) = Image.objects.exclude(rights_until_on=None)
    assert ending.has_rights_on(today())
    for image in Image.objects.all():
        assert all(text.caption for text in image.texts.all())


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_something_is_moved_something_cancelled_and_something_past(language):
    occasions = Occasion.objects.public_in(language)
    moved, cancelled = occasions.upcoming().soonest_first()
    assert (moved.article, cancelled.article) == (article("ice-briefing"), article("press-boat"))
    assert moved.moved_from_at < moved.starts_at
    assert cancelled.happening == Happening.CANCELLED
    past = occasions.past().get()
    assert (past.article, past.is_all_day, past.first_day) == (article("open-day"), True, past.last_day)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_an_editor_has_picked_what_the_home_page_starts_with(language):
    assert lead_of(language) == newest("calluna", language)
