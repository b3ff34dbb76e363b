"""Agencies at the desk: the orders of an article, and the file of one translation."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Edition
from articles.translation.agencies.delivering import opened_by
from articles.translation.agencies.models import Order
from articles.translation.agencies.reports import Report
from tests.desk.screens import at_desk, queries_of, sentences, text_url
from tests.desk_cast import draft, member, public
from tests.translation.agencies.agency import order, to_translate, translated

pytestmark = pytest.mark.django_db


def orders_url(edition: Edition) -> str:
    return reverse("admin:articles_article_agencies", args=[edition.article_id])


def xliff_url(edition: Edition) -> str:
    return reverse("admin:articles_edition_xliff", args=[edition.pk])


def place(edition: Edition, who: str = "max", **data: object):
    day = f"{timezone.now() + timedelta(days=3):%Y-%m-%d}"
    languages = data.pop("languages", ["fr"])
    fields = {
        "texts": [f"{edition.article_id}:{language}" for language in languages],
        "agency": "Verba",
        "day": day,
        "time": "18:00",
        "time_zone": "UTC",
        "version": "2.1",
    }
    return at_desk(who).post(orders_url(edition), {**fields, **data})


def upload(edition: Edition, file: str | bytes, who: str = "tariq"):
    data = BytesIO(file.encode() if isinstance(file, str) else file)
    data.name = "back.xlf"
    return at_desk(who).post(xliff_url(edition), {"file": data})


def test_an_order_is_placed_and_its_link_is_shown_once():
    edition = to_translate()

    html = sentences(place(edition, note="Soon"))

    placed = Order.objects.get()
    link = html.split('id="link"')[1].split('value="')[1].split('"')[0]
    assert opened_by(link.rpartition("#")[2]) == placed
    assert link not in sentences(at_desk("max").get(orders_url(edition)))
    assert (placed.agency, placed.note, f"{placed.deadline:%H:%M}") == ("Verba", "Soon", "18:00")


def test_a_language_without_a_text_is_opened():
    edition = to_translate()

    place(edition, languages=["fr", "ar"])

    assert {each.language for each in Order.objects.get().editions.all()} == {"fr", "ar"}


def test_a_translator_is_offered_their_languages():
    html = sentences(at_desk("tariq").get(orders_url(to_translate())))

    assert re.search(r"French: \d+ words", html), re.findall("French[^<]*", html)
    assert "Arabic" not in html.split("<form")[-1]


@pytest.mark.parametrize("missing", ["languages", "agency", "day", "time"])
def test_what_is_missing_is_asked_for(missing):
    answer = place(to_translate(), **{missing: [] if missing == "languages" else ""})

    assert answer.status_code == 422
    assert not Order.objects.exists()


def test_a_deadline_in_the_past_is_refused_in_words():
    assert "The deadline is past." in sentences(place(to_translate(), day="2020-01-01"))


@pytest.mark.parametrize("who", ["wanda", "ada", "pia", "otto", "emma"])
def test_others_place_no_order(who):
    assert place(to_translate(), who).status_code == 403
    assert not Order.objects.exists()


def test_the_link_is_closed_and_made_anew():
    edition = to_translate()
    placed, token = order(edition)
    acts = "admin:articles_article_agencies_act"

    html = sentences(at_desk("max").post(reverse(acts, args=[edition.article_id, placed.pk, "renew"])))
    assert "The link for Verba" in html
    assert opened_by(token) is None

    at_desk("max").post(reverse(acts, args=[edition.article_id, placed.pk, "revoke"]))
    placed.refresh_from_db()
    assert placed.revoked_by == member("max")


def test_the_link_of_another_article_is_not_found():
    placed, _token = order(to_translate())
    url = reverse("admin:articles_article_agencies_act", args=[to_translate().article_id, placed.pk, "revoke"])

    assert at_desk("max").post(url).status_code == 404


@pytest.mark.parametrize(
    ("report", "said"), [({"refusals": ["No."]}, "what came was refused"), ({"refusals": []}, "delivered")]
)
def test_the_list_says_whether_anything_was_taken(report, said):
    edition = to_translate()
    placed, _token = order(edition)
    kept = {**Report().as_json(), **report}
    placed.deliveries.create(file_name="a.xlf", digest="0" * 64, report=[kept])

    assert said in sentences(at_desk("max").get(orders_url(edition)))


def test_someone_without_the_right_closes_nothing():
    placed, token = order(to_translate())
    url = reverse("admin:articles_article_agencies_act", args=[placed.editions.get().article_id, placed.pk, "revoke"])

    answer = at_desk("wanda").post(url, follow=True)

    assert opened_by(token) == placed
    assert answer.status_code == 403


@pytest.mark.parametrize("version", ["2.1", "1.2"])
def test_the_file_is_downloaded_and_uploaded(version):
    edition = to_translate()
    file = at_desk("tariq").get(reverse("admin:articles_edition_xliff_file", args=[edition.pk, version]))

    html = sentences(upload(edition, translated(file.content.decode())))

    edition.refresh_from_db()
    assert "6 paragraphs were taken into the draft." in html
    assert edition.title == "A TITLE"


def test_a_broken_file_is_refused_in_words():
    answer = upload(to_translate(), "<!DOCTYPE x><x/>")

    assert "DOCTYPE" in sentences(answer)


def test_an_unknown_version_is_not_found():
    url = reverse("admin:articles_edition_xliff_file", args=[to_translate().pk, "3.0"])

    assert at_desk("max").get(url).status_code == 404


def test_a_source_text_has_no_file():
    answer = at_desk("max").get(xliff_url(draft()))

    assert answer.status_code == 403
    assert "no translation" in sentences(answer)


def test_the_text_leads_to_its_file_and_the_article_to_its_orders():
    edition = to_translate()

    assert xliff_url(edition) in sentences(at_desk("tariq").get(text_url(edition)))
    assert xliff_url(edition.translates) not in sentences(at_desk("wanda").get(text_url(edition.translates)))
    article = reverse("admin:articles_article_change", args=[edition.article_id])
    assert orders_url(edition) in sentences(at_desk("max").get(article))


def test_the_history_says_what_was_done():
    edition = to_translate()
    order(edition)

    html = sentences(at_desk("max").get(reverse("admin:articles_article_history", args=[edition.article_id])))

    assert "gave it to an agency for translation" in html


def test_a_public_text_is_not_ordered():
    source = public(draft("Public"))

    assert 'value="en"' not in sentences(at_desk("max").get(orders_url(source)))


def test_the_queries_grow_with_neither_orders_nor_deliveries():
    edition = to_translate()
    order(edition, who="tariq")
    few = queries_of(at_desk("max"), orders_url(edition))
    for _again in range(3):
        placed, _token = order(edition)
        placed.deliveries.create(file_name="a.xlf", digest="0" * 64, report=[])

    assert queries_of(at_desk("max"), orders_url(edition)) == few
    assert few <= 40


def test_the_page_of_a_file_takes_a_fixed_number_of_queries():
    short, long = to_translate(), to_translate(body="<p>A paragraph.</p>" * 30)

    assert queries_of(at_desk("tariq"), xliff_url(short)) == queries_of(at_desk("tariq"), xliff_url(long)) <= 25
