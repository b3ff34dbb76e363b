"""Who chose French sees the desk in French: no English is left on a page but what was written in English."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override
from lxml import html

from articles.models import Contact, Image, Topic
from articles.translation.agencies.taking import take_upload
from articles.translation.memory.models import MemoryUnit
from people.models import Organisation, Person
from tests import catalogues
from tests import desk_cast as cast
from tests.desk.screens import at_desk, png, release_url, text_url
from tests.translation.agencies.agency import file_for, order, to_translate, translated
from tests.translation.memory.units import from_file, remembered

pytestmark = pytest.mark.django_db

FRENCH = catalogues.read(Path(settings.LOCALE_PATHS[0]) / "fr" / "LC_MESSAGES" / "django.po")
# Words that French shares, in another sense or as names of things.
SHARED = {"source", "Date", "Arabic"}
# What the cast wrote, where the page cannot know in which language.
WRITTEN = {"A figure was wrong.", "The siren sounds.", "The text."}
TIME_ZONE = re.compile(r"[A-Z]\w+/\w[\w ]+")
# What no French sentence contains.
ENGLISH_WORDS = re.compile(r"\b(?:the|and|with|is|are|your|you|this|from|of|by|not|was|has|to)\b", re.IGNORECASE)
SPOKEN = ("title", "aria-label", "placeholder", "alt", "label")


def english() -> dict[str, re.Pattern[str]]:
    """Every sentence of the interface whose French differs, and how it looks with its placeholders filled in."""
    found = {}
    for message in catalogues.owed(FRENCH):
        pairs = zip(
            [message.id] if isinstance(message.id, str) else message.id,
            [message.string] if isinstance(message.string, str) else message.string,
            strict=False,
        )
        for ours, theirs in pairs:
            if ours.lower() != theirs.lower() and ours not in SHARED:
                parts = re.split(r"%\(\w+\)[sd]|%[sd]", ours.rstrip(":…"))
                if re.search(r"[^\W\d_]{2}", "".join(parts)):
                    found[ours] = re.compile(r".+?".join(map(re.escape, parts)))
    return found


ENGLISH = english()


def visible(page: str) -> Iterator[str]:
    """What a reader sees or hears of the page, piece by piece, but for text that says it is in another language."""
    yield from pieces(html.fromstring(page))


def pieces(element) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in {"script", "style", "template", "svg", "textarea", "kbd"}:
        return
    if element.get("lang", "fr") != "fr" or element.get("translate") == "no":
        return
    yield from (element.get(name, "") for name in SPOKEN)
    if element.tag == "input" and element.get("type") in {"submit", "button"}:
        yield element.get("value", "")
    yield element.text or ""
    for child in element:
        yield from pieces(child)
        yield child.tail or ""


def leftovers(page: str) -> list[str]:
    """The pieces of the page that are English."""
    texts = {" ".join(text.split()).rstrip(":… ") for text in visible(page)} - {"", *WRITTEN}
    return sorted(
        text
        for text in texts
        if not TIME_ZONE.fullmatch(text)
        and (ENGLISH_WORDS.search(text) or any(sentence.fullmatch(text) for sentence in ENGLISH.values()))
    )


def index() -> str:
    cast.scheduled(cast.draft("Bateau"))
    cast.approved(cast.draft("Navire"))
    cast.public(cast.draft("Voilier"))
    cast.submitted(cast.draft("Barque", language="fr"))
    return reverse("admin:index")


def board() -> str:
    cast.translation(cast.public(cast.draft("Bateau", required=["en", "fr"])))
    return reverse("admin:board")


def articles() -> str:
    cast.public(cast.draft("Bateau"))
    return reverse("admin:articles_article_changelist")


def article() -> str:
    edition = cast.public(cast.draft("Bateau"))
    cast.translation(edition)
    return reverse("admin:articles_article_change", args=[edition.article_id])


def history() -> str:
    edition = cast.replaced(cast.draft("Bateau"))
    return reverse("admin:articles_article_history", args=[edition.article_id])


def comparison() -> str:
    edition = cast.replaced(cast.draft("Bateau"))
    return reverse("admin:articles_article_compare", args=[edition.article_id, "en"])


def new_article() -> str:
    return reverse("admin:articles_article_add")


def text() -> str:
    return text_url(cast.draft("Bateau", language="fr"))


def translation() -> str:
    return text_url(cast.translation(cast.public(cast.draft("Bateau", required=["en", "fr"]))))


def agencies() -> str:
    edition = to_translate()
    placed, _token = order(edition)
    with override("fr"):
        reports = take_upload(translated(file_for(edition)).replace("ONE", "").encode(), [edition], cast.member("max"))
    placed.deliveries.create(file_name="a.xlf", digest="0" * 64, report=[each.as_json() for each in reports])
    return reverse("admin:articles_article_agencies", args=[edition.article_id])


def translation_file() -> str:
    return reverse("admin:articles_edition_xliff", args=[to_translate(title="Bateau").pk])


def text_to_approve() -> str:
    return reverse("admin:articles_edition_approve", args=[cast.submitted(cast.draft("Bateau")).pk])


def text_to_correct() -> str:
    return reverse("admin:articles_edition_correct", args=[cast.public(cast.draft("Bateau")).pk])


def text_to_withdraw() -> str:
    return reverse("admin:articles_article_withdraw", args=[cast.public(cast.draft("Bateau")).article_id])


def release() -> str:
    return release_url(cast.approved(cast.draft("Bateau", required=["en", "fr"])).article)


def emergency() -> str:
    edition = cast.draft("Bateau")
    return reverse("admin:articles_article_emergency") + f"?article={edition.article_id}"


def emergencies() -> str:
    cast.released_in_emergency(cast.draft("Bateau"))
    return reverse("admin:articles_edition_queue")


def releases() -> str:
    cast.scheduled(cast.draft("Bateau"))
    return reverse("admin:articles_release_changelist")


def decision() -> str:
    edition = cast.scheduled(cast.draft("Bateau"))
    return reverse("admin:articles_release_change", args=[edition.release_id])


def events() -> str:
    cast.draft("Bateau")
    return reverse("admin:articles_event_changelist")


def topic() -> str:
    return reverse("admin:articles_topic_change", args=[Topic.objects.create(slug="glace").pk])


def image() -> str:
    return reverse("admin:articles_image_change", args=[Image.objects.create(file=png()).pk])


def contact() -> str:
    return reverse("admin:articles_contact_change", args=[Contact.objects.create(name="Iris Vale").pk])


def person() -> str:
    return reverse("admin:people_person_change", args=[Person.objects.create(slug="iris-vale").pk])


def organisation() -> str:
    return reverse("admin:people_organisation_change", args=[Organisation.objects.create(slug="croix-bleue").pk])


def memory() -> str:
    remembered(("Bateau", "Navire"))
    from_file("Bateau", "Navire", languages=("de", "fr"))
    return reverse("admin:memory_memoryunit_changelist") + "?words=navire"


def memory_empty() -> str:
    return reverse("admin:memory_memoryunit_changelist") + "?words=navire"


def memory_unit() -> str:
    cast.discarded(remembered(("Bateau", "Navire")))
    return reverse("admin:memory_memoryunit_change", args=[MemoryUnit.objects.get().pk])


def memory_import() -> str:
    from_file("Bateau", "Navire")
    return reverse("admin:memory_memoryunit_import")


def account() -> str:
    return reverse("my_account")


def second_factor() -> str:
    return reverse("mfa_index")


def colleague() -> str:
    return reverse("admin:staff_user_change", args=[cast.member("tariq").pk])


PLACES = [
    (index, "max"),
    (index, "pia"),
    (board, "max"),
    (articles, "pia"),
    (article, "max"),
    (history, "otto"),
    (comparison, "otto"),
    (new_article, "wanda"),
    (text, "wanda"),
    (text, "otto"),
    (translation, "tariq"),
    (agencies, "max"),
    (translation_file, "tariq"),
    (text_to_approve, "ada"),
    (text_to_correct, "pia"),
    (text_to_withdraw, "pia"),
    (release, "pia"),
    (emergency, "emma"),
    (emergencies, "max"),
    (releases, "pia"),
    (decision, "pia"),
    (events, "otto"),
    (topic, "max"),
    (image, "max"),
    (contact, "max"),
    (person, "max"),
    (organisation, "max"),
    (memory, "tariq"),
    (memory_empty, "tariq"),
    (memory_unit, "max"),
    (memory_import, "max"),
    (account, "wanda"),
    (second_factor, "wanda"),
    (colleague, "max"),
]


@pytest.mark.parametrize(("place", "name"), PLACES, ids=lambda value: getattr(value, "__name__", value))
def test_a_page_is_all_french(place, name, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    url = place()

    answer = at_desk(name, language="fr").get(url)

    assert answer.status_code == 200
    assert 'lang="fr"' in answer.text
    assert leftovers(answer.text) == []


def test_an_english_label_would_be_found() -> None:
    assert leftovers('<html lang="fr"><p>Titre<b>Withdraw</b><i lang="en">Save</i></p><a title="Save">!</a>') == [
        "Save",
        "Withdraw",
    ]


def test_a_refusal_is_in_french_too() -> None:
    edition = cast.draft("Bateau")
    answer = at_desk("otto", language="fr").post(
        reverse("admin:articles_edition_do", args=[edition.pk, "discard"]), follow=True
    )
    assert "Vous n’en avez pas le droit." in answer.text
