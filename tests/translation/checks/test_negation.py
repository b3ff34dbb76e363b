"""A negation lost or added warns; other words that deny, and a French "ne" that does not, are no fault."""

import pytest

from articles.translation.checks import Context, Severity

from .pairs import found


@pytest.mark.parametrize(
    ("language", "source", "target"),
    [
        ("fr", "The Alliance will not send troops.", "L’Alliance enverra des soldats."),
        ("de", "The Alliance will not send troops.", "Das Bündnis wird Soldaten entsenden."),
        ("ru", "The Alliance will never send troops.", "Альянс направит солдат."),
        ("ar", "The Alliance will not send troops.", "سيرسل الحلف قوات."),
        ("es", "The Alliance will not send troops.", "La Alianza enviará soldados."),
    ],
)
def test_a_lost_negation_warns_and_shows_the_word(language: str, source: str, target: str) -> None:
    (finding,) = found("negation", source, target, Context("en", language))
    assert finding.severity == Severity.WARN
    assert finding.source[0].text in ("not", "never")
    assert finding.target[0].text == target


@pytest.mark.parametrize(
    ("language", "target"),
    [
        ("fr", "Les pays n’ont pas accepté."),
        ("de", "Die Länder haben nicht zugestimmt."),
        ("ru", "Страны не согласились."),
    ],
)
def test_an_added_negation_warns(language: str, target: str) -> None:
    (finding,) = found("negation", "The countries have agreed.", target, Context("en", language))
    assert "no negation in the source" in finding.sentence


def test_of_two_negations_one_lost_warns() -> None:
    source = "They did not agree, and they will not sign."
    assert found("negation", source, "Ils n’ont pas accepté et ils signeront.")
    assert not found("negation", source, "Ils n’ont pas accepté et ils ne signeront pas.")


def test_the_sentence_that_lost_it_is_shown() -> None:
    source = "They did not agree. They will not sign the text."
    target = "Ils n’ont pas accepté. Ils signeront le texte."
    (finding,) = found("negation", source, target)
    assert finding.target[0].text == "Ils signeront le texte."
    assert target[finding.target[0].start : finding.target[0].end] == finding.target[0].text


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("We must act before he leaves.", "Il faut agir avant qu’il ne parte."),
        ("It is larger than we think.", "C’est plus grand que nous ne pensons."),
        ("There are only two ships.", "Il n’y a que deux navires."),
        ("He did not agree.", "Il a refusé."),
        ("This is not possible.", "C’est impossible."),
        ("Not only Belgium but also France signed.", "La Belgique et la France ont signé."),
        ("No fewer than ten countries signed.", "Dix pays ont signé."),
        ("It is a non-profit organisation.", "C’est une organisation à but non lucratif."),
        ("No. 5 of the series", "Le no 5 de la série"),
    ],
)
def test_what_denies_nothing_or_in_other_words_is_no_fault(source: str, target: str) -> None:
    assert not found("negation", source, target)


def test_russian_denies_twice_what_english_denies_once() -> None:
    assert not found("negation", "He never agreed.", "Он никогда не соглашался.", Context("en", "ru"))


def test_a_language_without_a_table_is_not_judged() -> None:
    assert not found("negation", "He did not agree.", "Hann samþykkti.", Context("en", "is"))
