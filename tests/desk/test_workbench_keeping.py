"""What is merged, split, added or left out in the workbench is there again at the next visit, like what is typed."""

import re
from html import unescape

import pytest
from django.urls import reverse

from articles.models import Edition, WorkingCopy
from articles.translation.units import Status
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
    press,
    units,
    url,
)
from tests.desk.screens import at_desk, sentences, text_url

pytestmark = pytest.mark.django_db


def rows(client, edition: Edition) -> list[str]:
    """The rows of the page by name, as someone finds them who opens it anew."""
    return re.findall(r'<li class="wb-row[^>]* data-name="([^"]*)"', sentences(client.get(url(edition))))


def text(client, edition: Edition, name: str) -> str:
    return re.sub(r"<[^>]*>", "", form_of(sentences(client.get(url(edition))))[f"text-{name}"])


def test_a_merge_is_there_again_and_can_be_saved_later():
    edition, client = french(), at_desk("tariq")

    press(client, edition, "merge body:aaaaaaaa")

    assert rows(client, edition) == ["title", "body:aaaaaaaa", "body:cccccccc"]
    assert text(client, edition, "body:aaaaaaaa") == f"{FRENCH[0]} {FRENCH[1]}"
    assert len(units(edition)) == 4
    press(client, edition)
    assert [block.id[0] for block in units(edition)["a"].source] == ["a", "b"]
    assert not WorkingCopy.objects.exists()


def test_rows_merged_before_they_are_translated_stay_merged():
    edition, client = french(None, FRENCH[0]), at_desk("tariq")

    press(client, edition, "merge body:bbbbbbbb")

    assert rows(client, edition) == ["title", "body:aaaaaaaa", "body:bbbbbbbb"]


def test_a_split_is_there_again():
    edition, client = french(), at_desk("tariq")
    press(client, edition, html=sentences(press(client, edition, "merge body:aaaaaaaa")))
    assert len(units(edition)) == 3

    press(client, edition, "split body:aaaaaaaa")

    assert rows(client, edition) == ["title", "body:aaaaaaaa", "body:bbbbbbbb", "body:cccccccc"]
    assert len(units(edition)) == 3


def test_a_paragraph_that_was_added_is_there_again_even_empty():
    edition, client = french(), at_desk("tariq")

    press(client, edition, "add body:aaaaaaaa")

    assert rows(client, edition) == ["title", "body:aaaaaaaa", "body:+new1", "body:bbbbbbbb", "body:cccccccc"]


def test_what_was_left_out_with_its_words_is_there_again_and_so_are_the_words():
    edition, client = french(), at_desk("tariq")

    press(client, edition, "leave-out body:bbbbbbbb")

    html = sentences(client.get(url(edition)))
    assert "left out on purpose" in html
    press(client, edition, html=sentences(press(client, edition, "take-in body:bbbbbbbb", html=html)))
    assert units(edition)["b"].target[0].text == FRENCH[1]
    press(client, edition, html=sentences(press(client, edition, "leave-out body:bbbbbbbb")))
    assert units(edition)["b"].status == Status.DROPPED


def test_a_paragraph_of_its_own_that_was_removed_stays_away():
    edition, client = french(), at_desk("tariq")
    html = sentences(press(client, edition, "add body:cccccccc"))
    client.post(url(edition), {**form_of(html), "text-body:+new1": "<p>À suivre.</p>", "then": "stay"})
    (own,) = [name for name in rows(client, edition) if "+" in name]

    press(client, edition, f"remove {own}")

    assert own not in rows(client, edition)


def test_what_the_page_sends_while_it_is_open_keeps_the_structure_too():
    edition, client = french(), at_desk("tariq")
    typed = form_of(sentences(press(client, edition, "merge body:aaaaaaaa")))
    WorkingCopy.objects.all().delete()

    client.post(url(edition) + "working-copy/", {**typed, "text-body:aaaaaaaa": "<p>Les deux.</p>"})

    assert rows(client, edition) == ["title", "body:aaaaaaaa", "body:cccccccc"]
    assert text(client, edition, "body:aaaaaaaa") == "Les deux."


def test_what_is_undone_leaves_nothing_behind():
    edition, client = french(), at_desk("tariq")

    html = sentences(press(client, edition, "leave-out body:bbbbbbbb"))
    answer = press(client, edition, "take-in body:bbbbbbbb", html=html)

    assert answer.status_code == 302
    assert not WorkingCopy.objects.exists()
    assert "unsaved text of yours" not in sentences(client.get(url(edition)))


def test_nobody_else_sees_it_and_the_page_of_the_whole_text_says_nothing_of_structure_alone():
    edition, client = french(), at_desk("tariq")

    press(client, edition, "add body:aaaaaaaa")

    assert len(rows(at_desk("max"), edition)) == 4
    assert "unsaved" not in sentences(client.get(text_url(edition))).split("<main")[1].split("data-labels")[0]


