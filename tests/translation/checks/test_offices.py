"""An office beside a name is one that the person held on the day of the article."""

from datetime import date

import pytest

from articles.translation.checks import Context, KnownName, Office, Severity

from .pairs import found

TITLES = {
    "en": ("NATO Secretary General", "Secretary General"),
    "fr": ("secrétaire général de l’OTAN",),
    "de": ("NATO-Generalsekretär",),
    "ru": ("генеральный секретарь НАТО",),
}
RUTTE = KnownName(
    "person:1",
    {
        **dict.fromkeys(("en", "fr", "de"), ("Mark Rutte", "Rutte")),
        "fr": ("Mark Rutte", "M. Rutte"),
        "ru": ("Марк Рютте",),
    },
    (
        Office({"en": ("Prime Minister",), "fr": ("premier ministre",)}, date(2010, 10, 14), date(2024, 7, 2)),
        Office(TITLES, date(2024, 10, 1), None),
    ),
)


def on(year: int, language: str = "fr") -> Context:
    return Context("en", language, dated_on=date(year, 3, 22), names=[RUTTE])


SOURCE = "NATO Secretary General Mark Rutte spoke."


@pytest.mark.parametrize(
    ("language", "target"),
    [
        ("fr", "Le secrétaire général de l’OTAN, M. Mark Rutte, a pris la parole."),
        ("fr", "M. Rutte, secrétaire général de l’OTAN, a pris la parole."),
        ("fr", "Le secrétaire général Mark Rutte a pris la parole."),
        ("de", "NATO-Generalsekretär Mark Rutte sprach."),
        ("ru", "Выступил генеральный секретарь НАТО Марк Рютте."),
    ],
)
def test_an_office_not_held_on_the_day_warns_and_is_shown_on_both_sides(language: str, target: str) -> None:
    (finding,) = found("offices", SOURCE, target, on(2017, language))
    assert finding.severity == Severity.WARN
    assert finding.source[0].text == "NATO Secretary General Mark Rutte"
    assert "Rutte" in finding.target[0].text or "Рютте" in finding.target[0].text
    assert "2024" in finding.sentence
    assert not found("offices", SOURCE, target, on(2025, language))


@pytest.mark.parametrize(
    "target",
    [
        "Le premier ministre, M. Rutte, a rencontré le secrétaire général de l’OTAN.",
        "Le futur secrétaire général de l’OTAN, M. Rutte, a pris la parole.",
        "M. Rutte est parti. Le secrétaire général a pris la parole.",
        "Le secrétaire général de l’OTAN a reçu hier à Bruxelles M. Rutte.",
    ],
)
def test_an_office_of_somebody_else_or_of_another_time_is_no_fault(target: str) -> None:
    assert not found("offices", "x", target, on(2017))


def test_without_a_date_nothing_is_said() -> None:
    assert not found("offices", SOURCE, SOURCE, Context("en", "fr", names=[RUTTE]))
