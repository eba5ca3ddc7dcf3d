"""Every address there is, the demo's too: the server of these tests runs with SMALLWINS_DEMO=1."""

import uuid
from collections.abc import Iterable, Iterator

from django.urls import URLPattern, URLResolver, converters, include, path

from smallwins.urls import urlpatterns as ours

urlpatterns = [*ours, path("demo/", include("wins.demo.urls"))]


NOBODYS = {
    converters.UUIDConverter: uuid.UUID(int=0),
    converters.IntConverter: 0,
    converters.StringConverter: "none",
}


def addresses(
    patterns: Iterable[URLPattern | URLResolver] = urlpatterns, namespace: str = ""
) -> Iterator[tuple[str, dict[str, object]]]:
    """The full name of every address, and its arguments with something in them that belongs to nobody."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner)
        else:
            kinds = pattern.pattern.converters.items()
            yield f"{namespace}{pattern.name}", {key: NOBODYS[type(kind)] for key, kind in kinds}
