"""Placeholder text: what writers leave for later and must not go out."""

import re

__all__ = ["placeholders"]

_PLACEHOLDER = re.compile(
    r"""
      (?<![\w.&])X{2,}(?![\w&])                      # XX soldiers, XXX; not XXe siècle, XXIII
        (?!\s*(?:century|centuries|siècles?|siglo|secolo|Jahrhundert|век))
    | \b(?:TBC|TBD|TBA|TK|FIXME|TODO)\b              # to be confirmed, decided, announced
    | \bà\s(?:confirmer|compléter|préciser)\b(?=\s*[\])])
    | [\[{]\s*(?:name|nom|title|titre|date|place|lieu|number|nombre|quote|citation|figure|chiffre
        |insert|insérer|to\sbe|à\s|tbc|tbd|xx+|\.{2,}|…|\?+)[^\[\]{}]{0,60}[\]}]
    | \b(?i:lorem\s+ipsum|dolor\s+sit\s+amet)\b
    | \?{3,}
    """,
    re.VERBOSE,
)
_IN_BRACKETS = re.compile(_PLACEHOLDER.pattern, re.VERBOSE | re.IGNORECASE)


def placeholders(text: str) -> list[str]:
    """The placeholders in a plain text, each once, in their order.

    Abbreviations count in capitals only ("TK", not "tk"); what stands in
    brackets in any case. Roman numerals and the word that follows them do not.
    """
    found = [match.group() for match in _PLACEHOLDER.finditer(text)]
    found += [match.group() for match in _IN_BRACKETS.finditer(text) if match.group()[0] in "[{"]
    return list(dict.fromkeys(found))
