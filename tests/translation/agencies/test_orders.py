"""Orders to agencies: who places them, what opens them, and what is kept of the token."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from articles.models import Event
from articles.translation.agencies.delivering import opened_by
from articles.translation.agencies.models import GRACE, Order
from articles.translation.agencies.ordering import renew, revoke
from articles.translation.agencies.tasks import send_link, tell_of_delivery
from articles.translation.agencies.tokens import token_of
from articles.workflow import Refused
from tests.desk_cast import draft, member, public, submitted, translation
from tests.translation.agencies.agency import order, to_translate

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "may"), [("max", True), ("tariq", True), ("wanda", False), ("pia", False), ("otto", False)]
)
def test_those_who_may_write_the_language_order_it(who, may):
    edition = to_translate()

    if may:
        assert order(edition, who=who)[0].created_by == member(who)
    else:
        with pytest.raises(Refused):
            order(edition, who=who)


def test_a_translator_orders_no_other_language():
    with pytest.raises(Refused, match="no right"):
        order(to_translate(language="ar"), who="tariq")


@pytest.mark.parametrize(
    "edition", [lambda: draft("Source"), lambda: public(draft("Source"))], ids=["source", "public source"]
)
def test_only_open_translations_are_ordered(edition):
    with pytest.raises(Refused):
        order(edition())


def test_a_deadline_lies_ahead():
    with pytest.raises(Refused, match="past"):
        order(to_translate(), deadline=timezone.now() - timedelta(minutes=1))


def test_the_token_opens_the_order_and_is_not_in_the_database():
    placed, token = order(to_translate(), email="agency@example.org")

    assert opened_by(token) == placed
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs")
        kept = [row[0] for row in cursor.fetchall()]
    kept += [str(value) for row in Order.objects.values() for value in row.values()]
    assert not any(token in value for value in kept)


@pytest.mark.parametrize("token", ["", "x", "0" * 64, "é\x00\ud800"])
def test_other_tokens_open_nothing(token):
    order(to_translate())

    assert opened_by(token) is None


def test_a_copy_of_the_database_alone_opens_nothing(settings):
    _placed, token = order(to_translate())
    seed = Order.objects.get().seed
    settings.SECRET_KEY = "another key"
    assert token_of(seed) != token
    assert opened_by(token) is not None


def test_a_link_opens_until_some_days_after_the_deadline():
    placed, _token = order(to_translate(), deadline=timezone.now() + timedelta(days=1))

    for after, is_open in ((GRACE - timedelta(minutes=1), True), (GRACE, False)):
        at = placed.deadline + after
        assert placed.is_usable(at) is is_open
        assert Order.objects.usable(at).exists() is is_open


def test_a_revoked_link_opens_nothing_and_says_who_closed_it():
    placed, token = order(to_translate())

    revoke(placed, member("tariq"))

    assert opened_by(token) is None
    placed.refresh_from_db()
    assert (placed.revoked_by, placed.is_usable()) == (member("tariq"), False)


def test_a_new_link_closes_the_old_one():
    placed, old = order(to_translate())

    new = renew(placed, member("max"))

    assert (opened_by(old), opened_by(new)) == (None, placed)


@pytest.mark.parametrize("act", [revoke, renew])
def test_only_those_who_could_order_it_manage_it(act):
    placed, token = order(to_translate(language="ar"))

    with pytest.raises(Refused):
        act(placed, member("tariq"))

    assert opened_by(token) == placed


def test_what_is_over_gets_no_new_link():
    placed, _token = order(to_translate())
    revoke(placed, member("max"))

    with pytest.raises(Refused, match="over"):
        renew(placed, member("max"))


def test_each_step_is_in_the_history_of_the_article():
    edition = to_translate()
    placed, _token = order(edition, agency="Verba")
    renew(placed, member("max"))
    revoke(placed, member("max"))

    events = Event.objects.filter(article=edition.article, reason__contains="Verba (fr)").order_by("pk")
    assert [event.action for event in events] == [
        "order_translation",
        "renew_translation_order",
        "revoke_translation_order",
    ]


def test_the_link_goes_out_by_mail_in_the_language_of_the_order(settings):
    settings.NEWSROOM_BASE_URL = "https://press.example.org"
    placed, token = order(to_translate(), email="agency@example.org", note="Gardez le ton.")

    send_link(placed.pk)

    message = mail.outbox[0]
    assert message.to == ["agency@example.org"]
    assert f"https://press.example.org/agency/#{token}" in message.body
    assert "Gardez le ton." in message.body


def test_no_link_goes_out_for_an_order_that_is_over():
    placed, _token = order(to_translate(), email="agency@example.org")
    revoke(placed, member("max"))

    send_link(placed.pk)

    assert mail.outbox == []


def test_whoever_ordered_is_told_of_a_delivery():
    user = member("max")
    user.email = "max@example.org"
    user.save()
    edition = to_translate()
    placed, _token = order(edition)
    delivery = placed.deliveries.create(file_name="a.xlf", digest="0" * 64, report=[])

    tell_of_delivery(delivery.pk)

    assert mail.outbox[0].to == ["max@example.org"]
    assert f"/desk/articles/edition/{edition.pk}/change/" in mail.outbox[0].body


def test_a_text_that_was_submitted_cannot_be_ordered():
    source = draft("Ministers meet", body="<p>The ministers meet in Brussels today.</p>")
    body = "<p>Les ministres se réunissent aujourd’hui à Bruxelles.</p>"
    edition = submitted(translation(source, title="Les ministres se réunissent", body=body))

    with pytest.raises(Refused, match="stands at: submitted"):
        order(edition)
