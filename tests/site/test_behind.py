"""A public translation says that the text it was made from has been corrected, until it has caught up."""

import pytest
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format

from articles import drafting, publication
from articles.models import Change, Edition
from articles.translation.models import Origin
from articles.translation.saving import confirm_all, write_units
from articles.workflow import perform
from tests import desk_cast as cast
from tests.site.scene import page

pytestmark = pytest.mark.django_db

FRENCH = "/fr/news/bonjour/"
ARABIC = "/ar/news/مرحبا/"


def both() -> tuple[Edition, Edition]:
    """An article that is public in English and in French."""
    english = cast.public(cast.draft("Hello", required=["en"]))
    return english, cast.public(cast.translation(english, title="Bonjour"))


def changed(edition: Edition, change: Change = Change.CORRECTION, **declared: bool) -> Edition:
    """The next edition of a public one, at the desk, with another text."""
    note = "" if change == Change.MINOR else "A figure was wrong."
    later = publication.correct(edition, cast.member("max"), change=change, public_note=note, **declared)
    return perform(later, "save", cast.member("max"), body=edition.body.replace("</p>", " Indeed.</p>"))


def line(path: str) -> str:
    """What the page at the path says of being behind; empty where it says nothing."""
    return " ".join(" ".join(page(path).xpath("//*[@class='behind']//text()")).split())


def marked(path: str) -> list[str]:
    """The languages that the switcher of the page marks as behind."""
    return page(path).xpath("//nav[@class='languages']//small/../*[@lang]/@lang")


def test_it_says_when_the_other_text_was_corrected_and_leads_there():
    english, _french = both()
    corrected = cast.public(changed(english))

    with translation.override("fr"):
        day = date_format(corrected.public_from.astimezone(), "j F Y")
    assert line(FRENCH) == (
        f"Le texte en anglais a été corrigé le {day} ; cette traduction ne le montre pas encore. Le lire en anglais"
    )
    assert page(FRENCH).xpath("//*[@class='behind']/a/@href") == ["/en/news/hello/"]


def test_it_speaks_the_readers_language():
    english, _french = both()
    arabic = cast.translation(english, language="ar", title="مرحبا")
    cast.public(arabic)
    cast.public(changed(english, Change.UPDATE))

    html = page(ARABIC)
    assert "الإنكليزية" in line(ARABIC) or "الإنجليزية" in line(ARABIC)
    assert html.xpath("//*[@class='behind']/@lang") == []


def test_the_corrected_text_itself_says_nothing():
    english, _french = both()
    cast.public(changed(english))

    assert line("/en/news/hello/") == ""


def test_the_switcher_marks_it_in_every_language():
    english, _french = both()
    assert marked("/en/news/hello/") == []
    cast.public(changed(english))

    assert marked("/en/news/hello/") == marked(FRENCH) == ["fr"]


def test_the_line_goes_when_the_translation_has_caught_up():
    english, french = both()
    cast.public(changed(english))
    later = publication.correct(french, cast.member("tariq"), change=Change.CORRECTION, public_note="Un chiffre.")
    confirm_all(later, cast.member("tariq"))
    cast.public(perform(later, "save", cast.member("tariq"), body="<p>Le texte corrigé.</p>"))

    assert line(FRENCH) == ""


def test_the_line_goes_when_the_translation_is_confirmed_as_it_is():
    english, french = both()
    cast.public(changed(english))

    confirm_all(french, cast.member("tariq"))

    assert line(FRENCH) == ""


def test_what_only_the_desk_knows_says_nothing():
    english, _french = both()
    draft = changed(english)
    assert line(FRENCH) == ""

    cast.scheduled(draft)
    assert line(FRENCH) == ""


def test_following_a_draft_that_changed_again_is_no_following():
    english, french = both()
    draft = changed(english)
    confirm_all(french, cast.member("tariq"))
    cast.public(perform(draft, "save", cast.member("max"), body=draft.body.replace("Indeed", "Indeed not")))

    assert line(FRENCH) != ""


@pytest.mark.parametrize("declared", [{}, {"touches_translations": False}])
def test_minor_changes_are_not_announced(declared):
    english, _french = both()
    cast.public(changed(english, Change.MINOR, **declared))

    assert line(FRENCH) == ""


def test_a_minor_change_does_not_hide_the_correction_before_it():
    english, _french = both()
    corrected = cast.public(changed(english))
    cast.public(changed(corrected, Change.MINOR, touches_translations=False))

    assert line(FRENCH) != ""


def test_a_withdrawn_source_has_nothing_to_say():
    english, _french = both()
    cast.withdrawn(changed(english))

    assert line(FRENCH) == ""


def test_a_translation_of_a_translation_follows_the_chain():
    english, french = both()
    translator = cast.member("translator-ar", role="translator")
    arabic = drafting.open_edition(english.article, "ar", translator, translates=french)
    cast.public(perform(arabic, "save", translator, title="مرحبا", slug="مرحبا", body="<p>النص.</p>"))
    assert line(ARABIC) == ""

    cast.public(changed(english))
    assert "/en/news/hello/" in page(ARABIC).xpath("//*[@class='behind']/a/@href")

    confirm_all(french, cast.member("tariq"))
    assert line(ARABIC) == ""


def test_the_preview_shows_the_line_as_the_public_will_read_it(client: Client):
    english, french = both()
    later = changed(french)
    cast.public(changed(english))
    client.force_login(cast.member("tariq"))

    html = client.get(f"/desk/articles/edition/{later.pk}/preview/page/").text
    assert 'class="behind"' in html


def by_machine(*, is_confirmed: bool) -> Edition:
    english = cast.public(cast.draft("Hello", required=["en"]))
    french = drafting.open_edition(english.article, "fr", cast.member("tariq"), translates=english)
    tariq = cast.member("tariq")
    key = next(block for block in english.body.split('"') if len(block) == 8)
    french = write_units(french, tariq, revision=french.revision, texts={"title": "Bonjour"})
    french = write_units(
        french, tariq, revision=french.revision, texts={f"body:{key}": "<p>Le texte.</p>"}, origin=Origin.MACHINE
    )
    if is_confirmed:
        french = write_units(french, tariq, revision=french.revision, texts={f"body:{key}": "<p>Le texte.</p>"})
        return cast.public(french)
    publication.release_in_emergency([french], cast.member("emma"), reason="The siren sounds.")
    return french


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_what_a_machine_drafted_is_declared(is_confirmed, settings):
    by_machine(is_confirmed=is_confirmed)

    (said,) = page(FRENCH).xpath("//*[@class='made-by']/text()")
    assert ("relues par une personne" in said) == is_confirmed
    settings.NEWSROOM_DECLARES_MACHINE_TRANSLATION = False
    assert not page(FRENCH).xpath("//*[@class='made-by']")


def test_what_a_person_wrote_declares_nothing():
    both()

    assert not page(FRENCH).xpath("//*[@class='made-by']")


def test_a_page_that_is_behind_costs_no_query_more(client: Client, django_assert_num_queries):
    english, _french = both()
    client.get(FRENCH)
    with django_assert_num_queries(5):
        client.get(FRENCH)
    cast.public(changed(english))
    with django_assert_num_queries(5):
        client.get(FRENCH)
