"""The form in which a date and place is written down, by the clocks of its place."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Happening, Occasion
from articles.publication import AmbiguousTime, NonexistentTime, instant
from languages import direction, local_name, newsroom_languages

from .hours import time_zones, which_of_two

__all__ = ["OccasionForm"]

# The three hours, and the labels of their day, their time and which of two equal ones is meant.
HOURS = {
    "starts": (gettext_lazy("First day"), gettext_lazy("From"), gettext_lazy("Which of the two beginnings")),
    "ends": (gettext_lazy("Last day"), gettext_lazy("To"), gettext_lazy("Which of the two ends")),
    "until": (
        gettext_lazy("Accreditation until this day"),
        gettext_lazy("Accreditation until this hour"),
        gettext_lazy("Which of the two hours"),
    ),
}
TEXTS = {
    "venue": gettext_lazy("Place in %(language)s"),
    "address": gettext_lazy("Address in %(language)s"),
    "accreditation": gettext_lazy("Accreditation in %(language)s"),
}


class OccasionForm(forms.Form):
    """When and where. ``seen`` is the number of the facts that the user started from.

    ``facts()`` are those of `Occasion.facts`. An hour that the clocks skip is refused; of one that they show
    twice the form asks which is meant, in a field that it has only then.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput)
    happening = forms.ChoiceField(
        label=gettext_lazy("Does it take place?"),
        choices=Happening,
        widget=forms.RadioSelect,
        initial=Happening.PLANNED,
    )
    is_all_day = forms.BooleanField(label=gettext_lazy("All day"), required=False)
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone of the place"), choices=time_zones)
    accreditation_url = forms.URLField(
        label=gettext_lazy("Address at which to apply for accreditation"), required=False, max_length=500
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text=gettext_lazy("For the desk. It is needed once the article is public or scheduled."),
    )

    fields: dict[str, Any]

    def __init__(self, *args: Any, article: Article, occasion: Occasion | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["accreditation_url"].widget.attrs["class"] = "vTextField"
        for name, (day, hour, which) in HOURS.items():
            self.fields |= _hour_fields(name, day, hour, which)
        self.fields["starts_day"].required = True
        self.fields["ends_time"].help_text = _("Left empty, no end is stated.")
        self.languages = list(
            dict.fromkeys([*newsroom_languages(), *article.languages, *(occasion.texts if occasion else {})])
        )
        for language in self.languages:
            self.fields |= _text_fields(language)
        self.initial = _initial(occasion)
        if occasion is None:
            del self.fields["happening"]

    def when(self) -> list[forms.BoundField]:
        """The fields that say when it takes place, in their order."""
        names = ["is_all_day", "starts_day", "starts_time", "starts_fold", "ends_day", "ends_time", "ends_fold"]
        return [self[name] for name in [*names, "time_zone"] if self._is_shown(name)]

    def accreditation(self) -> list[forms.BoundField]:
        """The fields on accreditation that all languages share."""
        return [self[n] for n in ("until_day", "until_time", "until_fold", "accreditation_url") if self._is_shown(n)]

    def by_language(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The texts in each language."""
        return [(language, [self[f"{name}_{language}"] for name in TEXTS]) for language in self.languages]

    def _is_shown(self, name: str) -> bool:
        return not name.endswith("_fold") or name in self.errors or bool(self.data.get(name))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        zone = data.get("time_zone")
        if zone and data.get("starts_day"):
            hours = self._days(zone) if data["is_all_day"] else self._hours(zone)
            data |= hours | {"accreditation_until_at": self._until(zone)}
        return data

    def facts(self) -> dict[str, Any]:
        """What was written, for `occasions.write`."""
        data = self.cleaned_data
        texts = {
            language: {name: text for name in TEXTS if (text := data[f"{name}_{language}"])}
            for language in self.languages
        }
        names = ("starts_at", "ends_at", "time_zone", "is_all_day", "accreditation_until_at", "accreditation_url")
        return {
            **{name: data[name] for name in names},
            "happening": data.get("happening", Happening.PLANNED),
            "texts": {language: written for language, written in texts.items() if written},
        }

    def _days(self, zone: str) -> dict[str, datetime | None]:
        first: date = self.cleaned_data["starts_day"]
        last: date = self.cleaned_data.get("ends_day") or first
        return {
            "starts_at": self._instant("starts_day", first, time(), zone, fold=0),
            "ends_at": self._instant("ends_day", last + timedelta(days=1), time(), zone, fold=0),
        }

    def _hours(self, zone: str) -> dict[str, datetime | None]:
        data = self.cleaned_data
        if data.get("starts_time") is None:
            self._say("starts_time", _("Say when it begins, or that it lasts all day."))
        if data.get("ends_day") and data.get("ends_time") is None:
            self._say("ends_time", _("Say when it ends."))
        ends_day = data.get("ends_day") or data["starts_day"]
        return {
            "starts_at": self._at("starts", data["starts_day"], zone),
            "ends_at": self._at("ends", ends_day, zone) if data.get("ends_time") else None,
        }

    def _until(self, zone: str) -> datetime | None:
        day, hour = (self.cleaned_data.get(name) for name in ("until_day", "until_time"))
        if bool(day) != (hour is not None):
            self._say("until_time" if day else "until_day", _("Say both the day and the hour."))
        return self._at("until", day, zone) if day and hour is not None else None

    def _say(self, name: str, sentence: str) -> None:
        if name not in self.errors:
            self.add_error(name, sentence)

    def _at(self, name: str, day: date, zone: str) -> datetime | None:
        hour = self.cleaned_data.get(f"{name}_time")
        if hour is None:
            return None
        fold = self.cleaned_data.get(f"{name}_fold")
        return self._instant(f"{name}_time", day, hour, zone, fold=fold)

    def _instant(self, name: str, day: date, hour: time, zone: str, *, fold: int | None) -> datetime | None:
        try:
            return instant(datetime.combine(day, hour), zone, fold=fold)
        except NonexistentTime as error:
            self.add_error(name, error)
        except AmbiguousTime as error:
            which = f"{name.removesuffix('_time')}_fold"
            self.fields[which].choices = [
                (str(number), which_of_two(number, choice, zone)) for number, choice in enumerate(error.choices)
            ]
            self.add_error(which, error)
        return None


def _hour_fields(name: str, day: Any, hour: Any, which: Any) -> dict[str, Any]:
    return {
        f"{name}_day": forms.DateField(
            label=day, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        ),
        f"{name}_time": forms.TimeField(
            label=hour, required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        ),
        f"{name}_fold": forms.TypedChoiceField(
            label=which,
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            choices=[("0", gettext_lazy("the first")), ("1", gettext_lazy("the second"))],
        ),
    }


def _text_fields(language: str) -> dict[str, Any]:
    fields = {}
    for name, label in TEXTS.items():
        widget: forms.Widget = forms.TextInput(attrs={"class": "vTextField"})
        if name != "venue":
            widget = forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})
        widget.attrs |= {"lang": language, "dir": direction(language)}
        fields[f"{name}_{language}"] = forms.CharField(
            label=label % {"language": local_name(language)}, required=False, max_length=1000, widget=widget
        )
    return fields


def _initial(occasion: Occasion | None) -> dict[str, Any]:
    """The facts as the form writes them."""
    if occasion is None:
        return {"seen": 0, "time_zone": settings.NEWSROOM_TIME_ZONE}
    zone = occasion.zone
    initial: dict[str, Any] = {
        "seen": occasion.number,
        **{name: getattr(occasion, name) for name in ("happening", "is_all_day", "time_zone", "accreditation_url")},
        **{f"{name}_{code}": texts.get(name, "") for code, texts in occasion.texts.items() for name in TEXTS},
    }
    for name, at in (
        ("starts", occasion.starts_at),
        ("ends", occasion.ends_at),
        ("until", occasion.accreditation_until_at),
    ):
        if at is not None:
            local = at.astimezone(zone)
            initial |= {f"{name}_day": local.date(), f"{name}_time": local.time()}
            # A second hour of two stays the second one.
            if local.fold:
                initial[f"{name}_fold"] = "1"
    if occasion.is_all_day:
        initial |= {"starts_time": None, "ends_time": None, "ends_day": occasion.last_day}
    return initial
