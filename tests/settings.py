"""The settings for tests: those of a machine of one's own, whatever the environment says, and quick."""

import os

MEANT_FOR_OTHERS = ("ALLOWED_HOSTS", "BEHIND_HTTPS_PROXY", "DEBUG", "DEFAULT_FROM_EMAIL", "EMAIL_URL", "MEDIA_ROOT")
for name in [*MEANT_FOR_OTHERS, *(name for name in os.environ if name.startswith(("NEWSROOM_", "OIDC_")))]:
    os.environ.pop(name, None)
os.environ["NEWSROOM_ENV"] = "local"
os.environ["SECRET_KEY"] = "the tests need no secret"

from newsroom.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Without a manifest: no collectstatic before a test.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
