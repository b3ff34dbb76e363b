"""The demo newsroom as the public sees it."""

import re

import pytest
from django.urls import reverse

from articles.models import Edition

pytestmark = [pytest.mark.usefixtures("newsroom"), pytest.mark.django_db]


def address(edition: Edition) -> str:
    return reverse("site:article", kwargs={"language": edition.language, "slug": edition.slug})


def page(name: str, language: str = "en") -> str:
    return address(Edition.objects.filter(article__import_id=f"demo:{name}", language=language).latest("number"))


def test_every_public_text_has_its_page(client):
    for edition in Edition.objects.public():
        response = client.get(address(edition))
        assert response.status_code == 200
        assert edition.title in response.text.replace("&#x27;", "'")


def test_links_between_articles_lead_somewhere(client):
    seen = 0
    for edition in Edition.objects.public():
        for link in re.findall(r'href="(/[^"]+)"', edition.body):
            assert client.get(link).status_code == 200
            seen += 1
    assert seen > 3


def test_what_is_not_public_is_not_found(client):
    for edition in Edition.objects.exclude(slug="").filter(public_from=None) | Edition.objects.scheduled():
        assert client.get(address(edition)).status_code == 404


def test_withdrawn_texts_answer_as_their_withdrawal_says(client):
    assert "will not take place" in client.get(page("exercise")).text
    assert client.get(page("tender")).status_code == 410
    moved = client.get(page("ice-bulletin", "fr"))
    assert (moved.status_code, moved.headers["Location"]) == (301, page("ice-skarn", "fr"))


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_persons_organisations_topics_and_home_have_pages(client, language):
    for name, slug in [
        ("person", "matthieu-kerouault"),
        ("person", "ingrid-solhaug"),
        ("organisation", "nsso"),
        ("topic", "search-and-rescue"),
    ]:
        assert client.get(reverse(f"site:{name}", kwargs={"language": language, "slug": slug})).status_code == 200
    assert client.get(reverse("site:home", kwargs={"language": language})).status_code == 200


def test_a_person_named_only_in_what_is_to_come_has_no_page(client):
    assert client.get("/en/people/nadia-el-khatib/").status_code == 404


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_pages_show_figures_galleries_and_documents(client, language):
    figures = client.get(page("traffic-2024", language)).text
    assert '<figure class="picture">' in figures.partition('<div class="body">')[2]
    assert 'class="attachments"' in figures
    assert client.get(page("vessel-traffic-centre", language)).text.count("<figure") == 4
