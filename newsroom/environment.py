"""Settings as the environment states them, each refused in a sentence when it cannot be right.

Every function raises ``ImproperlyConfigured``; an empty variable counts as absent.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured

from languages import standard_form
from look.colours import is_colour

#: How a language may be set: the profiles of `articles.translation.checks.profiles`.
TYPOGRAPHY = {"fr": ("imprimerie", "eu", "canada")}
YES, NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


def text(name: str, default: str = "") -> str:
    """The variable without surrounding space."""
    return os.environ.get(name, "").strip() or default


def words(name: str, default: str = "") -> list[str]:
    """The variable's parts between commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def yes(name: str, *, default: bool = False) -> bool:
    """Whether the variable says yes."""
    value = text(name).lower()
    if not value:
        return default
    if value not in YES + NO:
        raise ImproperlyConfigured(f"{name} is “{value}”. Write 1 for yes or 0 for no.")
    return value in YES


def number(name: str, default: int) -> int:
    """The variable as a whole number that is not negative."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit():
        raise ImproperlyConfigured(f"{name} is “{value}”, which is not a whole number.")
    return int(value)


def mode() -> str:
    """ "production" or "local" (a machine of one's own): as NEWSROOM_ENV says, else by whether a database is given."""
    value = text("NEWSROOM_ENV", "production" if text("DATABASE_URL") else "local")
    if value not in ("production", "local"):
        raise ImproperlyConfigured(f"NEWSROOM_ENV is “{value}”. Write “production” or “local”.")
    if value == "production" and not text("DATABASE_URL"):
        raise ImproperlyConfigured(
            "DATABASE_URL is not set, and production does not run on the local database. "
            "Set it to the address of a PostgreSQL database, as in postgresql://user:password@host/name."
        )
    return value


def secret_key(keep_in: Path | None) -> str:
    """SECRET_KEY; without one, a key made once and kept in the given file, or a refusal when that is None."""
    key = text("SECRET_KEY")
    if key:
        if keep_in is None and (len(key) < 50 or len(set(key)) < 5 or key.startswith("django-insecure-")):
            raise ImproperlyConfigured(
                "SECRET_KEY is too easy to guess. It needs at least 50 random characters; "
                'python3 -c "import secrets; print(secrets.token_urlsafe(50))" writes some.'
            )
        return key
    if keep_in is None:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Set it to at least 50 random characters, or set NEWSROOM_ENV=local "
            "if this is not a public installation."
        )
    with suppress(FileExistsError):
        keep_in.parent.mkdir(exist_ok=True)
        # Complete under a name of its own before it appears: several processes may start at once.
        unfinished = keep_in.with_name(f"{keep_in.name}.{secrets.token_hex(4)}")
        if not keep_in.exists():
            unfinished.touch(mode=0o600)
            unfinished.write_text(secrets.token_urlsafe(50))
            try:
                os.link(unfinished, keep_in)
            finally:
                unfinished.unlink()
    return keep_in.read_text()


def database(local: dict[str, Any]) -> dict[str, Any]:
    """The database of DATABASE_URL (a libpq address; its options may be libpq's), or ``local`` without one."""
    url = text("DATABASE_URL")
    if not url:
        return local
    # The address holds a password: no sentence repeats it.
    parts, port = _split(url, "DATABASE_URL")
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(
            f"DATABASE_URL begins with “{parts.scheme}:”. Only PostgreSQL is supported: postgresql://user:password@host/name."
        )
    options = dict(parse_qsl(parts.query))
    name = unquote(parts.path.lstrip("/")) or options.pop("dbname", "")
    if not name:
        raise ImproperlyConfigured(
            "DATABASE_URL names no database. Write it after the host: postgresql://user@host/name."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": options.pop("port", "") or port or "",
        "OPTIONS": options,
    }


