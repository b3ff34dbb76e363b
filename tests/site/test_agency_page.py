"""The page of an agency: opened by the code of its link, showing the texts ordered and nothing else."""

import logging
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from articles.site.leaks import Answer, Known, walk
from articles.translation.agencies.delivering import PER_HOUR
from articles.translation.agencies.models import GRACE, Delivery, Order
from articles.translation.agencies.ordering import renew, revoke
from articles.translation.xliff import read_upload
from articles.workflow import perform
from tests.desk_cast import draft, member
from tests.translation.agencies.agency import file_for, order, saved, to_translate, translated

pytestmark = pytest.mark.django_db


def opened(token: str) -> Client:
    """An agency's browser that used the link."""
    client = Client()
    assert client.post("/agency/", {"code": token}).status_code == 302
    return client


def url(placed: Order, more: str = "") -> str:
    return f"/agency/{placed.pk}/{more}"


def deliver(client: Client, placed: Order, file: str | bytes, name: str = "back.xlf"):
    data = BytesIO(file.encode() if isinstance(file, str) else file)
    data.name = name
    return client.post(url(placed), {"file": data}, follow=True)


def test_the_code_opens_the_order():
    placed, token = order(to_translate(title="Ministers meet"), note="Keep the tone.")

    html = opened(token).get(url(placed)).content.decode()

    assert "Ministers meet" in html
    assert "Keep the tone." in html
    assert "12 words: 12 new" in html
    assert token not in html


def test_the_whole_link_may_be_pasted():
    placed, token = order(to_translate())

    answer = Client().post("/agency/", {"code": f" https://press.example.org/agency/#{token} "})

    assert answer.url == url(placed)


def refusal(token: str) -> tuple[int, str]:
    """What the page answers, without the parts that are new each time."""
    answer = Client().post("/agency/", {"code": token})
    html = answer.content.decode().replace(token, "").replace(str(answer.context["csrf_token"]), "")
    return answer.status_code, html


def test_unknown_expired_and_revoked_are_answered_alike():
    _placed, expired = order(to_translate(), deadline=timezone.now() + timedelta(minutes=1))
    placed, revoked = order(to_translate())
    revoke(placed, member("max"))
    with time_machine.travel(timezone.now() + GRACE + timedelta(hours=1), tick=False):
        answers = {refusal(token) for token in ("0" * 64, "f" * 64, expired, revoked)}

    assert len(answers) == 1
    assert answers.pop()[0] == 422


def test_a_flood_of_codes_from_one_address_is_held_back(settings):
    settings.ACCOUNT_RATE_LIMITS = {"agency_code": "2/m/ip"}

    assert [Client().post("/agency/", {"code": "x"}).status_code for _again in range(3)] == [422, 422, 429]
    assert Client().get("/agency/").status_code == 200


@pytest.mark.parametrize("more", ["", "file/"])
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_without_the_code_every_number_is_answered_alike(more, method):
    placed, _token = order(to_translate())

    answers = [getattr(Client(), method)(f"/agency/{number}/{more}") for number in (placed.pk, placed.pk + 999)]

    assert [(each.status_code, each.get("Location"), each.content) for each in answers] in (
        [(302, "/agency/", b"")] * 2,
        [(405, None, b"")] * 2,
    )


def test_the_walk_in_search_of_leaks_asks_for_orders():
    placed, _token = order(to_translate(title="Zanzibar"), note="Zanzibar")
    known = Known.from_database()
    asked = []

    def ask(method: str, path: str) -> Answer:
        asked.append(path)
        answer = Client().generic(method, path)
        body = b"".join(answer) if answer.streaming else answer.content
        return Answer(answer.status_code, {name.lower(): value for name, value in answer.items()}, body)

    assert list(walk(ask, ["Zanzibar"], known)) == []
    assert url(placed) in asked


def test_one_code_opens_no_other_order():
    placed, _token = order(to_translate(title="Zanzibar"))
    _other, token = order(to_translate())

    answer = opened(token).get(url(placed))

    assert (answer.status_code, answer.url) == (302, "/agency/")


@pytest.mark.parametrize("act", [revoke, renew])
def test_taking_the_link_back_ends_access_at_the_next_request(act):
    placed, token = order(to_translate())
    client = opened(token)
    act(placed, member("max"))

    assert client.get(url(placed)).status_code == 302
    assert client.get(url(placed, "file/")).status_code == 302
    assert deliver(client, placed, "x").redirect_chain[0][0] == "/agency/"
    assert not Delivery.objects.exists()


def test_the_agency_reaches_nothing_of_the_desk():
    placed, token = order(to_translate())
    client = opened(token)

    for path in ("/desk/", f"/desk/articles/edition/{placed.editions.get().pk}/change/"):
        assert client.get(path).status_code == 302


def test_nothing_but_the_texts_ordered_shows():
    edition = to_translate()
    draft("Zanzibar")
    to_translate(language="ar", title="Zanzibar")
    placed, token = order(edition)
    client = opened(token)

    page, file = client.get(url(placed)), client.get(url(placed, "file/"))

    assert b"Zanzibar" not in page.content + file.content
    assert b"wanda" not in page.content + file.content


def test_one_text_is_a_file_and_several_are_a_zip():
    french, arabic = to_translate(), to_translate(language="ar")
    one, token = order(french)
    both, other = order(french, arabic, version="1.2")

    single, several = opened(token).get(url(one, "file/")), opened(other).get(url(both, "file/"))

    assert single.headers["Content-Type"] == "application/xliff+xml"
    assert len(read_upload(single.content)) == 1
    assert several.headers["Content-Disposition"] == 'attachment; filename="translations.zip"'
    assert len(read_upload(several.content)) == 2


