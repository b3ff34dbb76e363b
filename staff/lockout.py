"""Lockout after repeated failures to sign in, counted by account and not by address.

Ten wrong passwords or codes lock an account for a quarter of an hour; after
that each further failure locks it for as long again, until a sign-in succeeds,
the password is reset by mail, a managing editor unlocks it, or a day has passed
without any. That leaves a guesser about a hundred tries a day, however many
addresses they come from (NIST SP 800-63B, 5.2.2, asks for no more).

Passkeys and the institution's directory are not behind it: there is nothing to
guess, so whoever is locked out by a stranger can still come in.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from .models import FailedSignIns, User

__all__ = ["account_named", "account_of", "attempt", "forget", "is_locked"]

ALLOWED_FAILURES = 10
LOCKED_FOR = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)
SENTENCE = _(
    "There were too many failed attempts for this account. Wait 15 minutes, sign in with a passkey, "
    "or ask a managing editor to unlock it."
)


def account_of(user: User) -> str:
    return f"user:{user.pk}"


def account_named(login: str) -> str:
    """The account that a user name or email address stands for; causes a query.

    A name that nobody has is an account too, and locks in the same way, so
    that the answers do not tell which names exist.
    """
    login = login.strip()
    users = User.objects.filter(Q(username__iexact=login) | Q(email=login.lower()))[:2]
    for user in sorted(users, key=lambda user: user.username.lower() != login.lower()):
        return account_of(user)
    return f"name:{salted_hmac('staff.lockout', login.lower(), algorithm='sha256').hexdigest()}"


@contextmanager
def attempt(account: str) -> Iterator[None]:
    """Judge one password or code inside the block; an exception from it is a failure.

    The failure is counted before it is known, so that a thousand guesses at
    once are a thousand. Raises ``ValidationError`` without entering the block
    while the account is locked.
    """
    now = timezone.now()
    FailedSignIns.objects.filter(last_at__lt=now - FORGOTTEN_AFTER).delete()
    FailedSignIns.objects.get_or_create(account=account, defaults={"last_at": now})
    open_ = Q(count__lt=ALLOWED_FAILURES) | Q(last_at__lt=now - LOCKED_FOR)
    if not FailedSignIns.objects.filter(open_, account=account).update(count=F("count") + 1, last_at=now):
        raise ValidationError(SENTENCE, code="locked_out")
    yield
    FailedSignIns.objects.filter(account=account).update(count=Greatest(F("count") - 1, 0))


def is_locked(account: str) -> bool:
    since = timezone.now() - LOCKED_FOR
    return FailedSignIns.objects.filter(account=account, count__gte=ALLOWED_FAILURES, last_at__gte=since).exists()


def forget(user: User) -> None:
    """Unlock the account and forget its failures."""
    FailedSignIns.objects.filter(account=account_of(user)).delete()
