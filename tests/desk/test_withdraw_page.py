"""The page on which an article is withdrawn: a notice in every language, and what changes in public."""

import pytest
from django.urls import reverse

from tests.desk.screens import at_desk, sentences
from tests.desk_cast import draft, public, translation

pytestmark = pytest.mark.django_db


def both():
    english = public(draft("Ministers meet", required=["en"]))
    public(translation(english))
    return english.article


def url(article) -> str:
    return reverse("admin:articles_article_withdraw", args=[article.pk])


def notices(**more: str) -> dict[str, str]:
    return {
        "outcome": "notice",
        "reason": "It was never held.",
        "withdraw_en": "on",
        "notice_en": "Withdrawn.",
        "withdraw_fr": "on",
        "notice_fr": "Retiré.",
        **more,
    }


def test_the_usual_notice_stands_in_every_language_that_the_interface_speaks():
    html = sentences(at_desk("pia").get(url(both())))

    assert "This text has been withdrawn." in html
    assert "Ce texte a été retiré." in html


def test_the_confirmation_repeats_audience_and_languages():
    html = sentences(at_desk("pia").post(url(both()), notices(step="review")))

    assert "nobody outside the desk can read 2 texts, in English and French, any more" in html


def test_the_confirmation_speaks_of_the_chosen_languages_alone():
    html = sentences(at_desk("pia").post(url(both()), notices(step="review", withdraw_fr="")))

    assert "nobody outside the desk can read one text, in English, any more" in html


def test_it_names_every_address_that_will_change():
    html = sentences(at_desk("pia").get(url(both())))

    for address in ("/en/news/ministers-meet/", "/fr/news/un-titre/", "/fr/", "/fr/feed.rss"):
        assert f">{address}<" in html, address


def test_all_languages_go_in_one_act():
    article = both()

    at_desk("pia").post(url(article), notices(step="confirm"))

    assert not article.editions.public().exists()
    assert article.withdrawals.get().reason == "It was never held."


@pytest.mark.parametrize("who", ["wanda", "tariq", "ada", "otto", "emma"])
def test_it_is_for_publishers(who):
    article = both()

    answer = at_desk(who).post(url(article), notices(step="confirm"))

    assert answer.status_code == 403
    assert "Ministers" not in sentences(answer)
    assert article.editions.public().count() == 2
