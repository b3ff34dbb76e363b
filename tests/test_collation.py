"""Names stand in the order of the language, under the letters of its alphabet."""

import random

import pytest

from languages.collation import ALPHABETS, MAX_KEY_LENGTH, TAILORINGS, alphabet, letter, sort_key

# Each in the order of its language, as dictionaries and CLDR have it.
IN_ORDER = {
    "en": "Åberg, Adams, Baker, de Gaulle, O'Brien, Öberg, Öz, Zola",
    "sv": "Adams, Zetterström, Åberg, Åström, Ähtisaari, Öberg, Østergaard",
    "da": "Zahle, Æbelø, Ørsted, Aabye, Åkjær",
    "de": "Adenauer, Ärger, Azur, Merkel, Müller, Münster, Muster, Zuse",
    "es": "Nadal, Núñez, Nuzzi, Ñandú, Ñoño, Ochoa",
    "et": "Saar, Šokin, Zoo, Žukov, Tamm, Vares, Õun, Äär, Öö, Ülo, Xenia",
    "pl": "Lech, Lis, Łaba, Łoś, Mazur, Zając, Źrebak, Żak",
    "cs": "Cimrman, Čapek, Havel, Chaloupka, Ibl",
    "hu": "Cukor, Csaba, Dunai",
    "tr": "Cem, Çelik, Güler, Irmak, İnönü, Soylu, Şahin",
    "ru": "Ёжиков, Ельцин, Жуков, Иванов, Йорданов, Киров",
    "uk": "Гончар, Ґудзик, Довженко, Євген, Жук, Илько, Іван, Їжак, Йосип, Київ",
    "el": "Άννα, Βασίλης, Ωνάσης",
    "ar": "إبراهيم, أحمد, الأمين, أوباما, البنك, تونس, الجزائر",
    "zh": "一, 丁, 中国",
}


@pytest.mark.parametrize("language", IN_ORDER)
def test_names_stand_in_the_order_of_the_language(language: str) -> None:
    names = IN_ORDER[language].split(", ")
    mixed = random.sample(names, len(names))
    assert sorted(mixed, key=lambda name: sort_key(name, language)) == names


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("Stoltenberg, Jens", "en", "S"),
        ("Öberg", "en", "O"),
        ("Öberg", "sv", "Ö"),
        ("Öberg", "sv-FI", "Ö"),
        ("østergaard", "sv", "Ö"),
        ("Åberg", "nb", "Å"),
        ("Aabye", "da", "Å"),
        ("Ñandú", "es", "Ñ"),
        ("Núñez", "es", "N"),
        ("Æbelø", "en", "A"),
        ("Chaloupka", "cs", "Ch"),
        ("Łoś", "pl", "Ł"),
        ("Łoś", "en", "L"),
        ("İnönü", "tr", "İ"),
        ("Irmak", "tr", "I"),
        ("Ёжиков", "ru", "Е"),
        ("Єрмак", "uk", "Є"),
        ("الأمم المتحدة", "ar", "ا"),
        ("البنك الدولي", "ar", "ب"),
        ("آل خليفة", "ar", "ا"),
        ("“Quoted” house", "en", "Q"),
        ("1st Division", "en", "#"),
        ("Жуков", "en", "Ж"),
        ("Stoltenberg", "ar", "S"),
        ("联合国", "zh", "#"),
        ("", "en", "#"),
    ],
)
def test_a_name_is_listed_under_a_letter_of_the_alphabet(name: str, language: str, expected: str) -> None:
    assert letter(name, language) == expected


@pytest.mark.parametrize("language", sorted({*TAILORINGS, *ALPHABETS, "en", "fr"}))
def test_an_alphabet_is_in_its_own_order_and_lists_each_letter_under_itself(language: str) -> None:
    letters = alphabet(language)
    assert list(letters) == sorted(letters, key=lambda name: sort_key(name, language))
    assert [letter(name, language) for name in letters] == list(letters)
    assert [letter(f"{name}x", language) for name in letters if len(name) == 1] == [n for n in letters if len(n) == 1]


@pytest.mark.parametrize("language", ALPHABETS)
def test_a_written_alphabet_is_in_the_order_of_the_keys(language: str) -> None:
    assert " ".join(alphabet(language)) == ALPHABETS[language]


def test_the_swedish_alphabet_ends_as_swedes_expect() -> None:
    assert alphabet("sv")[-4:] == ("Z", "Å", "Ä", "Ö")
    assert alphabet("da")[-3:] == ("Æ", "Ø", "Å")
    assert alphabet("zh") == ()


def test_a_key_never_grows_too_long_for_an_index() -> None:
    assert len(sort_key("ﷺ" * 300, "ar")) <= MAX_KEY_LENGTH
    assert sort_key("", "en") < sort_key("a", "en")
