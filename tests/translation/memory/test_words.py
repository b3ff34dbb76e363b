"""Text folded to words, alike for look-up and storing."""

import pytest

from articles.translation.memory.words import fold, keys_of, text_key, tokens, words_of


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("NATO's 1,300 troops!", "nato s 0 000 troops"),
        ("l’OTAN : 13\u202f000 soldats", "l otan 00 000 soldats"),
        ("Straße", "strasse"),
        ("\uff26\uff35\uff2c\uff2c", "full"),
        ("کتاب‌ها", "کتابها"),
        ("مُحَمَّد", "محمد"),
        ("١٣ جنديا", "00 جنديا"),
        ("हिन्दी में", "हिन्दी में"),
        ("co\u00adoperate", "cooperate"),
        (" … ", ""),
    ],
)
def test_capitals_punctuation_and_the_value_of_digits_play_no_part(text, folded):
    assert fold(text) == folded


def test_a_script_without_spaces_is_cut_into_pairs_of_characters():
    assert words_of(fold("北约部队 2024")) == ["北约", "约部", "部队", "0000"]


def test_each_word_counts_once():
    assert words_of("the cat the dog") == ["the", "cat", "dog"]


def test_words_are_kept_apart_by_languages_and_side():
    places = [("en", "fr", "source"), ("en", "fr", "target"), ("en", "ar", "source"), ("fr", "en", "source")]
    assert len({key for place in places for key in keys_of(["nato"], *place)}) == 4


def test_keys_fit_the_column():
    assert all(-(2**63) <= text_key(str(number)) < 2**63 for number in range(500))


def test_words_to_look_for_keep_capitals_and_digits():
    assert tokens("NATO’s 28 Allies.") == ["NATO", "s", "28", "Allies"]
