"""Every address there is, the demo's too: the server of these tests runs with SMALLWINS_DEMO=1."""

from collections.abc import Iterable, Iterator

from django.urls import URLPattern, URLResolver, include, path

from smallwins.urls import urlpatterns as ours

urlpatterns = [*ours, path("demo/", include("wins.demo.urls"))]


def names(patterns: Iterable[URLPattern | URLResolver] = urlpatterns, namespace: str = "") -> Iterator[str]:
    """The full name of every address."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from names(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name}"
