"""A number that is worth something else, is lost or was added blocks; one that is written otherwise does not."""

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from articles.translation.checks import Context, Finding, Severity

from .pairs import found

BLOCKING = ("numbers", "scale", "dates", "hours")


def blocking(source: str, target: str, languages: str = "en-fr") -> list[Finding]:
    """Return what the checks of numbers, dates and hours find."""
    context = Context(*languages.split("-", 1))
    return [finding for name in BLOCKING for finding in found(name, source, target, context)]


RIGHT = [
    # The same value, written as each language does.
    ("en-fr", "13,000 soldiers", "13 000 soldats"),
    ("en-fr", "13,000 soldiers", "13\u00a0000 soldats"),
    ("en-fr", "13,000 soldiers", "13\u202f000 soldats"),
    ("en-de", "13,000 soldiers", "13.000 Soldaten"),
    ("en-de", "1,234,567.8 tonnes", "1.234.567,8 Tonnen"),
    ("en-ru", "13,000 soldiers", "13 000 солдат"),
    ("en-es", "13,000 soldiers", "13.000 soldados"),
    ("en-it", "13,000 soldiers", "13.000 soldati"),
    ("en-uk", "13,000 soldiers", "13 000 солдатів"),
    ("en-ar", "13,000 soldiers", "١٣٬٠٠٠ جندي"),
    ("fr-en", "2,5 % des pays", "2.5 per cent of the countries"),
    ("en-fr", "about 5 ships and 12 aircraft", "environ 12 aéronefs et 5 navires"),
    # In words.
    ("en-fr", "twenty-one ships", "21 navires"),
    ("en-fr", "ninety-seven ships", "quatre-vingt-dix-sept navires"),
    ("en-fr", "seventy-one ships", "soixante et onze navires"),
    ("en-fr", "eighty ships", "quatre-vingts navires"),
    ("en-fr", "205,000 people", "deux cent cinq mille personnes"),
    ("en-de", "225 people", "zweihundertfünfundzwanzig Menschen"),
    ("en-de", "a five-year plan", "ein fünfjähriger Plan"),
    ("en-ru", "twenty-five ships", "двадцать пять кораблей"),
    ("en-ru", "a five-year plan", "пятилетний план"),
    ("en-ru", "25,000 people", "25-тысячная толпа"),
    ("en-es", "thirty-two ships", "treinta y dos buques"),
    ("en-it", "thirty-two ships", "trentadue navi"),
    ("en-uk", "five ships", "п’ять кораблів"),
    ("en-fr", "two and a half million people", "2,5 millions de personnes"),
    ("en-fr", "2.5 million people", "deux millions et demi de personnes"),
    ("en-ru", "2.5 million people", "два с половиной миллиона человек"),
    ("en-de", "one and a half years", "anderthalb Jahre"),
    # Scales.
    ("en-fr", "2 billion euros", "2 milliards d’euros"),
    ("en-de", "2 billion euros", "2 Milliarden Euro"),
    ("en-de", "£2.8bn", "2,8 Mrd. Pfund"),
    ("en-ru", "2 billion euros", "2 миллиарда евро"),
    ("en-ru", "2.5 million euros", "2,5 млн евро"),
    ("en-es", "2 billion euros", "2.000 millones de euros"),
    ("en-fr", "$5m", "5 millions de dollars"),
    ("en-fr", "millions of people", "des millions de personnes"),
    ("en-fr", "5 to 6 million people", "de 5 millions à 6 millions de personnes"),
    # What is no number, or needs no counterpart.
    ("en-fr", "one ally", "un allié"),
    ("en-fr", "Both countries agreed.", "Les deux pays se sont accordés."),
    ("en-fr", "The two countries agreed.", "Les pays se sont accordés."),
    ("en-fr", "It doubled twice.", "Il a doublé deux fois."),
    ("en-de", "half of the ships", "50 % der Schiffe"),
    ("en-fr", "a dozen ships", "douze navires"),
    ("en-fr", "about twenty ships", "une vingtaine de navires"),
    ("en-fr", "two dozen ships", "24 navires"),
    ("en-ru", "two dozen ships", "две дюжины кораблей"),
    ("en-fr", "300 ships", "trois centaines de navires"),
    ("en-de", "two decades", "zwanzig Jahre"),
    ("en-fr", "20 years", "deux décennies"),
    ("en-fr", "a fortnight", "quinze jours"),
    ("en-fr", "the third meeting", "la 3e réunion"),
    ("en-de", "the 16th meeting", "das sechzehnte Treffen"),
    ("en-ru", "the third meeting", "3-е заседание"),
    ("en-fr", "in the 21st century", "au XXIe siècle"),
    ("en-ru", "World War II", "Вторая мировая война"),
    ("en-fr", "in the 1990s", "dans les années 1990"),
    ("en-fr", "in the 1990s", "dans les années 90"),
    ("en-de", "in the 1990s", "in den 90er Jahren"),
    ("en-ru", "in the 1990s", "в 90-х годах"),
    ("en-fr", "in 2017–18", "en 2017-2018"),
    ("en-fr", "100% of the ships", "la totalité des navires"),
    ("en-fr", "the COVID-19 pandemic", "la pandémie de COVID-19"),
    ("en-de", "version 2.30 of the guide", "die Version 2.30 des Leitfadens"),
    ("en-fr", "Version 5.0.4 is out.", "La version 5.0.4 est sortie."),
    ("en-fr", "Call 613-555-0142.", "Téléphonez au 613 555-0142."),
    ("en-fr", "Call +32 2 555 01 42.", "Téléphonez au +32 2 555 01 42."),
    ("en-fr", "See https://example.org/2017/3.", "Voir https://example.org/2019/4."),
    ("en-fr", "Write to press15@example.org.", "Écrivez à press16@example.org."),
    ("en-fr", "the Four Corners region", "la région des Four Corners"),
    # Measures in other units.
    ("en-fr", "10 miles away", "à 16 km"),
    ("en-de", "about a mile away", "etwa 1,6 Kilometer entfernt"),
    ("en-fr", "half an inch of rain", "1,3 cm de pluie"),
    ("en-ru", "20 feet high", "высотой 6 метров"),
    ("en-fr", "100 °F", "38 °C"),
    ("en-fr", "80 degrees", "27 °C"),
    ("en-fr", "1 to 4 inches of rain", "de 2,5 à 10 cm de pluie"),
    ("en-fr", "800 km/h (497 mph)", "800 km/h"),
    ("en-de", "a two-year term", "eine Amtszeit von 24 Monaten"),
    ("en-de", "a three-decade career", "eine dreißigjährige Laufbahn"),
    ("en-de", "two centuries of peace", "200 Jahre Frieden"),
    ("en-de", "a six-month mandate", "ein halbjähriges Mandat"),
    ("en-de", "winds of 60mph", "Winde mit 97 Stundenkilometern"),
    ("en-de", "50 square miles of forest", "130 Quadratkilometer Wald"),
    ("en-de", "She is 5ft 10in tall.", "Sie ist 1,78 Meter groß."),
    ("en-de", "It weighs 11 stone 4lb.", "Es wiegt 72 Kilo."),
    # Parts of a whole.
    ("en-de", "three quarters of the ships", "75 Prozent der Schiffe"),
    ("en-fr", "two thirds of the ships", "66 % des navires"),
    ("en-de", "half a million people", "500.000 Menschen"),
    ("en-de", "one and a half million people", "anderthalb Millionen Menschen"),
    ("en-de", "a quarter of a million people", "eine Viertelmillion Menschen"),
    # Words that hold a number.
    ("en-de", "a five-fold increase", "eine Verfünffachung"),
    ("en-de", "the round of 32", "das Sechzehntelfinale"),
    ("en-de", "the centenary of the bridge", "der 100. Geburtstag der Brücke"),
    ("en-de", "a 24-hour service", "ein Dienst rund um die Uhr"),
    ("en-de", "3m people", "3 Millionen Menschen"),
    # A title goes by another name.
    ("en-de", "a review of The Long Way Home", "eine Kritik von „Nur zweimal um die Ecke“"),
]


