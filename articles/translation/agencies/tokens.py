"""The secrets by which agencies come in.

A token is made of a random seed and the installation's secret key, so that a
mail can be written by the worker without the token waiting in its queue, and
a copy of the database opens nothing.
"""

import secrets
from hashlib import sha256

from django.utils.crypto import salted_hmac

__all__ = ["hashed", "new_seed", "token_of"]


def new_seed() -> str:
    """A random seed, different for each token."""
    return secrets.token_hex(32)


def token_of(seed: str) -> str:
    """The token that belongs to the seed: 64 letters and digits."""
    return salted_hmac("articles.translation.agencies", seed, algorithm="sha256").hexdigest()


def hashed(token: str) -> str:
    """What is kept of a token. It is random and long, so that a plain hash gives nothing away."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()
