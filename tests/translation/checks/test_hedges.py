"""A number that is "more than" or "about" so much on one side alone warns."""

import pytest

from articles.translation.checks import Context, Severity

from .pairs import found


@pytest.mark.parametrize(
    ("language", "target"),
    [
        ("fr", "13 000 soldats sont déployés."),
        ("de", "13.000 Soldaten sind im Einsatz."),
        ("ru", "Размещены 13 000 солдат."),
    ],
)
def test_a_lost_hedge_warns_and_is_shown(language: str, target: str) -> None:
    (finding,) = found("hedges", "More than 13,000 troops are deployed.", target, Context("en", language))
    assert finding.severity == Severity.WARN
    assert finding.source[0].text == "More than"


def test_an_added_hedge_warns() -> None:
    (finding,) = found("hedges", "13,000 troops are deployed.", "Plus de 13 000 soldats sont déployés.")
    assert finding.target[0].text == "Plus de"


def test_a_hedge_of_another_kind_warns() -> None:
    assert found("hedges", "At least 300 people came.", "Environ 300 personnes sont venues.")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("More than 13,000 troops are deployed.", "Plus de 13 000 soldats sont déployés."),
        ("About 12 ships took part.", "Une douzaine de navires ont participé."),
        ("Nearly 300 people came.", "Près de 300 personnes sont venues."),
        ("Up to 40 % of them", "Jusqu’à 40 % d’entre eux"),
        ("Over the past 20 years, 3 missions ended.", "Ces 20 dernières années, 3 missions ont pris fin."),
        ("They talked about 3 proposals.", "Ils ont discuté de 3 propositions."),
        ("He wants more than words.", "Il veut des actes."),
    ],
)
def test_what_is_as_exact_on_both_sides_is_no_fault(source: str, target: str) -> None:
    assert not found("hedges", source, target)


def test_a_language_without_a_table_is_not_judged() -> None:
    assert not found("hedges", "More than 300 people came.", "300 manns komu.", Context("en", "is"))
