"""Beside the row that is written: suggestions, terms, what to bring across, and what is wrong."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Edition, WorkingCopy
from articles.translation.checks import CHECKS, Finding, Fix, Place, Scope, Severity
from articles.translation.glossary.models import Concept, Term
from tests.desk.at_workbench import body, form_of, opened, url
from tests.desk.screens import at_desk, sentences
from tests.desk_cast import draft, member
from tests.factories import make_person
from tests.translation.memory.units import from_file

pytestmark = pytest.mark.django_db

TROOPS = "He sent 13,000 troops to the lake."


def edition_of(*paragraphs: str) -> Edition:
    return opened(draft("On the lake", body=body(*paragraphs)))


def help_with(edition: Edition, block: str = "a", who: str = "tariq") -> str:
    return sentences(at_desk(who).get(url(edition) + "help/", {"part": "body", "source": block * 8}))


def check(edition: Edition, html: str, *, fix: str = ""):
    client = at_desk("tariq")
    row = next(row for row in form_of(sentences(client.get(url(edition))))["row"] if "aaaaaaaa" in row)
    return client.post(url(edition) + "check/", {"row": row, "text-body:aaaaaaaa": html, "fix": fix})


def test_a_remembered_translation_is_suggested_and_not_applied():
    from_file(TROOPS, "Il a envoyé 13 000 soldats au lac.")
    edition = edition_of(TROOPS)

    html = help_with(edition)

    assert "Il a envoyé 13 000 soldats au lac." in html
    assert 'aria-keyshortcuts="Alt+1"' in html
    assert Edition.objects.get(pk=edition.pk).body == ""


def test_a_fuzzy_suggestion_says_which_numbers_differ():
    from_file(TROOPS, "Il a envoyé 13 000 soldats au lac.")

    html = help_with(edition_of(TROOPS.replace("13,000", "14,000")))

    assert "Other numbers:" in html


def test_terms_are_shown_with_what_to_write_and_what_not():
    concept = Concept.objects.create(definition="Soldiers of all ranks.")
    for language, text, status in (
        ("en", "troops", "preferred"),
        ("fr", "soldats", "preferred"),
        ("fr", "troupes", "forbidden"),
    ):
        Term.objects.create(concept=concept, language=language, text=text, status=status)

    html = help_with(edition_of(TROOPS))

    assert 'data-term="troops"' in html
    assert 'data-insert="soldats"' in html
    assert re.search(r"<s [^>]*>troupes</s>", html)


def test_names_are_offered_to_be_brought_across():
    person = make_person("Jens Stoltenberg")
    mention = f'said <span data-mention="person:{person.pk}">Jens Stoltenberg</span>'

    assert 'data-kind="mention"' in help_with(edition_of(mention))


def test_what_only_the_whole_text_shows_follows_what_is_typed_and_nothing_is_kept():
    edition = edition_of(TROOPS, "And then he went home.")
    client = at_desk("tariq")
    form = form_of(sentences(client.get(url(edition))))

    def checked(**typed: str) -> str:
        texts = {f"text-body:{name * 8}": text for name, text in typed.items()}
        return sentences(client.post(url(edition) + "check-all/", {**form, **texts}))

    assert "hidden" in checked(a="<p>Il a envoyé 13\u202f000 soldats.</p>")
    html = checked(a="<p>L'armée d'hier.</p>", b="<p>Puis l'hiver.</p>")
    assert "hidden" not in html
    assert html.count("apostrophe") == 1
    assert 'value="fix-all"' in html
    assert not WorkingCopy.objects.exists()


def test_whoever_may_not_write_asks_for_no_check_of_what_they_type():
    edition = edition_of(TROOPS)
    form = form_of(sentences(at_desk("tariq").get(url(edition))))

    assert at_desk("otto").post(url(edition) + "check-all/", form).status_code == 403


def test_checking_the_whole_text_takes_the_same_queries_for_any_length(django_assert_max_num_queries):
    edition = edition_of(*[TROOPS] * 20)
    client = at_desk("tariq")
    form = form_of(sentences(client.get(url(edition))))

    with django_assert_max_num_queries(30) as queries:
        client.post(url(edition) + "check-all/", form)
    short = edition_of(TROOPS)
    form = form_of(sentences(client.get(url(short))))
    with CaptureQueriesContext(connection) as few:
        client.post(url(short) + "check-all/", form)
    assert len(queries) == len(few)


def test_whoever_only_reads_is_offered_nothing_to_press():
    from_file(TROOPS, "Il a envoyé 13 000 soldats au lac.")

    assert "<button" not in help_with(edition_of(TROOPS), who="otto")


def test_a_number_that_differs_is_found_while_it_is_typed_and_nothing_is_saved():
    edition = edition_of(TROOPS)

    answer = check(edition, "<p>Il a envoyé 1 300 soldats au lac.</p>").json()

    assert answer["blocking"] == 1
    assert "13,000" in answer["findings"]
    assert Edition.objects.get(pk=edition.pk).body == ""


def test_an_empty_row_has_nothing_wrong_with_it():
    assert check(edition_of(TROOPS), "").json()["count"] == 0


class Doubled:
    """A check of words written twice, as one of the package would be."""

    name, label, severity, scope = "doubled", "Doubled word", Severity.WARN, Scope.PARAGRAPH

    def findings(self, pairs, context):
        at = pairs[0].target.text.find("et et")
        if at >= 0:
            place = Place(at, at + 5, "et et")
            yield Finding(
                "doubled", Severity.WARN, "Written twice.", pairs[0].key, (), (place,), (Fix(at, at + 5, "et"),)
            )


def test_a_fault_is_mended_with_one_click(monkeypatch):
    monkeypatch.setitem(CHECKS, "doubled", Doubled())
    edition = edition_of("He went to the lake and stayed there.")
    html = "<p>Il est allé au lac et et y est resté.</p>"
    shown = check(edition, html).json()["findings"]
    fingerprint = re.search(r'data-fix="(\w+)"', shown)[1]

    assert "et y est resté" in check(edition, html, fix=fingerprint).json()["text"]
    assert "et et" not in check(edition, html, fix=fingerprint).json()["text"]


def test_only_who_may_write_has_rows_checked():
    edition = edition_of(TROOPS)
    assert at_desk("otto").post(url(edition) + "check/", {}).status_code == 403


def test_help_and_check_take_a_fixed_number_of_queries(django_assert_max_num_queries):
    edition = edition_of(TROOPS, *(f"Paragraph {number} of many." for number in range(2)))
    client = at_desk("tariq")
    row = next(row for row in form_of(sentences(client.get(url(edition))))["row"] if "aaaaaaaa" in row)

    with django_assert_max_num_queries(24):
        client.get(url(edition) + "help/", {"part": "body", "source": "aaaaaaaa"})
    with django_assert_max_num_queries(17):
        client.post(url(edition) + "check/", {"row": row, "text-body:aaaaaaaa": "<p>Il a envoyé 1 300 soldats.</p>"})


def test_nothing_is_shown_to_who_has_no_right():
    edition = edition_of(TROOPS)
    member("nobody")
    assert at_desk("nobody").get(url(edition) + "help/?part=body").status_code in (302, 403)
