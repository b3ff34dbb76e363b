"""An image is described in the language of each text, or declared decorative, before the text is submitted."""

import pytest

from articles.media.keeping import add_image
from articles.workflow import refusals
from tests.desk_cast import draft, member
from tests.media.pictures import upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    edition = draft()
    edition.article.lead_image = add_image(upload())
    edition.article.save()
    return edition


def reasons(edition) -> list[str]:
    return refusals(edition, "submit", member("wanda"))


def test_an_image_without_description_holds_back_the_text(edition):
    edition.article.lead_image.texts.create(language="fr", alt="Un navire")

    (reason,) = reasons(edition)

    assert "no description in English" in reason
    assert reason.field == "lead_image"


@pytest.mark.parametrize("language", ["en", "en-GB"])
def test_a_description_in_the_language_or_its_parent_is_enough(edition, language):
    edition.article.lead_image.texts.create(language="en", alt="A ship")

    assert not edition.images().lacking_alt(language).exists()
    assert not reasons(edition)


def test_a_caption_is_no_description(edition):
    edition.article.lead_image.texts.create(language="en", alt="", caption="A ship")

    assert len(reasons(edition)) == 1


def test_what_is_decorative_needs_none(edition):
    edition.article.lead_image.is_decorative = True
    edition.article.lead_image.save()

    assert not reasons(edition)
