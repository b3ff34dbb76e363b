"""A day, month, year, weekday or hour that is another blocks; one that is written otherwise does not."""

import pytest

from articles.translation.checks import Context, Severity

from .pairs import found
from .test_numbers import blocking

RIGHT = [
    ("en-fr", "on 22 March 2017", "le 22 mars 2017"),
    ("en-fr", "on March 22, 2017", "le 22 mars 2017"),
    ("en-fr", "on 1 April", "le 1er avril"),
    ("en-fr", "on April 1st, 2017", "le 1er avril 2017"),
    ("en-de", "on 22 March 2017", "am 22. März 2017"),
    ("en-de", "on 22 March 2017", "am 22.03.2017"),
    ("en-ru", "on 22 March 2017", "22 марта 2017 года"),
    ("en-es", "on 22 March 2017", "el 22 de marzo de 2017"),
    ("en-it", "on 1 April 2017", "il 1º aprile 2017"),
    ("en-uk", "on 22 March 2017", "22 березня 2017 року"),
    ("en-ar", "on 22 March 2017", "في ٢٢ مارس ٢٠١٧"),
    ("en-ja", "on 22 March 2017", "2017年3月22日"),
    ("en-fr", "2017-03-22", "le 22 mars 2017"),
    ("en-fr", "on 2–4 March", "du 2 au 4 mars"),
    ("en-fr", "March 22-24, 2017", "du 22 au 24 mars 2017"),
    ("en-de", "in early October", "Anfang Oktober"),
    ("en-de", "the first half of October", "die erste Oktoberhälfte"),
    ("en-ru", "the November elections", "ноябрьские выборы"),
    ("en-fr", "It may march in August. This may be so.", "Il pourra défiler en août. Peut-être."),
    ("en-fr", "on Monday", "lundi"),
    ("en-fr", "Saturday's meeting", "la réunion de samedi"),
    ("en-ru", "on Tuesday", "во вторник"),
    ("en-fr", "on Saturday", "le 29 septembre"),
    ("en-fr", "on Saturday", "hier"),
    ("en-fr", "at 3.30 p.m.", "à 15 h 30"),
    ("en-fr", "at 3:30 p.m.", "à 15h30"),
    ("en-fr", "at 12:55 p.m.", "à 12h55"),
    ("en-fr", "at 12.30 a.m.", "à 0 h 30"),
    ("en-fr", "at 5 p.m.", "à 17 heures"),
    ("en-fr", "at 5 a.m.", "à 5 heures du matin"),
    ("en-fr", "at noon", "à midi"),
    ("en-fr", "at noon", "à 12 heures"),
    ("en-de", "at 3.30 p.m.", "um 15.30 Uhr"),
    ("en-de", "at 3.30 p.m.", "um 3.30 Uhr nachmittags"),
    ("en-de", "at 2.30 a.m.", "um 2.30 Uhr"),
    ("en-ru", "at 3.30 p.m.", "в 15:30"),
    ("en-ru", "at 3 p.m.", "в 3 часа дня"),
    ("en-es", "at 3.30 p.m.", "a las 15:30"),
    ("en-it", "at 3.30 p.m.", "alle 15.30"),
    ("en-ar", "at 3:30 p.m.", "٣:٣٠ مساء"),
    ("en-fr", "for 3 hours", "pendant 3 heures"),
]


@pytest.mark.parametrize(("languages", "source", "target"), RIGHT)
def test_the_same_moment_in_another_form_is_no_fault(languages: str, source: str, target: str) -> None:
    assert not blocking(source, target, languages)


