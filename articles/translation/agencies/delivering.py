"""What the agency's own page does: open by token, hand out, take in."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from pathlib import PurePosixPath
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Edition

from .models import Delivery, Order
from .reports import Report
from .sending import files_of
from .taking import take_upload
from .tasks import tell_of_delivery

__all__ = ["MAX_UPLOAD", "deliver", "editions_of", "files_for", "opened_by"]

#: The most bytes of one upload.
MAX_UPLOAD = 20_000_000
#: How many files one order takes within an hour.
PER_HOUR = 20


def opened_by(token: str) -> Order | None:
    """The order that the token opens now; None for one unknown, revoked or expired alike. Causes a query."""
    return Order.objects.usable().with_token(token).first()


def editions_of(order: Order) -> list[Edition]:
    """The order's texts that are still to be translated, in the order of their languages; without what was discarded.

    Causes a query, and up to two for each text.
    """
    kept = Edition.objects.kept().filter(agency_orders=order).select_related("article", "translates")
    return [edition for edition in kept.order_by("article", "language") if edition.source_edition() is not None]


def files_for(order: Order) -> tuple[str, bytes]:
    """The name and the bytes of what the agency downloads: the texts as they now stand."""
    return files_of(editions_of(order), order.version, note=order.note)


def deliver(order: Order, file: BinaryIO, name: str) -> list[Report]:
    """Take a file that the agency uploaded, in the name of whoever placed the order; keep and return the report.

    What is too large, or too often, is refused in the report like everything else.
    """
    lately = order.deliveries.filter(received_at__gt=timezone.now() - timedelta(hours=1)).count()
    if lately >= PER_HOUR:
        return [Report(refusals=[_("There were too many uploads within an hour. Try again in an hour.")])]
    data = file.read(MAX_UPLOAD + 1)
    if len(data) > MAX_UPLOAD:
        reports = [
            Report(
                refusals=[
                    _("This file is larger than %(limit)s million bytes. Send each text in a file of its own.")
                    % {"limit": MAX_UPLOAD // 1_000_000}
                ]
            )
        ]
    else:
        reports = take_upload(data, editions_of(order), order.created_by, agency=order.agency)
    with transaction.atomic():
        delivery = Delivery.objects.create(
            order=order,
            file_name=PurePosixPath(name.replace("\\", "/")).name[:200],
            digest=sha256(data).hexdigest(),
            report=[report.as_json() for report in reports],
        )
        tell_of_delivery.defer(delivery_id=delivery.pk)
    return reports