def test_a_delivery_goes_into_the_draft_in_the_name_of_who_ordered():
    edition = to_translate()
    placed, token = order(edition, who="max", agency="Verba")
    client = opened(token)
    file = client.get(url(placed, "file/")).content.decode()

    html = deliver(client, placed, translated(file)).content.decode()

    edition.refresh_from_db()
    assert (edition.title, edition.state) == ("A TITLE", "draft")
    assert "6 paragraphs were taken" in html
    event = edition.events.filter(text__isnull=False).first()
    assert event.user.username == "max"
    assert "Verba" in event.reason


def test_what_was_not_taken_is_said_and_kept():
    edition = to_translate()
    placed, token = order(edition)

    html = deliver(opened(token), placed, translated(file_for(edition)).replace("ONE", "")).content.decode()

    assert "Parts 1 of 2 have no translation." in html
    assert placed.deliveries.get().reports()[0].untaken[0].number == 5


def test_a_source_that_moved_is_shown():
    edition = to_translate()
    placed, token = order(edition)
    file = translated(file_for(edition))
    saved(edition.translates, title="Another title")

    html = deliver(opened(token), placed, file).content.decode()

    assert "Nothing of it was taken." in html
    assert "<ins>Another</ins>" in html


def test_the_orderers_right_is_asked_at_the_delivery():
    edition = to_translate()
    placed, token = order(edition, who="tariq")
    member("tariq").rights.all().delete()

    html = deliver(opened(token), placed, translated(file_for(edition))).content.decode()

    edition.refresh_from_db()
    assert "may no longer take it" in html
    assert edition.title == ""


def test_whoever_makes_a_new_link_answers_for_what_comes_in():
    edition = to_translate()
    placed, _token = order(edition, who="tariq")
    token = renew(placed, member("max"))

    deliver(opened(token), placed, translated(file_for(edition)))

    assert edition.events.filter(text__isnull=False).first().user == member("max")


def test_the_file_of_another_order_is_refused():
    placed, token = order(to_translate())

    html = deliver(opened(token), placed, translated(file_for(to_translate()))).content.decode()

    assert "of another text" in html


def test_too_many_and_too_large_files_are_refused():
    placed, token = order(to_translate())
    client = opened(token)

    assert "million bytes" in deliver(client, placed, b" " * 20_000_001).content.decode()
    for _again in range(PER_HOUR - 1):
        deliver(client, placed, "x")
    answer = deliver(client, placed, "x")
    assert (answer.status_code, placed.deliveries.count()) == (429, PER_HOUR)


def test_a_text_that_was_discarded_is_no_longer_shown():
    edition = to_translate(title="Zanzibar")
    file = translated(file_for(edition))
    placed, token = order(edition)
    perform(edition, "discard", member("max"))
    client = opened(token)

    assert b"Zanzibar" not in client.get(url(placed)).content + client.get(url(placed, "file/")).content
    assert "of another text" in deliver(client, placed, file).content.decode()


def test_a_text_whose_source_was_discarded_is_no_longer_shown():
    edition = to_translate(title="Zanzibar")
    placed, token = order(edition)
    perform(edition.translates, "discard", member("max"))

    assert b"Zanzibar" not in opened(token).get(url(placed)).content


def test_the_name_of_the_file_is_kept_as_text():
    placed, token = order(to_translate())

    html = deliver(opened(token), placed, "x", name="<b>x.xlf").content.decode()

    assert "<b>x.xlf" not in html
    assert placed.deliveries.get().file_name == "<b>x.xlf"


def test_nothing_keeps_or_indexes_the_pages():
    placed, token = order(to_translate())
    client = opened(token)

    for path in ("/agency/", url(placed), url(placed, "file/")):
        headers = client.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert "noindex" in headers["X-Robots-Tag"]
        assert headers["Referrer-Policy"] == "same-origin"
        assert "unsafe" not in headers["Content-Security-Policy"]


def test_forged_deliveries_are_refused():
    placed, token = order(to_translate())
    client = Client(enforce_csrf_checks=True)
    client.cookies = opened(token).cookies

    assert deliver(client, placed, "x").status_code == 403
    assert not Delivery.objects.exists()


def test_the_token_is_in_no_log(caplog):
    placed, token = order(to_translate())
    with caplog.at_level(logging.DEBUG, logger=""):
        client = opened(token)
        client.get(url(placed))
        Client().post("/agency/", {"code": token[::-1]})

    ours = [record for record in caplog.records if not record.name.startswith("django.db")]
    assert token not in "".join(str(record.__dict__) for record in ours)


@pytest.mark.parametrize(("language", "said"), [("fr", "fr"), ("ar", "ar"), ("de", "en"), ("", "en")])
def test_it_speaks_the_language_of_the_browser(language, said):
    answer = Client().get("/agency/", headers={"accept-language": language})

    assert f'<html lang="{said}"' in answer.content.decode()


def test_the_queries_grow_with_the_texts_alone(django_assert_max_num_queries):
    placed, token = order(to_translate())
    client = opened(token)
    for number in range(5):
        placed.deliveries.create(file_name=f"{number}.xlf", digest="0" * 64, report=[])
    with django_assert_max_num_queries(15):
        client.get(url(placed))
