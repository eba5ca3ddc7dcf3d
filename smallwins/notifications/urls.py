"""The one page of delivery."""

from django.urls import path

from smallwins.notifications import views

app_name = "notifications"

urlpatterns = [path("mail/<str:token>/unsubscribe/", views.unsubscribe, name="unsubscribe")]
