"""The terms of the glossary: the source's term calls for one of the translation's, and some are forbidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.translation.inflection import find_term

from .base import Check, Context, Finding, KnownTerm, Pair, Place, Severity, TermStatus, Text
from .words import base, place, words

__all__ = ["ForbiddenTerms", "Terms"]

#: Shortest German term that is looked for inside a compound.
_IN_COMPOUND = 4


class Terms(Check):
    """A term of the source without any of the terms that the glossary has for it."""

    name = "terms"
    label = gettext_lazy("Terms")

    def findings(self, pairs: Sequence[Pair], context: Context) -> Iterator[Finding]:
        """Inflection is no fault, nor a term that only stands within a longer one."""
        (pair,) = pairs
        if not (pair.source.text and pair.target.text):
            return
        for places, terms in _found(pair.source, context.terms):
            wanted = [text for term in terms for text, status in term.targets if status != TermStatus.FORBIDDEN]
            if not wanted or any(_stands(pair.target, text) for text in wanted):
                continue
            yield Finding(
                self.name,
                self.severity,
                _("“%(source)s” is not translated as the glossary has it: %(target)s.")
                % {
                    "source": places[0].text,
                    "target": ", ".join(f"“{text}”" for text in dict.fromkeys(wanted)),
                },
                pair.key,
                places,
            )


class ForbiddenTerms(Check):
    """A term in the translation that the glossary forbids. It blocks where the term that it translates is at hand."""

    name = "forbidden_terms"
    label = gettext_lazy("Forbidden terms")
    severity = Severity.BLOCK

    def findings(self, pairs: Sequence[Pair], context: Context) -> Iterator[Finding]:
        """A forbidden word inside a term that is right here is no fault; without its source term it only warns."""
        (pair,) = pairs
        text = pair.target
        if not text.text:
            return
        here = {term.text for _places, terms in _found(pair.source, context.terms) for term in terms}
        right = [
            span
            for term in context.terms
            for form, status in term.targets
            if status != TermStatus.FORBIDDEN
            for span in _spans(text, form)
        ]
        for (start, end), term, form in _forbidden(text, context.terms):
            if any(first <= start and end <= last for first, last in right):
                continue
            better = [target for target, status in term.targets if status == TermStatus.PREFERRED]
            sentence = (
                _("“%(word)s” is a forbidden term. Write %(better)s.")
                if better
                else _("“%(word)s” is a forbidden term (%(term)s).")
            )
            yield Finding(
                self.name,
                Severity.BLOCK if not term.text or term.text in here else Severity.WARN,
                sentence
                % {
                    "word": text.text[start:end],
                    "better": ", ".join(f"“{target}”" for target in better),
                    "term": form,
                },
                pair.key,
                tuple(place(pair.source, *span) for span in _spans(pair.source, term.text)[:1] if term.text in here),
                (place(text, start, end),),
            )


def _forbidden(text: Text, terms: Sequence[KnownTerm]) -> Iterator[tuple[tuple[int, int], KnownTerm, str]]:
    """Yield each place of a forbidden term once, for the longest one there, one that the source has first."""
    places: dict[tuple[int, int], tuple[KnownTerm, str]] = {}
    for term in sorted(terms, key=lambda term: not term.text):
        for form, status in term.targets:
            if status == TermStatus.FORBIDDEN:
                for span in _spans(text, form):
                    places.setdefault(span, (term, form))
    for start, end in sorted(places):
        if not any(first <= start and end <= last and (first, last) != (start, end) for first, last in places):
            yield (start, end), *places[start, end]


def _found(text: Text, terms: Sequence[KnownTerm]) -> Iterator[tuple[tuple[Place, ...], list[KnownTerm]]]:
    """Yield the terms that stand in a text with their places; a place within that of a longer term is not one."""
    by_form: dict[str, list[KnownTerm]] = {}
    for term in terms:
        if term.text:
            by_form.setdefault(term.text, []).append(term)
    spans = {
        form: _spans(text, form, is_case_sensitive=any(term.is_case_sensitive for term in same))
        for form, same in by_form.items()
    }
    every = [span for found in spans.values() for span in found]
    for form, found in spans.items():
        kept = [
            place(text, start, end)
            for start, end in found
            if not _is_part_of_name(text, start, form)
            and not any(first <= start and end <= last and last - first > end - start for first, last in every)
        ]
        if kept:
            yield tuple(kept), by_form[form]


def _is_part_of_name(text: Text, start: int, term: str) -> bool:
    """Tell whether a common word stands in a name (“the Metropolitan Police”), or in a longer word (“re-election”)."""
    before = text.text[:start].rstrip()
    if text.text[start - 1 : start] in ("-", "‐"):
        return True
    is_raised = term[0].islower() and text.text[start].isupper()
    last = words(before)[-1:] if is_raised and before[-1:].isalnum() else ()
    return bool(last) and last[0].text[0].isupper() and text.kind not in ("title", "heading")


def _spans(text: Text, term: str, *, is_case_sensitive: bool = False) -> list[tuple[int, int]]:
    """Return where a term stands; one all in capitals only where it is written so: US is not us."""
    is_acronym = len(term) > 1 and term.isupper() and term.isascii()
    return find_term(text.text, term, text.language, is_case_sensitive=is_case_sensitive or is_acronym)


def _stands(text: Text, term: str) -> bool:
    """Tell whether a term stands in a text, in German also as a part of a compound."""
    if _spans(text, term):
        return True
    if base(text.language) != "de" or len(term) < _IN_COMPOUND or len(words(term)) != 1:
        return False
    bare = term.casefold().rstrip("en")
    return any(bare in word.text.casefold() for word in words(text.text))
