"""What is still in the source language, or in a third one, blocks; names, numbers and addresses do not."""

import pytest

from articles.translation.checks import Context, KnownName, Severity

from .pairs import found, sentences

SENTENCE = "The ministers met in Brussels on Tuesday and agreed to send more help to the region."


@pytest.mark.parametrize("language", ["fr", "de", "ru", "ar", "zh-Hans", "tlh"])
def test_the_source_itself_blocks_in_any_language(language: str) -> None:
    (finding,) = found("untranslated", SENTENCE, SENTENCE, Context("en", language))
    assert finding.severity == Severity.BLOCK
    assert finding.sentence == "This paragraph is still in English."
    assert finding.source[0].text == finding.target[0].text == SENTENCE


@pytest.mark.parametrize("language", ["fr", "de", "ru", "ar"])
def test_other_words_of_the_source_language_block(language: str) -> None:
    other = "All of the countries have said that they will keep their promise to help."
    assert found("untranslated", SENTENCE, other, Context("en", language))


def test_a_third_language_blocks() -> None:
    german = "Die Minister trafen sich am Dienstag in Brüssel und vereinbarten weitere Hilfe für die Region."
    (finding,) = found("wrong_language", SENTENCE, german)
    assert finding.severity == Severity.BLOCK
    assert finding.sentence == "This paragraph is in Deutsch, not in français."
    assert not found("untranslated", SENTENCE, german)


@pytest.mark.parametrize(
    "same",
    [
        "NATO",
        "Jens Stoltenberg",
        "13,000",
        "https://www.example.org/some/longer/address-of-a-page.html",
        "press@example.org, +32 2 707 50 41",
        "Zwingli Haus, Bellerive 12, Geneva",
        "COVID-19",
    ],
)
def test_names_numbers_and_addresses_stay_as_they_are(same: str) -> None:
    assert not found("untranslated", same, same)
    assert not found("wrong_language", same, same)


def test_a_name_that_the_lists_hold_is_not_left_untranslated() -> None:
    name = KnownName("organisation:1", {"en": ("Citizens for the open sea",)})
    same = "Citizens for the open sea"
    assert not found("untranslated", same, same, Context("en", "fr", names=[name]))
    assert found("untranslated", same, same)


def test_a_title_quoted_in_its_own_language_does_not_hide_the_translation() -> None:
    source = "She wrote “The Last Palace of the Northern Kings and Their Turbulent Century of War”."
    target = "Elle est l’auteure de « The Last Palace of the Northern Kings and Their Turbulent Century of War »."
    assert not found("untranslated", source, target)
    assert not found("untranslated_sentence", source, target)


def test_a_quotation_that_is_in_the_target_language_already_is_translated() -> None:
    same = "Nous devons nous souvenir de tous ceux qui sont tombés pour la liberté."
    assert not found("untranslated", same, same)


def test_two_kinds_of_one_language_may_say_the_same() -> None:
    assert not found("untranslated", SENTENCE, SENTENCE, Context("en-GB", "en-US"))


def test_closely_related_languages_are_not_told_apart() -> None:
    danish = "Ministrene mødtes i Bruxelles tirsdag og blev enige om at sende mere hjælp til regionen."
    assert not found("wrong_language", SENTENCE, danish, Context("en", "nb", languages=["en", "nb", "da"]))


def test_one_sentence_left_over_warns_and_is_shown() -> None:
    target = "Les ministres se sont réunis. " + SENTENCE
    (finding,) = found("untranslated_sentence", "The ministers have met. " + SENTENCE, target)
    assert finding.severity == Severity.WARN
    assert finding.target[0].text.strip() == SENTENCE.removesuffix(".")
    assert not sentences("untranslated", "The ministers have met. " + SENTENCE, target)


def test_a_heading_in_capitals_blocks_where_the_alphabet_is_another() -> None:
    heading = "Northern Ministers Discuss Coastal Defence Budget"
    assert found("untranslated", heading, heading, Context("en", "ru"))
    assert not found("untranslated", heading, "Министры Севера обсуждают бюджет", Context("en", "ru"))
    names = "Anna Meier, Jens Olsen (NATO, WHO, IMF, OSCE)"
    assert not found("untranslated", names, names, Context("en", "ru"))


def test_a_short_german_heading_has_few_small_words() -> None:
    heading = "Neue Pläne zur Küstenwache"
    assert found("untranslated", heading, heading, Context("de", "en"))


def test_a_table_of_code_names_is_translated_by_its_headings() -> None:
    birds = "heron petrel osprey gannet kestrel lapwing curlew plover sandpiper kittiwake guillemot cormorant".split()
    names = "".join(f"<tr><td>{bird}</td><td></td></tr>" for bird in birds)
    english = f"<table><tbody><tr><td>Code name</td><td>Part</td></tr>{names}</tbody></table>"
    german = f"<table><tbody><tr><td>Deckname</td><td>Teil</td></tr>{names}</tbody></table>"
    assert not found("untranslated", english, german, Context("en", "de"))
