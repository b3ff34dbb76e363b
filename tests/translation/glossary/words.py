"""Entries of the glossary, as the tests write them."""

from articles.translation.glossary.models import Concept

__all__ = ["concept"]


def concept(domain: str = "", definition: str = "", **terms: str) -> Concept:
    """An entry with terms by language: ``en="troops", fr="soldats; -militaires; *troupiers"``.

    Several terms are parted by "; "; "-" before one admits it, "*" forbids it.
    Capitals alone make an acronym. In the name of a regional language "_" is for "-".
    """
    entry = Concept.objects.create(domain=domain, definition=definition)
    for language, texts in terms.items():
        for text in texts.split("; "):
            status = {"-": "admitted", "*": "forbidden"}.get(text[0], "preferred")
            entry.terms.create(
                language=language.replace("_", "-"),
                text=text.lstrip("-*"),
                status=status,
                is_case_sensitive=text.isupper() and text.isascii(),
            )
    return entry
