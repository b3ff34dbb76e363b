"""Persons and organisations of the lists are named rightly in the translation."""

import pytest

from articles.translation.checks import Context, KnownName, Severity

from .pairs import found

MINISTER = KnownName(
    "person:1",
    {
        "en": ("Mevlüt Çavuşoğlu", "Mr Çavuşoğlu", "Çavuşoğlu"),
        "fr": ("Mevlüt Çavuşoğlu", "M. Çavuşoğlu", "Çavuşoğlu"),
        "ru": ("Мевлют Чавушоглу", "Чавушоглу"),
    },
)
ENVOY = KnownName(
    "person:2",
    {
        "en": ("Jan Kowalski", "Mr Kowalski"),
        "fr": ("Jan Kowalski", "M. Kowalski"),
        "de": ("Jan Kowalski",),
        "ru": ("Ян Ковальский",),
    },
)
ALLIANCE = KnownName(
    "organisation:1",
    {
        "en": ("North Atlantic Treaty Organization", "NATO"),
        "fr": ("Organisation du Traité de l’Atlantique Nord", "OTAN"),
        "ru": ("Организация Североатлантического договора", "НАТО"),
    },
)


def knowing(language: str = "fr") -> Context:
    return Context("en", language, names=[MINISTER, ENVOY, ALLIANCE])


def test_a_name_that_is_lost_warns_and_shows_what_the_record_has() -> None:
    (finding,) = found("names", "Mr Kowalski spoke.", "Il a parlé.", knowing())
    assert finding.severity == Severity.WARN
    assert finding.source[0].text == "Mr Kowalski"
    assert "“Jan Kowalski”, “M. Kowalski”" in finding.sentence


def test_another_known_name_in_its_place_is_shown() -> None:
    (finding,) = found("names", "Mr Kowalski spoke.", "M. Çavuşoğlu a parlé.", knowing())
    assert "but “M. Çavuşoğlu” is" in finding.sentence
    assert finding.target[0].text == "M. Çavuşoğlu"


def test_an_acronym_left_in_the_source_language_is_not_named() -> None:
    (finding,) = found("names", "NATO agreed.", "La NATO a accepté.", knowing())
    assert "OTAN" in finding.sentence


@pytest.mark.parametrize(
    ("language", "source", "target"),
    [
        ("fr", "Mr Kowalski spoke for NATO.", "M. Kowalski a parlé au nom de l’OTAN."),
        ("fr", "Jan Kowalski spoke.", "Le ministre Kowalski a parlé."),
        ("fr", "NATO agreed.", "L’Organisation du Traité de l’Atlantique Nord a accepté."),
        ("de", "Mr Kowalski’s speech", "Kowalskis Rede"),
        ("ru", "Jan Kowalski met Mr Çavuşoğlu.", "Встреча Яна Ковальского с Чавушоглу"),
        ("ru", "He spoke with Jan Kowalski of NATO.", "Он говорил с Яном Ковальским из НАТО."),
    ],
)
def test_any_form_in_any_inflection_will_do(language: str, source: str, target: str) -> None:
    assert not found("names", source, target, knowing(language))
    assert not found("name_spelling", source, target, knowing(language))


def test_a_form_of_the_sources_language_is_replaced_by_the_records() -> None:
    (finding,) = found("names", "Mr Çavuşoğlu spoke.", "Mr Çavuşoğlu a parlé.", knowing())
    assert finding.fixes[0].replacement == "M. Çavuşoğlu"
    assert finding.target[0].text == "Mr Çavuşoğlu"


@pytest.mark.parametrize(
    ("typed", "right"),
    [("Cavusoglu", "Çavuşoğlu"), ("Çavuşoglu", "Çavuşoğlu"), ("Çavuşuğlu", "Çavuşoğlu"), ("Kowlaski", "Kowalski")],
)
def test_a_name_that_is_almost_right_is_mended(typed: str, right: str) -> None:
    (finding,) = found("name_spelling", "Mr Çavuşoğlu and Mr Kowalski spoke.", f"M. {typed} a parlé.", knowing())
    assert finding.target[0].text == typed
    assert finding.fixes[0].replacement == right
    assert not found("names", f"Mr {right} spoke.", f"M. {typed} a parlé.", knowing())


def test_an_ending_of_the_language_is_not_mended_away() -> None:
    (finding,) = found("name_spelling", "He met Jan Kowalski.", "Встреча с Яном Ковльским", knowing("ru"))
    assert not finding.fixes


@pytest.mark.parametrize("target", ["M. Kowalska a parlé.", "La NATO"])
def test_what_the_source_has_as_well_is_no_misspelling(target: str) -> None:
    source = f"Mr Kowalski, {target}"
    assert not found("name_spelling", source, target, knowing())


def test_a_month_is_not_taken_for_a_surname() -> None:
    context = Context("en", "fr", names=[KnownName("person:3", {"en": ("Ann May", "May"), "fr": ("Ann May", "May")})])
    assert not found("names", "The summit was in May.", "Le sommet a eu lieu en mai.", context)
    assert found("names", "Ann May spoke in May.", "Elle a parlé en mai.", context)


def test_a_person_without_a_form_in_the_language_is_not_asked_for() -> None:
    assert not found("names", "Mr Çavuşoğlu spoke.", "تحدث الوزير.", knowing("ar"))
