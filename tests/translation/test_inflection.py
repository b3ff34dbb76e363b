"""Terms are found in running text however they are inflected, and only they."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.translation.inflection import find_term, same_term, words_of


def found(text: str, term: str, language: str, **options: bool) -> list[str]:
    return [text[start:end] for start, end in find_term(text, term, language, **options)]


@pytest.mark.parametrize(
    ("language", "term", "text", "stands_there"),
    [
        ("en", "troop", "NATO’s troops left.", ["troops"]),
        ("en", "secretary general", "The Secretaries General met.", ["Secretaries General"]),
        ("en", "ally", "Allies and an ally agreed.", ["Allies", "ally"]),
        ("en", "serviceman", "three servicemen", ["servicemen"]),
        ("en-GB", "UN", "the U.N. envoy", ["U.N."]),
        ("fr", "secrétaire général", "les secrétaires généraux de l’OTAN", ["secrétaires généraux"]),
        ("fr", "OTAN", "les forces de l'OTAN et de l’OTAN", ["OTAN", "OTAN"]),
        ("fr", "directeur", "la directrice", ["directrice"]),
        ("fr", "force active", "les forces actives", ["forces actives"]),
        ("fr", "actif", "active, actifs", ["active", "actifs"]),
        ("fr", "vice-président", "Le vice président et le vice‑président", ["vice président", "vice‑président"]),
        ("fr", "M. Stoltenberg", "selon M.\u00a0Stoltenberg", ["M.\u00a0Stoltenberg"]),
        ("en", "Mr Vale", "said Mr. Vale", ["Mr. Vale"]),
        ("en", "St. Anne & Sons", "at St. Anne & Sons", ["St. Anne & Sons"]),
        ("de", "Land", "in den Ländern", ["Ländern"]),
        ("es", "nación", "las naciones", ["naciones"]),
        ("ru", "генеральный секретарь", "слова Генерального секретаря НАТО", ["Генерального секретаря"]),
        ("ru", "безопасность", "в Совете Безопасности", ["Безопасности"]),
        ("uk", "генеральний секретар", "слова Генерального секретаря НАТО", ["Генерального секретаря"]),
        ("uk", "безпека", "у Раді безпеки та безпеці", ["безпеки", "безпеці"]),
        ("ar", "حلف", "وللحلف أمين عام جديد", ["وللحلف"]),
        ("ar", "الأمين العام", "للأمين العام", ["للأمين العام"]),
        ("ar", "قوة", "القوات وقواتها وبقوّتها", ["القوات", "وقواتها", "وبقوّتها"]),
        ("tr", "ittifak", "NATO'nun ittifakın üyeleri", ["ittifakın"]),
        ("zh", "秘书长", "北约秘书长说", ["秘书长"]),
        ("ga", "Aontas", "an t-aontas", ["aontas"]),
    ],
)
def test_a_term_is_found_in_its_inflections(language, term, text, stands_there):
    assert found(text, term, language) == stands_there


@pytest.mark.parametrize(
    ("language", "term", "text"),
    [
        ("fr", "président", "la présidence"),
        ("es", "presidente", "la presidencia"),
        ("en", "universe", "two universities"),
        ("en", "busy", "two businesses"),
        ("es", "número", "numerosos"),
        ("es", "modo", "modernos"),
        ("fr", "don", "les données"),
        ("fr", "commun", "communicatif"),
        ("en", "nation", "national plans"),
        ("ru", "крепкий", "крепость"),
        ("en", "secretary general", "The secretary. General Smith spoke."),
        ("en", "secretary general", "The secretary, general Smith"),
        ("ar", "لجنة", "جنة"),
        ("en", "ally", "all"),
        ("en", "", "anything"),
        ("en", " - ", "any - thing"),
        ("zh", " ", "北约 秘书长"),
    ],
)
def test_what_is_another_word_is_not_the_term(language, term, text):
    assert found(text, term, language) == []


def test_capitals_count_where_they_are_said_to():
    text = "The WHO says who; WHOs and W.H.O. too."
    assert found(text, "WHO", "en", is_case_sensitive=True) == ["WHO", "WHOs", "W.H.O."]
    assert found(text, "who", "en", is_case_sensitive=True) == ["who"]


def test_places_do_not_overlap():
    assert find_term("ha ha ha", "ha ha", "en") == [(0, 5)]


def test_the_same_term_has_as_many_words():
    assert same_term("secretary general", ["Secretaries", "General"], "en")
    assert not same_term("secretary general", ["Secretaries"], "en")
    assert not same_term("", [], "en")
    assert same_term("秘书长", ["秘书", "长"], "zh")


def test_every_place_is_of_the_text_as_it_was_given():
    text = "Élan e\u0301lan ÉLAN"
    assert [word.text for word in words_of(text, "fr")] == ["Élan", "e\u0301lan", "ÉLAN"]
    assert found(text, "élan", "fr") == ["Élan", "e\u0301lan", "ÉLAN"]


def test_a_thousand_terms_are_looked_for_in_a_paragraph_in_no_time():
    text = "The Secretary General thanked Allied troops for their service in the Western Balkans. " * 8
    terms = [f"term number{n} of the list" for n in range(1000)]
    find_term(text, "warm up", "en")
    started = time.perf_counter()
    for term in terms:
        find_term(text, term, "en")
    assert time.perf_counter() - started < 0.5


@given(
    st.text(max_size=60), st.text(max_size=20), st.sampled_from(["en", "fr", "de", "ar", "uk", "tr", "zh", "hi", "xx"])
)
def test_whatever_the_text_places_are_within_it_in_order_and_apart(text, term, language):
    for capitals in (False, True):
        places = find_term(text, term, language, is_case_sensitive=capitals)
        edges = [edge for place in places for edge in place]
        assert edges == sorted(edges)
        assert all(0 <= start < end <= len(text) for start, end in places)


@given(st.text(alphabet="abcdefgéçßاأبةنяїь’-. ", max_size=20), st.sampled_from("en fr de ar uk".split()))
def test_a_term_is_found_in_itself(term, language):
    assert bool(find_term(term, term, language)) == bool(words_of(term, language))
