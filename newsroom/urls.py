"""Every address: the desk under /desk/, the public site everywhere else."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("desk/account/", include("staff.urls")),
    path("desk/", admin.site.urls),
    path("agency/", include("articles.site.agency_urls")),
    path("", include("articles.site.urls")),
]
handler404 = "articles.site.pages.not_found"
