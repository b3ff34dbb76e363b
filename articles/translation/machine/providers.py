"""The provider that the settings name."""

from django.conf import settings

from .base import Provider
from .deepl import DeepL
from .libretranslate import LibreTranslate

__all__ = ["provider"]


def provider() -> Provider | None:
    """The provider of NEWSROOM_MACHINE_TRANSLATION, or None where machine translation is off."""
    chosen: dict[str, str] = settings.NEWSROOM_MACHINE_TRANSLATION
    match chosen.get("provider"):
        case "deepl":
            return DeepL(chosen["key"], chosen.get("url", ""))
        case "libretranslate":
            return LibreTranslate(chosen["url"], chosen.get("key", ""))
    return None
