"""Reading a text: every number, date and hour in it, in digits and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from functools import lru_cache

from .items import Item, Kind
from .moments import moments
from .numerals import NUMERAL, Code, plain_digits, value_of
from .stems import compiled, month_of, stems, unit_of
from .sums import Sum
from .tables import Language, language_of
from .units import CURRENCIES, UNIT_SIGNS, is_currency

__all__ = ["read"]

ADDRESS = re.compile(r"\S+@\S+\.\w+|(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|ca|html|php|gov)\b\S*")
TELEPHONE = re.compile(
    r"(?<![\w.,/-])(?:\+\s?\d[\d\s().-]{6,}\d|\(?0?\d{2,4}\)?(?:[\s.-]\d{2,4}){2,}|\d{3}-\d{4})(?![\w%])"
)
TOKEN = re.compile(rf"(?P<numeral>{NUMERAL})|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)")
ROMAN = re.compile(
    r"(?<![\w-])(M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(?=(?:e|er|è|ème|th|ᵉ)?(?![\w']))"
)
ROMAN_SIGNS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
GAP = re.compile(r"[\s-]{0,2}$")
EAST_ASIAN_SCALE = re.compile(r"\s?([万萬億亿兆만억조천百千])")
HALF = Decimal("0.5")


@lru_cache(maxsize=512)
def read(text: str, language: str) -> tuple[Item, ...]:
    """Return what a text of the language says in numbers, in its order; for an unknown language its digits alone."""
    return tuple(_Reader(text, language_of(language)).items())


class _Reader:
    """One pass over one text."""

    def __init__(self, text: str, language: Language) -> None:
        self.written = text
        self.text = plain_digits(text)
        self.language = language
        self.tokens: list[re.Match[str]] = []

    def items(self) -> list[Item]:
        found = self._set_pieces()
        taken = sorted((item.start, item.end) for item in found)
        taken += [match.span() for match in ADDRESS.finditer(self.text)]
        mask = bytearray(len(self.text))
        for start, end in taken:
            mask[start:end] = b"\1" * (end - start)
        self.tokens = [token for token in TOKEN.finditer(self.text) if not mask[token.start()]]
        found += self._scanned()
        found += self._roman(mask)
        found.sort(key=lambda item: item.start)
        return self._ranged(found)

    def _set_pieces(self) -> list[Item]:
        found = moments(self.text, self.language)
        for match in TELEPHONE.finditer(self.text):
            digits = re.sub(r"\D", "", match.group())
            is_free = not any(item.start < match.end() and match.start() < item.end for item in found)
            is_grouped = re.fullmatch(NUMERAL, match.group().strip("()"))
            if is_free and not is_grouped and (len(digits) >= 9 or "+" in match.group()):
                found.append(
                    Item(Kind.NUMBER, *match.span(), frozenset({Code(digits[-10:].lstrip("0"))}), is_digits=True)
                )
        return found

    def _scanned(self) -> Iterator[Item]:
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            if token["numeral"]:
                item, at = self._numeral(at)
                yield item
                continue
            words = self._words(at)
            if words:
                item, at = words
                yield item
                continue
            named = self._named(token) or self._loose(at)
            if named:
                yield named
            at += 1

    def _numeral(self, at: int) -> tuple[Item, int]:
        token = self.tokens[at]
        start, end = token.span()
        value = value_of(token.group(), self.language)
        if isinstance(value, Code):
            return Item(Kind.NUMBER, start, end, frozenset({value}), is_digits=True), at + 1
        values, also, scale, after = {value}, set[object](), Decimal(1), at + 1
        glued = self._token_at(after, end)
        if glued is not None and glued.group() in ("m", "b") and self._currency_before(start):
            scale, after, end = Decimal(10 ** (6 if glued.group() == "m" else 9)), after + 1, glued.end()
        else:
            end = self._after_ordinal(end)
            many, after, end = self._scaled(value, after, end)
            if many is not None:
                scale = many / value if value else Decimal(1)
                if half := self._half(token.end()):
                    many, end = (value + HALF) * scale, max(end, half)
                values = {many}
            elif half := self._half(end):
                also.add(value + HALF)
                end = half
        if glued is not None and scale != 1 and values == {value}:
            values = {value * scale}
        also |= self._decade(value, token) | self._millions(glued, value) | self._share(after, end, value)
        if not self.language.decimal and re.fullmatch(r"\d+[.,]\d+", token.group()):
            also.add(Decimal(token.group().replace(",", ".")))
        if match := EAST_ASIAN_SCALE.match(self.text, end):
            return Item(Kind.NUMBER, start, match.end(), frozenset(values), is_sure=False, is_digits=True), after
        unit = self._unit(after, start, end)
        return (
            Item(
                Kind.NUMBER, start, end, frozenset(values), frozenset(also), is_digits=True, unit=unit, scale=scale,
            ),
            self._skip_glued(after, end),
        )  # fmt: skip

    def _millions(self, glued: re.Match[str] | None, value: Decimal) -> set[object]:
        """Return 3 million for 3m, which may be metres too."""
        return {value * 10**6} if glued is not None and glued.group() == "m" else set()

    def _share(self, at: int, end: int, value: Decimal) -> set[object]:
        """Return 75 (per cent) for the three of three quarters."""
        if at >= len(self.tokens) or not GAP.match(self.text[end : self.tokens[at].start()]):
            return set()
        parts = self.language.fractions.get(self.tokens[at].group())
        return {(100 * value / parts).quantize(Decimal(1), how) for how in (ROUND_DOWN, ROUND_UP)} if parts else set()

    def _times_before(self, first: re.Match[str], value: Decimal) -> set[object]:
        """Return 500,000 for the million of half a million."""
        if first.group() not in self.language.scales and first.group() not in self.language.articles:
            return set()
        at = self.tokens.index(first)
        while at and self.tokens[at - 1].group() in (*self.language.articles, "of", "d", "de"):
            at -= 1
        values = self.language.loose.get(self.tokens[at - 1].group(), ()) if at else ()
        if not values and at and self.tokens[at - 1].group().startswith("halb"):
            values = (0.5,)
        return {Decimal(str(number)) * value for number in values if number % 1}

    def _token_at(self, at: int, start: int) -> re.Match[str] | None:
        """Return the token if it begins exactly there."""
        return self.tokens[at] if at < len(self.tokens) and self.tokens[at].start() == start else None

    def _skip_glued(self, at: int, end: int) -> int:
        """Return the first token that is not part of what has been read."""
        while at < len(self.tokens) and self.tokens[at].start() < end:
            at += 1
        return at

    def _after_ordinal(self, end: int) -> int:
        if not self.language.ordinal:
            return end
        match = compiled(rf"(?:{self.language.ordinal})(?!\w)").match(self.text, end)
        return match.end() if match else end

    def _currency_before(self, start: int) -> bool:
        return (
            self.text[max(0, start - 1) : start] in CURRENCIES or self.text[max(0, start - 2) : start - 1] in CURRENCIES
        )

    def _scaled(self, value: Decimal, at: int, end: int) -> tuple[Decimal | None, int, int]:
        """Return the value times the scale words that follow: "5 million", "2,5 Mrd."; None where there is none."""
        many: Decimal | None = None
        while at < len(self.tokens):
            token = self.tokens[at]
            if token.start() < end:
                at += 1
                continue
            word = token.group()
            factor = self.language.scales.get(word) or self.language.abbreviated_scales.get(word)
            if not factor or not GAP.match(self.text[end : token.start()]):
                half = self._half(end)
                if half is None or half == end:
                    break
                end = half
                continue
            if word in ("k", "md") and token.start() != end:
                break
            many = (value if many is None else many) * factor
            at, end = at + 1, token.end()
        return many, at, end

    def _half(self, end: int) -> int | None:
        """Return where "and a half" ends if it stands there."""
        if not self.language.half:
            return None
        match = compiled(self.language.half).match(self.text, end)
        return match.end() if match else None

    def _decade(self, value: Decimal, token: re.Match[str]) -> set[object]:
        """Return 1990 for the 90s."""
        if value % 10 or value > 2100:
            return set()
        language = self.language
        is_marked = language.decade and compiled(language.decade).match(self.text, token.end())
        is_announced = language.decade_before and compiled(language.decade_before).search(
            self.text, max(0, token.start() - 20), token.start()
        )
        if not is_marked and not is_announced:
            return set()
        if value < 100:
            return {value + 1900, value + 2000, value + 1800}
        return {value % 100} if value > 1800 and value % 100 else set()

    def _unit(self, at: int, start: int, end: int) -> str:
        """Return the code of the unit after a number, or of the currency before it."""
        match = UNIT_SIGNS.match(self.text, end)
        if match:
            return CURRENCIES.get(match["sign"], match["sign"]) if match["sign"] else "%"
        at = self._skip_glued(at, end)
        if at < len(self.tokens):
            token = self.tokens[at]
            between = self.text[end : token.start()]
            if re.fullmatch(r"[\s-]{0,2}(?:de\s|d')?", between) or token.group() in ("de", "di", "of"):
                word = token.group().removeprefix("d'")
                if self.language.square and re.fullmatch(self.language.square, word) and at + 1 < len(self.tokens):
                    return f"{unit_of(self.tokens[at + 1].group(), self.language)}2"
                following = self.tokens[at + 1].group() if at + 1 < len(self.tokens) else ""
                if word in ("de", "di", "of", "us"):
                    word, following = following, ""
                if unit := unit_of(word, self.language):
                    return unit
                unit = unit_of(following, self.language)
                if is_currency(unit) or unit == "£|lb":
                    return unit
        before = re.search(r"(?:([$€£¥₽₹])|\b(?:usd|eur|gbp|chf))\s?$", self.text[max(0, start - 5) : start])
        if before:
            return CURRENCIES.get(before.group().strip(), before.group().strip())
        return ""

    def _unit_within(self, words: str) -> str:
        """Return the unit that a word is made with: dreißigjährig."""
        return next((unit for ending, unit in self.language.unit_endings.items() if ending in words), "")

    def _unit_of_loose(self, at: int, start: int, end: int) -> str:
        """Return the unit of "half a mile"."""
        if at < len(self.tokens) and self.tokens[at].group() in self.language.articles:
            at, end = at + 1, self.tokens[at].end()
        return self._unit(at, start, end)

    def _words(self, at: int) -> tuple[Item, int] | None:
        """Read the number in words that begins there, if one does."""
        first = self.tokens[at]
        number, position, end = Sum(self.language), at, first.start()
        while position < len(self.tokens):
            token = self.tokens[position]
            if token["numeral"] or (number.words and not GAP.match(self.text[end : token.start()])):
                break
            is_join = token.group() in self.language.joins and position + 1 < len(self.tokens)
            if is_join and number.words and number.is_joined(self.tokens[position + 1].group()):
                end, position = token.end(), position + 1
                continue
            if not number.take(token.group()):
                break
            end, position = token.end(), position + 1
        return self._summed(number, first, end, position) if number.words else None

    def _summed(self, number: Sum, first: re.Match[str], end: int, position: int) -> tuple[Item, int]:
        """Return the item of a number in words, with "and a half" and what makes a decade or "both" of it."""
        begin, value = first.start(), number.value
        also = self._decade(value, first) | self._times_before(first, value)
        if share := self._share(position, end, value):
            also, end, position = also | share, self.tokens[position].end(), position + 1
        if half := self._half(end):
            also.add(value + HALF * (number.last if number.last >= 100 else 1))
            many, after, half_end = self._scaled(value + HALF, position, half)
            if many is not None:
                return self._in_words(begin, half_end, {many}, set(), True, after)
            end = half
        item, after = self._in_words(begin, end, {value}, also, number.is_sure, position)
        if value == 1 and self._is_article(first.group()):
            item = replace(item, is_article=True)
        elif self._is_in_name(first):
            item = item.doubting()
        elif value == 2 and self.language.both_before:
            is_both = compiled(self.language.both_before).search(self.text, max(0, begin - 10), begin)
            item = item.doubting() if is_both else item
        return item, after

    def _is_in_name(self, token: re.Match[str]) -> bool:
        """Tell whether the word ends a name: League One, World War Two."""
        before = self.written[: token.start()].rstrip(" ").rpartition(" ")[2]
        return self.written[token.start()].isupper() and before[:1].isupper() and before[-1:].isalnum()

    def _in_words(
        self, start: int, end: int, values: set[Decimal], also: set[object], is_sure: bool, at: int
    ) -> tuple[Item, int]:
        unit = self._unit(at, start, end) or self._unit_within(self.text[start:end])
        scale = next(
            (Decimal(10**power) for power in (12, 9, 6, 3) if all(v and v % 10**power == 0 for v in values)), Decimal(1)
        )
        item = Item(
            Kind.NUMBER, start, end, frozenset(values), frozenset(also), is_sure=is_sure, unit=unit, scale=scale
        )
        return item, self._skip_glued(at, end)

    def _named(self, token: re.Match[str]) -> Item | None:
        """Read a month or a day of the week that stands alone."""
        word = token.group().removeprefix("d'").removeprefix("l'").removesuffix("'s")
        month = self.language.months.get(word)
        if month is None and self.language.month_stems:
            made_of = compiled(self.language.month_stems).fullmatch(word)
            if made_of and (number := month_of(self.language, made_of[1])):
                return Item(Kind.MONTH, *token.span(), frozenset({number}), is_sure=False)
        if month is not None:
            before = self.text[max(0, token.start() - 16) : token.start() + token.group().index(word)]
            is_doubtful = word in self.language.doubtful_months
            is_sure = not is_doubtful or bool(
                self.language.before_month and compiled(self.language.before_month).search(before)
            )
            if self.language.has_capital_months and self.written[token.start()].islower():
                return None
            return Item(Kind.MONTH, *token.span(), frozenset({month}), is_sure=is_sure)
        weekday = self.language.weekdays.get(word)
        if weekday is not None:
            is_sure = word not in self.language.doubtful_weekdays
            return Item(Kind.WEEKDAY, *token.span(), frozenset({weekday}), is_sure=is_sure)
        return None

    def _loose(self, at: int) -> Item | None:
        token = self.tokens[at]
        word = token.group()
        values = self.language.loose.get(word) or self.language.loose.get(word.rpartition("'")[2])
        if not values and self.language.loose_stems:
            values = stems(self.language, word)
        if not values:
            return None
        return Item(
            Kind.NUMBER,
            *token.span(),
            frozenset(Decimal(str(value)) for value in values),
            is_sure=False,
            is_article=values == (1,) and (self._is_article(word) or word.startswith("ein")),
            unit=self._unit_of_loose(at + 1, *token.span()),
        )

    def _is_article(self, word: str) -> bool:
        """Tell whether the word is a 1 beside a unit alone: "d'une", "another"."""
        last = word.rpartition("'")[2]
        return (last in self.language.articles and last != "one") or last in self.language.hardly_one

    def _roman(self, mask: bytearray) -> Iterator[Item]:
        for match in ROMAN.finditer(self.written):
            signs = match.group(1)
            if signs and not mask[match.start()]:
                amounts = [ROMAN_SIGNS[sign] for sign in signs]
                value = sum(-one if one < other else one for one, other in zip(amounts, [*amounts[1:], 0], strict=True))
                yield Item(Kind.NUMBER, *match.span(1), frozenset({Decimal(value)}), is_sure=False)

    def _ranged(self, items: list[Item]) -> list[Item]:
        """Give the first number of a range the scale and unit of the second: "5 to 6 million", "2–3 %"."""
        ranges = compiled(rf"\s?[-‑–—]\s?|\s(?:{self.language.ranges or '(?!)'})\s")
        for at in range(len(items) - 2, -1, -1):
            one, other = items[at], items[at + 1]
            if one.kind != Kind.NUMBER or not ranges.fullmatch(self.text, one.end, max(one.end, other.start)):
                continue
            if other.kind == Kind.DATE and not one.unit:
                items[at] = replace(one, belongs_to=Kind.DATE)
            if other.kind != Kind.NUMBER:
                continue
            also = set(one.also)
            if one.scale == 1 and other.scale > 1:
                also |= {value * other.scale for value in one.values if isinstance(value, Decimal)}
            items[at] = replace(one, also=frozenset(also), unit=one.unit or other.unit)
            items[at + 1] = _second_of_years(items[at], other)
        return items


def _second_of_years(one: Item, other: Item) -> Item:
    """Give 18 in "2017–18" the meaning 2018 too."""
    first, second = next(iter(one.values)), next(iter(other.values))
    if isinstance(first, Decimal) and isinstance(second, Decimal) and 1000 <= first < 2200 and 0 < second < 100:
        return replace(other, also=other.also | {first - first % 100 + second})
    return other
