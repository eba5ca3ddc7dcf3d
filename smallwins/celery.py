"""The Celery application: it only wakes the delivery ledger (docs/architecture.md)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smallwins.settings")

app = Celery("smallwins")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
