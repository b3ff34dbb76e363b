"""Concordance: where words stand in the memory, on either side."""

import pytest

from articles.translation.memory.concordance import concordance, language_pairs
from tests.translation.memory.units import from_file, remembered

pytestmark = pytest.mark.django_db


def hits(passage) -> tuple[list[str], list[str]]:
    return [piece.text for piece in passage.source if piece.is_hit], [p.text for p in passage.target if p.is_hit]


def test_words_are_found_and_marked_in_the_source():
    remembered(("NATO-led troops and other troops", "Des soldats sous commandement de l’OTAN"))

    [passage] = concordance("Troops", "en", "fr")

    assert hits(passage) == (["troops", "troops"], [])
    assert "".join(piece.text for piece in passage.source) == passage.unit.source_text


def test_words_are_found_and_marked_in_the_translation():
    remembered(("NATO-led troops", "Des soldats sous commandement de l’OTAN"))

    [passage] = concordance("l'otan", "en", "fr")

    assert hits(passage) == ([], ["l’OTAN"])


@pytest.mark.parametrize("phrase", ["Secretary General", "secretary-general", "  the  SECRETARY  general "])
def test_words_have_to_stand_together(phrase):
    remembered(
        ("The Secretary General spoke.", "Le secrétaire général a parlé."),
        ("The general thanked the secretary.", "Le général a remercié la secrétaire."),
    )

    assert [each.unit.source_text for each in concordance(phrase, "en")] == ["The Secretary General spoke."]


def test_numbers_count_here():
    remembered(("A total of 28 Allies", "Un total de 28 Alliés"), ("A total of 30 Allies", "Un total de 30 Alliés"))

    assert [each.unit.source_text for each in concordance("28 Allies", "en")] == ["A total of 28 Allies"]


def test_only_whole_words_are_found():
    remembered(("The contract is signed.", "Le contrat est signé."))

    assert concordance("contra", "en") == []


def test_without_a_target_every_language_is_looked_into():
    remembered(("Collective defence", "Défense collective"))
    from_file("Collective defence", "دفاع جماعي", languages=("en", "ar"))
    from_file("Collective defence", "Kollektive Verteidigung", languages=("fr", "de"))

    assert len(concordance("collective", "en")) == 2
    assert len(concordance("collective", "en", "ar")) == 1


def test_a_script_without_spaces_is_searched_inside():
    from_file("The troops of NATO arrived", "北约部队已经抵达", languages=("en", "zh"))

    [passage] = concordance("部队", "en", "zh")

    assert hits(passage) == ([], ["部队"])


def test_accents_of_arabic_do_not_stand_in_the_way():
    from_file("The troops", "القوات المشتركة", languages=("en", "ar"))

    assert concordance("القوات", "en")


@pytest.mark.parametrize("phrase", [r"a.c", "(", "[[:alpha:]]", r"\m", "50 %", "'; DROP TABLE x"])
def test_signs_are_not_taken_for_a_pattern(phrase):
    remembered(("An abc of defence", "Un abécédaire de la défense"))

    assert [each for each in concordance(phrase, "en") if tuple(filter(None, hits(each)))] == []


def test_no_words_find_nothing_in_particular_and_mark_nothing():
    remembered(("Collective defence", "Défense collective"))

    assert [hits(each) for each in concordance(" … ", "en")] == [([], [])]


def test_the_newest_come_first():
    remembered(("Old troops", "Anciens soldats"))
    remembered(("New troops", "Nouveaux soldats"))

    assert [each.unit.source_text for each in concordance("troops", "en")] == ["New troops", "Old troops"]


def test_two_queries_whatever_is_found(django_assert_num_queries):
    remembered(*((f"The troops {number}", f"Les soldats {number}") for number in range(20)))

    with django_assert_num_queries(2):
        assert [each.unit.origin() for each in concordance("troops", "en")]


def test_the_pairs_of_languages_are_known():
    assert language_pairs() == []
    remembered(("A", "B"), ("C", "D"))
    from_file("A", "B", languages=("en", "ar"))
    from_file("A", "B", languages=("fr", "en"))

    assert language_pairs() == [("en", "ar"), ("en", "fr"), ("fr", "en")]