def mailers(default: dict[str, Any]) -> dict[str, Any]:
    """MAILERS for EMAIL_URL: ``smtp://user:password@host:587`` (with STARTTLS), ``smtps://…:465``,

    ``smtp://localhost:25?tls=0``, ``console:``, ``file:///directory``; ``default`` without one.
    """
    url = text("EMAIL_URL")
    if not url:
        return {"default": default}
    parts, port = _split(url, "EMAIL_URL")
    backends = "django.core.mail.backends"
    if parts.scheme == "console":
        return {"default": {"BACKEND": f"{backends}.console.EmailBackend"}}
    if parts.scheme == "file":
        return {
            "default": {"BACKEND": f"{backends}.filebased.EmailBackend", "OPTIONS": {"file_path": unquote(parts.path)}}
        }
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ImproperlyConfigured(
            "EMAIL_URL is not understood. Write it as in smtp://user:password@mail.example.org:587."
        )
    is_encrypted = parts.scheme == "smtps"
    options = {
        "host": parts.hostname,
        "port": port or (465 if is_encrypted else 587),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": is_encrypted,
        "use_tls": not is_encrypted and dict(parse_qsl(parts.query)).get("tls") != "0",
        "timeout": 10,
    }
    return {"default": {"BACKEND": f"{backends}.smtp.EmailBackend", "OPTIONS": options}}


def base_url(default: str) -> str:
    """NEWSROOM_BASE_URL, the public site's own address, without a slash at its end."""
    url = text("NEWSROOM_BASE_URL", default).rstrip("/")
    parts, _port = _split(url, "NEWSROOM_BASE_URL")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query or parts.fragment:
        raise ImproperlyConfigured(
            f"NEWSROOM_BASE_URL is “{url}”. Write the scheme and the host of the public site, as in https://press.example.org."
        )
    return url


def service_url(name: str, *, needs_https: bool = False) -> str:
    """The address of a service that this one asks, without a slash at its end; empty when the variable is absent."""
    url = text(name).rstrip("/")
    if not url:
        return ""
    parts, _port = _split(url, name)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ImproperlyConfigured(f"{name} is “{url}”. Write a whole address, as in https://login.example.org.")
    if needs_https and parts.scheme != "https":
        raise ImproperlyConfigured(f"{name} is “{url}”. Only https:// is safe for it.")
    return url


def colour(name: str, default: str) -> str:
    """A colour as CSS writes it, as in “#0a4d8c”."""
    value = text(name, default)
    if not is_colour(value):
        raise ImproperlyConfigured(f"{name} is “{value}”. Write # and six digits, as in #0a4d8c.")
    return value


def words_or_none(name: str, default: str) -> list[str]:
    """The variable's parts between commas; “none” is no part at all."""
    parts = words(name, default)
    return [] if parts == ["none"] else parts


