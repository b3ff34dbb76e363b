"""A right number that counts something else warns; a unit in another word or another system does not."""

import pytest

from articles.translation.checks import Context, Severity

from .pairs import found


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("2.5 per cent", "2,5 %"),
        ("2.5%", "2,5 pour cent"),
        ("10 percentage points", "10 points de pourcentage"),
        ("$5 million", "5 millions de dollars"),
        ("€5", "5 euros"),
        ("5 pounds", "5 livres"),
        ("10 miles", "16 km"),
        ("2 to 3 per cent", "2 à 3 %"),
        ("5 ships", "5 navires"),
        ("40 per cent and 60 per cent", "40 et 60 %"),
    ],
)
def test_the_same_unit_in_another_form_is_no_fault(source: str, target: str) -> None:
    assert not found("units", source, target, Context("en", "fr"))


@pytest.mark.parametrize(
    ("source", "target"),
    [("2.5 per cent", "2,5 euros"), ("$5 million", "5 millions d’euros"), ("2.5 per cent", "2,5"), ("£5", "5 dollars")],
)
def test_another_unit_warns(source: str, target: str) -> None:
    (finding,) = found("units", source, target, Context("en", "fr"))
    assert finding.severity == Severity.WARN
    assert "do not count the same thing" in finding.sentence
