"""Settings come from the environment; what cannot be right is refused in a sentence."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from newsroom import environment
from tests.paths import BASE_DIR

PRODUCTION = {
    "DATABASE_URL": "postgresql://press:s%40cret@db.example.org:6432/newsroom?sslmode=require",
    "SECRET_KEY": "k3y-0f-fifty-and-more-characters-that-nobody-would-ever-guess",
    "NEWSROOM_BASE_URL": "https://press.example.org",
}


def drafts_of_a_machine() -> dict[str, str]:
    return environment.machine_translation(needs_https=True)


def check(*arguments: str, **variables: str) -> subprocess.CompletedProcess:
    """What ``manage.py check`` says with these variables and no others."""
    return subprocess.run(
        [sys.executable, "manage.py", "check", *arguments],
        cwd=BASE_DIR,
        env={"PATH": os.environ["PATH"], "NEWSROOM_BOOTSTRAP": "0", "LANG": "C.UTF-8", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_production_setting_is_clean():
    answer = check("--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert answer.returncode == 0, answer.stderr


def test_a_missing_secret_key_is_asked_for_without_a_traceback():
    answer = check(**{**PRODUCTION, "SECRET_KEY": ""})
    assert answer.returncode == 1
    assert answer.stderr.startswith("SECRET_KEY is not set.")
    assert len(answer.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", ["SECRET_KEY", "NEWSROOM_BASE_URL", "DATABASE_URL"])
def test_production_has_no_insecure_default(name):
    assert check(**{**PRODUCTION, "NEWSROOM_ENV": "production", name: ""}).returncode == 1


def test_the_policy_for_content_allows_nothing_unsafe():
    assert "unsafe" not in str(settings.SECURE_CSP)


@pytest.mark.parametrize(
    ("question", "name", "value", "sentence"),
    [
        (drafts_of_a_machine, "NEWSROOM_MACHINE_TRANSLATION", "babelfish", "Write “deepl” or “libretranslate”"),
        (drafts_of_a_machine, "NEWSROOM_MACHINE_TRANSLATION", "deepl", "NEWSROOM_MACHINE_TRANSLATION_KEY is needed"),
        (
            drafts_of_a_machine,
            "NEWSROOM_MACHINE_TRANSLATION",
            "libretranslate",
            "NEWSROOM_MACHINE_TRANSLATION_URL is needed",
        ),
        (environment.mode, "NEWSROOM_ENV", "staging", "Write “production” or “local”."),
        (lambda: environment.secret_key(None), "SECRET_KEY", "short", "at least 50 random characters"),
        (lambda: environment.database({}), "DATABASE_URL", "mysql://db/name", "Only PostgreSQL is supported"),
        (lambda: environment.database({}), "DATABASE_URL", "postgresql://db:port/name", "Its port must be a number"),
        (lambda: environment.database({}), "DATABASE_URL", "postgresql://db", "names no database"),
        (lambda: environment.mailers({}), "EMAIL_URL", "mail.example.org", "Write it as in smtp://"),
        (lambda: environment.base_url(""), "NEWSROOM_BASE_URL", "press.example.org", "Write the scheme and the host"),
        (lambda: environment.base_url(""), "NEWSROOM_BASE_URL", "https://a.example/b", "Write the scheme and the host"),
        (lambda: environment.allowed_hosts(""), "ALLOWED_HOSTS", "*", "List the names of the site itself"),
        (lambda: environment.language_codes("L", []), "L", "english", "is not a language code"),
        (lambda: environment.language_codes("L", []), "L", "pt-br", "Write it as “pt-BR”."),
        (lambda: environment.language_codes("L", []), "L", "en,fr,en", "names a language twice"),
        (
            lambda: environment.required_languages(["en"]),
            "NEWSROOM_REQUIRED_LANGUAGES",
            "fr",
            "not one of NEWSROOM_LANGUAGES",
        ),
        (lambda: environment.time_zone("ZONE", "UTC"), "ZONE", "Brussels", "is not a time zone"),
        (lambda: environment.time_zone("ZONE", "UTC"), "ZONE", "../etc/passwd", "is not a time zone"),
        (lambda: environment.typography("TYPOGRAPHY"), "TYPOGRAPHY", "fr=swiss", "Known are fr=imprimerie, fr=eu"),
        (lambda: environment.typography("TYPOGRAPHY"), "TYPOGRAPHY", "canada", "Known are fr=imprimerie, fr=eu"),
        (lambda: environment.number("SECONDS", 0), "SECONDS", "-1", "is not a whole number"),
        (lambda: environment.yes("SWITCH"), "SWITCH", "maybe", "Write 1 for yes or 0 for no."),
    ],
)
def test_what_cannot_be_right_is_refused(monkeypatch, question, name, value, sentence):
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=sentence.replace(".", r"\.")):
        question()


def test_a_database_address_is_read_as_libpq_reads_it(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", PRODUCTION["DATABASE_URL"])
    assert environment.database({}) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "newsroom",
        "USER": "press",
        "PASSWORD": "s@cret",
        "HOST": "db.example.org",
        "PORT": 6432,
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_socket_directory_may_be_the_host(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql:///newsroom?host=/run/postgresql")
    assert environment.database({})["HOST"] == "/run/postgresql"


def test_a_refused_address_does_not_repeat_the_password(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://press:hunter2@db:port/name")
    with pytest.raises(ImproperlyConfigured) as refused:
        environment.database({})
    assert "hunter2" not in str(refused.value)


def test_the_local_key_is_made_once_and_kept_to_oneself(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    file = tmp_path / "local" / "secret_key"
    key = environment.secret_key(file)
    assert len(key) > 50
    assert environment.secret_key(file) == key
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "smtp://u:p%40@mail.example.org",
            {"host": "mail.example.org", "port": 587, "use_tls": True, "password": "p@"},
        ),
        ("smtps://mail.example.org", {"port": 465, "use_ssl": True, "use_tls": False}),
        ("smtp://localhost:25?tls=0", {"port": 25, "use_tls": False, "use_ssl": False}),
        ("file:///var/mail/out", {"file_path": "/var/mail/out"}),
    ],
)
def test_mail_goes_where_email_url_says(monkeypatch, url, expected):
    monkeypatch.setenv("EMAIL_URL", url)
    assert environment.mailers({})["default"]["OPTIONS"].items() >= expected.items()