def directory(*, needs_https: bool) -> dict[str, Any]:
    """The institution's own directory for allauth: OIDC_SERVER_URL, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME.

    OIDC_EMAIL_IS_VERIFIED=1 is for a directory that vouches for its addresses without saying so in each answer.
    """
    server = service_url("OIDC_SERVER_URL", needs_https=needs_https)
    if not server:
        return {}
    client, secret = text("OIDC_CLIENT_ID"), text("OIDC_CLIENT_SECRET")
    if not client or not secret:
        raise ImproperlyConfigured("OIDC_SERVER_URL is set: OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are needed too.")
    app = {
        "provider_id": "directory",
        "name": text("OIDC_NAME", urlsplit(server).hostname or ""),
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": server, "verified_email": yes("OIDC_EMAIL_IS_VERIFIED")},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def allowed_hosts(site: str) -> list[str]:
    """ALLOWED_HOSTS; without it, the host of NEWSROOM_BASE_URL."""
    hosts = words("ALLOWED_HOSTS", urlsplit(site).hostname or "")
    for host in hosts:
        if host == "*" or "/" in host:
            raise ImproperlyConfigured(
                f"ALLOWED_HOSTS holds “{host}”. List the names of the site itself, as in press.example.org."
            )
    return hosts


def language_codes(name: str, default: list[str]) -> list[str]:
    """At least one BCP 47 code, each once, as BCP 47 writes it."""
    codes = words(name) or default
    for code in codes:
        standard = standard_form(code)
        if standard is None:
            raise ImproperlyConfigured(
                f"{name} holds “{code}”, which is not a language code. Write it as in “fr,pt-BR”."
            )
        if standard != code:
            raise ImproperlyConfigured(f"{name} holds “{code}”. Write it as “{standard}”.")
    if len(set(codes)) < len(codes):
        raise ImproperlyConfigured(f"{name} names a language twice.")
    return codes


def required_languages(among: list[str]) -> list[str]:
    """NEWSROOM_REQUIRED_LANGUAGES, all of them ``among`` the newsroom's; the first two of those without it."""
    codes = language_codes("NEWSROOM_REQUIRED_LANGUAGES", among[:2])
    for code in codes:
        if code not in among:
            raise ImproperlyConfigured(
                f"NEWSROOM_REQUIRED_LANGUAGES holds “{code}”, which is not one of NEWSROOM_LANGUAGES. Add it there too."
            )
    return codes


def time_zone(name: str, default: str) -> str:
    """The name of a zone of the time zone database."""
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (KeyError, OSError, ValueError) as error:
        raise ImproperlyConfigured(
            f"{name} is “{value}”, which is not a time zone. Write it as in “Europe/Brussels”."
        ) from error
    return value


def time_zones(name: str, default: str) -> list[str]:
    """The names of zones, separated by commas."""
    for value in (zones := words(name, default)):
        try:
            ZoneInfo(value)
        except (KeyError, OSError, ValueError) as error:
            raise ImproperlyConfigured(
                f"{name} holds “{value}”, which is not a time zone. Write them as in “Europe/Brussels,Asia/Tokyo”."
            ) from error
    return zones


def typography(name: str) -> dict[str, str]:
    """How languages are set, as in "fr=eu,fr-CA=canada": the name of a profile by language."""
    chosen = {}
    for value in words(name):
        language, _sign, profile = (part.strip() for part in value.partition("="))
        if profile not in TYPOGRAPHY.get(language.partition("-")[0], ()):
            known = ", ".join(f"{one}={other}" for one, profiles in TYPOGRAPHY.items() for other in profiles)
            raise ImproperlyConfigured(f"{name} holds “{value}”. Known are {known}.")
        chosen[language] = profile
    return chosen


def _split(url: str, name: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(url)
        return parts, parts.port
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} cannot be read as an address. Its port must be a number, and special characters "
            "of a password are written as %XX."
        ) from error


def machine_translation(*, needs_https: bool) -> dict[str, str]:
    """Who drafts translations: NEWSROOM_MACHINE_TRANSLATION, _URL and _KEY; nothing where it is off.

    As {provider, url, key}. A LibreTranslate of one's own may answer without
    encryption; DeepL may not.
    """
    name = text("NEWSROOM_MACHINE_TRANSLATION").lower()
    if name in ("", *NO):
        return {}
    if name not in ("deepl", "libretranslate"):
        raise ImproperlyConfigured(
            f"NEWSROOM_MACHINE_TRANSLATION is “{name}”. Write “deepl” or “libretranslate”, or leave it out."
        )
    url = service_url("NEWSROOM_MACHINE_TRANSLATION_URL", needs_https=needs_https and name == "deepl")
    key = text("NEWSROOM_MACHINE_TRANSLATION_KEY")
    if name == "deepl" and not key:
        raise ImproperlyConfigured(
            "NEWSROOM_MACHINE_TRANSLATION is “deepl”: NEWSROOM_MACHINE_TRANSLATION_KEY is needed."
        )
    if name == "libretranslate" and not url:
        raise ImproperlyConfigured(
            "NEWSROOM_MACHINE_TRANSLATION is “libretranslate”: NEWSROOM_MACHINE_TRANSLATION_URL is needed."
        )
    return {"provider": name, "url": url, "key": key}


def file_origins(bucket: str, endpoint: str, region: str) -> list[str]:
    """The origins (of RFC 6454) to which readers are sent for images, for the page's policy; none without a bucket.

    A store at an endpoint of its own may have its buckets below its host's name, or below its path.
    """
    if not bucket:
        return []
    if endpoint:
        parts = urlsplit(endpoint)
        return [f"{parts.scheme}://{parts.netloc}", f"{parts.scheme}://{bucket}.{parts.netloc}"]
    hosts = ["s3.amazonaws.com", *([f"s3.{region}.amazonaws.com"] if region else [])]
    return [f"https://{bucket}.{host}" for host in hosts]
