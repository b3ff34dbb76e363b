"""The search of the archive: what it finds, what it offers, and what it keeps to itself."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import publication
from articles.models import Outcome
from people.models import PersonName
from tests import desk_cast as cast
from tests.factories import make_organisation, make_person
from tests.site.scene import WINTER, page

pytestmark = pytest.mark.django_db


def found(query: str, language: str = "en", **parameters: str) -> list[str]:
    """The titles that a search finds, best first."""
    response = Client().get(f"/{language}/news/", {"q": query, **parameters})
    assert response.status_code == 200
    return [result.edition.title for result in response.context["page"].results]


def text(title: str, *, language: str = "en", body: str = "Text.", **fields) -> None:
    return cast.imported(title, language=language, public_from=WINTER, body=f"<p>{body}</p>", **fields)


@pytest.mark.parametrize(
    ("language", "written", "asked"),
    [
        ("en", "The Ministers met", "minister"),
        ("fr", "L’économie européenne", "economies"),
        ("ru", "Министров обороны ещё", "министр"),
        ("uk", "Об’єднаних сил європейської", "об'єднані європейська"),
        ("ar", "المدرسةُ في القاهرة", "مدرسه القاهره"),
        ("zh", "北大西洋公约组织", "大西洋"),
        ("ja", "防衛大臣が会談した", "大臣"),
        ("th", "องค์การสนธิสัญญา", "สนธิสัญญา"),
    ],
)
def test_words_are_found_in_their_other_forms(language: str, written: str, asked: str) -> None:
    text("A", language=language, body=written)
    assert found(asked, language) == ["A"]


def test_a_name_is_found_in_every_form_and_as_soon_as_it_changes() -> None:
    edition = text("Hello")
    person = make_person("Mevlüt Çavuşoğlu")
    edition.article.people.add(person)
    edition.article.organisations.add(make_organisation("North Atlantic Treaty Organization", acronym="OTAN"))
    assert found("Cavusoglu") == found("OTAN") == found("mevlut cavusoglu") == ["Hello"]
    PersonName.objects.filter(person=person).update(name="Someone Else")
    assert found("Cavusoglu") == []
    assert found("someone") == ["Hello"]
    edition.article.people.clear()
    assert found("someone") == []


def test_phrases_and_exclusions() -> None:
    text("One", body="the secretary general spoke")
    text("Two", body="general remarks of the secretary")
    assert found('"secretary general"') == ["One"]
    assert sorted(found("secretary general")) == ["One", "Two"]
    assert found("secretary -remarks") == ["One"]


def test_titles_go_before_standfirsts_and_those_before_bodies() -> None:
    text("Body", body="a glacier")
    text("Standfirst", standfirst="a glacier")
    text("Glacier")
    assert found("glacier") == ["Glacier", "Standfirst", "Body"]


def test_excerpts_are_marked_and_escaped() -> None:
    text("Hello", body="a &lt;script&gt;alert(1)&lt;/script&gt; glacier &amp; more")
    response = Client().get("/en/news/", {"q": "glacier"})
    (result,) = response.context["page"].results
    assert "<mark>glacier</mark>" in result.excerpt
    assert b"<script>alert" not in response.content


def test_a_misspelt_word_is_put_right_from_public_texts_alone() -> None:
    text("Stoltenberg speaks")
    cast.scheduled(cast.draft("Glaciation"))
    response = Client().get("/en/news/", {"q": "stoltenburg"})
    assert response.context["better"] == "stoltenberg"
    assert not Client().get("/en/news/", {"q": "glaciatoin"}).context.get("better")


def test_results_in_another_language_are_offered() -> None:
    text("Bonjour glacier", language="fr")
    html = page("/en/news/?q=glacier")
    assert html.xpath("//a[@hreflang='fr' and contains(@href, 'q=glacier')]")


def test_what_is_not_public_is_neither_found_nor_counted() -> None:
    cast.draft("Draft glacier")
    cast.scheduled(cast.draft("Scheduled glacier"))
    gone = cast.public(cast.draft("Gone glacier"))
    assert found("glacier") == ["Gone glacier"]
    publication.withdraw(
        gone.article, cast.member("pia"), outcome=Outcome.GONE, notices={"en": "Wrong."}, reason="A hoax."
    )
    response = Client().get("/en/news/", {"q": "glacier"})
    assert response.context["page"].found.count == 0
    assert response.context["facets"] == []


def test_facets_narrow_down() -> None:
    edition = text("Hello")
    text("Other")
    edition.article.people.add(make_person("Anne Ek"))
    assert found("", person="anne-ek") == ["Hello"]
    assert found("", person="nobody") == []
    assert found("", kind="nonsense", **{"from": "x"}) == ["Other", "Hello"]
    assert found("", until="2019-12-31") == []


def test_ranked_pages_neither_repeat_nor_lose_anything() -> None:
    for number in range(45):
        text(f"Glacier {number}")
    shown, query = [], "?q=glacier"
    while True:
        response = Client().get(f"/en/news/{query}")
        shown += [result.edition.pk for result in response.context["page"].results]
        query = response.context["page"].older
        if not query:
            break
        text("Glacier later")
    assert len(shown) == len(set(shown)) == 45


def test_a_search_costs_six_queries_at_most(django_assert_max_num_queries) -> None:
    text("Glacier", language="en")
    for query in ("glacier", "glacer", '"glacier ice" -x'):
        with django_assert_max_num_queries(6):
            found(query)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300), st.sampled_from(["en", "fr", "ar"]))
def test_nothing_that_is_typed_is_an_error(typed: str, language: str) -> None:
    assert Client().get(f"/{language}/news/", {"q": typed, "topic": typed}).status_code == 200


@pytest.mark.parametrize(
    "typed", ["\0", "(.*", "'", "\\", ":* & !", '"', "-", "a" * 100_000, "%s", "a:*", "<b>", "''''"]
)
def test_hostile_words_are_answered(typed: str) -> None:
    text("Hello")
    found(typed)
