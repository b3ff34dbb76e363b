"""The newsroom's settings, read from the environment; ``docs/settings.md`` lists every variable.

Two modes. *Production* is what a given DATABASE_URL means unless NEWSROOM_ENV
says otherwise: nothing has an insecure default, and what is missing is asked
for in a sentence. *Local* is a machine of one's own, with the local database.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from . import environment

BASE_DIR = Path(__file__).resolve().parent.parent
# What this checkout keeps for itself on a machine of one's own; not in git.
LOCAL_DIR = BASE_DIR / ".local"
IS_PRODUCTION = environment.mode() == "production"
SECRET_KEY = environment.secret_key(None if IS_PRODUCTION else LOCAL_DIR / "secret_key")
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_FALLBACKS")
DEBUG = not IS_PRODUCTION and environment.yes("DEBUG")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "pgtrigger",
    "django_filters",
    "procrastinate.contrib.django",
    "js_asset",
    "django_prose_editor",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "newsroom",
    "languages",
    "staff",
    "look",
    "people",
    "articles",
    "articles.translation",
    "articles.translation.memory",
    "articles.translation.glossary",
    "articles.translation.agencies",
    "articles.search",
    "articles.site",
    "articles.exchange",
    "articles.desk.apps.DeskConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "articles.site.compression.PublicGZipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "articles.desk.middleware.DeskPreferencesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "staff.second_factor.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "newsroom.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "staff.context.account_pages",
            ],
            "libraries": {"desk": "articles.desk.tags"},
        },
    }
]
WSGI_APPLICATION = "newsroom.wsgi.application"


DATABASES = {
    "default": {
        **environment.database(
            local={"ENGINE": "newsroom.local_postgresql", "NAME": "newsroom", "USER": "newsroom", "PORT": "5432"}
        ),
        # Seconds that an idle connection is kept, per thread of the server.
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    },
}
AUTH_USER_MODEL = "staff.User"
AUTHENTICATION_BACKENDS = ["staff.backends.RightsBackend"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French")), ("ar", _("Arabic"))]
# Those of them that the desk's own words are translated into; the public site speaks all.
DESK_LANGUAGES = ["en", "fr"]
LOCALE_PATHS = [BASE_DIR / "locale"]
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(
    environment.text("STATIC_ROOT", str(BASE_DIR / "staticfiles" if IS_PRODUCTION else LOCAL_DIR / "static"))
)
MEDIA_ROOT = Path(environment.text("MEDIA_ROOT", str(BASE_DIR / "media" if IS_PRODUCTION else LOCAL_DIR / "media")))
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        # Names with a hash, so that browsers keep the files for ever; compressed once, at collectstatic.
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
# The internal location of a web server that hands out uploaded files itself, as in /uploads/; see docs/settings.md.
NEWSROOM_ACCEL_REDIRECT = environment.text("NEWSROOM_ACCEL_REDIRECT", "")
if bucket := environment.text("NEWSROOM_FILES_BUCKET", ""):
    # Private: readers are sent there with signed addresses that answer for a minute.
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": environment.text("NEWSROOM_FILES_ENDPOINT", "") or None,
            "default_acl": None,
            "querystring_auth": True,
            "file_overwrite": False,
            "signature_version": "s3v4",
        },
    }
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    # A redirect to the object store is held against the policy too.
    "img-src": [
        CSP.SELF,
        "data:",
        *environment.file_origins(
            bucket,
            environment.text("NEWSROOM_FILES_ENDPOINT", ""),
            environment.text("AWS_REGION", environment.text("AWS_DEFAULT_REGION", "")),
        ),
    ],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}


# The newsroom's own settings.
NEWSROOM_NAME = environment.text("NEWSROOM_NAME", "Newsroom")
# The site's accent colour, where the desk has not said otherwise.
NEWSROOM_ACCENT = environment.colour("NEWSROOM_ACCENT", "#0a4d8c")
# BCP 47 codes of the languages that the press office works in; the first is
# the one that others fall back to.
NEWSROOM_LANGUAGES = environment.language_codes("NEWSROOM_LANGUAGES", ["en", "fr", "ar"])
# The languages that the first release of an article needs unless the article says otherwise.
NEWSROOM_REQUIRED_LANGUAGES = environment.required_languages(NEWSROOM_LANGUAGES)
# How many characters the parts of a text should have at most; writers are told, not stopped.
NEWSROOM_ADVISED_LENGTHS = {"title": 100, "standfirst": 300}
# What shows the desk a text as the public page will: a function of the request and the edition.
NEWSROOM_ARTICLE_PAGE = "articles.site.preview.preview_article"
# What readers may do with the texts: the name of a licence, or a sentence, and where it is to be read.
NEWSROOM_LICENCE = environment.text("NEWSROOM_LICENCE")
NEWSROOM_LICENCE_URL = environment.service_url("NEWSROOM_LICENCE_URL") and environment.text("NEWSROOM_LICENCE_URL")
# The zone in which the press office states its hours.
NEWSROOM_TIME_ZONE = environment.time_zone("NEWSROOM_TIME_ZONE", "Europe/Brussels")
# Where the public reads: the desk shows the hour of a release on these clocks too.
NEWSROOM_AUDIENCE_TIME_ZONES = environment.time_zones(
    "NEWSROOM_AUDIENCE_TIME_ZONES", "America/New_York,Europe/London,Asia/Tokyo"
)
# How the checks of a translation want a language spaced and quoted; the first profile of each where none is chosen.
NEWSROOM_TYPOGRAPHY = environment.typography("NEWSROOM_TYPOGRAPHY")
# Scheme and host of the public site, for feeds and mails.
NEWSROOM_BASE_URL = environment.base_url(
    f"https://{environment.words('ALLOWED_HOSTS', 'localhost')[0].lstrip('.')}"
    if IS_PRODUCTION
    else "http://localhost:8000"
)

if IS_PRODUCTION:
    if not environment.text("ALLOWED_HOSTS") and not environment.text("NEWSROOM_BASE_URL"):
        raise ImproperlyConfigured(
            "Neither NEWSROOM_BASE_URL nor ALLOWED_HOSTS is set. Set NEWSROOM_BASE_URL to the address "
            "of the public site, as in https://press.example.org."
        )
    ALLOWED_HOSTS = environment.allowed_hosts(NEWSROOM_BASE_URL)
else:
    ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "localhost,.localhost,127.0.0.1,[::1]")

# Everything over HTTPS, and browsers told to insist on it for a year.
SECURE_SSL_REDIRECT = IS_PRODUCTION
SESSION_COOKIE_SECURE = IS_PRODUCTION
CSRF_COOKIE_SECURE = IS_PRODUCTION
SECURE_HSTS_SECONDS = environment.number("SECURE_HSTS_SECONDS", 365 * 24 * 3600) if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_PRODUCTION
# The preload list binds a whole domain for years: for its owner to decide, not for one site on it.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
# Only behind a proxy that sets this header itself; otherwise anyone could claim to have come over HTTPS.
if environment.yes("BEHIND_HTTPS_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [NEWSROOM_BASE_URL]

# Without EMAIL_URL: the mail server of the machine itself, or files to look at.
MAILERS = environment.mailers(
    default={
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": "localhost", "port": 25, "timeout": 10},
    }
    if IS_PRODUCTION
    else {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": str(LOCAL_DIR / "mail")},
    }
)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text(
    "DEFAULT_FROM_EMAIL", f"newsroom@{urlsplit(NEWSROOM_BASE_URL).hostname}"
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Its own handlers would mail every error, and print it a second time.
    "loggers": {"django": {"handlers": [], "level": "WARNING" if not DEBUG else "INFO", "propagate": True}},
}

# Signing in, at /desk/account/. Nobody signs up; failures are counted by account (staff.lockout).
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "staff.passwords.StrengthValidator"},
    {"NAME": "staff.passwords.BreachedPasswordValidator"},
]
# A service with the range protocol of Have I Been Pwned, as in https://api.pwnedpasswords.com/range; empty for none.
NEWSROOM_BREACHED_PASSWORDS_URL = environment.service_url("NEWSROOM_BREACHED_PASSWORDS_URL")
# Roles that need a second factor; "none" for no role.
NEWSROOM_SECOND_FACTOR_ROLES = environment.words_or_none(
    "NEWSROOM_SECOND_FACTOR_ROLES", "publisher,managing_editor" if IS_PRODUCTION else "none"
)
ACCOUNT_ADAPTER = "staff.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "staff.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
# The addresses are those that managing editors gave.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{NEWSROOM_NAME}] "
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_SESSION_REMEMBER = True
# Against floods from one address; guessing is stopped by account, whatever the address.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip", "agency_code": "120/m/ip"}
# How many proxies of one's own add to X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if environment.yes("BEHIND_HTTPS_PROXY") else 0
MFA_ADAPTER = "staff.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "staff.forms.CodeForm",
    "reauthenticate": "staff.forms.ConfirmCodeForm",
    "add_webauthn": "staff.forms.AddKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Browsers offer passkeys over plain HTTP on localhost only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_PRODUCTION
SOCIALACCOUNT_ADAPTER = "staff.adapters.DirectoryAdapter"
SOCIALACCOUNT_PROVIDERS = environment.directory(needs_https=IS_PRODUCTION)

# The queue carries what follows a release (mails, pings, purges), never the
# release itself. Its lateness is how long a worker sleeps between two looks.
PROCRASTINATE_WORKER_DEFAULTS = {"fetch_job_polling_interval": 0.2, "shutdown_graceful_timeout": 10}

# Machine drafts of translations; off unless it is said who makes them.
NEWSROOM_MACHINE_TRANSLATION = environment.machine_translation(needs_https=IS_PRODUCTION)
NEWSROOM_MACHINE_TRANSLATES_EMBARGOED = environment.yes("NEWSROOM_MACHINE_TRANSLATES_EMBARGOED")
# Whether public pages say which translations were drafted by a machine.
NEWSROOM_DECLARES_MACHINE_TRANSLATION = environment.yes("NEWSROOM_DECLARES_MACHINE_TRANSLATION", default=True)
