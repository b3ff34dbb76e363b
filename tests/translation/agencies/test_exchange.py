"""A text goes to an agency as a file and comes back into the draft."""

import pytest
from lxml import etree

from articles.drafting import keep_working_copy
from articles.richtext import plain_text
from articles.translation.agencies.sending import files_of, sheet_of, words_to_translate
from articles.translation.xliff import VERSIONS, read_upload
from articles.workflow import perform, refusals
from tests.desk_cast import member, submitted
from tests.translation.agencies.agency import file_for, saved, send_back, to_translate, translated
from tests.translation.xliff.sheets import EVERYTHING, schema

pytestmark = pytest.mark.django_db

SENTENCES = {"title": "Ministers meet", "standfirst": "", "body": "<p>The ministers meet in Brussels today.</p>"}
FRENCH = {
    "Ministers meet": "Les ministres se réunissent",
    "The ministers meet in Brussels today.": "Les ministres se réunissent aujourd’hui à Bruxelles.",
    "": "",
}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_translated_file_becomes_the_text_of_the_draft(version):
    edition = to_translate()

    report = send_back(edition, translated(file_for(edition, version)))

    assert (report.refusals, report.untaken, report.taken) == ([], [], 6)
    assert (edition.title, edition.standfirst) == ("A TITLE", "IN SHORT")
    assert '<p data-block="' in edition.body
    assert '<strong>MET</strong> <a href="https://example.org/">HERE</a>.' in edition.body


@pytest.mark.parametrize("version", VERSIONS)
def test_everything_that_a_text_can_have_comes_back(version):
    edition = to_translate(body=EVERYTHING, notes_to_editors="<p>A note.</p>")
    source = edition.translates

    report = send_back(
        edition, translated(file_for(edition, version), lambda text: text + "é" if text.strip() else text)
    )

    assert (report.refusals, report.untaken) == ([], [])
    assert plain_text(edition.body).replace("é", "") == plain_text(source.body).replace("é", "")
    assert edition.notes_to_editors.count("A note.é") == 1


def test_a_picture_without_words_comes_along():
    edition = to_translate()

    send_back(edition, translated(file_for(edition)))

    assert '<img src="/a.png" alt="">' in edition.body


def test_the_file_is_valid_and_names_what_it_is_of(tmp_path):
    edition = to_translate(language="ar", body=EVERYTHING)
    name, data = files_of([edition], "2.1", note="Keep the tone.")

    schema(tmp_path).assertValid(etree.fromstring(data))
    assert name == f"{edition.article_id}-en-ar.xlf"
    assert "Keep the tone." in data.decode()


def test_several_languages_make_a_zip():
    french = to_translate()
    arabic = to_translate(language="ar")

    name, data = files_of([french, arabic], "2.1")

    assert name == "translations.zip"
    assert [sheet.target_language for sheet in read_upload(data)] == ["fr", "ar"]


def test_words_are_counted_by_what_is_to_be_done():
    edition = to_translate()
    before = words_to_translate(edition)
    edition = saved(edition, title="Un titre")

    after = words_to_translate(edition)

    assert (before.total, before.new, before.done) == (12, 12, 0)
    assert (after.total, after.new, after.done) == (12, 10, 2)


def test_what_stands_already_is_sent_along_and_left_alone():
    edition = saved(to_translate(), title="Un titre")

    report = send_back(edition, translated(file_for(edition)))

    assert (report.same, report.taken, edition.title) == (1, 5, "Un titre")


def test_the_text_stands_in_the_name_of_who_took_it_and_names_the_agency():
    edition = to_translate()

    send_back(edition, translated(file_for(edition)), agency="Verba")

    event = edition.events.filter(text__isnull=False).first()
    assert (event.user.username, event.action) == ("tariq", "save")
    assert "Verba" in event.reason


def test_what_the_user_has_typed_and_not_saved_is_kept():
    edition = to_translate()
    keep_working_copy(edition, member("tariq"), revision=edition.revision, title="À moitié")

    send_back(edition, translated(file_for(edition)))

    copy = edition.working_copies.get()
    assert (copy.text["title"], copy.is_behind) == ("À moitié", True)


def test_nothing_is_approved_and_whoever_took_it_cannot_approve_it():
    edition = to_translate(**SENTENCES)

    send_back(edition, translated(file_for(edition), FRENCH.__getitem__), who="max")
    assert edition.state == "draft"

    edition = perform(edition, "submit", member("tariq"))
    assert any("wrote or changed" in reason for reason in refusals(edition, "approve", member("max")))


@pytest.mark.parametrize("who", ["wanda", "ada", "pia", "otto", "emma", "nobody"])
def test_only_those_who_may_write_the_language_take_a_file(who):
    edition = to_translate()

    report = send_back(edition, translated(file_for(edition)), who=who)

    assert report.refusals
    assert edition.title == ""


def test_a_text_that_is_no_draft_is_not_touched():
    edition = to_translate(**SENTENCES)
    file = translated(file_for(edition), FRENCH.__getitem__)
    send_back(edition, file)
    edition = submitted(edition)

    report = send_back(edition, file.replace("Bruxelles", "Paris"))

    assert "stands at: submitted" in report.refusals[0]
    assert "Bruxelles" in edition.body


def test_a_link_that_the_translation_changed_keeps_its_address():
    edition = to_translate(body='<p>See <a href="/en/news/x/">this</a>.</p>')
    block = edition.translates.body.split('"')[1]
    edition = saved(edition, body=f'<p data-block="{block}">Voir <a href="/fr/news/y/">ceci</a>.</p>')

    report = send_back(edition, file_for(edition).replace("Voir ", "Lisez "))

    assert report.taken == 1
    assert 'Lisez <a href="/fr/news/y/">ceci</a>' in edition.body


def test_making_the_file_takes_few_queries(django_assert_max_num_queries):
    edition = to_translate(body="<p>One</p>" * 30)
    with django_assert_max_num_queries(18):
        sheet_of(edition)
