"""Faults of typesetting are counted once for the whole text, and one click mends them all."""

import pytest

from articles.richtext import plain_text
from articles.translation.checks import CHECKS, Context, Finding, Scope, Severity, check_document
from articles.translation.checks.fixing import apply_fixes
from articles.translation.checks.profiles import PROFILES, chosen_profile
from newsroom import environment

from .pairs import ENGLISH_FRENCH, found, pair

TYPOGRAPHY = ("spaces", "quotes", "apostrophes", "ellipses", "dashes", "doubled_words", "double_spaces")


def mended(check: str, target: str, context: Context = ENGLISH_FRENCH, source: str = "x") -> str:
    """The text after one click on the finding; as it was if there is none."""
    it = pair(source, target, context)
    fixes = [fix for finding in CHECKS[check].findings([it], context) for fix in finding.fixes]
    return plain_text(apply_fixes(it.target.html, fixes))


@pytest.mark.parametrize("check", TYPOGRAPHY)
def test_the_check_warns_about_the_document(check: str) -> None:
    assert CHECKS[check].scope == Scope.DOCUMENT
    assert CHECKS[check].severity == Severity.WARN


def test_a_fault_is_reported_once_with_its_count_and_where_each_is() -> None:
    pairs = [pair("a", "L'OTAN et l'Union"), pair("b", "L’Alliance"), pair("c", "d'abord")]
    (finding,) = check_document(pairs, ENGLISH_FRENCH)
    assert (finding.check, finding.key, finding.count) == ("apostrophes", "", 3)
    assert finding.sentence == "3 apostrophes are a typewriter’s, as in “L'OTAN et”."
    assert {fix.key for fix in finding.fixes} == {place.key for place in finding.target} == {"body:aaaaaaaa"}


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        ("imprimerie", "Il dit\u00a0: «\u00a0Oui\u202f!\u00a0»\u202f; quand\u202f? À 15:30."),
        ("", "Il dit\u00a0: «\u00a0Oui\u202f!\u00a0»\u202f; quand\u202f? À 15:30."),
        ("eu", "Il dit: «Oui!»; quand? À 15:30."),
        ("canada", "Il dit\u00a0: «\u00a0Oui!\u00a0»; quand? À 15:30."),
    ],
)
@pytest.mark.parametrize("typed", ["Il dit : « Oui ! » ; quand ? À 15:30.", "Il dit: «Oui!»; quand? À 15:30."])
def test_each_profile_spaces_french_in_its_own_way(profile: str, expected: str, typed: str) -> None:
    context = Context("en", "fr", profile=profile)
    assert mended("spaces", typed, context) == expected
    assert not found("spaces", "x", expected, context)


def test_the_settings_know_the_profiles_that_there_are() -> None:
    assert {language: tuple(profiles) for language, profiles in PROFILES.items()} == environment.TYPOGRAPHY


@pytest.mark.parametrize(
    ("language", "expected"), [("fr", "eu"), ("fr-BE", "eu"), ("fr-CA", "canada"), ("fr-CH", "imprimerie"), ("de", "")]
)
def test_a_choice_for_a_language_holds_where_a_region_has_none_of_its_own(language: str, expected: str) -> None:
    assert chosen_profile(language, {"fr": "eu", "fr-CH": "imprimerie"}) == expected


def test_canadian_french_is_spaced_as_in_canada_without_a_choice() -> None:
    assert mended("spaces", "Quand ? Oui :", Context("en", "fr-CA")) == "Quand? Oui\u00a0:"


@pytest.mark.parametrize("language", ["en", "de", "ru", "es"])
def test_other_languages_have_no_space_before_punctuation(language: str) -> None:
    assert mended("spaces", "Oui ! Non , ou ?", Context("fr", language)) == "Oui! Non, ou?"


@pytest.mark.parametrize(
    "fine",
    ["https://example.org:80/a?b=c;d", "À 15:30, 2:1", "std::map", "Merci :)", "Voir .NET", "Oui\u202f?!", "fin…"],
)
def test_punctuation_inside_a_word_or_an_address_is_left_alone(fine: str) -> None:
    assert mended("spaces", fine) == fine


@pytest.mark.parametrize(
    ("language", "typed", "expected"),
    [
        ("fr", 'Il dit "oui" à "tous".', "Il dit «\u00a0oui\u00a0» à «\u00a0tous\u00a0»."),
        ("fr", "Il dit “oui”.", "Il dit «\u00a0oui\u00a0»."),
        ("de", 'Er sagt "ja".', "Er sagt „ja“."),
        ("de", "Er sagt “ja”.", "Er sagt „ja“."),
        ("de", "Er sagt « ja ».", "Er sagt „ja“."),
        ("en", "He says « yes ».", "He says “yes”."),
        ("ru", 'Он сказал "да".', "Он сказал «да»."),
        ("ru", "Он сказал “да”.", "Он сказал «да»."),
    ],
)
def test_quotation_marks_become_those_of_the_language(language: str, typed: str, expected: str) -> None:
    assert mended("quotes", typed, Context("uk", language)) == expected


@pytest.mark.parametrize(
    ("language", "fine"),
    [
        ("fr", "« Le “oui” de tous »"),
        ("de", "Das Wort „Frieden“ zählt."),
        ("ru", "Журнал «Дом „Мир“»"),
        ("es", "Dijo “sí”."),
        ("en", "6' 2\" tall"),
        ("en", 'A 12" pipe'),
        ("ja", "彼は「はい」と言った"),
    ],
)
def test_right_nested_and_unpaired_marks_are_left_alone(language: str, fine: str) -> None:
    assert not found("quotes", "x", fine, Context("uk", language))


@pytest.mark.parametrize(
    ("check", "typed", "expected"),
    [
        ("apostrophes", "l'OTAN et 'oui' 5'", "l’OTAN et 'oui' 5'"),
        ("ellipses", "Et... voir [...] ....", "Et… voir […] ...."),
        ("dashes", "Oui - non -- peut-être", "Oui – non – peut-être"),
        ("dashes", "Score 3 - 2, COVID-19", "Score 3 - 2, COVID-19"),
        ("doubled_words", "Il est est là", "Il est là"),
        ("doubled_words", "Nous nous voyons à Baden Baden", "Nous nous voyons à Baden Baden"),
        ("double_spaces", "un \u00a0deux", "un\u00a0deux"),
    ],
)
def test_other_faults_are_mended(check: str, typed: str, expected: str) -> None:
    assert mended(check, typed) == expected


def test_a_word_that_the_source_doubles_may_be_doubled() -> None:
    assert mended("doubled_words", "Blabla blabla bla bla", source="Yada yada bla bla") == "Blabla blabla bla bla"


def test_an_address_is_never_mended() -> None:
    assert mended("apostrophes", "https://example.org/l'a et l'a") == "https://example.org/l'a et l’a"


def test_russian_has_a_long_dash() -> None:
    assert mended("dashes", "Москва - столица", Context("en", "ru")) == "Москва — столица"


def test_a_waiver_is_for_these_very_places() -> None:
    def of(text: str) -> Finding:
        return found("apostrophes", "x", text)[0]

    assert of("l'OTAN").fingerprint() == of("l'OTAN").fingerprint()
    assert of("l'OTAN").fingerprint() != of("l'OTAN, l'Union").fingerprint()
