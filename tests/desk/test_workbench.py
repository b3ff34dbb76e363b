"""The workbench: a translation beside its source, paragraph by paragraph."""

import re

import pytest

from articles import publication
from articles.models import Edition, WorkingCopy
from articles.translation.saving import write_units
from articles.translation.units import Status
from articles.workflow import perform
from tests.desk.at_workbench import (
    FIRST,
    FRENCH,
    SECOND,
    THIRD,
    body,
    change,
    english,
    form_of,
    french,
    opened,
    press,
    units,
    url,
)
from tests.desk.screens import at_desk, queries_of, sentences, text_url
from tests.desk_cast import draft, member, public, submitted

pytestmark = pytest.mark.django_db


def test_a_new_translation_shows_each_paragraph_of_the_source_with_an_empty_one_beside_it():
    html = sentences(at_desk("tariq").get(url(opened())))

    assert html.count('class="wb-row is-todo"') == 4
    assert "0 of 4 paragraphs" in html
    assert FIRST in html


def test_what_is_typed_in_the_rows_is_saved_with_its_alignment():
    edition = opened()

    answer = press(at_desk("tariq"), edition, title="Sur le lac", a=f"<p>{FRENCH[0]}</p>")

    assert answer.status_code == 302
    found = units(edition)
    assert found["title"].target[0].text == "Sur le lac"
    assert (found["a"].target[0].id, found["a"].status) == ("aaaaaaaa", Status.DONE)
    assert found["b"].status == Status.TODO


def test_saving_what_was_only_opened_changes_nothing():
    edition = french()

    press(at_desk("tariq"), edition)

    assert Edition.objects.get(pk=edition.pk).body == edition.body


def test_typographic_faults_are_shown_once_and_mended_all_at_once():
    edition = french(None, *(text.replace("premier", "premier de l'an").replace("’", "'") for text in FRENCH))
    client = at_desk("tariq")
    html = sentences(client.get(url(edition)))
    assert html.count("apostrophe") == 1

    answer = press(client, edition, "fix-all")
    press(client, edition, html=sentences(answer))

    assert "l’an" in units(edition)["a"].target[0].text
    assert "s’est" in units(edition)["a"].target[0].text


def test_a_save_over_a_newer_save_shows_both_and_keeps_what_was_typed():
    edition = french()
    client = at_desk("tariq")
    html = sentences(client.get(url(edition)))
    perform(Edition.objects.get(pk=edition.pk), "save", member("max"), title="Titre de Max")

    answer = press(client, edition, html=html, title="Titre de Tariq", a="<p>Écrit par Tariq.</p>")

    assert answer.status_code == 409
    assert "Titre de Max" in sentences(answer)
    assert "Écrit par Tariq." in sentences(answer)
    assert WorkingCopy.objects.get().text["title"] == "Titre de Tariq"


def test_a_save_that_comes_too_late_shows_what_was_typed():
    edition = french()
    client = at_desk("tariq")
    html = sentences(client.get(url(edition)))
    submitted(edition)

    answer = press(client, edition, html=html, a="<p>Trop tard.</p>")

    assert answer.status_code == 409
    assert "Trop tard." in sentences(answer)


def test_what_is_typed_is_kept_for_its_translator_alone_and_shown_again():
    edition = french(None, FRENCH[0])
    client = at_desk("tariq")
    typed = form_of(sentences(client.get(url(edition)))) | {"text-body:bbbbbbbb": "<p>À moitié</p>"}

    answer = client.post(url(edition) + "working-copy/", typed)

    assert answer.json()["is_behind"] is False
    html = sentences(client.get(url(edition)))
    assert "The rows show unsaved text of yours" in html
    assert "À moitié" in form_of(html)["text-body:bbbbbbbb"]
    assert "À moitié" not in sentences(at_desk("max").get(url(edition)))
    assert "À moitié" in sentences(client.get(text_url(edition)))


def test_submitting_from_the_workbench_says_what_is_in_the_way():
    edition = french(None, FRENCH[0])

    answer = at_desk("tariq").post(
        url(edition), {**form_of(sentences(at_desk("tariq").get(url(edition)))), "then": "submit"}, follow=True
    )

    assert "Body, paragraph 2" in sentences(answer)
    assert Edition.objects.get(pk=edition.pk).state == "draft"


