"""Orders to translation agencies, and what the agencies delivered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Edition

from .reports import Report
from .tokens import hashed

if TYPE_CHECKING:
    from articles.models import Article

__all__ = ["GRACE", "Delivery", "Order", "Version"]

#: How long after the deadline the link still opens.
GRACE = timedelta(days=14)


class Version(models.TextChoices):
    """The version of XLIFF that the agency's tool reads."""

    NEWEST = "2.1", "XLIFF 2.1"
    OLD = "1.2", "XLIFF 1.2"


class OrderQuerySet(models.QuerySet["Order"]):
    """The vocabulary of orders."""

    def usable(self, at: datetime | None = None) -> Self:
        """Those whose link opens: not revoked, and not past their deadline by more than the days of grace."""
        return self.filter(revoked_at=None, deadline__gt=(at or timezone.now()) - GRACE)

    def with_token(self, token: str) -> Self:
        """The one that the token opens, if any."""
        return self.filter(token_hash=hashed(token))

    def of(self, article: Article) -> Self:
        """Those for texts of the article, the newest first."""
        return self.filter(editions__article=article).distinct().order_by("-created_at", "-pk")


class Order(models.Model):
    """Texts given to an agency until a deadline. Its link opens those texts and nothing else.

    Of the token only a hash is kept; ``seed`` is what the token is made of,
    together with the installation's secret key.
    """

    agency = models.CharField(_("agency"), max_length=200)
    email = models.EmailField(
        _("email address"), blank=True, help_text=_("The link is sent there. Leave it empty to hand it over yourself.")
    )
    editions = models.ManyToManyField(Edition, related_name="agency_orders", verbose_name=_("texts"))
    deadline = models.DateTimeField(_("deadline"))
    version = models.CharField(_("format"), max_length=3, choices=Version, default=Version.NEWEST)
    note = models.TextField(_("note to the agency"), blank=True)
    seed = models.CharField(max_length=64, editable=False, validators=[MinLengthValidator(32)])
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="agency_orders", verbose_name=_("ordered by")
    )
    created_at = models.DateTimeField(_("ordered at"), auto_now_add=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("revoked by"),
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order to an agency")
        verbose_name_plural = _("orders to agencies")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, revoked_by=None)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="an_order_is_revoked_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} ({self.deadline:%Y-%m-%d})"

    @property
    def expires_at(self) -> datetime:
        """When the link stops opening."""
        return self.deadline + GRACE

    @property
    def has_delivered(self) -> bool:
        """Whether any file that came was not refused. Causes a query unless the deliveries were prefetched."""
        return any(delivery.was_taken for delivery in self.deliveries.all())

    @property
    def is_late(self) -> bool:
        """Whether the deadline is past."""
        return self.deadline <= timezone.now()

    def is_usable(self, at: datetime | None = None) -> bool:
        """Whether ``OrderQuerySet.usable(at)`` would hold this order."""
        return self.revoked_at is None and self.expires_at > (at or timezone.now())


class Delivery(models.Model):
    """One file that came through an order's link, and what became of it.

    ``report`` is a list of `articles.translation.agencies.reports.Report`, as JSON.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="deliveries", verbose_name=_("order"))
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)
    file_name = models.CharField(_("file"), max_length=200)
    digest = models.CharField(_("SHA-256 of the file"), max_length=64)
    report = models.JSONField(_("report"))

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-received_at", "-pk"]

    @property
    def was_taken(self) -> bool:
        """Whether at least one text in the file was not refused as a whole."""
        return any(not kept["refusals"] for kept in self.report)

    def reports(self) -> list[Report]:
        """What became of each text in the file."""
        return [Report.from_json(kept) for kept in self.report]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.received_at:%Y-%m-%d %H:%M})"
