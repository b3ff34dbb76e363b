"""The glossary's terms stand in the translation, in any inflection; its forbidden ones do not."""

import pytest

from articles.translation.checks import Context, KnownTerm, Severity, TermStatus

from .pairs import found

PREFERRED, ADMITTED, FORBIDDEN = TermStatus.PREFERRED, TermStatus.ADMITTED, TermStatus.FORBIDDEN


def knowing(language: str, *terms: tuple[str, dict[str, TermStatus]]) -> Context:
    known = [KnownTerm(text, PREFERRED, tuple(targets.items())) for text, targets in terms]
    return Context("en", language, terms=known)


TROOPS = knowing("fr", ("troops", {"soldats": PREFERRED, "militaires": ADMITTED, "troupes": FORBIDDEN}))


def test_a_term_without_its_counterpart_warns_and_says_what_it_is() -> None:
    (finding,) = found("terms", "More troops were sent.", "D’autres effectifs ont été envoyés.", TROOPS)
    assert finding.severity == Severity.WARN
    assert finding.source[0].text == "troops"
    assert "“soldats”, “militaires”" in finding.sentence


@pytest.mark.parametrize("target", ["Le soldat est parti.", "Des militaires sont partis."])
def test_any_preferred_or_admitted_term_in_any_inflection_will_do(target: str) -> None:
    assert not found("terms", "The troops have left.", target, TROOPS)


@pytest.mark.parametrize(
    ("language", "term", "source", "wanted", "target"),
    [
        ("de", "troops", "The troops left.", "Truppe", "Die Truppen zogen ab."),
        ("de", "election", "The elections are over.", "Wahl", "Die Parlamentswahlen sind vorbei."),
        (
            "ru",
            "Secretary General",
            "The Secretary General spoke.",
            "генеральный секретарь",
            "слова генерального секретаря",
        ),
        ("ar", "alliance", "The alliance agreed.", "حلف", "وافق الحلف"),
        ("zh-Hans", "alliance", "The alliance agreed.", "联盟", "该联盟同意了"),
    ],
)
def test_inflection_and_compounds_are_no_fault(language: str, term: str, source: str, wanted: str, target: str) -> None:
    assert not found("terms", source, target, knowing(language, (term, {wanted: PREFERRED})))


def test_a_forbidden_term_blocks_where_it_translates_the_source() -> None:
    (finding,) = found("forbidden_terms", "More troops were sent.", "D’autres troupes ont été envoyées.", TROOPS)
    assert finding.severity == Severity.BLOCK
    assert finding.sentence == "“troupes” is a forbidden term. Write “soldats”."
    assert (finding.source[0].text, finding.target[0].text) == ("troops", "troupes")


def test_a_forbidden_term_only_warns_where_the_source_says_something_else() -> None:
    (finding,) = found("forbidden_terms", "Two theatre companies played.", "Deux troupes ont joué.", TROOPS)
    assert finding.severity == Severity.WARN


def test_a_term_forbidden_whatever_it_translates_always_blocks() -> None:
    context = knowing("fr", ("", {"Daech": FORBIDDEN}))
    (finding,) = found("forbidden_terms", "The group was defeated.", "Daech a été vaincu.", context)
    assert finding.severity == Severity.BLOCK


def test_a_forbidden_word_within_a_right_term_is_no_fault() -> None:
    context = knowing("fr", ("United States", {"États-Unis d’Amérique": PREFERRED, "Amérique": FORBIDDEN}))
    assert not found("forbidden_terms", "The United States", "Les États-Unis d’Amérique", context)


def test_the_longer_term_hides_the_shorter_one_within() -> None:
    context = knowing(
        "fr", ("Secretary General", {"secrétaire général": PREFERRED}), ("general", {"officier général": PREFERRED})
    )
    assert not found("terms", "The Secretary General spoke.", "Le secrétaire général a parlé.", context)


def test_an_acronym_is_not_a_small_word() -> None:
    context = knowing("fr", ("US", {"États-Unis": PREFERRED}))
    assert not found("terms", "They told us.", "Ils nous l’ont dit.", context)
    assert found("terms", "The US agreed.", "Ils ont accepté.", context)


def test_of_two_concepts_with_one_name_either_will_do() -> None:
    context = knowing("fr", ("order", {"ordre": PREFERRED}), ("order", {"commande": PREFERRED}))
    assert not found("terms", "The order was given.", "La commande est passée.", context)


@pytest.mark.parametrize("source", ["They seek re-election.", "The Metropolitan Election Board met."])
def test_a_term_in_a_name_or_a_longer_word_is_not_asked_for(source: str) -> None:
    assert not found("terms", source, "Voilà.", knowing("fr", ("election", {"élection": PREFERRED})))