@pytest.mark.parametrize("name", ["wanda", "ada", "otto"])
def test_whoever_may_not_write_reads_both_texts(name):
    edition = french()

    html = sentences(at_desk(name).get(url(edition)))

    assert "textarea" not in html
    assert FRENCH[1] in html
    assert press(at_desk(name), edition, html=html).status_code == 302
    assert Edition.objects.get(pk=edition.pk).body == edition.body


def test_a_public_translation_is_confirmed_paragraph_by_paragraph():
    source = english()
    edition = french(source)
    public(source)
    public(edition)
    correction = publication.correct(source, member("wanda"), change="correction", public_note="A typo.")
    change(correction, body=body(FIRST + " Indeed.", SECOND, THIRD))
    html = sentences(at_desk("tariq").get(url(edition)))
    assert "Still right as it is" in html

    press(at_desk("tariq"), edition, "confirm body:aaaaaaaa", html=html)

    assert not Edition.objects.get(pk=edition.pk).is_stale()


def test_a_text_that_translates_nothing_is_edited_as_one_text():
    source = english()

    assert at_desk("wanda").get(url(source)).url == text_url(source)


def test_both_sides_carry_language_and_direction():
    edition = opened(language="ar", who="max")

    html = sentences(at_desk("max").get(url(edition)))

    assert re.search(r'<textarea[^>]*name="text-title"[^>]*lang="ar" dir="rtl"', html)
    assert re.search(r'data-wb="source" lang="en" dir="ltr"', html)


def test_a_machine_paragraph_is_visibly_so_until_it_is_confirmed():
    edition = french(None, FRENCH[0])
    write_units(
        edition,
        member("tariq"),
        revision=edition.revision,
        texts={"body:bbbbbbbb": f"<p>{FRENCH[1]}</p>"},
        origin="machine",
        origin_note="DeepL",
    )
    client = at_desk("tariq")
    assert "by a machine (DeepL), not read yet" in sentences(client.get(url(edition)))

    press(client, edition, "confirm body:bbbbbbbb")

    assert "not read yet" not in sentences(client.get(url(edition)))
    assert units(edition)["b"].status == Status.DONE


def test_the_machine_drafts_what_is_empty_when_a_person_asks(monkeypatch):
    edition = french(None, FRENCH[0])
    asked = []

    def drafts(_edition, keys):
        asked.extend(keys)
        return {"body:bbbbbbbb": "<p>Par la machine.</p>"}

    monkeypatch.setattr("articles.translation.machine.draft", drafts)

    press(at_desk("tariq"), edition, "machine-all")

    assert asked == ["body:bbbbbbbb", "body:cccccccc"]
    assert units(edition)["b"].status == Status.MACHINE


@pytest.mark.parametrize(
    "row", ["{", "[]", '{"name":"x"}', '{"name":"a b","part":"body"}', '{"name":"title","part":"no"}']
)
def test_a_row_that_nobody_can_read_is_refused(row):
    edition = opened()

    answer = at_desk("tariq").post(url(edition), {"row": row, "revision": "1", "then": "stay"})

    assert answer.status_code == 400


def test_what_is_typed_is_never_html_that_acts():
    edition = opened()

    press(
        at_desk("tariq"),
        edition,
        title="<script>alert(1)</script>",
        a='<p onclick="x()">Bonjour<script>alert(2)</script></p>',
    )

    html = sentences(at_desk("tariq").get(url(edition)))
    assert "<script>alert" not in html
    assert "onclick" not in html


def long(count: int) -> Edition:
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    paragraphs = "".join(f'<p data-block="{letters[n % 32] * 7}{letters[n // 32]}">{FIRST}</p>' for n in range(count))
    return opened(draft("A long one", body=paragraphs))


def test_the_page_takes_as_many_queries_for_sixty_rows_as_for_two():
    client = at_desk("tariq")

    few, many = (queries_of(client, url(long(count))) for count in (2, 60))

    assert few == many
    assert many <= 18


def test_a_page_of_forty_rows_is_light():
    assert len(at_desk("tariq").get(url(long(40))).content) < 250_000
