"""Other texts below a text: picked by hand, then by what they have in common."""

from datetime import timedelta

import pytest

from articles.models import Edition, Topic
from tests import desk_cast as cast
from tests.factories import make_person
from tests.site.scene import WINTER, page, with_language

pytestmark = pytest.mark.django_db


def related(path: str = "/en/news/text/") -> list[str]:
    return [link.text for link in page(path).xpath("//*[@class='related']//a")]


def text(title: str = "Text", *, days: int = 0, **fields) -> Edition:
    return cast.imported(title, public_from=WINTER + timedelta(days=days), slug=title.lower(), **fields)


def topic(slug: str, *editions: Edition) -> None:
    row = Topic.objects.create(slug=slug)
    for edition in editions:
        edition.article.topics.add(row)


def test_more_in_common_comes_first_then_the_newer_one() -> None:
    one, old, new, both = text(), text("Old", days=1), text("New", days=2), text("Both", days=-9)
    text("Stranger", days=5)
    topic("ice", one, old, new, both)
    person = make_person("Anne Ek")
    for edition in (one, both):
        edition.article.people.add(person)
    assert related() == ["Both", "New", "Old"]


def test_what_editors_picked_comes_before_everything() -> None:
    one, picked, near = text(), text("Picked", days=-99), text("Near")
    topic("ice", one, near)
    one.article.related.add(picked.article)
    assert related() == ["Picked", "Near"]
    assert related("/en/news/picked/") == []


def test_only_what_is_public_in_the_language_is_related() -> None:
    one, french = text(), text("Autre", language="fr")
    waiting = cast.scheduled(cast.draft("To come"))
    gone = cast.withdrawn(cast.draft("Gone"))
    topic("ice", one, french, waiting, gone)
    one.article.related.add(waiting.article, gone.article, french.article)
    assert related() == []
    with_language(french, "en", "Other")
    assert related() == ["Other"]


def test_a_text_is_not_related_to_itself_and_four_are_enough() -> None:
    one = text()
    topic("ice", one, *(text(f"Text-{number}", days=number) for number in range(9)))
    assert related() == ["Text-8", "Text-7", "Text-6", "Text-5"]


def test_without_anything_in_common_there_is_no_list() -> None:
    text()
    text("Stranger")
    assert not page("/en/news/text/").xpath("//*[@class='related']")
