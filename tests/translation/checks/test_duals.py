"""Arabic says one and two by the form of the noun, which no list of numbers can hold."""

import pytest

from articles.translation.checks.differing import differences


@pytest.mark.parametrize("word", ["two", "Two", "one"])
def test_one_and_two_in_words_need_no_counterpart_beside_a_dual(word):
    assert not differences(f"{word} agreements were signed.", "en", "وُقّعت الاتفاقيتان.", "ar")


def test_two_in_digits_does():
    assert differences("2 of 3 ports closed.", "en", "أُغلق 3 موانئ.", "ar")