@pytest.mark.parametrize(("languages", "source", "target"), RIGHT)
def test_the_same_number_in_another_form_is_no_fault(languages: str, source: str, target: str) -> None:
    assert not blocking(source, target, languages)


@pytest.mark.parametrize(("languages", "source", "target"), RIGHT)
def test_nor_is_it_in_the_other_direction(languages: str, source: str, target: str) -> None:
    one, other = languages.split("-")
    assert not [
        finding
        for finding in blocking(target, source, f"{other}-{one}")
        # A number said in words of the source alone may be made plain, but not the reverse.
        if "The two countries" not in source
    ]


WRONG = [
    ("en-fr", "13,000 soldiers", "1 300 soldats", "13,000", "1 300"),
    ("en-fr", "13,000 soldiers", "13,000 soldats", "13,000", "13,000"),
    ("fr-en", "13 000 soldats", "1,300 soldiers", "13 000", "1,300"),
    ("en-de", "2.5 tonnes", "25 Tonnen", "2.5", "25"),
    ("en-de", "13,000 soldiers", "13,000 Soldaten", "13,000", "13,000"),
    ("en-fr", "28 countries", "29 pays", "28", "29"),
    ("en-ru", "three ships", "четыре корабля", "three", "четыре"),
    ("en-de", "five ships", "sechs Schiffe", "five", "sechs"),
    ("en-fr", "eighty ships", "quatre-vingt-dix navires", "eighty", "quatre-vingt-dix"),
    ("en-fr", "10 miles away", "à 61 km", "10", "61"),
    ("en-fr", "the COVID-19 pandemic", "la pandémie de COVID-91", "19", "91"),
    ("en-fr", "Call 613-555-0142.", "Téléphonez au 613 555-0143.", "613-555-0142", "613 555-0143"),
    ("en-fr", "Version 5.0.4 is out.", "La version 5.0.5 est sortie.", "5.0.4", "5.0.5"),
    ("en-de", "half a million people", "600.000 Menschen", "a million", "600.000"),
    ("en-de", "three quarters of the ships", "65 Prozent der Schiffe", "three quarters", "65"),
    ("en-de", "50 square miles of forest", "310 Quadratkilometer Wald", "50", "310"),
    ("en-ar", "28 countries", "٢٩ دولة", "28", "٢٩"),
]


