"""The day it is at the press office."""

from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

__all__ = ["today"]


def today() -> date:
    """The date now at the press office (``NEWSROOM_TIME_ZONE``)."""
    return timezone.localdate(timezone=ZoneInfo(settings.NEWSROOM_TIME_ZONE))
