"""Bringing what a source paragraph holds across into the translation: its markup, names and links.

The words stay those of the source, for the translator to write over; what
can be known beforehand is already in the target language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve, reverse

from articles.models import Edition
from articles.richtext import plain_text, sanitise
from articles.richtext.blocks import read_mention
from articles.richtext.tree import Element, Node, read, text_of, write
from people.models import Organisation, Person

__all__ = ["Piece", "brought", "pieces_of"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Something within a paragraph that can come across by itself: a "link", "mention" or "footnote".

    ``html`` is inline HTML of the vocabulary, ``text`` what it says in the
    target language, ``address`` where a link leads.
    """

    kind: str
    html: str
    text: str
    address: str = ""


def brought(html: str, source_language: str, target_language: str) -> str:
    """The blocks of a source as a translation begins with them, without ids, which are the source's own.

    A mention takes the form of the name, short or full, that it has in the
    target language; a link to an article of ours leads to that article in the
    target language. Where there is no such name or text, either stays as it is.
    Five queries at the most, whatever the HTML holds.
    """
    nodes = read(sanitise(html))
    _turn(nodes, source_language, target_language)
    for block in nodes:
        if isinstance(block, Element):
            block.attributes.pop("data-block", None)
            # A paragraph in another language than the text's says so; the source's own language is not.
            if block.attributes.get("lang") == target_language:
                del block.attributes["lang"]
    return write(nodes)


def pieces_of(html: str, source_language: str, target_language: str) -> list[Piece]:
    """The links, mentions and footnotes of a source, each once, as `brought` would write them. As many queries."""
    nodes = read(brought(html, source_language, target_language))
    return list(dict.fromkeys(_pieces(nodes)))


def _pieces(nodes: Iterable[Node]) -> Iterator[Piece]:
    for element in _elements(nodes):
        if "data-footnote" in element.attributes:
            yield Piece("footnote", write([element]), text_of(element.children))
        elif "data-mention" in element.attributes:
            yield Piece("mention", write([element]), text_of(element.children))
        elif element.tag == "a":
            yield Piece("link", write([element]), text_of(element.children), element.attributes.get("href", ""))


def _elements(nodes: Iterable[Node]) -> Iterator[Element]:
    for node in nodes:
        if isinstance(node, Element):
            yield from node.descendants()


def _turn(nodes: list[Node], source_language: str, target_language: str) -> None:
    """Turn the mentions and links within the nodes."""
    elements = list(_elements(nodes))
    mentions = [element for element in elements if "data-mention" in element.attributes]
    names = _Names((element.attributes["data-mention"] for element in mentions), source_language, target_language)
    for element in mentions:
        if form := names.form(element.attributes["data-mention"], text_of(element.children)):
            element.children = [form]
    links = [element for element in elements if element.tag == "a" and element.attributes.get("href")]
    addresses = _addresses([element.attributes["href"] for element in links], target_language)
    for element in links:
        element.attributes["href"] = addresses.get(element.attributes["href"], element.attributes["href"])


class _Names:
    """Those whom a text mentions, and what they are called in both languages. Up to four queries when made."""

    def __init__(self, references: Iterable[str], source_language: str, target_language: str) -> None:
        self.source_language, self.target_language = source_language, target_language
        self.known: dict[str, Person | Organisation] = {}
        mentions = {read_mention(reference) for reference in references}
        for kind, model in (("person", Person), ("organisation", Organisation)):
            keys = [mention.pk for mention in mentions if mention.kind == kind]
            if keys:
                rows = model._default_manager.with_names().filter(pk__in=keys)
                self.known |= {f"{kind}:{row.pk}": row for row in rows}

    def form(self, reference: str, words: str) -> str:
        """The name in the target language, short where the words are; empty where it has none there."""
        match self.known.get(reference):
            case Person() as person:
                name, short = person.local_name(self.target_language), person.local_short_name(self.target_language)
                is_full = words.strip() == person.name_in(self.source_language)
                return self._if_of_the_language(name if is_full else short)
            case Organisation() as organisation:
                acronym = organisation.local_acronym(self.target_language)
                if acronym and words.strip() == organisation.acronym_in(self.source_language):
                    return self._if_of_the_language(acronym)
                return self._if_of_the_language(organisation.local_name(self.target_language))
        return ""

    def _if_of_the_language(self, name: object) -> str:
        language = getattr(name, "language", "").split("-")[0]
        return str(name) if language == self.target_language.split("-")[0] else ""


def _addresses(links: Iterable[str], target_language: str) -> dict[str, str]:
    """Link → the address of the same article in the language, of those that lead to an article. Two queries at most."""
    asked = {link: place for link in dict.fromkeys(links) if (place := _article_at(link))}
    if not asked:
        return {}
    languages = {language for language, _slug, _tail in asked.values()}
    slugs = {slug for _language, slug, _tail in asked.values()}
    rows = Edition.objects.kept().filter(language__in=languages, slug__in=slugs)
    articles = {
        (language, slug): article for language, slug, article in rows.values_list("language", "slug", "article")
    }
    found = Edition.objects.kept().in_language(target_language).filter(article__in=articles.values()).exclude(slug="")
    # The newest text's address leads on to the one that is public, and is right once it is released itself.
    newest = dict(found.order_by("number").values_list("article", "slug"))
    return {
        link: _with_host(link, reverse("site:article", args=[target_language, newest[article]])) + tail
        for link, (language, slug, tail) in asked.items()
        if (article := articles.get((language, slug))) in newest
    }


def _article_at(link: str) -> tuple[str, str, str] | None:
    """The language and slug of the article of ours that a link leads to, and its fragment; None where to none."""
    try:
        parts = urlsplit(link)
        if parts.netloc and parts.netloc != urlsplit(settings.NEWSROOM_BASE_URL).netloc:
            return None
        match = resolve(parts.path)
    except (Resolver404, ValueError):
        return None
    if match.view_name != "site:article":
        return None
    return match.kwargs["language"], match.kwargs["slug"], f"#{parts.fragment}" if parts.fragment else ""


def _with_host(link: str, path: str) -> str:
    parts = urlsplit(link)
    return f"{parts.scheme}://{parts.netloc}{path}" if parts.netloc else path


def is_bare(html: str) -> bool:
    """Whether a translation says nothing yet: no words, no picture."""
    return not plain_text(html) and "<img" not in html
