"""The texts of the demo newsroom: complete, and set as each language is set in print."""

import re

import pytest

from articles.exchange.demo import content
from articles.translation.inflection import find_term

TEXTS = [
    pytest.param(language, text, id=f"{article['id']}-{language}")
    for article in content.articles()
    for language, text in article["versions"].items()
]


def words(text: dict[str, str]) -> str:
    """Everything of a version that is read, without its markup."""
    return "\n".join([text["title"], text["standfirst"], re.sub(r"<[^>]*>", " ", text["body_html"])])


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_apostrophes_are_curly_and_the_body_is_more_than_a_line(language, text):
    assert "'" not in words(text)
    assert len(text["body_html"]) > 100


@pytest.mark.parametrize("text", [pytest.param(p.values[1], id=p.id) for p in TEXTS if p.values[0] == "fr"])
def test_french_punctuation_stays_with_its_word(text):
    assert not re.search(r"(?<![\u202f])[;!?](?!\w)", words(text))
    assert not re.search(r"[^\u00a0\d]:(?!\w)", words(text))
    assert not re.search(r"«(?!\u00a0)|(?<!\u00a0)»", words(text))
    assert not re.search(r"\d \d{3}|\bM\. [A-Z]|\bMme [A-Z]", words(text))


def test_what_the_articles_name_exists():
    told_before: set[str] = set()
    for article in content.articles():
        assert set(article["people"]) <= set(content.table("people")["people"])
        assert set(article["organisations"]) <= set(content.table("organisations"))
        assert set(article.get("contacts", [])) <= set(content.table("contacts"))
        assert set(article["topics"]) <= set(content.table("topics"))
        assert article.get("place", "halvey") in content.table("places")
        assert set(article.get("related", [])) <= told_before
        assert article.get("image", "port") in content.table("images")
        assert set(article.get("gallery", [])) <= set(content.table("images"))
        assert all(content.file(entry["file"]).is_file() for entry in article.get("attachments", []))
        for text in article["versions"].values():
            assert set(re.findall(r'data-image="([^"]+)"', text["body_html"])) <= set(content.table("images"))
            assert set(re.findall(r'href="article:([^"]+)"', text["body_html"])) <= told_before
            for kind, slug in re.findall(r'data-mention="(\w+):([^"]+)"', text["body_html"]):
                named = {"person": article["people"], "organisation": article["organisations"]}[kind]
                assert slug in named
        told_before.add(article["id"])


def test_every_edit_of_a_later_edition_finds_its_place_once():
    for article in content.articles():
        for step in article.get("history", []):
            for language, edits in step.get("edits", {}).items():
                for old, new in edits:
                    assert article["versions"][language]["body_html"].count(old) == 1
                    assert old != new


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_no_text_has_a_word_that_the_glossary_forbids(language, text):
    forbidden = [
        term for entry in content.table("glossary").values() for term in entry.get("forbidden", {}).get(language, [])
    ]

    assert [term for term in forbidden if find_term(words(text), term, language)] == []


def test_what_the_glossary_prefers_stands_in_a_text_of_the_language():
    unused = {
        (language, term)
        for entry in content.table("glossary").values()
        for language, term in entry["terms"].items()
        if not any(find_term(words(p.values[1]), term, language) for p in TEXTS if p.values[0] == language)
    }

    assert unused == set()
