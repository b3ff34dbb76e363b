"""Errors other than in numbers and dates, planted in a correct translation for the benchmark of the checks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from random import Random

from corpora import CORPUS
from known_here import known_names, known_terms
from planted_numbers import ADDRESS
from planting import Document, Planter, with_target

from articles.translation.checks import Context, KnownName, Pair, Place, Text
from articles.translation.checks.names import named
from articles.translation.inflection import find_term

LONG = 40
"""Characters from which a text left in the source language has to be found."""
_SHORT_NAME = 5


def left_untranslated(_random: Random, pair: Pair, _context: Context) -> Pair | None:
    """The source stands where its translation should."""
    if len(pair.source.text) < LONG or _letters(pair.source.text) in ("", _letters(pair.target.text)):
        return None
    return replace(pair, target=replace(pair.source, language=pair.target.language))


def _letters(text: str) -> str:
    """Return what there may be to translate: no addresses, no signs."""
    return "".join(sign for sign in ADDRESS.sub("", text.casefold()) if sign.isalpha())


def in_third_language(_random: Random, pair: Pair, context: Context) -> Pair | None:
    """The same line in a language that is neither of the two; of the parallel lines alone."""
    kind, _, number = pair.key.partition(":")
    if kind != "line":
        return None
    language = next(one for one in ("fr", "de", "en") if one not in (context.source_language, context.target_language))
    text = _lines(language)[int(number) - 1]
    return with_target(pair, text) if len(text) >= LONG else None


@cache
def _lines(language: str) -> list[str]:
    return (CORPUS / "parallel_lines" / f"newstest2019.{language}.txt").read_text().split("\n")


def paragraph_deleted(_random: Random, pair: Pair, _context: Context) -> Pair | None:
    """Nothing stands where the translation should."""
    return replace(pair, target=replace(pair.target, html="", text=""))


_DROPPED = {
    "de": [(r"\bnicht (?!nur|zuletzt|mehr als|weniger)", ""), (r"\bkein(e[nmrs]?)?\b", r"ein\1")],
    "en": [
        (r"\b(is|are|was|were|do|does|did|has|have|had|will|would|can|could|should) not (?!only|just)", r"\1 "),
        (r"\b(is|are|was|were|does|did|has|have|had|would|could|should)n['’]t\b(?! only| just)", r"\1"),
        (r"\bcannot\b", "can"),
    ],
    "fr": [
        (r"\bne (\w+) (?:pas|plus|jamais)\b(?! seulement| que)", r"\1"),
        (r"\bn['’](\w+) (?:pas|plus|jamais)\b(?! seulement| que)", r"\1"),
    ],
    "ru": [(r"\bне (?!только|менее|более|раньше|позднее|меньше|больше)", "")],
}
_ADDED = {
    "de": [(r"\b(ist|sind|war|waren|hat|haben|wird|werden|kann|können|soll|muss)\b", r"\1 nicht")],
    "en": [(r"\b(is|are|was|were|has|have|had|will|would|can|could|should)\b", r"\1 not")],
    "fr": [
        (r"\b(peut|doit|sera|sont|seront|peuvent|doivent|va|vont|fait|font|reste)\b", r"ne \1 pas"),
        (r"\b(est|a|ont|était|étaient|avait|aura)\b(?=\s\w)", r"n’\1 pas"),
    ],
    "ru": [(r"\b(был[аои]?|будет|будут|может|могут|имеет|является|стал[аи]?|сказал[аи]?|хочет)\b", r"не \1")],
}
_EXACT = {
    "de": [(r"\b(?:mehr als|mindestens|etwa|rund|ungefähr|bis zu|fast) (?=\d)", "")],
    "en": [(r"\b(?:more than|at least|about|nearly|almost|up to|around|approximately) (?=[\d$£€])", "")],
    "fr": [(r"\b(?:plus de|au moins|environ|près de|jusqu['’]à|moins de) (?=\d)", "")],
    "ru": [(r"\b(?:более|свыше|не менее|около|примерно|почти) (?=\d)", "")],
}


def reworded(changes: dict[str, list[tuple[str, str]]]) -> Callable[[Random, Pair, Context], Pair | None]:
    """Return what rewrites one place of the translation that a pattern of its language fits."""

    def planted(random: Random, pair: Pair, context: Context) -> Pair | None:
        text = pair.target.text
        places = [
            (match, replacement)
            for pattern, replacement in changes.get(context.target_language, [])
            for match in re.finditer(pattern, text)
        ]
        if not places:
            return None
        match, replacement = random.choice(places)
        return with_target(pair, text[: match.start()] + match.expand(replacement) + text[match.end() :])

    return planted


def informed(document: Document) -> Document:
    """Give the document what a newsroom would know: names and terms of its source, and how it sets its French."""
    context = document.context
    text = Text(context.source_language, "", "", "\n".join(pair.source.text for pair in document.pairs))
    mine = [
        KnownName(f"person:{1000 + number}", dict.fromkeys(("en", "fr", "de"), (person["name"],)))
        for number, person in enumerate(document.facts.get("people") or [])
        if " " in person["name"] and person["name"].istitle()
    ]
    names = [
        name
        for name in (*known_names(), *mine)
        if named(text, name.forms.get(context.source_language, ()), has_nouns=_has_nouns(name))
    ]
    terms = known_terms(context.source_language, context.target_language)
    profile = "canada" if document.name.startswith("cds") and context.target_language == "fr" else ""
    return replace(document, context=replace(context, names=names, terms=terms, profile=profile))


def name_misspelt(random: Random, pair: Pair, context: Context) -> Pair | None:
    """Two letters of a surname change places, or one is lost, or another one stands there."""
    places = [
        place
        for _name, place in _named(pair, context)
        if not place.text.isupper() and len(place.text.split()[-1]) >= _SHORT_NAME
    ]
    if not places:
        return None
    place = random.choice(places)
    at = random.randrange(place.text.rfind(" ") + 2, len(place.text) - 2)
    before, here, after = place.text[:at], place.text[at : at + 2], place.text[at + 2 :]
    letters = "abdeiklmnort" if here.isascii() else "абдеиклмнорт"
    new = random.choice([here[::-1], here[0], random.choice(letters) + here[1]])
    if new == here or not here.isalpha():
        return None
    return with_target(pair, pair.target.text[: place.start] + before + new + after + pair.target.text[place.end :])


def name_lost(random: Random, pair: Pair, context: Context) -> Pair | None:
    """The only mention of somebody is gone, or names another of those known."""
    found = _named(pair, context)
    once = [(name, place) for name, place in found if sum(name == other for other, _place in found) == 1]
    if not once:
        return None
    name, place = random.choice(once)
    others = [one.forms[context.target_language][0] for one in known_names() if context.target_language in one.forms]
    new = random.choice(["", *random.sample(others, 2)])
    if any(form in new for form in name.forms[context.target_language]):
        return None
    return with_target(pair, pair.target.text[: place.start] + new + pair.target.text[place.end :])


def _named(pair: Pair, context: Context) -> list[tuple[KnownName, Place]]:
    found = []
    for name in context.names:
        forms, nouns = name.forms.get(context.target_language, ()), _has_nouns(name)
        if named(pair.source, name.forms[context.source_language], has_nouns=nouns):
            found += [(name, place) for place in named(pair.target, forms, has_nouns=nouns)]
    return found


def _has_nouns(name: KnownName) -> bool:
    return name.reference.startswith("organisation:")


def another_term(random: Random, pair: Pair, context: Context) -> Pair | None:
    """A term of the glossary stands in the place of another."""
    found = [
        (term, span)
        for term in context.terms
        if find_term(pair.source.text, term.text, context.source_language)
        for text, _status in term.targets
        for span in find_term(pair.target.text, text, context.target_language)
    ]
    once = [(term, span) for term, span in found if sum(term == other for other, _span in found) == 1]
    if not once:
        return None
    term, (start, end) = random.choice(once)
    new = random.choice([other for other in context.terms if other != term]).targets[0][0]
    return with_target(pair, pair.target.text[:start] + new + pair.target.text[end:])


PLANTERS = [
    Planter("left untranslated", left_untranslated, ("untranslated", "wrong_language"), must_block=True),
    Planter("in a third language", in_third_language, ("untranslated", "wrong_language"), must_block=True),
    Planter("paragraph deleted", paragraph_deleted, ("missing_paragraph",), must_block=True),
    Planter("negation dropped", reworded(_DROPPED), ("negation",)),
    Planter("negation added", reworded(_ADDED), ("negation",)),
    Planter("hedge dropped", reworded(_EXACT), ("hedges",)),
    Planter("name misspelt", name_misspelt, ("names", "name_spelling")),
    Planter("name lost or another", name_lost, ("names", "name_spelling")),
    Planter("another term", another_term, ("terms",)),
]
