"""Answers of other people's servers: so long, so late and no further."""

from __future__ import annotations

import time
from typing import Any

import requests
from requests.adapters import HTTPAdapter

__all__ = ["LARGEST", "session"]

#: The most bytes that an answer may have, unpacked.
LARGEST = 4_000_000
#: Seconds until a connection stands, until the next bytes come, and until all have come.
CONNECT, READ, WHOLE = 5, 30, 60


class _Bounded(HTTPAdapter):
    """Reads each answer itself, and gives up on one that is too long or too slow."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        late = time.monotonic() + WHOLE
        kwargs.update(stream=True, timeout=(CONNECT, READ))
        response = super().send(request, *args, **kwargs)
        content = bytearray()
        for piece in response.iter_content(65536):
            content += piece
            if len(content) > LARGEST:
                response.close()
                raise requests.exceptions.ContentDecodingError("the answer is too long", request=request)
            if time.monotonic() > late:
                response.close()
                raise requests.exceptions.ReadTimeout("the answer takes too long", request=request)
        # What `requests` keeps once an answer has been read.
        response._content = bytes(content)
        return response


def session() -> requests.Session:
    """A session whose answers are bounded, and which follows no one elsewhere."""
    made = requests.Session()
    made.max_redirects = 0
    for scheme in ("http://", "https://"):
        made.mount(scheme, _Bounded())
    return made