@pytest.mark.parametrize(("languages", "source", "target", "here", "there"), WRONG)
def test_another_value_blocks_and_shows_both_places(
    languages: str, source: str, target: str, here: str, there: str
) -> None:
    (finding,) = blocking(source, target, languages)
    assert finding.severity == Severity.BLOCK
    assert finding.check == "numbers"
    assert (finding.source[0].text, finding.target[0].text) == (here, there)
    assert target[finding.target[0].start : finding.target[0].end] == there
    assert finding.sentence == f"“{here}” in the source has no counterpart here; “{there}” stands in its place."


def test_a_lost_number_blocks() -> None:
    (finding,) = blocking("All 28 countries agreed.", "Tous les pays se sont accordés.")
    assert finding.sentence == "“28” in the source has no counterpart here."
    assert finding.target == ()


def test_an_added_number_blocks() -> None:
    (finding,) = blocking("All countries agreed.", "Les 28 pays se sont accordés.")
    assert finding.sentence == "“28” stands here, but not in the source."
    assert finding.source == ()


def test_a_number_said_twice_and_translated_once_blocks() -> None:
    source = "They sent 72 ships, and lost 72 per cent of them."
    assert blocking(source, "Ils ont envoyé 72 navires et en ont perdu la plupart.")
    assert not blocking(source, "Ils ont envoyé 72 navires et en ont perdu 72 %.")


def test_a_number_that_took_another_ones_place_blocks() -> None:
    source = "74 schools: 72 per cent passed in French, 72 per cent in German."
    assert blocking(source, "74 écoles : 72 % ont réussi en français, 74 % en allemand.")


def test_a_code_that_lost_its_number_blocks_however_often_it_is_said() -> None:
    source = "The BX-70 radio (bx70) replaces the BX-40."
    assert blocking(source, "Das Funkgerät BX- (bx70) ersetzt das BX-40.", "en-de")
    assert not blocking(source, "Das Funkgerät bx70 ersetzt das BX-40.", "en-de")


def test_per_cent_of_nothing_is_no_totality() -> None:
    assert blocking("A 100% voluntary force", "Eine zu % freiwillige Truppe", "en-de")
    assert not blocking("A 100% voluntary force", "Eine ganz und gar freiwillige Truppe", "en-de")


def test_the_number_of_a_release_is_said_in_its_version_where_its_name_stands() -> None:
    source = "Polaris 8 updated: 8.2 is out"
    assert not blocking(source, "Polaris 8.2 ist da", "en-de")
    assert blocking(source, "Polaris aktualisiert: 8.2 ist da", "en-de")


