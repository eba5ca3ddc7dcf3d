"""The product's address map, and the floor's."""

from django.urls import include, path

from bench import floor

urlpatterns = [
    path("bench/floor/", floor.page, name="bench_floor"),
    path("bench/poll/", floor.poll, name="bench_poll"),
    path("bench/insert/", floor.insert, name="bench_insert"),
    path("", include("smallwins.urls")),
]
