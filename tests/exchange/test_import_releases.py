"""Releases from files: each in whole or not at all, once, and marked as what they are."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from articles import publication
from articles.exchange.releases import Fate, files_in, import_file
from articles.models import Approval, Article, Change, Edition, Event, Kind, State, Topic, Withdrawal, WithdrawalNotice
from people.models import Appointment, Organisation, Person, Position
from tests.desk_cast import draft, imported, member
from tests.factories import make_organisation, make_person

from .release_files import release_file, version

pytestmark = pytest.mark.django_db
RELEASED = datetime(2012, 3, 1, 8, tzinfo=UTC)


def imported_edition(tmp_path, user=None, **changes):
    result = import_file(release_file(tmp_path, **changes), user)
    assert result.fate == Fate.IMPORTED, result.reasons
    return Edition.objects.order_by("-pk")[0]


def refusal_of(path, user=None):
    result = import_file(path, user)
    assert result.fate == Fate.REFUSED
    return " ".join(result.reasons)


def everything():
    counted = [Article, Edition, Event, Person, Organisation, Position, Appointment, Topic, Withdrawal]
    return [model.objects.count() for model in counted]


def test_an_imported_release_is_public_as_if_it_had_passed_the_desk(tmp_path):
    edition = imported_edition(tmp_path)
    assert edition in Edition.objects.public().in_language("en")
    assert edition not in Edition.objects.public(RELEASED - timedelta(seconds=1))
    assert (edition.title, edition.standfirst, edition.slug) == (
        "Harbour reopens",
        "Ships are back.",
        "harbour-reopens",
    )
    assert (edition.first_public_from, edition.article.dated_on) == (RELEASED, date(2012, 3, 1))
    assert edition.article.required_languages == []


def test_approval_and_events_say_that_it_was_an_import_by_whom_and_from_which_file(tmp_path):
    edition = imported_edition(tmp_path, member("pia"))
    assert (edition.state, edition.approval, edition.approved_by) == (State.APPROVED, Approval.IMPORT, member("pia"))
    assert edition.approval_note == "import by pia from release.json"
    assert edition.article.events.count() == 2
    for event in edition.article.events.all():
        assert (event.action, event.user) == ("import", member("pia"))
        assert event.reason == "import by pia from release.json"


def test_an_import_that_nobody_is_named_for_has_no_user(tmp_path):
    edition = imported_edition(tmp_path)
    assert (edition.approved_by, edition.article.created_by) == (None, None)
    assert set(edition.article.events.values_list("user", flat=True)) == {None}


def test_translations_follow_their_source(tmp_path):
    imported_edition(tmp_path, source_language="fr", versions={"en": version(), "fr": version("Le port rouvre")})
    english, french = Edition.objects.order_by("language")
    assert english.translates == french
    assert not english.is_stale()
    assert french.translates is None


def test_the_body_is_sanitised(tmp_path):
    hostile = '<p onclick="x()">Text<script>alert(1)</script></p><img src=x onerror=y>'
    edition = imported_edition(tmp_path, versions={"en": version(body_html=hostile)})
    assert ">Text</p>" in edition.body
    assert "script" not in edition.body
    assert "on" + "click" not in edition.body


def test_kinds_of_others_become_ours(tmp_path):
    assert imported_edition(tmp_path, kind="oral_statement").article.kind == Kind.STATEMENT


def test_the_address_comes_from_the_file_and_never_belongs_to_two(tmp_path):
    slug = "/government/news/Réunion d’avril"
    first = imported_edition(tmp_path, versions={"en": version(slug=slug)})
    second = imported_edition(tmp_path, id="agency-8", versions={"en": version(slug=slug)})
    assert (first.slug, second.slug) == ("réunion-d-avril", "réunion-d-avril-2")


def test_what_has_no_place_is_kept_in_the_history_of_the_article(tmp_path):
    edition = imported_edition(tmp_path, licence="OGL", image={"url": "https://example.org/a.jpg"})
    reason = edition.article.events.get(edition=None).reason
    assert reason == (
        'import from release.json\nNot taken over:\nimage = {"url": "https://example.org/a.jpg"}\nlicence = "OGL"'
    )


def test_a_second_run_changes_nothing(tmp_path):
    changes = [{"public_timestamp": "2012-06-13T14:33:09Z", "note": "Added slides."}]
    role = {"title": "Mayor", "organisation": "Port of Ostend", "from": "2010-01-01"}
    path = release_file(
        tmp_path, change_history=changes, topics=[{"name": "Ships"}], people=[{"name": "Ann Lee", "roles": [role]}]
    )
    import_file(path)
    before = everything()
    assert import_file(path).fate == Fate.UNCHANGED
    assert everything() == before


def test_a_file_that_says_otherwise_than_what_was_imported_is_refused_and_nothing_changes(tmp_path):
    import_file(release_file(tmp_path, versions={"en": version(), "fr": version("Le port")}))
    before = everything()
    changed = {"en": version(body_html="<p>The second ship came in.</p>"), "de": version("Der Hafen")}
    sentence = refusal_of(release_file(tmp_path, versions=changed))
    assert "differs now: body in en, de is new, fr is missing." in sentence
    assert "correct the public text at the desk" in sentence
    assert everything() == before


def test_a_text_corrected_at_the_desk_since_stays_and_does_not_count_as_a_difference(tmp_path):
    edition = imported_edition(tmp_path)
    publication.correct(edition, member("max"), change=Change.MINOR)
    assert import_file(tmp_path / "release.json").fate == Fate.UNCHANGED


def test_later_changes_are_editions_with_public_notes_at_their_dates(tmp_path):
    changed_at = datetime(2012, 6, 13, 13, 33, 9, tzinfo=UTC)
    edition = imported_edition(
        tmp_path, change_history=[{"public_timestamp": "2012-06-13T14:33:09+01:00", "note": "Added slides."}]
    )
    assert (edition.number, edition.change, edition.public_note) == (2, Change.UPDATE, "Added slides.")
    assert (edition.public_from, edition.first_public_from) == (changed_at, RELEASED)
    assert Edition.objects.get(number=1).public_until == changed_at


def test_a_withdrawn_release_shows_its_notice_alone(tmp_path):
    notice = {"explanation": "<p>It was <b>wrong</b>.</p>", "withdrawn_at": "2014-01-01T00:00:00Z"}
    edition = imported_edition(tmp_path, member("pia"), withdrawn_notice=notice)
    assert not Edition.objects.public().exists()
    assert edition in Edition.objects.public(RELEASED)
    assert WithdrawalNotice.objects.public().get().notice == "It was wrong."
    assert Withdrawal.objects.get().withdrawn_by == member("pia")


def test_a_withdrawal_needs_a_name_and_words_in_every_language(tmp_path):
    notice = {"explanation": "Wrong.", "withdrawn_at": "2014-01-01T00:00:00Z"}
    path = release_file(tmp_path, withdrawn_notice=notice, versions={"en": version(), "fr": version("Le port")})
    assert "--as" in refusal_of(path)
    assert "withdrawn_notice.explanation: has no words for fr." in refusal_of(path, member("pia"))


def test_what_is_not_yet_released_is_refused(tmp_path):
    ahead = (timezone.now() + timedelta(hours=1)).isoformat()
    assert "lies in the future" in refusal_of(release_file(tmp_path, published_at=ahead))
    assert not Article.objects.exists()


def test_a_body_without_text_is_refused(tmp_path):
    path = release_file(tmp_path, versions={"en": version(body_html="<script>x</script>")})
    assert "versions.en.body_html: is empty" in refusal_of(path)


def test_a_body_nested_beyond_reason_is_refused_by_its_field(tmp_path):
    path = release_file(tmp_path, versions={"en": version(body_html="<div>" * 5000 + "x")})
    assert "versions.en.body_html: " in refusal_of(path)


def test_persons_and_organisations_are_matched_by_name_and_otherwise_created(tmp_path):
    ann = make_person("Ann Lée")
    port = make_organisation("Port of Ostend", acronym="PO")
    edition = imported_edition(
        tmp_path,
        people=[{"name": "ann lee", "short": {"fr": "Mme Lee"}}, {"name": "Bo Ray"}],
        organisations=[{"name": "PO"}, {"name": {"en": "City", "fr": "Ville"}, "acronym": {"fr": "V"}}],
    )
    assert set(edition.article.people.all()) == {ann, Person.objects.by_name("Bo Ray")}
    assert set(edition.article.organisations.all()) == {port, Organisation.objects.by_name("Ville")}
    assert (ann.name_in("en"), ann.short_name_in("fr")) == ("Ann Lée", "Mme Lee")
    assert Organisation.objects.by_name("City").acronym_in("fr") == "V"


def test_offices_are_recorded_over_their_dates_once(tmp_path):
    role = {
        "title": {"en": "Mayor", "fr": "maire"},
        "organisation": "Port",
        "from": "2010-01-01",
        "until": "2014-01-01",
    }
    for number in range(2):
        imported_edition(tmp_path, id=f"agency-{number}", people=[{"name": "Ann Lee", "roles": [role]}])
    appointment = Appointment.objects.get()
    assert (appointment.from_on, appointment.until_on) == (date(2010, 1, 1), date(2014, 1, 1))
    assert appointment.title_in("fr") == "maire"
    assert Organisation.objects.count() == 1


def test_a_fault_in_the_database_takes_back_the_whole_release(tmp_path, monkeypatch):
    imported("Harbour reopens", public_from=RELEASED, slug="harbour-reopens")
    before = everything()
    monkeypatch.setattr("articles.exchange.releases._slug", lambda *arguments: "harbour-reopens")
    assert "an_address_belongs_to_one_article" in refusal_of(release_file(tmp_path, people=[{"name": "Ann Lee"}]))
    assert everything() == before


def test_drafts_of_the_desk_are_left_alone(tmp_path):
    edition = draft("Harbour reopens", slug="harbour-reopens")
    assert imported_edition(tmp_path).slug == "harbour-reopens-2"
    edition.refresh_from_db()
    assert edition.state == State.DRAFT


def run(capsys, *arguments, **options):
    """The command's exit status, what it printed, and what it complained of."""
    try:
        call_command("import_releases", *map(str, arguments), **options)
        status = 0
    except CommandError as error:
        status = error.returncode
    return status, *capsys.readouterr()


