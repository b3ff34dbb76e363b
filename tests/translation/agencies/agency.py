"""An agency for tests: it gets a file, translates every word into capitals, and sends the file back."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone
from lxml import etree

from articles import drafting
from articles.models import Edition
from articles.translation.agencies.models import Order
from articles.translation.agencies.ordering import place_order
from articles.translation.agencies.sending import files_of
from articles.translation.agencies.taking import take_upload
from articles.workflow import perform
from tests.desk_cast import draft, member

__all__ = ["file_for", "order", "saved", "send_back", "to_translate", "translated"]

BODY = """<h2>Ice</h2><p>Ministers <strong>met</strong> <a href="https://example.org/">here</a>.</p>
<ul><li><p>One</p></li><li><p>Two</p></li></ul><figure><img src="/a.png" alt=""></figure><p>The end.</p>"""


def to_translate(*, language: str = "fr", source_language: str = "en", **text: str) -> Edition:
    """An empty translation by Tariq (or whoever translates into the language), of a draft by Wanda."""
    source = draft(**{"title": "A title", "standfirst": "In short", "body": BODY, "language": source_language, **text})
    user = (
        member("tariq") if language == "fr" else member(f"translator-{language}", role="translator", language=language)
    )
    return drafting.open_edition(source.article, language, user, translates=source)


def file_for(edition: Edition, version: str = "2.1") -> str:
    """The file of one translation."""
    return files_of([edition], version)[1].decode()


def translated(file: str, translate: Callable[[str], str] = str.upper) -> str:
    """The file with every segment translated that had no translation."""
    root = etree.fromstring(file.encode())
    for segment in [*root.iter("{*}segment"), *root.iter("{*}trans-unit")]:
        if segment.find("{*}target") is None and "no" not in {
            segment.get("translate"),
            segment.getparent().get("translate"),
        }:
            source = segment.find("{*}source")
            target = etree.fromstring(etree.tostring(source, with_tail=False))
            target.tag = source.tag.replace("source", "target")
            for element in target.iter():
                element.text, element.tail = translate(element.text or ""), translate(element.tail or "")
            source.addnext(target)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8").decode()


def send_back(edition: Edition, file: str | bytes, who: str = "tariq", agency: str = "Verba"):
    """The report on the file."""
    data = file.encode() if isinstance(file, str) else file
    reports = take_upload(data, [Edition.objects.get(pk=edition.pk)], member(who), agency=agency)
    edition.refresh_from_db()
    return reports[0]


def saved(edition: Edition, who: str = "max", **text: str) -> Edition:
    """The edition after somebody else saved it."""
    return perform(edition, "save", member(who), **text)


def order(*editions: Edition, who: str = "max", deadline: datetime | None = None, **fields: str) -> tuple[Order, str]:
    """An order by Max, due in three days, and its token."""
    return place_order(
        member(who),
        editions,
        agency=fields.pop("agency", "Verba"),
        deadline=deadline or timezone.now() + timedelta(days=3),
        **fields,
    )
