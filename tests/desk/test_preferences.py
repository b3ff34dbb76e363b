"""The desk in each user's own language and time zone."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from articles.models import Edition
from staff.forms import language_choices
from tests.desk.screens import at_desk, sentences, text_url
from tests.desk_cast import draft, imported, member

pytestmark = pytest.mark.django_db

SUMMER = datetime(2024, 7, 1, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "shown"),
    [("", "12:00"), ("America/New_York", "06:00"), ("Not/AZone", "12:00")],
)
def test_hours_are_shown_in_the_users_zone_or_else_the_newsrooms(zone, shown):
    edition = imported(public_from=SUMMER)

    html = sentences(at_desk("otto", time_zone=zone).get(text_url(edition)))

    assert f"July 1, 2024 {shown}" in html


@pytest.mark.parametrize(
    ("language", "header", "lang"),
    [("fr", "en", "fr"), ("", "fr", "fr"), ("", "xx", "en"), ("", "ar, fr;q=0.8", "fr"), ("ar", "fr", "en")],
)
def test_the_desk_speaks_the_users_language_or_else_the_browsers(language, header, lang):
    answer = at_desk("otto", language=language).get(reverse("admin:index"), headers={"accept-language": header})

    assert f'<html lang="{lang}"' in sentences(answer)
    assert answer.headers["Content-Language"] == lang


def test_only_languages_that_the_desk_is_translated_into_are_offered():
    assert [code for code, _name in language_choices()] == ["", "en", "fr"]


def test_the_language_of_the_desk_leaves_the_text_alone():
    edition = draft("A title")

    at_desk("otto", language="ar").get(text_url(edition))

    assert Edition.objects.get().title == "A title"
    assert member("otto").language == "ar"
