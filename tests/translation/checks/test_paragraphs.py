"""A paragraph without its counterpart, and one of an unusual length."""

import pytest

from articles.translation.checks import Context, Severity

from .pairs import found

SENTENCE = "The ministers met in Brussels on Tuesday and agreed to send more help to the region."


def test_a_paragraph_without_translation_blocks() -> None:
    (finding,) = found("missing_paragraph", SENTENCE, "")
    assert finding.severity == Severity.BLOCK
    assert finding.source[0].text == SENTENCE


def test_a_picture_without_words_has_to_come_across_too() -> None:
    assert found("missing_paragraph", '<figure><img src="/a.png" alt=""></figure>', "")


def test_a_paragraph_that_translates_nothing_warns() -> None:
    (finding,) = found("extra_paragraph", "", "Les ministres se sont réunis.")
    assert finding.severity == Severity.WARN


def test_counterparts_are_neither_missing_nor_extra() -> None:
    for check in ("missing_paragraph", "extra_paragraph"):
        assert not found(check, SENTENCE, "Les ministres se sont réunis.")


@pytest.mark.parametrize("target", ["Les ministres.", "Les ministres se sont réunis à Bruxelles. " * 6])
def test_a_translation_far_from_the_usual_length_warns(target: str) -> None:
    (finding,) = found("length", SENTENCE * 2, target * 2)
    assert finding.severity == Severity.WARN
    assert "unusually" in finding.sentence


def test_a_short_heading_may_be_of_any_length() -> None:
    assert not found("length", "Contact", "Pour tout renseignement")


def test_chinese_takes_fewer_characters() -> None:
    assert not found(
        "length", SENTENCE, "部长们周二在布鲁塞尔会晤，同意向该地区提供更多援助。", Context("en", "zh-Hans")
    )
    assert not found("length", SENTENCE, "x", Context("en", "tlh"))
