"""The demo: personas and the mailbox. Mounted only with SMALLWINS_DEMO=1."""

from django.urls import path

from wins.demo import views

app_name = "demo"

urlpatterns = [
    path("", views.demo, name="demo"),
    path("look/", views.look, name="look"),
    path("summary/", views.summary, name="summary"),
    path("afresh/", views.afresh, name="afresh"),
    path("mail/<str:name>/", views.mail, name="mail"),
    path("mail/<str:name>/html/", views.mail_html, name="mail_html"),
]
