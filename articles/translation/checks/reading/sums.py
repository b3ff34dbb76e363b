"""Numbers in words: which words add up and which multiply, one after the other."""

from __future__ import annotations

from decimal import Decimal

from .tables import Language

__all__ = ["Sum"]


class Sum:
    """A number while its words are read: "deux" "cent" "quatre" "vingt" "dix".

    ``is_sure`` once a word belongs to it that is surely a number; "un" and "cent"
    alone may be an article and a part of a name.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self.total = Decimal(0)
        self.current = Decimal(0)
        self.last = 0
        self.words = 0
        self.is_sure = False

    @property
    def value(self) -> Decimal:
        """What the words come to."""
        return self.total + self.current

    def take(self, word: str) -> bool:
        """Add the word if it continues the number; tell whether it does."""
        amount, is_sure = cardinal(word, self.language)
        factor = self.language.scales.get(word)
        if amount is not None and self._adds_up(amount):
            is_four_score = self.language.is_vigesimal and amount == 20 and self.current % 100 == 4
            self.current += 76 if is_four_score else amount
            self.is_sure |= is_sure
        elif factor and (self.words or word not in self.language.loose):
            if factor == 100:
                self.current = (self.current or Decimal(1)) * 100
            else:
                self.total += (self.current or Decimal(1)) * factor
                self.current = Decimal(0)
            self.is_sure |= (bool(self.words) and factor >= 100) or factor >= 10**6
        else:
            return False
        self.last = amount or factor or 0
        self.words += 1
        return True

    def _adds_up(self, amount: int) -> bool:
        """Tell whether "one" may follow "twenty" in one number."""
        if not self.current:
            return True
        rest = self.current % 100
        if self.language.is_vigesimal:
            if amount == 20 and rest == 4 and self.last == 4:
                return True
            if 10 <= amount <= 16:
                return rest in (60, 80, 0)
            if 7 <= amount <= 9 and rest in (10, 70, 90):
                return True
        if amount < 10:
            return self.current % 10 == 0 and (rest >= 20 or rest == 0)
        return rest == 0 if amount < 100 else self.current % 1000 == 0

    def is_joined(self, following: str) -> bool:
        """Tell whether "and" stands inside the number before this word: "a hundred and five", "vingt et un"."""
        amount, _is_sure = cardinal(following, self.language)
        if amount is None or amount >= 100 or not self.current:
            return False
        if self.language.is_vigesimal:
            is_one = amount == 1 and self.current % 10 == 0 and self.current >= 20
            return is_one or (amount == 11 and self.current % 100 == 60)
        if self.current % 100 == 0:
            return True
        return self.language.decimal == "," and self.current % 10 == 0 and amount < 10


def cardinal(word: str, language: Language) -> tuple[int | None, bool]:
    """Return the value of a word that adds up, None if it does not; and whether it surely is a number."""
    value = language.numbers.get(word)
    if value is not None:
        return value, True
    spelt = language.spelt(word) if language.spelt else None
    if spelt is not None and word not in language.scales:
        return spelt
    if language.articles and language.loose.get(word) in ((1,), (9,)):
        return int(language.loose[word][0]), False
    return None, False