def test_what_the_source_gains_meanwhile_stands_in_its_place():
    source = english()
    edition, client = french(source), at_desk("tariq")
    press(client, edition, "merge body:aaaaaaaa")

    change(source, body=body(FIRST, SECOND, "And one came in between.", THIRD, ids="abdc"))

    assert rows(client, edition) == ["title", "body:aaaaaaaa", "body:dddddddd", "body:cccccccc"]


def test_what_the_source_loses_meanwhile_is_shown_as_gone():
    source = english()
    edition, client = french(source), at_desk("tariq")
    press(client, edition, "add body:aaaaaaaa")

    change(source, body=body(FIRST, THIRD, ids="ac"))

    assert "body:bbbbbbbb" in rows(client, edition)
    assert "no longer in the source" in sentences(client.get(url(edition)))


def test_typing_in_the_whole_text_afterwards_is_the_newer_word():
    edition, client = french(), at_desk("tariq")
    press(client, edition, "merge body:aaaaaaaa")

    kept = reverse("admin:articles_edition_working_copy", args=[edition.pk])
    client.post(kept, {"title": "Au bord du lac", "revision": str(edition.revision)})

    assert text(client, edition, "title") == "Au bord du lac"
    assert rows(client, edition) == ["title", "body:aaaaaaaa", "body:cccccccc"]


def as_one_text(client, edition: Edition) -> dict[str, str]:
    """What the page of the whole text has in its form."""
    return {field.name: str(field.value() or "") for field in client.get(text_url(edition)).context["form"]}


def test_saving_the_whole_text_saves_the_merge():
    edition, client = french(), at_desk("tariq")
    press(client, edition, "merge body:aaaaaaaa")
    typed = as_one_text(client, edition)
    typed["body"] = typed["body"].replace("printemps", "mois de mars")

    assert client.post(text_url(edition), typed).status_code == 302

    assert [block.id[0] for block in units(edition)["a"].source] == ["a", "b"]
    assert units(edition)["a"].target[0].text == f"{FRENCH[0]} {FRENCH[1]}"
    assert "mois de mars" in units(edition)["c"].target[0].text
    assert len(units(edition)) == 3
    assert not WorkingCopy.objects.exists()


def test_what_is_typed_in_the_whole_text_and_undone_there_leaves_the_merge():
    edition, client = french(), at_desk("tariq")
    press(client, edition, "add body:aaaaaaaa")
    kept = reverse("admin:articles_edition_working_copy", args=[edition.pk])

    client.post(kept, {"title": edition.title, "revision": str(edition.revision)})

    assert "body:+new1" in rows(client, edition)


def test_a_paragraph_typed_into_the_whole_text_stands_beside_the_merge():
    edition, client = french(), at_desk("tariq")
    press(client, edition, "merge body:aaaaaaaa")
    kept = reverse("admin:articles_edition_working_copy", args=[edition.pk])
    typed = as_one_text(client, edition)

    client.post(kept, {**typed, "body": typed["body"] + "<p>À suivre.</p>"})

    assert rows(client, edition) == ["title", "body:aaaaaaaa", "body:cccccccc"]
    assert text(client, edition, "body:cccccccc") == f"{FRENCH[2]}À suivre."


def test_a_conflict_keeps_the_merge_and_what_someone_else_saved():
    edition, client = french(), at_desk("tariq")
    html = sentences(press(client, edition, "merge body:aaaaaaaa"))
    press(at_desk("max"), edition, c="<p>De Max.</p>")

    conflict = press(client, edition, html=html)

    assert conflict.status_code == 409
    hidden = dict(re.findall(r'<input type="hidden" name="([a-z_]*)" value="([^"]*)"', sentences(conflict)))
    client.post(
        text_url(edition), {**{name: unescape(value) for name, value in hidden.items()}, "then": "merge-and-save"}
    )
    assert [block.id[0] for block in units(edition)["a"].source] == ["a", "b"]
    assert units(edition)["c"].target[0].text == "De Max."
    assert len(units(edition)) == 3


def test_a_conflict_keeps_what_someone_else_merged():
    edition, client = french(), at_desk("tariq")
    html = sentences(client.get(url(edition)))
    max_ = at_desk("max")
    press(max_, edition, html=sentences(press(max_, edition, "merge body:aaaaaaaa")))

    conflict = press(client, edition, html=html, c="<p>De Tariq.</p>")

    hidden = dict(re.findall(r'<input type="hidden" name="([a-z_]*)" value="([^"]*)"', sentences(conflict)))
    client.post(
        text_url(edition), {**{name: unescape(value) for name, value in hidden.items()}, "then": "merge-and-save"}
    )
    assert units(edition)["c"].target[0].text == "De Tariq."
    assert [block.id[0] for block in units(edition)["a"].source] == ["a", "b"]
