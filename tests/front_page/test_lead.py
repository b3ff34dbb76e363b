"""What the home page of a language starts with."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from articles import publication
from articles.front_page import lead_of, lead_with, lead_with_newest
from articles.models import Event, Lead, Outcome
from articles.workflow import Refused
from tests import desk_cast as cast
from tests.site.scene import page, public_texts, with_language

pytestmark = pytest.mark.django_db


def leading(language: str = "en") -> str:
    return page(f"/{language}/").xpath("//h2[@class='lead-title']/a")[0].text


def listed(language: str = "en") -> list[str]:
    return [link.text for link in page(f"/{language}/").xpath("//*[contains(@class, 'item-title')]/a")]


def pick(edition, **options) -> Lead:
    return lead_with(edition, cast.member("pia"), **options)


def test_the_picked_text_leads_and_the_newest_follow():
    texts = public_texts(15)

    pick(texts[0])

    assert leading() == "Text 1"
    assert listed() == [f"Text {number}" for number in range(15, 5, -1)]


def test_a_picked_text_among_the_newest_shows_once():
    pick(public_texts(4)[1])

    assert leading() == "Text 2"
    assert listed() == ["Text 4", "Text 3", "Text 1"]


def test_each_language_has_a_lead_of_its_own():
    english, _other = public_texts(2)
    french = with_language(english, "fr", "Texte 1")
    with_language(_other, "fr", "Texte 2")

    pick(english)

    assert leading() == "Text 1"
    assert leading("fr") == "Texte 2"
    pick(french)
    assert leading("fr") == "Texte 1"


def test_the_last_pick_counts():
    texts = public_texts(3)
    pick(texts[0])
    pick(texts[1])

    assert leading() == "Text 2"


def test_a_cleared_pick_lets_the_newest_lead():
    texts = public_texts(3)
    pick(texts[0])

    lead_with_newest("en", cast.member("max"))

    assert leading() == "Text 3"


def test_a_correction_of_the_lead_leads_on():
    edition = cast.public(cast.draft("Right"))
    pick(edition)
    cast.public(cast.draft("Newer"))

    cast.public(cast.correction(edition))

    assert leading() == "Right"
    assert lead_of("en").number == 2


def test_a_withdrawn_lead_gives_way_at_once_and_does_not_come_back():
    edition = cast.public(cast.draft("Wrong"))
    cast.public(cast.draft("Newer"))
    pick(edition)

    withdraw(edition)

    assert leading() == "Newer"
    again = cast.public(publication_of_a_new_edition(edition))
    assert again.is_public()
    assert leading() == "Newer", "the pick was of a text that was withdrawn"


def withdraw(edition) -> None:
    publication.withdraw(
        edition.article, cast.member("pia"), outcome=Outcome.NOTICE, notices={"en": "It was wrong."}, reason="A hoax."
    )


def publication_of_a_new_edition(edition):
    return cast.drafting.open_edition(
        edition.article, "en", cast.member("max"), title="Wrong", body="<p>Now right.</p>", public_note="Right now."
    )


def test_a_pick_ends_at_its_hour():
    texts = public_texts(3)
    until = timezone.now() + timedelta(days=1)
    pick(texts[0], until_at=until)

    assert lead_of("en") == texts[0]
    assert lead_of("en", until) is None


@pytest.mark.parametrize("standing", ["draft", "approved", "scheduled", "replaced", "withdrawn"])
def test_what_is_not_public_cannot_be_picked(standing):
    edition = cast.STANDINGS[standing]()

    with pytest.raises(Refused, match="Only a text that is public can lead"):
        pick(edition)


@pytest.mark.parametrize("who", ["wanda", "tariq", "ada", "otto", "emma", "nobody"])
def test_only_publishers_pick(who):
    edition = cast.public()

    with pytest.raises(Refused, match="for publishers"):
        lead_with(edition, cast.member(who))
    with pytest.raises(Refused, match="for publishers"):
        lead_with_newest("en", cast.member(who))
    assert not Lead.objects.exists()


def test_an_end_in_the_past_is_refused():
    with pytest.raises(Refused, match="The day has passed"):
        pick(cast.public(), until_at=timezone.now() - timedelta(seconds=1))


def test_nothing_is_cleared_where_nothing_is_picked():
    cast.public()

    with pytest.raises(Refused, match="the newest text leads already"):
        lead_with_newest("en", cast.member("pia"))


def test_who_picked_and_cleared_is_in_the_record():
    edition = cast.public()
    pick(edition)
    lead_with_newest("en", cast.member("max"))

    deeds = Event.objects.filter(action__in=["lead", "end_lead"]).order_by("pk")
    assert [(event.action, event.user, event.edition) for event in deeds] == [
        ("lead", cast.member("pia"), edition),
        ("end_lead", cast.member("max"), edition),
    ]


def test_a_pick_is_never_changed_or_deleted():
    pick(cast.public())
    for change in (lambda: Lead.objects.update(language="fr"), lambda: Lead.objects.all().delete()):
        with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
            change()


def test_the_home_page_costs_the_same_with_a_lead(client: Client, django_assert_num_queries):
    texts = public_texts(3)
    client.get("/en/")
    with django_assert_num_queries(4):
        client.get("/en/")
    pick(texts[0])
    with django_assert_num_queries(4):
        client.get("/en/")
