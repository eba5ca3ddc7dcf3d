"""Which mails somebody gets."""

from django.urls import path

from smallwins.notifications import views

app_name = "notifications"

urlpatterns = [
    path("settings/mail/", views.mail_settings, name="settings"),
    path("mail/<str:token>/unsubscribe/", views.unsubscribe, name="unsubscribe"),
]
