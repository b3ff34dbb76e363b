"""Who is named in a text: persons and organisations found by the forms that their records hold."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .models import Organisation, OrganisationName, Person, PersonName

__all__ = ["Found", "named_in"]

_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Found:
    """One place in a text where someone is named: ``text[start:end]``, and who it is."""

    subject: Person | Organisation
    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Form:
    tokens: tuple[str, ...]
    kind: type[Person] | type[Organisation]
    pk: int
    is_acronym: bool = False


def named_in(text: str) -> list[Found]:
    """Return where persons and organisations are named in a plain text, in its order, the longest form first.

    Accents and case do not matter, except that an acronym counts in capitals
    only ("WHO", not "who"). A form that two records share is left out: a
    suggestion that is wrong half the time is worse than none. Causes four
    queries at the most, whatever the length of the text.
    """
    tokens = list(_TOKEN.finditer(text))
    forms = _forms(_fold(token.group()) for token in tokens)
    places = list(_places(text, tokens, forms))
    subjects: dict[tuple[type, int], Person | Organisation] = {}
    for kind in (Person, Organisation):
        wanted = {form.pk for form, _start, _end in places if form.kind is kind}
        if wanted:
            subjects |= {(kind, subject.pk): subject for subject in kind.objects.with_names().filter(pk__in=wanted)}
    return [
        Found(subject, text[start:end], start, end)
        for form, start, end in places
        if (subject := subjects.get((form.kind, form.pk)))
    ]


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _tokens(form: str) -> tuple[str, ...]:
    return tuple(_fold(token) for token in _TOKEN.findall(form))


def _forms(tokens: Iterable[str]) -> dict[str, list[_Form]]:
    """The forms whose first word stands in the text, by that word, longest first, each of one subject only."""
    present = set(tokens)
    owners: dict[tuple[tuple[str, ...], bool], set[_Form]] = {}
    for form in _recorded_forms():
        if form.tokens and form.tokens[0] in present:
            owners.setdefault((form.tokens, form.is_acronym), set()).add(form)
    by_first: dict[str, list[_Form]] = {}
    for claims in owners.values():
        if len(claims) == 1:
            (form,) = claims
            by_first.setdefault(form.tokens[0], []).append(form)
    for forms in by_first.values():
        forms.sort(key=lambda form: -len(form.tokens))
    return by_first


def _recorded_forms() -> Iterator[_Form]:
    for pk, *forms in PersonName.objects.values_list("person_id", "name", "short_name"):
        yield from (_Form(_tokens(form), Person, pk) for form in forms)
    for pk, name, acronym in OrganisationName.objects.values_list("organisation_id", "name", "acronym"):
        yield _Form(_tokens(name), Organisation, pk)
        yield _Form(_tokens(acronym), Organisation, pk, is_acronym=True)


def _places(text: str, tokens: list[re.Match[str]], forms: dict[str, list[_Form]]) -> Iterator[tuple[_Form, int, int]]:
    folded = [_fold(token.group()) for token in tokens]
    at = 0
    while at < len(tokens):
        form = next((form for form in forms.get(folded[at], ()) if _stands(text, tokens, folded, at, form)), None)
        if form is None:
            at += 1
            continue
        last = at + len(form.tokens) - 1
        yield form, tokens[at].start(), tokens[last].end()
        at = last + 1


def _stands(text: str, tokens: list[re.Match[str]], folded: list[str], at: int, form: _Form) -> bool:
    end = at + len(form.tokens)
    if tuple(folded[at:end]) != form.tokens:
        return False
    written = text[tokens[at].start() : tokens[end - 1].end()]
    if "\n" in written:
        return False
    if form.is_acronym:
        return written == written.upper()
    # A name begins with a capital, in the scripts that have them.
    return written[0] == written[0].upper()
