"""Errors in numbers and dates, planted in a correct translation for the benchmark of the checks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from planting import Planter, with_target

from articles.translation.checks import Context, Pair

ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|\b\S+\.(?:org|com|net|ca|html|php)\b\S*")
NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?![\w])|(?<![\w])\d+(?:[.,]\d+)*")
SEPARATED = re.compile(r"(?<![\w.,])(\d{1,3})([\u00a0\u202f .,])(\d{3})(?![\w]|[.,]\d)")
FRACTION = re.compile(r"(?<![\w.,])(\d+)([.,])(\d{1,2})(?![\w:%]|[.,]\d)")
DECIMAL = {"en": "."}
SCALES = {
    "en": ["thousand", "million", "billion", "trillion"],
    "fr": ["millions", "milliards", "billions"],
    "de": ["Millionen", "Milliarden", "Billionen"],
    "ru": ["тысяч", "миллионов", "миллиардов", "триллионов"],
}
SHORT_SCALES = {"ru": ["тыс.", "млн", "млрд"], "de": ["Mio.", "Mrd."]}
NUMBER_WORDS = {
    "en": ["two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty"],
    "fr": ["deux trois quatre cinq six sept huit dix onze douze quinze vingt trente quarante cinquante"],
    "de": ["zwei drei vier fünf sechs sieben acht neun zehn elf zwölf fünfzehn zwanzig dreißig vierzig fünfzig"],
    "ru": [
        "два три четыре",
        "двух трех четырех",
        "двух трёх четырёх",
        "двумя тремя четырьмя",
        "пять шесть семь восемь девять десять двенадцать двадцать тридцать",
        "пяти шести семи восьми девяти десяти двенадцати двадцати",
    ],
}
MONTHS = {
    "en": ["January February March April May June July August September October November December"],
    "fr": ["janvier février mars avril mai juin juillet août septembre octobre novembre décembre"],
    "de": ["Januar Februar März April Mai Juni Juli August September Oktober November Dezember"],
    "ru": [
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре",
    ],
}
WEEKDAYS = {
    "en": ["Monday Tuesday Wednesday Thursday Friday Saturday Sunday"],
    "fr": ["lundi mardi mercredi jeudi vendredi samedi dimanche"],
    "de": ["Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag"],
    "ru": [
        "понедельник вторник среду четверг пятницу субботу воскресенье",
        "понедельника вторника среды четверга пятницы субботы воскресенья",
    ],
}
DOUBTFUL = {"May", "March", "mars", "среду", "среды"}
"""Words that are surely months, or days, only where a digit stands beside them."""


Plant = Callable[[Random, Pair, Context], Pair | None]
Change = Callable[[Random, re.Match[str]], str | None]


def plant(pattern: re.Pattern[str], change: Change) -> Plant:
    """Return what plants one change at a random place of the translation that the pattern fits."""

    def planted(random: Random, pair: Pair, _context: Context) -> Pair | None:
        text = pair.target.text
        taken = [match.span() for match in ADDRESS.finditer(text)]
        places = [m for m in pattern.finditer(text) if not any(a <= m.start() < b for a, b in taken)]
        random.shuffle(places)
        for place in places:
            new = change(random, place)
            if new is not None and new != place.group():
                return with_target(pair, text[: place.start()] + new + text[place.end() :])
        return None

    return planted


def digit_changed(random: Random, number: re.Match[str]) -> str:
    """3 becomes 8."""
    text = number.group()
    at = random.choice([place for place, sign in enumerate(text) if sign.isdigit()])
    return text[:at] + random.choice([d for d in "123456789" if d != text[at]]) + text[at + 1 :]


def digit_dropped(random: Random, number: re.Match[str]) -> str | None:
    """2017 becomes 217."""
    text = number.group()
    at = random.choice([place for place, sign in enumerate(text) if sign.isdigit()])
    new = text[:at] + text[at + 1 :]
    same = new.strip(".,").lstrip("0") == text.lstrip("0")
    return None if not new.strip(".,\u00a0\u202f ") or new[0] in "0., \u00a0\u202f" or new[-1] in ".," or same else new


def digit_added(random: Random, number: re.Match[str]) -> str | None:
    """28 becomes 298."""
    text = number.group()
    at = random.randrange(1, len(text) + 1)
    is_fraction = bool(re.search(r"[.,]\d*$", text[:at]))
    return text[:at] + random.choice("123456789" if is_fraction else "0123456789") + text[at:]


def number_dropped(_random: Random, _number: re.Match[str]) -> str:
    """28 is lost."""
    return ""


def number_added(random: Random, space: re.Match[str]) -> str:
    """A number stands where there was none."""
    return f" {random.randrange(21, 999)}{space.group()}"


def separator_changed(random: Random, pair: Pair, context: Context) -> Pair | None:
    """13 000 becomes 13,0 in French, and 2,5 becomes 25."""
    decimal = DECIMAL.get(context.target_language, ",")

    def thousands(_random: Random, number: re.Match[str]) -> str | None:
        whole, sign, rest = number.groups()
        return None if sign == decimal else f"{whole}{decimal}{rest}"

    def fraction(_random: Random, number: re.Match[str]) -> str | None:
        whole, sign, rest = number.groups()
        return f"{whole}{rest}" if sign == decimal and whole != "0" else None

    return plant(SEPARATED, thousands)(random, pair, context) or plant(FRACTION, fraction)(random, pair, context)


def another_word(families: dict[str, list[str]], before: str = "", after: str = "") -> Plant:
    """Return what puts another word of the same family in the place of one."""

    def planted(random: Random, pair: Pair, context: Context) -> Pair | None:
        for family in families.get(context.target_language, []):
            words = family.split()
            pattern = re.compile(rf"{before}(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w){after}")
            wrong = plant(pattern, lambda chance, found, words=words: _other(chance, found, words))(
                random, pair, context
            )
            if wrong:
                return wrong
        return None

    return planted


def _other(random: Random, found: re.Match[str], words: list[str]) -> str | None:
    text = found.group()
    around = found.string[max(0, found.start() - 4) : found.end() + 4]
    if text in DOUBTFUL and not any(sign.isdigit() for sign in around):
        return None
    return random.choice([word for word in words if word != text])


def day_changed(random: Random, pair: Pair, context: Context) -> Pair | None:
    """22 March becomes 23 March."""
    months = "|".join(" ".join(MONTHS.get(context.target_language, [])).split())
    if not months:
        return None
    if context.target_language == "en":
        pattern = re.compile(rf"(?<![\d.,])\d{{1,2}}(?=(?:th|st|nd|rd)?\s(?:{months})\b)|{_after_month(months)}")
    else:
        pattern = re.compile(rf"(?<![\d.,])\d{{1,2}}(?=(?:\.|er)?\s(?:{months})\b)")
    return plant(
        pattern, lambda chance, found: str(chance.choice([d for d in range(2, 29) if str(d) != found.group()]))
    )(random, pair, context)


def _after_month(months: str) -> str:
    return "|".join(rf"(?<=\b{month}\s)\d{{1,2}}(?!\d)" for month in months.split("|"))


def year_changed(random: Random, year: re.Match[str]) -> str:
    """2017 becomes 2019."""
    return str(int(year.group()) + random.choice([-11, -10, -3, -2, -1, 1, 2, 3, 10]))


def _flat(families: dict[str, list[str]]) -> dict[str, list[str]]:
    return {language: [" ".join(words)] for language, words in families.items()}


def either(*planters: Plant) -> Plant:
    """Return what plants the first of several that finds room."""

    def planted(random: Random, pair: Pair, context: Context) -> Pair | None:
        return next(filter(None, (planter(random, pair, context) for planter in planters)), None)

    return planted


def _numbers() -> Iterator[Planter]:
    checks = ("numbers", "scale", "dates", "hours")
    kinds = {
        "digit changed": plant(NUMBER, digit_changed),
        "digit dropped": plant(NUMBER, digit_dropped),
        "digit added": plant(NUMBER, digit_added),
        "number dropped": plant(NUMBER, number_dropped),
        "number added": plant(re.compile(r"(?<=\w)\s(?=[^\W\d_])(?=.*\d)"), number_added),
        "separator changes value": separator_changed,
        "scale": either(another_word(_flat(SCALES)), another_word(_flat(SHORT_SCALES))),
        "number word": another_word(NUMBER_WORDS),
        "day": day_changed,
        "month": another_word(MONTHS),
        "year": plant(re.compile(r"(?<![\d.,\w-])(?:19|20)\d\d(?![\d\w-]|[.,]\d)"), year_changed),
        "weekday": another_word(WEEKDAYS),
    }
    for name, planted in kinds.items():
        yield Planter(name, planted, checks, must_block=True)


PLANTERS = list(_numbers())
