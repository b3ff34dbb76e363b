"""Months, days and offices have the capitals of their language."""

import pytest

from articles.translation.checks import Context

from .pairs import found
from .test_typography import mended


@pytest.mark.parametrize(
    ("language", "typed", "expected"),
    [
        ("fr", "Le 22 Mars 2017 et le 1er Avril", "Le 22 mars 2017 et le 1er avril"),
        ("fr", "La réunion de Mercredi a eu lieu", "La réunion de mercredi a eu lieu"),
        ("fr", "Selon le Secrétaire général et la Ministre", "Selon le secrétaire général et la ministre"),
        ("fr", "Il a dit à l’Ambassadeur", "Il a dit à l’ambassadeur"),
        ("es", "El 22 de Marzo 2017, el lunes", "El 22 de marzo 2017, el lunes"),
        ("ru", "В этот Понедельник прошла встреча", "В этот понедельник прошла встреча"),
        ("en", "On 22 march 2017, a monday", "On 22 March 2017, a Monday"),
        ("de", "Am 22. märz 2017, einem montag", "Am 22. März 2017, einem Montag"),
    ],
)
def test_a_wrong_capital_is_mended(language: str, typed: str, expected: str) -> None:
    assert mended("capitals", typed, Context("uk", language)) == expected


@pytest.mark.parametrize(
    ("language", "fine"),
    [
        ("fr", "Mercredi, les ministres se réunissent. Mars approche."),
        ("fr", "Secrétaire général depuis 2014, il parle."),
        ("fr", "La planète Mars"),
        ("fr", "Le Vendredi Saint"),
        ("fr", "OTAN, LE SECRÉTAIRE GÉNÉRAL"),
        ("en", "They march on; it may rain."),
        ("de", "Der Montag im März, der Generalsekretär"),
        ("ar", "يوم الأربعاء 22 مارس 2017"),
        ("tlh", "22 Mars"),
    ],
)
def test_a_right_or_doubtful_capital_is_left_alone(language: str, fine: str) -> None:
    assert not found("capitals", "x", fine, Context("uk", language))


def test_capitals_are_reported_once_for_the_text() -> None:
    (finding,) = found("capitals", "x", "Le 22 Mars, le Ministre et le Président")
    assert finding.count == 3
    assert len(finding.fixes) == 3
    assert finding.key == ""
