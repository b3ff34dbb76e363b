from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AdminConfig):
    """The stock admin, under its own name: ``default_site`` is the desk."""

    default_site = "articles.desk.sites.DeskSite"
    verbose_name = _("Desk")
