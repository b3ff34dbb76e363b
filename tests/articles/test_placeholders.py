"""Placeholder text blocks approval."""

import pytest

from articles.placeholders import placeholders
from articles.workflow import refusals
from tests.desk_cast import draft, member, submitted


@pytest.mark.parametrize(
    "text",
    [
        "XX soldiers were deployed",
        "on XX March",
        "Place: TBC",
        "the minister, [name], said",
        "le ministre, [Nom], a dit",
        "[insert quote here]",
        "[date à confirmer]",
        "{title}",
        "Lorem ipsum dolor",
        "[…]",
        "in ??? 2027",
        "XXX",
    ],
)
def test_a_placeholder_is_found(text):
    assert placeholders(text)


@pytest.mark.parametrize(
    "text",
    [
        "in the XX century",
        "au XXe siècle",
        "au XX siècle",
        "John XXIII",
        "the ministers’ meeting [in French]",
        "What now? Really?",
        "tbc as a word of a language",
        "El siglo XX siglo",
        "He said: “It [the treaty] holds.”",
    ],
)
def test_what_only_looks_like_one_is_left_alone(text):
    assert placeholders(text) == []


@pytest.mark.django_db
@pytest.mark.parametrize("part", ["title", "standfirst", "body", "notes_to_editors"])
def test_a_placeholder_anywhere_blocks_approval_and_is_named(part):
    edition = submitted(draft(**{"title": "A title", part: "<p>About XX soldiers.</p>"}))

    assert any("“XX”" in sentence for sentence in refusals(edition, "approve", member("ada")))


@pytest.mark.django_db
def test_a_placeholder_does_not_block_submitting():
    assert refusals(draft("TBC"), "submit", member("wanda")) == []