def test_the_command_imports_the_good_names_the_bad_and_fails(tmp_path, capsys):
    (tmp_path / "below").mkdir()
    release_file(tmp_path / "below", "good.json")
    bad = release_file(tmp_path, "bad.json", id="other", kind="poem")
    (tmp_path / "notes.txt").write_text("no release")
    status, printed, complaint = run(capsys, tmp_path)
    assert status == 1
    assert "2 files: 1 imported (1 language versions), 0 already there, 1 refused." in printed
    assert f"{bad}: kind: “poem” is not a kind of article" in complaint
    assert Article.objects.get().import_id == "agency-7"


def test_names_that_a_terminal_might_obey_are_written_out(tmp_path, capsys):
    release_file(tmp_path, "a\x1b[2J.json", kind="poem")
    _status, _printed, complaint = run(capsys, tmp_path)
    assert "a\\u001b[2J.json: kind" in complaint
    assert "\x1b" not in complaint


def test_a_dry_run_does_all_and_keeps_nothing(tmp_path, capsys):
    release_file(tmp_path, "one.json", people=[{"name": "Ann Lee"}])
    release_file(tmp_path, "two.json", versions={"en": version("Another text under the same id")})
    before = everything()
    status, printed, complaint = run(capsys, tmp_path, dry_run=True)
    assert status == 1
    assert "already imported, and the file differs now" in complaint
    assert "1 imported" in printed
    assert "nothing was kept" in printed
    assert everything() == before


@pytest.mark.parametrize(("name", "sentence"), [("zoe", "There is no user “zoe”."), ("otto", "no right to release")])
def test_the_user_named_must_exist_and_may_release(tmp_path, name, sentence):
    member("otto")
    with pytest.raises(CommandError, match=sentence):
        call_command("import_releases", str(release_file(tmp_path)), user=name)


def test_paths_that_lead_nowhere_are_told(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_releases", str(tmp_path / "nowhere"))
    with pytest.raises(CommandError, match=r"no \.json file"):
        call_command("import_releases", str(tmp_path))


def test_a_file_named_twice_is_read_once(tmp_path):
    path = release_file(tmp_path)
    (tmp_path / "circle").symlink_to(tmp_path)
    assert list(files_in([path, tmp_path])) == [path]
