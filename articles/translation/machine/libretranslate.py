"""LibreTranslate, over HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import requests
from django.utils.translation import gettext as _

from .base import MachineError
from .http import session

__all__ = ["LibreTranslate"]

# Its names of languages that BCP 47 calls otherwise.
CODES = {"zh": "zh-Hans", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-Hant": "zh-Hant", "pt-BR": "pt-BR", "no": "nb"}
MOST_TEXTS = 50  # in one request


class LibreTranslate:
    """The LibreTranslate server at ``url``. It knows no glossary; the checks see what it made of the terms."""

    name = "libretranslate"
    label = "LibreTranslate"

    def __init__(self, url: str, key: str = "") -> None:
        self._url = url.rstrip("/")
        self._key = key

    def languages(self) -> frozenset[str]:
        answer = self._ask("GET", "languages")
        if not isinstance(answer, list):
            raise MachineError(_nonsense())
        return frozenset(
            str(language["code"]).lower() for language in answer if isinstance(language, dict) and "code" in language
        )

    def translate(
        self,
        blocks: Sequence[str],
        source_language: str,
        target_language: str,
        terms: Sequence[tuple[str, str]] = (),  # noqa: ARG002 - it has no use for them
    ) -> list[str]:
        translated: list[str] = []
        for start in range(0, len(blocks), MOST_TEXTS):
            some = list(blocks[start : start + MOST_TEXTS])
            answer = self._ask(
                "POST",
                "translate",
                {"q": some, "source": _code(source_language), "target": _code(target_language), "format": "html"},
            )
            texts = answer.get("translatedText") if isinstance(answer, dict) else None
            if not isinstance(texts, list) or len(texts) != len(some) or not all(isinstance(t, str) for t in texts):
                raise MachineError(_nonsense())
            translated += texts
        return translated

    def _ask(self, method: str, path: str, data: dict[str, Any] | None = None) -> Any:
        if data is not None and self._key:
            data["api_key"] = self._key
        try:
            with session() as asked:
                response = asked.request(method, f"{self._url}/{path}", json=data, allow_redirects=False)
                answer = response.json() if response.status_code == 200 else None
        except requests.exceptions.JSONDecodeError as error:
            raise MachineError(_nonsense()) from error
        except (requests.exceptions.RequestException, UnicodeError, RecursionError) as error:
            raise MachineError(_("LibreTranslate did not answer. Try again, or translate by hand.")) from error
        match response.status_code:
            case 200:
                return answer
            case 403:
                raise MachineError(
                    _("LibreTranslate does not know the newsroom’s key. Whoever runs the newsroom can mend it.")
                )
            case 429:
                raise MachineError(_("LibreTranslate is asked too much at the moment. Try again in a minute."))
            case 400:
                raise MachineError(_("LibreTranslate does not translate between these languages, or not this text."))
        raise MachineError(_("LibreTranslate failed. Try again later, or translate by hand."))


def _code(language: str) -> str:
    parts = language.split("-")
    for length in range(len(parts), 0, -1):
        code = "-".join(parts[:length])
        if code in CODES:
            return CODES[code]
    return parts[0]


def _nonsense() -> str:
    return _("LibreTranslate answered with something that is no translation.")