@pytest.mark.parametrize(
    ("languages", "source", "target", "here", "there"),
    [
        ("en-fr", "on 22 March 2017", "le 23 mars 2017", "22", "23"),
        ("en-fr", "on 22 March 2017", "le 22 mai 2017", "March", "mai"),
        ("en-fr", "on 22 March 2017", "le 22 mars 2016", "2017", "2016"),
        ("en-de", "on 22 March 2017", "am 22.04.2017", "March", "22.04.2017"),
        ("en-ru", "on 22 March 2017", "22 апреля 2017 года", "March", "апреля"),
        ("en-fr", "in October", "en novembre", "October", "novembre"),
        ("en-fr", "on Monday", "mardi", "Monday", "mardi"),
        ("en-de", "on Tuesday", "am Donnerstag", "Tuesday", "Donnerstag"),
    ],
)
def test_another_day_blocks_and_shows_what_differs(
    languages: str, source: str, target: str, here: str, there: str
) -> None:
    (finding,) = blocking(source, target, languages)
    assert finding.check == "dates"
    assert finding.severity == Severity.BLOCK
    assert (finding.source[0].text, finding.target[0].text) == (here, there)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            "Open on Sunday, on Sunday night and on Monday.",
            "Geöffnet am Samstag, in der Nacht zum Sonntag und am Montag.",
        ),
        ("From 3 May to 9 May and on 2 June.", "Vom 3. Mai bis 9. Juni und am 2. Juni."),
        (
            "Talks on 4 May, votes on 6–7 May and 6–7 June.",
            "Gespräche am 4. Mai, Wahlen am . bis 7. Mai und 6.–7. Juni.",
        ),
        ("The talks of 9 May, and the vote of 9 June.", "Die Gespräche vom Mai und die Wahl vom 9. Juni."),
    ],
)
def test_a_day_or_month_that_is_said_elsewhere_too_is_not_let_go_here(source: str, target: str) -> None:
    findings = blocking(source, target, "en-de")
    assert {finding.check for finding in findings} == {"dates"}


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("They met on Christmas Eve.", "Sie trafen sich am 24. Dezember."),
        ("They met on 1 January.", "Sie trafen sich an Neujahr."),
        ("since the 9/11 attacks", "seit den Anschlägen vom 11. September"),
        ("since 9/11", "seit 9/11"),
    ],
)
def test_a_day_may_go_by_its_name(source: str, target: str) -> None:
    assert not blocking(source, target, "en-de")
    assert not blocking(target, source, "de-en")


def test_a_named_day_is_no_other_day() -> None:
    assert blocking("They met on Christmas Eve.", "Sie trafen sich am 25. Dezember.", "en-de")


def test_a_date_that_is_said_twice_may_be_translated_once() -> None:
    source = "Talks open on 9 May. Also on 9 May, the vote is held."
    assert not blocking(source, "Die Gespräche beginnen am 9. Mai. Am selben Tag wird gewählt.", "en-de")


@pytest.mark.parametrize(
    ("languages", "source", "target"),
    [
        ("en-fr", "at 3.30 p.m.", "à 15 h 40"),
        ("en-fr", "at 3.30 p.m.", "à 3 h 30"),
        ("en-fr", "at 3.30 p.m.", "à 16 h 30"),
        ("en-de", "at 5 p.m.", "um 16 Uhr"),
        ("en-ru", "at 3 p.m.", "в 3 часа ночи"),
    ],
)
def test_another_hour_blocks(languages: str, source: str, target: str) -> None:
    findings = blocking(source, target, languages)
    assert {finding.check for finding in findings} == {"hours"}
    assert {finding.severity for finding in findings} == {Severity.BLOCK}


def test_an_hour_that_lost_its_zone_warns() -> None:
    context = Context("en", "fr")
    (finding,) = found("time_zones", "Until 3.30 p.m. GMT.", "Jusqu’à 15 h 30.", context)
    assert finding.severity == Severity.WARN
    assert "“GMT”" in finding.sentence
    assert not found("time_zones", "Until 3.30 p.m. GMT.", "Jusqu’à 15 h 30 (TU).", context)
    assert not found("time_zones", "Until 3.30 p.m. BST.", "Jusqu’à 15 h 30, heure locale.", context)
    assert not found("time_zones", "De 12 h 00 et 13 h 00.", "From 12:00 and 13:00.", Context("fr", "en"))
