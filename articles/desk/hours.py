"""Hours as people state them: a day, a time and a zone."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publication import AmbiguousTime, NonexistentTime, instant

__all__ = ["HourForm", "time_zones", "which_of_two"]


def time_zones() -> list[tuple[str, str]]:
    """The zones to choose from: the newsroom's and the user's first, then UTC, then all."""
    first = [settings.NEWSROOM_TIME_ZONE, timezone.get_current_timezone_name(), "UTC"]
    return [(name, name) for name in dict.fromkeys([*first, *sorted(available_timezones())])]


class HourForm(forms.Form):
    """A local day and time in a zone. ``cleaned_data["at"]`` is the instant, aware UTC.

    An hour that the clocks skip is refused; of one that they show twice the form
    asks which is meant (``asks_which``).
    """

    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    time = forms.TimeField(label=gettext_lazy("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=time_zones)
    fold = forms.TypedChoiceField(
        label=gettext_lazy("Which of the two"), coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks_which = False
        self.fields["time_zone"].initial = settings.NEWSROOM_TIME_ZONE
        self.fields["fold"].choices = [("0", _("the first")), ("1", _("the second"))]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if {"day", "time", "time_zone"} <= data.keys() and data["day"] and data["time"]:
            data["at"] = self._instant(datetime.combine(data["day"], data["time"]), data["time_zone"], data.get("fold"))
        return data

    def _instant(self, local: datetime, zone: str, fold: int | None) -> datetime | None:
        try:
            return instant(local, zone, fold=fold)
        except NonexistentTime as error:
            self.add_error("time", error)
        except AmbiguousTime as error:
            self.asks_which = True
            self.fields["fold"].choices = [
                (str(which), which_of_two(which, choice, zone)) for which, choice in enumerate(error.choices)
            ]
            self.add_error("fold", error)
        return None


def which_of_two(which: int, at: datetime, zone: str) -> str:
    """In words, which instant is meant of the two at which the clocks show the same; ``which`` is 0 or 1."""
    words = {"offset": f"{at.astimezone(ZoneInfo(zone)):%Z, UTC%z}", "utc": date_format(at, "H:i")}
    if which == 0:
        return _("the first, before the clocks go back (%(offset)s: %(utc)s UTC)") % words
    return _("the second, after the clocks have gone back (%(offset)s: %(utc)s UTC)") % words
