"""The glossary at the desk: found, written by those whose language it is, taken out and in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.translation.glossary.models import Concept, Term
from articles.translation.glossary.suggestions import learn, suggestions
from tests.desk.screens import at_desk, queries_of, sentences
from tests.translation.glossary.test_suggestions import correct
from tests.translation.glossary.words import concept

pytestmark = pytest.mark.django_db

LIST = reverse("admin:glossary_concept_changelist")
ADD = reverse("admin:glossary_concept_add")
IMPORT = reverse("admin:glossary_concept_import")


def change_url(entry: Concept) -> str:
    return reverse("admin:glossary_concept_change", args=[entry.pk])


def form(entry: Concept | None = None, *new: dict[str, str], **changes: dict[str, str]) -> dict[str, str]:
    """The form of an entry as the browser posts it; ``changes`` are to the rows of terms by their text."""
    terms = list(entry.terms.order_by("language", "pk")) if entry else []
    rows: list[dict[str, str]] = []
    for term in terms:
        row = {"id": term.pk, "language": term.language, "text": term.text, "status": term.status}
        rows.append({**row, **changes.get(term.text, {})})
    rows += [{"status": "preferred", **row} for row in new]
    data = {"domain": entry.domain if entry else "", "definition": "", "note": ""}
    data |= {"terms-TOTAL_FORMS": str(len(rows)), "terms-INITIAL_FORMS": str(len(terms))}
    return data | {
        f"terms-{number}-{name}": str(value) for number, row in enumerate(rows) for name, value in row.items()
    }


def texts(entry: Concept) -> dict[str, str]:
    return dict(entry.terms.values_list("text", "status"))


def test_an_entry_is_added_with_a_term_in_each_language():
    rows = ({"language": "en", "text": " two  words "}, {"language": "fr", "text": "deux mots"})

    answer = at_desk("max").post(ADD, form(None, *rows))

    assert answer.status_code == 302
    assert texts(Concept.objects.get()) == {"two words": "preferred", "deux mots": "preferred"}


def test_an_entry_without_a_term_is_refused():
    assert "Fill in at least one language" in sentences(at_desk("max").post(ADD, form()))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (({"language": "en", "text": "a"}, {"language": "en", "text": "b"}), "already has a preferred term"),
        (({"language": "en", "text": "a"}, {"language": "en", "text": "A", "status": "admitted"}), "already has this"),
        (({"language": "en", "text": "—"},), "at least one letter"),
        (({"language": "english", "text": "a"},), "is not a language code"),
    ],
)
def test_terms_that_do_not_agree_are_refused_in_a_sentence(rows, words):
    answer = at_desk("max").post(ADD, form(None, *rows))

    assert words in sentences(answer)
    assert not Concept.objects.exists()


def test_two_terms_exchange_the_preference_in_one_save():
    entry = concept(en="ship; -vessel")

    at_desk("max").post(change_url(entry), form(entry, ship={"status": "admitted"}, vessel={"status": "preferred"}))
    assert texts(entry) == {"ship": "admitted", "vessel": "preferred"}

    at_desk("max").post(change_url(entry), form(entry, ship={"text": "vessel"}, vessel={"text": "ship"}))
    assert texts(entry) == {"vessel": "admitted", "ship": "preferred"}


def test_a_translator_changes_the_terms_of_their_own_language():
    entry = concept(en="ship", fr="bateau")

    answer = at_desk("tariq").post(
        change_url(entry),
        form(entry, {"language": "fr", "text": "rafiot", "status": "forbidden"}, bateau={"text": "navire"}),
    )

    assert answer.status_code == 302
    assert texts(entry) == {"ship": "preferred", "navire": "preferred", "rafiot": "forbidden"}


@pytest.mark.parametrize(
    "post",
    [
        lambda entry: form(entry, ship={"text": "boat"}),
        lambda entry: form(entry, ship={"DELETE": "on"}),
        lambda entry: form(entry, ship={"language": "fr", "status": "admitted"}),
        lambda entry: form(entry, navire={"language": "en", "status": "admitted"}),
        lambda entry: form(entry, {"language": "ar", "text": "سفينة"}),
    ],
    ids=["changed", "removed", "made French", "made English", "added"],
)
def test_a_translator_leaves_the_terms_of_other_languages_alone(post):
    entry = concept(en="ship", fr="navire")

    answer = at_desk("tariq").post(change_url(entry), post(entry))

    assert "You have no right to change terms in" in sentences(answer)
    assert sorted(entry.terms.values_list("language", "text")) == [("en", "ship"), ("fr", "navire")]


def test_a_translator_begins_an_entry_with_its_names_in_other_languages_but_forbids_none_there():
    rows = ({"language": "en", "text": "ship"}, {"language": "fr", "text": "navire"})

    assert at_desk("tariq").post(ADD, form(None, *rows)).status_code == 302
    answer = at_desk("tariq").post(ADD, form(None, {"language": "ar", "text": "قارب", "status": "forbidden"}))

    assert "You may not forbid a term in Arabic" in sentences(answer)
    assert Concept.objects.count() == 1


def test_others_read_an_entry_and_change_nothing():
    entry = concept(en="ship")

    answer = at_desk("wanda").post(change_url(entry), form(entry, ship={"text": "boat"}))

    assert answer.status_code == 403
    assert "ship" in sentences(at_desk("wanda").get(change_url(entry)))


def test_the_list_has_a_column_for_each_language_and_says_what_is_forbidden():
    concept(en="ship; *tub", fr="navire", de="Schiff")

    text = sentences(at_desk("otto").get(LIST))

    assert '<span class="term forbidden" lang="en" dir="ltr">tub</span> <small>(forbidden)</small>' in text
    assert all(word in text for word in ("navire", "column-in_ar", "German"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=NAVIRE", {"ship"}),
        ("q=ecole", {"school"}),
        ("q=ship+sea", {"ship"}),
        ("language=fr", {"ship", "school"}),
        ("status=forbidden", {"ship"}),
        ("language=fr&status=forbidden", set()),
        ("domain=sea", {"ship"}),
        ("language=de", set()),
    ],
)
def test_entries_are_found_by_words_language_status_and_domain(query, found):
    concept("sea", "It floats.", en="ship; *tub", fr="navire")
    concept("land", en="school", fr="école")
    concept(ar="سفينة")

    answer = at_desk("otto").get(f"{LIST}?{query}")

    assert {entry.term_in("en") for entry in answer.context["cl"].result_list} == found


def test_the_number_of_entries_does_not_change_the_number_of_queries():
    client = at_desk("max")
    entry = concept("a", en="ship", fr="navire")
    few, one = queries_of(client, LIST), queries_of(client, change_url(entry))

    for number in range(3):
        concept(f"domain {number}", en=f"ship {number}", fr=f"navire {number}")
        entry.terms.create(language="ar", text=f"سفينة {number}", status="admitted")

    assert queries_of(client, LIST) == few <= 10
    assert queries_of(client, change_url(entry)) == one <= 10


@pytest.mark.parametrize(("kind", "start"), [("csv", "\ufeffentry,"), ("tbx", "<?xml")])
def test_the_glossary_is_saved_as_a_file(kind, start):
    concept(en="ship")

    answer = at_desk("otto").get(reverse("admin:glossary_concept_export", args=[kind]))
    text = b"".join(answer.streaming_content).decode()

    assert text.startswith(start)
    assert "ship" in text
    assert answer.headers["Content-Disposition"].endswith(f'.{kind}"')


def upload(text: str, then: str, who: str = "max"):
    return at_desk(who).post(IMPORT, {"file": SimpleUploadedFile("g.csv", text.encode()), "then": then})


def test_a_file_is_looked_into_and_then_taken_in():
    text = "entry,language,term\n1,en,ship\n1,fr,navire\n"

    assert "1 new entry" in sentences(upload(text, "check"))
    assert not Term.objects.exists()
    answer = upload(text, "import")

    assert answer.status_code == 302
    assert Term.objects.count() == 2


def test_a_file_with_a_fault_is_not_taken_in_and_the_line_is_named():
    answer = upload("entry,language,term\n1,en,ship\n2,klingonese,ship\n", "import")

    assert answer.status_code == 422
    assert "Line 3: “klingonese” is not a language code" in sentences(answer)
    assert not Term.objects.exists()


def test_a_translator_takes_no_file_in():
    assert upload("entry,language,term\n1,en,ship\n", "import", who="tariq").status_code == 403
    assert not Term.objects.exists()


def test_an_address_fills_in_a_new_entry():
    page = at_desk("max").get(f"{ADD}?term=en|preferred|ship&term=fr|forbidden|<rafiot>&term=fr|nice|x&term=x")
    formset = page.context["inline_admin_formsets"][0].formset

    assert [row.initial for row in formset.forms] == [
        {"language": "en", "status": "preferred", "text": "ship"},
        {"language": "fr", "status": "forbidden", "text": "<rafiot>"},
        {"language": "ar"},
    ]


def test_a_suggested_term_becomes_an_entry_or_is_dismissed():
    correct(3)
    learn()
    url = reverse("admin:glossary_concept_suggestions")

    text = sentences(at_desk("tariq").get(url))
    assert "term=fr%7Cpreferred%7Cnavire" in text
    assert "Make an entry" not in sentences(at_desk("wanda").get(url))

    (suggestion,) = suggestions()
    data = {name: getattr(suggestion, name) for name in ("source_language", "target_language", "key")}
    assert at_desk("wanda").post(reverse("admin:glossary_concept_dismiss"), data).status_code == 403
    at_desk("tariq").post(reverse("admin:glossary_concept_dismiss"), data)
    assert suggestions() == []


def test_the_number_of_suggestions_does_not_change_the_number_of_queries():
    client, url = at_desk("max"), reverse("admin:glossary_concept_suggestions")
    none = queries_of(client, url)
    correct(3)
    correct(3, before="barque", after="bateau")
    learn()

    assert queries_of(client, url) <= none + 1 <= 10
