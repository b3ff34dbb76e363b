"""Numbers that are not set as in their language warn once for the text, and are set right at a click."""

import pytest

from articles.translation.checks import Context, Severity

from .pairs import found

NARROW, WIDE = "\u202f", "\u00a0"


def set_right(target: str, language: str, source: str = "") -> str:
    """Return the translation with every fix of the check made."""
    for finding in found("number_format", source or "…", target, Context("en", language)):
        assert finding.severity == Severity.WARN
        for fix in sorted(finding.fixes, key=lambda fix: -fix.start):
            target = target[: fix.start] + fix.replacement + target[fix.end :]
    return target


@pytest.mark.parametrize(
    ("language", "target", "right"),
    [
        ("fr", "13 000 soldats", f"13{NARROW}000 soldats"),
        ("fr", "13000 soldats", f"13{NARROW}000 soldats"),
        ("fr", "13.000 soldats", f"13{NARROW}000 soldats"),
        ("fr", "1 300 000 soldats", f"1{NARROW}300{NARROW}000 soldats"),
        ("fr", "2.5 % des pays", f"2,5{WIDE}% des pays"),
        ("fr", "2,5% des pays", f"2,5{WIDE}% des pays"),
        ("en", "13 000 soldiers", "13,000 soldiers"),
        ("en", "2,5% of them", "2.5% of them"),
        ("en", "2.5 % of them", "2.5% of them"),
        ("de", "13000 Soldaten", "13.000 Soldaten"),
        ("ru", "13 000 солдат", f"13{WIDE}000 солдат"),
    ],
)
def test_a_number_is_set_as_the_language_sets_it(language: str, target: str, right: str) -> None:
    assert set_right(target, language) == right
    assert set_right(right, language) == right


@pytest.mark.parametrize(
    ("language", "target"),
    [
        ("fr", "En 2017, l’article 5 a été invoqué."),
        ("fr", "l’article 10000"),
        ("fr", f"13{NARROW}000 soldats"),
        ("fr", f"13{WIDE}000 soldats"),
        ("fr", "Téléphonez au 613 555-0142 ou au +32 2 555 01 42."),
        ("fr", "https://example.org/13000"),
        ("fr", "la version 2.30"),
        ("en", "13,000 soldiers in 2017"),
        ("de", "13.000 Soldaten"),
        ("ja", "13000"),
    ],
)
def test_years_articles_telephones_and_versions_are_left_alone(language: str, target: str) -> None:
    assert set_right(target, language) == target


def test_a_postcode_that_stands_in_the_source_is_left_alone() -> None:
    assert set_right("75001 Paris", "fr", "75001 Paris") == "75001 Paris"


def test_several_are_one_finding() -> None:
    (finding,) = found("number_format", "…", "13 000 ou 14 000", Context("en", "fr"))
    assert finding.count == 2
