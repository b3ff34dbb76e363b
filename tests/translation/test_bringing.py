"""What the source holds comes across with its markup, names and links in the target language."""

import pytest
from django.urls import reverse

from articles.translation.bringing import brought, pieces_of
from people.models import Organisation, Person
from tests.desk_cast import draft, public, translation

pytestmark = pytest.mark.django_db


def stoltenberg() -> Person:
    return Person.objects.create_named(
        {
            "en": {"name": "Jens Stoltenberg", "short_name": "Mr Stoltenberg"},
            "fr": {"name": "Jens Stoltenberg", "short_name": "M. Stoltenberg"},
            "ar": {"name": "ينس ستولتنبرغ", "short_name": "السيد ستولتنبرغ"},
        }
    )


def mention(person: Person, words: str) -> str:
    return f'<p>said <span data-mention="person:{person.pk}">{words}</span>.</p>'


@pytest.mark.parametrize(
    ("words", "language", "form"),
    [
        ("Mr Stoltenberg", "fr", "M. Stoltenberg"),
        ("Jens Stoltenberg", "fr", "Jens Stoltenberg"),
        ("Jens Stoltenberg", "ar", "ينس ستولتنبرغ"),
        ("Mr Stoltenberg", "ar", "السيد ستولتنبرغ"),
        ("Mr Stoltenberg", "fr-CA", "M. Stoltenberg"),
    ],
)
def test_a_mention_takes_the_form_of_the_name_that_the_target_language_has(words, language, form):
    person = stoltenberg()

    assert brought(mention(person, words), "en", language) == mention(person, form)


def test_a_name_that_the_target_language_lacks_stays_as_it_is():
    html = mention(stoltenberg(), "Mr Stoltenberg")

    assert brought(html, "en", "de") == html


def test_an_acronym_becomes_the_acronym():
    nato = Organisation.objects.create_named(
        {
            "en": {"name": "North Atlantic Treaty Organization", "acronym": "NATO"},
            "fr": {"name": "Organisation du traité de l’Atlantique nord", "acronym": "OTAN"},
        }
    )
    html = f'<p><span data-mention="organisation:{nato.pk}">NATO</span></p>'

    assert ">OTAN<" in brought(html, "en", "fr")
    assert ">Organisation du traité" in brought(html.replace("NATO", "North Atlantic Treaty Organization"), "en", "fr")


def article_url(edition) -> str:
    return reverse("site:article", args=[edition.language, edition.slug])


@pytest.mark.parametrize("host", ["", "https://newsroom.example"])
def test_a_link_to_an_article_of_ours_leads_to_it_in_the_target_language(host, settings):
    settings.NEWSROOM_BASE_URL = "https://newsroom.example"
    english = public(draft("On the lake"))
    french = public(translation(english, title="Sur le lac"))

    html = brought(f'<p><a href="{host}{article_url(english)}#note-1">there</a></p>', "en", "fr")

    assert f'href="{host}{article_url(french)}#note-1"' in html


def test_a_link_to_an_article_without_a_text_in_the_target_language_stays():
    html = f'<p><a href="{article_url(public())}">there</a></p>'

    assert brought(html, "en", "fr") == html


@pytest.mark.parametrize(
    "link", ["https://example.org/en/news/on-the-lake/", "mailto:press@example.org", "/en/people/x/"]
)
def test_other_links_stay(link):
    public(translation(public(draft("On the lake"))))
    html = f'<p><a href="{link}">there</a></p>'

    assert brought(html, "en", "fr") == html


def test_tables_figures_and_footnotes_come_without_the_ids_of_the_source():
    html = (
        '<table data-block="aaaaaaaa"><tbody><tr><td><p>2017</p></td></tr></tbody></table>'
        '<p data-block="bbbbbbbb">Word<span data-footnote="">A note.</span></p>'
    )

    copy = brought(html, "en", "fr")

    assert "data-block" not in copy
    assert "<table>" in copy
    assert '<span data-footnote="">A note.</span>' in copy


def test_the_pieces_of_a_paragraph_come_one_by_one():
    person = stoltenberg()
    html = (
        f'<p data-block="aaaaaaaa"><span data-mention="person:{person.pk}">Mr Stoltenberg</span> spoke'
        '<span data-footnote="">In Brussels.</span> of <a href="https://example.org/">this</a>.</p>'
    )

    pieces = pieces_of(html, "en", "fr")

    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("mention", "M. Stoltenberg"),
        ("footnote", "In Brussels."),
        ("link", "this"),
    ]
    assert pieces[2].address == "https://example.org/"


def test_bringing_across_costs_the_same_few_queries_for_much_as_for_little(django_assert_max_num_queries):
    english = public(draft("On the lake"))
    public(translation(english, title="Sur le lac"))
    people = "".join(mention(stoltenberg(), "Mr Stoltenberg") for _number in range(3))
    links = f'<p><a href="{article_url(english)}">there</a></p>' * 3

    with django_assert_max_num_queries(6):
        brought(people + links, "en", "fr")
