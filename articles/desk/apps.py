from importlib import import_module

from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AdminConfig):
    """The stock admin, under its own name: ``default_site`` is the desk."""

    default_site = "articles.desk.sites.DeskSite"
    verbose_name = _("Desk")

    def ready(self) -> None:
        # Autodiscovery looks inside "django.contrib.admin", which is this app's name.
        super().ready()
        import_module("articles.desk.admin")
