"""The addresses of agencies. None of them holds a token."""

from django.urls import path

from . import agency

app_name = "agency"

urlpatterns = [
    path("", agency.enter, name="enter"),
    path("<int:number>/", agency.order, name="order"),
    path("<int:number>/file/", agency.file, name="file"),
]
