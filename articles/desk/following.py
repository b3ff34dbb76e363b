"""From one text to the next that waits for the same person."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Edition
from staff.models import User

from .pages import member
from .texts import desk_edition

__all__ = ["next_view"]


@require_safe
def next_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The text after this one among those that wait for the user; My desk where there is no other."""
    edition = desk_edition(pk)
    if not member(request).has_perm("articles.view_edition"):
        raise PermissionDenied
    others = [key for key in _waiting(member(request)) if key != edition.pk]
    if not others:
        return redirect("admin:index")
    after = next((key for key in others if key > edition.pk), others[0])
    return redirect(reverse("admin:articles_edition_change", args=[after]))


def _waiting(user: User) -> list[int]:
    """The texts that wait to be approved by the user, or to be written on. Causes two queries."""
    to_approve = Edition.objects.awaiting_approval_by(user).values_list("pk", flat=True)
    to_write = Edition.objects.awaiting_text_by(user).worked_on_by(user).values_list("pk", flat=True)
    return sorted({*to_approve, *to_write})
