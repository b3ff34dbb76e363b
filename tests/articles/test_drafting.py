"""Starting articles and editions, describing them, and working copies."""

import pytest

from articles import drafting
from articles.models import Edition, Event, WorkingCopy
from articles.workflow import Conflict, Refused, perform
from tests.desk_cast import draft, member, public, submitted, translation, withdrawn
from tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["wanda", "max"])
def test_writers_and_managing_editors_start_articles(name):
    edition = drafting.start_article(member(name), source_language="fr", title="Titre")

    assert (edition.language, edition.number, edition.state) == ("fr", 1, "draft")
    assert edition.article.created_by == member(name)


@pytest.mark.parametrize("name", ["tariq", "ada", "pia", "otto", "emma", "nobody"])
def test_nobody_else_starts_articles(name):
    with pytest.raises(Refused, match="for writers"):
        drafting.start_article(member(name), source_language="en")


def test_a_translation_knows_its_source():
    source = draft()

    french = translation(source)

    assert (french.translates, french.translated_hash) == (source, source.words_hash)
    assert not french.is_stale()


def test_a_translation_may_be_made_from_a_translation():
    french = translation(draft())

    assert translation(french, language="ar").translates == french


def test_a_translation_is_stale_once_its_source_moves():
    source = draft()
    french = translation(source)
    perform(source, "save", member("wanda"), title="Another title")

    assert french.is_stale()
    assert list(Edition.objects.stale()) == [french]


def test_a_translation_is_stale_once_the_source_has_a_newer_edition():
    from tests.desk_cast import correction

    source = draft()
    french = translation(source)
    correction(public(source))

    assert french.is_stale()
    assert list(Edition.objects.stale()) == [french]


def test_an_address_made_on_submitting_does_not_make_a_translation_stale():
    source = draft()
    french = translation(source)
    submitted(source)

    assert not french.is_stale()


def test_a_language_is_opened_once():
    source = draft()
    translation(source)

    with pytest.raises(Refused, match="already open"):
        drafting.open_edition(source.article, "fr", member("tariq"))


def test_what_is_public_is_corrected_and_not_opened():
    with pytest.raises(Refused, match="Correct it"):
        drafting.open_edition(public().article, "en", member("wanda"))


def test_after_a_withdrawal_a_new_edition_may_be_opened():
    assert drafting.open_edition(withdrawn().article, "en", member("wanda")).number == 2


# What an article's languages share.


def test_describing_is_recorded_with_who_and_what():
    edition = draft()

    drafting.describe(edition.article, member("wanda"), people=[make_person("Jens Stoltenberg")])

    event = Event.objects.get(action="describe")
    assert event.user == member("wanda")
    assert list(event.details["people"].values()) == ["Jens Stoltenberg"]


def test_describing_without_a_change_leaves_no_event():
    edition = draft()

    drafting.describe(edition.article, member("wanda"), kind=edition.article.kind, people=[])

    assert not Event.objects.filter(action="describe").exists()


def test_a_writer_does_not_change_what_shows_at_once():
    """The people of a public article are shown as they are: only those who release may change them."""
    edition = public()

    with pytest.raises(Refused, match="public or scheduled"):
        drafting.describe(edition.article, member("wanda"), kind="speech")
    assert drafting.describe(edition.article, member("pia"), kind="speech").kind == "speech"


# Working copies.


def test_a_working_copy_does_not_touch_the_edition():
    edition = draft("As saved")

    drafting.keep_working_copy(edition, member("wanda"), revision=1, title="Half ty")

    edition.refresh_from_db()
    assert (edition.title, edition.revision, edition.events.count()) == ("As saved", 1, 1)


def test_a_working_copy_is_sanitised():
    copy = drafting.keep_working_copy(draft(), member("wanda"), revision=1, body="<p onclick='x()'>Words</p>")

    assert "onclick" not in copy.text["body"]


def test_each_person_has_a_copy_of_their_own():
    edition = draft()
    for name in ("wanda", "max", "wanda"):
        drafting.keep_working_copy(edition, member(name), revision=1, title=f"By {name}")

    assert WorkingCopy.objects.get(user=member("wanda")).text["title"] == "By wanda"
    assert WorkingCopy.objects.count() == 2


def test_saving_drops_ones_own_copy_alone():
    edition = draft()
    for name in ("wanda", "max"):
        drafting.keep_working_copy(edition, member(name), revision=1, title=f"By {name}")

    drafting.save_text(edition, member("wanda"), revision=1, title="Saved")

    copy = WorkingCopy.objects.get()
    assert copy.user == member("max")
    assert copy.is_behind


def test_a_refused_save_keeps_the_copy():
    edition = draft()
    drafting.keep_working_copy(edition, member("wanda"), revision=1, title="Mine")
    drafting.save_text(edition, member("max"), revision=1, title="Theirs")

    with pytest.raises(Conflict):
        drafting.save_text(edition, member("wanda"), revision=1, title="Mine")

    assert WorkingCopy.objects.get().text["title"] == "Mine"


@pytest.mark.parametrize("name", ["tariq", "ada", "pia", "otto", "nobody"])
def test_no_working_copy_without_the_right_to_save(name):
    with pytest.raises(Refused):
        drafting.keep_working_copy(draft(), member(name), revision=1, title="Mine")
