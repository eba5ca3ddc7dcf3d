"""What watches us: whether everything is ready, and the figures of delivery for Prometheus."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from smallwins.notifications import clock, selectors

#: Name → what it says (docs/operations.md says what to do about each).
GAUGES = {
    "oldest_due_seconds": "Age of the mail that waits longest after its hour; alarm above 120",
    "ambiguous": "Mails handed over at least once without knowing the end",
    "dead": "Mails that could not be written",
    "uncertain": "Mails of which nobody knows whether they arrived",
    "planned_today": "Mails due today (UTC)",
    "sent_today": "Mails of today that were sent",
    "server_paused": "1 while the mail server as a whole rests after a failure",
}


@login_not_required  # the load balancer asks: it says whether the database answers and mails are planned
@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """503 when no worker has planned mails for five minutes; 503 too, by the middleware, without database."""
    ready = selectors.is_planning()
    return JsonResponse({"status": "ok" if ready else "no worker"}, status=200 if ready else 503)


@login_not_required  # Prometheus shows the token of the settings; without one there is no such page
@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures in Prometheus' text format: counts of mails, nothing about anybody."""
    expected, shown = settings.METRICS_TOKEN, request.headers.get("Authorization", "")
    if not expected or not constant_time_compare(shown, f"Bearer {expected}"):
        raise Http404
    registry = CollectorRegistry()
    registry.register(_Delivery())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)


class _Delivery:
    """Read when somebody asks; nothing is counted in between."""

    def collect(self) -> Iterator[Metric]:
        now = clock.now()
        health = selectors.health(now)
        for name, words in GAUGES.items():
            yield GaugeMetricFamily(f"smallwins_mail_{name}", words, value=float(getattr(health, name)))
        states = GaugeMetricFamily("smallwins_mails", "Mails in the ledger due so far", labels=["state"])
        for state, number in selectors.counts_by_state(now).items():
            states.add_metric([state], number)
        yield states
