"""The addresses as with SMALLWINS_DEMO=1, for tests of the demo pages."""

from django.urls import include, path

from smallwins import urls

handler403 = urls.handler403
urlpatterns = [*urls.urlpatterns, path("demo/", include("wins.demo.urls"))]
