"""The glossary in a real browser: phone and wide, light and dark, with terms from right to left."""

import pytest
from django.urls import reverse

from articles.translation.glossary.suggestions import learn
from tests.desk.test_overviews_in_a_browser import SEEN, check, seen_by  # noqa: F401 - a fixture
from tests.translation.glossary.test_suggestions import correct
from tests.translation.glossary.words import concept

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def entry():
    concept(
        "organisations", en="Allied Ice Observatory; *Ice Observatory of the Allies", fr="Observatoire allié", de="X"
    )
    return concept(
        "exercises",
        "A ship that measures the ice.",
        en="research vessel; -survey ship; *tub",
        fr="navire",
        ar="سفينة أبحاث",
    )


@pytest.mark.parametrize(("width", "scheme"), SEEN)
def test_the_list_is_readable(seen_by, entry, width, scheme):  # noqa: F811
    check(
        seen_by("max", reverse("admin:glossary_concept_changelist"), width=width, scheme=scheme), f"glossary-{scheme}"
    )


@pytest.mark.parametrize(("width", "scheme"), SEEN)
@pytest.mark.parametrize("name", ["max", "otto"])
def test_an_entry_is_readable(seen_by, entry, name, width, scheme):  # noqa: F811
    page = seen_by(name, reverse("admin:glossary_concept_change", args=[entry.pk]), width=width, scheme=scheme)
    check(page, f"glossary-entry-{name}-{scheme}")


@pytest.mark.parametrize(("width", "scheme"), SEEN)
def test_what_is_suggested_and_the_way_for_files_in_are_readable(seen_by, width, scheme):  # noqa: F811
    correct(3)
    learn()
    page = seen_by("max", reverse("admin:glossary_concept_suggestions"), width=width, scheme=scheme)
    check(page, f"glossary-suggestions-{scheme}")
    page.goto(reverse("admin:glossary_concept_import"))
    check(page, f"glossary-import-{scheme}")


def test_a_suggestion_becomes_an_entry_by_keyboard(seen_by):  # noqa: F811
    correct(3)
    learn()
    page = seen_by("tariq", reverse("admin:glossary_concept_suggestions"))

    page.get_by_role("link", name="Make an entry").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/add/**")
    assert page.locator("#id_terms-1-text").input_value() == "navire"
    page.locator("#id_domain").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/concept/")

    assert "navire" in page.locator("#result_list").inner_text()
    page.goto(reverse("admin:glossary_concept_suggestions"))
    assert "Nothing was corrected again and again." in page.locator("#content").inner_text()
