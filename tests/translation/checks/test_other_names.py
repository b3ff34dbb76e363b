"""Names that no list holds: few are asked for, and only where they are surely names."""

import pytest

from articles.translation.checks import Context, KnownName, Severity

from .pairs import found


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Mr Lindqvist spoke.", "Lindqvist"),
        ("President Anna Lindqvist spoke.", "Lindqvist"),
        ("They use GitHub for it.", "GitHub"),
        ("A McAllister, he said.", "McAllister"),
    ],
)
def test_a_sure_name_that_is_lost_warns(source: str, name: str) -> None:
    (finding,) = found("other_names", source, "Rien de tel ici.")
    assert finding.severity == Severity.WARN
    assert finding.source[0].text == name


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Mr Lindqvist spoke.", "M. Lindqvist a parlé."),
        ("President Alexander spoke.", "Le président Alexandre a parlé."),
        ("The Canadian Digital Service spoke.", "Le Service numérique canadien a parlé."),
        ("He flew to Beijing and London.", "Il est allé à Pékin et à Londres."),
        ("The President of Finland", "Le chef de l’État finlandais"),
        ("Mr Lindqvist spoke.", "Выступил Линдквист."),
    ],
)
def test_what_is_there_alike_or_not_surely_a_name_is_no_fault(source: str, target: str) -> None:
    assert not found("other_names", source, target)


def test_what_the_lists_hold_is_left_to_them() -> None:
    context = Context("en", "fr", names=[KnownName("person:1", {"en": ("Mr Lindqvist",), "fr": ("M. Lindqvist",)})])
    assert not found("other_names", "Mr Lindqvist spoke.", "Il a parlé.", context)
