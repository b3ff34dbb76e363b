"""Who may press which button: every action × where the text stands × whose language × everyone of the cast.

English is the source, written by Wanda; French is Tariq's translation. Whoever
is refused changes nothing, and reads nothing of the text in the answer.
"""

import pytest
from django.urls import reverse

from articles.models import Edition
from articles.workflow import perform
from tests.desk.screens import at_desk
from tests.desk_cast import approved, draft, member, public, submitted, translation

pytestmark = pytest.mark.django_db

CAST = ["wanda", "tariq", "ada", "pia", "max", "otto", "emma"]
SECRET = "Zanzibar"
STANDINGS = {"draft": lambda edition: edition, "submitted": submitted, "approved": approved, "public": public}
WRITERS = {"en": {"wanda", "max"}, "fr": {"tariq", "max"}}
APPROVERS, PUBLISHERS = {"ada", "max"}, {"pia", "max"}
# Action → where it is done, and by whom in a language.
TABLE = {
    "submit": ({"draft"}, lambda language: WRITERS[language]),
    "return": ({"submitted"}, lambda language: APPROVERS),
    "approve": ({"submitted"}, lambda language: APPROVERS),
    "reopen": ({"approved"}, lambda language: WRITERS[language] | APPROVERS | PUBLISHERS),
    "discard": ({"draft", "submitted", "approved"}, lambda language: WRITERS[language]),
    "clear": (set(), lambda language: APPROVERS),
    "confirm_source": ({"draft", "submitted"}, lambda language: WRITERS[language]),
}


def text(language: str, standing: str) -> Edition:
    source = draft(SECRET, body=f"<p>{SECRET}</p>")
    edition = source if language == "en" else translation(source, title=SECRET, body=f"<p>{SECRET}</p>")
    return STANDINGS[standing](edition)


def stand(edition: Edition) -> tuple[object, ...]:
    return Edition.objects.values_list("state", "revision", "discarded_at", "cleared_at", "translated_hash").get(
        pk=edition.pk
    )


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("standing", list(STANDINGS))
@pytest.mark.parametrize("action", list(TABLE))
def test_whoever_may_not_press_a_button_changes_nothing(action, standing, language):
    edition = text(language, standing)
    before = stand(edition)
    where, who = TABLE[action]
    allowed = who(language) if standing in where else set()
    url = reverse("admin:articles_edition_do", args=[edition.pk, action])

    for name in set(CAST) - allowed:
        answer = at_desk(name).post(url, {"reason": "Because.", "text_hash": edition.text_hash})
        assert answer.status_code in {302, 403}, name
        assert SECRET.encode() not in answer.content, name
        assert stand(edition) == before, name


@pytest.mark.parametrize(
    ("action", "standing", "language", "name"),
    [
        (action, standing, language, name)
        for action, (where, who) in TABLE.items()
        for standing in sorted(where)
        for language in ("en", "fr")
        for name in sorted(who(language))
        if (action, language) != ("confirm_source", "en")
    ],
)
def test_whoever_may_press_a_button_does_what_it_says(action, standing, language, name):
    edition = text(language, standing)
    if action == "confirm_source":
        perform(edition.translates, "save", member("wanda"), body="<p>The source has moved on.</p>")
    before = stand(edition)
    url = reverse("admin:articles_edition_do", args=[edition.pk, action])

    answer = at_desk(name).post(url, {"reason": "Because.", "text_hash": edition.text_hash})

    assert answer.status_code == 302
    assert stand(edition) != before


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("standing", list(STANDINGS))
@pytest.mark.parametrize("name", ["articles_edition_working_copy", "articles_edition_discard_copy"])
def test_a_working_copy_is_kept_for_those_alone_who_may_write_there(name, standing, language):
    edition = text(language, standing)
    url = reverse(f"admin:{name}", args=[edition.pk])

    for who in set(CAST) - (WRITERS[language] if standing == "draft" else set()):
        answer = at_desk(who).post(url, {"revision": edition.revision, "title": "Mine"})
        assert SECRET.encode() not in answer.content
        assert not edition.working_copies.filter(user__username=who).exists()


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_a_language_is_opened_by_its_translators_and_managing_editors(language):
    edition = text("en", "draft")
    allowed = {"fr": {"tariq", "max"}, "ar": {"max"}, "en": set()}[language]
    url = reverse("admin:articles_article_open", args=[edition.article_id, language])

    for who in set(CAST) - allowed:
        assert SECRET.encode() not in at_desk(who).post(url).content, who
    assert not Edition.objects.exclude(pk=edition.pk).exists()
