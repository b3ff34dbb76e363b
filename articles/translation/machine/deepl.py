"""DeepL, through its own library."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from hashlib import sha256

import deepl
from django.utils.translation import gettext as _

from .base import MachineError
from .http import session

__all__ = ["DeepL"]

# Whoever waits at the page presses the button again; a web request is no place to back off for minutes.
deepl.http_client.max_network_retries = 0
MOST_TEXTS = 50  # in one request, as DeepL has it
GLOSSARY = "newsroom"
# Where DeepL wants to know which one; its other targets are bare languages.
TARGETS = {"en": "EN-GB", "pt": "PT-PT", "zh": "ZH-HANS", "no": "NB"}
REGIONAL = {"EN-GB", "EN-US", "PT-PT", "PT-BR", "ZH-HANS", "ZH-HANT", "ES-419"}


class DeepL:
    """DeepL, or what answers at ``url`` as it does."""

    name = "deepl"
    label = "DeepL"

    def __init__(self, key: str, url: str = "") -> None:
        self._client = deepl.DeepLClient(key, server_url=url or None, send_platform_info=False)
        # The library would read an answer of any length.
        self._client._client._session = session()

    def languages(self) -> frozenset[str]:
        with _told():
            return frozenset(language.code.lower() for language in self._client.get_target_languages())

    def translate(
        self,
        blocks: Sequence[str],
        source_language: str,
        target_language: str,
        terms: Sequence[tuple[str, str]] = (),
    ) -> list[str]:
        """As `Provider.translate`. The terms become a glossary at DeepL, made once for each set of terms."""
        source, target = _source(source_language), _target(target_language)
        translated: list[str] = []
        with _told():
            glossary = self._glossary(source, target, terms)
            for start in range(0, len(blocks), MOST_TEXTS):
                results = self._client.translate_text(
                    blocks[start : start + MOST_TEXTS],
                    source_lang=source,
                    target_lang=target,
                    tag_handling="html",
                    glossary=glossary,
                )
                translated += [result.text for result in results] if isinstance(results, list) else [results.text]
        if len(translated) != len(blocks) or not all(isinstance(text, str) for text in translated):
            raise MachineError(_nonsense())
        return translated

    def _glossary(self, source: str, target: str, terms: Sequence[tuple[str, str]]) -> str | None:
        """The id of a glossary of exactly these terms; an older one of ours for the same languages goes.

        None without terms, or for languages between which DeepL has no glossaries.
        """
        entries = {before.strip(): after.strip() for before, after in terms if before.strip() and after.strip()}
        if not entries:
            return None
        pair = f"{GLOSSARY} {source.partition('-')[0]}-{target.partition('-')[0]}"
        name = f"{pair} {sha256(repr(sorted(entries.items())).encode()).hexdigest()[:16]}"
        try:
            ours = [made for made in self._client.list_glossaries() if made.name.startswith(f"{pair} ")]
            for made in ours:
                if made.name == name:
                    return made.glossary_id
            created = self._client.create_glossary(name, source, target.partition("-")[0], entries)
            for made in ours:
                self._client.delete_glossary(made.glossary_id)
        except (deepl.AuthorizationException, deepl.QuotaExceededException, deepl.ConnectionException):
            raise
        except deepl.DeepLException:
            return None
        return created.glossary_id


def _source(language: str) -> str:
    base = language.partition("-")[0].upper()
    return "NB" if base == "NO" else base


def _target(language: str) -> str:
    parts = language.upper().split("-")
    for code in ("-".join(parts), "-".join(parts[:2])):
        if code in REGIONAL:
            return code
    base = parts[0].lower()
    return TARGETS.get(base, base.upper())


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """What goes wrong with DeepL, as a sentence."""
    try:
        yield
    except deepl.AuthorizationException as error:
        raise MachineError(
            _("DeepL does not know the newsroom’s key. Whoever runs the newsroom can mend it.")
        ) from error
    except deepl.QuotaExceededException as error:
        raise MachineError(_("What the newsroom may translate with DeepL in this period is used up.")) from error
    except deepl.TooManyRequestsException as error:
        raise MachineError(_("DeepL is asked too much at the moment. Try again in a minute.")) from error
    except deepl.ConnectionException as error:
        raise MachineError(_("DeepL did not answer. Try again, or translate by hand.")) from error
    except deepl.DeepLException as error:
        if error.http_status_code == 400:
            raise MachineError(_("DeepL does not translate between these languages, or not this text.")) from error
        raise MachineError(_("DeepL failed. Try again later, or translate by hand.")) from error
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        # An answer of another shape than the library expects.
        raise MachineError(_nonsense()) from error


def _nonsense() -> str:
    return _("DeepL answered with something that is no translation.")
