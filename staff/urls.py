"""Signing in and one's own account; allauth's addresses, less those of public sign-up and of email addresses."""

from django.urls import include, path, re_path

from . import views

urlpatterns = [
    path("", views.my_account, name="my_account"),
    path("sessions/", views.SessionsView.as_view(), name="usersessions_list"),
    path("sessions/<int:pk>/end/", views.end_session, name="end_session"),
    path("oidc/<slug:provider_id>/login/", views.to_directory, name="openid_connect_login"),
    re_path(r"^(?:signup|email|confirm-email|3rdparty/signup|social)(?:/.*)?$", views.not_offered),
    # An entry of the directory is tied by its verified address, never by hand.
    path("3rdparty/", views.not_offered),
    path("", include("allauth.urls")),
]
