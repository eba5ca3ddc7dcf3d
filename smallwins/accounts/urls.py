"""A person's settings, and what waited during an expired sign-in."""

from django.urls import path

from smallwins.accounts import views

app_name = "accounts"

urlpatterns = [
    path("settings/", views.profile, name="profile"),
    path("settings/resume/", views.resume, name="resume"),
]
