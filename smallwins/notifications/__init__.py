"""Delivery of mail: a ledger in Postgres is the truth, Celery and Redis only nudge (docs/architecture.md)."""
