"""Small Wins: running small-wins learning trajectories."""

from smallwins.celery import app as celery_app

__all__ = ["celery_app"]