@pytest.mark.parametrize(
    ("languages", "source", "target"),
    [
        ("en-de", "Another 12 ships came on 12 May.", "12 weitere Schiffe kamen am 1. Mai."),
        ("en-fr", "The school plan, part 1", "Le plan d’une école, partie"),
    ],
)
def test_an_article_or_another_is_no_figure(languages: str, source: str, target: str) -> None:
    assert blocking(source, target, languages)


def test_a_number_word_for_another_one_that_is_said_elsewhere_blocks() -> None:
    source = "In the third round they won three matches."
    assert blocking(source, "In der dritten Runde gewannen sie zwei Spiele.", "en-de")
    assert not blocking(source, "In der dritten Runde gewannen sie drei Spiele.", "en-de")


def test_a_measure_in_brackets_is_the_same_in_both_units() -> None:
    assert not blocking("a wall of 9 metres", "eine Mauer von 9 Metern (30 Fuß)", "en-de")
    assert blocking("a wall of 9 metres", "eine Mauer von 9 Metern (300 Fuß)", "en-de")
    assert blocking("a wall of 9 metres (30 feet)", "eine Mauer von 9 Metern (31 Fuß)", "en-de")
    assert not blocking("a gift of $200", "ein Geschenk von 200 Dollar (150 Euro)", "en-de")


@pytest.mark.parametrize(
    ("languages", "source", "target"),
    [
        ("en-fr", "2 billion euros", "2 billions d’euros"),
        ("en-fr", "2 billion euros", "2 millions d’euros"),
        ("en-de", "2 billion euros", "2 Billionen Euro"),
        ("en-ru", "2.5 million euros", "2,5 млрд евро"),
        ("fr-en", "2 milliards d’euros", "2 million euros"),
    ],
)
def test_a_million_for_a_billion_is_said_to_be_one_of_scale(languages: str, source: str, target: str) -> None:
    (finding,) = blocking(source, target, languages)
    assert finding.check == "scale"
    assert finding.severity == Severity.BLOCK
    assert "zeros" in finding.sentence


def test_billions_in_general_are_no_millions() -> None:
    assert blocking("billions of people", "des millions de personnes")


@pytest.mark.parametrize("language", ["zh-Hans", "ja", "sv", "fi", "tr", "xx", "el", "fa", "hi"])
def test_of_a_language_without_a_table_only_plain_digits_are_compared(language: str) -> None:
    assert not blocking("Three ships and 12 aircraft left on 4 May.", "…", f"en-{language}")
    assert not blocking("1.5 million people", "150万", f"en-{language}")
    assert blocking("The treaty of 1949", "1948", f"en-{language}")
    assert not blocking("The treaty of 1949", "1949", f"en-{language}")


def test_ten_thousands_of_an_east_asian_text_are_left_alone() -> None:
    assert not blocking("13,000 people", "1万3000人", "en-ja")


@pytest.mark.parametrize(
    "text", ["", " ", "½", "٣٫٥", "𝟛", "²", "1" * 400, "0,0,0", "1.2.3.4.5", "99.99.9999", "25:61", "İ9"]
)
@pytest.mark.parametrize("language", ["en", "fr", "de", "ru", "es", "it", "uk", "ar", "ja"])
def test_no_text_is_too_odd_to_be_read(language: str, text: str) -> None:
    blocking(text, text, f"{language}-{language}")
    blocking("12", text, f"en-{language}")


LANGUAGES = st.sampled_from(["en", "fr", "de", "ru", "es", "it", "uk"])
AMOUNTS = st.one_of(
    st.integers(10, 999_999_999), st.decimals(2, 9_999, places=1, allow_nan=False, allow_infinity=False)
)


@given(AMOUNTS, LANGUAGES, LANGUAGES)
def test_a_number_set_for_each_language_is_the_same(amount: int, source: str, target: str) -> None:
    here, there = format_decimal(amount, locale=source), format_decimal(amount, locale=target)
    assert not blocking(f"({here})", f"({there})", f"{source}-{target}")


@given(st.integers(10, 999_999_999), LANGUAGES, LANGUAGES, st.data())
def test_and_with_a_digit_changed_it_is_not(amount: int, source: str, target: str, data: st.DataObject) -> None:
    digits = str(amount)
    at = data.draw(st.integers(0, len(digits) - 1))
    digit = data.draw(st.sampled_from([d for d in "123456789" if d != digits[at]]))
    changed = int(digits[:at] + digit + digits[at + 1 :])
    here, there = format_decimal(amount, locale=source), format_decimal(changed, locale=target)
    assert blocking(f"({here})", f"({there})", f"{source}-{target}")
