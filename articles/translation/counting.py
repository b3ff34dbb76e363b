"""How many words a text has, as translators count and are paid for."""

import re

__all__ = ["count_words"]

# Scripts written without spaces: a character counts as a word there, as agencies count.
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"\w+(?:[’'\-.,\u00a0\u202f]\w+)*")


def count_words(text: str) -> int:
    """The words of a plain text; “l’OTAN” and “13 000” with an unbreakable space are one word each."""
    unspaced = len(_UNSPACED.findall(text))
    return unspaced + len(_WORD.findall(_UNSPACED.sub(" ", text)))
