"""Mails to agencies, and about them; sent by the worker."""

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate.contrib.django import app

from languages import interface_language, local_name

from .models import Delivery, Order
from .tokens import token_of

__all__ = ["link_of", "send_link", "tell_of_delivery"]


def link_of(token: str) -> str:
    """The link for the agency. The token stands after “#”, which browsers send to no server."""
    return f"{settings.NEWSROOM_BASE_URL}{reverse('agency:enter')}#{token}"


@app.task(name="agencies.send_link", retry=3)
def send_link(order_id: int) -> None:
    """Send the agency its link; nothing where the order is over."""
    order = Order.objects.prefetch_related("editions").get(pk=order_id)
    if not order.email or not order.is_usable():
        return
    languages = sorted({edition.language for edition in order.editions.all()})
    speaks = interface_language(languages[0]) if len(languages) == 1 else settings.LANGUAGE_CODE
    with override(speaks), timezone.override(settings.NEWSROOM_TIME_ZONE):
        deadline = timezone.localtime(order.deadline)
        lines = [
            _("%(newsroom)s asks you to translate into: %(languages)s.")
            % {"newsroom": settings.NEWSROOM_NAME, "languages": ", ".join(map(local_name, languages))},
            _("Deadline: %(deadline)s (%(zone)s)")
            % {"deadline": date_format(deadline, "DATETIME_FORMAT"), "zone": settings.NEWSROOM_TIME_ZONE},
            order.note,
            _("Download the texts and upload the translations here. Whoever has this link can do so, so keep it:"),
            link_of(token_of(order.seed)),
        ]
        subject = _("Translation ordered by %(newsroom)s") % {"newsroom": settings.NEWSROOM_NAME}
        send_mail(subject, "\n\n".join(filter(None, lines)) + "\n", None, [order.email])


@app.task(name="agencies.tell_of_delivery", retry=3)
def tell_of_delivery(delivery_id: int) -> None:
    """Tell whoever placed the order that the agency delivered."""
    delivery = Delivery.objects.select_related("order__created_by").get(pk=delivery_id)
    order = delivery.order
    user = order.created_by
    if not user.email or not user.is_active:
        return
    with override(user.language or settings.LANGUAGE_CODE):
        pages = [
            settings.NEWSROOM_BASE_URL + reverse("admin:articles_edition_change", args=[edition.pk])
            for edition in order.editions.order_by("pk")
        ]
        subject = _("%(agency)s delivered a translation") % {"agency": " ".join(order.agency.split())}
        lines = [_("What was taken stands in the draft. Read it before you submit it:"), *pages]
        send_mail(subject, "\n\n".join(lines) + "\n", None, [user.email])
