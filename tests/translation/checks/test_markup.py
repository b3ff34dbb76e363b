"""Links, mentions, notes, tables, lists and pictures come across."""

import pytest

from .pairs import found

LINK = '<p>See <a href="https://www.example.org/en/a">the report</a>.</p>'


def test_a_lost_link_warns_and_is_shown() -> None:
    (finding,) = found("links", LINK, "<p>Voir le rapport.</p>")
    assert finding.sentence == "The source has 1 link here, the translation 0 links."
    assert finding.source[0].text == "the report"


def test_the_same_page_in_another_language_is_no_other_page() -> None:
    assert not found("links", LINK, '<p>Voir <a href="https://fr.example.org/a">le rapport</a>.</p>')


def test_a_link_to_another_site_warns() -> None:
    (finding,) = found("links", LINK, '<p>Voir <a href="https://example.com/a">le rapport</a>.</p>')
    assert finding.sentence == "No link of the source leads to example.com."
    assert finding.target[0].text == "le rapport"


def test_a_mention_of_somebody_else_warns_twice() -> None:
    findings = found(
        "mentions",
        '<p><span data-mention="person:1">Mr Kovač</span> spoke.</p>',
        '<p><span data-mention="person:2">Mme Lindqvist</span> a parlé.</p>',
    )
    assert [finding.sentence for finding in findings] == [
        "“Mr Kovač” is marked as a mention in the source only.",
        "“Mme Lindqvist” is marked as a mention in the translation only.",
    ]


def test_how_often_somebody_is_mentioned_is_free() -> None:
    mention = '<span data-mention="person:1">{}</span>'
    source = f"<p>{mention.format('Mr Kovač')} said that {mention.format('Mr Kovač')} would go.</p>"
    assert not found("mentions", source, f"<p>{mention.format('M. Kovač')} a dit qu’il irait.</p>")


@pytest.mark.parametrize(
    ("check", "source", "target"),
    [
        ("footnotes", '<p>One<span data-footnote="">Note</span>.</p>', "<p>Un.</p>"),
        ("lists", "<ul><li>a</li><li>b</li></ul>", "<ul><li>a</li></ul>"),
        ("pictures", "<p>a</p>", '<figure><img src="/a.png" alt="A"></figure>'),
        ("tables", "<table><tr><td>1</td><td>2</td></tr></table>", "<table><tr><td>1</td></tr></table>"),
        ("emphasis", "<p>Do <strong>not</strong> enter.</p>", "<p>Défense d’entrer.</p>"),
    ],
)
def test_what_differs_warns(check: str, source: str, target: str) -> None:
    assert len(found(check, source, target)) == 1
    assert not found(check, source, source)


def test_italics_are_for_each_language_to_use() -> None:
    assert not found("emphasis", "<p>a pull request</p>", "<p>une demande (<em>pull request</em>)</p>")


def test_a_title_has_no_markup_to_compare() -> None:
    assert not found("links", "Q & A", "Questions et réponses", kind="title")
