"""System checks, each with an id. Run at start-up; those marked deploy by ``check --deploy``."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def demo_is_off(app_configs: Any, **kwargs: Any) -> list[Error]:
    """The persona page lets anyone in: never in production."""
    if not settings.DEMO:
        return []
    return [Error("SMALLWINS_DEMO must be off in production.", id="smallwins.E001")]


@register(Tags.security, deploy=True)
def base_url_is_https(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Links in mails are built on it."""
    if settings.HTTPS:
        return []
    return [Error("SMALLWINS_BASE_URL must start with https:// in production.", id="smallwins.E002")]


@register(Tags.compatibility)
def clock_offset_only_in_tests(app_configs: Any, **kwargs: Any) -> list[Error]:
    """A clock that can be moved by a file belongs to tests alone (docs/architecture.md)."""
    if getattr(settings, "CLOCK_OFFSET_FILE", None) and not getattr(settings, "TESTING", False):
        return [Error("CLOCK_OFFSET_FILE is for tests only.", id="smallwins.E003")]
    return []
