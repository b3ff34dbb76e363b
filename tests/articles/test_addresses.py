"""The address that a text gets from its title."""

import pytest

from tests.desk_cast import draft, submitted

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("L’OSDN et les pilotes s’accordent", "l-osdn-et-les-pilotes-s-accordent"),
        ("Plus de 41\u202f000 navires\u00a0!", "plus-de-41-000-navires"),
        ("جنوح السفينة «كالونا»", "جنوح-السفينة-كالونا"),
        ("नई दिल्ली में बैठक", "नई-दिल्ली-में-बैठक"),
    ],
)
def test_an_address_parts_words_where_the_title_does_in_every_script(title, address):
    assert submitted(draft(title)).slug == address


def test_a_title_without_a_letter_gets_the_kind_as_its_address():
    assert submitted(draft("!?")).slug
